//! The whole conversation as a graph: positions and the ways between them, to be drawn.

use crate::line::Line;
use crate::playbook::Playbook;
use crate::purpose::Purpose;
use crate::script::{Choice as Offered, Node, STATUS};
use crate::wording::{lines, notice_lines};
use directory::{Choice, Placed};
use lifecycle::LanguageCode;

/// One position in the conversation: a step of the script, or a menu of subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The position's name; that of a menu of subjects begins with `subject: `.
    pub id: String,
    /// `menu`, `fork`, `digits`, `note`, `schemes`, `sort`, `tell`, `person` or `end`.
    pub kind: &'static str,
    /// The words that are heard, in the language of the map.
    pub says: Vec<String>,
    /// The ways out of the position.
    pub ways: Vec<Way>,
}

/// One way out of a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// A key, or another event: `silence`, `lost`, `refused`, `the note ends`, `nobody`.
    pub by: String,
    /// The next position, or a department in the caller's words.
    pub to: String,
    /// `true` if `to` is a position on the map.
    pub on_the_map: bool,
}

impl Way {
    fn to(by: impl Into<String>, to: impl Into<String>) -> Self {
        Self { by: by.into(), to: to.into(), on_the_map: true }
    }
}

impl Playbook {
    /// Returns every position in the words of a language, the starts of calls first.
    #[must_use]
    pub fn map(&self, language: &LanguageCode) -> Vec<Place> {
        // A citizen's call comes first, then the other starts.
        let rank = |id: &String| {
            let starts = self.script.starts.iter().filter(|(_, start)| start.get_ref() == id);
            starts.map(|(purpose, _)| u8::from(purpose.as_str() != Purpose::INBOUND)).min().unwrap_or(u8::MAX)
        };
        let mut steps: Vec<(&String, &Node)> = self.script.steps.iter().collect();
        steps.sort_by_key(|(id, _)| rank(id));
        let steps = steps.into_iter().map(|(id, node)| self.place(id, node, language));
        steps.chain(self.directory.menus.iter().map(|menu| self.subjects(menu, language))).collect()
    }

    fn place(&self, id: &str, node: &Node, language: &LanguageCode) -> Place {
        let all = |prompts: &[Placed<String>]| self.each(&lines(prompts), language);
        let offered = |options: &[Offered]| self.each(&self.offer(options, language, lines), language);
        let named = |by: &str, to: &Placed<String>| Way::to(by, to.get_ref());
        let (kind, says, ways) = match node {
            Node::Menu { ask, options, silence, lost } => {
                let says = all(ask).into_iter().chain(offered(options)).collect();
                let mut ways: Vec<Way> = options.iter().filter_map(by_key).collect();
                ways.push(named("silence", silence));
                if lost.get_ref() != silence.get_ref() {
                    ways.push(named("lost", lost));
                }
                ("menu", says, ways)
            }
            Node::Fork { ways, otherwise } => {
                let mut ways: Vec<Way> =
                    ways.iter().map(|way| named(&way.when.get_ref().to_string(), &way.to)).collect();
                ways.push(named("otherwise", otherwise));
                ("fork", Vec::new(), ways)
            }
            Node::Digits { ask, then, refused, silence, lost, .. } => {
                let mut ways = vec![named("typed", then)];
                ways.extend(refused.iter().map(|to| named("not granted", to)));
                ways.extend([named("silence", silence), named("wrong", lost)]);
                ("digits", all(ask), ways)
            }
            Node::Note { notice, keep, refuse_key, refused, then, .. } => {
                let mut says = self.each(&notice_lines(notice, refuse_key), language);
                says.extend(all(keep));
                ("note", says, vec![named(refuse_key.get_ref(), refused), named("the note ends", then)])
            }
            Node::Sort { say, sorted, left, options, then } => {
                let menu = self.directory.menus.first().filter(|_| options.is_empty());
                let mut ways: Vec<Way> = menu.map(|menu| Way::to("then", subject(&menu.id))).into_iter().collect();
                ways.extend(options.iter().filter_map(by_key));
                for (by, prompts) in [("sorted", sorted), ("left to triage", left)] {
                    let to = format!("“{}”", all(prompts).join(" "));
                    ways.push(Way { by: by.to_owned(), to, on_the_map: false });
                }
                ways.push(named("at last", then));
                ("sort", all(say).into_iter().chain(offered(options)).collect(), ways)
            }
            Node::Schemes { none, question, trouble, about, silence, .. } => {
                let ways = [
                    ("nothing is told", none),
                    ("another question", question),
                    ("trouble with it", trouble),
                    ("a question about it", about),
                    ("silence", silence),
                ];
                let says = vec!["(the schemes of the day)".to_owned()];
                ("schemes", says, ways.into_iter().map(|(by, to)| named(by, to)).collect())
            }
            Node::Tell { say, refused, then, .. } => {
                let mut ways = vec![named("then", then)];
                ways.extend(refused.iter().map(|to| named("not granted", to)));
                ("tell", all(say), ways)
            }
            Node::Person { say, wait, long_wait, nobody, nobody_registered, .. } => {
                let mut ways = vec![named("nobody", nobody)];
                if nobody_registered.get_ref() != nobody.get_ref() {
                    ways.push(named("nobody, registered", nobody_registered));
                }
                ways.extend(long_wait.iter().map(|to| named("a long wait", to)));
                ("person", all(say).into_iter().chain(all(wait)).collect(), ways)
            }
            Node::End { say } => ("end", all(say), Vec::new()),
        };
        Place { id: id.to_owned(), kind, says, ways }
    }

    /// Returns the words of each line.
    fn each(&self, lines: &[Line], language: &LanguageCode) -> Vec<String> {
        let said = |line: &Line| match line.prompt == STATUS {
            // A caller hears one of several prompts here, by the stage of the case.
            true => "(where the case stands)".to_owned(),
            false => self.say(std::slice::from_ref(line), language),
        };
        lines.iter().map(said).collect()
    }

    fn subjects(&self, menu: &directory::Menu, language: &LanguageCode) -> Place {
        let says = self.each(&Self::offer_subjects(menu), language);
        let ways = menu.options.iter().map(|option| match &option.choice {
            Choice::Menu(id) => Way::to(option.key, subject(id)),
            Choice::Department(code) => {
                let department = self
                    .directory
                    .department(code)
                    .map_or("", |known| known.said.in_language(self.of_the_directory(language)));
                Way { by: option.key.into(), to: format!("{code}: {department}"), on_the_map: false }
            }
            Choice::Triage => Way { by: option.key.into(), to: "triage".to_owned(), on_the_map: false },
        });
        Place { id: subject(&menu.id), kind: "menu", says, ways: ways.collect() }
    }
}

fn by_key(option: &Offered) -> Option<Way> {
    match (&option.to, &option.sort) {
        (Some(to), _) => Some(Way::to(option.key.get_ref(), to.get_ref())),
        (None, Some(sort)) => {
            Some(Way { by: option.key.get_ref().clone(), to: sort.get_ref().clone(), on_the_map: false })
        }
        (None, None) => None,
    }
}

fn subject(menu: &str) -> String {
    format!("subject: {menu}")
}
