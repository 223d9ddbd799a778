//! A recorded answer is read back unchanged, is never large, and has the same words after a deployment.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use dialogue::{Call, Input, Key, Line, Playbook, Reply, Sources, Step, step};
use directory::Source;
use lifecycle::Ticket;
use proptest::prelude::*;
use protocol::{Act, Answer, Answered, MAX_ANSWER_BYTES, Phrase, TooLong, read_token};

/// The answer to the end of a note, as `conversation` recorded it before this form.
const BEFORE: &str = include_str!("answers/v3-noted.json");

const HINDI: &str = include_str!("../../../../directory/prompts/hi.toml");

fn playbook() -> &'static Playbook {
    state_directory::playbook().unwrap()
}

fn ticket() -> Ticket {
    Ticket::drawn(4_271_083, 8).unwrap()
}

fn read(text: &str) -> Answer {
    match Answered::read(text).unwrap() {
        Answered::Answer(answer) => *answer,
        Answered::Before(_) => panic!("{text}"),
    }
}

/// Returns the answer to the end of a note, in the words of a playbook.
fn noted(playbook: &Playbook) -> Answer {
    let call = read_token(include_str!("tokens/v2-in-the-note.json").trim(), playbook).unwrap();
    let call = Call { language: playbook.first_language().unwrap().clone(), ..call };
    Answer::of(playbook, &step(playbook, &call, &Input::NoteEnded, &ticket(), 3), 3)
}

/// Returns the State's playbook with one prompt worded differently.
fn yesterday() -> Playbook {
    let hindi = HINDI.replace("दर्ज हो गई।", "शिकायत दर्ज हो गई है।");
    assert_ne!(hindi, HINDI);
    let prompts = [
        Source { file: "hi.toml", text: &hindi },
        Source { file: "en.toml", text: include_str!("../../../../directory/prompts/en.toml") },
    ];
    let sources = Sources {
        holidays: Source { file: "holidays.toml", text: include_str!("../../../../directory/holidays.toml") },
        departments: Source { file: "departments.toml", text: include_str!("../../../../directory/departments.toml") },
        script: Source { file: "dialogue.toml", text: include_str!("../../../../directory/dialogue.toml") },
        prompts: &prompts,
    };
    Playbook::read(&sources).unwrap()
}

fn texts(phrases: &[Phrase]) -> Vec<&str> {
    phrases.iter().map(|phrase| phrase.text.as_str()).collect()
}

#[test]
fn a_recorded_answer_keeps_yesterdays_words() {
    let (said, text) = noted(&yesterday()).recorded().unwrap();
    let again = read(&text);
    assert_eq!(again, said);
    assert_eq!(again.say.first().unwrap().text, "शिकायत दर्ज हो गई है।");
    assert_ne!(texts(&noted(playbook()).say), texts(&again.say), "today it is worded otherwise");
}

#[test]
fn each_phrase_has_its_words_its_prompt_and_its_values() {
    let answer = noted(playbook());
    assert_eq!((answer.act, answer.step, answer.locale.as_str()), (Act::Menu, 4, "hi-IN"));
    let number = answer.say.iter().find(|phrase| phrase.prompt == "ticket").unwrap();
    assert_eq!(number.text, "नंबर है: चार दो, सात एक, ज़ीरो आठ, तीन नौ।");
    assert_eq!(number.values, [("ticket".to_owned(), "42710839".to_owned())]);
    let said: Vec<Line> = answer.say.iter().map(Phrase::line).collect();
    assert_eq!(Line::cue(&said), "registered ticket;ticket=42710839 ticket_again;ticket=42710839");
}

#[test]
fn an_answer_of_the_release_before_is_handed_out_as_it_stands() {
    assert_eq!(Answered::read(BEFORE), Ok(Answered::Before(BEFORE.to_owned())));
}

