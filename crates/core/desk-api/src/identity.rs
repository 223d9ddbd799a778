//! The person who asks, and the surface: both beside the request, never in it.

use crate::{BadRequest, Request, Spelled};
use lifecycle::Actor;
use serde::{Deserialize, Serialize};

/// A request together with who asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The person who asks, and the surface.
    pub by: Identity,
    /// The request.
    pub request: Request,
}

impl Envelope {
    /// A request of `actor`, such as `officer:FCS:L1:ramesh`, by `surface`.
    ///
    /// # Errors
    /// A [`BadRequest`] if that is nobody of the staff.
    pub fn of(actor: &str, surface: Surface, request: impl Into<Request>) -> Result<Self, BadRequest> {
        Ok(Self { by: Identity { actor: Spelled::of("as", actor)?, surface }, request: request.into() })
    }
}

/// The person who asks. The desk believes the surface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The person and their office, such as `officer:FCS:L1:ramesh`.
    #[serde(rename = "as")]
    pub actor: Spelled<Actor>,
    /// By which surface the request came.
    pub surface: Surface,
}

/// The surfaces by which the staff asks. The list is closed: a new surface is added here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Surface {
    /// An operator, by a command or by invoking the function.
    Operator,
    /// The phone page, a development tool.
    Page,
    /// The agent's form beside a call.
    AgentDesk,
}

impl Surface {
    /// The form in which it is sent and logged.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Page => "page",
            Self::AgentDesk => "agent-desk",
        }
    }
}
