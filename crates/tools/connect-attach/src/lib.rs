//! Ties a telephone number to the flow that answers it.
//!
//! CloudFormation can claim a number and write a flow, but not tie one to the other, so this follows a deployment of
//! `infra/connect.yaml`. It is safe to repeat: a number that is tied to the flow already is left alone, and tying it
//! again would be no change.
//!
//! Amazon Connect's description of a number does not name its flow. A list of an instance's ties does, and it is
//! asked; whoever may not read it still ties the number, and is told that what was before is unknown.

mod amazon;
mod ids;

pub use amazon::AmazonConnect;
pub use ids::{Ids, WrongId};

use std::fmt;

/// A number as Amazon Connect describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What callers dial.
    pub dialled: String,
    /// The instance it is claimed to; none, if a traffic distribution group of several instances holds it.
    pub instance: Option<String>,
    /// Whether it is ready.
    pub state: NumberState,
}

/// How far the claim of a number has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberState {
    /// It can be used.
    Claimed,
    /// The claim goes on.
    InProgress,
    /// The claim failed, and why.
    Failed(String),
}

/// A call that Amazon Connect refused, or did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its error code; none, if no answer came.
    pub code: Option<String>,
    /// What it said.
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

/// What is asked of the telephone's cloud.
pub trait Telephone {
    /// The number.
    fn describe(&self, ids: &Ids) -> impl Future<Output = Result<Number, Refusal>>;
    /// The id of the flow that answers the number now, if any does.
    fn flow_now(&self, ids: &Ids) -> impl Future<Output = Result<Option<String>, Refusal>>;
    /// Ties the number to the flow. Idempotent: the number has one flow, and this names it.
    fn tie(&self, ids: &Ids) -> impl Future<Output = Result<(), Refusal>>;
}

/// Which of the calls failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Looking at the number.
    Describe,
    /// Tying it.
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

/// Why the number was not tied. The text says what is wrong; [`Failure::help`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Amazon Connect refused, or did not answer.
    #[error("{doing}: {refusal}")]
    Refused {
        /// The call.
        doing: Doing,
        /// The answer.
        refusal: Refusal,
    },
    /// The number belongs elsewhere.
    #[error("the number {dialled} belongs to the instance `{holder}`, not to `{asked}`")]
    OtherInstance {
        /// What callers dial.
        dialled: String,
        /// The instance that holds it.
        holder: String,
        /// The instance that was asked for.
        asked: String,
    },
    /// The number is not ready.
    #[error("the number {0} is still being claimed")]
    InProgress(String),
    /// The number will not be ready.
    #[error("the claim of the number {dialled} failed: {why}")]
    ClaimFailed {
        /// What callers would dial.
        dialled: String,
        /// What Amazon Connect says.
        why: String,
    },
}

impl Failure {
    /// What to do about it.
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

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What callers dial.
    pub dialled: String,
    /// What became of the tie.
    pub change: Change,
}

/// What became of the tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was there; nothing was written.
    None,
    /// No flow answered the number before.
    First,
    /// This flow answered it before.
    Instead(String),
    /// It was written, whatever was there before, which could not be read.
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
/// [`Failure`], with its remedy. Nothing changed, unless the remedy says that this is unknown.
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
