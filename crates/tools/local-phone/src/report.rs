//! The outcome of a call.

use connect_flow::{Ended, Happening, TraceEvent};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The report of one call, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallReport {
    /// The contact's id that the function received.
    pub contact_id: String,
    /// The ticket, if one was drawn.
    pub ticket: Option<String>,
    /// The code of the department that has the case, or `TRIAGE`.
    pub department: Option<String>,
    /// `disconnected`, `hung-up`, `queued` (for an agent), or `stopped: …` if the flow could not go on.
    pub ended: String,
    /// The lengths of the caller's recorded speech after each beep, in milliseconds.
    pub recorded_ms: Vec<u64>,
    /// The keys of a scripted caller that no prompt took.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused_keys: Vec<String>,
    /// The steps, one for each invocation of the function.
    pub steps: Vec<StepReport>,
}

/// One step: the function's invocation and answer, and the caller's part until the next invocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepReport {
    /// The step's number in the invocation.
    pub step: String,
    /// The prompts that the caller heard after the answer, in order.
    pub heard: Vec<String>,
    /// The keys that the caller pressed after the answer.
    pub pressed: Option<String>,
    /// The function's answer; `null` if it gave none.
    pub answered: Value,
}

impl CallReport {
    pub(crate) fn of(contact_id: String, ended: &Ended, trace: &[TraceEvent]) -> Self {
        let mut steps: Vec<StepReport> = Vec::new();
        let mut recorded_ms: Vec<u64> = Vec::new();
        for event in trace {
            match &event.what {
                Happening::Heard { text: None, .. } => recorded_ms.push(0),
                Happening::Spoke { ms, recorded: true } => {
                    if let Some(all) = recorded_ms.last_mut() {
                        *all += ms;
                    }
                }
                _ => {}
            }
            match (&event.what, steps.last_mut()) {
                (Happening::Invoked { parameters, answer, .. }, _) => steps.push(StepReport {
                    step: parameters.get("step").and_then(Value::as_str).unwrap_or_default().to_owned(),
                    heard: Vec::new(),
                    pressed: None,
                    answered: answer.clone().unwrap_or(Value::Null),
                }),
                (Happening::Heard { text: Some(text), .. }, Some(step)) if text != " " => step.heard.push(text.clone()),
                (Happening::Pressed { keys }, Some(step)) => {
                    step.pressed.get_or_insert_default().push_str(keys);
                }
                _ => {}
            }
        }
        let last = |key: &str| {
            let given = steps.iter().rev().filter_map(|step| step.answered.get(key)?.as_str()).next();
            given.filter(|value| *value != "none").map(str::to_owned)
        };
        Self {
            contact_id,
            ticket: last("ticket"),
            department: last("department"),
            ended: how(ended),
            recorded_ms,
            unused_keys: Vec::new(),
            steps,
        }
    }
}

fn how(ended: &Ended) -> String {
    match ended {
        Ended::FlowDisconnected => "disconnected".to_owned(),
        Ended::CallerHungUp => "hung-up".to_owned(),
        Ended::Queued { .. } => "queued".to_owned(),
        Ended::Stopped { action, reason, remedy } => format!("stopped: action `{action}`: {reason}; {remedy}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(step: &str, answer: Result<Value, String>) -> Happening {
        Happening::Invoked { arn: "a".into(), parameters: json!({ "step": step }), answer, ms: 500, attempts: 1 }
    }

    fn heard(text: &str) -> Happening {
        Happening::Heard { text: Some(text.into()), recording: None, ms: 1, ssml: None, voice: "Kajal".into() }
    }

    #[test]
    fn a_step_is_an_answer_and_what_followed_it() {
        let all = [
            asked("0", Ok(json!({ "ticket": "none", "department": "none" }))),
            heard("welcome"),
            Happening::Pressed { keys: "1".into() },
            asked("1", Err("it failed".into())),
            heard("one moment"),
            asked("1", Ok(json!({ "ticket": "12345678", "department": "none" }))),
            heard("notice"),
            Happening::Heard { text: None, recording: Some("beep".into()), ms: 400, ssml: None, voice: "Kajal".into() },
            Happening::Spoke { ms: 5_000, recorded: true },
            Happening::Spoke { ms: 3_000, recorded: true },
        ];
        let trace: Vec<TraceEvent> = all.into_iter().map(|what| TraceEvent { at_ms: 0, what }).collect();
        let report = CallReport::of("c-1".into(), &Ended::CallerHungUp, &trace);
        let wanted = json!({
            "contact_id": "c-1", "ticket": "12345678", "department": null, "ended": "hung-up",
            "recorded_ms": [8000],
            "steps": [
                { "step": "0", "heard": ["welcome"], "pressed": "1", "answered": { "ticket": "none", "department": "none" } },
                { "step": "1", "heard": ["one moment"], "pressed": null, "answered": null },
                { "step": "1", "heard": ["notice"], "pressed": null, "answered": { "ticket": "12345678", "department": "none" } },
            ]
        });
        assert_eq!(serde_json::to_value(&report).unwrap(), wanted);
    }
}
