//! One version of a scheme, and what may happen to it.

use crate::{MOST_JSON_BYTES, Scheme, is_over, written};
use jiff::Timestamp;
use lifecycle::StaffId;
use serde::{Deserialize, Serialize};

/// Longest draft: what is stored grows with who approves it, and takes it away.
const MOST_DRAFT_BYTES: usize = MOST_JSON_BYTES - 1024;

/// One version of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// What it says.
    pub scheme: Scheme,
    /// From 1 on, for each scheme of its own.
    pub version: u32,
    /// Who wrote it.
    #[serde(with = "written")]
    pub written_by: StaffId,
    /// How far it has come.
    pub state: State,
}

/// How far a text has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Written, heard nowhere but where drafts are spoken.
    Draft,
    /// Heard from its start on.
    Approved(Approval),
    /// Heard no more. What it was before stays known: somebody may have heard it.
    Withdrawn {
        /// Who took it away.
        #[serde(with = "written")]
        by: StaffId,
        /// When.
        #[serde(with = "written")]
        at: Timestamp,
        /// Its approval, if it had one.
        approved: Option<Approval>,
    },
}

/// That a second person approved a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who.
    #[serde(with = "written")]
    pub by: StaffId,
    /// When.
    #[serde(with = "written")]
    pub at: Timestamp,
}

/// Why something may not happen to a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Whoever wrote a text does not see its mistakes.
    #[error("`{by}` wrote version {version} of `{scheme}`; let somebody else approve it")]
    OwnAuthor {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
        /// Who wrote it.
        by: String,
    },
    /// It is approved or withdrawn already.
    #[error("version {version} of `{scheme}` is {state}, not a draft; draft a new version")]
    NotADraft {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
        /// What it is.
        state: &'static str,
    },
    /// Nobody would ever hear it.
    #[error("`{scheme}` ended on {ends}; draft a version with a later end")]
    Over {
        /// The scheme.
        scheme: String,
        /// Its end.
        ends: String,
    },
    /// Somebody has written a newer one.
    #[error("version {version} of `{scheme}` is older than version {latest}; look at that one, or draft a new one")]
    NotLatest {
        /// The scheme.
        scheme: String,
        /// The version.
        version: u32,
        /// The newest.
        latest: u32,
    },
    /// A version is of the same scheme as the version before.
    #[error("`{scheme}` cannot follow `{previous}`; a version has the code of the version before")]
    OtherScheme {
        /// What was written.
        scheme: String,
        /// What it should follow.
        previous: String,
    },
    /// Operators deliver a template to the space, and no other text under its id.
    #[error(
        "the SMS of `{scheme}` is another, and its `sms_templates` are those of the version before; register it anew, or leave them out"
    )]
    SameTemplate {
        /// The scheme.
        scheme: String,
    },
    /// It cannot be stored.
    #[error("`{scheme}` takes {bytes} bytes with all its sources; {MOST_DRAFT_BYTES} are kept: say less")]
    Long {
        /// The scheme.
        scheme: String,
        /// How long it is.
        bytes: usize,
    },
    /// It is gone already.
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

    /// Its approval, also of a text that was withdrawn later.
    #[must_use]
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Draft => None,
            Self::Approved(approval) => Some(approval),
            Self::Withdrawn { approved, .. } => approved.as_ref(),
        }
    }
}

impl Text {
    fn named(&self) -> String {
        self.scheme.code.to_string()
    }
}

/// The next version of a scheme, or its first. Two who write after the same version make the same number: whoever
/// stores the second is told so.
///
/// # Errors
/// [`Refused::OtherScheme`] if it is another scheme's, [`Refused::SameTemplate`] if its SMS is another under the same
/// template, [`Refused::Long`] if it cannot be stored.
pub fn draft(previous: Option<&Text>, scheme: Scheme, by: StaffId) -> Result<Text, Refused> {
    if let Some(previous) = previous.filter(|previous| previous.scheme.code != scheme.code) {
        return Err(Refused::OtherScheme { scheme: scheme.code.to_string(), previous: previous.named() });
    }
    let same_template =
        |before: &Scheme| before.sms_templates.is_some() && before.sms_templates == scheme.sms_templates;
    if previous.is_some_and(|previous| same_template(&previous.scheme) && previous.scheme.sms != scheme.sms) {
        return Err(Refused::SameTemplate { scheme: scheme.code.to_string() });
    }
    let version = previous.map_or(1, |previous| previous.version.saturating_add(1));
    let text = Text { scheme, version, written_by: by, state: State::Draft };
    let bytes = text.bytes();
    if bytes > MOST_DRAFT_BYTES { Err(Refused::Long { scheme: text.named(), bytes }) } else { Ok(text) }
}

/// The text with its approval. `latest` is the newest version of the scheme that there is.
///
/// # Errors
/// [`Refused`] if it is no draft, not the latest, over already, or by whoever approves it.
pub fn approve(text: &Text, latest: u32, by: StaffId, at: Timestamp) -> Result<Text, Refused> {
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
    Ok(Text { state: State::Approved(Approval { by, at }), ..text.clone() })
}

/// The text, heard no more from `at` on. Whoever sees a wrong text may take it away, its author too.
///
/// # Errors
/// [`Refused::Withdrawn`] if it is gone already.
pub fn withdraw(text: &Text, by: StaffId, at: Timestamp) -> Result<Text, Refused> {
    if matches!(text.state, State::Withdrawn { .. }) {
        return Err(Refused::Withdrawn { scheme: text.named(), version: text.version });
    }
    let approved = text.state.approval().cloned();
    Ok(Text { state: State::Withdrawn { by, at, approved }, ..text.clone() })
}
