//! The writes that must be durable before a reply is given.

use crate::Contacting;
use lifecycle::{Assignment, Confidentiality, Kind};

/// A write without which the reply would not be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commit {
    /// Draws the ticket.
    Draft(About),
    /// Begins the recording of the note. Draws the ticket if none was drawn because the function was down. The
    /// assignment is known already if the note is about a scheme.
    BeginTake(About, Option<Assignment>),
    /// Registers the case: the note is over.
    Register(About),
    /// Registers and assigns the case: the note is over, and the assignment was known before the note began.
    RegisterSorted(About, Assignment),
    /// Assigns the case.
    Sort(Assignment),
    /// Leaves the case to the triage desk.
    LeaveToTriage,
    /// Records that the citizen speaks about the earlier case.
    LeaveNote,
    /// Carries out the caller's wish.
    Act(Act),
}

/// The kind and confidentiality of a new case, as far as the caller's keys tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The kind of the citizen's matter.
    pub kind: Kind,
    /// The ground for confidentiality, if the case is confidential from its first moment.
    pub quiet: Option<Confidentiality>,
}

impl Default for About {
    fn default() -> Self {
        Self { kind: Kind::Grievance, quiet: None }
    }
}

/// A wish of a caller, other than a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Says that the earlier case is solved. This is a claim, and the centre asks.
    Solved,
    /// Says that the earlier case is not solved.
    NotSolved,
    /// Has heard the answer to the question.
    Heard,
    /// Wants the level above to decide.
    Appeal,
    /// Wants to withdraw the earlier case.
    Withdraw,
    /// Wants to keep the withdrawn case after all.
    WantBack,
    /// Finds the daily limit on notes unjust.
    Contest,
    /// Lets the department know the value that was just typed.
    Grant,
    /// Keeps the digits that were just typed as the case's PIN.
    KeepPin,
    /// Keeps the digits that were just typed as the PIN to give under duress.
    KeepDuressPin,
    /// Wants to be called back.
    CallBack,
    /// Joins the announced fault.
    Join,
    /// Says at which hours this phone may be called.
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

    /// Returns the act of that name in a script.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, act)| *act)
    }

    /// Returns the names of all acts, to tell the author of a script.
    pub(crate) fn names() -> String {
        Self::NAMED.map(|(name, _)| name).join(", ")
    }
}
