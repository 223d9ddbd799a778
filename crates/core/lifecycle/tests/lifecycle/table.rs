//! Every pair of state and command as one table, by an actor who may give it: changing a row is a visible diff.

use crate::world::{Story, actors, at_state, by, commands, words};
use jiff::SignedDuration;
use lifecycle::{Actor, Command, CommandKind, Decision, Order, Rejection, Role, Rule, State, Why, decide, may, rule};
use std::fmt::Write as _;

/// Returns an actor who may give the command and sees the case.
fn somebody(kind: CommandKind, story: &Story) -> Actor {
    let department = story.case.standing.department.as_ref().map_or("FCS", |d| d.as_str());
    let role = may(kind).first().copied().unwrap();
    by(&match (kind, role) {
        // The second officer; the first is ramesh.
        (CommandKind::ApproveRejection | CommandKind::DeclineRejection, _) => format!("officer:{department}:L2:sunita"),
        (_, Role::Officer) => format!("officer:{department}:L1:ramesh"),
        (_, Role::Agent) => "agent:asha".to_owned(),
        (_, Role::Coordinator) => "coordinator:kiran".to_owned(),
        (_, role) => role.to_string(),
    })
}

fn outcome(story: &Story, command: &Command, later: SignedDuration) -> Result<Decision, Rejection> {
    let by = somebody(command.kind(), story);
    let order = Order { command: command.clone(), by, why: Some(words("as the law says")), seen: None };
    decide(&crate::world::state(), &story.case, &order, story.now + later)
}

