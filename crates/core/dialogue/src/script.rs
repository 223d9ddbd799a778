//! The script: the order of a call, read from `dialogue.toml`.

use crate::when::When;
use crate::{About, Act, Key, Purpose};
use directory::{DataError, Directory, Placed, Source};
use lifecycle::{Assignment, CategoryCode, Confidentiality, DepartmentCode, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The script: `dialogue.toml` explains its fields.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// The first step of a call, by the call's purpose.
    pub(crate) starts: BTreeMap<String, Placed<String>>,
    /// The note for a recording made while the function was down.
    pub(crate) note: Placed<String>,
    /// The step after a write that was refused before the note.
    pub(crate) refused: Placed<String>,
    /// The step after a write that was refused after the note.
    pub(crate) refused_note: Placed<String>,
    pub(crate) anywhere: Vec<Anywhere>,
    pub(crate) steps: BTreeMap<String, Node>,
}

/// A key that has the same meaning at every menu.
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

/// A step of the script: `dialogue.toml` explains each kind and its fields.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Node {
    Menu {
        ask: Vec<Placed<String>>,
        options: Vec<Choice>,
        silence: Placed<String>,
        lost: Placed<String>,
    },
    Fork {
        ways: Vec<Fork>,
        otherwise: Placed<String>,
    },
    Digits {
        ask: Vec<Placed<String>>,
        what: Placed<Wanted>,
        then: Placed<String>,
        wrong: Vec<Placed<String>>,
        refused: Option<Placed<String>>,
        silence: Placed<String>,
        lost: Placed<String>,
    },
    Note {
        notice: Vec<Placed<String>>,
        keep: Vec<Placed<String>>,
        refuse_key: Placed<String>,
        refused: Placed<String>,
        then: Placed<String>,
        #[serde(default)]
        about_earlier: bool,
        kind: Option<Placed<String>>,
        quiet: Option<Placed<String>>,
        /// `true` if the note is about the scheme that is heard: its assignment is known.
        #[serde(default)]
        of_the_scheme: bool,
    },
    Schemes {
        /// The scheme that has the first key, unless the coordinator features another one.
        first: Option<Placed<String>>,
        /// The step if no scheme can be told: the caller leaves a question.
        none: Placed<String>,
        /// The step for a question that no scheme version answers.
        question: Placed<String>,
        /// The step for a problem with the scheme that is heard.
        trouble: Placed<String>,
        /// The step for a question about the scheme that is heard.
        about: Placed<String>,
        silence: Placed<String>,
        lost: Placed<String>,
    },
    Sort {
        say: Vec<Placed<String>>,
        sorted: Vec<Placed<String>>,
        left: Vec<Placed<String>>,
        #[serde(default)]
        options: Vec<Choice>,
        then: Placed<String>,
    },
    Tell {
        act: Option<Placed<String>>,
        say: Vec<Placed<String>>,
        refused: Option<Placed<String>>,
        then: Placed<String>,
    },
    Person {
        say: Vec<Placed<String>>,
        wait: Vec<Placed<String>>,
        long_wait: Option<Placed<String>>,
        #[serde(default)]
        urgent: bool,
        nobody: Placed<String>,
        nobody_registered: Placed<String>,
    },
    End {
        say: Vec<Placed<String>>,
    },
}

/// One way of a fork. The first way whose condition holds is taken.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fork {
    pub(crate) when: Placed<When>,
    pub(crate) to: Placed<String>,
}

/// The kind of digits that a caller is asked to type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// The number of a case.
    Ticket,
    /// The PIN of the case whose number was typed before.
    Pin,
    /// A new PIN to keep.
    NewPin,
    /// A new PIN to keep, which the citizen gives under duress.
    DuressPin,
    /// The information that the department must know.
    Disclosure,
}

impl Wanted {
    /// Returns true for a PIN: nobody else may see it, and its fourth digit ends the input.
    pub(crate) fn is_secret(self) -> bool {
        matches!(self, Self::Pin | Self::NewPin | Self::DuressPin)
    }

