//! The draft of a new case.

use directory::Directory;
use lifecycle::{ContactId, District, Draft, Kind, LanguageCode, Rules as _, Ticket};

/// Returns a new case under the directory in force. Only its contact and language are known; it has the terms of an
/// unsorted grievance.
pub(crate) fn draft(directory: &Directory, ticket: Ticket, contact: ContactId, language: LanguageCode) -> Draft {
    Draft {
        ticket,
        contact,
        language,
        terms: directory.unsorted(),
        directory_version: directory.version.clone(),
        patience: directory.times.draft,
        district: District::unknown(),
        kind: Kind::Grievance,
        quiet: None,
    }
}
