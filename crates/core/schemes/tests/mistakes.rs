//! Each mistake of a file is reported with its line and its remedy.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use schemes::{Form, Subject};
use support::{WHOLE, directory, read};

/// Asserts that the whole scheme, with one change, is refused at this line with these words.
#[track_caller]
fn refused(from: &str, to: &str, line: usize, said: &str) {
    assert!(WHOLE.contains(from), "`{from}` does not stand in the scheme");
    let why = read(&WHOLE.replacen(from, to, 1)).expect_err(said);
    assert_eq!(why, format!("schemes/test-scheme.toml:{line}: {said}"));
}

const WOMEN: &str = "women, children-and-students, farming, pension-and-support, health, home, work-and-wages, other";

#[test]
fn a_whole_scheme_is_read() {
    let scheme = read(WHOLE).unwrap();
    assert_eq!((scheme.subject, scheme.form), (Subject::Women, Form::Open));
    assert_eq!((scheme.chunks.len(), scheme.questions.len(), scheme.facts.len()), (1, 2, 1));
    assert_eq!(scheme.ends.unwrap().to_string(), "2026-06-01");
}

#[test]
fn a_code_is_that_of_its_file() {
    let help = "name the file and the scheme alike";
    refused("\"test-scheme\"", "\"other\"", 1, &format!("`other` stands in the file `test-scheme`; {help}"));
    let rule = "1 to 40 of a-z, 0-9 and dash, beginning with a letter";
    refused("\"test-scheme\"", "\"Test\"", 1, &format!("`Test` is no scheme code: {rule}; {help}"));
}

#[test]
fn what_the_directory_does_not_know_is_refused() {
    let departments: Vec<String> = directory().departments.iter().map(|one| one.code.to_string()).collect();
    let departments = departments.join(", ");
    refused("WCD", "WDC", 2, &format!("`WDC` is unknown here; write one of {departments}"));
    let categories = "general, ladli-behna, ladli-laxmi, anganwadi, matru-vandana, child-harm, child-sexual-abuse, violence of `WCD`";
    refused(
        "ladli-behna",
        "pension-stopped",
        3,
        &format!("`pension-stopped` is unknown here; write one of {categories}"),
    );
    refused("\"women\"", "\"woman\"", 4, &format!("`woman` is unknown here; write one of {WOMEN}"));
    refused("\"open\"", "\"opened\"", 5, "`opened` is unknown here; write one of open, closed, always, unknown");
    let about = "`money` is unknown here; write one of what, who, amount, bring, place, form";
    refused("\"amount\"", "\"money\"", 16, about);
    refused("\"yes\"", "\"maybe\"", 21, "`maybe` is unknown here; write one of yes, no");
}

#[test]
fn a_template_is_its_digits_in_every_language_and_what_pays_says_so() {
    let with = |lines: &str| read(&WHOLE.replacen("form = \"open\"", &format!("form = \"open\"\n{lines}"), 1));
    let registered =
        with("pays = true\nsms_templates = { hi = \"1107160000000000001\", en = \"1107160000000000002\" }");
    let registered = registered.unwrap();
    let hindi = lifecycle::LanguageCode::new("hi").unwrap();
    assert_eq!(registered.sms_templates.unwrap().in_language(&hindi), "1107160000000000001");
    assert!(registered.pays && !read(WHOLE).unwrap().pays);
    let why = with("sms_templates = { hi = \"1107-16\", en = \"1\" }").unwrap_err();
    assert!(why.contains(":6: `1107-16` is no id of a template"), "{why}");
    let why = with("sms_templates = { hi = \"1107\" }").unwrap_err();
    assert!(why.contains(":6: the template of the SMS is not said in `en`"), "{why}");
}

#[test]
fn a_key_that_nobody_knows_is_refused() {
    let why = read(&WHOLE.replacen("form =", "forms =", 1)).unwrap_err();
    assert!(why.contains(":5: unknown field `forms`") && why.ends_with("for its form"), "{why}");
    let why = read(&WHOLE.replacen("about = \"amount\"", "kind = 1", 1)).unwrap_err();
    assert!(why.contains(":16: unknown field `kind`"), "{why}");
    let why = read(&WHOLE.replacen("starts = \"2026-04-01\"\n", "", 1)).unwrap_err();
    assert!(why.contains("missing field `starts`"), "{why}");
}

