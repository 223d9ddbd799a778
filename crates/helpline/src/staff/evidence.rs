//! Voice notes and transcripts, handed out once the ledger has the event. Each one handed out is an event.

use super::CommandRequest;
use crate::ports::{Evidence, Unavailable};
use crate::recordings::sealed_name;
use lifecycle::Command;

/// Returns the link or the transcript that a command asks for. `None` for any other command, or if the file is gone.
pub(super) async fn handed_out(from: &impl Evidence, asked: &CommandRequest) -> Result<Option<String>, Unavailable> {
    let named = |why: lifecycle::BadCode| Unavailable(why.to_string());
    match &asked.order.command {
        Command::Listen { .. } => match &asked.sound {
            Some(sound) => from.link(sound).await,
            None => Ok(None),
        },
        Command::ReadTranscript { contact } => from.unseal(&sealed_name(&asked.ticket, contact).map_err(named)?).await,
        _ => Ok(None),
    }
}
