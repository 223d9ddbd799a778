//! Lists of cases: the cases of a desk, those in which a call is promised, and those of a caller.

use super::stop::Stop;
use super::visibility::{Arrivals, line, line_of_calls, line_on_the_phone, shows};
use super::{History as Found, history};
use crate::ports::{AccessOf, CaseLists, Cases, ListCursor, ListPage, NumberSealer, Unavailable};
use crate::values::CallerNumber;
use desk_api::{Answer, BadRequest, Calls, CaseLine, History, List};
use directory::{APEX, COORDINATOR, TRIAGE};
use jiff::Timestamp;
use lifecycle::{Actor, Case, DepartmentCode, News, Role};

/// Number of cases after which a list is answered, with the cursor of its next page.
const ENOUGH: usize = 100;

/// Most pages of the index that one request reads: 10,000 cases, in about three seconds.
const MOST_PAGES: usize = 200;

/// Stands in the record of a reading for a number that is nobody's.
const NOBODY: &str = "nobody";

/// Lists the open cases of a desk, as `by` may see them.
pub(super) async fn open(
    ledger: &impl CaseLists,
    by: &Actor,
    arrivals: Arrivals<'_>,
    asked: &List,
) -> Result<Answer, Stop> {
    let List { desk, level, after } = asked;
    may_list(by, desk)?;
    let level = level.as_ref().map(|level| level.0);
    let came = |case: &Case| !arrivals.hides(by, case);
    let shown = |case: &Case| line(by, case);
    gathered(by, after.as_deref(), came, |_| true, shown, |after| ledger.open_cases(desk, level, after)).await
}

/// Lists the cases in which a call is promised. A case is listed only for promises that the actor may know about.
pub(super) async fn calls(
    ledger: &impl CaseLists,
    by: &Actor,
    asked: &Calls,
    (news, now): (News, Timestamp),
) -> Result<Answer, Stop> {
    may_list_calls(by)?;
    let promised = |line: &CaseLine| !line.promises.is_empty();
    let shown = |case: &Case| line_of_calls(by, case, news, now);
    gathered(by, asked.after.as_deref(), |_| true, promised, shown, |after| ledger.promised_calls(after)).await
}

/// Lists the cases of the caller on the line, withdrawn and protected ones included. If a protected case were missing
/// here, its absence would reveal the protection.
pub(super) async fn of_a_caller(
    ledger: &(impl CaseLists + Cases),
    citizens: &impl NumberSealer,
    by: &Actor,
    asked: &History,
    (news, now): (News, Timestamp),
) -> Result<(AccessOf, Answer), Stop> {
    on_the_line(by, "history")?;
    // A number that is many people is nobody: it has no cases of its own.
    let Some(number) = number(asked.from.expose())? else {
        let nobody = Answer::Cases { cases: Vec::new(), after: None, caller: None };
        return Ok((AccessOf::Caller(NOBODY.to_owned()), nobody));
    };
    let Found { caller, cases } = history(ledger, citizens, &number).await?;
    let cases = cases.iter().filter(|case| by.sees(case)).map(|case| line_on_the_phone(case, news, now)).collect();
    Ok((AccessOf::Caller(caller.clone()), Answer::Cases { cases, after: None, caller: Some(caller) }))
}

/// Refuses the request unless `by` is an agent. Only an agent has a caller on the line.
pub(super) fn on_the_line(by: &Actor, request: &str) -> Result<(), BadRequest> {
    let theirs = by.role() == Role::Agent;
    theirs.then_some(()).ok_or_else(|| BadRequest::new(request, "is for the agent who has the caller on the line"))
}

/// Returns the number that calls; `None` for a number that is nobody's. No refusal repeats it.
pub(super) fn number(given: &str) -> Result<Option<CallerNumber>, BadRequest> {
    if !CallerNumber::has_the_form(given) {
        return Err(BadRequest::new("from", "is no number in international form, such as +911234567890"));
    }
    Ok(CallerNumber::new(given))
}

