//! What a step lacks of schemes, fetched.

use super::{CallPorts, Scene};
use dialogue::{Found, Shelf, Step, Wants};
use lifecycle::Ticket;

impl<P: CallPorts, D: Fn() -> Ticket, R: Fn(&Step) -> String> Scene<'_, P, D, R> {
    /// Puts it on the shelf. What cannot be read is not told: the menus go on without it.
    pub(super) async fn fetch(&self, wants: &Wants, shelf: &mut Shelf) {
        match wants {
            Wants::List => shelf.listed = Some(self.ports.listed(self.now).await.unwrap_or_default()),
            Wants::Text(code) => {
                let told = self.ports.told(code, self.now).await;
                let found = told.map_or(Found::Unknown, |told| told.map_or(Found::Over, Found::Text));
                shelf.told.insert(code.clone(), found);
            }
        }
    }
}
