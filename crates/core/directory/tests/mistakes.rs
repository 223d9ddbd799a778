//! A mistake in the directory is refused with its line.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use directory::{DataError, Directory, Source, Sources};
use lifecycle::{Assignment, CategoryCode, Confidentiality, DepartmentCode, Need, Pace, Rules as _};

const GOOD: &str = include_str!("../../../../directory/departments.toml");
const HOLIDAYS: &str = include_str!("../../../../directory/holidays.toml");

fn read(departments: &str, holidays: &str) -> Result<Directory, DataError> {
    let departments = Source { file: "departments.toml", text: departments };
    Directory::read(Sources { departments, holidays: Source { file: "holidays.toml", text: holidays } })
}

/// The error about the State's directory after one change, and the distance in lines from the change.
fn refused(from: &str, to: &str) -> (String, usize) {
    let line = GOOD.lines().position(|l| l.contains(from)).expect("the line to change is there") + 1;
    let text = GOOD.replacen(from, to, 1);
    let error = read(&text, HOLIDAYS).unwrap_err();
    assert_eq!(error.file, "departments.toml");
    (format!("{}; {}", error.what, error.help), error.line.abs_diff(line))
}

#[test]
fn the_states_directory_is_whole() {
    let directory = read(GOOD, HOLIDAYS).unwrap();
    let written = GOOD.matches("\n[[departments]]\n").count();
    assert_eq!(directory.departments.len(), written);
    assert_eq!(directory.topics().count(), written + 3, "and three desks of the centre");
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
fn a_department_that_is_like_no_other_names_its_line_and_all_there_are() {
    let (said, off) = refused("department = \"FCS\"", "department = \"POST\"");
    assert!(said.starts_with("no department `POST`; there are REV, PRD, "), "{said}");
    assert_eq!(off, 0);
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

#[test]
fn a_word_that_no_category_knows_is_refused_with_those_that_there_are() {
    let (said, off) = refused("quiet = \"police\"", "quiet = \"loud\"");
    let words = "violence, child, police, corruption, caste-atrocity, health, protected";
    assert_eq!((said, off), (format!("`loud` is unknown here; write one of {words}"), 0));
    let (said, _) = refused("must_know = [\"samagra-id\"]", "must_know = [\"aadhaar\"]");
    assert_eq!(said, "`aadhaar` is unknown here; write one of samagra-id, ration-card, consumer-number");
    let (said, _) = refused("clock = \"plain\"", "clock = \"slow\"");
    assert_eq!(said, "`slow` is unknown here; write one of working, plain");
}

#[test]
fn terms_come_from_the_category_and_there_are_none_for_what_is_not_there() {
    let directory = read(GOOD, HOLIDAYS).unwrap();
    let terms = |department: &str, category: &str| {
        let of = Assignment {
            department: DepartmentCode::new(department).unwrap(),
            category: CategoryCode::new(category).unwrap(),
        };
        directory.terms(&of)
    };
    let fir = terms("HOM", "fir-not-written").unwrap();
    assert_eq!((fir.about_official, fir.quiet, fir.act_days), (true, Some(Confidentiality::Police), 15));
    assert_eq!(terms("ENR", "no-supply").unwrap().pace, Pace::Plain);
    assert_eq!(terms("SJD", "pension-stopped").unwrap().disclosure, Need::Required);
    assert!(terms("REV", "khasra-copy").unwrap().guaranteed);
    assert_eq!(terms("REV", "no-such-thing"), None);
    assert_eq!(terms("XYZ", "general"), None);
}

#[test]
fn every_holiday_has_a_source_and_a_mistake_in_one_names_its_line() {
    let refused = |from: &str, to: &str| read(GOOD, &HOLIDAYS.replacen(from, to, 1)).unwrap_err();
    let error = refused("date = \"2026-01-26\"", "date = \"2026-13-26\"");
    assert_eq!(error.file, "holidays.toml");
    assert_eq!((error.what.as_str(), error.help.as_str()), ("`2026-13-26` is no date", "write it like `2026-01-26`"));
    assert!(HOLIDAYS.lines().nth(error.line - 1).unwrap().contains("2026-01-26"));
    assert_eq!(refused("last_year = 2027", "last_year = 2026").help, "set `last_year` to the last year that is listed");
    assert_eq!(
        refused("opens = \"10:30\"", "opens = \"18:30\"").what,
        "the office must open before it closes, on at least one day of the week"
    );
    assert_eq!(refused("\"monday\"", "\"Monday\"").what, "`Monday` is no day of the week");
    assert_eq!(refused("date = \"2026-03-04\"", "date = \"2026-03-03\"").help, "list each day once, in order");
}