    /// Returns the act to write once the digits were typed, if any.
    pub(crate) fn act(self) -> Option<Act> {
        match self {
            Self::Ticket | Self::Pin => None,
            Self::NewPin => Some(Act::KeepPin),
            Self::DuressPin => Some(Act::KeepDuressPin),
            Self::Disclosure => Some(Act::Grant),
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) key: Placed<String>,
    pub(crate) said: Option<Placed<String>>,
    /// Prompts that are said before the choice.
    #[serde(default)]
    pub(crate) before: Vec<Placed<String>>,
    /// `true` if the key works without being said, for a caller who knows it from another menu.
    #[serde(default)]
    pub(crate) silent: bool,
    #[serde(default)]
    pub(crate) other_language: bool,
    pub(crate) to: Option<Placed<String>>,
    /// The department and category to which the case goes, such as `WCD/violence`. It stands instead of a step.
    pub(crate) sort: Option<Placed<String>>,
}

/// The prompt that offers a language in that language's own words.
pub(crate) const OTHER_LANGUAGE: &str = "other_language";
/// The prompt that offers a subject.
pub(crate) const OPTION_SUBJECT: &str = "option_subject";
/// The prompt before a menu that is said again because the caller pressed a key that it does not offer.
pub(crate) const WRONG_KEY: &str = "wrong_key";

/// Stands in a list of prompts for the prompt of the earlier case's stage, such as `status_sent`.
pub(crate) const STATUS: &str = "status";

/// The prompt that says the answer to a caller's question.
pub(crate) const ANSWER: &str = "answer";

/// The prompt that is said instead if the answer cannot be read.
pub(crate) const ANSWER_UNKNOWN: &str = "answer_unknown";

/// The key that refuses the recording, the same in every telephone front.
const REFUSE_KEY: &str = "0";

impl Choice {
    /// Returns the prompt that offers this choice.
    pub(crate) fn prompt(&self) -> &str {
        self.said.as_ref().map_or(OTHER_LANGUAGE, |said| said.get_ref())
    }

    fn says(&self) -> impl Iterator<Item = &Placed<String>> {
        self.before.iter().chain(&self.said)
    }

    /// Returns the department and category to which this choice sorts the case.
    pub(crate) fn assignment(&self) -> Option<Assignment> {
        let (department, category) = self.sort.as_ref()?.get_ref().split_once('/')?;
        Some(Assignment {
            department: DepartmentCode::new(department).ok()?,
            category: CategoryCode::new(category).ok()?,
        })
    }
}

impl Node {
    /// Returns the steps to which this step leads.
    pub(crate) fn leads_to(&self) -> Vec<&Placed<String>> {
        match self {
            Self::Menu { options, silence, lost, .. } => {
                options.iter().filter_map(|o| o.to.as_ref()).chain([silence, lost]).collect()
            }
            Self::Fork { ways, otherwise } => ways.iter().map(|way| &way.to).chain([otherwise]).collect(),
            Self::Digits { then, refused, silence, lost, .. } => {
                [then, silence, lost].into_iter().chain(refused).collect()
            }
            Self::Note { refused, then, .. } => vec![refused, then],
            Self::Tell { refused, then, .. } => std::iter::once(then).chain(refused).collect(),
            Self::Person { nobody, nobody_registered, long_wait, .. } => {
                [nobody, nobody_registered].into_iter().chain(long_wait).collect()
            }
            Self::Sort { then, .. } => vec![then],
            Self::Schemes { none, question, trouble, about, silence, lost, .. } => {
                vec![none, question, trouble, about, silence, lost]
            }
            Self::End { .. } => vec![],
        }
    }

    /// Returns the prompts that this step says.
    pub(crate) fn says(&self) -> Vec<&Placed<String>> {
        match self {
            Self::Menu { ask, options, .. } => ask.iter().chain(options.iter().flat_map(Choice::says)).collect(),
            Self::Fork { .. } | Self::Schemes { .. } => vec![],
            Self::Digits { ask, wrong, .. } => ask.iter().chain(wrong).collect(),
            Self::Note { notice, keep, .. } => notice.iter().chain(keep).collect(),
            Self::Sort { say, sorted, left, options, .. } => {
                let offered = options.iter().flat_map(Choice::says);
                say.iter().chain(sorted).chain(left).chain(offered).collect()
            }
            Self::Tell { say, .. } => say.iter().collect(),
            Self::Person { say, wait, .. } => say.iter().chain(wait).collect(),
            Self::End { say } => say.iter().collect(),
        }
    }

