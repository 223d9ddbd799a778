//! Ties a telephone number to the flow that answers it.
//!
//! CloudFormation can claim a number and write a flow, but cannot tie them. So an operator runs this after deploying
//! `infra/connect.yaml`. Running it again is safe: a number that is already tied to the flow is left alone, and tying
//! it again would change nothing.
//!
//! Amazon Connect's description of a number does not name the number's flow, but the list of an instance's flow
//! associations does. An operator without permission to read that list still ties the number, and is told that the
//! previous flow is unknown.

mod amazon;
mod ids;

pub use amazon::AmazonConnect;
pub use ids::{Ids, WrongId};

use std::fmt;

/// A number as Amazon Connect describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The telephone number that callers dial.
    pub dialled: String,
    /// The instance that holds the number; `None` if a traffic distribution group of several instances holds it.
    pub instance: Option<String>,
    /// The state of the claim.
    pub state: NumberState,
}

/// The state of a number's claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberState {
    /// The claim succeeded; the number can be used.
    Claimed,
    /// The claim is still in progress.
    InProgress,
    /// The claim failed, for this reason.
    Failed(String),
}

/// A call that Amazon Connect refused, or did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The error code; `None` if no answer came.
    pub code: Option<String>,
    /// The error message.
    pub said: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) if self.said.is_empty() => f.write_str(code),
            Some(code) => write!(f, "{code}: {}", self.said),
            None => write!(f, "no answer: {}", self.said),
        }
    }
}

/// The requests to Amazon Connect.
pub trait Telephone {
    /// Describes the number.
    fn describe(&self, ids: &Ids) -> impl Future<Output = Result<Number, Refusal>>;
    /// Returns the id of the flow that answers the number now; `None` if no flow does.
    fn flow_now(&self, ids: &Ids) -> impl Future<Output = Result<Option<String>, Refusal>>;
    /// Ties the number to the flow. Idempotent, because a number has one flow and this request names it.
    fn tie(&self, ids: &Ids) -> impl Future<Output = Result<(), Refusal>>;
}

/// The request that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Describing the number.
    Describe,
    /// Tying the number to the flow.
    Tie,
}

impl Doing {
    fn action(self) -> &'static str {
        match self {
            Self::Describe => "connect:DescribePhoneNumber",
            Self::Tie => "connect:AssociatePhoneNumberContactFlow",
        }
    }
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Describe => "could not look at the number",
            Self::Tie => "could not tie the number to the flow",
        })
    }
}

/// The reason why the number was not tied. Its text states the problem; [`Failure::help`] states the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Amazon Connect refused a request, or did not answer.
    #[error("{doing}: {refusal}")]
    Refused {
        /// The request.
        doing: Doing,
        /// The refusal.
        refusal: Refusal,
    },
    /// Another instance holds the number.
    #[error("the number {dialled} belongs to the instance `{holder}`, not to `{asked}`")]
    OtherInstance {
        /// The telephone number that callers dial.
        dialled: String,
        /// The instance that holds the number.
        holder: String,
        /// The instance that was asked for.
        asked: String,
    },
    /// The number is still being claimed.
    #[error("the number {0} is still being claimed")]
    InProgress(String),
    /// The claim of the number failed.
    #[error("the claim of the number {dialled} failed: {why}")]
    ClaimFailed {
        /// The telephone number that callers would dial.
        dialled: String,
        /// The reason that Amazon Connect gives.
        why: String,
    },
}

impl Failure {
    /// Returns the remedy.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Refused { doing, refusal } => remedy(*doing, refusal.code.as_deref()),
            Self::OtherInstance { .. } => {
                "give the id of the instance that holds the number, and a flow of that instance".into()
            }
            Self::InProgress(_) => "wait a few minutes and run this again".into(),
            Self::ClaimFailed { .. } => {
                "claim another number, or ask AWS Support; the console's page Phone numbers shows the claim".into()
            }
        }
    }
}

