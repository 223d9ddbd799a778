//! The caller's voice and words, handed out once the ledger tells of it: each link and each whole text is an event.

use super::Asked;
use crate::ports::{Evidence, Unavailable};
use crate::recordings::{note_name, sealed_name};
use lifecycle::Command;

/// The link or the text that a command asks for; none for any other command, or where the file is gone.
pub(super) async fn handed_out(from: &impl Evidence, asked: &CommandRequest) -> Result<Option<String>, Unavailable> {
    let named = |why: lifecycle::BadCode| Unavailable(why.to_string());
    match &asked.order.command {
        Command::Listen { contact } => from.link(&note_name(&asked.ticket, contact).map_err(named)?).await,
        Command::ReadTranscript { contact } => from.unseal(&sealed_name(&asked.ticket, contact).map_err(named)?).await,
        _ => Ok(None),
    }
}
