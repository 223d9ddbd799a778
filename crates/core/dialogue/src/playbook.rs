//! Directory, script and prompts together, once every name in them is known to exist.

use crate::line::{Arg, Line};
use crate::prompts::{Prompts, words};
use crate::script::{
    ANSWER, ANSWER_UNKNOWN, Choice as Option_, Node, OPTION_SUBJECT, OTHER_LANGUAGE, Script, WRONG_KEY, parse_key,
};
use crate::{Key, MAX_PROMPT_SECONDS, Stage, Step};
use directory::{DataError, Directory, Menu, Placed, Source};
use jiff::civil::Date;
use lifecycle::{Field, LanguageCode};
use std::collections::BTreeSet;

/// The data files from which a playbook is read.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `departments.toml`.
    pub departments: Source<'a>,
    /// `holidays.toml`.
    pub holidays: Source<'a>,
    /// `dialogue.toml`.
    pub script: Source<'a>,
    /// The prompt files, one per language.
    pub prompts: &'a [Source<'a>],
}

impl<'a> Sources<'a> {
    fn directory(&self) -> directory::Sources<'a> {
        directory::Sources { departments: self.departments, holidays: self.holidays }
    }
}

/// The parsed data files, unchecked. A build stores them after it has checked them, because a function reads this form
/// faster than text.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Data {
    departments: directory::Data,
    script: Script,
    prompts: Vec<crate::prompts::File>,
}

impl Data {
    /// Parses every file.
    ///
    /// # Errors
    /// A [`DataError`] with the position at which a file cannot be parsed.
    pub fn read(sources: &Sources<'_>) -> Result<Self, DataError> {
        Ok(Self {
            departments: directory::Data::read(sources.directory())?,
            script: sources.script.parse()?,
            prompts: sources.prompts.iter().map(Source::parse).collect::<Result<_, _>>()?,
        })
    }
}

/// Everything that a call needs to know.
pub struct Playbook {
    /// Departments, times and menus.
    pub directory: Directory,
    pub(crate) script: Script,
    /// The prompts of the directory's languages in its order, then those of the drafts.
    prompts: Vec<Prompts>,
    /// The language of each prompt file, to report an error in the right file.
    file_order: Vec<LanguageCode>,
    /// The languages that are offered to callers.
    spoken: Vec<LanguageCode>,
}

impl Playbook {
    /// Reads and checks the data files.
    ///
    /// # Errors
    /// A [`DataError`] with the file and line of the first mistake, and the remedy.
    pub fn read(sources: &Sources<'_>) -> Result<Self, DataError> {
        Self::check(Data::read(sources)?, sources)
    }

    /// Makes a playbook of data that a build has checked.
    ///
    /// # Errors
    /// Never for checked data; for other data a [`DataError`] without a position.
    pub fn of_checked(data: Data) -> Result<Self, DataError> {
        let nowhere = Source { file: "the data of this build", text: "" };
        let prompts = vec![nowhere; data.prompts.len()];
        Self::assemble(data, &Sources { departments: nowhere, holidays: nowhere, script: nowhere, prompts: &prompts })
    }

    /// Checks data that was read from `sources`.
    ///
    /// # Errors
    /// A [`DataError`], as for [`Playbook::read`].
    pub fn check(data: Data, sources: &Sources<'_>) -> Result<Self, DataError> {
        let playbook = Self::assemble(data, sources)?;
        playbook.menus_are_short(sources.departments)?;
        playbook.check_shape(sources)?;
        Ok(playbook)
    }