#[test]
fn every_text_is_in_every_language_of_the_directory() {
    let help = "say it in every language";
    refused("name.en = \"Test\"\n", "", 8, &format!("the name is not said in `en`; {help}"));
    refused(
        "sms.hi = \"परीक्षा: 1500 रुपये। जानकारी: 155343\"\n",
        "",
        12,
        &format!("the SMS is not said in `hi`; {help}"),
    );
    let chunk = "said.en = \"You get fifteen hundred rupees a month.\"\n";
    refused(chunk, "", 17, &format!("chunk 1 is not said in `en`; {help}"));
    let nothing = "said = {}\n";
    let both = "said.hi = \"हर महीने पंद्रह सौ रुपये मिलते हैं।\"\nsaid.en = \"You get fifteen hundred rupees a month.\"\n";
    refused(both, nothing, 16, &format!("chunk 1 is not said in `hi`; {help}"));
    let french = "name.en = \"Test\"\nname.fr = \"Essai\"";
    refused(
        "name.en = \"Test\"",
        french,
        10,
        "`fr` is no language of the directory; leave it out, or add the language",
    );
    refused("\"Do you pay income tax?\"", "\" \"", 28, "question 2 is empty; write its words, or leave it out");
}

#[test]
fn a_text_over_its_time_is_refused_with_its_seconds() {
    let long = format!("fifteen hundred rupees {}", "a ".repeat(18));
    let help = "say it in at most 9 s, 20 words";
    refused("You get fifteen hundred rupees a month.", &long, 18, &format!("chunk 1 lasts 9.2 s in `en`; {help}"));
    let name = "a b c d e f g";
    let help = "say it in at most 3 s, 6 words";
    refused("\"Test\"", &format!("\"{name}\""), 9, &format!("the name lasts 3.1 s in `en`; {help}"));
    refused("Money stopped", name, 11, &format!("`trouble_said` lasts 3.1 s in `en`; {help}"));
    let words = "क ".repeat(20);
    let chunk = format!("[[chunks]]\nabout = \"who\"\nsaid.hi = \"{words}\"\nsaid.en = \"for you\"\n\n");
    let whole = "all chunks together last 46.6 s in `hi`; say it in at most 45 s";
    refused("[[questions]]", &format!("{}[[questions]]", chunk.repeat(5)), 41, whole);
    let sms = "x".repeat(135);
    let help = "say it in 134, two parts of an SMS";
    refused("Test: 1500 rupees. More: 155343", &sms, 13, &format!("an SMS of 135 characters; {help}"));
}

#[test]
fn nothing_said_is_no_scheme() {
    let (head, _) = WHOLE.split_once("[[chunks]]").unwrap();
    let why = read(&format!("{head}chunks = []\n")).unwrap_err();
    assert_eq!(why, "schemes/test-scheme.toml:15: nothing is said; write one chunk at least");
}