    fn choices(&self) -> &[Choice] {
        match self {
            Self::Menu { options, .. } | Self::Sort { options, .. } => options,
            _ => &[],
        }
    }

    fn refuse_key(&self) -> Option<&Placed<String>> {
        if let Self::Note { refuse_key, .. } = self { Some(refuse_key) } else { None }
    }

    /// Returns true if a new case may begin with this step: a ticket in its words is then that of the new case.
    pub(crate) fn draws_a_ticket(&self) -> bool {
        match self {
            Self::Sort { .. } => true,
            Self::Tell { act: Some(act), .. } => Act::named(act.get_ref()) == Some(Act::Join),
            _ => false,
        }
    }

    /// Returns the kind and confidentiality of a case that begins with this note.
    pub(crate) fn about(&self) -> About {
        let Self::Note { kind, quiet, .. } = self else { return About::default() };
        let kind = kind.as_ref().and_then(|kind| Kind::parse(kind.get_ref()));
        let quiet = quiet.as_ref().and_then(|quiet| Confidentiality::parse(quiet.get_ref()));
        About { kind: kind.unwrap_or(Kind::Grievance), quiet }
    }
}

impl Script {
    /// Checks that every step, prompt and other word that the script names exists.
    pub(crate) fn check(
        self,
        source: Source<'_>,
        directory: &Directory,
        has_prompt: impl Fn(&str) -> bool,
    ) -> Result<Self, DataError> {
        let fail = |at: &Placed<String>, what: String, help: &str| Err(source.error(at.span(), what, help));

        self.check_starts(source)?;
        let entries = self.starts.values().chain([&self.note, &self.refused, &self.refused_note]);
        let anywhere = self.anywhere.iter().filter_map(|a| a.to.as_ref());
        let links: Vec<_> = entries.chain(anywhere).chain(self.steps.values().flat_map(Node::leads_to)).collect();
        for link in &links {
            if !self.steps.contains_key(link.get_ref()) {
                return fail(link, format!("no step `{}`", link.get_ref()), "name one of [steps]");
            }
        }
        for prompt in self.steps.values().flat_map(Node::says) {
            if prompt.get_ref() != STATUS && !has_prompt(prompt.get_ref()) {
                return fail(prompt, format!("no prompt `{}`", prompt.get_ref()), "write it in every file of prompts/");
            }
        }
        let keys = self.steps.values().flat_map(|node| node.choices().iter().map(|o| &o.key).chain(node.refuse_key()));
        for key in keys.chain(self.anywhere.iter().map(|a| &a.key)) {
            if parse_key(key.get_ref()).is_none() {
                return fail(key, format!("`{}` is no key", key.get_ref()), "use one of 0 to 9, * and #");
            }
        }
        if let Some(lost) = self.steps.keys().find(|id| !links.iter().any(|link| link.get_ref() == *id)) {
            let at = source.place_of(&format!("[steps.{lost}."));
            return Err(source.error(at, format!("nothing leads to step `{lost}`"), "lead to it or remove it"));
        }
        if !matches!(self.steps.get(self.note.get_ref()), Some(Node::Note { about_earlier: false, .. })) {
            let what = format!("`{}` is no note of a new case", self.note.get_ref());
            return fail(&self.note, what, "name the `note` step for a recording made while the function was down");
        }
        for node in self.steps.values() {
            self.check_choices(node, directory, source)?;
            self.check_words(node, source)?;
        }
        Ok(self)
    }

