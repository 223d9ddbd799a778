//! The flow language 2019-10-30: documents, and the texts in them.

mod document;
mod json;
mod locate;
mod object;
mod operator;
mod path;
mod text;

pub use self::{
    document::{ActionView, ConditionView, Document},
    json::Json,
};
pub(crate) use self::{
    locate::line_of,
    object::{Object, Place, Wrong, scalar},
    operator::Operator,
    path::Path,
    text::{Part, Template, Text},
};
