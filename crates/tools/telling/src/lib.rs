//! Formats cases, histories and notices for a person, in India's time.

mod stored;

pub use stored::{facts, find, read};

use jiff::Timestamp;
use lifecycle::{Case, Event, EventKind, State, Value, in_india, penalty};
use local_cloud::Message;
use serde_json::Value as Json;
use std::fmt::Write as _;

/// Formats a case and its history as lines for a terminal.
#[must_use]
pub fn case(case: &Case, events: &[Event], now: Timestamp) -> String {
    let mut told = head(case).title;
    let mut facts = head(case).facts;
    facts.extend(worksheet(case, events, now));
    for (label, value) in facts {
        _ = write!(told, "\n  {label:<14} {value}");
    }
    let mut day = String::new();
    for happened in events.iter().map(line) {
        if day != happened.day {
            _ = write!(told, "\n\n  {}", happened.day);
        }
        _ = write!(told, "\n    {}  {:<22} {}", happened.time, happened.by, happened.what);
        for words in happened.words {
            _ = write!(told, "\n           \u{201c}{}\u{201d}", words.replace('\n', "\n            "));
        }
        day = happened.day;
    }
    told
}

/// A case's title and current facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The case's number and kind.
    pub title: String,
    /// The other facts, each with its label.
    pub facts: Vec<(&'static str, String)>,
}

/// Returns a case's title and current facts.
#[must_use]
pub fn head(case: &Case) -> Head {
    let s = &case.standing;
    let moment = |at: Option<Timestamp>| at.map(notice::in_india);
    let closing = s.closing.map_or(String::new(), |closing| format!(", {closing}"));
    let has = match (&s.department, s.desk) {
        (Some(department), lifecycle::Desk::Department) => format!("{department} at {}", s.level),
        (_, desk) => format!("the {desk} (level {})", s.level),
    };
    let quiet = s.quiet.map_or(String::new(), |quiet| format!("; confidential: {quiet}"));
    let official = if s.about_official { "; about an official" } else { "" };
    let title = format!("Case {}, a {}{quiet}{official}", case.ticket, s.kind);
    let mut facts = Vec::new();
    let mut fact = |label: &'static str, value: Option<String>| facts.extend(value.map(|value| (label, value)));
    fact("state", Some(format!("{}{closing}, version {}", State::shown(s.state.as_str()), case.version)));
    fact("with", Some(has));
    fact("subject", s.category.as_ref().map(ToString::to_string));
    fact("acting", case.acting.as_ref().map(ToString::to_string));
    fact(
        "said at",
        moment(s.began_at).map(|at| format!("{at}, in {}, from district {}", case.language, case.district)),
    );
    fact("citizen told", moment(s.answer_by).map(|at| format!("an answer by {at}")));
    fact("suggested", case.suggested().map(|to| format!("{}, {}", to.department, to.category)));
    for awaited in &case.awaited {
        let until = notice::in_india(awaited.until);
        fact("awaited", Some(format!("the {} of call {} by {until}", awaited.sound, awaited.contact)));
    }
    fact("acknowledge by", moment(s.acknowledge_by));
    fact("act by", moment(s.act_by));
    fact("waits", s.paused.map(|pause| format!("for the citizen ({}); the clocks stand still", pause.waiting)));
    for promise in &case.promises {
        let due = notice::in_india(promise.due_at);
        fact("promised", Some(format!("{} {} by {}, due {due}", promise.number, promise.kind, promise.keeper)));
    }
    Head { title, facts }
}

/// Returns the delay and penalty under the Guarantee Act. The delay runs until the action that the citizen did not
/// dispute, or else until now.
fn worksheet(case: &Case, events: &[Event], now: Timestamp) -> Option<(&'static str, String)> {
    let reopened = |event: &&Event| matches!(event.what.kind(), EventKind::Reopened | EventKind::Appealed);
    let refuted = events.iter().filter(reopened).map(|event| event.sequence).max().unwrap_or(0);
    let acted = events.iter().find(|event| event.sequence > refuted && event.what.kind() == EventKind::ActionTaken);
    let figures = penalty(case, acted.map_or(now.max(case.last_event_at), |event| event.at))?;
    let told =
        format!("{} days late, Rs {} under the Guarantee Act (a figure only)", figures.days_late, figures.rupees);
    Some(("worksheet", told))
}

/// An event of a history, formatted for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The day, such as `Tuesday, 24-11-2026`.
    pub day: String,
    /// The time of that day, such as `12:00`.
    pub time: String,
    /// The actor.
    pub by: String,
    /// The event in a few words.
    pub what: String,
    /// The actor's own words.
    pub words: Vec<String>,
}

/// Formats an event for a person.
#[must_use]
pub fn line(event: &Event) -> Line {
    let at = in_india(event.at);
    Line {
        day: at.strftime("%A, %d-%m-%Y").to_string(),
        time: at.strftime("%H:%M").to_string(),
        by: event.by.to_string(),
        what: happening(event),
        words: words(event),
    }
}

