//! The order of a call, read from `dialogue.toml`.

use crate::Key;
use directory::{DataError, Placed, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    pub(crate) start: Placed<String>,
    pub(crate) refused: Placed<String>,
    pub(crate) refused_note: Placed<String>,
    pub(crate) anywhere: Vec<Anywhere>,
    pub(crate) steps: BTreeMap<String, Node>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Anywhere {
    pub(crate) key: Placed<String>,
    pub(crate) to: Option<Placed<String>>,
    #[serde(default)]
    pub(crate) repeat: bool,
    #[serde(default)]
    pub(crate) back: bool,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Node {
    Menu {
        ask: Vec<Placed<String>>,
        options: Vec<Choice>,
        silence: Placed<String>,
        lost: Placed<String>,
    },
    Note {
        notice: Vec<Placed<String>>,
        keep: Vec<Placed<String>>,
        refuse_key: Placed<String>,
        refused: Placed<String>,
        then: Placed<String>,
    },
    Sort {
        say: Vec<Placed<String>>,
        sorted: Vec<Placed<String>>,
        left: Vec<Placed<String>>,
    },
    Person {
        say: Vec<Placed<String>>,
        nobody: Placed<String>,
        nobody_registered: Placed<String>,
    },
    End {
        say: Vec<Placed<String>>,
    },
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) key: Placed<String>,
    pub(crate) said: Option<Placed<String>>,
    #[serde(default)]
    pub(crate) other_language: bool,
    pub(crate) to: Placed<String>,
}

/// The prompt that invites to a language in that language's own words.
pub(crate) const OTHER_LANGUAGE: &str = "other_language";
/// The prompt that offers a subject.
pub(crate) const OPTION_SUBJECT: &str = "option_subject";
/// The prompt before a menu that is said again after a key that it does not offer.
pub(crate) const WRONG_KEY: &str = "wrong_key";

/// The key that refuses the recording, in every telephone front.
const REFUSE_KEY: &str = "0";

impl Choice {
    /// The prompt that offers this choice.
    pub(crate) fn prompt(&self) -> &str {
        self.said.as_ref().map_or(OTHER_LANGUAGE, |said| said.get_ref())
    }
}

impl Node {
    /// Steps this one leads to.
    fn leads_to(&self) -> Vec<&Placed<String>> {
        match self {
            Self::Menu { options, silence, lost, .. } => options.iter().map(|o| &o.to).chain([silence, lost]).collect(),
            Self::Note { refused, then, .. } => vec![refused, then],
            Self::Person { nobody, nobody_registered, .. } => vec![nobody, nobody_registered],
            Self::Sort { .. } | Self::End { .. } => vec![],
        }
    }

    /// Prompts this step says.
    fn says(&self) -> Vec<&Placed<String>> {
        match self {
            Self::Menu { ask, options, .. } => {
                ask.iter().chain(options.iter().filter_map(|o| o.said.as_ref())).collect()
            }
            Self::Note { notice, keep, .. } => notice.iter().chain(keep).collect(),
            Self::Sort { say, sorted, left } => say.iter().chain(sorted).chain(left).collect(),
            Self::Person { say, .. } | Self::End { say } => say.iter().collect(),
        }
    }

    fn keys(&self) -> Vec<&Placed<String>> {
        match self {
            Self::Menu { options, .. } => options.iter().map(|o| &o.key).collect(),
            Self::Note { refuse_key, .. } => vec![refuse_key],
            _ => vec![],
        }
    }
}

impl Script {
    /// Checks that every step and prompt it names is there.
    pub(crate) fn check(self, source: Source<'_>, has_prompt: impl Fn(&str) -> bool) -> Result<Self, DataError> {
        let fail = |at: &Placed<String>, what: String, help: &str| Err(source.error(at.span(), what, help));

        let entries = [&self.start, &self.refused, &self.refused_note];
        let anywhere = self.anywhere.iter().filter_map(|a| a.to.as_ref());
        let links: Vec<_> =
            entries.into_iter().chain(anywhere).chain(self.steps.values().flat_map(Node::leads_to)).collect();
        for link in &links {
            if !self.steps.contains_key(link.get_ref()) {
                return fail(link, format!("no step `{}`", link.get_ref()), "name one of [steps]");
            }
        }
        for prompt in self.steps.values().flat_map(Node::says) {
            if !has_prompt(prompt.get_ref()) {
                return fail(prompt, format!("no prompt `{}`", prompt.get_ref()), "write it in every file of prompts/");
            }
        }
        let keys = self.steps.values().flat_map(Node::keys).chain(self.anywhere.iter().map(|a| &a.key));
        for key in keys {
            if parse_key(key.get_ref()).is_none() {
                return fail(key, format!("`{}` is no key", key.get_ref()), "use one of 0 to 9, * and #");
            }
        }
        if let Some(lost) = self.steps.keys().find(|id| !links.iter().any(|link| link.get_ref() == *id)) {
            let at = source.place_of(&format!("[steps.{lost}."));
            return Err(source.error(at, format!("nothing leads to step `{lost}`"), "lead to it or remove it"));
        }
        // The contact flow takes this one key for a refusal; any other would be recorded.
        for node in self.steps.values() {
            if let Node::Note { refuse_key, .. } = node
                && refuse_key.get_ref() != REFUSE_KEY
            {
                let what = format!("`{}` refuses the recording", refuse_key.get_ref());
                return fail(refuse_key, what, "it is `0`, as in infra/flows/inbound.json");
            }
        }
        // After a note the caller hears a ticket and sorts; the engine counts on it.
        for node in self.steps.values() {
            if let Node::Note { then, .. } = node
                && !matches!(self.steps.get(then.get_ref()), Some(Node::Sort { .. }))
            {
                return fail(then, format!("a note leads to `{}`", then.get_ref()), "lead it to a step of kind `sort`");
            }
        }
        Ok(self)
    }
}

/// Reads a key as the files write it.
pub(crate) fn parse_key(given: &str) -> Option<Key> {
    given.parse().ok().and_then(Key::new)
}
