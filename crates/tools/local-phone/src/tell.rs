//! A call as lines for a person, while it happens.

use crate::words::Words;
use connect_flow::{Ended, Happening, TraceEvent};

/// Returns the lines for one event; none for events inside the flow.
pub(crate) fn lines(event: &TraceEvent, words: &Words) -> Vec<String> {
    let at = clock(event.at_ms);
    let line = |text: &str| format!("☎ {at}  {text}");
    match &event.what {
        // The prompt of a wait is one blank.
        Happening::Heard { text: Some(text), .. } if text.trim().is_empty() => Vec::new(),
        Happening::Heard { text: Some(text), .. } => {
            let mut lines = vec![line(text)];
            lines.extend(words.english(text).map(|english| beside(&english)));
            lines
        }
        Happening::Heard { text: None, .. } => vec![line("(beep)")],
        Happening::Pressed { keys } => vec![line(&format!("presses {keys}"))],
        Happening::NoKey => vec![line("presses nothing")],
        Happening::Spoke { ms, recorded } => {
            let kept = if *recorded { "recorded" } else { "not recorded" };
            vec![line(&format!("speaks for {} s, {kept}", ms / 1_000))]
        }
        Happening::Invoked { answer: Err(why), .. } => vec![line(&format!("(no answer: {why})"))],
        Happening::Queued { .. } => vec![line("waits for a person")],
        Happening::Ended { how } => vec![line(&end(how))],
        _ => Vec::new(),
    }
}

/// Formats the English translation, which stands under the line that the caller hears.
pub(crate) fn beside(english: &str) -> String {
    format!("            {english}")
}

/// Formats a time as minutes, seconds and tenths.
pub(crate) fn clock(ms: u64) -> String {
    format!("{}:{:02}.{}", ms / 60_000, ms / 1_000 % 60, ms / 100 % 10)
}

fn end(how: &Ended) -> String {
    match how {
        Ended::FlowDisconnected => "the call ends".to_owned(),
        Ended::CallerHungUp => "hangs up".to_owned(),
        Ended::Queued { .. } => "the agents' queue has the call".to_owned(),
        Ended::Stopped { action, reason, remedy } => format!("the flow stops at `{action}`: {reason}; {remedy}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_caller_is_heard_and_the_flow_is_not() {
        let words = Words::default();
        words.note(&json!({ "ask": "शिकायत", "ask_cue": "option_complaint;key=1" }));
        let tell = |at_ms, what| lines(&TraceEvent { at_ms, what }, &words);
        let heard = tell(
            83_120,
            Happening::Heard {
                text: Some("शिकायत".into()), recording: None, ms: 1, ssml: None, voice: "Kajal".into()
            },
        );
        assert_eq!(heard[0], "☎ 1:23.1  शिकायत");
        assert!(heard[1].starts_with("            ") && heard[1].contains("press one"), "{heard:?}");
        assert_eq!(tell(500, Happening::Pressed { keys: "1".into() }), ["☎ 0:00.5  presses 1"]);
        let action = Happening::Action { identifier: "menu".into(), action_type: "GetParticipantInput".into() };
        assert_eq!(tell(0, action), [""; 0]);
    }
}
