//! The closed vocabularies of a case.

use crate::facts::words;

words! {
    /// Where a case is in its life. Who has it is its [`Desk`], who must act its [`Level`](crate::Level).
    State {
        /// A ticket is drawn; the caller has not finished the note.
        Draft = "draft",
        /// A draft whose beep never came. Counted, and registered after all if a note turns up.
        Void = "void",
        /// The citizen's matter is in our hands; it has no department yet.
        Registered = "registered",
        /// With its department, which has not yet said that it has read it.
        Triaged = "triaged",
        /// An officer has it in hand.
        Acknowledged = "acknowledged",
        /// The citizen is asked something, or must say who they are; the clocks stand still.
        AwaitingInformation = "awaiting-information",
        /// The department says that it has acted; the citizen's word is awaited.
        ActionTaken = "action-taken",
        /// Done: see [`Closing`].
        Closed = "closed",
        /// The citizen says that it is not solved, or appeals: open again, with a fresh clock.
        Reopened = "reopened",
        /// Not taken up, on a ground from the closed list, by two officers.
        Rejected = "rejected",
        /// The citizen took it back, on a call from the centre.
        Withdrawn = "withdrawn",
        /// Not theirs: on its way to another department, with a fresh clock.
        Transferred = "transferred",
    }
}

impl State {
    /// Whether the case has come to an end, which may not be its last.
    #[must_use]
    pub fn ended(self) -> bool {
        matches!(self, Self::Void | Self::Closed | Self::Rejected | Self::Withdrawn)
    }

    /// With a department that may act.
    #[must_use]
    pub fn at_work(self) -> bool {
        matches!(self, Self::Triaged | Self::Transferred | Self::Reopened | Self::Acknowledged)
    }
}

words! {
    /// Who has the case now.
    Desk {
        /// The caller, who is still on the line.
        Caller = "caller",
        /// The triage desk, which finds the department.
        Triage = "triage",
        /// A department, at the case's level.
        Department = "department",
        /// The coordinator of the helpline.
        Coordinator = "coordinator",
        /// The Chief Secretary's office. Nobody is above.
        Apex = "apex",
    }
}

words! {
    /// What the citizen brings. For the citizen a grievance and a complaint are one word.
    Kind {
        /// Something is wrong. Ends with the citizen's word.
        Grievance = "grievance",
        /// Something could be better. Ends with an acknowledgement.
        Suggestion = "suggestion",
        /// Something is not known. Ends with an answer.
        Query = "query",
        /// Something was done well. Ends with an acknowledgement.
        Appreciation = "appreciation",
    }
}

impl Kind {
    /// Whether somebody must act on it: a suggestion or an appreciation is only read.
    #[must_use]
    pub fn is_acted_on(self) -> bool {
        matches!(self, Self::Grievance | Self::Query)
    }
}

words! {
    /// By what a case was closed. Never by its department.
    Closing {
        /// The citizen says that it is solved.
        Confirmed = "confirmed",
        /// The citizen could not be reached, however often the centre called.
        Unconfirmed = "unconfirmed",
        /// A query has its answer.
        Answered = "answered",
        /// A suggestion or an appreciation was read.
        Acknowledged = "acknowledged",
    }
}

words! {
    /// Why a case is quiet: it is never spoken, texted or listed openly.
    Quiet {
        /// Somebody is hurt or threatened.
        Violence = "violence",
        /// A child is concerned.
        Child = "child",
        /// It is about the police.
        Police = "police",
        /// Money was asked for.
        Corruption = "corruption",
        /// An atrocity against a person of a scheduled caste or tribe.
        CasteAtrocity = "caste-atrocity",
        /// An illness that is nobody's business.
        Health = "health",
        /// Somebody pressed the citizen to take it back.
        Protected = "protected",
    }
}

words! {
    /// On what ground a case may be rejected. "Not ours" is none: that is a transfer.
    Ground {
        /// A court has it.
        SubJudice = "sub-judice",
        /// It asks for papers under the Right to Information Act.
        RightToInformation = "right-to-information",
        /// It is between members of a family or private persons.
        PrivateDispute = "private-dispute",
        /// It is about religion.
        Religion = "religion",
        /// A government employee's service matter.
        ServiceMatter = "service-matter",
        /// The same matter of the same citizen is open under another ticket.
        Duplicate = "duplicate",
        /// What the department must know was asked for in vain.
        InformationNotGiven = "information-not-given",
    }
}

words! {
    /// What a department may need to know of the citizen.
    Field {
        /// The Samagra id of person or family.
        SamagraId = "samagra-id",
        /// The ration card's number.
        RationCard = "ration-card",
        /// The consumer number of an electricity or water connection.
        ConsumerNumber = "consumer-number",
    }
}

impl Field {
    /// The form of what it holds, and whether a value has it: what is no number at all would start the department's clock
    /// on nothing. Of the ration card and the consumer number the forms are assumptions: no list of them was found.
    #[must_use]
    pub fn form(self) -> (&'static str, fn(&str) -> bool) {
        match self {
            Self::SamagraId => ("8 digits (a family) or 9 (a person)", |value| {
                (8..=9).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit())
            }),
            Self::RationCard => ("6 to 20 letters, digits and dashes", |value| (6..=20).contains(&value.len())),
            Self::ConsumerNumber => {
                ("5 to 20 letters, digits, dashes and slashes", |value| (5..=20).contains(&value.len()))
            }
        }
    }
}

words! {
    /// Whether a department must know who is concerned.
    Need {
        /// It need not.
        None = "none",
        /// It helps.
        Optional = "optional",
        /// Without it nothing can be done: the case waits for the citizen's grant.
        Required = "required",
    }
}

words! {
    /// How the time of a case is counted.
    Pace {
        /// Office hours of working days.
        Working = "working",
        /// Around the clock: light, water and ambulances know no holidays.
        Plain = "plain",
    }
}

words! {
    /// What a case waits for while it awaits information.
    Waiting {
        /// The answer to a question.
        Answer = "answer",
        /// The citizen's leave to tell the department who is concerned.
        Disclosure = "disclosure",
    }
}
