//! Every reachable situation × every command by every actor, exhaustively: breadth first from a draft, until no
//! situation is new. A situation is the part of a case that the rules look at, without times and texts.

use crate::world::{Story, actors, commands, state, words};
use jiff::SignedDuration;
use lifecycle::{Case, Command, CommandKind, Decision, Order, PromiseKind, Rule, State, Why, decide, may, rule};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The most situations to look at. More would only repeat these with other counts.
const MOST: usize = 40_000;

/// Returns the part of a case that the rules look at.
fn situation(case: &Case) -> String {
    let s = &case.standing;
    // Of the promises: the kinds that a command asks for, and the number of calls in vain.
    let asked = [PromiseKind::FollowUp, PromiseKind::Ask, PromiseKind::AskReopening];
    let promises = asked.map(|kind| case.promises.iter().any(|promise| promise.kind == kind));
    let attempts = case.promises.iter().map(|promise| promise.attempts).max();
    // The assignment that a machine would choose when the triage desk's time is over.
    let suggested = case.suggested().filter(|_| s.state == State::Registered && s.unread.is_empty());
    format!(
        "{} {} {:?} {} {} {} {} {} {} {} {promises:?} {attempts:?} {suggested:?}",
        s.state,
        s.desk,
        s.paused.map(|pause| (pause.waiting, pause.from)),
        s.kind,
        s.floor > lifecycle::Level::L1,
        case.terms.disclosure,
        case.samagra_id.is_some(),
        case.rejection_ground.is_some(),
        case.withdrawal_asked,
        case.transfers > lifecycle::MAX_TRANSFERS,
    )
}

#[test]
fn every_reachable_situation_answers_every_command_as_the_table_says() {
    let rules = state();
    let (mut seen, mut edges) = (BTreeSet::new(), BTreeMap::<(CommandKind, State), BTreeSet<State>>::new());
    let mut queue = VecDeque::from([Story::begin().case]);
    let commands = commands();
    let actors = actors();
    while let Some(case) = queue.pop_front() {
        let was = case.standing.state;
        let number = |kind| case.promises.iter().find(|p| p.kind == kind).map(|p| p.number);
        let calls = [PromiseKind::FollowUp, PromiseKind::Ask, PromiseKind::Tell].into_iter().filter_map(number);
        let calls: Vec<Command> = calls.map(|number| Command::NotReached { number }).collect();
        for command in commands.iter().chain(&calls) {
            let kind = command.kind();
            for by in actors.iter().filter(|by| may(kind).contains(&by.role())) {
                // Time passes when something is due. Of calls in vain one a day counts.
                let later = if kind == CommandKind::NotReached { 24 * 60 } else { 1 };
                let due = case.standing.due_at.filter(|_| kind == CommandKind::PassTime);
                let now = due.unwrap_or(case.last_event_at + SignedDuration::from_mins(later));
                {
                    let order = Order { why: Some(words("because")), ..Order::of(by.clone(), command.clone()) };
                    match (rule(kind, was), decide(&rules, &case, &order, now)) {
                        (Rule::To(_) | Rule::Stays, Ok(Decision::Happens(t))) => {
                            edges.entry((kind, was)).or_default().insert(t.case.standing.state);
                            let open = t.case.standing.due_at.is_some() || t.case.standing.state.ended();
                            assert!(open, "{kind} leaves {} without a time", t.case.standing.state);
                            if seen.len() < MOST && seen.insert(situation(&t.case)) {
                                queue.push_back(t.case);
                            }
                        }
                        (Rule::To(_) | Rule::Stays | Rule::Nothing(_), Ok(Decision::Already)) => {}
                        (Rule::To(_) | Rule::Stays, Err(e)) => {
                            assert!(matches!(e.why, Why::Condition | Why::Hidden | Why::Level), "{e}");
                        }
                        (Rule::Refused(remedy), Err(e)) => {
                            assert!(e.remedy == remedy || matches!(e.why, Why::Hidden | Why::Level), "{e}");
                        }
                        (Rule::Nothing(_), Err(e)) => {
                            assert!(was == State::Withdrawn || matches!(e.why, Why::Hidden | Why::Level), "{e}");
                        }
                        (rule, decided) => panic!("{by} {kind} in {was}: {rule:?}, {decided:?}"),
                    }
                }
            }
        }
    }
    assert!(seen.len() > 300, "only {} situations", seen.len());

    // Every arrow of the table was taken. A command without an arrow left the state as it was.
    let mut never = Vec::new();
    for state in State::ALL {
        for kind in CommandKind::ALL {
            let went = edges.get(&(*kind, *state)).cloned().unwrap_or_default();
            match rule(*kind, *state) {
                Rule::To(states) => {
                    let lacking = states.iter().filter(|to| !went.contains(to));
                    never.extend(lacking.map(|to| format!("{kind} in {state} to {to}")));
                }
                Rule::Stays => assert!(went.iter().all(|to| to == state), "{kind} in {state} led to {went:?}"),
                Rule::Nothing(_) | Rule::Refused(_) => assert!(went.is_empty(), "{kind} in {state} led to {went:?}"),
            }
        }
    }
    assert!(never.is_empty(), "nobody ever gets by {never:#?}");
}
