//! `cargo xtask call`.

use crate::out::{say, tell};
use crate::{cli, moment, setup};
use local_cloud::{Project, Stack};
use local_phone::{CallReport, Office, Script, place_by_hand, read_keys, recording, recording_key};
use std::{fs, io};

pub(crate) fn run(project: &Project, call: &cli::Call) -> anyhow::Result<()> {
    let script = script(call)?;
    let office = if call.office_closed { Office::Closed } else { Office::Open };
    let stack = setup::running(project)?;
    let Some(script) = script else {
        let report = place_by_hand(&stack, &call.from, office, &mut io::stdin().lock(), &|line| say!("{line}"))?;
        say!("{}", closing(&report));
        return Ok(());
    };
    let begins = moment::now();
    if call.json {
        let report = office.place(&stack, &script, &mut |line| tell!("{line}"))?;
        say!("{}", serde_json::to_string_pretty(&report)?);
        put_recording(&stack, call, &report, begins)?;
    } else {
        let report = office.place(&stack, &script, &mut |line| say!("{line}"))?;
        say!("{}", closing(&report));
        if let Some(left) = unused(&report) {
            say!("{left}");
        }
        if let Some(key) = put_recording(&stack, call, &report, begins)? {
            say!("recorded as {key}");
            if let Some(ticket) = &report.ticket {
                say!("see `cargo xtask note {ticket} --wait 10` and `cargo xtask cases {ticket}`");
            }
        }
    }
    Ok(())
}

/// Puts the recording where Amazon Connect would put it after the call.
fn put_recording(
    stack: &Stack,
    call: &cli::Call,
    report: &CallReport,
    begins: jiff::Timestamp,
) -> anyhow::Result<Option<String>> {
    let Some(said) = &call.record else { return Ok(None) };
    let Some(file) = recording(report, said)? else { return Ok(None) };
    let key = recording_key(&report.contact_id, begins);
    // The transcript lies beside the audio file.
    if let Ok(text) = fs::read_to_string(said.with_extension("txt")) {
        stack.give_text(&report.contact_id, &text)?;
    }
    stack.put_recording(&key, file)?;
    Ok(Some(key))
}

/// The scripted caller, or none where a person calls.
fn script(call: &cli::Call) -> anyhow::Result<Option<Script>> {
    let scripted = call.json || call.keys.is_some() || call.record.is_some() || call.hang_up_after.is_some();
    if !scripted {
        return Ok(None);
    }
    Ok(Some(Script {
        from: call.from.clone(),
        keys: read_keys(call.keys.as_deref().unwrap_or_default())?,
        record: call.record.clone(),
        hang_up_after: call.hang_up_after,
    }))
}

/// A wrong number of keys is easily typed, and the call goes on without a word.
fn unused(report: &CallReport) -> Option<String> {
    match &*report.unused_keys {
        [] => None,
        [key] => Some(format!("no prompt took the key {key} of `--keys`")),
        keys => Some(format!("no prompt took the keys {} of `--keys`", keys.join(","))),
    }
}

fn closing(report: &CallReport) -> String {
    match (&report.ticket, &report.department) {
        (Some(ticket), Some(department)) => {
            format!("ticket {ticket}, with {department}: see `cargo xtask inbox {department} --wait 10`")
        }
        (Some(ticket), None) => {
            format!("ticket {ticket}, with nobody yet: `cargo xtask tick --at +1h` lets the time pass that decides it")
        }
        (None, _) => "no ticket was drawn".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Verb};
    use clap::Parser as _;

    fn script_of(line: &str) -> Option<Script> {
        match Cli::parse_from(line.split(' ')).verb {
            Verb::Call(call) => script(&call).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_person_calls_unless_something_is_scripted() {
        assert_eq!(script_of("xtask call"), None);
        assert_eq!(script_of("xtask call --from +919000000002"), None);
        assert_eq!(script_of("xtask call --json").unwrap().keys, [""; 0], "no keys at all");
        let script = script_of("xtask call --keys 1,1 --hang-up-after 3").unwrap();
        assert_eq!((script.keys, script.hang_up_after), (vec!["1".to_owned(), "1".to_owned()], Some(3)));
    }

    #[test]
    fn keys_that_no_prompt_took_are_named() {
        let report = |left: &[&str]| -> CallReport {
            serde_json::from_value(serde_json::json!({
                "contact_id": "c-1", "ticket": null, "department": null, "ended": "hung-up", "recorded_ms": [],
                "unused_keys": left, "steps": [],
            }))
            .unwrap()
        };
        assert_eq!(unused(&report(&[])), None);
        assert_eq!(unused(&report(&["2"])).as_deref(), Some("no prompt took the key 2 of `--keys`"));
        assert_eq!(unused(&report(&["2", "3"])).as_deref(), Some("no prompt took the keys 2,3 of `--keys`"));
    }
}