    /// Joins the files, whose entries name each other.
    fn assemble(data: Data, sources: &Sources<'_>) -> Result<Self, DataError> {
        let directory = Directory::check(data.departments, sources.directory())?;
        let mut files = Vec::new();
        for (file, source) in data.prompts.into_iter().zip(sources.prompts) {
            files.push((*source, Prompts::check(file, *source)?));
        }
        let prompts = in_order(&directory, &files, sources.departments)?;
        let complete: Vec<&(Source<'_>, Prompts)> = files.iter().filter(|(_, p)| p.draft_like.is_none()).collect();
        let has = |key: &str| complete.iter().all(|(_, p)| p.texts.contains_key(key));
        if let Some((first, _)) = complete.first()
            && let Some(key) = engine_prompts(&data.script).into_iter().find(|key| !has(key))
        {
            let help = "the engine says it: write it in every language";
            return Err(first.error(0..0, format!("no prompt `{key}`"), help));
        }
        same_prompts(&complete)?;
        let script = data.script.check(sources.script, &directory, has)?;
        let file_order = files.iter().map(|(_, prompts)| prompts.language.clone()).collect();
        let spoken = directory.languages.clone();
        Ok(Self { directory, script, prompts, file_order, spoken })
    }

    /// Returns the same playbook with the drafts offered to callers, for native speakers to hear and correct.
    #[must_use]
    pub fn with_drafts(mut self) -> Self {
        self.spoken = self.prompts.iter().map(|prompts| prompts.language.clone()).collect();
        self
    }

    /// Returns the languages that are offered to callers, the first one first.
    #[must_use]
    pub fn languages(&self) -> &[LanguageCode] {
        &self.spoken
    }

    /// Returns the names of the purposes for which the script has a start.
    pub fn purposes(&self) -> impl Iterator<Item = &str> {
        self.script.starts.keys().map(String::as_str)
    }

    /// Returns the locale of a language for a speech synthesiser, such as `hi-IN`.
    #[must_use]
    pub fn locale(&self, language: &LanguageCode) -> &str {
        self.language(language).map_or("", |p| &p.locale)
    }

    /// Returns the language in which a call begins.
    #[must_use]
    pub fn first_language(&self) -> Option<&LanguageCode> {
        self.spoken.first()
    }

    /// Returns the lines in the words of `language`.
    #[must_use]
    pub fn say(&self, lines: &[Line], language: &LanguageCode) -> String {
        let said: Vec<String> = lines.iter().map(|line| self.say_line(line, language)).collect();
        said.join(" ")
    }

    fn say_line(&self, line: &Line, language: &LanguageCode) -> String {
        let language =
            line.args.iter().find_map(|a| if let Arg::In(other) = a { Some(other) } else { None }).unwrap_or(language);
        let Some(prompts) = self.language(language) else {
            return String::new();
        };
        let text = prompts.texts.get(&line.prompt).cloned().unwrap_or_default();
        let language = prompts.of_the_directory();
        line.args.iter().fold(text, |text, arg| match arg {
            Arg::Key(key) => text.replace("{key}", prompts.digit(key.as_char())),
            Arg::Ticket(ticket) => text.replace("{ticket}", &prompts.in_pairs(ticket.as_str())),
            Arg::Date(date) => text.replace("{date}", &prompts.date(*date)),
            Arg::Department(code) => {
                let said = self.directory.department(code).map_or("", |d| d.said.in_language(language));
                text.replace("{department}", said)
            }
            Arg::Subject(menu, key) => {
                let option = self.directory.menu(menu).and_then(|m| m.options.iter().find(|o| o.key == key.as_char()));
                text.replace("{label}", option.map_or("", |o| o.said.in_language(language)))
            }
            Arg::Due(date) => text.replace("{due}", &prompts.date(*date)),
            Arg::Field(field) => {
                let name = prompts.texts.get(&field_prompt(*field)).map_or("", String::as_str);
                text.replace("{field}", name)
            }
            Arg::Minutes(minutes) => text.replace("{minutes}", &prompts.number(*minutes)),
            Arg::Words(words) => ["{announcement}", "{answer}", "{words}"]
                .into_iter()
                .fold(text, |text, place| text.replace(place, words)),
            Arg::SchemeSubject(subject) => {
                let name = prompts.texts.get(&crate::schemes::subject_prompt(subject)).map_or("", String::as_str);
                text.replace("{label}", name)
            }
            Arg::In(_) => text,
        })
    }

    /// Fills in the day by which an answer is due, as the ledger gave it. Without a day, the lines that promise one are
    /// left out.
    #[must_use]
    pub fn promising(&self, mut step: Step, by: Option<Date>) -> Step {
        let fill = |lines: &mut Vec<Line>| {
            let promises = |line: &Line| self.places_in(&line.prompt).contains("date");
            if let Some(by) = by {
                lines.iter_mut().filter(|line| promises(line)).for_each(|line| line.args.push(Arg::Date(by)));
            } else {
                lines.retain(|line| !promises(line));
            }
        };
        step.reply.lines_mut().into_iter().for_each(fill);
        step
    }

    fn language(&self, language: &LanguageCode) -> Option<&Prompts> {
        self.prompts.iter().find(|p| p.language == *language).or_else(|| self.prompts.first())
    }

    /// Returns the languages in the order of the prompt files.
    pub(crate) fn file_order(&self) -> impl Iterator<Item = &LanguageCode> {
        self.file_order.iter()
    }

    /// Returns the texts of a language, with unfilled placeholders.
    pub(crate) fn texts(&self, language: &LanguageCode) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.language(language).into_iter().flat_map(|prompts| &prompts.texts);
        texts.map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Returns the language in which a caller who speaks `language` hears the directory's own texts.
    #[must_use]
    pub fn of_the_directory<'a>(&'a self, language: &'a LanguageCode) -> &'a LanguageCode {
        self.language(language).map_or(language, Prompts::of_the_directory)
    }

    /// Returns the language after `language`; after the last comes the first.
    pub(crate) fn next_language(&self, language: &LanguageCode) -> LanguageCode {
        let all = &self.spoken;
        let after = all.iter().cycle().skip_while(|l| *l != language).nth(1);
        after.or(all.first()).unwrap_or(language).clone()
    }

    /// Returns the lines that offer the options of a script's menu. `before` makes the lines that precede an option.
    pub(crate) fn offer(
        &self,
        options: &[Option_],
        language: &LanguageCode,
        before: impl Fn(&[Placed<String>]) -> Vec<Line>,
    ) -> Vec<Line> {
        let mut offered = Vec::new();
        for option in options.iter().filter(|option| !option.silent) {
            let Some(key) = parse_key(option.key.get_ref()) else { continue };
            offered.extend(before(&option.before));
            let line = Line::of(option.prompt()).with(Arg::Key(key));
            offered.push(if option.other_language { line.with(Arg::In(self.next_language(language))) } else { line });
        }
        offered
    }

    /// Returns the lines that offer the subjects of a directory's menu.
    pub(crate) fn offer_subjects(menu: &Menu) -> Vec<Line> {
        let offered = menu.options.iter().filter_map(|option| {
            let key = Key::new(option.key)?;
            Some(Line::of(OPTION_SUBJECT).with(Arg::Subject(menu.id.clone(), key)).with(Arg::Key(key)))
        });
        offered.collect()
    }

    /// Checks that a menu of subjects read aloud is no longer than a prompt may be.
    fn menus_are_short(&self, source: Source<'_>) -> Result<(), DataError> {
        for menu in &self.directory.menus {
            for prompts in &self.prompts {
                let said = self.say(&Self::offer_subjects(menu), &prompts.language);
                let seconds = words(&said) / prompts.words_per_second;
                if seconds > MAX_PROMPT_SECONDS {
                    let at = source.place_of(&format!("\"{}\"", menu.id));
                    let what = format!("menu `{}` lasts {seconds:.1} s in `{}`", menu.id, prompts.language);
                    return Err(source.error(at, what, format!("use shorter words: {MAX_PROMPT_SECONDS} s at most")));
                }
            }
        }
        Ok(())
    }

    /// Returns the names of the values that fill a prompt. They are the same in every language.
    pub(crate) fn places_in(&self, prompt: &str) -> BTreeSet<&str> {
        self.prompts.first().and_then(|first| first.texts.get(prompt)).map(|text| places(text)).unwrap_or_default()
    }

    /// Returns a step of the script.
    pub(crate) fn node(&self, id: &str) -> Option<&Node> {
        self.script.steps.get(id)
    }
}

/// Returns the prompts that the engine says and no script names.
fn engine_prompts(script: &Script) -> Vec<String> {
    let own = [OTHER_LANGUAGE, OPTION_SUBJECT, WRONG_KEY].map(str::to_owned);
    let answers = script.steps.values().flat_map(Node::says).any(|prompt| prompt.get_ref() == ANSWER);
    let unanswered = answers.then(|| ANSWER_UNKNOWN.to_owned());
    let statuses = Stage::ALL.iter().flat_map(|stage| [true, false].map(|dated| crate::say::status(*stage, dated)));
    let tells = script.steps.values().any(|node| matches!(node, Node::Schemes { .. }));
    let schemes = crate::schemes::PROMPTS.iter().filter(|_| tells).map(|prompt| (*prompt).to_owned());
    let fields = Field::ALL.iter().map(|field| field_prompt(*field));
    own.into_iter().chain(unanswered).chain(statuses).chain(fields).chain(schemes).collect()
}

fn field_prompt(field: Field) -> String {
    format!("field_{}", field.as_str().replace('-', "_"))
}

/// Returns the prompts of each language in the directory's order, then the drafts. Each draft is completed with the
/// prompts of the language that it names.
fn in_order(
    directory: &Directory,
    files: &[(Source<'_>, Prompts)],
    source: Source<'_>,
) -> Result<Vec<Prompts>, DataError> {
    let complete = |language: &LanguageCode| {
        let found = files.iter().find(|(_, p)| p.language == *language && p.draft_like.is_none());
        found.map(|(_, prompts)| prompts)
    };
    let mut prompts = Vec::new();
    for language in &directory.languages {
        let Some(file) = complete(language) else {
            let at = source.text.find("languages").unwrap_or(0);
            return Err(source.error(
                at..at,
                format!("no prompts in `{language}`"),
                format!("write prompts/{language}.toml"),
            ));
        };
        prompts.push(file.clone());
    }
    for (source, draft) in files {
        let Some(like) = &draft.draft_like else { continue };
        let Some(complete) = complete(like) else {
            let at = source.place_of("draft_like");
            return Err(source.error(at, format!("`{like}` is not complete"), "name a language of departments.toml"));
        };
        same_places(*source, draft, complete, like.as_str())?;
        let mut whole = draft.clone();
        for (key, text) in &complete.texts {
            whole.texts.entry(key.clone()).or_insert_with(|| text.clone());
        }
        prompts.push(whole);
    }
    Ok(prompts)
}

/// Checks that every complete language has the same prompts with the same values.
fn same_prompts(files: &[&(Source<'_>, Prompts)]) -> Result<(), DataError> {
    let Some(((first_source, first), others)) = files.split_first() else {
        return Ok(());
    };
    for (source, prompts) in others {
        if let Some(key) = first.texts.keys().find(|key| !prompts.texts.contains_key(*key)) {
            return Err(source.error(
                0..0,
                format!("no prompt `{key}`"),
                format!("translate it from {}", first_source.file),
            ));
        }
        same_places(*source, prompts, first, first_source.file)?;
    }
    Ok(())
}

/// Checks that each prompt of one language exists in the other too, with the same values.
fn same_places(source: Source<'_>, prompts: &Prompts, first: &Prompts, name: &str) -> Result<(), DataError> {
    for (key, text) in &prompts.texts {
        let at = source.place_of(&format!("{key} ="));
        let Some(other) = first.texts.get(key) else {
            return Err(source.error(at, format!("prompt `{key}`"), format!("write it in {name} too")));
        };
        if places(text) != places(other) {
            let what = format!("prompt `{key}` is filled in with other values than in {name}");
            return Err(source.error(at, what, format!("use {:?}", places(other))));
        }
    }
    Ok(())
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
