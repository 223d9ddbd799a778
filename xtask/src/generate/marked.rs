//! Replaces the generated part of a file. The part stands between two comments with its name.

use anyhow::{Context as _, bail};

/// Returns the text with the part `name` replaced by `body`. The body is indented like the two comments.
pub(crate) fn replace(file: &str, text: &str, name: &str, body: &str) -> anyhow::Result<String> {
    let (before, rest) = split_at_mark(file, text, &format!("# <generated: {name}>"))?;
    let (_, after) = split_at_mark(file, rest, &format!("# </generated: {name}>"))?;
    let opening = before.lines().next_back().unwrap_or_default();
    let closing = rest.strip_suffix(after).and_then(|part| part.lines().next_back()).unwrap_or_default();
    let indent: String = opening.chars().take_while(|character| *character == ' ').collect();
    let mut replaced = before.to_owned();
    for line in body.lines() {
        if !line.is_empty() {
            replaced.push_str(&indent);
            replaced.push_str(line);
        }
        replaced.push('\n');
    }
    replaced.push_str(closing);
    replaced.push('\n');
    replaced.push_str(after);
    Ok(replaced)
}

/// Returns the text up to the end of the line `mark`, and the text after that line.
fn split_at_mark<'a>(file: &str, text: &'a str, mark: &str) -> anyhow::Result<(&'a str, &'a str)> {
    let mut end = 0;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if line.trim() == mark {
            if found.is_some() {
                bail!("{file}: the line `{mark}` is there twice; remove one");
            }
            found = Some(end);
        }
    }
    let at = found
        .with_context(|| format!("{file}: the line `{mark}` is missing; put it where the generated part belongs"))?;
    text.split_at_checked(at).with_context(|| format!("{file}: the line `{mark}` is in the middle of a letter"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 1\n  # <generated: x>\n  old: 1\n  # </generated: x>\nb: 2\n";

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let replaced = replace("f.yaml", TEXT, "x", "new: 1\n\n  deep: 2\n").unwrap();
        assert_eq!(replaced, "a: 1\n  # <generated: x>\n  new: 1\n\n    deep: 2\n  # </generated: x>\nb: 2\n");
        assert_eq!(replace("f.yaml", &replaced, "x", "old: 1").unwrap(), TEXT);
    }

    #[test]
    fn a_missing_or_doubled_mark_is_told() {
        let said = |text: &str, name: &str| replace("f.yaml", text, name, "").unwrap_err().to_string();
        assert_eq!(
            said(TEXT, "y"),
            "f.yaml: the line `# <generated: y>` is missing; put it where the generated part belongs"
        );
        assert!(said("# <generated: x>\n", "x").contains("`# </generated: x>` is missing"));
        assert!(said(&TEXT.repeat(2), "x").contains("is there twice"));
    }
}
