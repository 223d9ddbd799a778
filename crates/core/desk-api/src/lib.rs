//! The protocol between the staff's surfaces and the desk: requests and answers.
//!
//! An [`Envelope`] holds a [`Request`] and an [`Identity`]: the person who sends the request, and the surface (the
//! program) through which the person sends it. A request has no field for its sender, so that a surface with a log-in
//! can set the identity without looking at the request. [`read`] parses the JSON of an envelope and names the first
//! mistake. An [`Answer`] is tagged by its outcome. Requests and answers refuse unknown fields. Tickets, codes and
//! moments have the forms of `lifecycle`. The use cases in `helpline` decide what each person may do and see.

mod answer;
mod bad;
mod commands;
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
pub use bad::{BadRequest, measured};
pub use commands::{CONTACT, NOTE, asked_for, is_for_the_staff, names_a_note};
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