#[test]
fn a_figure_without_a_fact_is_refused_in_words_and_digits() {
    let help = "add a fact with its source and date, or leave the figure out";
    let said = |figure: &str, what: &str| format!("no fact covers `{figure}` in {what}; {help}");
    let (hi, en) = ("मिलते हैं।", "a month.");
    for (from, to, line, figure) in [
        (hi, "मिलते हैं, पहले 1250।", 17, "1250"),
        (hi, "मिलते हैं, पहले १२५०।", 17, "१२५०"),
        (hi, "मिलते हैं, साल में अठारह हजार रुपए।", 17, "अठारह हजार"),
        (hi, "मिलते हैं, साठ साल तक।", 17, "साठ"),
        (hi, "मिलते हैं, दो हज़ार छब्बीस से।", 17, "दो हज़ार छब्बीस"),
        (en, "a month, three lakh in all.", 18, "three lakh"),
        (en, "a month, up to sixty years.", 18, "sixty"),
        (en, "a month since twenty twenty-three.", 18, "twenty twenty-three"),
    ] {
        refused(from, to, line, &said(figure, "chunk 1"));
    }
    refused("क्या आप आयकर", "क्या आप इक्कीस साल की हैं और आयकर", 27, &said("इक्कीस", "question 2"));
    let help = "write its digits as `written` of its fact, or leave it out";
    refused("Test: 1500 rupees", "Test: 1600 rupees", 13, &format!("no fact covers `1600` in the SMS; {help}"));
    refused("More: 155343", "More: 181", 13, &format!("no fact covers `181` in the SMS; {help}"));
    refused(
        "sms.hi = \"परीक्षा: 1500",
        "sms.hi = \"परीक्षा: दो लाख",
        12,
        &format!("no fact covers `दो लाख` in the SMS; {help}"),
    );
    // The words of a fact cover a figure only if they hold the whole figure.
    let help = "write its words as they stand there";
    refused(
        "said.hi = \"पंद्रह सौ रुपये\"",
        "said.hi = \"बीस रुपये\"",
        31,
        &format!("the fact `बीस रुपये` stands in no chunk and no question; {help}"),
    );
    refused("said.hi = \"पंद्रह सौ रुपये\"", "said.hi = \"सौ रुपये\"", 17, &said("पंद्रह सौ", "chunk 1"));
}

#[test]
fn a_fact_has_a_source_and_a_day() {
    let help = "give the address of its source and the day of it; leave out what nobody can prove";
    refused("source = \"https://example.in/a\"\n", "", 32, &format!("a fact without a source; {help}"));
    refused("date = \"2025-11-10\"\n", "", 32, &format!("a fact without a date; {help}"));
    refused(
        "https://example.in/a",
        "somebody said so",
        35,
        "`somebody said so` is no address; write it from `https://` on",
    );
    refused("2025-11-10", "November", 36, "`November` is no date; write it like `2026-04-01`");
}

#[test]
fn a_scheme_ends_after_it_starts() {
    let help = "write the first day on which it is no longer spoken";
    for ends in ["2026-04-01", "2026-03-31"] {
        refused("2026-06-01", ends, 7, &format!("`{ends}` is no day after `2026-04-01`, its start; {help}"));
    }
    refused("\"2026-04-01\"", "\"2026-13-01\"", 6, "`2026-13-01` is no date; write it like `2026-04-01`");
}

#[test]
fn markup_and_scripts_are_no_words() {
    let help = "write plain words, as they are spoken";
    for (bad, sign) in [
        ("<speak>", "<"),
        ("a > b", ">"),
        ("R&D", "&"),
        ("{name}", "{"),
        ("a}", "}"),
        ("a\\\\b", "\\\\"),
        ("a\\nb", "\\n"),
        ("a\\u0007b", "\\u{7}"),
        ("${x}", "$"),
        ("a\\u202Eb", "\\u{202e}"),
    ] {
        refused("Money stopped", bad, 11, &format!("`trouble_said` holds `{sign}`, as markup does; {help}"));
    }
    refused("More: 155343", "<script>", 13, &format!("the SMS holds `<`, as markup does; {help}"));
    refused("Do you pay", "Do *you* pay", 28, &format!("question 2 holds `*`, as markup does; {help}"));
}

#[test]
fn a_caller_is_asked_little_and_nothing_twice() {
    let again = "क्या आप मध्य प्रदेश में रहती हैं?";
    refused("क्या आप आयकर भरती हैं?", again, 26, "question 2 was asked already; ask something else");
    let more = |at: usize| {
        format!(
            "[[questions]]\nspeaks_for = \"yes\"\nsaid.hi = \"सवाल {}\"\nsaid.en = \"Question {}\"\n\n",
            "क".repeat(at),
            "a".repeat(at)
        )
    };
    let five = format!("{}{}{}[[facts]]", more(1), more(2), more(3));
    refused("[[facts]]", &five, 41, "5 questions; ask at most 4");
}
