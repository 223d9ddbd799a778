//! A call of the page: runs the contact flow, and reports its events to the page.

use crate::caller::AtThePage;
use crate::line::{Line, Next, Signal};
use connect_flow::{Agent, Ended, Happening, TraceEvent, Warning};
use local_cloud::Stack;
use local_phone::{Office, Ringing, Words, place_for};
use serde_json::{Value, json};
use std::cell::Cell;
use std::time::Instant;

/// Runs a call to its end, in a separate thread.
pub(crate) fn run(stack: &Stack, line: &Line, office: Office) {
    let words = Words::default();
    let mut caller = AtThePage::new(line, &words);
    let waited = Cell::new(None);
    let agent = || match at_the_desk(line) {
        Conversation::Agent(agent) => Some(agent),
        Conversation::GaveUp(ms) => {
            waited.set(Some(ms));
            None
        }
    };
    caller.waits = Some(&waited);
    let ringing = Ringing {
        from: line.from.as_deref(),
        contact: line.contact.clone(),
        agent: Box::new(agent),
        ..Ringing::of("", office)
    };
    let mut ended = None;
    let report = place_for(stack, ringing, &words, &mut caller, &mut |event| {
        if let Happening::Ended { how } = &event.what {
            ended = Some(how.clone());
        }
        observe(line, event);
    });
    line.end(match (report, ended) {
        (Ok(_), Some(how)) => json!({ "how": told(&how), "well": !matches!(how, Ended::Stopped { .. }) }),
        (Ok(report), None) => json!({ "how": report.ended, "well": true }),
        (Err(error), _) => json!({ "how": error.to_string(), "well": false }),
    });
}

fn observe(line: &Line, event: &TraceEvent) {
    match &event.what {
        Happening::Pressed { keys } => _ = line.tell("did", json!({ "text": format!("pressed {}", apart(keys)) })),
        Happening::NoKey => _ = line.tell("did", json!({ "text": "pressed nothing" })),
        Happening::Spoke { ms, recorded } => {
            let kept = if *recorded { "recorded" } else { "not recorded" };
            let seconds = ms.div_ceil(1_000);
            line.tell("did", json!({ "text": format!("spoke for {seconds} s, {kept}") }));
        }
        // This phone plays no news in the queue.
        Happening::Warned { warning: Warning::FlowNotHere { .. } } => {}
        Happening::Warned { warning } => _ = line.tell("hint", json!({ "text": warning.to_string() })),
        Happening::Recording { on, .. } => _ = line.tell("recording", json!({ "on": on })),
        Happening::AttributesSet { attributes } => {
            line.know(|known| known.attributes.extend(attributes.clone()));
        }
        Happening::Invoked { answer: Ok(answer), .. } => answered(line, answer),
        Happening::Invoked { answer: Err(why), .. } => {
            line.tell("trouble", json!({ "text": format!("the conversation function gave no answer: {why}") }));
        }
        Happening::Queued { .. } => _ = line.tell("queued", Value::Null),
        _ => {}
    }
}

/// Reads the case and the language from an answer of the function.
fn answered(line: &Line, answer: &Value) {
    let text = |key: &str| answer.get(key).and_then(Value::as_str).filter(|text| *text != "none").map(str::to_owned);
    let language = text("lang").and_then(|lang| lang.split('-').next().map(str::to_owned));
    let (ticket, department) = (text("ticket"), text("department"));
    let mut news = false;
    line.know(|known| {
        known.language = language.or(known.language.take());
        news = ticket.is_some() && (ticket != known.ticket || department != known.department);
        if news {
            (known.ticket, known.department) = (ticket.clone(), department.clone());
        }
    });
    if news {
        line.tell("case", json!({ "ticket": ticket, "department": department }));
    }
}

/// The end of a call's time in the agents' queue.
enum Conversation {
    Agent(Agent),
    GaveUp(u64),
}

/// Waits until an agent of the page takes the call or the caller hangs up, and then until either side ends the
/// conversation.
fn at_the_desk(line: &Line) -> Conversation {
    let queued = Instant::now();
    let user_name = loop {
        match line.next(|_| None) {
            Next::Signal(Signal::Take(agent)) => break agent,
            Next::Signal(Signal::HangUp(_)) => return Conversation::GaveUp(millis(queued)),
            Next::Signal(_) | Next::TimeUp => {}
        }
    };
    let after_ms = millis(queued);
    line.tell("agent", json!({ "agent": user_name }));
    let taken = Instant::now();
    let hangs_up_first = loop {
        match line.next(|_| None) {
            Next::Signal(Signal::PutDown) => break true,
            Next::Signal(Signal::HangUp(_)) => break false,
            Next::Signal(_) | Next::TimeUp => {}
        }
    };
    Conversation::Agent(Agent { user_name, after_ms, talk_ms: millis(taken), hangs_up_first })
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Separates the keys with spaces, to be read out: `1 2`.
fn apart(keys: &str) -> String {
    let keys: Vec<String> = keys.chars().map(String::from).collect();
    keys.join(" ")
}

fn told(how: &Ended) -> String {
    match how {
        Ended::FlowDisconnected => "The helpline ended the call.".to_owned(),
        Ended::CallerHungUp => "The caller hung up.".to_owned(),
        Ended::AgentHungUp => "The agent ended the call.".to_owned(),
        Ended::Queued { .. } => "The call was left waiting in the agents' queue.".to_owned(),
        Ended::Stopped { action, reason, remedy } => {
            format!("The flow stopped at `{action}`: {reason}; {remedy}.")
        }
        other => format!("{other}."),
    }
}
