//! The whole conversation as places and the ways between them, for whoever draws it.

use crate::line::{Arg, Line};
use crate::playbook::Playbook;
use crate::script::{Node, parse_key};
use directory::Choice;
use lifecycle::LanguageCode;

/// One place of the conversation: a step of the script, or a menu of subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name; that of a menu of subjects begins with `subject: `.
    pub id: String,
    /// `menu`, `note`, `sort`, `person` or `end`.
    pub kind: &'static str,
    /// What is heard, in the language of the map.
    pub says: Vec<String>,
    /// Where it leads.
    pub ways: Vec<Way>,
}

/// One way out of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// A key, or what happens otherwise: `silence`, `lost`, `refused`, `the note ends`, `nobody`.
    pub by: String,
    /// The place, or a department in the caller's words.
    pub to: String,
    /// Whether that is a place of the map.
    pub on_the_map: bool,
}

impl Way {
    fn to(by: impl Into<String>, to: impl Into<String>) -> Self {
        Self { by: by.into(), to: to.into(), on_the_map: true }
    }
}

impl Playbook {
    /// Every place, the first one first, in the words of a language.
    #[must_use]
    pub fn map(&self, language: &LanguageCode) -> Vec<Place> {
        let start = self.script.start.get_ref();
        let mut steps: Vec<(&String, &Node)> = self.script.steps.iter().collect();
        steps.sort_by_key(|(id, _)| *id != start);
        let steps = steps.into_iter().map(|(id, node)| self.place(id, node, language));
        steps.chain(self.directory.menus.iter().map(|menu| self.subjects(menu, language))).collect()
    }

    fn place(&self, id: &str, node: &Node, language: &LanguageCode) -> Place {
        let said = |prompt: &str| self.say(&[Line::of(prompt)], language);
        let all = |prompts: &[directory::Placed<String>]| prompts.iter().map(|prompt| said(prompt.get_ref())).collect();
        let (kind, says, ways) = match node {
            Node::Menu { ask, options, silence, lost } => {
                let mut says: Vec<String> = all(ask);
                says.extend(
                    self.offer(options, language).iter().map(|line| self.say(std::slice::from_ref(line), language)),
                );
                let mut ways: Vec<Way> =
                    options.iter().map(|option| Way::to(option.key.get_ref(), option.to.get_ref())).collect();
                ways.push(Way::to("silence", silence.get_ref()));
                if lost.get_ref() != silence.get_ref() {
                    ways.push(Way::to("lost", lost.get_ref()));
                }
                ("menu", says, ways)
            }
            Node::Note { notice, keep, refuse_key, refused, then } => {
                let key = parse_key(refuse_key.get_ref()).map(Arg::Key);
                let line = |prompt: &directory::Placed<String>| {
                    let line = Line::of(prompt.get_ref());
                    let line = key.clone().map_or_else(|| line.clone(), |key| line.clone().with(key));
                    self.say(&[line], language)
                };
                let ways =
                    vec![Way::to(refuse_key.get_ref(), refused.get_ref()), Way::to("the note ends", then.get_ref())];
                ("note", notice.iter().chain(keep).map(line).collect(), ways)
            }
            Node::Sort { say, sorted, left } => {
                let mut ways: Vec<Way> =
                    self.directory.menus.first().map(|menu| Way::to("then", subject(&menu.id))).into_iter().collect();
                for (by, prompts) in [("sorted", sorted), ("left to triage", left)] {
                    let heard: Vec<String> = all(prompts);
                    let to = format!("“{}” and the end", heard.join(" "));
                    ways.push(Way { by: by.to_owned(), to, on_the_map: false });
                }
                ("sort", all(say), ways)
            }
            Node::Person { say, nobody, nobody_registered } => {
                let mut ways = vec![Way::to("nobody", nobody.get_ref())];
                if nobody_registered.get_ref() != nobody.get_ref() {
                    ways.push(Way::to("nobody, registered", nobody_registered.get_ref()));
                }
                ("person", all(say), ways)
            }
            Node::End { say } => ("end", all(say), Vec::new()),
        };
        Place { id: id.to_owned(), kind, says, ways }
    }

    fn subjects(&self, menu: &directory::Menu, language: &LanguageCode) -> Place {
        let offered = Self::offer_subjects(menu);
        let says = offered.iter().map(|line| self.say(std::slice::from_ref(line), language)).collect();
        let ways = menu.options.iter().map(|option| match &option.choice {
            Choice::Menu(id) => Way::to(option.key, subject(id)),
            Choice::Department(code) => {
                let department = self.directory.department(code).map_or("", |known| known.said.in_language(language));
                Way { by: option.key.into(), to: format!("{code}: {department}"), on_the_map: false }
            }
            Choice::Triage => Way { by: option.key.into(), to: "triage".to_owned(), on_the_map: false },
        });
        Place { id: subject(&menu.id), kind: "menu", says, ways: ways.collect() }
    }
}

fn subject(menu: &str) -> String {
    format!("subject: {menu}")
}