    /// Checks that every start has the name of a purpose, and that a citizen's call has a start.
    fn check_starts(&self, source: Source<'_>) -> Result<(), DataError> {
        if !self.starts.contains_key(Purpose::INBOUND) {
            let what = format!("no start of `{}`", Purpose::INBOUND);
            let help = "name the step that a citizen's call enters, such as `inbound = \"welcome\"`";
            return Err(source.error(source.place_of("[starts]"), what, help));
        }
        match self.starts.iter().find(|(purpose, _)| Purpose::new(purpose).is_none()) {
            Some((purpose, at)) => {
                let help = "use 1 to 24 small letters, digits and dashes, as in the name of its flow's file";
                Err(source.error(at.span(), format!("`{purpose}` is no purpose of a call"), help))
            }
            None => Ok(()),
        }
    }

    /// Returns the step that a call of this purpose enters.
    pub(crate) fn start(&self, purpose: &Purpose) -> Option<&Placed<String>> {
        self.starts.get(purpose.as_str())
    }

    /// Checks that a choice leads to a step, or sorts to a category that exists.
    fn check_choices(&self, node: &Node, directory: &Directory, source: Source<'_>) -> Result<(), DataError> {
        for choice in node.choices() {
            let fail = |what: String, help: &str| Err(source.error(choice.key.span(), what, help));
            match (&choice.to, &choice.sort) {
                (Some(_), None) => {}
                (None, Some(sort)) if matches!(node, Node::Sort { .. }) => {
                    let to = choice.assignment();
                    if to.and_then(|to| lifecycle::Rules::terms(directory, &to)).is_none() {
                        let help = "name department and category of departments.toml, such as `WCD/violence`";
                        return fail(format!("`{}` is no category", sort.get_ref()), help);
                    }
                }
                _ => return fail("a choice that leads nowhere, or twice".to_owned(), "give it one of `to` and `sort`"),
            }
        }
        Ok(())
    }

    /// Checks the words on which the engine, the ledger or the contact flow count.
    fn check_words(&self, node: &Node, source: Source<'_>) -> Result<(), DataError> {
        let fail = |at: &Placed<String>, what: String, help: String| Err(source.error(at.span(), what, help));
        match node {
            // The contact flow takes only this key as a refusal; after any other key it would record.
            Node::Note { refuse_key, .. } if refuse_key.get_ref() != REFUSE_KEY => {
                let what = format!("`{}` refuses the recording", refuse_key.get_ref());
                fail(refuse_key, what, "it is `0`, as in the flows of infra/flows/".to_owned())
            }
            Node::Note { kind: Some(kind), .. } if Kind::parse(kind.get_ref()).is_none() => fail(
                kind,
                format!("`{}` is no kind", kind.get_ref()),
                "use grievance, suggestion, query or appreciation".to_owned(),
            ),
            Node::Note { quiet: Some(quiet), .. } if Confidentiality::parse(quiet.get_ref()).is_none() => fail(
                quiet,
                format!("`{}` is no ground for quiet", quiet.get_ref()),
                "see `quiet` in departments.toml".to_owned(),
            ),
            // After the note of a new case the caller hears a ticket and sorts; the engine counts on it.
            Node::Note { then, about_earlier: false, .. }
                if !matches!(self.steps.get(then.get_ref()), Some(Node::Sort { .. })) =>
            {
                fail(
                    then,
                    format!("a note leads to `{}`", then.get_ref()),
                    "lead it to a step of kind `sort`".to_owned(),
                )
            }
            Node::Tell { act: Some(act), .. } if Act::named(act.get_ref()).is_none() => {
                fail(act, format!("`{}` is no act", act.get_ref()), format!("use one of {}", Act::names()))
            }
            // One step writes one thing, and the caller hears the words after the write in the same step.
            Node::Tell { act: Some(_), then, .. } if self.writes(then.get_ref()) => {
                let what = format!("an act leads to `{}`, which writes too", then.get_ref());
                fail(then, what, "lead it to a menu or an end".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn writes(&self, id: &str) -> bool {
        match self.steps.get(id) {
            Some(Node::Tell { act, then, .. }) => act.is_some() || self.writes(then.get_ref()),
            Some(Node::Fork { .. } | Node::Note { .. } | Node::Sort { .. }) => true,
            _ => false,
        }
    }
}

/// Reads a key as the files write it.
pub(crate) fn parse_key(given: &str) -> Option<Key> {
    given.parse().ok().and_then(Key::new)
}
