//! `demo`: one call, told as it happens, up to the second level's notice.

use crate::{inbox, story, up};
use anyhow::{Context as _, Result};
use jiff::SignedDuration;
use local_cloud::Project;
use local_phone::{Script, place, read_keys};
use std::time::Duration;

/// Longest that a notice takes on a busy machine.
const SOON: Duration = Duration::from_secs(60);

/// The whole path, once.
pub(crate) fn demo(project: &Project) -> Result<()> {
    let stack = up::up(project)?;

    title("A citizen calls 155343, presses 1, speaks, and sorts with two keys");
    let script =
        Script { from: "+919000000001".to_owned(), keys: read_keys("1,1,1")?, record: None, hang_up_after: None };
    let report = place(&stack, &script, &mut |line| println!("{line}"))?;
    let ticket = report.ticket.context("the call ended without a ticket")?;
    let department = report.department.context("the call ended without a department")?;

    title("The case in the ledger");
    story::tell(&stack, &ticket)?;

    title(&format!("What {department} receives: not a trace of who called"));
    inbox::show(&stack.wait_inbox(&department, SOON, |m| m.ticket == ticket)?);

    let due = story::due(&stack, &ticket)?;
    title(&format!("Nobody acts; it is {}, and the sweep runs", notice::in_india(due + SignedDuration::from_secs(60))));
    let swept = stack.tick(&(due + SignedDuration::from_secs(60)).to_string())?;
    println!("   {swept}");
    inbox::show(&stack.wait_inbox(&department, SOON, |m| m.ticket == ticket && m.level == "L2")?);
    story::tell(&stack, &ticket)?;

    title("The cloud is left running");
    println!("   cargo xtask down                     stops it");
    println!("   cargo xtask call                     a phone in this terminal");
    println!("   cargo xtask call --keys 9,1,2,2,1    in English, to the water department");
    println!("   cargo xtask inbox TRIAGE --wait 10   the triage desk's queue");
    println!("   cargo xtask tick --at {}   time passes", due + SignedDuration::from_hours(24 * 30));
    println!("   cargo xtask test                     every test");
    Ok(())
}

fn title(text: &str) {
    println!("\n── {text}");
}
