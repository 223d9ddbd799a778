//! The order of a call, read from `dialogue.toml`.

use crate::when::When;
use crate::{About, Act, Key, Purpose};
use directory::{DataError, Directory, Placed, Source};
use lifecycle::{Assignment, CategoryCode, DepartmentCode, Kind, Quiet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// A call's first step, by the call's purpose.
    pub(crate) starts: BTreeMap<String, Placed<String>>,
    pub(crate) note: Placed<String>,
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
    Fork {
        ways: Vec<Fork>,
        otherwise: Placed<String>,
    },
    Digits {
        ask: Vec<Placed<String>>,
        what: Placed<Wanted>,
        then: Placed<String>,
        found: Option<Placed<String>>,
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
        /// It is about the scheme that is heard: where it belongs is known.
        #[serde(default)]
        of_the_scheme: bool,
    },
    Schemes {
        /// The scheme that has the first key, unless the coordinator has given it to another.
        first: Option<Placed<String>>,
        /// Where nothing can be told: a question is left.
        none: Placed<String>,
        /// What no text answers.
        question: Placed<String>,
        /// What goes wrong with the scheme that is heard.
        trouble: Placed<String>,
        /// The question about the scheme that is heard.
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
        proven: Option<Vec<Placed<String>>>,
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

/// One way of a fork: the first that holds is taken.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fork {
    pub(crate) when: Placed<When>,
    pub(crate) to: Placed<String>,
}

/// What a caller is asked to type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// The number of a case.
    Ticket,
    /// The PIN of the case whose number was typed before.
    Pin,
    /// A PIN to keep.
    NewPin,
    /// A PIN to keep, to be given under duress.
    DuressPin,
    /// What the department must know.
    Disclosure,
}

impl Wanted {
    /// Whether nobody else may see it, and the length of what is typed: a PIN ends with its fourth digit.
    pub(crate) fn is_secret(self) -> bool {
        matches!(self, Self::Pin | Self::NewPin | Self::DuressPin)
    }

    /// What is written once it was typed.
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
    /// Said before it.
    #[serde(default)]
    pub(crate) before: Vec<Placed<String>>,
    /// Works, and is not said: whoever knows it from another menu presses it here too.
    #[serde(default)]
    pub(crate) silent: bool,
    #[serde(default)]
    pub(crate) other_language: bool,
    pub(crate) to: Option<Placed<String>>,
    /// Instead of a step: the department and category to which the case goes, such as `WCD/violence`.
    pub(crate) sort: Option<Placed<String>>,
}

/// The prompt that invites to a language in that language's own words.
pub(crate) const OTHER_LANGUAGE: &str = "other_language";
/// The prompt that offers a subject.
pub(crate) const OPTION_SUBJECT: &str = "option_subject";
/// The prompt before a menu that is said again after a key that it does not offer.
pub(crate) const WRONG_KEY: &str = "wrong_key";

/// In a list of prompts: where the earlier case stands, `status_sent` and the like.
pub(crate) const STATUS: &str = "status";

/// The prompt that says the answer to a caller's question.
pub(crate) const ANSWER: &str = "answer";

/// What is said instead where it cannot be read.
pub(crate) const ANSWER_UNKNOWN: &str = "answer_unknown";

/// The key that refuses the recording, in every telephone front.
const REFUSE_KEY: &str = "0";

impl Choice {
    /// The prompt that offers this choice.
    pub(crate) fn prompt(&self) -> &str {
        self.said.as_ref().map_or(OTHER_LANGUAGE, |said| said.get_ref())
    }

    fn says(&self) -> impl Iterator<Item = &Placed<String>> {
        self.before.iter().chain(&self.said)
    }

    /// Where it sorts the case to.
    pub(crate) fn assignment(&self) -> Option<Assignment> {
        let (department, category) = self.sort.as_ref()?.get_ref().split_once('/')?;
        Some(Assignment {
            department: DepartmentCode::new(department).ok()?,
            category: CategoryCode::new(category).ok()?,
        })
    }
}

impl Node {
    /// Steps this one leads to.
    pub(crate) fn leads_to(&self) -> Vec<&Placed<String>> {
        match self {
            Self::Menu { options, silence, lost, .. } => {
                options.iter().filter_map(|o| o.to.as_ref()).chain([silence, lost]).collect()
            }
            Self::Fork { ways, otherwise } => ways.iter().map(|way| &way.to).chain([otherwise]).collect(),
            Self::Digits { then, found, refused, silence, lost, .. } => {
                [then, silence, lost].into_iter().chain(found).chain(refused).collect()
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

    /// Prompts this step says.
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
            Self::Tell { say, proven, .. } => say.iter().chain(proven.iter().flatten()).collect(),
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

    /// Whether a case may begin with this step: what it says of a number is the new one's.
    pub(crate) fn draws_a_ticket(&self) -> bool {
        match self {
            Self::Sort { .. } => true,
            Self::Tell { act: Some(act), .. } => Act::named(act.get_ref()) == Some(Act::Join),
            _ => false,
        }
    }

    /// What a case is that begins with this note.
    pub(crate) fn about(&self) -> About {
        let Self::Note { kind, quiet, .. } = self else { return About::default() };
        let kind = kind.as_ref().and_then(|kind| Kind::parse(kind.get_ref()));
        let quiet = quiet.as_ref().and_then(|quiet| Quiet::parse(quiet.get_ref()));
        About { kind: kind.unwrap_or(Kind::Grievance), quiet }
    }
}

impl Script {
    /// Checks that every step and prompt it names is there, and every word it takes from elsewhere.
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
            return fail(&self.note, what, "name the step of kind `note` that a note is of which no function knew");
        }
        for node in self.steps.values() {
            self.check_choices(node, directory, source)?;
            self.check_words(node, source)?;
        }
        Ok(self)
    }

    /// Every start has the name of a purpose, and there is one for a citizen's call.
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

    /// The step that a call of this purpose enters.
    pub(crate) fn start(&self, purpose: &Purpose) -> Option<&Placed<String>> {
        self.starts.get(purpose.as_str())
    }

    /// A choice leads to a step, or sorts to a category that there is.
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

    /// Words that the engine, the ledger or the contact flow count on.
    fn check_words(&self, node: &Node, source: Source<'_>) -> Result<(), DataError> {
        let fail = |at: &Placed<String>, what: String, help: String| Err(source.error(at.span(), what, help));
        match node {
            // The contact flow takes this one key for a refusal; any other would be recorded.
            Node::Note { refuse_key, .. } if refuse_key.get_ref() != REFUSE_KEY => {
                let what = format!("`{}` refuses the recording", refuse_key.get_ref());
                fail(refuse_key, what, "it is `0`, as in the flows of infra/flows/".to_owned())
            }
            Node::Note { kind: Some(kind), .. } if Kind::parse(kind.get_ref()).is_none() => fail(
                kind,
                format!("`{}` is no kind", kind.get_ref()),
                "use grievance, suggestion, query or appreciation".to_owned(),
            ),
            Node::Note { quiet: Some(quiet), .. } if Quiet::parse(quiet.get_ref()).is_none() => fail(
                quiet,
                format!("`{}` is no ground for quiet", quiet.get_ref()),
                "see `quiet` in departments.toml".to_owned(),
            ),
            // After a first note the caller hears a ticket and sorts; the engine counts on it.
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
            // One step writes one thing, and what is heard after it was written is heard at once.
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
