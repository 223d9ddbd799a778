//! Why a request of the staff was not carried out.

use super::NotActed;
use crate::ports::Unavailable;
use crate::schemes::NotKept;
use desk_api::BadRequest;

/// Why a request got no answer. The same request may be sent again.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// The write may have happened or not.
    #[error(transparent)]
    Unknown(NotActed),
    /// A store cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] Unavailable),
}

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) enum Stop {
    /// It is refused. The text gives the reason and the remedy.
    Rejected(String),
    /// It may have been carried out or not.
    Unanswered(Unanswered),
}

impl From<BadRequest> for Stop {
    fn from(why: BadRequest) -> Self {
        Self::Rejected(why.to_string())
    }
}

impl From<Unavailable> for Stop {
    fn from(why: Unavailable) -> Self {
        Self::Unanswered(Unanswered::Ledger(why))
    }
}

impl From<NotActed> for Stop {
    fn from(why: NotActed) -> Self {
        match why {
            NotActed::Unknown(_) => Self::Unanswered(Unanswered::Unknown(why)),
            rejected => Self::Rejected(rejected.to_string()),
        }
    }
}

impl From<NotKept> for Stop {
    fn from(why: NotKept) -> Self {
        match why {
            NotKept::Unknown(why) => Unavailable(why).into(),
            rejected => Self::Rejected(rejected.to_string()),
        }
    }
}
