//! The entry point for the staff's requests, for every surface.

use super::stop::{Stop, Unanswered};
use super::{CommandRequest, CommandResult, OnTheLine, Opened, StaffStores, act, open_case};
use super::{announce, catalogue, evidence, lists, look, order};
use desk_api::{Answer, Confided, Done, Envelope, Open, Request};
use directory::Directory;
use jiff::Timestamp;
use lifecycle::{Actor, Rules, Ticket};

/// Answers a request of the staff. `draw` draws a ticket. Idempotency key of a command: ticket and command id.
/// Idempotency key of a case that is opened for a caller on the line: the call.
///
/// # Errors
/// [`Unanswered`], after which the same request with the same id may be sent again.
pub async fn serve(
    directory: &Directory,
    stores: &impl StaffStores,
    asked: &Envelope,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    let ledger = stores.ledger();
    let (by, request) = (&asked.by.actor.0, &asked.request);
    let of_schemes = || catalogue::for_the_staff(by, request.name());
    let answer = async {
        match request {
            Request::Act(act) => carried_out(directory, stores, &order::order(by, act)?, now).await,
            Request::List(asked) => lists::open(ledger, by, asked).await,
            Request::Calls(asked) => lists::calls(ledger, by, asked).await,
            Request::Look(asked) => look::look(ledger, by, &asked.ticket).await,
            Request::Open(asked) => opened(directory, stores, by, asked, draw, now).await,
            Request::History(asked) => lists::of_a_caller(ledger, stores.numbers(), by, asked).await,
            Request::Announce(asked) => announce::announce(directory, ledger, by, asked, now).await,
            Request::Schemes(_) => {
                of_schemes()?;
                catalogue::list(ledger).await
            }
            Request::DraftScheme(asked) => {
                of_schemes()?;
                catalogue::draft(directory, ledger, by, asked, now).await
            }
            Request::ApproveScheme(asked) => {
                of_schemes()?;
                catalogue::approve(ledger, by, (&asked.code, asked.version), now).await
            }
            Request::WithdrawScheme(asked) => {
                of_schemes()?;
                catalogue::withdraw(ledger, by, (&asked.code, asked.version), now).await
            }
            Request::SchemeText(asked) => {
                of_schemes()?;
                catalogue::text(ledger, asked).await
            }
            Request::PutFirst(asked) => catalogue::feature(ledger, by, asked, now).await,
            Request::Heard(asked) => {
                of_schemes()?;
                catalogue::heard(ledger, asked, now).await
            }
            Request::Answers(asked) => {
                of_schemes()?;
                catalogue::answers(ledger, by, asked).await
            }
        }
    };
    match answer.await {
        Ok(answer) => Ok(answer),
        Err(Stop::Rejected(why)) => Ok(Answer::Rejected { why }),
        Err(Stop::Unanswered(why)) => Err(why),
    }
}

/// Carries out a command, and hands out the value that it asks for.
async fn carried_out(
    rules: &impl Rules,
    stores: &impl StaffStores,
    asked: &CommandRequest,
    now: Timestamp,
) -> Result<Answer, Stop> {
    let CommandResult { event, version, state, disclosed } =
        act(rules, stores.ledger(), stores.disclosures(), asked, now).await?;
    let value = match disclosed {
        Some(value) => Some(value.expose().to_owned()),
        None => evidence::handed_out(stores.evidence(), asked).await?,
    };
    Ok(Answer::Done(Done { event, version, state, value: value.map(Confided::new), ticket: None }))
}

/// Opens a case for the caller on the line.
async fn opened(
    directory: &Directory,
    stores: &impl StaffStores,
    by: &Actor,
    asked: &Open,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Stop> {
    lists::on_the_line(by, "open")?;
    let caller = asked.from.as_ref().map(|from| lists::number(from.expose())).transpose()?;
    let (contact, language) = (asked.contact.0.clone(), asked.language.0.clone());
    if !directory.languages.contains(&language) {
        return Err(Stop::Rejected(format!("`{language}` is no language of the helpline")));
    }
    let line = OnTheLine { contact, caller, language, by: by.clone() };
    let Opened { case, anew } = open_case(directory, stores.ledger(), stores.numbers(), &line, draw, now).await?;
    Ok(Answer::Done(Done {
        event: if anew { "registered" } else { "nothing" }.to_owned(),
        version: by.sees_it_move(&case).then_some(case.version),
        state: by.sees_state(&case),
        value: None,
        ticket: Some(case.ticket.into()),
    }))
}
