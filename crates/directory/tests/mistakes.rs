//! A mistake in the directory is refused with the line it stands on.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use directory::{Directory, Source};

const GOOD: &str = include_str!("../../../directory/departments.toml");

/// What is said of the State's directory after one change, and the line of the change.
fn refused(from: &str, to: &str) -> (String, usize) {
    let line = GOOD.lines().position(|l| l.contains(from)).expect("the line to change is there") + 1;
    let text = GOOD.replacen(from, to, 1);
    let error = Directory::read(Source { file: "departments.toml", text: &text }).unwrap_err();
    assert_eq!(error.file, "departments.toml");
    (format!("{}; {}", error.what, error.help), error.line.abs_diff(line))
}

#[test]
fn the_states_directory_is_whole() {
    let directory = Directory::read(Source { file: "departments.toml", text: GOOD }).unwrap();
    assert_eq!(directory.departments.len(), 19);
    assert_eq!(directory.topics().count(), 20);
    assert_eq!(directory.number, "155343");
}

#[test]
fn a_wrong_code_names_its_line() {
    let (said, off) = refused("code = \"REV\"", "code = \"Rev\"");
    assert_eq!(
        (said.as_str(), off),
        ("`Rev` is no department code: 2 to 8 capital letters; choose a code that no department ever had", 0)
    );
}

#[test]
fn a_department_that_no_menu_offers_names_its_line() {
    let (said, _) = refused("department = \"FCS\"", "triage = true");
    assert_eq!(said, "`FCS` cannot be reached with 3 keys; offer it in a menu");
}

#[test]
fn a_menu_that_does_not_exist_names_its_line_and_the_nearest() {
    let (said, off) = refused("menu = \"people\"", "menu = \"peopl\"");
    assert_eq!((said.as_str(), off), ("no menu `peopl`; did you mean `people`", 0));
}

#[test]
fn more_than_twenty_one_days_are_refused() {
    let (said, off) = refused("days = 21", "days = 22");
    assert_eq!((said.as_str(), off), ("`22` days; give 1 to 21", 0));
}

#[test]
fn an_unknown_key_names_its_line() {
    let (said, off) = refused("ticket_digits = 8", "ticket_digit = 8");
    assert!(said.starts_with("unknown field `ticket_digit`"), "{said}");
    assert_eq!(off, 0);
}

#[test]
fn a_missing_translation_is_refused() {
    let (said, off) = refused("languages = [\"hi\", \"en\"]", "languages = [\"hi\", \"en\", \"bns\"]");
    assert_eq!(said, "no text in `bns`; write it in every language of `languages`");
    assert!(off > 0, "it names the line of the text, not of the list");
}