/// Returns the words spoken or written in an event: its question, words and note, then its reason.
fn words(event: &Event) -> Vec<String> {
    let mut facts = lifecycle::Facts::new();
    event.what.write(&mut facts);
    let said = ["question", "words", "note"].into_iter().filter_map(|name| match facts.get(name) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    });
    said.chain(event.why.iter().map(ToString::to_string)).collect()
}

/// Formats the due date of a promise, which its stored form ends with.
fn date(promise: &str) -> String {
    let seconds = promise.rsplit(' ').next().and_then(|word| word.parse().ok());
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).map(notice::in_india).unwrap_or_default()
}

/// Formats a notice from a department's inbox.
#[must_use]
pub fn notice(message: &Message) -> String {
    let at = message.happened_at.parse().map_or_else(|_| message.happened_at.clone(), notice::in_india);
    let mut lines = vec![format!("To {}, {at}: {} ({})", message.department, message.event, message.event_id)];
    lines.extend(message.message.lines().map(|line| format!("  │ {line}").trim_end().to_owned()));
    lines.join("\n")
}

/// Formats the counts of a sweep.
#[must_use]
pub fn swept(at: Timestamp, did: &Json) -> String {
    let count = |key: &str| did.get(key).and_then(Json::as_u64).unwrap_or(0);
    let cut =
        if did.get("cut_off").and_then(Json::as_bool) == Some(true) { "; cut off, the rest stays due" } else { "" };
    format!(
        "swept as of {}: {} due; {} registered, {} voided, {} sent to triage, {} sorted by their words, {} raised a level, {} handed up, {} reminded, {} promises broken, {} recordings and {} transcripts missing{cut}",
        notice::in_india(at),
        count("due"),
        count("registered"),
        count("voided"),
        count("sent_to_triage"),
        count("sorted"),
        count("raised"),
        count("handed_up"),
        count("reminded"),
        count("promises_broken"),
        count("recordings_missing"),
        count("transcripts_missing"),
    )
}

