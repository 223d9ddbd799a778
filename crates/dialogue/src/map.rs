//! The whole conversation as places and the ways between them, for whoever draws it.

use crate::line::Line;
use crate::playbook::Playbook;
use crate::script::Node;
use crate::step::{lines, notice_lines};
use directory::{Choice, Placed};
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
        let all = |prompts: &[Placed<String>]| self.each(&lines(prompts), language);
        let (kind, says, ways) = match node {
            Node::Menu { ask, options, silence, lost } => {
                let mut says = all(ask);
                says.extend(self.each(&self.offer(options, language), language));
                let mut ways: Vec<Way> =
                    options.iter().map(|option| Way::to(option.key.get_ref(), option.to.get_ref())).collect();
                ways.push(Way::to("silence", silence.get_ref()));
                if lost.get_ref() != silence.get_ref() {
                    ways.push(Way::to("lost", lost.get_ref()));
                }
                ("menu", says, ways)
            }
            Node::Note { notice, keep, refuse_key, refused, then } => {
                let mut says = self.each(&notice_lines(notice, refuse_key), language);
                says.extend(all(keep));
                let ways =
                    vec![Way::to(refuse_key.get_ref(), refused.get_ref()), Way::to("the note ends", then.get_ref())];
                ("note", says, ways)
            }
            Node::Sort { say, sorted, left } => {
                let mut ways: Vec<Way> =
                    self.directory.menus.first().map(|menu| Way::to("then", subject(&menu.id))).into_iter().collect();
                for (by, prompts) in [("sorted", sorted), ("left to triage", left)] {
                    let to = format!("“{}” and the end", all(prompts).join(" "));
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

    /// What is heard, line by line.
    fn each(&self, lines: &[Line], language: &LanguageCode) -> Vec<String> {
        lines.iter().map(|line| self.say(std::slice::from_ref(line), language)).collect()
    }

    fn subjects(&self, menu: &directory::Menu, language: &LanguageCode) -> Place {
        let says = self.each(&Self::offer_subjects(menu), language);
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
