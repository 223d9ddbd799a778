//! What a fork can ask of a call.

use serde::{Deserialize, Serialize};

/// What a fork can ask of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// A fault is announced.
    Announced,
    /// There is a case to speak of.
    OwnCase,
    /// This phone has called before.
    Known,
    /// The department asks something.
    Question,
    /// The department must know who is concerned.
    Lacks,
    /// The department says that it has acted.
    Reported,
    /// Its department is being found.
    Sorting,
    /// A question has its answer.
    Answered,
    /// It is closed.
    Closed,
    /// It was not taken up.
    Rejected,
    /// The network says no number: no later call finds the case.
    Withheld,
    /// It was taken back.
    Withdrawn,
    /// The case has taken its notes of the day.
    Full,
    /// A PIN must be given before it may be changed.
    Pinned,
    /// This phone was asked already if it may be called.
    Asked,
    /// The case of this call is quiet.
    Quiet,
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
            Self::Asked => "was asked",
            Self::Quiet => "it is quiet",
        })
    }
}
