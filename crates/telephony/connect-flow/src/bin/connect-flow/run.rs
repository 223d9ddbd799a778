//! `connect-flow run`.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
    process::ExitCode,
};

use connect_flow::{
    Call, Ended, Flow, Flows, FunctionEndpoint, Given, Machine, Outcome, Pace, Replay, Told, TraceEvent,
};
use serde::Deserialize as _;
use serde_json::Value;

use crate::{
    Run, files,
    terminal::{Person, Surroundings},
};

const INSTANCE: &str = "arn:aws:connect:eu-west-1:111122223333:instance/00000000-0000-4000-8000-000000000000";

pub(crate) fn run(options: &Run) -> Result<ExitCode, String> {
    let mut flows = Flows::new();
    for file in std::iter::once(&options.file).chain(&options.others) {
        let flow = files::flow(file)?;
        flows.add(files::name_among(file, &flows), flow);
    }
    let Some((_, flow)) = flows.iter().next() else { return Err("there is no flow".to_owned()) };
    let machine = machine(options, flow, &flows)?;
    let trace = options.trace.as_ref().map(|file| create(file)).transpose()?;
    let outcome = match &options.replay {
        Some(stored) => {
            let mut again =
                Replay::from_answers(told(&files::text(stored)?).map_err(|why| {
                    format!("{}: {why}; it is no trace that `run --trace` has stored", stored.display())
                })?);
            let outcome = machine.run(&mut again.world, &mut again.caller, &mut |event| show(event, true));
            if again.diverged() {
                return Err(
                    "this is not the call of the trace: give it the same flow, `--with`, `--set`, numbers and pace, and a whole trace".to_owned()
                );
            }
            outcome
        }
        None => {
            let given: Given = match &options.world {
                Some(file) => serde_json::from_str(&files::text(file)?)
                    .map_err(|error| format!("{}: {error}; see the README", file.display()))?,
                None => Given::default(),
            };
            let endpoint = options.functions.as_ref().map(FunctionEndpoint::new);
            let mut world = Surroundings { given, endpoint };
            machine.run(&mut world, &mut Person, &mut |event| show(event, false))
        }
    };
    if let (Some(out), Some(file)) = (trace, &options.trace) {
        store(&outcome, out).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(if matches!(outcome.ended, Ended::Stopped { .. }) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn machine<'a>(options: &Run, flow: &'a Flow, flows: &'a Flows) -> Result<Machine<'a>, String> {
    if let Some(url) =
        options.functions.as_ref().filter(|url| !url.starts_with("http://") && !url.starts_with("https://"))
    {
        return Err(format!("`{url}` is no address of functions; write it as http://127.0.0.1:4566"));
    }
    let mut call = Call::inbound("contact", Some(&options.from), &options.to, INSTANCE);
    for attribute in &options.attributes {
        let (name, value) = files::pair(attribute)?;
        call.attributes.insert(name, value);
    }
    if let Some(json) = &options.external {
        call.external = Some(serde_json::from_str(json).map_err(|error| format!("--external: {error}"))?);
    }
    let all = flows.iter().map(|(_, flow)| flow);
    let mut placeholders: BTreeMap<String, String> =
        all.flat_map(Flow::placeholders).map(|name| (name.to_owned(), name.to_owned())).collect();
    for placeholder in &options.placeholders {
        let (name, value) = files::pair(placeholder)?;
        placeholders.insert(name, value);
    }
    let pace = Pace { words_per_minute: options.words_per_minute, ..Pace::default() };
    let machine = Machine::new(flow, call, placeholders, pace).and_then(|machine| machine.with(flows));
    let machine = machine.map_err(|error| format!("{error}; {}", error.help()))?;
    Ok(if flow.runs_in_queue() { machine.waiting_in("queue") } else { machine })
}

/// Shows an event. Without `to_a_listener`, leaves out the events that the person at the telephone already knows.
fn show(event: &TraceEvent, to_a_listener: bool) {
    let line = event.to_string();
    if !line.is_empty() && (to_a_listener || !Person::knows(event)) {
        out!("{line}");
    }
}

/// Opens the file before the call, so that a call is not lost because the file cannot be written.
fn create(file: &Path) -> Result<BufWriter<File>, String> {
    File::create(file).map(BufWriter::new).map_err(|error| format!("{}: {error}", file.display()))
}

fn store(outcome: &Outcome, mut out: BufWriter<File>) -> Result<(), std::io::Error> {
    for event in &outcome.trace {
        serde_json::to_writer(&mut out, event)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Returns the answers from outside that a stored trace holds.
fn told(trace: &str) -> Result<Vec<Told>, String> {
    let mut all = Vec::new();
    for (number, line) in (1..).zip(trace.lines()) {
        let wrong = |error: serde_json::Error| format!("line {number} of the trace: {error}");
        let event: Value = serde_json::from_str(line).map_err(wrong)?;
        if event.get("event").and_then(Value::as_str) == Some("told") {
            let answer = event.get("answer").unwrap_or(&Value::Null);
            all.push(Told::deserialize(answer).map_err(wrong)?);
        }
    }
    Ok(all)
}