fn happening(event: &Event) -> String {
    let s = &event.standing;
    let department = s.department.as_ref().map_or("nobody", |d| d.as_str());
    let mut facts = lifecycle::Facts::new();
    event.what.write(&mut facts);
    let fact = |name: &str| match facts.get(name) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        None => String::new(),
    };
    match event.what.kind() {
        EventKind::Drafted => "a ticket was drawn".to_owned(),
        EventKind::TakeBegan => "the beep sounded, the citizen spoke".to_owned(),
        EventKind::SentToTriage => "sent to the triage desk".to_owned(),
        EventKind::Sorted => format!("sorted to {department}, {} at {}", s.kind, s.level),
        EventKind::LevelRaised => format!("nobody acted in time: raised to {} of {department}", s.level),
        EventKind::HandedUp => format!("nobody acted in time: handed up to the {}", s.desk),
        EventKind::Voided => "voided, the beep never came".to_owned(),
        EventKind::Acknowledged => "read, and taken in hand".to_owned(),
        EventKind::Asked => "asked the citizen; the clocks stand still".to_owned(),
        EventKind::Answered => "the citizen answered".to_owned(),
        EventKind::Located => format!("found to have happened in {}", fact("place")),
        EventKind::NoteLeft => "the citizen spoke about it on another call".to_owned(),
        EventKind::NoteKept => {
            let marks = [("clipped", "clipped"), ("noisy", "noisy"), ("cut", "cut short")];
            let speech = (fact("speech").is_empty()).then_some("no speech in it");
            let heard = marks.into_iter().filter(|(name, _)| !fact(name).is_empty()).map(|(_, mark)| mark);
            let heard: String = speech.into_iter().chain(heard).map(|mark| format!(", {mark}")).collect();
            format!("the voice note is kept, {} s{heard}", fact("seconds"))
        }
        EventKind::NoteMissing => "the recording of the call never came: the citizen is called".to_owned(),
        EventKind::Transcribed if fact("words").is_empty() => {
            "a transcript was made; a person reads it before anything leaves".to_owned()
        }
        EventKind::Transcribed => "a transcript was made".to_owned(),
        EventKind::TranscriptLost => "no transcript could be made: somebody listens".to_owned(),
        EventKind::TranscriptRead => "read the whole of what was said".to_owned(),
        EventKind::WordsReleased => "let these words leave".to_owned(),
        EventKind::Listened => "was given a link to the voice note".to_owned(),
        EventKind::VoiceGranted => "the department may hear the citizen's voice".to_owned(),
        EventKind::VoiceRevoked => "the department may not hear the citizen's voice any more".to_owned(),
        EventKind::LimitContested => "the citizen finds the day's limit unjust: the coordinator calls".to_owned(),
        EventKind::WordsAdded => "the citizen added".to_owned(),
        EventKind::ActionTaken if fact("attachments").is_empty() => "reported action".to_owned(),
        EventKind::ActionTaken => format!("reported action, with {}", fact("attachments")),
        EventKind::InterimReplied => format!("told why it is late, and a new date: {}", date(&fact("answer"))),
        EventKind::SolvedConfirmed => "the citizen says that it is solved".to_owned(),
        EventKind::SolvedClaimed => "somebody on the citizen's phone says that it is solved: to be asked".to_owned(),
        EventKind::Reopened => format!("not solved: open again at {}", s.level),
        EventKind::Appealed => format!("appealed: {} decides", s.level),
        EventKind::Transferred => match s.department {
            Some(_) => format!("not theirs: transferred to {department}"),
            None => format!("not theirs: to the {}", s.desk),
        },
        EventKind::RejectionProposed => format!("proposed to reject it: {}", fact("ground")),
        EventKind::Rejected => format!("rejected: {}", fact("ground")),
        EventKind::RejectionDeclined => "declined the rejection".to_owned(),
        EventKind::WithdrawalAsked => "a wish to take it back: to be asked".to_owned(),
        EventKind::Withdrawn => format!("taken back; at the door was {}", fact("at_the_door")),
        EventKind::WithdrawalDropped => "it is not taken back".to_owned(),
        EventKind::Reminded => "still waits at the highest level: reminded".to_owned(),
        EventKind::ReopenAsked => "wants the case back: the coordinator calls".to_owned(),
        EventKind::OpenedAgain => format!("open again, by the coordinator, at {}", s.level),
        EventKind::ProtectionEnded => "found taken back freely".to_owned(),
        EventKind::Granted => format!("the citizen granted {}", fact("field")),
        EventKind::Revoked => format!("the citizen took {} back", fact("field")),
        EventKind::Viewed => format!("looked at {}", fact("field")),
        EventKind::Promised => "promised the citizen a call".to_owned(),
        EventKind::PromiseKept => format!("kept promise {}", fact("number")),
        EventKind::NotReached => format!("called for promise {}, did not reach the citizen", fact("number")),
        EventKind::PromiseBroken => {
            format!("promise {} was not kept in time: the {} must", fact("number"), fact("keeper"))
        }
        EventKind::Marked if fact("named").is_empty() => "marked as confidential or about an official".to_owned(),
        EventKind::Marked => format!("names the official {}: now with {}", fact("named"), s.level),
        // The event's name says enough.
        other => other.as_str().replace('-', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use lifecycle::{ContactId, Draft, LanguageCode, Rules as _, Ticket};
    use serde_json::json;

    #[test]
    fn a_case_is_told_day_by_day_in_the_time_of_india() {
        let draft = Draft {
            ticket: Ticket::drawn(4_271_083, 8).unwrap(),
            contact: ContactId::new("contact-1").unwrap(),
            language: LanguageCode::new("hi").unwrap(),
            terms: state_directory::playbook().unwrap().directory.unsorted(),
            directory_version: "test".into(),
            patience: SignedDuration::from_mins(10),
            district: lifecycle::District::unknown(),
            kind: lifecycle::Kind::Grievance,
            quiet: None,
        };
        let opened = draft.open("2026-11-24T06:30:00Z".parse().unwrap());
        assert_eq!(
            case(&opened.case, &[opened.event], "2026-11-24T06:31:00Z".parse().unwrap()),
            "Case 42710839, a grievance\n  state          draft, version 1\n  with           the caller (level L1)\n  \
             act by         24-11-2026 12:10 IST\n\n  \
             Tuesday, 24-11-2026\n    12:00  citizen                a ticket was drawn"
        );
    }

    #[test]
    fn a_notice_is_told_with_its_time() {
        let message = serde_json::from_value(json!({
            "version": 1, "event_id": "42710839-4", "event": "sorted", "ticket": "42710839", "department": "FCS",
            "category": "general", "level": "L1", "language": "hi", "district": "unknown",
            "happened_at": "2026-11-24T06:30:00Z", "clock_from": null, "due_at": null, "message": "नई शिकायत"
        }));
        let told = notice(&message.unwrap());
        assert_eq!(told, "To FCS, 24-11-2026 12:00 IST: sorted (42710839-4)\n  │ नई शिकायत");
    }

    #[test]
    fn a_sweep_is_told_in_numbers() {
        let did = json!({ "due": 2, "registered": 0, "voided": 1, "sent_to_triage": 0, "raised": 1, "cut_off": true });
        assert_eq!(
            swept("2026-12-24T06:30:00Z".parse().unwrap(), &did),
            "swept as of 24-12-2026 12:00 IST: 2 due; 0 registered, 1 voided, 0 sent to triage, 0 sorted by their words, 1 raised a level, \
             0 handed up, 0 reminded, 0 promises broken, 0 recordings and 0 transcripts missing; cut off, the rest stays due"
        );
    }
}
