//! The invariants that hold however commands come: late, repeated, out of order, with a clock that jumps. A failing
//! sequence is shrunk to the shortest that fails.

use crate::world::{Story, actors, after, commands, leave_note, recording_state, words};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Closing, Command, CommandKind, Decision, Kind, Order, Role, State, What, decide, may, rule};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Act {
    /// Somebody gives a command so many minutes later, or earlier if the clock jumps.
    Command(Actor, Box<Command>, i64),
    /// The sweep comes when the case is due.
    Sweep,
}

fn any_act() -> impl Strategy<Value = Act> {
    // Mostly by an actor who may: a random actor is refused most of the time.
    let command = prop::sample::select(commands()).prop_flat_map(|command| {
        let may: Vec<Actor> = actors().into_iter().filter(|a| may(command.kind()).contains(&a.role())).collect();
        let by = prop_oneof![9 => prop::sample::select(may), 1 => prop::sample::select(actors())];
        (by, Just(command), prop_oneof![Just(1_i64), -3_000_i64..60 * 24 * 40])
    });
    prop_oneof![
        6 => command.prop_map(|(by, command, later)| Act::Command(by, Box::new(command), later)),
        1 => Just(Act::Sweep),
    ]
}

/// Most stories begin with an officer at work or a disclosure that lacks, so that the far states are reached.
fn any_beginning() -> impl Strategy<Value = u8> {
    0_u8..5
}

fn beginning(which: u8) -> Story {
    match which {
        0 => Story::under(recording_state()),
        1 => Story::acknowledged(),
        // The citizen has called often today.
        2 => {
            let mut story = Story::acknowledged();
            story.does("citizen", leave_note("call-2")).does("citizen", leave_note("call-3"));
            story.does("citizen", leave_note("call-4"));
            story
        }
        // An officer may look at a disclosed value.
        3 => {
            let mut story = Story::sorted("FCS", "scholarship");
            story.does("officer:FCS:L1:ramesh", Command::Acknowledge {});
            let sealed = lifecycle::Sealed::new("c2VhbGVk").unwrap();
            story.does("citizen", Command::Grant { field: lifecycle::Field::SamagraId, sealed });
            story
        }
        _ => Story::sorted("FCS", "pension"),
    }
}

