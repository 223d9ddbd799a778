//! The entry point for the staff's requests, for every surface.

use super::stop::{Stop, Unanswered};
use super::visibility::Arrivals;
use super::{CommandRequest, CommandResult, NotActed, OnTheLine, Opened, ReadLimits, StaffStores, act, open_case};
use super::{access, announce, catalogue, evidence, known, lists, look, notes, order};
use crate::notify::NoticeSlots;
use crate::ports::{AccessOf, Cases};
use desk_api::{Answer, Confided, Done, Envelope, Open, Request};
use directory::Directory;
use jiff::Timestamp;
use lifecycle::{Actor, Rules, Ticket};

/// Answers a request of the staff. Each reading of a person's matter is recorded before it is answered, within
/// `limits`. `draw` draws a ticket. Idempotency key of a command: ticket and command id. Idempotency key of a case that
/// is opened for a caller on the line: the call.
///
/// # Errors
/// [`Unanswered`], after which the same request with the same id may be sent again.
pub async fn serve(
    directory: &Directory,
    stores: &impl StaffStores,
    envelope: &Envelope,
    limits: ReadLimits,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Unanswered> {
    let ledger = stores.ledger();
    let (by, request) = (&envelope.by.actor.0, &envelope.request);
    let arrivals = Arrivals { slots: limits.slots, directory, now };
    let of_schemes = || catalogue::for_the_staff(by, request.name());
    let answer = async {
        access::begins(ledger, limits, envelope, now).await?;
        match request {
            Request::Act(act) => {
                came(ledger, by, arrivals, &act.ticket).await?;
                let note = notes::named(ledger, by, act).await?;
                let asked = order::order(by, act, note)?;
                known::codes(directory, &asked.order.command)?;
                carried_out(directory, stores, &asked, now).await
            }
            Request::List(asked) => lists::open(ledger, by, arrivals, asked).await,
            Request::Calls(asked) => lists::calls(ledger, by, asked, (directory.news, now)).await,
            Request::Look(asked) => look::look(ledger, by, arrivals, asked).await,
            Request::Open(asked) => {
                let (of, answer) = opened(directory, stores, by, asked, draw, now).await?;
                access::found(ledger, limits, envelope, of, now).await?;
                Ok(answer)
            }
            Request::History(asked) => {
                let news = (directory.news, now);
                let (of, answer) = lists::of_a_caller(ledger, stores.numbers(), by, asked, news).await?;
                access::found(ledger, limits, envelope, of, now).await?;
                Ok(answer)
            }
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

/// Refuses a command of a department on a case that has not come to it yet, with the words for a case that does not
/// exist.
async fn came(ledger: &impl Cases, by: &Actor, arrivals: Arrivals<'_>, ticket: &Ticket) -> Result<(), Stop> {
    if arrivals.slots == NoticeSlots::None || by.department().is_none() {
        return Ok(());
    }
    match ledger.case(ticket).await? {
        Some(case) if arrivals.hides(by, &case) => Err(NotActed::NoCase(ticket.clone()).into()),
        _ => Ok(()),
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

/// Opens a case for the caller on the line. Returns the case for the record of the reading, and the answer.
async fn opened(
    directory: &Directory,
    stores: &impl StaffStores,
    by: &Actor,
    asked: &Open,
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<(AccessOf, Answer), Stop> {
    lists::on_the_line(by, "open")?;
    let caller = asked.from.as_ref().map(|from| lists::number(from.expose())).transpose()?.flatten();
    let (contact, language) = (asked.contact.0.clone(), asked.language.0.clone());
    if !directory.languages.contains(&language) {
        return Err(Stop::Rejected(format!("`{language}` is no language of the helpline")));
    }
    let line = OnTheLine { contact, caller, language, by: by.clone() };
    let Opened { case, anew } = open_case(directory, stores.ledger(), stores.numbers(), &line, draw, now).await?;
    let of = AccessOf::Case(case.ticket.clone());
    let done = Done {
        event: if anew { "registered" } else { "nothing" }.to_owned(),
        version: by.sees_it_move(&case).then_some(case.version),
        state: by.sees_state(&case),
        value: None,
        ticket: Some(case.ticket.into()),
    };
    Ok((of, Answer::Done(done)))
}
