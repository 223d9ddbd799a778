//! Reads the events of a case, and the cases of a call, by which a recording finds its cases.

use crate::attributes::{Attributes, facts, key, n, s, text};
use crate::read::unreadable;
use crate::{DynamoLedger, unavailable};
use helpline::ports::{Actions, Histories, SpokenOf, Unavailable};
use ledger_items::{event_of, keys};
use lifecycle::{ContactId, Event, Ticket, What};

/// Returns the item that links a call to a case about which the caller said more on that call.
pub(crate) fn link(event: &Event) -> Option<Attributes> {
    let What::NoteLeft { contact, .. } = &event.what else { return None };
    let mut item = key(keys::spoken(contact, &event.ticket));
    item.insert("ticket".to_owned(), s(event.ticket.as_str()));
    item.insert("at".to_owned(), n(event.at.as_second()));
    Some(item)
}

impl Histories for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:Query"];

    async fn timeline(&self, ticket: &Ticket) -> Result<Vec<Event>, Unavailable> {
        let query = self.partition_from(keys::case(ticket).pk, keys::EVENT_PREFIX).consistent_read(true);
        let items = self.whole(query).await?;
        items.iter().map(|item| event_of(&facts(item)).map_err(|why| unreadable(&why))).collect()
    }

    /// Makes one query for the call's whole partition: its case, its links, a few steps, and the schemes that it wanted
    /// as an SMS.
    async fn spoken_on(&self, contact: &ContactId) -> Result<Vec<SpokenOf>, Unavailable> {
        let query = self.partition(keys::contact(contact).pk).consistent_read(true);
        let found = query.send().await.map_err(|e| unavailable(&e))?;
        let (mut opened, mut more) = (Vec::new(), Vec::new());
        for item in found.items() {
            let ticket = || text(item, "ticket").and_then(|ticket| Ticket::parse(ticket).ok());
            match text(item, "sk") {
                Some("CONTACT") => opened.extend(ticket().map(|ticket| SpokenOf { ticket, at: None })),
                Some(sk) if sk.starts_with(keys::SPOKEN_PREFIX) => {
                    let at = lifecycle::facts::get(&facts(item), "at").ok();
                    more.extend(ticket().map(|ticket| SpokenOf { ticket, at }));
                }
                _ => {}
            }
        }
        more.sort_by_key(|spoken| (spoken.at, spoken.ticket.clone()));
        opened.extend(more);
        Ok(opened)
    }
}
