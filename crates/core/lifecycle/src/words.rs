//! The closed vocabularies of a case.

use crate::facts::words;

words! {
    /// The state of a case in its lifecycle. Beside it stand the [`Desk`] that has the case and the
    /// [`Level`](crate::Level) that must act.
    State {
        /// A ticket is drawn; the caller has not finished the note.
        Draft = "draft",
        /// A draft without a beep or without speech. It is counted, and registered after all if a note turns up.
        Void = "void",
        /// The helpline has taken charge of the case, which has no department yet.
        Registered = "registered",
        /// Assigned to its department, which has not yet said that it has read the case.
        Triaged = "triaged",
        /// An officer has read the case and has it in hand.
        Acknowledged = "acknowledged",
        /// The centre asks the citizen for an answer or a disclosure. The clocks stand still.
        AwaitingInformation = "awaiting-information",
        /// The department says that it has acted. The citizen's word is awaited.
        ActionTaken = "action-taken",
        /// The case is closed: see [`Closing`].
        Closed = "closed",
        /// Open again, with a fresh clock: the citizen says that it is not solved, appeals, or wants a withdrawn case
        /// back.
        Reopened = "reopened",
        /// Two officers rejected the case, on a ground from the closed list.
        Rejected = "rejected",
        /// The citizen withdrew the case, on a call from the centre or under duress.
        Withdrawn = "withdrawn",
        /// The case goes to another department or back to a desk of the centre, with a fresh clock.
        Transferred = "transferred",
    }
}

impl State {
    /// Returns true if the case has ended. It may be opened again.
    #[must_use]
    pub fn ended(self) -> bool {
        matches!(self, Self::Void | Self::Closed | Self::Rejected | Self::Withdrawn)
    }

    /// Returns the name under which people read a state that is stored as `stored`. The stored name never changes, and
    /// `triaged` reads as if triage had finished, which a case that the caller sorted never met.
    #[must_use]
    pub fn shown(stored: &str) -> &str {
        if stored == Self::Triaged.as_str() { "assigned" } else { stored }
    }

    /// Returns true if a department may act, provided that the case is at a department's desk.
    #[must_use]
    pub fn at_work(self) -> bool {
        matches!(self, Self::Triaged | Self::Transferred | Self::Reopened | Self::Acknowledged)
    }
}

words! {
    /// The desk that has the case now.
    Desk {
        /// The caller, who is still on the line.
        Caller = "caller",
        /// The triage desk, which finds the department.
        Triage = "triage",
        /// A department, at the level of the case.
        Department = "department",
        /// The coordinator of the helpline.
        Coordinator = "coordinator",
        /// The Chief Secretary's office, the highest desk.
        Apex = "apex",
    }
}

words! {
    /// The kind of case. For the citizen a grievance and a complaint are one word.
    Kind {
        /// Something is wrong. The case ends with the citizen's word.
        Grievance = "grievance",
        /// Something could be better. The case ends with an acknowledgement.
        Suggestion = "suggestion",
        /// The citizen wants to know something. The case ends with an answer.
        Query = "query",
        /// Something was done well. The case ends with an acknowledgement.
        Appreciation = "appreciation",
    }
}

impl Kind {
    /// Returns true if somebody must act on the case. A suggestion or an appreciation is only read.
    #[must_use]
    pub fn is_acted_on(self) -> bool {
        matches!(self, Self::Grievance | Self::Query)
    }
}

words! {
    /// The way in which a case was closed. A department never closes a grievance.
    Closing {
        /// The citizen says that the case is solved.
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
    /// The reason why a case is confidential: it is never spoken, texted or listed openly.
    Confidentiality {
        /// Somebody is hurt or threatened.
        Violence = "violence",
        /// A child is concerned.
        Child = "child",
        /// The case is about the police.
        Police = "police",
        /// Money was asked for.
        Corruption = "corruption",
        /// An atrocity against a person of a scheduled caste or tribe.
        CasteAtrocity = "caste-atrocity",
        /// A private illness.
        Health = "health",
        /// Somebody put pressure on the citizen to withdraw the case.
        Protected = "protected",
    }
}

words! {
    /// The ground on which a case may be rejected. A case that belongs elsewhere is transferred, not rejected.
    Ground {
        /// The matter is before a court.
        SubJudice = "sub-judice",
        /// The case asks for papers under the Right to Information Act.
        RightToInformation = "right-to-information",
        /// The matter is between members of a family or private persons.
        PrivateDispute = "private-dispute",
        /// The matter is about religion.
        Religion = "religion",
        /// The matter concerns the service of a government employee.
        ServiceMatter = "service-matter",
        /// The same matter of the same citizen is open under another ticket.
        Duplicate = "duplicate",
        /// The centre asked in vain for something that the department needs.
        InformationNotGiven = "information-not-given",
    }
}

words! {
    /// An identifier of the citizen that a department may need.
    Field {
        /// The Samagra id of a person or a family.
        SamagraId = "samagra-id",
        /// The number of a ration card.
        RationCard = "ration-card",
        /// The consumer number of an electricity or water connection.
        ConsumerNumber = "consumer-number",
    }
}

impl Field {
    /// Returns the form of the field's values in words, and a check that a value has it. The check keeps out values
    /// that are no number at all, which would start the department's clock on nothing. The forms of ration card and
    /// consumer number are assumptions: no list of them was found.
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
    /// A department's need for the citizen's identifiers.
    Need {
        /// The department needs none.
        None = "none",
        /// The identifiers help.
        Optional = "optional",
        /// Nothing can be done without the identifiers: the case waits for the citizen's disclosure.
        Required = "required",
    }
}

words! {
    /// The way in which the time of a case is counted.
    Pace {
        /// Office hours of working days.
        Working = "working",
        /// Around the clock: light, water and ambulances know no holidays.
        Plain = "plain",
    }
}

words! {
    /// The thing for which a case waits while it awaits information.
    Waiting {
        /// The answer to a question.
        Answer = "answer",
        /// The citizen's leave to give the department an identifier.
        Disclosure = "disclosure",
    }
}
