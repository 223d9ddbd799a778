//! `cargo xtask operate`: what an operator does every day, on the local cloud or on a stack on AWS.

mod aws;
mod place;

use crate::act::{Desk, ask, said};
use crate::cli::{Operate, OperateVerb, SchemeOf};
use crate::out::say;
use crate::{cases, departments, moment, spelling};
use anyhow::{Context as _, bail};
use desk_api::{Announce, Answer, Confided, Done, History, Open, Request, Spelled, WithdrawScheme};
use jiff::{SignedDuration, Timestamp};
use ledger_items::keys::subscriber;
use lifecycle::{Level, Ticket, Words};
use local_cloud::Project;
use local_cloud::aws::dynamodb;
use place::Place;
use serde_json::json;
use std::collections::BTreeMap;
use std::process::ExitCode;

pub(crate) fn run(project: &Project, options: &Operate) -> anyhow::Result<ExitCode> {
    let place = place::of(project, &options.place)?;
    let place = place.as_ref();
    match &options.verb {
        OperateVerb::List { list, after, why, by, json } => {
            let request = cases::request(list, after.clone(), why.as_deref())?;
            cases::show(place, by, request, *json)?;
        }
        OperateVerb::Announce { department, category, until, said, by } => {
            let until = *until;
            if until <= moment::now() {
                bail!("`--until` is over already; `cargo xtask operate end` ends an announcement");
            }
            done(place, by, announcement(department, category, until, said)?)?;
            say!("announced until {}; callers hear it within half a minute", notice::in_india(until));
        }
        OperateVerb::End { by } => {
            done(place, by, end(moment::now())?)?;
            say!("the announcement has ended; callers hear it for half a minute more at most");
        }
        OperateVerb::Withdraw(SchemeOf { code, version, by }) => {
            let code = Spelled::of("code", &code.to_ascii_lowercase())?;
            say!("{}", done(place, by, WithdrawScheme { code, version: *version }.into())?.state);
        }
        OperateVerb::Redrive { keys } => redrive(place, keys)?,
        OperateVerb::Open { contact, from, language, why, by } => {
            let open = Open {
                contact: Spelled::of("contact", contact)?,
                from: from.as_ref().map(Confided::new),
                language: Spelled::of("language", &language.to_ascii_lowercase())?,
                why: reason(why.as_deref())?,
            };
            say!("{}", opened(&done(place, by, open.into())?)?);
        }
        OperateVerb::History { from, why, by, json } => {
            let history = History { from: Confided::new(from), why: reason(why.as_deref())? };
            cases::show(place, by, history.into(), *json)?;
        }
        OperateVerb::Subscribe { department, email, queue, levels } => {
            let department = departments::code(departments::directory()?, department)?;
            let (protocol, address, next) = match (email, queue) {
                (Some(email), _) => ("email", email, "its owner must confirm the mail that AWS sends"),
                (None, Some(queue)) => ("sqs", queue, "the queue's policy must let the topic send to it"),
                (None, None) => bail!("say who hears: `--email ADDRESS` or `--queue ARN`"),
            };
            subscribed(place, &department, (protocol, address), filter(levels)?.as_deref())?;
            say!("{address} is subscribed to the notices of {department}; {next}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Subscribes a reader to the topic of a department, and writes the reader down: the hourly look of `subscriptions` misses
/// a reader who is written down and reads the topic no more.
fn subscribed(
    place: &dyn Place,
    department: &str,
    (protocol, address): (&str, &str),
    filter: Option<&str>,
) -> anyhow::Result<()> {
    let topic = format!("{}{department}", place.output("TopicArnPrefix")?);
    place.subscribe(&topic, protocol, address, filter)?;
    let reader = subscriber(department, protocol, address);
    place.write(&dynamodb::key(&reader.pk, &reader.sk))
}

/// The reason for the record of a reading.
fn reason(why: Option<&str>) -> anyhow::Result<Option<Spelled<Words>>> {
    why.map(|why| Ok(Spelled::of("why", why)?)).transpose()
}

/// Asks the desk for something that is to be done.
fn done(desk: &dyn Desk, by: &str, request: Request) -> anyhow::Result<Done> {
    match ask(desk, by, request)? {
        Answer::Done(done) => Ok(done),
        other => bail!("{}", said(&other)),
    }
}

/// An announcement as it is typed: `hi=…` and `en=…`.
fn announcement(department: &str, category: &str, until: Timestamp, said: &[String]) -> anyhow::Result<Request> {
    let mut texts = BTreeMap::new();
    for given in said {
        let (language, text) = given
            .split_once('=')
            .with_context(|| format!("`{given}` is no `LANGUAGE=TEXT`, such as `en=Power is out.`"))?;
        texts.insert(Spelled::of("said", &language.to_ascii_lowercase())?, text.to_owned());
    }
    let department = departments::code(departments::directory()?, department)?;
    Ok(Announce {
        department: Spelled::of("department", &department)?,
        category: Some(Spelled::of("category", &category.to_ascii_lowercase())?),
        until: until.into(),
        said: texts,
    }
    .into())
}

/// An announcement that is over already ends the one before. Nobody hears its text.
fn end(now: Timestamp) -> anyhow::Result<Request> {
    let directory = departments::directory()?;
    let department = directory.departments.first().context("the directory has no department")?;
    let texts: Vec<String> = directory.languages.iter().map(|language| format!("{language}=ended")).collect();
    let category = department.categories.first().context("the department has no category")?;
    announcement(department.code.as_str(), category.code.as_str(), now - SignedDuration::from_mins(1), &texts)
}

fn opened(done: &Done) -> anyhow::Result<String> {
    let ticket = done.ticket.as_ref().context("the desk answered without a ticket")?;
    Ok(match done.event.as_str() {
        "nothing" => format!("the contact has case {ticket} already, which is {}", done.state),
        _ => format!("case {ticket} is open and {}", done.state),
    })
}

/// Sends keys of events to the queue from which notices are told again.
fn redrive(place: &dyn Place, keys: &[String]) -> anyhow::Result<()> {
    let parked = place.output("ParkedQueueUrl")?;
    if let Some(wrong) = keys.iter().find(|key| !is_key(key)) {
        bail!("`{wrong}` is no key of an event, such as 42710839-4");
    }
    for key in keys {
        place.send(&parked, key)?;
        say!("{key}: its notice is told again");
    }
    if keys.is_empty() {
        dead_letters(place, &parked)?;
    }
    Ok(())
}

/// Sends the keys among the dead letters, and leaves the other letters.
fn dead_letters(place: &dyn Place, parked: &str) -> anyhow::Result<()> {
    let dead = place.output("DeadLettersQueueUrl")?;
    let (mut sent, mut left) = (0_u32, 0_u32);
    loop {
        let letters = place.receive(&dead)?;
        if letters.is_empty() {
            break;
        }
        for letter in letters {
            if is_key(&letter.body) {
                place.send(parked, &letter.body)?;
                place.delete(&dead, &letter.receipt)?;
                sent += 1;
            } else {
                left += 1;
            }
        }
    }
    say!(
        "{sent} sent again, {left} left: a letter that is no key must be read (docs/RUNBOOK.md, `DeadLettersArrived`)"
    );
    Ok(())
}

/// `42710839-4`, or `scheme CODE CALL` of a scheme that a caller wanted as an SMS.
fn is_key(text: &str) -> bool {
    let of_an_event = text
        .rsplit_once('-')
        .is_some_and(|(ticket, sequence)| Ticket::parse(ticket).is_ok() && sequence.parse::<u32>().is_ok());
    of_an_event || text.starts_with("scheme ") && text.split(' ').count() == 3
}

/// The filter of a subscription to some levels: the attribute `tells` lists the levels that a notice is for.
fn filter(levels: &[String]) -> anyhow::Result<Option<String>> {
    if levels.is_empty() {
        return Ok(None);
    }
    let levels = levels.iter().map(|level| Spelled::<Level>::of("levels", &spelling::level(level)));
    let levels: Vec<String> = levels.map(|level| level.map(|level| level.to_string())).collect::<Result<_, _>>()?;
    Ok(Some(json!({ "tells": levels }).to_string()))
}

#[cfg(test)]
mod tests;
