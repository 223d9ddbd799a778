//! A mistake in the script or the prompts is refused with file, line and remedy.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use dialogue::{Playbook, Sources};
use directory::Source;

const DEPARTMENTS: &str = include_str!("../../../../directory/departments.toml");
const SCRIPT: &str = include_str!("../../../../directory/dialogue.toml");
const HINDI: &str = include_str!("../../../../directory/prompts/hi.toml");
const ENGLISH: &str = include_str!("../../../../directory/prompts/en.toml");

/// Returns the error in the State's files after one change in one file. Its line is checked here, and left out.
fn refused(file: &str, from: &str, to: &str) -> String {
    let change = |name: &str, text: &str| {
        if name != file {
            return text.to_owned();
        }
        assert!(text.contains(from), "nothing to change in {name}");
        text.replacen(from, to, 1)
    };
    let (departments, script) = (change("departments.toml", DEPARTMENTS), change("dialogue.toml", SCRIPT));
    let (hindi, english) = (change("hi.toml", HINDI), change("en.toml", ENGLISH));
    let prompts = [Source { file: "hi.toml", text: &hindi }, Source { file: "en.toml", text: &english }];
    let sources = Sources {
        holidays: Source { file: "holidays.toml", text: include_str!("../../../../directory/holidays.toml") },
        departments: Source { file: "departments.toml", text: &departments },
        script: Source { file: "dialogue.toml", text: &script },
        prompts: &prompts,
    };
    let Err(error) = Playbook::read(&sources) else { panic!("`{to}` was accepted") };
    assert!(error.line > 0);
    format!("{}: {}; {}", error.file, error.what, error.help)
}

/// Finds a mistake in another State's data at once; the journey that deploys that data takes minutes.
#[test]
fn another_states_files_are_read_too() {
    const PROMPTS: [Source<'_>; 2] = [
        Source { file: "hi.toml", text: include_str!("../../../../tests/second-directory/prompts/hi.toml") },
        Source { file: "en.toml", text: include_str!("../../../../tests/second-directory/prompts/en.toml") },
    ];
    let departments = include_str!("../../../../tests/second-directory/departments.toml");
    let script = include_str!("../../../../tests/second-directory/dialogue.toml");
    let sources = Sources {
        holidays: Source {
            file: "holidays.toml",
            text: include_str!("../../../../tests/second-directory/holidays.toml"),
        },
        departments: Source { file: "departments.toml", text: departments },
        script: Source { file: "dialogue.toml", text: script },
        prompts: &PROMPTS,
    };
    let read = Playbook::read(&sources);
    assert!(read.is_ok(), "{:?}", read.err());
}

#[test]
fn a_step_that_is_not_there_is_refused() {
    let said = refused("dialogue.toml", "to = \"note\"", "to = \"nota\"");
    assert_eq!(said, "dialogue.toml: no step `nota`; name one of [steps]");
}

#[test]
fn a_step_that_nothing_leads_to_is_refused() {
    let said = refused(
        "dialogue.toml",
        "[steps.call_again.end]",
        "[steps.lost.end]\nsay = [\"call_again\"]\n\n[steps.call_again.end]",
    );
    assert_eq!(said, "dialogue.toml: nothing leads to step `lost`; lead to it or remove it");
}

#[test]
fn a_prompt_that_no_language_has_is_refused() {
    let said = refused("dialogue.toml", "ask = [\"greeting\"]", "ask = [\"greetings\"]");
    assert_eq!(said, "dialogue.toml: no prompt `greetings`; write it in every file of prompts/");
}

#[test]
fn a_missing_translation_is_refused() {
    let said = refused("en.toml", "just_speak = ", "just_speek = ");
    assert_eq!(said, "en.toml: no prompt `just_speak`; translate it from hi.toml");
}

#[test]
fn a_translation_that_forgets_the_ticket_is_refused() {
    let said = refused("en.toml", "The number is: {ticket}.", "Thank you.");
    assert_eq!(said, "en.toml: prompt `ticket` is filled in with other values than in hi.toml; use {\"ticket\"}");
}

#[test]
fn a_prompt_longer_than_nine_seconds_is_refused() {
    let long = "बहुत ".repeat(21);
    let said = refused("hi.toml", "दर्ज हो गई।", &long);
    assert_eq!(said, "hi.toml: prompt `registered` lasts 9.1 s; say it in at most 9 s");
}

#[test]
fn a_menu_that_takes_longer_than_nine_seconds_to_say_is_refused() {
    let long = "राशन की दुकान, राशन कार्ड, राशन की पर्ची और राशन की बाकी सब बातों";
    let said = refused("departments.toml", "hi = \"राशन\"", &format!("hi = \"{long}\""));
    assert_eq!(said, "departments.toml: menu `people` lasts 14.3 s in `hi`; use shorter words: 9 s at most");
}

#[test]
fn a_key_that_no_telephone_has_is_refused() {
    let said = refused("dialogue.toml", "key = \"9\"", "key = \"A\"");
    assert_eq!(said, "dialogue.toml: `A` is no key; use one of 0 to 9, * and #");
}

#[test]
fn a_note_that_does_not_lead_to_its_ticket_is_refused() {
    let said = refused("dialogue.toml", "then = \"sort\"", "then = \"call_again\"");
    assert_eq!(said, "dialogue.toml: a note leads to `call_again`; lead it to a step of kind `sort`");
}

