//! What a step lacks of schemes, fetched.

use super::{CallPorts, Scene};
use crate::schemes::week_of;
use dialogue::{Found, Learned, Shelf, Step, Wants};
use lifecycle::Ticket;

impl<P: CallPorts, D: Fn() -> Ticket, R: Fn(&Step) -> String> Scene<'_, P, D, R> {
    /// Counts it, if it can be counted: the call does not depend on it.
    pub(super) async fn learn(&self, learned: Option<Learned>) {
        if let Some(learned) = learned {
            self.ports.count(&week_of(self.now), &learned).await.unwrap_or_default();
        }
    }

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
