//! The protocol between the staff's surfaces and the desk: requests and answers.
//!
//! An [`Envelope`] holds a [`Request`] and, beside it, an [`Identity`]: the person who asks, and the surface. A request
//! never names its sender, so that a surface with a log-in can name the sender by itself. [`read`] parses the JSON of
//! an envelope and names each mistake. An [`Answer`] is tagged by its outcome. Requests and answers refuse unknown
//! fields. The forms of tickets, codes and moments are those of `lifecycle`; the use cases decide about permission and
//! visibility.

mod answer;
mod bad;
mod confided;
mod facts;
mod identity;
mod read;
mod request;
#[cfg(feature = "schema")]
mod schema;
mod spelled;

pub use answer::{
    Answer, AnswerLine, CaseLine, CaseView, Done, HeardLine, NoteLine, OfficersWords, PromiseLine, SchemeLine,
};
pub use bad::BadRequest;
pub use confided::Confided;
pub use facts::{FactValue, Given};
pub use identity::{Envelope, Identity, Surface};
pub use read::read;
pub use request::{
    Act, Announce, Answers, ApproveScheme, Calls, DraftScheme, Heard, History, List, Look, Open, PutFirst, Request,
    SchemeText, Schemes, WithdrawScheme,
};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use spelled::{Spelled, Spelling};
