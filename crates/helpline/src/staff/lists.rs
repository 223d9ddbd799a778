//! Lists of cases: the cases of a desk, those in which a call is promised, and those of a caller.

use super::stop::Stop;
use super::visibility::{line, shows};
use super::{History as Found, history};
use crate::ports::{CaseLists, Cases, ListCursor, ListPage, NumberSealer, Unavailable};
use crate::values::CallerNumber;
use desk_api::{Answer, BadRequest, Calls, CaseLine, History, List};
use directory::{APEX, COORDINATOR, TRIAGE};
use lifecycle::{Actor, DepartmentCode, Role};

/// Number of cases after which a list is answered, with the cursor of its next page.
const ENOUGH: usize = 100;

/// Most pages of the index that one request reads. An actor who may see little of a list gets it in several answers.
const MOST_PAGES: usize = 10;

/// Lists the open cases of a desk, as `by` may see them.
pub(super) async fn open(ledger: &impl CaseLists, by: &Actor, asked: &List) -> Result<Answer, Stop> {
    let List { desk, level, after } = asked;
    may_list(by, desk)?;
    let level = level.as_ref().map(|level| level.0);
    gathered(by, after.as_deref(), |_| true, |after| ledger.open_cases(desk, level, after)).await
}

/// Lists the cases in which a call is promised. A case is listed only for promises that the actor may know about.
pub(super) async fn calls(ledger: &impl CaseLists, by: &Actor, asked: &Calls) -> Result<Answer, Stop> {
    may_list_calls(by)?;
    let promised = |line: &CaseLine| !line.promises.is_empty();
    gathered(by, asked.after.as_deref(), promised, |after| ledger.promised_calls(after)).await
}

/// Lists the cases of the caller on the line, withdrawn and protected ones included. If a protected case were missing
/// here, its absence would reveal the protection.
pub(super) async fn of_a_caller(
    ledger: &(impl CaseLists + Cases),
    citizens: &impl NumberSealer,
    by: &Actor,
    asked: &History,
) -> Result<Answer, Stop> {
    on_the_line(by, "history")?;
    let number = number(asked.from.expose())?;
    let Found { caller, cases } = history(ledger, citizens, &number).await?;
    let cases = cases.iter().filter(|case| by.sees(case)).map(|case| line(by, case)).collect();
    Ok(Answer::Cases { cases, after: None, caller: Some(caller) })
}

/// Refuses the request unless `by` is an agent. Only an agent has a caller on the line.
pub(super) fn on_the_line(by: &Actor, request: &str) -> Result<(), BadRequest> {
    let theirs = by.role() == Role::Agent;
    theirs.then_some(()).ok_or_else(|| BadRequest::new(request, "is for the agent who has the caller on the line"))
}

/// Reads the caller's number. No refusal repeats it.
pub(super) fn number(given: &str) -> Result<CallerNumber, BadRequest> {
    let none = || BadRequest::new("from", "is no number in international form, such as +911234567890");
    CallerNumber::new(given).ok_or_else(none)
}

/// Reads pages of a list until there are enough cases to show, or no more pages.
async fn gathered<F: Future<Output = Result<ListPage, Unavailable>>>(
    by: &Actor,
    after: Option<&str>,
    belongs: impl Fn(&CaseLine) -> bool,
    page: impl Fn(Option<ListCursor>) -> F,
) -> Result<Answer, Stop> {
    let mut after = after.map(place).transpose()?;
    let mut cases: Vec<CaseLine> = Vec::new();
    for _ in 0..MOST_PAGES {
        let found = page(after).await?;
        let seen = found.cases.iter().filter(|case| shows(by, case)).map(|case| line(by, case));
        cases.extend(seen.filter(&belongs));
        after = found.next;
        if after.is_none() || cases.len() >= ENOUGH {
            break;
        }
    }
    Ok(Answer::Cases { cases, after: after.map(|after| after.to_string()), caller: None })
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
