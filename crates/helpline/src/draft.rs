//! A new case.

use directory::Directory;
use lifecycle::{ContactId, District, Draft, Kind, LanguageCode, Rules as _, Ticket};

/// A new case under the directory in force, of which nothing is known yet but who spoke on which contact.
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
