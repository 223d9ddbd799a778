//! Paths to values: `$.Attributes.tier`, `$.Attributes['a key']`, `$['External']['name']`.

/// A JSONPath of the flow language, which has only names, no wildcards and no indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// The path as written.
    pub raw: String,
    /// The names, outermost first; at least one.
    pub names: Vec<String>,
}

/// The first names that a path may have (pages `connect-attrib-list`, `how-to-reference-attributes`; the last three are
/// in real flows and in no page).
const NAMESPACES: [&str; 39] = [
    "Attributes",
    "FlowAttributes",
    "External",
    "LambdaInvocation",
    "StoredCustomerInput",
    "Lex",
    "Customer",
    "Case",
    "Views",
    "Metrics",
    "Wisdom",
    "DataTables",
    "Modules",
    "Agent",
    "Loop",
    "Media",
    "MediaStreams",
    "Queue",
    "CustomerEndpoint",
    "SystemEndpoint",
    "SegmentAttributes",
    "References",
    "Tags",
    "ContactId",
    "InitialContactId",
    "PreviousContactId",
    "Channel",
    "InstanceARN",
    "AwsRegion",
    "LanguageCode",
    "CustomerId",
    "TextToSpeechVoiceId",
    "InitiationMethod",
    "Name",
    "Description",
    "Task",
    "AdditionalEmailRecipients",
    "CallbackNumber",
    "CustomerCallBackPhoneNumber",
];

impl Path {
    /// Returns `None` if the first name of the path is known, else the nearest known name, if one is near.
    pub(crate) fn misspelt(&self) -> Option<Option<&'static str>> {
        let first = self.names.first()?;
        (!NAMESPACES.contains(&first.as_str())).then(|| near::nearest(first, NAMESPACES))
    }

    /// Reads a path at the start of `text`, and returns the path and the text after it.
    ///
    /// A full stop without a name after it belongs to the sentence, not to the path.
    pub(crate) fn at_start(text: &str) -> Option<(Self, &str)> {
        let mut rest = text.strip_prefix('$')?;
        let mut names = Vec::new();
        while let Some((name, after)) = bracketed(rest).or_else(|| dotted(rest, names.is_empty())) {
            names.push(name.to_owned());
            rest = after;
        }
        let raw = text.strip_suffix(rest)?.to_owned();
        (!names.is_empty()).then_some((Self { raw, names }, rest))
    }
}

fn bracketed(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('.').unwrap_or(rest).strip_prefix("['")?;
    rest.split_once("']").filter(|(name, _)| !name.is_empty())
}

fn dotted(rest: &str, first: bool) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('.')?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = rest.strip_suffix(after)?;
    let starts_well = |c: char| !first || c.is_ascii_alphabetic();
    name.starts_with(starts_well).then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::Path;

    /// Checks a form that `connect-attrib-list` or `how-to-reference-attributes` documents.
    #[track_caller]
    fn check(text: &str, names: &[&str], after: &str) {
        let found = Path::at_start(text).map(|(path, rest)| (path.names, rest));
        assert_eq!(found, Some((names.iter().map(|&name| name.to_owned()).collect(), after)));
    }

    #[test]
    fn every_documented_way_to_write_a_path_is_read() {
        check("$.Attributes.tier", &["Attributes", "tier"], "");
        check("$.Attributes['a key']", &["Attributes", "a key"], "");
        check("$.Attributes.['a key']", &["Attributes", "a key"], "");
        check("$['Attributes']['Language']", &["Attributes", "Language"], "");
        check("$.Views.ViewResultData.Table.0.id", &["Views", "ViewResultData", "Table", "0", "id"], "");
    }

    #[test]
    fn a_full_stop_after_a_path_ends_the_sentence() {
        check("$.External.name. Thank you", &["External", "name"], ". Thank you");
        check("$.External.name।", &["External", "name"], "।");
    }

    #[test]
    fn a_sum_of_money_is_not_a_path() {
        for text in ["$5", "$", "$.50", "$.", "$['']", "cost"] {
            assert_eq!(Path::at_start(text), None, "{text}");
        }
    }
}
