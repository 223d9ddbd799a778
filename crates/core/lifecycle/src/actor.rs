//! The actors, and the part of a case that each may see.

use crate::codes::{DepartmentCode, StaffId};
use crate::facts::{Fact, Value, text, words};
use crate::{Case, Level, State};
use std::fmt;

/// An actor on a case. It never names the citizen: the caller is kept in another item, under another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The citizen, by phone.
    Citizen,
    /// An agent of the centre, who also sits at the triage desk.
    Agent(StaffId),
    /// An officer of a department.
    Officer {
        /// The officer's department.
        department: DepartmentCode,
        /// The officer's level.
        level: Level,
        /// The officer.
        id: StaffId,
    },
    /// The nodal officer of a department, who acts at each of its levels.
    Nodal {
        /// The nodal officer's department.
        department: DepartmentCode,
        /// The nodal officer.
        id: StaffId,
    },
    /// The coordinator of the helpline.
    Coordinator(StaffId),
    /// The Chief Secretary's office.
    Apex(StaffId),
    /// The system: the sweep, which lets time pass, and the functions that keep recordings and transcripts.
    System,
}

words! {
    /// The kind of an actor.
    Role {
        /// The citizen, by phone.
        Citizen = "citizen",
        /// An agent of the centre.
        Agent = "agent",
        /// An officer of a department.
        Officer = "officer",
        /// The nodal officer of a department.
        Nodal = "nodal",
        /// The coordinator of the helpline.
        Coordinator = "coordinator",
        /// The Chief Secretary's office.
        Apex = "apex",
        /// The system: the sweep, and the functions that keep recordings and transcripts.
        System = "system",
    }
}

impl Actor {
    /// Returns the kind of actor.
    #[must_use]
    pub fn role(&self) -> Role {
        match self {
            Self::Citizen => Role::Citizen,
            Self::Agent(_) => Role::Agent,
            Self::Officer { .. } => Role::Officer,
            Self::Nodal { .. } => Role::Nodal,
            Self::Coordinator(_) => Role::Coordinator,
            Self::Apex(_) => Role::Apex,
            Self::System => Role::System,
        }
    }

    /// Returns the member of the staff, or `None` for the citizen and the system.
    #[must_use]
    pub fn staff(&self) -> Option<&StaffId> {
        match self {
            Self::Agent(id) | Self::Coordinator(id) | Self::Apex(id) => Some(id),
            Self::Officer { id, .. } | Self::Nodal { id, .. } => Some(id),
            Self::Citizen | Self::System => None,
        }
    }

    /// Returns the department for which the actor acts, if any.
    #[must_use]
    pub fn department(&self) -> Option<&DepartmentCode> {
        match self {
            Self::Officer { department, .. } | Self::Nodal { department, .. } => Some(department),
            _ => None,
        }
    }

    /// Returns true if the actor may know that the case exists. A department sees only the cases that are assigned
    /// to it. L1 does not see a case about an official, and a named official never does.
    #[must_use]
    pub fn sees(&self, case: &Case) -> bool {
        if self.staff().is_some_and(|id| case.named.contains(id)) {
            return false;
        }
        let theirs = case.standing.department.as_ref() == self.department();
        match self {
            Self::Officer { level, .. } => theirs && (!case.standing.about_official || *level > Level::L1),
            Self::Nodal { .. } => theirs,
            _ => true,
        }
    }

    /// Returns true if the actor may see that a withdrawn case is protected. To everybody else it is just withdrawn.
    #[must_use]
    pub fn sees_protection(&self, case: &Case) -> bool {
        matches!(self.role(), Role::Coordinator | Role::Apex | Role::System) && self.sees(case)
    }

    /// Returns true if the actor may see that the case changes. A change could show that a withdrawn case is protected.
    #[must_use]
    pub fn sees_it_move(&self, case: &Case) -> bool {
        case.standing.state != State::Withdrawn || self.sees_protection(case)
    }

    /// Returns the state as the actor sees it.
    #[must_use]
    pub fn sees_state(&self, case: &Case) -> String {
        match case.standing.state {
            State::Withdrawn if case.standing.protected() && self.sees_protection(case) => {
                "withdrawn (protected)".to_owned()
            }
            state => state.to_string(),
        }
    }

    /// Reads what `to_string` wrote: `citizen`, `agent:a17`, `officer:FCS:L1:ramesh`, `nodal:FCS:sunita`,
    /// `coordinator:c1`, `apex:cs`, `system`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let parts: Vec<&str> = given.split(':').collect();
        let staff = |id: &str| StaffId::new(id).ok();
        let code = |code: &str| DepartmentCode::new(code).ok();
        Some(match parts.as_slice() {
            ["citizen"] => Self::Citizen,
            ["system"] => Self::System,
            ["agent", id] => Self::Agent(staff(id)?),
            ["coordinator", id] => Self::Coordinator(staff(id)?),
            ["apex", id] => Self::Apex(staff(id)?),
            ["nodal", department, id] => Self::Nodal { department: code(department)?, id: staff(id)? },
            ["officer", department, level, id] => {
                Self::Officer { department: code(department)?, level: Level::parse(level)?, id: staff(id)? }
            }
            _ => return None,
        })
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Citizen | Self::System => write!(f, "{}", self.role()),
            Self::Agent(id) | Self::Coordinator(id) | Self::Apex(id) => write!(f, "{}:{id}", self.role()),
            Self::Officer { department, level, id } => write!(f, "officer:{department}:{level}:{id}"),
            Self::Nodal { department, id } => write!(f, "nodal:{department}:{id}"),
        }
    }
}

impl Fact for Actor {
    fn write(&self) -> Option<Value> {
        Some(Value::Text(self.to_string()))
    }
    fn read(given: Option<&Value>) -> Result<Self, &'static str> {
        Self::parse(text(given)?).ok_or("is no actor such as `citizen`, `agent:a17` or `officer:FCS:L1:ramesh`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_one_text_and_back() {
        for given in
            ["citizen", "agent:a17", "officer:FCS:L2:ramesh", "nodal:FCS:sunita", "coordinator:c1", "apex:cs", "system"]
        {
            assert_eq!(Actor::parse(given).map(|actor| actor.to_string()).as_deref(), Some(given));
        }
        for wrong in ["", "agent", "agent:+919425012345", "officer:FCS:ramesh", "officer:fcs:L1:ramesh", "citizen:x"] {
            assert_eq!(Actor::parse(wrong), None, "{wrong}");
        }
    }
}