#[test]
fn an_answer_of_another_form_is_refused() {
    let (_, text) = noted(playbook()).recorded().unwrap();
    let unknown = text.replacen('{', r#"{"colour":"red","#, 1);
    let newer = text.replacen(r#""v":1"#, r#""v":2"#, 1);
    let act = text.replacen(r#""do":"menu""#, r#""do":"dance""#, 1);
    for odd in [unknown.as_str(), &newer, &act, "", "-", "{}", "[]", "null", r#"{"v":null}"#, r#"{"v":1}"#] {
        assert_ne!(odd, text);
        assert!(Answered::read(odd).is_err(), "{odd}");
    }
}

/// Words that stand in no prompt file may be long. Such an answer loses its values first; if it is still too long,
/// nothing is recorded.
#[test]
fn an_answer_that_is_too_long_loses_its_values_and_never_its_words() {
    let with_words = |bytes: usize| {
        let words = Phrase {
            text: "a".repeat(bytes),
            prompt: "answer".into(),
            values: vec![("words".into(), "a".repeat(bytes))],
        };
        Answer { say: vec![words], ask: Vec::new(), ..noted(playbook()) }
    };
    let (kept, _) = with_words(1_000).recorded().unwrap();
    assert_eq!(kept, with_words(1_000), "it fits");
    let (kept, text) = with_words(2_500).recorded().unwrap();
    assert!(text.len() <= MAX_ANSWER_BYTES);
    assert_eq!(texts(&kept.say), texts(&with_words(2_500).say));
    assert_eq!(kept.say.first().unwrap().values, []);
    assert_eq!(read(&text), kept, "the first answer and a repeat are one");
    let TooLong(bytes) = with_words(5_000).recorded().unwrap_err();
    assert!(bytes > MAX_ANSWER_BYTES);
    let said = TooLong(bytes).to_string();
    assert!(said.ends_with("at most 4096 are recorded; shorten the prompts of its step"), "{said}");
}

fn any_phrase() -> impl Strategy<Value = Phrase> {
    let value = ("[a-z]{1,8}", ".{0,20}");
    (".{0,60}", "[a-z_]{1,20}", prop::collection::vec(value, 0..3)).prop_map(|(text, prompt, values)| Phrase {
        text,
        prompt,
        values,
    })
}

proptest! {
    #[test]
    fn any_answer_that_is_recorded_comes_back_as_it_was(
        say in prop::collection::vec(any_phrase(), 0..40),
        ask in prop::collection::vec(any_phrase(), 0..40),
        urgent: bool,
        about in prop::option::of("[0-9]{8}"),
        department in prop::option::of("[A-Z]{3}"),
    ) {
        let answer = Answer { say, ask, urgent, about, department, ..noted(playbook()) };
        match answer.clone().recorded() {
            Ok((kept, text)) => {
                prop_assert!(text.len() <= MAX_ANSWER_BYTES);
                prop_assert_eq!(texts(&kept.say), texts(&answer.say));
                prop_assert_eq!(texts(&kept.ask), texts(&answer.ask));
                prop_assert_eq!(read(&text), kept);
            }
            Err(TooLong(bytes)) => prop_assert!(bytes > MAX_ANSWER_BYTES),
        }
    }

    #[test]
    fn any_text_is_an_answer_or_refused_without_a_panic(text in ".{0,300}") {
        let _ = Answered::read(&text);
    }

    /// The inputs are random, and the language is that with the longest words.
    #[test]
    fn every_step_of_any_call_is_recorded_with_its_values(inputs in prop::collection::vec(
        prop::sample::select(vec!["1", "2", "3", "5", "9", "0", "*", "#", "silence", "beep", "noted", "queue", "nobody"]), 0..30))
    {
        let mut call = Call::new(playbook()).unwrap();
        for (number, input) in (0..).zip(inputs) {
            let next: Step = step(playbook(), &call, &Input::parse(input).unwrap(), &ticket(), number);
            let answer = Answer::of(playbook(), &next, number);
            let (kept, text) = answer.clone().recorded().unwrap();
            prop_assert_eq!(&kept, &answer);
            prop_assert_eq!(read(&text), answer);
            prop_assert_eq!(read_token(&kept.state, playbook()), Some(next.call.clone()));
            call = next.call;
        }
    }
}

#[test]
fn every_reply_has_its_act() {
    let call = Call::new(playbook()).unwrap();
    let line = || vec![Line::of("greeting")];
    let act = |reply| {
        let step = Step { reply, ..step(playbook(), &call, &Input::Key(Key::new('1').unwrap()), &ticket(), 0) };
        let answer = Answer::of(playbook(), &step, 0);
        (answer.act, answer.say.len(), answer.ask.len(), answer.urgent)
    };
    assert_eq!(act(Reply::Menu { say: line(), ask: line() }), (Act::Menu, 1, 1, false));
    assert_eq!(act(Reply::Chunk { ask: line() }), (Act::Chunk, 0, 1, false));
    assert_eq!(act(Reply::Digits { ask: line(), secret: true }), (Act::Pin, 0, 1, false));
    assert_eq!(act(Reply::Digits { ask: line(), secret: false }), (Act::Number, 0, 1, false));
    assert_eq!(act(Reply::Record { notice: line() }), (Act::Record, 0, 1, false));
    assert_eq!(act(Reply::Listen { keep: line() }), (Act::Listen, 0, 1, false));
    assert_eq!(act(Reply::Person { say: line(), urgent: true }), (Act::Person, 1, 0, true));
    assert_eq!(act(Reply::Connect { say: line(), urgent: false }), (Act::Connect, 1, 0, false));
    assert_eq!(act(Reply::End { say: line() }), (Act::End, 1, 0, false));
}
