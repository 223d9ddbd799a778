//! One version of a scheme: drafted, approved, withdrawn.

use crate::{MOST_JSON_BYTES, Scheme, is_over, written};
use jiff::Timestamp;
use lifecycle::StaffId;
use serde::{Deserialize, Serialize};

/// Longest draft. The stored string grows later by the names of the people who approve and withdraw the version.
const MOST_DRAFT_BYTES: usize = MOST_JSON_BYTES - 1024;

/// One version of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeVersion {
    /// The scheme's content in this version.
    pub scheme: Scheme,
    /// The version's number. Each scheme counts from 1.
    pub version: u32,
    /// The author.
    #[serde(with = "written")]
    pub written_by: StaffId,
    /// The state of its approval.
    pub state: State,
}

/// The state of a scheme version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Written, and heard only in a deployment that speaks drafts.
    Draft,
    /// Approved, and heard from its first day on.
    Approved(Approval),
    /// No longer heard. The approval stays on record, because callers may have heard the version.
    Withdrawn {
        /// The person who withdrew it.
        #[serde(with = "written")]
        by: StaffId,
        /// The time of the withdrawal.
        #[serde(with = "written")]
        at: Timestamp,
        /// The earlier approval, if the version was approved.
        approved: Option<Approval>,
    },
}

/// The approval by a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The person who approved the version.
    #[serde(with = "written")]
    pub by: StaffId,
    /// The time of the approval.
    #[serde(with = "written")]
    pub at: Timestamp,
}

/// The reason why a version may not be drafted, approved or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The author may not approve their own version, because authors do not see their own mistakes.
    #[error("`{by}` wrote version {version} of `{scheme}`; let somebody else approve it")]
    OwnAuthor {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
        /// The author.
        by: String,
    },
    /// The version is already approved or withdrawn.
    #[error("version {version} of `{scheme}` is {state}, not a draft; draft a new version")]
    NotADraft {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
        /// Its present state.
        state: &'static str,
    },
    /// The scheme has ended, so nobody would ever hear the version.
    #[error("`{scheme}` ended on {ends}; draft a version with a later end")]
    Over {
        /// The scheme.
        scheme: String,
        /// The first day on which the scheme is no longer spoken.
        ends: String,
    },
    /// There is a newer version.
    #[error("version {version} of `{scheme}` is older than version {latest}; look at that one, or draft a new one")]
    NotLatest {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
        /// The newest version.
        latest: u32,
    },
    /// A version must have the code of the version before it.
    #[error("`{scheme}` cannot follow `{previous}`; a version has the code of the version before")]
    OtherScheme {
        /// The code of the new version.
        scheme: String,
        /// The code of the version before it.
        previous: String,
    },
    /// The SMS changed under the same template ids. An operator delivers an SMS only if every character, even a space,
    /// is as in its template.
    #[error(
        "the SMS of `{scheme}` changed, but its `sms_templates` are those of the version before; register the new SMS, or leave them out"
    )]
    SameTemplate {
        /// The scheme.
        scheme: String,
    },
    /// The version is too long to be stored.
    #[error("`{scheme}` takes {bytes} bytes with all its sources; {MOST_DRAFT_BYTES} are kept: say less")]
    Long {
        /// The scheme.
        scheme: String,
        /// The version's length in bytes.
        bytes: usize,
    },
    /// The version is already withdrawn.
    #[error("version {version} of `{scheme}` is withdrawn already")]
    Withdrawn {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
    },
}

impl State {
    fn name(&self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Approved(_) => "approved",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Returns the approval, also of a version that was withdrawn later.
    #[must_use]
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Draft => None,
            Self::Approved(approval) => Some(approval),
            Self::Withdrawn { approved, .. } => approved.as_ref(),
        }
    }
}

impl SchemeVersion {
    fn named(&self) -> String {
        self.scheme.code.to_string()
    }
}

/// Makes the next version of a scheme, or its first. If two authors start from the same version, their drafts get the
/// same number, and the ledger refuses the draft that is stored second.
///
/// # Errors
/// [`Refused::OtherScheme`] if `previous` belongs to another scheme, [`Refused::SameTemplate`] if the SMS changed under
/// the same template ids, [`Refused::Long`] if the version is too long to be stored.
pub fn draft(previous: Option<&SchemeVersion>, scheme: Scheme, by: StaffId) -> Result<SchemeVersion, Refused> {
    if let Some(previous) = previous.filter(|previous| previous.scheme.code != scheme.code) {
        return Err(Refused::OtherScheme { scheme: scheme.code.to_string(), previous: previous.named() });
    }
    let same_template =
        |before: &Scheme| before.sms_templates.is_some() && before.sms_templates == scheme.sms_templates;
    if previous.is_some_and(|previous| same_template(&previous.scheme) && previous.scheme.sms != scheme.sms) {
        return Err(Refused::SameTemplate { scheme: scheme.code.to_string() });
    }
    let version = previous.map_or(1, |previous| previous.version.saturating_add(1));
    let text = SchemeVersion { scheme, version, written_by: by, state: State::Draft };
    let bytes = text.bytes();
    if bytes > MOST_DRAFT_BYTES { Err(Refused::Long { scheme: text.named(), bytes }) } else { Ok(text) }
}

/// Returns the version with its approval. `latest` is the number of the scheme's newest version.
///
/// # Errors
/// [`Refused`] if the version is no draft, is not the latest, has ended already, or has `by` as its author.
pub fn approve(text: &SchemeVersion, latest: u32, by: StaffId, at: Timestamp) -> Result<SchemeVersion, Refused> {
    let (scheme, version) = (text.named(), text.version);
    if text.state != State::Draft {
        return Err(Refused::NotADraft { scheme, version, state: text.state.name() });
    }
    if version < latest {
        return Err(Refused::NotLatest { scheme, version, latest });
    }
    if text.written_by == by {
        return Err(Refused::OwnAuthor { scheme, version, by: by.to_string() });
    }
    if let Some(ends) = text.scheme.ends.filter(|_| is_over(&text.scheme, at)) {
        return Err(Refused::Over { scheme, ends: ends.to_string() });
    }
    Ok(SchemeVersion { state: State::Approved(Approval { by, at }), ..text.clone() })
}

/// Returns the version as withdrawn: callers no longer hear it from `at` on. Anybody on the staff who sees a mistake
/// may withdraw a version, also its author.
///
/// # Errors
/// [`Refused::Withdrawn`] if it is already withdrawn.
pub fn withdraw(text: &SchemeVersion, by: StaffId, at: Timestamp) -> Result<SchemeVersion, Refused> {
    if matches!(text.state, State::Withdrawn { .. }) {
        return Err(Refused::Withdrawn { scheme: text.named(), version: text.version });
    }
    let approved = text.state.approval().cloned();
    Ok(SchemeVersion { state: State::Withdrawn { by, at, approved }, ..text.clone() })
}
