//! The scheme catalogue, as the staff uses it: versions are listed, written, approved, withdrawn and counted.

use super::stop::Stop;
use super::visibility::shows;
use crate::ports::{CaseLists, Cases, Counts, FeaturedScheme, SchemeStore};
use crate::schemes::{approve_scheme, draft_scheme, heard_now, week_of, withdraw_scheme};
use desk_api::{
    Answer, AnswerLine, Answers, BadRequest, Confided, Done, DraftScheme, Heard, HeardLine, PutFirst, SchemeLine,
    SchemeText,
};
use dialogue::SchemeId;
use directory::{Directory, Source};
use jiff::Timestamp;
use lifecycle::{Actor, Case, Event, Role, SchemeCode, What};
use schemes::{Scheme, SchemeVersion, State};

/// Refuses the request unless `by` is of the staff.
pub(super) fn for_the_staff(by: &Actor, request: &str) -> Result<(), BadRequest> {
    let staff = matches!(by.role(), Role::Officer | Role::Nodal | Role::Agent | Role::Coordinator | Role::Apex);
    staff.then_some(()).ok_or_else(|| BadRequest::new(request, "is for the staff"))
}

/// Lists all versions at hand.
pub(super) async fn list(ledger: &impl SchemeStore) -> Result<Answer, Stop> {
    let all = ledger.catalogue().await?;
    let texts = all.offered.iter().flat_map(|offered| &offered.texts);
    Ok(Answer::Schemes {
        schemes: texts.map(line).collect(),
        unreadable: all.unreadable.iter().map(ToString::to_string).collect(),
    })
}

/// Keeps a file as the next version of its scheme, a draft.
pub(super) async fn draft(
    directory: &Directory,
    ledger: &impl SchemeStore,
    by: &Actor,
    asked: &DraftScheme,
    now: Timestamp,
) -> Result<Answer, Stop> {
    let read = Scheme::read(Source { file: &asked.file, text: &asked.toml }, directory);
    let scheme = read.map_err(|why| Stop::Rejected(why.to_string()))?;
    Ok(done("drafted", &draft_scheme(ledger, scheme, by, now).await?))
}

/// Approves a version.
pub(super) async fn approve(
    ledger: &impl SchemeStore,
    by: &Actor,
    (code, version): (&SchemeCode, u32),
    now: Timestamp,
) -> Result<Answer, Stop> {
    Ok(done("approved", &approve_scheme(ledger, code, version, by, now).await?))
}

/// Withdraws a version.
pub(super) async fn withdraw(
    ledger: &impl SchemeStore,
    by: &Actor,
    (code, version): (&SchemeCode, u32),
    now: Timestamp,
) -> Result<Answer, Stop> {
    Ok(done("withdrawn", &withdraw_scheme(ledger, code, version, by, now).await?))
}

/// Returns a version, even one that is long gone.
pub(super) async fn text(ledger: &impl SchemeStore, asked: &SchemeText) -> Result<Answer, Stop> {
    let id = SchemeId { code: asked.code.0.clone(), version: asked.version };
    let none = || Stop::Rejected(format!("there is no version {} of `{}`", id.version, id.code));
    let text = ledger.text(&id).await?.ok_or_else(none)?;
    let value = text.to_json().ok().map(Confided::new);
    Ok(match done("nothing", &text) {
        Answer::Done(done) => Answer::Done(Done { value, ..done }),
        other => other,
    })
}

/// Makes a scheme the featured one, if callers hear it now.
pub(super) async fn feature(
    ledger: &impl SchemeStore,
    by: &Actor,
    asked: &PutFirst,
    now: Timestamp,
) -> Result<Answer, Stop> {
    if by.role() != Role::Coordinator {
        return Err(BadRequest::new("put-first", "is the coordinator's: every caller hears it first").into());
    }
    let code = &asked.code.0;
    let offered: Vec<_> = ledger.offered(code).await?.into_iter().collect();
    let heard = heard_now(&offered, None, now);
    let none = || Stop::Rejected(format!("no version of `{code}` is heard now; draft and approve one first"));
    let text = heard.first().ok_or_else(none)?;
    ledger.feature(&FeaturedScheme { code: code.clone(), until: asked.until.0 }).await?;
    Ok(done("put-first", text))
}

