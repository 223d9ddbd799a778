//! A call enters the script at the start of its purpose.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use dialogue::{Call, Direction, Input, Key, Line, Playbook, Purpose, Reply, Sources, Step, step};
use directory::{DataError, Source};
use lifecycle::Ticket;

const SCRIPT: &str = include_str!("../../../../directory/dialogue.toml");
const INBOUND: &str = "inbound = \"who_calls\"\nwaiting = \"waits\"\n";

/// The State's playbook with these lines under `[starts]`, in place of its own.
fn with_starts(starts: &str) -> Result<Playbook, DataError> {
    let (above, rest) = SCRIPT.split_once("[starts]\n").unwrap();
    let (_, below) = rest.split_once("\n\n").unwrap();
    let script = format!("{above}[starts]\n{starts}\n{below}");
    let prompts = [
        Source { file: "hi.toml", text: include_str!("../../../../directory/prompts/hi.toml") },
        Source { file: "en.toml", text: include_str!("../../../../directory/prompts/en.toml") },
    ];
    Playbook::read(&Sources {
        holidays: Source { file: "holidays.toml", text: include_str!("../../../../directory/holidays.toml") },
        departments: Source { file: "departments.toml", text: include_str!("../../../../directory/departments.toml") },
        script: Source { file: "dialogue.toml", text: &script },
        prompts: &prompts,
    })
}

fn refused(starts: &str) -> String {
    let error = with_starts(starts).err().unwrap();
    let line = SCRIPT.lines().position(|line| line == "[starts]").unwrap();
    assert!((line..line + 5).contains(&error.line), "line {}", error.line);
    format!("{}: {}; {}", error.file, error.what, error.help)
}

fn purpose(name: &str) -> Purpose {
    Purpose::new(name).unwrap()
}

fn taken(playbook: &Playbook, call: &Call, input: &Input) -> Step {
    step(playbook, call, input, &Ticket::drawn(4_271_083, 8).unwrap(), 0)
}

#[test]
fn a_call_of_another_purpose_begins_at_its_own_start() {
    let playbook = with_starts(&format!("{INBOUND}follow-up = \"call_again\"\n")).unwrap();
    let call = Call::begun(&playbook, Direction::Outbound, purpose("follow-up")).unwrap();
    let step = taken(&playbook, &call, &Input::Start);
    assert_eq!(step.reply, Reply::End { say: vec![Line::of("call_again")] });
    assert_eq!((step.call.direction, step.call.purpose), (Direction::Outbound, purpose("follow-up")));
}

/// A deployment removed the step: the caller must not land in a conversation for somebody else.
#[test]
fn a_call_that_lost_its_place_goes_back_to_its_own_start() {
    let playbook = with_starts(&format!("{INBOUND}follow-up = \"call_again\"\n")).unwrap();
    let call = Call::begun(&playbook, Direction::Outbound, purpose("follow-up")).unwrap();
    let lost = Call { at: "a-step-that-is-gone".into(), ..call };
    let step = taken(&playbook, &lost, &Input::Silence);
    assert_eq!(step.call.at, "call_again");
    let lost = Call { at: "a-step-that-is-gone".into(), ..Call::new(&playbook).unwrap() };
    assert_eq!(taken(&playbook, &lost, &Input::Silence).call.at, "welcome");
}

#[test]
fn a_purpose_that_the_script_does_not_name_begins_no_call() {
    let playbook = with_starts(INBOUND).unwrap();
    assert_eq!(Call::begun(&playbook, Direction::Outbound, purpose("follow-up")), None);
    assert_eq!(playbook.purposes().collect::<Vec<_>>(), [Purpose::INBOUND, Purpose::WAITING]);
}

#[test]
fn a_key_means_the_same_in_a_call_of_either_direction() {
    let playbook = with_starts(INBOUND).unwrap();
    let press = |direction| {
        let call = Call::begun(&playbook, direction, Purpose::inbound()).unwrap();
        let greeted = taken(&playbook, &call, &Input::Start);
        taken(&playbook, &greeted.call, &Input::Key(Key::new('1').unwrap())).reply
    };
    assert_eq!(press(Direction::Inbound), press(Direction::Outbound));
}

#[test]
fn a_start_that_is_no_step_is_refused() {
    assert_eq!(refused("inbound = \"who_call\"\n"), "dialogue.toml: no step `who_call`; name one of [steps]");
    let said = refused(&format!("{INBOUND}follow-up = \"who_call\"\n"));
    assert_eq!(said, "dialogue.toml: no step `who_call`; name one of [steps]");
}

#[test]
fn a_script_without_a_start_for_a_citizens_call_is_refused() {
    let said = refused("follow-up = \"who_calls\"\n");
    let help = "name the step that a citizen's call enters, such as `inbound = \"welcome\"`";
    assert_eq!(said, format!("dialogue.toml: no start of `inbound`; {help}"));
}

#[test]
fn a_purpose_that_names_no_file_is_refused() {
    let said = refused(&format!("{INBOUND}Follow_Up = \"call_again\"\n"));
    let help = "use 1 to 24 small letters, digits and dashes, as in the name of its flow's file";
    assert_eq!(said, format!("dialogue.toml: `Follow_Up` is no purpose of a call; {help}"));
}

#[test]
fn a_start_below_which_menus_are_too_deep_is_refused() {
    let deep = "follow-up = \"m1\"\n\n";
    let menus: String = (1..=5)
        .map(|n| {
            let to = if n < 5 { format!("m{}", n + 1) } else { "call_again".to_owned() };
            format!(
                "[steps.m{n}.menu]\nask = []\noptions = [{{ key = \"1\", said = \"option_record\", to = \"{to}\" }}]\n\
                 silence = \"call_again\"\nlost = \"call_again\"\n\n"
            )
        })
        .collect();
    let said = refused(&format!("{INBOUND}{deep}{menus}"));
    let what = "5 menus follow one another from `m1` on";
    assert_eq!(said, format!("dialogue.toml: {what}; lead to everything in at most 4"));
}
