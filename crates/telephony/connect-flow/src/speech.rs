//! The speech of a prompt: its words without the markup, and its pauses.

/// Longest text of one prompt. With a longer text the action fails (page `play`).
pub(crate) const MAX_CHARACTERS: usize = 6_000;
/// Longest text of one prompt without its markup (page `play`).
pub(crate) const MAX_SPOKEN_CHARACTERS: usize = 3_000;

/// Spoken words, and the total of the pauses between them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Speech {
    pub words: String,
    pub pause_ms: u64,
}

/// Reads SSML. Returns `None` if it is not well formed or its root is not `speak`.
pub(crate) fn read_ssml(markup: &str) -> Option<Speech> {
    let mut speech = Speech::default();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = markup.trim();
    if let Some(prologue) = rest.strip_prefix("<?xml") {
        rest = prologue.split_once("?>")?.1.trim_start();
    }
    let root = rest.strip_prefix("<speak")?;
    if !root.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')) {
        return None;
    }
    while let Some((words, tag_on)) = rest.split_once('<') {
        speech.words.push_str(&unescape(words)?);
        if let Some(comment) = tag_on.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        let (tag, after) = tag_on.split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop()? != name.trim_end() {
                return None;
            }
        } else {
            let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return None;
            }
            if name == "break" {
                speech.pause_ms = speech.pause_ms.saturating_add(pause(attributes)?);
            }
            speech.words.push(' ');
            if !closed {
                open.push(name);
            }
        }
        if open.is_empty() {
            return rest.trim().is_empty().then_some(speech);
        }
    }
    None
}

/// Returns the `time` of a `break`. A `break` without a time is as long as the voice decides, and counts as 0 here.
fn pause(attributes: &str) -> Option<u64> {
    let Some((_, time)) = attributes.split_once("time=") else { return Some(0) };
    let quote = time.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (time, _) = time.strip_prefix(quote)?.split_once(quote)?;
    if let Some(number) = time.strip_suffix("ms") {
        return number.parse().ok();
    }
    let (seconds, fraction) = time.strip_suffix('s').map(|n| n.split_once('.').unwrap_or((n, "")))?;
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    let seconds: u64 = seconds.parse().ok()?;
    Some(seconds.saturating_mul(1_000).saturating_add(thousandths.parse().ok()?))
}

fn unescape(words: &str) -> Option<String> {
    let mut plain = String::new();
    let mut pieces = words.split('&');
    plain.push_str(pieces.next()?);
    for piece in pieces {
        let (name, after) = piece.split_once(';')?;
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = name.strip_prefix('#')?;
                let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16).ok());
                char::from_u32(hexadecimal.unwrap_or_else(|| number.parse().ok())?)?
            }
        });
        plain.push_str(after);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::{Speech, read_ssml};

    #[track_caller]
    fn check(markup: &str, words: &str, pause_ms: u64) {
        let found = read_ssml(markup)
            .map(|speech| Speech { words: speech.words.split_whitespace().collect::<Vec<_>>().join(" "), ..speech });
        assert_eq!(found, Some(Speech { words: words.to_owned(), pause_ms }));
    }

    #[test]
    fn tags_are_not_spoken_and_timed_breaks_are_counted() {
        check("<speak>Welcome</speak>", "Welcome", 0);
        check("<speak>one<break time=\"500ms\"/>two <break time='1.5s'/></speak>", "one two", 2_000);
        check("<?xml version=\"1.0\"?>\n<speak>&#x41;&#66;</speak>", "AB", 0);
        check("<speak><prosody rate=\"slow\">Ram &amp; Sita</prosody><!-- x --></speak>", "Ram & Sita", 0);
    }

    #[test]
    fn bad_markup_has_no_sound() {
        for markup in [
            "",
            "hello",
            "<speak>a & b</speak>",
            "<speak><p>a</speak>",
            "<speak>a",
            "<speak/>b",
            "<speaker>a</speaker>",
            "<speak>&#xZZ;</speak>",
            "<speak><break time=\"x\"/></speak>",
        ] {
            assert_eq!(read_ssml(markup), None, "{markup}");
        }
    }
}
