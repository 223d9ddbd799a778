//! What the staff may ask of the desk, and what it answers: the words of one protocol, for all who speak it.
//!
//! An [`Envelope`] holds a [`Request`] and, beside it, [`Identity`]: who asks, and by which surface the request came. A
//! request never says who asks, so that a surface with a log-in can fill that in by itself. [`read`] takes the JSON of an
//! envelope apart and names what is wrong with it; an [`Answer`] is tagged by its outcome. Both refuse a field that they do
//! not know. The forms of tickets, codes and moments are those of `lifecycle`; who may ask for what, and what the answer
//! shows of a case, is decided by the use cases.

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

pub use answer::{Answer, AnswerLine, CaseLine, CaseView, Done, HeardLine, NoteLine, PromiseLine, SchemeLine};
pub use bad::{BadRequest, alike};
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
