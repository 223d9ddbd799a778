//! `cargo xtask demo`: one call, from the first ring to the second level.

use crate::out::say;
use crate::{cli, moment, phone_page, setup};
use anyhow::Context as _;
use jiff::SignedDuration;
use local_cloud::Project;
use local_phone::{Script, place};
use std::env;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

/// Longest that a notice takes on a busy machine; two seconds are usual.
const SOON: Duration = Duration::from_secs(60);

pub(crate) fn run(project: &Project, options: &cli::Demo) -> anyhow::Result<()> {
    let progress = setup::progress();
    let mut ready = setup::ready(project, &progress)?;
    let called = Instant::now();
    let stack = &ready.stack;

    say!("\n── A citizen calls 155343, presses 1, speaks, and sorts with 1 and 1\n");
    let script =
        Script { from: "+919000000001".to_owned(), keys: vec!["1".to_owned(); 3], record: None, hang_up_after: None };
    let report = place(stack, &script, &mut |line| say!("{line}"))?;
    let no_case = || format!("the call ended as `{}` without a case in a department", report.ended);
    let ticket = report.ticket.as_deref().with_context(no_case)?;
    let department = report.department.as_deref().with_context(no_case)?;

    say!("\n── The ledger (DynamoDB) has the case\n");
    let (case, events) = telling::read(stack, ticket)?;
    say!("{}", telling::case(&case, &events, moment::now()));

    say!("\n── The department's inbox has the notice, without a trace of who called\n");
    let level = case.standing.level.as_str();
    let first = stack.wait_inbox(department, SOON, |m| m.ticket == ticket && m.level == level)?;
    say!("{}", telling::notice(&first));

    let due = case.standing.due_at.context("the case has no due time")?;
    let late = due + SignedDuration::from_secs(1);
    say!("\n── Nobody acts until {}; the sweep of that minute runs\n", notice::in_india(due));
    say!("{}\n", telling::swept(late, &stack.tick(&late.to_string())?));
    let second = stack.wait_inbox(department, SOON, |m| m.ticket == ticket && m.level != level)?;
    say!("{}\n", telling::notice(&second));
    let (case, events) = telling::read(stack, ticket)?;
    say!("{}", telling::case(&case, &events, moment::now()));

    ready.took.push(("call", called.elapsed()));
    let left = left(ready.is_local, stack.endpoint.url());
    say!("\n── Done in {} s: {}. {left}\n", progress.elapsed().as_secs(), setup::told(&ready.took));
    say!("Next:\n{}", next(ticket, department, late));
    // A person who looks on gets the page; a script gets its exit code.
    let looked_on = io::stdout().is_terminal() && env::var_os("CI").is_none();
    if options.page || (looked_on && !options.no_page) {
        say!("");
        phone_page::serve(ready.stack, 0)?;
    }
    Ok(())
}

fn left(is_local: bool, url: &str) -> String {
    if is_local {
        format!("The local cloud is left running at {url}; `cargo xtask down` stops it.")
    } else {
        format!("The stack is left at {url}.")
    }
}

fn next(ticket: &str, department: &str, late: jiff::Timestamp) -> String {
    let rows = [
        ("cargo xtask call".to_owned(), "be the caller: 9 for English, h hangs up in the middle"),
        ("cargo xtask page".to_owned(), "the same as a page: keypad, speech, inbox, agent's form"),
        ("cargo xtask call --keys 1 --json".to_owned(), "a call that nobody sorts, for scripts"),
        ("cargo xtask inbox TRIAGE --wait 10".to_owned(), "where that one went"),
        (format!("cargo xtask tick --at {}", late + SignedDuration::from_hours(24 * 30)), "a month passes"),
        (format!("cargo xtask inbox {department}"), "what the department has received by then"),
        (
            format!("cargo xtask act {ticket} acknowledge --as officer:{department}:L2:sunita"),
            "an officer takes it in hand",
        ),
        (format!("cargo xtask case {ticket}"), "its whole history"),
        ("cargo xtask test".to_owned(), "every test, on a cloud of its own"),
    ];
    let rows: Vec<String> = rows.iter().map(|(command, what)| format!("  {command:<48} {what}")).collect();
    rows.join("\n")
}
