//! Checks the file's form and builds the directory, or reports the first mistake with its line.

use crate::file::{self, File, Texts};
use crate::{
    APEX, COORDINATOR, Category, Choice, Data, DataError, Department, Directory, MAX_DAYS, MAX_HOURS, MAX_OPTIONS,
    MAX_SORTING_KEYS, Menu, MenuOption, Placed, Source, Sources, TRIAGE, Text, Times,
};
use jiff::SignedDuration;
use lifecycle::{
    Calendar, CategoryCode, Confidentiality, DepartmentCode, Field, LanguageCode, LegalGround, Need, Pace, Waits,
};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

impl Directory {
    /// Reads and checks the data files.
    ///
    /// # Errors
    /// A [`DataError`] that names the line of the first mistake and the remedy.
    pub fn read(sources: Sources<'_>) -> Result<Self, DataError> {
        Self::check(Data::read(sources)?, sources)
    }

    /// Checks `data`, which was read from `sources`.
    ///
    /// # Errors
    /// A [`DataError`], as from [`Directory::read`].
    pub fn check(data: Data, sources: Sources<'_>) -> Result<Self, DataError> {
        let Data(file, office) = data;
        let calendar = crate::calendar::check(&office, sources.holidays)?;
        let source = sources.departments;
        Reader { source, languages: languages(source, &file.languages)? }.directory(file, calendar)
    }
}

fn hours(hours: u16) -> SignedDuration {
    SignedDuration::from_hours(hours.into())
}

struct Reader<'a> {
    source: Source<'a>,
    languages: Vec<LanguageCode>,
}

fn languages(source: Source<'_>, given: &Placed<Vec<Placed<String>>>) -> Result<Vec<LanguageCode>, DataError> {
    let mut languages = Vec::new();
    for language in given.get_ref() {
        let code = LanguageCode::new(language.get_ref().as_str())
            .map_err(|e| source.error(language.span(), e.to_string(), "use the ISO 639 code, such as `hi`"))?;
        if languages.contains(&code) {
            return Err(source.error(language.span(), format!("`{code}` stands twice"), "name each language once"));
        }
        languages.push(code);
    }
    if languages.is_empty() {
        return Err(source.error(given.span(), "no language", "name at least one"));
    }
    Ok(languages)
}