#[test]
fn every_state_and_command_has_its_row() {
    let mut table = String::new();
    for state in State::ALL {
        let story = at_state(*state);
        writeln!(table, "\n{state}").unwrap();
        for command in commands() {
            let said = match outcome(&story, &command, SignedDuration::from_mins(1)) {
                Ok(Decision::Already) => "nothing new".to_owned(),
                Ok(Decision::Happens(t)) => {
                    let s = &t.case.standing;
                    format!("{} -> {} {} {}", t.event.what.kind(), s.state, s.level, s.desk)
                }
                Err(rejection) => format!("REJECTED {rejection}"),
            };
            let mut facts = lifecycle::Facts::new();
            command.write(&mut facts);
            let facts: Vec<_> = facts
                .values()
                .filter_map(|v| if let lifecycle::Value::Text(t) = v { Some(t.as_str()) } else { None })
                .collect();
            writeln!(table, "  {} [{}]: {said}", command.kind(), facts.join(", ")).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_happens_is_what_the_table_says() {
    for state in State::ALL {
        let story = at_state(*state);
        for command in commands() {
            for later in [1, 60 * 24 * 10, 60 * 24 * 100] {
                let happened = outcome(&story, &command, SignedDuration::from_mins(later));
                match (rule(command.kind(), *state), happened) {
                    (Rule::To(states), Ok(Decision::Happens(t))) => {
                        assert!(states.contains(&t.case.standing.state), "{state} {command:?}")
                    }
                    (Rule::Stays, Ok(Decision::Happens(t))) => assert_eq!(t.case.standing.state, *state, "{command:?}"),
                    (Rule::Nothing(_), Ok(Decision::Already)) => {}
                    // A command without effect must not show that a withdrawn case is protected, so it is refused.
                    (Rule::Nothing(_), Err(rejection)) if *state == State::Withdrawn => {
                        assert_eq!(rejection.why, Why::State);
                    }
                    // No officer sees a case that has no department.
                    (_, Err(rejection)) if rejection.why == Why::Hidden => {
                        assert!(story.case.standing.department.is_none())
                    }
                    (Rule::Refused(remedy), Err(rejection)) => {
                        assert_eq!((rejection.why, rejection.remedy), (Why::State, remedy))
                    }
                    // A condition beside the state may refuse the command, or find nothing to do.
                    (Rule::To(_) | Rule::Stays, Ok(Decision::Already)) => {}
                    (Rule::To(_) | Rule::Stays, Err(rejection)) => {
                        assert_eq!(rejection.why, Why::Condition, "{state} {command:?} {rejection}")
                    }
                    (rule, happened) => panic!("{state} {command:?}: {rule:?}, {happened:?}"),
                }
            }
        }
    }
}

#[test]
fn nobody_gives_a_command_that_is_not_theirs() {
    for state in State::ALL {
        let story = at_state(*state);
        for command in commands() {
            for actor in actors().into_iter().filter(|actor| !may(command.kind()).contains(&actor.role())) {
                let order = Order { command: command.clone(), by: actor.clone(), why: None, seen: None };
                let rejection = decide(&crate::world::state(), &story.case, &order, story.now).unwrap_err();
                let expected = if actor.sees(&story.case) { Why::Role } else { Why::Hidden };
                assert_eq!(rejection.why, expected, "{state} {command:?} {actor}");
            }
        }
    }
}

#[test]
fn no_department_sees_anothers_case_and_is_told_what_a_wrong_number_is_told() {
    let story = Story::acknowledged();
    let said = story.refuses("officer:REV:L4:gopal", Command::Acknowledge {});
    assert_eq!(said, "there is no case 42710839; check the number");
}

#[test]
fn a_command_in_view_of_an_older_version_is_refused() {
    let story = Story::acknowledged();
    for seen in [1, 4, 6] {
        let order = Order {
            command: crate::world::take_action(),
            by: by("officer:FCS:L1:ramesh"),
            why: None,
            seen: Some(seen),
        };
        let rejection = decide(&crate::world::state(), &story.case, &order, story.now).unwrap_err();
        assert_eq!(
            rejection.to_string(),
            "case 42710839 is acknowledged: `take-action` was given in view of another version; look at it again: it has moved since"
        );
    }
}

#[test]
fn a_rejection_names_case_state_command_and_remedy() {
    let story = Story::acknowledged();
    assert_eq!(
        story.refuses("citizen", Command::Appeal {}),
        "case 42710839 is acknowledged: cannot `appeal`; it is open: if nobody acts in time, it goes to the level above by itself"
    );
    assert_eq!(
        story.refuses("citizen", Command::Acknowledge {}),
        "case 42710839 is acknowledged: `acknowledge` is not theirs to give; officer, nodal, apex may"
    );
}

#[test]
fn no_event_uses_a_name_that_every_event_has() {
    use lifecycle::{EventKind, File, Standing};
    let common = ["what", "at", "by", "why", "language", "district", "chain", "schema", "pk", "sk"];
    for kind in EventKind::ALL {
        for name in kind.facts() {
            assert!(!common.contains(name) && !Standing::FACTS.contains(name), "{kind} {name}");
        }
    }
    assert!(File::FACTS.iter().all(|name| !Standing::FACTS.contains(name)), "a case's facts have one place each");
}

#[test]
fn what_is_stored_keeps_its_name_for_ever() {
    use lifecycle::{
        Closing, Confidentiality, Desk, Door, EventKind, Field, File, Ground, Keeper, Kind, Level, PromiseKind,
        Standing,
    };
    fn names<T: std::fmt::Display>(words: &[T]) -> String {
        let names: Vec<String> = words.iter().map(ToString::to_string).collect();
        names.join(" ")
    }
    let mut stored = String::new();
    for kind in EventKind::ALL {
        writeln!(stored, "event {kind}: {}", kind.facts().join(" ")).unwrap();
    }
    writeln!(stored, "standing: {}", Standing::FACTS.join(" ")).unwrap();
    writeln!(stored, "case: {}", File::FACTS.join(" ")).unwrap();
    for (what, words) in [
        ("state", names(State::ALL)),
        ("desk", names(Desk::ALL)),
        ("level", names(Level::ALL)),
        ("kind", names(Kind::ALL)),
        ("closing", names(Closing::ALL)),
        ("quiet", names(Confidentiality::ALL)),
        ("ground", names(Ground::ALL)),
        ("field", names(Field::ALL)),
        ("door", names(Door::ALL)),
        ("promise", names(PromiseKind::ALL)),
        ("keeper", names(Keeper::ALL)),
    ] {
        writeln!(stored, "{what}: {words}").unwrap();
    }
    insta::assert_snapshot!(stored);
}
