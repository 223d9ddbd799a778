//! A sweep moves each case once, under races and failures.

use crate::the_case;
use acceptance::line::Line;
use acceptance::world::sweep;
use helpline::SweepReport;
use jiff::SignedDuration;
use lifecycle::Ticket;
use std::cell::Cell;
use testkit::{Fault, Memory};

async fn call(memory: &Memory, inputs: &[&str]) -> jiff::Timestamp {
    let mut line = Line::ring(memory, "contact-1");
    for input in inputs {
        line.send(input).await.unwrap();
    }
    line.now
}

/// The sweep's counts without its read costs.
fn counted(swept: SweepReport) -> SweepReport {
    SweepReport { read_items: 0, read_half_units: 0, oldest_due_s: 0, cannot_move: Vec::new(), ..swept }
}

#[tokio::test]
async fn who_hangs_up_in_the_note_has_a_case_at_triage() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1", "beep"]).await;
    let swept = sweep(&memory, now + SignedDuration::from_mins(10)).await.unwrap();
    assert_eq!(counted(swept), SweepReport { due: 1, registered: 1, ..SweepReport::default() });
    assert_eq!(the_case(&memory), "registered L1 triage");
}

#[tokio::test]
async fn a_sweep_while_the_caller_speaks_leaves_the_note_alone() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    let drafted_at = line.now;
    line.send("1").await.unwrap();
    line.send("beep").await.unwrap();
    let due = memory.kept().cases.values().next().unwrap().standing.due_at;
    assert_eq!(due, Some(drafted_at + SignedDuration::from_mins(10)), "the beep does not move the draft's due time");
    assert_eq!(counted(sweep(&memory, line.now + SignedDuration::from_mins(3)).await.unwrap()), SweepReport::default());
}

#[tokio::test]
async fn who_hangs_up_before_the_beep_leaves_a_void_draft_that_is_counted() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1"]).await;
    let swept = sweep(&memory, now + SignedDuration::from_mins(10)).await.unwrap();
    assert_eq!(counted(swept), SweepReport { due: 1, voided: 1, ..SweepReport::default() });
    assert_eq!(the_case(&memory), "void L1 caller");
    let later = sweep(&memory, now + SignedDuration::from_hours(24 * 365)).await.unwrap();
    assert_eq!(later, SweepReport::default(), "a void draft is never due again");
}

#[tokio::test]
async fn a_void_draft_is_opened_again_by_the_note_that_came_after_all() {
    let memory = Memory::default();
    let mut line = Line::ring(&memory, "contact-1");
    line.send("start").await.unwrap();
    line.send("1").await.unwrap();
    sweep(&memory, line.now + SignedDuration::from_mins(10)).await.unwrap();
    line.now += SignedDuration::from_mins(11);
    line.send("beep").await.unwrap();
    line.send("noted").await.unwrap();
    assert_eq!(the_case(&memory), "registered L1 caller");
}

#[tokio::test]
async fn who_hangs_up_after_the_ticket_has_a_case_at_triage() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1", "beep", "noted", "1"]).await;
    let swept = sweep(&memory, now + SignedDuration::from_mins(5)).await.unwrap();
    assert_eq!(counted(swept), SweepReport { due: 1, sent_to_triage: 1, ..SweepReport::default() });
    assert_eq!(the_case(&memory), "registered L1 triage");
}

#[tokio::test]
async fn two_sweeps_at_once_raise_a_case_once() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1", "beep", "noted", "1", "1"]).await + SignedDuration::from_hours(24 * 7);
    let (one, other) = futures::join!(sweep(&memory, now), sweep(&memory, now));
    assert_eq!(one.unwrap().raised + other.unwrap().raised, 1);
    assert_eq!(the_case(&memory), "triaged L2 FCS");
}

#[tokio::test]
async fn a_sweep_whose_write_fails_leaves_the_case_due_for_the_next() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1", "beep", "noted", "1", "1"]).await + SignedDuration::from_hours(24 * 7);
    for fault in [Fault::Cut, Fault::Refuse] {
        memory.kept().faults.push_back(fault);
        assert_eq!(
            counted(sweep(&memory, now).await.unwrap()),
            SweepReport { due: 1, failed: 1, ..SweepReport::default() }
        );
    }
    assert_eq!(
        counted(sweep(&memory, now).await.unwrap()),
        SweepReport { due: 1, raised: 1, ..SweepReport::default() }
    );
}

#[tokio::test]
async fn a_case_that_is_due_and_cannot_move_is_named_with_its_reason_and_its_age() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1"]).await + SignedDuration::from_mins(10);
    sweep(&memory, now).await.unwrap();
    // A void draft has no rule for time. A fault left it in the index of due cases.
    let ticket = {
        let mut kept = memory.kept();
        let case = kept.cases.values_mut().next().unwrap();
        case.standing.due_at = Some(now);
        case.ticket.clone()
    };
    let soon = sweep(&memory, now + SignedDuration::from_mins(1)).await.unwrap();
    assert_eq!((soon.lost_races, soon.stuck, soon.oldest_due_s), (1, 0, 60), "the index may lag");
    for minutes in [15, 16] {
        let swept = sweep(&memory, now + SignedDuration::from_mins(minutes)).await.unwrap();
        assert_eq!((swept.lost_races, swept.stuck, swept.oldest_due_s), (0, 1, minutes * 60));
        assert_eq!(swept.cannot_move.len(), 1);
        assert_eq!(swept.cannot_move[0].ticket, ticket);
        assert!(!swept.cannot_move[0].why.is_empty());
    }
}