/// Returns the counts of a week.
pub(super) async fn heard(ledger: &impl SchemeStore, asked: &Heard, now: Timestamp) -> Result<Answer, Stop> {
    let week = match asked.week.as_str() {
        "now" => week_of(now),
        week if is_a_week(week) => week.to_owned(),
        _ => return Err(BadRequest::new("week", "is no week such as 2026-W48, nor `now`").into()),
    };
    let line = |counts: Counts| {
        let Counts { of, asked, heard_out, complained, questioned } = counts;
        HeardLine { of, asked, heard_out, complained, questioned }
    };
    let heard = ledger.counts(&week).await?.into_iter().map(line).collect();
    Ok(Answer::Heard { week, heard })
}

/// Returns `true` if `given` is a week of the calendar (ISO 8601).
fn is_a_week(given: &str) -> bool {
    let numbers = given.split_once("-W").map(|(year, week)| (year.len(), year.parse(), week.len(), week.parse()));
    let Some((4, Ok(year), 2, Ok(week))) = numbers else { return false };
    jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).is_ok()
}

/// Lists a department's answers to questions, as far as `by` may read them.
pub(super) async fn answers(ledger: &(impl CaseLists + Cases), by: &Actor, asked: &Answers) -> Result<Answer, Stop> {
    if by.department().is_some_and(|own| *own != *asked.department) {
        return Err(BadRequest::new("answers", "is another department's").into());
    }
    let mut answers = Vec::new();
    for event in ledger.answers(&asked.department).await? {
        let case = ledger.case(&event.ticket).await?;
        if case.is_some_and(|case| may_be_told(by, &case, &event)) {
            answers.extend(answered(event));
        }
    }
    Ok(Answer::Answers { answers })
}

/// Returns `true` if `event` is still the current answer of the case, and the case is hidden neither from `by` nor from
/// everybody.
fn may_be_told(by: &Actor, case: &Case, event: &Event) -> bool {
    let still = case.standing.state.ended() && case.answered_in == Some(event.sequence);
    still && shows(by, case) && !case.standing.hides_its_subject()
}

fn answered(event: Event) -> Option<AnswerLine> {
    let What::ActionTaken { note, about_scheme, .. } = event.what else { return None };
    Some(AnswerLine {
        ticket: event.ticket.into(),
        at: event.at.into(),
        scheme: about_scheme.map(|scheme| scheme.to_string()),
        language: event.language.to_string(),
        answer: note.as_str().to_owned(),
    })
}

fn done(event: &str, text: &SchemeVersion) -> Answer {
    let state = format!("{} version {} is {}", text.scheme.code, text.version, state(text));
    Answer::Done(Done { event: event.to_owned(), version: Some(text.version), state, ..Done::default() })
}

fn state(text: &SchemeVersion) -> &'static str {
    match &text.state {
        State::Draft => "draft",
        State::Approved(_) => "approved",
        State::Withdrawn { .. } => "withdrawn",
    }
}

fn line(text: &SchemeVersion) -> SchemeLine {
    SchemeLine {
        code: text.scheme.code.to_string(),
        version: text.version,
        department: text.scheme.department.to_string(),
        state: state(text).to_owned(),
        written_by: text.written_by.to_string(),
        approved_by: text.state.approval().map(|approval| approval.by.to_string()),
        starts: text.scheme.starts.to_string(),
        ends: text.scheme.ends.map(|ends| ends.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_one_of_the_calendar() {
        for (given, is) in [("2026-W48", true), ("2026-W60", false), ("2026-48", false), ("26-W48", false)] {
            assert_eq!(is_a_week(given), is, "{given}");
        }
    }

    #[test]
    fn a_citizen_asks_nothing_about_the_texts_of_schemes() {
        let said = for_the_staff(&Actor::Citizen, "schemes").unwrap_err().to_string();
        assert_eq!(said, "`schemes` is for the staff");
        assert_eq!(for_the_staff(&Actor::parse("agent:asha").unwrap(), "schemes"), Ok(()));
    }
}
