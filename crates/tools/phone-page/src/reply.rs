//! Requests of the page and answers to them.

use serde_json::{Value, json};

/// The parts of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a str,
    /// The path, without the query.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) host: Option<&'a str>,
    pub(crate) token: Option<&'a str>,
    pub(crate) body: &'a [u8],
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) kind: &'static str,
    pub(crate) body: String,
}

/// The failure of a request: a status, and a sentence with the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failed {
    status: u16,
    why: String,
}

impl Failed {
    pub(crate) fn new(status: u16, why: impl Into<String>) -> Self {
        Self { status, why: why.into() }
    }

    pub(crate) fn asked_wrongly(why: impl Into<String>) -> Self {
        Self::new(400, why)
    }
}

impl From<local_cloud::Error> for Failed {
    fn from(error: local_cloud::Error) -> Self {
        Self::new(502, error.to_string())
    }
}

impl From<desk_api::BadRequest> for Failed {
    fn from(wrong: desk_api::BadRequest) -> Self {
        Self::asked_wrongly(wrong.to_string())
    }
}

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Self {
        Self::new(502, format!("{error:#}"))
    }
}

impl Reply {
    pub(crate) fn file(kind: &'static str, body: impl Into<String>) -> Self {
        Self { status: 200, kind, body: body.into() }
    }

    pub(crate) fn json(result: Result<Value, Failed>) -> Self {
        let (status, body) = match result {
            Ok(value) => (200, value),
            Err(Failed { status, why }) => (status, json!({ "error": why })),
        };
        Self { status, kind: "application/json", body: body.to_string() }
    }
}
