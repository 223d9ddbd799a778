//! The conditions that a fork can test.

use serde::{Deserialize, Serialize};

/// A condition that a fork can test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// A fault is announced.
    Announced,
    /// The call speaks of an earlier case.
    OwnCase,
    /// This phone has called before.
    Known,
    /// The department asks the citizen a question.
    Question,
    /// The department must know whom the case concerns.
    Lacks,
    /// The department reports that it has acted.
    Reported,
    /// The department of the case is being found.
    Sorting,
    /// The citizen's question has its answer.
    Answered,
    /// The case is closed.
    Closed,
    /// The case was rejected.
    Rejected,
    /// The network gives no number, so no later call finds the case.
    Withheld,
    /// The case was withdrawn.
    Withdrawn,
    /// The case takes no more notes today.
    Full,
    /// The case has a PIN that the caller has not given. They must give it before they may change it.
    Pinned,
    /// The caller gave the case's PIN.
    Proven,
    /// This phone was asked before if it may be called.
    Asked,
    /// The case of this call is confidential.
    Quiet,
    /// The case of this call is registered.
    Registered,
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Announced => "a fault is announced",
            Self::OwnCase => "there is a case to speak of",
            Self::Known => "has called before",
            Self::Question => "the department asks",
            Self::Lacks => "the department must know who",
            Self::Reported => "action is reported",
            Self::Sorting => "its department is being found",
            Self::Answered => "it is answered",
            Self::Closed => "it is closed",
            Self::Rejected => "it was not taken up",
            Self::Withheld => "the number is withheld",
            Self::Withdrawn => "it was taken back",
            Self::Full => "has its notes of the day",
            Self::Pinned => "has a PIN",
            Self::Proven => "the PIN was given",
            Self::Asked => "was asked",
            Self::Quiet => "it is quiet",
            Self::Registered => "it is registered",
        })
    }
}
