//! The sender of a request: a person, and the surface that the person uses. No request has a field for its sender.

use crate::{BadRequest, Request, Spelled};
use lifecycle::Actor;
use serde::{Deserialize, Serialize};

/// A request with its sender.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The sender of the request.
    pub by: Identity,
    /// The request.
    pub request: Request,
}

impl Envelope {
    /// Makes an envelope for a request of `actor`, such as `officer:FCS:L1:ramesh`, through `surface`.
    ///
    /// # Errors
    /// A [`BadRequest`] if `actor` is not one of the staff.
    pub fn of(actor: &str, surface: Surface, request: impl Into<Request>) -> Result<Self, BadRequest> {
        Ok(Self { by: Identity { actor: Spelled::of("as", actor)?, surface }, request: request.into() })
    }
}

/// The sender of a request: a person and a surface. The desk trusts the surface to name the right person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The person and their office, such as `officer:FCS:L1:ramesh`.
    #[serde(rename = "as")]
    pub actor: Spelled<Actor>,
    /// The surface through which the request comes.
    pub surface: Surface,
}

/// The surfaces through which the staff make requests. The list is closed: a new surface is added here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Surface {
    /// An operator, who uses a command or invokes the function.
    Operator,
    /// The phone page, a development tool.
    Page,
    /// The form that an agent uses during a call.
    AgentDesk,
}

impl Surface {
    /// Returns the name under which the surface is sent and logged.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Page => "page",
            Self::AgentDesk => "agent-desk",
        }
    }
}