/// Collects the shown cases of a list until there is enough to see, or nothing more. The answer's `after` names a case
/// that `by` was shown, and is there only if another shown case follows: neither a hidden case nor its existence shows.
async fn gathered<F: Future<Output = Result<ListPage, Unavailable>>>(
    by: &Actor,
    after: Option<&str>,
    came: impl Fn(&Case) -> bool,
    belongs: impl Fn(&CaseLine) -> bool,
    line_of: impl Fn(&Case) -> CaseLine,
    page: impl Fn(Option<ListCursor>) -> F,
) -> Result<Answer, Stop> {
    let mut next = after.map(place).transpose()?;
    let mut shown: Vec<(ListCursor, CaseLine)> = Vec::new();
    for _ in 0..MOST_PAGES {
        let found = page(next).await?;
        let seen = found.cases.into_iter().filter(|(_, case)| shows(by, case) && came(case));
        let seen = seen.map(|(at, case)| (at, line_of(&case)));
        shown.extend(seen.filter(|(_, line)| belongs(line)));
        next = found.next;
        if next.is_none() || shown.len() > ENOUGH {
            break;
        }
    }
    let more = next.is_some() || shown.len() > ENOUGH;
    shown.truncate(ENOUGH);
    let after = match shown.last() {
        _ if !more => None,
        Some((last, _)) => Some(last.to_string()),
        None => return Err(Stop::Rejected("too much of this list is not theirs to see; give a level".to_owned())),
    };
    // Deadlines fall together, and the index has no order among them: the ticket, which is drawn, decides.
    shown.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(Answer::Cases { cases: shown.into_iter().map(|(_, line)| line).collect(), after, caller: None })
}

/// Reads the cursor at which the previous page ended.
fn place(after: &str) -> Result<ListCursor, BadRequest> {
    let none = || BadRequest::new("after", "is no place of a list: send what the page before answered");
    ListCursor::parse(after).ok_or_else(none)
}

fn may_list_calls(by: &Actor) -> Result<(), BadRequest> {
    of_the_centre(by).then_some(()).ok_or_else(|| BadRequest::new("calls", "is for the centre: it makes the calls"))
}

fn of_the_centre(by: &Actor) -> bool {
    matches!(by.role(), Role::Agent | Role::Coordinator | Role::Apex)
}

/// Refuses the request unless `by` may list the desk. Officers list their own department, the centre every desk.
fn may_list(by: &Actor, desk: &str) -> Result<(), BadRequest> {
    let desks = [TRIAGE, COORDINATOR, APEX];
    if DepartmentCode::new(desk).is_err() && !desks.contains(&desk) {
        let why = format!("names no desk; give a department's code or one of {}", desks.join(", "));
        return Err(BadRequest::new("desk", why));
    }
    let theirs = by.department().is_some_and(|department| department.as_str() == desk);
    let may = theirs || of_the_centre(by);
    may.then_some(()).ok_or_else(|| BadRequest::new(desk, "is not theirs to list"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(by: &str, desk: &str) -> String {
        may_list(&Actor::parse(by).unwrap(), desk).unwrap_err().to_string()
    }

    #[test]
    fn officers_list_their_own_department_and_the_centre_every_desk() {
        let officer = Actor::parse("officer:FCS:L1:ramesh").unwrap();
        assert_eq!(may_list(&officer, "FCS"), Ok(()));
        for who in ["agent:asha", "coordinator:kiran", "apex:cs"] {
            for desk in ["FCS", TRIAGE, COORDINATOR, APEX] {
                assert_eq!(may_list(&Actor::parse(who).unwrap(), desk), Ok(()), "{who} {desk}");
            }
        }
        assert_eq!(refused("officer:FCS:L1:ramesh", "REV"), "`REV` is not theirs to list");
        assert_eq!(refused("citizen", "FCS"), "`FCS` is not theirs to list");
    }

    #[test]
    fn promised_calls_are_for_the_centre_and_a_page_begins_where_one_ended() {
        let said = may_list_calls(&Actor::parse("officer:FCS:L1:ramesh").unwrap()).unwrap_err().to_string();
        assert_eq!(said, "`calls` is for the centre: it makes the calls");
        assert_eq!(may_list_calls(&Actor::parse("agent:asha").unwrap()), Ok(()));
        assert!(place("x").unwrap_err().to_string().starts_with("`after` is no place of a list"));
        assert_eq!(place("42710839@L1#2026").map(|place| place.to_string()).as_deref(), Ok("42710839@L1#2026"));
    }

    #[test]
    fn a_desk_that_is_none_is_named_with_those_that_there_are() {
        for desk in ["", "fcs", "FCS/L2"] {
            let expected = "`desk` names no desk; give a department's code or one of TRIAGE, COORDINATOR, APEX";
            assert_eq!(refused("agent:asha", desk), expected);
        }
    }

    #[test]
    fn an_agent_alone_has_a_caller_on_the_line_and_no_refusal_repeats_a_number() {
        let said = on_the_line(&Actor::parse("coordinator:kiran").unwrap(), "history").unwrap_err().to_string();
        assert_eq!(said, "`history` is for the agent who has the caller on the line");
        let said = number("9425012345").unwrap_err().to_string();
        assert!(said.starts_with("`from` is no number") && !said.contains("9425012345"), "{said}");
    }
}
