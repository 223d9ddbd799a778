//! Checks that anybody can walk the conversation: few choices, few menus, an end for a caller who does nothing.

use crate::Playbook;
use crate::playbook::Sources;
use crate::script::Node;
use directory::{Choice as Subject, DataError, MAX_OPTIONS, Menu, Placed, Source};

/// Most menus in a row that a caller must answer with a key, from the first word of a call to the last.
const MAX_DEPTH: usize = 4;

impl Playbook {
    pub(crate) fn check_shape(&self, sources: &Sources<'_>) -> Result<(), DataError> {
        self.few_choices(sources.script)?;
        self.few_menus(sources.script)?;
        self.silence_ends(sources.script)?;
        self.options_before_keys(sources.prompts)
    }

    /// Checks that no menu of the script offers too many choices. The directory checks its menus of subjects by the
    /// same limit.
    fn few_choices(&self, script: Source<'_>) -> Result<(), DataError> {
        for (id, node) in &self.script.steps {
            if let Node::Menu { options, .. } | Node::Sort { options, .. } = node
                && let Some(more) = options.iter().filter(|option| !option.silent).nth(MAX_OPTIONS)
            {
                let count = options.iter().filter(|option| !option.silent).count();
                return Err(script.error(
                    more.key.span(),
                    format!("menu `{id}` has {count} choices"),
                    format!("offer at most {MAX_OPTIONS}, and the rest in another menu"),
                ));
            }
        }
        Ok(())
    }

    /// Returns the number of menus on the longest path of keys from this step on. A change of language does not count.
    fn depth(&self, id: &str, above: &mut Vec<String>) -> usize {
        // A caller who comes back to a step hears nothing new.
        if above.iter().any(|step| step == id) {
            return 0;
        }
        above.push(id.to_owned());
        let depth = match self.node(id) {
            Some(Node::Menu { options, silence, .. }) => {
                let by_key = options.iter().filter(|option| !option.other_language).filter_map(|o| o.to.as_ref());
                let deepest = by_key.map(|to| self.depth(to.get_ref(), above)).max().unwrap_or(0);
                deepest.saturating_add(1).max(self.depth(silence.get_ref(), above))
            }
            Some(Node::Sort { options, .. }) if !options.is_empty() => 1,
            // Questions after the sorting do not count: no caller looks for them.
            Some(Node::Sort { .. }) => self.directory.menus.first().map_or(0, |menu| self.subjects_deep(menu)),
            Some(Node::Note { then, .. } | Node::Tell { then, .. }) => self.depth(then.get_ref(), above),
            Some(node @ (Node::Fork { .. } | Node::Digits { .. })) => {
                node.leads_to().into_iter().map(|to| self.depth(to.get_ref(), above)).max().unwrap_or(0)
            }
            // Three menus: the subjects, the schemes of a subject, and the actions on a scheme.
            Some(Node::Schemes { .. }) => 3,
            Some(Node::Person { .. } | Node::End { .. }) | None => 0,
        };
        above.pop();
        depth
    }

    /// Returns the depth of the menus of subjects from `menu` on. The directory has checked that no menu leads back to
    /// itself.
    fn subjects_deep(&self, menu: &Menu) -> usize {
        let below = menu.options.iter().filter_map(|option| match &option.choice {
            Subject::Menu(id) => self.directory.menu(id),
            Subject::Department(_) | Subject::Triage => None,
        });
        below.map(|menu| self.subjects_deep(menu)).max().unwrap_or(0).saturating_add(1)
    }

    fn few_menus(&self, script: Source<'_>) -> Result<(), DataError> {
        for start in self.script.starts.values() {
            let depth = self.depth(start.get_ref(), &mut Vec::new());
            if depth > MAX_DEPTH {
                let what = format!("{depth} menus follow one another from `{}` on", start.get_ref());
                return Err(script.error(start.span(), what, format!("lead to everything in at most {MAX_DEPTH}")));
            }
        }
        Ok(())
    }

    /// Checks that a caller who never presses a key comes to an end.
    fn silence_ends(&self, script: Source<'_>) -> Result<(), DataError> {
        self.script.steps.keys().try_for_each(|id| self.ends_from(id, &mut vec![id], script))
    }

    fn ends_from<'a>(&'a self, id: &str, seen: &mut Vec<&'a str>, script: Source<'_>) -> Result<(), DataError> {
        for to in self.node(id).map(after_silence).unwrap_or_default() {
            if seen.contains(&to.get_ref().as_str()) {
                let what = format!("who presses nothing goes round from `{id}` to `{}` for ever", to.get_ref());
                return Err(script.error(to.span(), what, "lead silence to a step of kind `end`, `note` or `person`"));
            }
            seen.push(to.get_ref());
            self.ends_from(to.get_ref(), seen, script)?;
            seen.pop();
        }
        Ok(())
    }

    /// Checks that a prompt says an option before its key: a caller who hears the key first has forgotten it by the
    /// end.
    fn options_before_keys(&self, prompts: &[Source<'_>]) -> Result<(), DataError> {
        for (language, source) in self.file_order().zip(prompts) {
            for (key, text) in self.texts(language) {
                if text.split_inclusive(['.', '।']).any(key_first) {
                    let at = source.place_of(&format!("{key} ="));
                    let what = format!("prompt `{key}` says the key before what it is for");
                    return Err(source.error(at, what, "say the option first: \"for a complaint, press one\""));
                }
            }
        }
        Ok(())
    }
}

/// Returns true if a sentence says a key before its label, or before most of its other words.
fn key_first(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let place = |name: &str| words.iter().position(|word| word.contains(name));
    place("{key}").is_some_and(|at| {
        let label_after = place("{label}").is_some_and(|label| label > at);
        label_after || words.len().saturating_sub(at).saturating_sub(1) > at
    })
}

/// Returns the steps to which a step leads after silence; none if it ends the call or hands it over.
fn after_silence(node: &Node) -> Vec<&Placed<String>> {
    match node {
        Node::Menu { silence, .. } | Node::Digits { silence, .. } => vec![silence],
        Node::Note { then, .. } | Node::Tell { then, .. } | Node::Sort { then, .. } => vec![then],
        Node::Fork { ways, otherwise } => ways.iter().map(|way| &way.to).chain([otherwise]).collect(),
        Node::Schemes { none, question, silence, .. } => vec![none, question, silence],
        Node::Person { .. } | Node::End { .. } => vec![],
    }
}
