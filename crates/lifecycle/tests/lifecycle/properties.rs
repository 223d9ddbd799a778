//! What holds however commands come: late, repeated, out of order, with a clock that jumps.

use crate::world::{after, commands, draft};
use lifecycle::{Command, Decision, State, decide};
use proptest::prelude::*;

fn any_commands() -> impl Strategy<Value = Vec<(Command, i64)>> {
    let any = (prop::sample::select(commands()), -3_000_i64..100_000);
    prop::collection::vec(any, 0..40)
}

proptest! {
    #[test]
    fn whatever_comes_the_ledger_stays_a_ledger(story in any_commands()) {
        let mut case = draft();
        for (command, minute) in story {
            let Ok(decision) = decide(&case, &command, after(minute)) else { continue };
            let Decision::Happens(t) = decision else { continue };
            prop_assert_eq!(t.case.version, case.version + 1, "the version grows by one");
            prop_assert_eq!(t.event.sequence, t.case.version, "no gap in the sequence");
            prop_assert!(t.event.at >= case.last_event_at, "time never goes back");
            prop_assert!(t.case.level >= case.level, "the level never falls");
            prop_assert_eq!(&t.case.ticket, &case.ticket);
            prop_assert!(t.case.state != State::Draft || case.state == State::Draft, "nothing becomes a draft again");
            prop_assert!(
                t.case.due_at.is_some() || t.case.state == State::Void || t.case.level.above().is_none(),
                "an open case has a due time unless it is at the apex"
            );
            case = t.case;
        }
    }

    #[test]
    fn the_same_wish_at_once_a_second_time_changes_nothing(story in any_commands()) {
        let mut case = draft();
        // The sweep is no wish: after an outage it may owe a case several steps, one a minute.
        let wishes = story.into_iter().filter(|(command, _)| *command != Command::PassTime);
        for (command, minute) in wishes {
            if let Ok(Decision::Happens(t)) = decide(&case, &command, after(minute)) {
                let again = decide(&t.case, &command, t.event.at);
                prop_assert!(!matches!(again, Ok(Decision::Happens(_))), "{command} happened twice");
                case = t.case;
            }
        }
    }
}
