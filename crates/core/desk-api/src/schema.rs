//! The protocol as JSON Schema, for clients in other languages.

use crate::{Answer, Confided, Envelope, Spelled, Spelling};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value as Json, json};
use std::borrow::Cow;

/// Returns the schema of an envelope and of an answer (JSON Schema 2020-12): `#/$defs/Envelope`, `#/$defs/Answer`.
#[must_use]
pub fn schema() -> Json {
    let mut generator = SchemaGenerator::default();
    let any = [generator.subschema_for::<Envelope>(), generator.subschema_for::<Answer>()];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What the staff asks of the desk, and what it answers",
        "anyOf": any,
        "$defs": generator.take_definitions(true),
    })
}

impl<T: Spelling> JsonSchema for Spelled<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        match T::words() {
            words if words.is_empty() => json_schema!({ "type": "string" }),
            words => json_schema!({ "type": "string", "enum": words }),
        }
    }
}

impl JsonSchema for Confided {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Confided".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

/// A fact of a command: a text or a whole number.
pub(crate) struct TextOrNumber;

impl JsonSchema for TextOrNumber {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TextOrNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer"] })
    }
}
