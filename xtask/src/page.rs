//! The ledger and the notices as a person reads them, in the time of India.

use jiff::Timestamp;
use local_cloud::{Item, Message};
use serde_json::Value;

/// A case and what happened to it.
pub(crate) fn case(ticket: &str, case: &Item, timeline: &[Item]) -> String {
    let mut lines = vec![format!("Case {ticket}")];
    for (label, key) in [
        ("state", "state"),
        ("department", "department"),
        ("category", "category"),
        ("with", "level"),
        ("language", "language"),
        ("district", "district"),
        ("said at", "began_at"),
        ("action due", "due_at"),
    ] {
        if let Some(value) = value(case, key) {
            lines.push(format!("  {label:<11} {value}"));
        }
    }
    lines.push("  what happened".to_owned());
    for event in timeline {
        let of = |key: &str| value(event, key).unwrap_or_default();
        let mut line = format!("    {}  {}", of("at"), happening(&of("what")));
        if let Some(department) = value(event, "department") {
            line.push_str(&format!(", {department} at {}", of("level")));
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// A notice as it lies in an inbox.
pub(crate) fn notice(message: &Message) -> String {
    let mut lines = vec![format!("To {}: {} ({})", message.department, message.event, message.event_id)];
    lines.extend(message.message.lines().map(|line| format!("  │ {line}").trim_end().to_owned()));
    lines.join("\n")
}

/// What a sweep did.
pub(crate) fn swept(at: Timestamp, did: &Value) -> String {
    let count = |key: &str| did.get(key).and_then(Value::as_u64).unwrap_or(0);
    format!(
        "swept as of {}: {} due; {} registered, {} voided, {} sent to triage, {} raised a level",
        notice::in_india(at),
        count("due"),
        count("registered"),
        count("voided"),
        count("sent_to_triage"),
        count("raised"),
    )
}

/// The moment that an item holds under a key, in seconds.
pub(crate) fn moment(item: &Item, key: &str) -> Option<Timestamp> {
    Timestamp::from_second(item.get(key)?.as_i64()?).ok()
}

fn value(item: &Item, key: &str) -> Option<String> {
    if key == "at" || key.ends_with("_at") {
        return moment(item, key).map(notice::in_india);
    }
    item.get(key)?.as_str().map(str::to_owned)
}

fn happening(what: &str) -> &str {
    match what {
        "drafted" => "a ticket was drawn",
        "take-began" => "the beep sounded, the citizen spoke",
        "registered" => "registered on the call",
        "registered-by-sweep" => "registered after the caller hung up",
        "sorted" => "sorted by the caller",
        "sent-to-triage" => "sent to the triage desk",
        "level-raised" => "nobody acted in time, raised",
        "voided" => "voided, the beep never came",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lifecycle::What;
    use serde_json::json;

    fn item(value: Value) -> Item {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_case_is_told_in_the_time_of_india() {
        let of_case = item(json!({ "state": "triaged", "department": "FCS", "level": "L1", "due_at": 1_795_500_000 }));
        let events = [
            item(json!({ "what": "drafted", "at": 1_794_895_200, "level": "L1" })),
            item(json!({ "what": "sorted", "at": 1_794_895_230, "level": "L1", "department": "FCS" })),
        ];
        assert_eq!(
            case("12345678", &of_case, &events),
            "Case 12345678\n  state       triaged\n  department  FCS\n  with        L1\n  action due  24-11-2026 11:30 IST\n  \
             what happened\n    17-11-2026 11:30 IST  a ticket was drawn\n    17-11-2026 11:30 IST  sorted by the caller, FCS at L1"
        );
    }

    #[test]
    fn everything_that_can_happen_has_words() {
        for what in What::ALL {
            assert_ne!(happening(what.as_str()), what.as_str(), "`{}` is told as it is stored", what.as_str());
        }
    }

    #[test]
    fn a_sweep_is_told_in_numbers() {
        let did = json!({ "due": 2, "registered": 0, "voided": 1, "sent_to_triage": 0, "raised": 1, "lost_races": 0 });
        assert_eq!(
            swept("2026-12-24T06:30:00Z".parse().unwrap(), &did),
            "swept as of 24-12-2026 12:00 IST: 2 due; 0 registered, 1 voided, 0 sent to triage, 1 raised a level"
        );
    }
}