impl Reader<'_> {
    fn fail<T, V>(&self, at: &Placed<V>, what: impl Into<String>, help: impl Into<String>) -> Result<T, DataError> {
        Err(self.source.error(at.span(), what, help))
    }

    fn within(&self, value: &Placed<u16>, range: RangeInclusive<u16>, unit: &str) -> Result<u16, DataError> {
        if range.contains(value.get_ref()) {
            return Ok(*value.get_ref());
        }
        let (low, high) = range.into_inner();
        self.fail(value, format!("`{}` {unit}", value.get_ref()), format!("give {low} to {high}"))
    }

    fn text(&self, texts: &Placed<Texts>) -> Result<Text, DataError> {
        let mut text = Text(Default::default());
        for language in &self.languages {
            match texts.get_ref().get(language.as_str()).map(|t| t.trim()) {
                Some(said) if !said.is_empty() => text.0.insert(language.clone(), said.to_owned()),
                _ => {
                    return self.fail(
                        texts,
                        format!("no text in `{language}`"),
                        "write it in every language of `languages`",
                    );
                }
            };
        }
        match texts.get_ref().keys().find(|k| !self.languages.iter().any(|l| l.as_str() == *k)) {
            Some(other) => self.fail(texts, format!("a text in `{other}`"), "add the language to `languages` first"),
            None => Ok(text),
        }
    }

    fn directory(&self, file: File, calendar: Calendar) -> Result<Directory, DataError> {
        if file.version.get_ref().is_empty() || file.version.get_ref().len() > 40 {
            return self.fail(
                &file.version,
                "a version of 1 to 40 characters is needed",
                "write the date of the change",
            );
        }
        if !file.number.get_ref().chars().all(|c| c.is_ascii_digit()) || file.number.get_ref().len() < 3 {
            return self.fail(
                &file.number,
                format!("`{}` is no number to dial", file.number.get_ref()),
                "write its digits",
            );
        }
        for shared in &file.shared_numbers {
            let digits = shared.get_ref().strip_prefix('+').unwrap_or_default();
            if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                let what = format!("`{}` is no number that a call arrives with", shared.get_ref());
                return self.fail(shared, what, "write it in international form, such as `+911234567890`");
            }
        }
        let ticket_digits = match file.ticket_digits.get_ref() {
            digits @ (8 | 10) => usize::from(*digits),
            other => {
                return self.fail(&file.ticket_digits, format!("`{other}` digits"), "give 8 or 10");
            }
        };
        let ground = LegalGround::new(file.recording_ground.get_ref().as_str());
        let Ok(recording_ground) = ground else {
            let what = format!("`{}` names no legal ground", file.recording_ground.get_ref());
            return self.fail(
                &file.recording_ground,
                what,
                "write law and section in small letters, such as `dpdp-2023-s7-b`",
            );
        };
        let times = Times {
            draft: SignedDuration::from_mins(self.within(&file.times.draft_minutes, 5..=60, "minutes")?.into()),
            sorting_minutes: self.within(&file.times.sorting_minutes, 1..=60, "minutes")?,
            triage_days: self.within(&file.times.triage_days, 1..=MAX_DAYS, "days")?,
            acknowledge_days: self.within(&file.times.acknowledge_days, 1..=MAX_DAYS, "days")?,
            floor_days: self.within(&file.times.next_level_floor_days, 1..=MAX_DAYS, "days")?,
            recording: hours(self.within(&file.times.recording_hours, 1..=MAX_HOURS, "hours")?),
            transcript: hours(self.within(&file.times.transcript_hours, 1..=MAX_HOURS, "hours")?),
        };
        let departments = self.departments(&file.departments)?;
        let menus = self.menus(&file.menus, &departments)?;
        self.reachable(&file.departments, &menus)?;
        Ok(Directory {
            version: file.version.into_inner(),
            recording_ground,
            number: file.number.into_inner(),
            shared_numbers: file.shared_numbers.into_iter().map(Placed::into_inner).collect(),
            ticket_digits,
            languages: self.languages.clone(),
            times,
            calendar,
            triage_name: self.text(&file.triage.name)?,
            coordinator_name: self.text(&file.coordinator.name)?,
            apex_name: self.text(&file.apex.name)?,
            departments,
            menus,
            waits: Waits::default(),
            news: lifecycle::News::NextDay,
        })
    }

    fn departments(&self, given: &[file::Department]) -> Result<Vec<Department>, DataError> {
        let mut departments: Vec<Department> = Vec::new();
        for d in given {
            let code = DepartmentCode::new(d.code.get_ref().as_str())
                .or_else(|e| self.fail(&d.code, e.to_string(), "choose a code that no department ever had"))?;
            if departments.iter().any(|other| other.code == code)
                || [TRIAGE, COORDINATOR, APEX].contains(&code.as_str())
            {
                return self.fail(&d.code, format!("`{code}` stands twice"), "a code names one department for ever");
            }
            let categories = self.categories(d)?;
            let expected_calls = self.within(&d.expected_calls, 1..=1000, "calls of a thousand")?;
            let (name, said) = (self.text(&d.name)?, self.text(&d.said)?);
            let no_schemes = d.no_schemes.as_ref().map(|reason| reason.get_ref().clone());
            departments.push(Department { code, name, said, expected_calls, no_schemes, categories });
        }
        Ok(departments)
    }

    fn categories(&self, department: &file::Department) -> Result<Vec<Category>, DataError> {
        let mut categories: Vec<Category> = Vec::new();
        for c in &department.categories {
            let code = CategoryCode::new(c.code.get_ref().as_str())
                .or_else(|e| self.fail(&c.code, e.to_string(), "write it like `ration-not-given`"))?;
            if categories.iter().any(|other| other.code == code) {
                return self.fail(&c.code, format!("`{code}` stands twice in this department"), "remove one");
            }
            if c.basis.get_ref().trim().is_empty() {
                return self.fail(&c.basis, "days without a basis", "write `assumption` or the source");
            }
            let days = self.within(&c.days, 1..=MAX_DAYS, "days")?;
            let pace = self.word(c.clock.as_ref(), Pace::parse, Pace::ALL)?.unwrap_or(Pace::Working);
            if let Some(law) = c.report.as_ref().filter(|law| law.get_ref().trim().is_empty()) {
                return self.fail(law, "a report without a law", "name the law and its section");
            }
            if let Some(basis) = c.guaranteed.as_ref().filter(|basis| basis.get_ref().trim().is_empty()) {
                return self.fail(basis, "guaranteed without a basis", "write `assumption` or the source");
            }
            let (disclosure, fields) = self.disclosure(c)?;
            categories.push(Category {
                code,
                name: self.text(&c.name)?,
                days,
                basis: c.basis.get_ref().clone(),
                pace,
                guaranteed: c.guaranteed.is_some(),
                disclosure,
                fields,
                quiet: self.word(c.quiet.as_ref(), Confidentiality::parse, Confidentiality::ALL)?,
                about_official: c.about_official.unwrap_or(false),
                report: c.report.as_ref().map(|law| law.get_ref().clone()),
            });
        }
        match categories.first() {
            Some(first) if first.code == CategoryCode::general() => Ok(categories),
            _ => self.fail(
                &department.code,
                format!("`{}` does not begin with the category `general`", department.code.get_ref()),
                "the caller is asked for no category: put `general` first",
            ),
        }
    }

    /// Reads a word of a closed vocabulary. The error lists the vocabulary as its remedy.
    fn word<W: Copy + std::fmt::Display>(
        &self,
        given: Option<&Placed<String>>,
        parse: fn(&str) -> Option<W>,
        all: &[W],
    ) -> Result<Option<W>, DataError> {
        let Some(given) = given else { return Ok(None) };
        match parse(given.get_ref()) {
            Some(word) => Ok(Some(word)),
            None => {
                let words: Vec<String> = all.iter().map(ToString::to_string).collect();
                self.fail(
                    given,
                    format!("`{}` is unknown here", given.get_ref()),
                    format!("write one of {}", words.join(", ")),
                )
            }
        }
    }

    /// Reads the fields that the department must or may know.
    fn disclosure(&self, category: &file::Category) -> Result<(Need, Vec<Field>), DataError> {
        let (need, given) = match (&category.must_know, &category.may_know) {
            (None, None) => return Ok((Need::None, Vec::new())),
            (Some(given), None) => (Need::Required, given),
            (None, Some(given)) => (Need::Optional, given),
            (Some(_), Some(given)) => {
                return self.fail(given, "both `must_know` and `may_know`", "write what it must know, or what helps");
            }
        };
        let mut fields = Vec::new();
        for name in given.get_ref() {
            fields.extend(self.word(Some(name), Field::parse, Field::ALL)?);
        }
        if fields.is_empty() {
            return self.fail(given, "nothing to know", "name a field, or leave it out");
        }
        Ok((need, fields))
    }

    fn menus(&self, given: &Placed<Vec<file::Menu>>, departments: &[Department]) -> Result<Vec<Menu>, DataError> {
        let ids: BTreeSet<&str> = given.get_ref().iter().map(|m| m.id.get_ref().as_str()).collect();
        if ids.is_empty() {
            return self.fail(given, "no menu", "a caller sorts with at least one menu");
        }
        let mut menus: Vec<Menu> = Vec::new();
        for menu in given.get_ref() {
            let id = menu.id.get_ref().clone();
            if CategoryCode::new(id.as_str()).is_err() || menus.iter().any(|m| m.id == id) {
                return self.fail(&menu.id, format!("menu id `{id}`"), "use small letters and dashes, each id once");
            }
            let options = menu.options.get_ref();
            if options.is_empty() || options.len() > MAX_OPTIONS {
                return self.fail(
                    &menu.options,
                    format!("{} options", options.len()),
                    format!("give 1 to {MAX_OPTIONS}"),
                );
            }
            let mut read: Vec<MenuOption> = Vec::new();
            for option in options {
                let option = self.option(option, &ids, departments)?;
                if read.iter().any(|o| o.key == option.key) {
                    return self.fail(
                        &menu.options,
                        format!("key `{}` stands twice", option.key),
                        "one key, one option",
                    );
                }
                read.push(option);
            }
            menus.push(Menu { id, options: read });
        }
        Ok(menus)
    }

    fn option(
        &self,
        given: &file::MenuOption,
        menus: &BTreeSet<&str>,
        departments: &[Department],
    ) -> Result<MenuOption, DataError> {
        let key = match given.key.get_ref().as_bytes() {
            [digit @ b'1'..=b'9'] => char::from(*digit),
            _ => {
                let what = format!("`{}` is no key for a subject", given.key.get_ref());
                return self.fail(&given.key, what, "use 1 to 9; 0, * and # mean the same everywhere");
            }
        };
        let choice = match (&given.menu, &given.department, &given.triage) {
            (Some(menu), None, None) if menus.contains(menu.get_ref().as_str()) => Choice::Menu(menu.get_ref().clone()),
            (Some(menu), None, None) => {
                return self.fail(
                    menu,
                    format!("no menu `{}`", menu.get_ref()),
                    near(menu.get_ref(), menus.iter().copied()),
                );
            }
            (None, Some(code), None) => match departments.iter().find(|d| d.code.as_str() == code.get_ref()) {
                Some(department) => Choice::Department(department.code.clone()),
                None => {
                    let help = near(code.get_ref(), departments.iter().map(|d| d.code.as_str()));
                    return self.fail(code, format!("no department `{}`", code.get_ref()), help);
                }
            },
            (None, None, Some(triage)) if *triage.get_ref() => Choice::Triage,
            _ => {
                return self.fail(
                    &given.key,
                    "an option leads to one place",
                    "give one of menu, department, triage = true",
                );
            }
        };
        Ok(MenuOption { key, said: self.text(&given.said)?, choice })
    }

    /// Checks that a caller reaches every department from the first menu with at most [`MAX_SORTING_KEYS`] keys.
    fn reachable(&self, given: &[file::Department], menus: &[Menu]) -> Result<(), DataError> {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut level: Vec<&Menu> = menus.first().into_iter().collect();
        for _ in 0..MAX_SORTING_KEYS {
            let mut next = Vec::new();
            for option in level.iter().flat_map(|menu| &menu.options) {
                match &option.choice {
                    Choice::Department(code) => _ = reached.insert(code.as_str()),
                    Choice::Menu(id) => next.extend(menus.iter().find(|m| m.id == *id)),
                    Choice::Triage => {}
                }
            }
            level = next;
        }
        match given.iter().find(|d| !reached.contains(d.code.get_ref().as_str())) {
            Some(lost) => self.fail(
                &lost.code,
                format!("`{}` cannot be reached with {MAX_SORTING_KEYS} keys", lost.code.get_ref()),
                "offer it in a menu",
            ),
            None => Ok(()),
        }
    }
}

/// Returns a remedy that suggests the nearest known word, or lists all known words.
fn near<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match near::nearest(given, known.iter().copied()) {
        Some(alike) => format!("did you mean `{alike}`"),
        None => format!("there are {}", known.join(", ")),
    }
}
