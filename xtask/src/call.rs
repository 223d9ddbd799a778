//! `call`: a phone in the terminal.

use anyhow::Result;
use clap::Args;
use local_cloud::Stack;
use local_phone::{CallReport, Office, Script, place_by_hand, read_keys};
use std::io;
use std::path::PathBuf;

/// What the caller does.
#[derive(Args)]
pub(crate) struct CallArgs {
    /// The number that calls, in E.164.
    #[arg(long, default_value = "+919000000001")]
    from: String,
    /// Keys to press at menus, one after the other, such as 1,1,1; after the last the caller is silent.
    #[arg(long)]
    keys: Option<String>,
    /// A WAV file to speak as the note, instead of the built-in sample.
    #[arg(long)]
    record: Option<PathBuf>,
    /// Hang up after so many answered steps: 2 is during the notice, 3 while speaking.
    #[arg(long)]
    hang_up_after: Option<u32>,
    /// The agents' office is closed.
    #[arg(long)]
    closed: bool,
    /// Print the call as JSON and nothing else; without --keys the caller presses nothing.
    #[arg(long)]
    json: bool,
}

/// Places the call.
pub(crate) fn call(stack: &Stack, args: &CallArgs) -> Result<()> {
    let office = if args.closed { Office::Closed } else { Office::Open };
    let scripted = args.json || args.keys.is_some() || args.record.is_some() || args.hang_up_after.is_some();
    if !scripted {
        let report = place_by_hand(stack, &args.from, office, &mut io::stdin().lock(), &|line| println!("{line}"))?;
        tell_end(&report);
        return Ok(());
    }
    let script = Script {
        from: args.from.clone(),
        keys: read_keys(args.keys.as_deref().unwrap_or_default())?,
        record: args.record.clone(),
        hang_up_after: args.hang_up_after,
    };
    if args.json {
        let report = office.place(stack, &script, &mut |_| {})?;
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        let report = office.place(stack, &script, &mut |line| println!("{line}"))?;
        tell_end(&report);
    }
    Ok(())
}

fn tell_end(report: &CallReport) {
    let ticket = report.ticket.as_deref().unwrap_or("none");
    let department = report.department.as_deref().unwrap_or("nobody yet");
    println!("the call is over ({}); ticket {ticket}, with {department}", report.ended);
}
