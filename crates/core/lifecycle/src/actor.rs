//! Who commands, and what they may see.

use crate::codes::{DepartmentCode, StaffId};
use crate::facts::{Fact, Value, text, words};
use crate::{Case, Level, State};
use std::fmt;

/// Who acts on a case. A citizen is nobody's name here: who called is another item, under another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The citizen, by phone.
    Citizen,
    /// An agent of the centre, who also sits at the triage desk.
    Agent(StaffId),
    /// An officer of a department.
    Officer {
        /// The department.
        department: DepartmentCode,
        /// The level.
        level: Level,
        /// The person.
        id: StaffId,
    },
    /// The nodal officer of a department: at every level of it.
    Nodal {
        /// The department.
        department: DepartmentCode,
        /// The person.
        id: StaffId,
    },
    /// The coordinator of the helpline.
    Coordinator(StaffId),
    /// The Chief Secretary's office.
    Apex(StaffId),
    /// Time itself: the sweep.
    System,
}

words! {
    /// What kind of actor.
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
        /// The sweep.
        System = "system",
    }
}

impl Actor {
    /// The kind of actor.
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

    /// The person, where it is one of the staff.
    #[must_use]
    pub fn staff(&self) -> Option<&StaffId> {
        match self {
            Self::Agent(id) | Self::Coordinator(id) | Self::Apex(id) => Some(id),
            Self::Officer { id, .. } | Self::Nodal { id, .. } => Some(id),
            Self::Citizen | Self::System => None,
        }
    }

    /// The department they act for.
    #[must_use]
    pub fn department(&self) -> Option<&DepartmentCode> {
        match self {
            Self::Officer { department, .. } | Self::Nodal { department, .. } => Some(department),
            _ => None,
        }
    }

    /// Whether they may know that the case exists. A case about an official is hidden from L1 and from whoever it
    /// names; no department sees another's; what is drafted or void is nobody's business yet.
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

    /// Whether they see that a withdrawn case is protected. For everybody else it is withdrawn.
    #[must_use]
    pub fn sees_protection(&self, case: &Case) -> bool {
        matches!(self.role(), Role::Coordinator | Role::Apex | Role::System) && self.sees(case)
    }

    /// Whether they may tell if the case still moves. A withdrawn one moves only if it is protected.
    #[must_use]
    pub fn sees_it_move(&self, case: &Case) -> bool {
        case.standing.state != State::Withdrawn || self.sees_protection(case)
    }

    /// The state as they see it.
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
