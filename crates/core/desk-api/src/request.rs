//! The staff's requests, one struct each.

use crate::bad::meant;
use crate::read::part;
use crate::{BadRequest, Confided, Given, Spelled};
use jiff::Timestamp;
use lifecycle::{
    CategoryCode, CommandId, CommandKind, ContactId, DepartmentCode, LanguageCode, Level, SchemeCode, Ticket, Words,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Declares the requests: for each its struct, the name by which it is sent, and the way back from JSON.
macro_rules! requests {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$request_doc:meta])* $request:ident = $text:literal {
            $($(#[$field_meta:meta])* $field:ident: $kind:ty),* $(,)?
        }),* $(,)?
    }) => {
        $(
            $(#[$request_doc])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(deny_unknown_fields)]
            pub struct $request { $($(#[$field_meta])* pub $field: $kind),* }

            impl From<$request> for $name {
                fn from(request: $request) -> Self {
                    Self::$request(request)
                }
            }
        )*

        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "do")]
        pub enum $name { $($(#[$request_doc])* #[serde(rename = $text)] $request($request)),* }

        impl $name {
            /// The names of all requests.
            pub const NAMES: &'static [&'static str] = &[$($text),*];

            /// Its name: what its field `do` says.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$request(_) => $text),* }
            }

            /// Reads the request of that name from its other fields.
            pub(crate) fn read(name: &str, fields: Json) -> Result<Self, BadRequest> {
                match name {
                    $($text => part::<$request>($text, &[$(stringify!($field)),*], fields).map(Self::$request),)*
                    _ => {
                        let (meant, all) = (meant(name, Self::NAMES), Self::NAMES.join(", "));
                        Err(BadRequest::new("do", format!("is none of the requests{meant}; there are {all}")))
                    }
                }
            }
        }
    };
}

requests! {
    /// A request of the staff. The field `do` names it.
    Request {
        /// Carries out a command on a case. The same id again is the same command, and is safe.
        Act = "act" {
            /// The case.
            ticket: Spelled<Ticket>,
            /// The command's id, drawn once for each command, however often it is sent.
            id: Spelled<CommandId>,
            /// The command.
            command: Spelled<CommandKind>,
            /// The command's facts, by name.
            #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
            #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, crate::schema::TextOrNumber>"))]
            facts: Given,
            /// The value that a citizen discloses by the command `grant`: it is sealed before anything is written.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            value: Option<Confided>,
            /// Why.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            why: Option<Spelled<Words>>,
            /// The version of the case that the actor saw; a citizen and an agent need not say it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            seen: Option<u32>,
        },
        /// Lists the open cases of a desk, in the order in which they are due.
        List = "list" {
            /// A department's code, `TRIAGE`, `COORDINATOR` or `APEX`.
            desk: String,
            /// Only those of one level.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            level: Option<Spelled<Level>>,
            /// The end of the page before, as it was answered.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<String>,
        },
        /// Lists the cases in which a call to the citizen is promised, in the order in which they are due.
        Calls = "calls" {
            /// The end of the page before, as it was answered.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<String>,
        },
        /// Shows one case with the words of its caller.
        Look = "look" {
            /// The case.
            ticket: Spelled<Ticket>,
        },
        /// Opens a case for the caller on the line. The same contact again gets the same case.
        Open = "open" {
            /// The call.
            contact: Spelled<ContactId>,
            /// The number that calls, where it is not withheld.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            from: Option<Confided>,
            /// The language that the caller speaks.
            language: Spelled<LanguageCode>,
        },
        /// Lists the cases of the caller on the line.
        History = "history" {
            /// The number that calls.
            from: Confided,
        },
        /// Has every caller told of a fault that is known, until its time.
        Announce = "announce" {
            /// Whose fault it is.
            department: Spelled<DepartmentCode>,
            /// The category of callers who join; `general` unless said.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            category: Option<Spelled<CategoryCode>>,
            /// Until when it is told; a moment that is past takes the announcement down.
            until: Spelled<Timestamp>,
            /// The announcement, by language.
            said: BTreeMap<Spelled<LanguageCode>, String>,
        },
        /// Lists the texts of schemes that are at hand.
        Schemes = "schemes" {},
        /// Keeps a new version of a scheme's text as a draft.
        DraftScheme = "draft-scheme" {
            /// The file's name, for mistakes in it.
            file: String,
            /// The file's text.
            toml: String,
        },
        /// Approves a version of a scheme's text: it is heard from its start.
        ApproveScheme = "approve-scheme" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// Its version.
            version: u32,
        },
        /// Takes a version of a scheme's text away.
        WithdrawScheme = "withdraw-scheme" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// Its version.
            version: u32,
        },
        /// Shows a version of a scheme's text, also one that is long gone.
        SchemeText = "scheme-text" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// Its version.
            version: u32,
        },
        /// Gives a scheme the first key.
        PutFirst = "put-first" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// Until when.
            until: Spelled<Timestamp>,
        },
        /// Shows the counts of schemes in a week.
        Heard = "heard" {
            /// The week in India, such as `2026-W48`, or `now`.
            week: String,
        },
        /// Lists a department's answers to callers' questions.
        Answers = "answers" {
            /// The department.
            department: Spelled<DepartmentCode>,
        },
    }
}