#[test]
fn a_menu_of_more_than_five_choices_is_refused() {
    let more: String = (2..=6)
        .map(|key| format!("    {{ key = \"{key}\", said = \"option_complaint\", to = \"note\" }},\n"))
        .collect();
    let said = refused("dialogue.toml", "    { key = \"9\",", &format!("{more}    {{ key = \"9\","));
    assert_eq!(said, "dialogue.toml: menu `welcome` has 10 choices; offer at most 5, and the rest in another menu");
}

#[test]
fn menus_that_follow_one_another_more_than_four_times_are_refused() {
    let inner = "[steps.inner.menu]\nask = []\noptions = [{ key = \"1\", said = \"option_record\", to = \"note\" }]\n\
                 silence = \"note\"\nlost = \"note\"\n\n[steps.main.menu]";
    let said = refused("dialogue.toml", "to = \"note\" },\n    { key = \"2\"", "to = \"inner\" },\n    { key = \"2\"");
    assert!(said.starts_with("dialogue.toml: no step `inner`"), "{said}");
    let script = SCRIPT
        .replacen("to = \"note\" },\n    { key = \"2\"", "to = \"inner\" },\n    { key = \"2\"", 1)
        .replacen("[steps.main.menu]", inner, 1);
    let said = refused("dialogue.toml", SCRIPT, &script);
    let expected = "dialogue.toml: 5 menus follow one another from `who_calls` on; lead to everything in at most 4";
    assert_eq!(said, expected);
}

#[test]
fn a_silence_that_goes_round_for_ever_is_refused() {
    let said = refused("dialogue.toml", "silence = \"call_again\"", "silence = \"nobody_free\"");
    let what = "who presses nothing goes round from `nobody_free` to `nobody_free` for ever";
    assert_eq!(said, format!("dialogue.toml: {what}; lead silence to a step of kind `end`, `note` or `person`"));
}

#[test]
fn a_key_that_is_said_before_its_option_is_refused() {
    let said =
        refused("en.toml", "For a complaint or suggestion, press {key}.", "Press {key} for a complaint or suggestion.");
    let what = "prompt `option_complaint` says the key before what it is for";
    assert_eq!(said, format!("en.toml: {what}; say the option first: \"for a complaint, press one\""));
    let said = refused("en.toml", "No recording: {key}.", "Press {key} for no recording.");
    assert!(said.starts_with("en.toml: prompt `notice` says the key before"), "{said}");
    let said =
        refused("hi.toml", "option_subject = \"{label} के लिए {key}।", "option_subject = \"{key} दबाइए: {label}।");
    assert!(said.starts_with("hi.toml: prompt `option_subject` says the key before"), "{said}");
}

#[test]
fn an_act_a_kind_and_a_category_that_are_not_there_are_refused() {
    let said = refused("dialogue.toml", "act = \"solved\"", "act = \"close\"");
    assert!(
        said.starts_with("dialogue.toml: `close` is no act; use one of solved, not-solved, heard, appeal"),
        "{said}"
    );
    let said = refused("dialogue.toml", "kind = \"query\"", "kind = \"wish\"");
    assert_eq!(said, "dialogue.toml: `wish` is no kind; use grievance, suggestion, query or appreciation");
    let said = refused("dialogue.toml", "sort = \"HOM/violence\"", "sort = \"HOM/violent\"");
    let help = "name department and category of departments.toml, such as `WCD/violence`";
    assert_eq!(said, format!("dialogue.toml: `HOM/violent` is no category; {help}"));
    let said = refused(
        "dialogue.toml",
        "act = \"solved\"\nsay = [\"solved_claimed\"]\nrefused = \"not_possible\"\nthen = \"goodbye\"",
        "act = \"solved\"\nsay = [\"solved_claimed\"]\nrefused = \"not_possible\"\nthen = \"allow_any\"",
    );
    assert!(said.starts_with("dialogue.toml: an act leads to `allow_any`, which writes too"), "{said}");
}

#[test]
fn a_draft_says_nothing_that_its_language_does_not_and_stands_beside_one_that_is_complete() {
    let draft = |from: &str, to: &str| {
        let text =
            ENGLISH.replacen("language = \"en\"", "language = \"xy\"\ndraft_like = \"en\"", 1).replacen(from, to, 1);
        let prompts = [
            Source { file: "hi.toml", text: HINDI },
            Source { file: "en.toml", text: ENGLISH },
            Source { file: "xy.toml", text: &text },
        ];
        let sources = Sources {
            holidays: Source { file: "holidays.toml", text: include_str!("../../../../directory/holidays.toml") },
            departments: Source { file: "departments.toml", text: DEPARTMENTS },
            script: Source { file: "dialogue.toml", text: SCRIPT },
            prompts: &prompts,
        };
        Playbook::read(&sources)
    };
    let whole = draft("", "").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(whole.languages().len(), 2, "nobody is offered a draft");
    assert_eq!(whole.with_drafts().languages().len(), 3);
    assert!(
        draft("just_speak = \"If buttons are hard, just speak.\"\n", "").is_ok(),
        "what it lacks is said in the other"
    );
    let said = |from: &str, to: &str| draft(from, to).err().map(|e| format!("{}: {}; {}", e.file, e.what, e.help));
    assert_eq!(said("just_speak", "just_speek").as_deref(), Some("xy.toml: prompt `just_speek`; write it in en too"));
    assert_eq!(
        said("draft_like = \"en\"", "draft_like = \"ta\"").as_deref(),
        Some("xy.toml: `ta` is not complete; name a language of departments.toml")
    );
}
