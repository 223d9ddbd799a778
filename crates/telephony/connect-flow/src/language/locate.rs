//! Finds the line of a JSON pointer. It is called only for a fault, so that reading need not keep positions.

use std::{iter::Peekable, str::Chars};

/// Returns the line, from 1, of the value at a pointer; if the value is missing, the line of the object or array that
/// should hold it. The text must be valid JSON.
pub(crate) fn line_of(text: &str, pointer: &str) -> usize {
    let mut scan = Scan { rest: text.chars().peekable(), line: 1 };
    scan.space();
    let mut line = scan.line;
    for token in pointer.split('/').skip(1) {
        let wanted = token.replace("~1", "/").replace("~0", "~");
        if !scan.enter(&wanted) {
            break;
        }
        line = scan.line;
    }
    line
}

struct Scan<'a> {
    rest: Peekable<Chars<'a>>,
    line: usize,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.line = self.line.saturating_add(usize::from(next == Some('\n')));
        next
    }

    fn space(&mut self) {
        while self.rest.peek().is_some_and(|c| c.is_whitespace()) {
            self.next();
        }
    }

    /// Steps to the value of a key or index and returns true. Returns false, at some later position, if there is none.
    fn enter(&mut self, wanted: &str) -> bool {
        let opened = self.next();
        let mut index: usize = 0;
        loop {
            self.space();
            match self.rest.peek() {
                None | Some('}' | ']') => return false,
                Some(',') => {
                    self.next();
                    self.space();
                }
                Some(_) => {}
            }
            let found = match opened {
                Some('{') => {
                    let key = self.string();
                    self.space();
                    self.next();
                    self.space();
                    key == wanted
                }
                Some('[') => index.to_string() == wanted,
                _ => return false,
            };
            if found {
                return true;
            }
            index = index.saturating_add(1);
            self.skip();
        }
    }

    /// Steps over a string, and returns it without its escapes.
    fn string(&mut self) -> String {
        let mut raw = String::new();
        raw.extend(self.next());
        let mut escaped = false;
        while let Some(c) = self.next() {
            raw.push(c);
            if c == '"' && !escaped {
                break;
            }
            escaped = c == '\\' && !escaped;
        }
        serde_json::from_str(&raw).unwrap_or(raw)
    }

    /// Steps over one value.
    fn skip(&mut self) {
        let mut depth: usize = 0;
        loop {
            match self.rest.peek() {
                Some('"') => {
                    self.string();
                }
                Some('{' | '[') => {
                    depth = depth.saturating_add(1);
                    self.next();
                }
                Some('}' | ']' | ',') if depth == 0 => return,
                Some('}' | ']') => {
                    depth = depth.saturating_sub(1);
                    self.next();
                }
                Some(_) => {
                    self.next();
                }
                None => return,
            }
            if depth == 0 && matches!(self.rest.peek(), None | Some(',' | '}' | ']')) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn every_pointer_has_the_line_of_its_value() {
        let text = "{\n \"a\": [1,\n  {\"x/y\": \"}],\\\"\",\n   \"z\": [[], {}]},\n  \"last\"\n ],\n \"b\\u0041\":\n  true\n}";
        for (pointer, line) in [
            ("", 1),
            ("/a", 2),
            ("/a/0", 2),
            ("/a/1", 3),
            ("/a/1/x~1y", 3),
            ("/a/1/z", 4),
            ("/a/1/z/1", 4),
            ("/a/2", 5),
            ("/bA", 8),
            ("/a/9", 2),
            ("/none/at/all", 1),
        ] {
            assert_eq!(line_of(text, pointer), line, "{pointer}");
        }
    }
}