/// Carries out one act and checks all invariants.
fn act(story: &mut Story, act: Act) -> Result<(), TestCaseError> {
    let (order, now) = match act {
        Act::Command(by, command, later) => {
            let now = story.now.saturating_add(SignedDuration::from_mins(later)).unwrap_or(story.now);
            (Order { command: *command, by, why: Some(words("because")), seen: None }, now)
        }
        Act::Sweep => match story.case.standing.due_at {
            Some(due) => (Order::time_passes(), due.max(story.now)),
            None => return Ok(()),
        },
    };
    let before = story.case.clone();
    let Ok(Decision::Happens(t)) = decide(&recording_state(), &before, &order, now) else { return Ok(()) };
    let (case, event) = (t.case, t.event);
    let (s, was) = (&case.standing, &before.standing);
    let kind = order.command.kind();

    prop_assert_eq!(case.version, before.version + 1, "the version grows by one");
    prop_assert_eq!(event.sequence, case.version, "no gap in the sequence");
    prop_assert!(event.at >= before.last_event_at, "time never goes back");
    prop_assert!(s.level >= was.level, "the level never falls");
    prop_assert_eq!(&before.after(&event), &case, "the fold of the events is the case");
    prop_assert!(
        case.version == 1 || s.state != State::Draft || was.state == State::Draft,
        "nothing becomes a draft again"
    );
    prop_assert!(s.due_at.is_some() || s.state.ended(), "an open case without a due time: {:?}", case);
    prop_assert!(case.promises.len() <= lifecycle::MAX_PROMISES, "promises are bounded");
    prop_assert_eq!(
        s.state == State::AwaitingInformation,
        s.paused.is_some(),
        "clocks stand still while the citizen is asked"
    );
    prop_assert!(
        s.paused.is_none() || (s.act_by.is_none() && s.acknowledge_by.is_none()),
        "a clock runs while the case waits for the citizen"
    );
    let department_commands = matches!(order.by.role(), Role::Officer | Role::Nodal);
    if s.state == State::Closed && was.state != State::Closed {
        if was.kind == Kind::Grievance {
            let citizens_word = kind == CommandKind::ConfirmSolved && s.closing == Some(Closing::Confirmed);
            let exhausted = kind == CommandKind::NotReached && s.closing == Some(Closing::Unconfirmed);
            prop_assert!(citizens_word || exhausted, "a grievance was closed by {kind} of {}", order.by);
            prop_assert!(!department_commands, "a department closed a grievance");
        } else {
            prop_assert!(s.closing.is_some());
        }
    }
    if s.state == State::Withdrawn && was.state != State::Withdrawn {
        let under_duress = kind == CommandKind::WithdrawUnderDuress && s.protected();
        let confirmed = kind == CommandKind::ConfirmWithdrawal;
        prop_assert!(confirmed || under_duress, "withdrawn without a call from the centre, and not protected");
    }
    if let What::Rejected { .. } = &event.what {
        prop_assert_ne!(before.rejection_by.as_ref(), order.by.staff(), "one officer rejected it alone");
    }
    if s.about_official && !s.state.ended() {
        prop_assert!(s.level > lifecycle::Level::L1 || s.department.is_none(), "L1 has a case about an official");
    }
    let lacking = case.lacks_disclosure() && s.desk == lifecycle::Desk::Department && s.state.at_work();
    prop_assert!(!lacking, "a department works on what it must not know yet: {:?}", s);
    prop_assert!(was.answer_by.is_none() || s.answer_by.is_some(), "the date that the citizen was given is gone");
    match rule(kind, was.state) {
        lifecycle::Rule::To(states) => {
            prop_assert!(states.contains(&s.state), "{kind} led from {} to {}", was.state, s.state)
        }
        lifecycle::Rule::Stays => prop_assert_eq!(s.state, was.state),
        other => prop_assert!(false, "{kind} happened in {}, where the table has {other:?}", was.state),
    }
    story.now = event.at;
    story.events.push(event);
    story.case = case;
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_the_ledger_stays_a_ledger(which in any_beginning(), acts in prop::collection::vec(any_act(), 0..50)) {
        let mut story = beginning(which);
        for one in acts {
            act(&mut story, one)?;
        }
        story.holds();
    }

    #[test]
    fn the_same_wish_at_once_a_second_time_changes_nothing(which in any_beginning(), acts in prop::collection::vec(any_act(), 0..40)) {
        let mut story = beginning(which);
        for one in acts {
            let before = story.case.version;
            act(&mut story, one.clone())?;
            let Act::Command(by, command, _) = one else { continue };
            if story.case.version == before || lifecycle::each_time(command.kind()) {
                continue;
            }
            let order = Order { command: (*command).clone(), by, why: Some(words("because")), seen: None };
            if let Ok(Decision::Happens(again)) = decide(&recording_state(), &story.case, &order, story.now) {
                // A transfer can be news twice: the next desk sends the case on, and the fourth goes to the
                // coordinator.
                prop_assert!(command.kind() == CommandKind::Transfer, "{command:?} happened twice: {:?}", again.event.what);
            }
        }
    }

    #[test]
    fn a_changed_missing_or_doubled_event_is_found(acts in prop::collection::vec(any_act(), 1..40), at in any::<prop::sample::Index>(), how in 0..4_u8) {
        let mut story = Story::acknowledged();
        for one in acts {
            act(&mut story, one)?;
        }
        let index = at.index(story.events.len());
        match how {
            0 => story.events[index].at += SignedDuration::from_secs(1),
            1 => story.events[index].why = Some(words("somebody else's reason")),
            2 => drop(story.events.remove(index)),
            _ => {
                let twice = story.events[index].clone();
                story.events.insert(index, twice);
            }
        }
        prop_assert!(!lifecycle::refold(Some(&story.case), &story.events).is_empty(), "not found: {how} at {index}");
    }
}

#[test]
fn random_stories_reach_every_state_and_every_kind_of_event() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let acts = prop::collection::vec(any_act(), 60..61);
    let (mut states, mut events) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for number in 0..2_000 {
        let mut story = beginning(u8::try_from(number % 5).unwrap());
        for one in acts.new_tree(&mut runner).unwrap().current() {
            act(&mut story, one).unwrap();
            states.insert(story.case.standing.state);
        }
        events.extend(story.events.iter().map(|event| event.what.kind()));
    }
    let lacking: Vec<_> = State::ALL.iter().filter(|state| !states.contains(state)).collect();
    assert!(lacking.is_empty(), "never reached: {lacking:?}");
    let lacking: Vec<_> = lifecycle::EventKind::ALL.iter().filter(|kind| !events.contains(kind)).collect();
    assert!(lacking.is_empty(), "never happened: {lacking:?}");
}

#[test]
fn a_clock_that_jumps_back_by_a_year_reorders_nothing() {
    let mut story = Story::acknowledged();
    story.now = after(-60 * 24 * 365);
    story.does("officer:FCS:L1:ramesh", crate::world::take_action());
    let times: Vec<Timestamp> = story.events.iter().map(|event| event.at).collect();
    assert!(times.is_sorted());
    story.holds();
}
