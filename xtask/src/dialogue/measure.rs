//! `cargo xtask dialogue --measure`: what calls cost their callers, beside what they may cost.

use crate::out::say;
use crate::setup;
use anyhow::Context as _;
use local_cloud::Project;
use serde_json::Value;
use std::process::ExitCode;

/// A figure that calls must not exceed: where it stands in the report, what it is, and the most it may be.
const BARS: [(&str, &str, f64); 18] = [
    ("/new/keys/worst", "a new caller: keys to the beep", 1.0),
    ("/new/beep_s/worst", "a new caller: seconds to the beep", 24.0),
    ("/new/ticket_s/worst", "a new caller: seconds from the note to the ticket", 8.0),
    ("/new/ticket_twice_s/worst", "a new caller: seconds until it was said twice", 15.0),
    ("/new/sorting_keys/worst", "a new caller: sorting keys", 3.0),
    ("/new/sorting_keys/expected", "a new caller: sorting keys, by expected calls", 2.5),
    ("/known/keys/worst", "a known caller with something new: keys to the beep", 1.0),
    ("/known/beep_s/worst", "a known caller with something new: seconds to the beep", 16.0),
    ("/status/keys", "one's own case: keys", 0.0),
    ("/status/heard_s/worst", "one's own case: seconds until it was heard", 10.0),
    ("/silent/keys", "no key: keys to the beep", 0.0),
    ("/silent/beep_s", "no key: seconds to the beep", 36.0),
    ("/person/keys", "a person: keys", 1.0),
    ("/person/asked_for_s", "a person: seconds until one is asked for", 5.0),
    ("/scheme/moment/keys", "the scheme of the moment: keys", 2.0),
    ("/scheme/moment/content_s", "the scheme of the moment: seconds until its text begins", 14.0),
    ("/scheme/other/keys", "any other scheme: keys", 3.0),
    ("/scheme/other/content_s/median", "any other scheme: seconds until its text begins, half of them", 25.0),
];

pub(crate) fn run(project: &Project, json: bool) -> anyhow::Result<ExitCode> {
    let report = setup::printed(project, "measure")?;
    let mut missed = false;
    let mut lines = Vec::new();
    for (pointer, what, most) in BARS {
        let found = report.pointer(pointer).and_then(Value::as_f64);
        let found = found.with_context(|| format!("the report has no {pointer}"))?;
        missed |= found > most;
        lines.push(format!("{:7}  {found:>6}  at most {most:>4}  {what}", if found > most { "MISSED" } else { "ok" }));
    }
    if json {
        say!("{report}");
    } else {
        lines.iter().for_each(|line| say!("{line}"));
    }
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
