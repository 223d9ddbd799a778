//! What was spoken about on a call: by it a recording finds its cases.

use crate::attributes::{Attributes, facts, key, n, s, text};
use crate::{DynamoLedger, unavailable};
use helpline::ports::Unavailable;
use helpline::recordings::{FindSpoken, SpokenOf};
use ledger_items::keys;
use lifecycle::{ContactId, Event, Ticket, What};

/// The link from a call to the case about which more was said on it.
pub(crate) fn link(event: &Event) -> Option<Attributes> {
    let What::NoteLeft { contact, .. } = &event.what else { return None };
    let mut item = key(keys::spoken(contact, &event.ticket));
    item.insert("ticket".to_owned(), s(event.ticket.as_str()));
    item.insert("at".to_owned(), n(event.at.as_second()));
    Some(item)
}

impl FindSpoken for DynamoLedger {
    /// One query for the call's whole partition: its case, its links, a few steps, and what it wanted as an SMS.
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
