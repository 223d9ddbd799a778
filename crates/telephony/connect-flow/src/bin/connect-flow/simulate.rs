//! `connect-flow simulate`.

use std::{
    io::{IsTerminal as _, Write as _, stderr},
    process::ExitCode,
    time::{Duration, Instant},
};

use connect_flow::{Covered, Ended, Flows, Report, Simulation, Stop, TraceEvent};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Simulate, files};

/// Exit code when a call stopped.
const STOPPED: u8 = 1;
/// Time between two lines of progress.
const EVERY: Duration = Duration::from_millis(500);

pub(crate) fn run(options: &Simulate) -> Result<ExitCode, String> {
    let mut flows = Flows::new();
    let (mut named, mut refused) = (Vec::new(), Vec::new());
    for file in &options.files {
        match files::flow(file) {
            Ok(flow) => {
                let name = files::name_among(file, &flows);
                flows.add(name.clone(), flow);
                named.push((file, name));
            }
            Err(why) => {
                note!("error: {why}");
                refused.push(why);
            }
        }
    }
    let mut reports = Vec::new();
    for (file, name) in &named {
        let Some((_, flow)) = flows.iter().find(|(known, _)| known == name) else { continue };
        let simulation = Simulation::with(flow, &flows);
        let began = Instant::now();
        let report = simulation.run(options.walks, options.seed, &mut progress(options.walks, name));
        reports.push((file.display().to_string(), report, began.elapsed()));
    }
    if options.json {
        out!("{}", json(options, &reports, &refused));
    } else {
        reports.iter().for_each(|(file, report, took)| tell(file, report, *took));
    }
    let stopped = reports.iter().any(|(_, report, _)| !report.stops.is_empty());
    Ok(match (refused.is_empty(), stopped) {
        (false, _) => ExitCode::from(crate::FAILED),
        (true, true) => ExitCode::from(STOPPED),
        (true, false) => ExitCode::SUCCESS,
    })
}

/// Shows the progress if standard error is a terminal.
fn progress(walks: u64, name: &str) -> impl FnMut(u64) {
    let shown = stderr().is_terminal();
    let mut last = Instant::now();
    let name = name.to_owned();
    move |walked| {
        if shown && (last.elapsed() > EVERY || walked == walks) {
            last = Instant::now();
            let end = if walked == walks { "\r\x1b[K" } else { "" };
            let mut err = stderr();
            // A failed write loses only a line of progress.
            let _ = write!(err, "\r{name}: {walked} of {walks} calls{end}");
            let _ = err.flush();
        }
    }
}

/// The report on one file.
#[derive(Serialize)]
struct FlowReport {
    file: String,
    #[serde(flatten)]
    report: Report,
    seconds: f64,
}

fn json(options: &Simulate, reports: &[(String, Report, Duration)], refused: &[String]) -> Value {
    let flow = |(file, report, took): &(String, Report, Duration)| FlowReport {
        file: file.clone(),
        report: report.clone(),
        seconds: took.as_secs_f64(),
    };
    let flows: Vec<FlowReport> = reports.iter().map(flow).collect();
    json!({ "walks": options.walks, "seed": options.seed, "flows": flows, "refused": refused })
}

fn tell(file: &str, report: &Report, took: Duration) {
    let actions = report.actions_run;
    out!("{file}");
    out!("  {} calls, {actions} actions, {}", report.walks, speed(actions, took));
    let mut ends: Vec<_> = report.ends.iter().collect();
    ends.sort_by(|one, other| other.1.cmp(one.1));
    let ends: Vec<String> = ends.iter().map(|(end, calls)| format!("{end} {calls}")).collect();
    out!("  ends      {}", ends.join(", "));
    covered("actions", &report.actions);
    covered("branches", &report.branches);
    if !report.unreachable.is_empty() {
        out!("  nothing leads to {}", report.unreachable.join(", "));
    }
    report.stops.iter().for_each(stop);
}

fn speed(actions: u64, took: Duration) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a speed for people")]
    let per_second = actions as f64 / took.as_secs_f64().max(f64::EPSILON);
    format!("{:.1} s, {per_second:.0} actions a second", took.as_secs_f64())
}

/// Most lines that are shown of a call that stopped. They are its last lines.
const MOST_LINES: usize = 60;
/// Most missed parts that are named; the JSON report names all.
const MOST_MISSED: usize = 8;

fn covered(what: &str, covered: &Covered) {
    out!("  {what:9} {} of {}", covered.covered, covered.total);
    covered.missed.iter().take(MOST_MISSED).for_each(|missed| out!("            never: {missed}"));
    if let more @ 1.. = covered.missed.len().saturating_sub(MOST_MISSED) {
        out!("            and {more} more");
    }
}

fn stop(stop: &Stop) {
    if let Ended::Stopped { action, reason, remedy } = &stop.ended {
        out!("  STOPPED   {} calls at `{action}`: {reason}; {remedy}", stop.walks);
        out!("            the call with seed {}:", stop.seed);
        let lines: Vec<String> = stop.trace.iter().map(TraceEvent::to_string).filter(|line| !line.is_empty()).collect();
        let before = lines.len().saturating_sub(MOST_LINES);
        if before > 0 {
            out!("            … {before} lines before; `--json` has them all");
        }
        lines.iter().skip(before).for_each(|line| out!("            {line}"));
    }
}
