//! The requests of the staff: commands, lists and schemes.

mod access;
mod act;
mod agent_intake;
mod announce;
mod catalogue;
mod evidence;
mod known;
mod lists;
mod look;
mod notes;
mod order;
mod serve;
mod stop;
mod visibility;

pub use access::ReadLimits;
pub use act::{CommandRequest, CommandResult, NotActed, act};
use agent_intake::{History, OnTheLine, Opened, history, open_case};
pub use serve::serve;
pub use stop::Unanswered;

use crate::ports::{
    AccessRecords, AnnouncementWriter, CaseLists, CaseOpener, CaseWriter, Cases, CommandCases, DisclosureOpener,
    DisclosureSealer, Evidence, Histories, NumberSealer, SchemeStore, stores,
};

stores! {
    /// The stores for the staff's requests.
    pub trait StaffStores {
        /// The table.
        ledger: Ledger = AccessRecords + AnnouncementWriter + CaseLists + CaseOpener + CaseWriter + Cases + CommandCases + Histories + SchemeStore;
        /// Seals callers' numbers.
        numbers: Numbers = NumberSealer;
        /// Seals and opens the values that citizens disclose.
        disclosures: Disclosures = DisclosureOpener + DisclosureSealer;
        /// Hands out voice notes and transcripts.
        evidence: Files = Evidence;
    }
}
