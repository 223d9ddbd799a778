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

/// Declares the requests. Each request gets a struct, a name in JSON and a reader.
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

            /// Returns the request's name, the value of its field `do`.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$request(_) => $text),* }
            }

            /// Reads the request of this name from its other fields.
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
    /// A request of the staff. The field `do` holds its name.
    Request {
        /// Carries out a command on a case. A request with the same id is the same command, so sending it again is
        /// safe.
        Act = "act" {
            /// The case.
            ticket: Spelled<Ticket>,
            /// The command's id, drawn once for each command. A repeat of the command has the same id.
            id: Spelled<CommandId>,
            /// The command.
            command: Spelled<CommandKind>,
            /// The command's facts, by name.
            #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
            #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, crate::schema::TextOrNumber>"))]
            facts: Given,
            /// The value that a citizen discloses by the command `grant`. It is sealed before anything is written.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            value: Option<Confided>,
            /// The actor's reason.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            why: Option<Spelled<Words>>,
            /// The version of the case that the actor saw. A citizen and an agent need not send it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            seen: Option<u32>,
        },
        /// Lists the open cases of a desk, in the order in which they are due.
        List = "list" {
            /// The desk: a department's code, `TRIAGE`, `COORDINATOR` or `APEX`.
            desk: String,
            /// Lists only the cases of this escalation level.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            level: Option<Spelled<Level>>,
            /// The value of `after` in the desk's answer with the page before.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<String>,
        },
        /// Lists the cases whose citizen was promised a telephone call, in the order in which they are due.
        Calls = "calls" {
            /// The value of `after` in the desk's answer with the page before.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<String>,
        },
        /// Shows one case with the words of its caller.
        Look = "look" {
            /// The case.
            ticket: Spelled<Ticket>,
            /// The reader's reason, for the record of the reading. A case that may be confidential needs one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            why: Option<Spelled<Words>>,
        },
        /// Opens a case for the caller on the line. A repeat for the same contact returns the same case.
        Open = "open" {
            /// The call.
            contact: Spelled<ContactId>,
            /// The caller's number, unless it is withheld.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            from: Option<Confided>,
            /// The caller's language.
            language: Spelled<LanguageCode>,
            /// The reader's reason, for the record of the reading.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            why: Option<Spelled<Words>>,
        },
        /// Lists the cases of the caller on the line.
        History = "history" {
            /// The caller's number.
            from: Confided,
            /// The reader's reason, for the record of the reading.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            why: Option<Spelled<Words>>,
        },
        /// Announces a known fault to every caller until a time.
        Announce = "announce" {
            /// The department whose service has the fault.
            department: Spelled<DepartmentCode>,
            /// The category for callers who join the complaint. The default is `general`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            category: Option<Spelled<CategoryCode>>,
            /// The end of the announcement. A past moment removes the announcement.
            until: Spelled<Timestamp>,
            /// The announcement, by language.
            said: BTreeMap<Spelled<LanguageCode>, String>,
        },
        /// Lists the scheme catalogue: the versions that callers hear or may still hear, and each scheme's newest
        /// version.
        Schemes = "schemes" {},
        /// Stores a new version of a scheme as a draft.
        DraftScheme = "draft-scheme" {
            /// The file's name, for the report of mistakes.
            file: String,
            /// The file's text.
            toml: String,
        },
        /// Approves a version of a scheme. Callers hear it from its first day on.
        ApproveScheme = "approve-scheme" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// The version's number.
            version: u32,
        },
        /// Withdraws a version of a scheme.
        WithdrawScheme = "withdraw-scheme" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// The version's number.
            version: u32,
        },
        /// Shows a version of a scheme, even if it ended long ago.
        SchemeText = "scheme-text" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// The version's number.
            version: u32,
        },
        /// Makes a scheme the featured scheme, which has the first key.
        PutFirst = "put-first" {
            /// The scheme.
            code: Spelled<SchemeCode>,
            /// The time until which it is featured.
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