fn remedy(doing: Doing, code: Option<&str>) -> String {
    match (code, doing) {
        (Some("ResourceNotFoundException"), Doing::Describe) => "no such number in this account and Region: compare \
             with output PhoneNumberArn of the stack, and give AWS_REGION or the ARN"
            .into(),
        (Some("ResourceNotFoundException"), Doing::Tie) => "no such instance, or no such flow in it: compare with \
             outputs InstanceArn and InboundFlowArn of the stack"
            .into(),
        (Some("AccessDeniedException"), doing) => format!("allow {} to whoever runs this", doing.action()),
        (Some("InvalidParameterException" | "InvalidRequestException"), Doing::Describe) => {
            "the number's id is not one that Amazon Connect knows: compare with output PhoneNumberArn of the stack"
                .into()
        }
        (Some("InvalidParameterException" | "InvalidRequestException"), Doing::Tie) => {
            "instance, number and flow must belong together, and the flow must be a published inbound flow".into()
        }
        (Some("ThrottlingException" | "TooManyRequestsException"), _) => {
            "Amazon Connect takes two such calls a second; wait a minute and run this again, which is safe".into()
        }
        (Some("InternalServiceException"), Doing::Tie) => {
            "it may or may not be tied now; run this again, which is safe".into()
        }
        (Some("InternalServiceException"), Doing::Describe) => "nothing changed; run this again".into(),
        (Some("ExpiredTokenException" | "UnrecognizedClientException" | "InvalidSignatureException"), _) => {
            "renew the credentials, and compare this computer's clock".into()
        }
        (None, Doing::Tie) => "it may or may not be tied now; run this again, which is safe".into(),
        (None, Doing::Describe) => "nothing changed; check credentials (AWS_ACCESS_KEY_ID and its kin, or a \
             profile without single sign-on), AWS_REGION and the way to the internet"
            .into(),
        (Some(_), _) => "see `Common Errors` in the Amazon Connect API Reference; running this again is safe".into(),
    }
}

/// The outcome of a successful run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The telephone number that callers dial.
    pub dialled: String,
    /// The change to the number's flow.
    pub change: Change,
}

/// The change to the number's flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The number was already tied to this flow; nothing was written.
    None,
    /// No flow answered the number before.
    First,
    /// The flow with this id answered the number before.
    Instead(String),
    /// The number was tied, but the previous flow could not be read.
    Unread(Refusal),
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dialled = &self.dialled;
        match &self.change {
            Change::None => write!(f, "{dialled} was tied to the flow already; nothing changed"),
            Change::First => write!(f, "{dialled} is tied to the flow; no flow answered it before"),
            Change::Instead(flow) => write!(f, "{dialled} is tied to the flow; before, the flow {flow} answered it"),
            Change::Unread(why) => {
                write!(f, "{dialled} is tied to the flow; what answered it before could not be read ({why})")
            }
        }
    }
}

/// Ties the number to the flow. Safe to repeat.
///
/// # Errors
/// [`Failure`], with its remedy. Nothing has changed, unless the remedy says that this is unknown.
pub async fn attach(telephone: &impl Telephone, ids: &Ids) -> Result<Done, Failure> {
    let number =
        telephone.describe(ids).await.map_err(|refusal| Failure::Refused { doing: Doing::Describe, refusal })?;
    let dialled = number.dialled;
    match number.state {
        NumberState::Claimed => {}
        NumberState::InProgress => return Err(Failure::InProgress(dialled)),
        NumberState::Failed(why) => return Err(Failure::ClaimFailed { dialled, why }),
    }
    if let Some(holder) = number.instance.filter(|holder| holder != ids.instance()) {
        return Err(Failure::OtherInstance { dialled, holder, asked: ids.instance().to_owned() });
    }
    let change = match telephone.flow_now(ids).await {
        Ok(Some(flow)) if flow == ids.flow() => return Ok(Done { dialled, change: Change::None }),
        Ok(Some(flow)) => Change::Instead(flow),
        Ok(None) => Change::First,
        Err(refusal) => Change::Unread(refusal),
    };
    telephone.tie(ids).await.map_err(|refusal| Failure::Refused { doing: Doing::Tie, refusal })?;
    Ok(Done { dialled, change })
}

#[cfg(test)]
mod tests;
