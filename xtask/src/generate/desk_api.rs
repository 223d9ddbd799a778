//! The staff's protocol as JSON Schema, for surfaces that are written in another language.

pub(crate) fn page() -> String {
    format!("{:#}\n", desk_api::schema())
}