#[tokio::test]
async fn a_case_whose_write_fails_is_named_too() {
    let memory = Memory::default();
    let now = call(&memory, &["start", "1", "beep", "noted", "1", "1"]).await + SignedDuration::from_hours(24 * 7);
    memory.kept().faults.push_back(Fault::Refuse);
    let swept = sweep(&memory, now).await.unwrap();
    let ticket = memory.kept().cases.keys().next().cloned().unwrap();
    assert_eq!(swept.cannot_move.iter().map(|case| &case.ticket).collect::<Vec<_>>(), [&ticket]);
}

#[tokio::test]
async fn a_sweep_that_never_gets_through_tells_how_old_its_oldest_case_is() {
    let memory = Memory::default();
    let due = call(&memory, &["start", "1", "beep"]).await + SignedDuration::from_mins(10);
    let directory = &state_directory::playbook().unwrap().directory;
    let later = due + SignedDuration::from_hours(2);
    let swept = helpline::sweep(directory, &memory, later, &|| false).await.unwrap();
    assert!(swept.cut_off && swept.due == 0 && swept.oldest_due_s >= 2 * 60 * 60 - 60, "{swept:?}");
}

#[tokio::test]
async fn many_due_cases_are_all_moved_page_by_page() {
    let memory = Memory::default();
    for number in 0..60 {
        let mut line = Line::ring(&memory, &format!("contact-{number}"));
        for input in ["start", "1", "beep"] {
            line.send(input).await.unwrap();
        }
    }
    let now = Line::ring(&memory, "-").now + SignedDuration::from_mins(20);
    assert_eq!(
        counted(sweep(&memory, now).await.unwrap()),
        SweepReport { due: 60, registered: 60, ..SweepReport::default() }
    );
}

/// Drafts whose callers spoke, due at these minutes after the first, all in shard 0; returns their tickets.
async fn spoken(memory: &Memory, minutes: &[i64]) -> Vec<Ticket> {
    let mut tickets = Vec::new();
    for (number, minute) in minutes.iter().enumerate() {
        let mut line = Line::ring(memory, &format!("contact-{number}"));
        line.now += SignedDuration::from_mins(*minute);
        let shard = |ticket: &Ticket| ticket.shard() == 0;
        line.draw = || std::iter::repeat_with(acceptance::line::draw).find(|t| t.shard() == 0).unwrap();
        let mut answer = Default::default();
        for input in ["start", "1", "beep"] {
            answer = line.send(input).await.unwrap();
        }
        let ticket = Ticket::parse(answer["ticket"].as_str().unwrap()).unwrap();
        assert!(shard(&ticket));
        tickets.push(ticket);
    }
    tickets
}

fn registered(memory: &Memory, ticket: &Ticket) -> bool {
    memory.kept().cases[ticket].registered_at.is_some()
}

#[tokio::test]
async fn a_sweep_that_is_cut_off_leaves_the_rest_due_and_the_next_goes_on_there() {
    let memory = Memory::default();
    spoken(&memory, &[0; 20]).await;
    let now = Line::ring(&memory, "-").now + SignedDuration::from_hours(2);
    let directory = &state_directory::playbook().unwrap().directory;
    let mut sweeps = 0;
    let mut moved = 0;
    loop {
        // Each sweep has time for a few looks at the clock only.
        let looks = Cell::new(0);
        let time_left = || looks.replace(looks.get() + 1) < 9;
        let swept = helpline::sweep(directory, &memory, now, &time_left).await.unwrap();
        sweeps += 1;
        moved += swept.registered;
        assert_eq!(swept.lost_races, 0, "nothing is taken twice");
        if !swept.cut_off {
            break;
        }
        assert!(swept.registered < 20 && sweeps < 20, "it was cut off");
    }
    assert_eq!((moved, memory.kept().cases.len()), (20, 20));
    assert!(sweeps > 2, "{sweeps}");
}

#[tokio::test]
async fn with_a_backlog_what_came_due_just_now_goes_first_and_then_the_longest_waiting() {
    let memory = Memory::default();
    // Nine came due hours ago, and one whose ten minutes have just passed.
    let tickets = spoken(&memory, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 300]).await;
    let now = Line::ring(&memory, "-").now + SignedDuration::from_mins(311);
    let directory = &state_directory::playbook().unwrap().directory;
    let looks = Cell::new(0);
    let time_left = || looks.replace(looks.get() + 1) < 5;
    let swept = helpline::sweep(directory, &memory, now, &time_left).await.unwrap();
    assert!(swept.cut_off);
    assert!(registered(&memory, &tickets[9]), "today's caller does not wait for yesterday's outage");
    assert!(registered(&memory, &tickets[0]), "then the longest waiting");
    assert!(!registered(&memory, &tickets[8]), "there was no time for the others");
}
