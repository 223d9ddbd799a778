//! What must be durable before a reply may be given.

use crate::Contacting;
use lifecycle::{Assignment, Kind, Quiet};

/// What must be written before the reply is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commit {
    /// Draw the ticket.
    Draft(About),
    /// The take begins; where no ticket was drawn (the function was down), it is drawn now. Where it belongs is known already
    /// if it is about a scheme.
    BeginTake(About, Option<Assignment>),
    /// The note is done.
    Register(About),
    /// The note is done, and where it belongs was known before it began.
    RegisterSorted(About, Assignment),
    /// It belongs there.
    Sort(Assignment),
    /// It goes to the triage desk.
    LeaveToTriage,
    /// The citizen speaks about the earlier case.
    LeaveNote,
    /// The caller's wish.
    Act(Act),
}

/// What a new case is, as far as the way to it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// What the citizen brings.
    pub kind: Kind,
    /// Whether, and why, it is quiet from its first moment.
    pub quiet: Option<Quiet>,
}

impl Default for About {
    fn default() -> Self {
        Self { kind: Kind::Grievance, quiet: None }
    }
}

/// What a caller can do besides leaving a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Says that the earlier case is solved: a claim, or, with its PIN, the word that closes it.
    Solved,
    /// Says that it is not.
    NotSolved,
    /// Has heard the answer to their question.
    Heard,
    /// Wants the level above to decide.
    Appeal,
    /// Wants to take it back.
    Withdraw,
    /// Does not take it back after all.
    WantBack,
    /// Finds the day's limit unjust.
    Contest,
    /// Lets the department know what was just typed.
    Grant,
    /// Keeps what was just typed as the case's PIN.
    KeepPin,
    /// Keeps what was just typed as the PIN to give under duress.
    KeepDuressPin,
    /// Wants to be called back.
    CallBack,
    /// Joins the announced fault.
    Join,
    /// Says when this phone may be called.
    Allow(Contacting),
}

impl Act {
    /// The acts that a script may name.
    const NAMED: [(&'static str, Self); 15] = [
        ("solved", Self::Solved),
        ("not-solved", Self::NotSolved),
        ("heard", Self::Heard),
        ("appeal", Self::Appeal),
        ("withdraw", Self::Withdraw),
        ("want-back", Self::WantBack),
        ("contest", Self::Contest),
        ("grant", Self::Grant),
        ("keep-pin", Self::KeepPin),
        ("keep-duress-pin", Self::KeepDuressPin),
        ("call-back", Self::CallBack),
        ("join", Self::Join),
        ("allow-any", Self::Allow(Contacting::Any)),
        ("allow-evening", Self::Allow(Contacting::Evening)),
        ("allow-no", Self::Allow(Contacting::No)),
    ];

    /// The act of that name in a script.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, act)| *act)
    }

    /// The names, for whoever writes a script.
    pub(crate) fn names() -> String {
        Self::NAMED.map(|(name, _)| name).join(", ")
    }
}
