//! Reads a scheme from a file of `directory/schemes/`, or reports the first mistake with its line.

use crate::said::told;
use crate::texts::{Reader, Texts, in_language};
use crate::{
    About, Answer, Chunk, Fact, Form, MOST_CHUNK_SECONDS, MOST_NAME_SECONDS, MOST_QUESTIONS, MOST_SECONDS, Question,
    Said, Scheme, SchemeCode, Subject, seconds,
};
use directory::{DataError, Department, Directory, MOST_SMS_CHARS, Placed, Source};
use jiff::civil::Date;
use lifecycle::CategoryCode;
use serde::Deserialize;
use std::path::Path;

/// Most digits of a template's id (AWS End User Messaging SMS API, SendTextMessage, IN_TEMPLATE_ID: at most 64).
const MOST_TEMPLATE_DIGITS: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: Placed<String>,
    department: Placed<String>,
    trouble: Placed<String>,
    subject: Placed<String>,
    form: Placed<String>,
    starts: Placed<String>,
    ends: Option<Placed<String>>,
    name: Texts,
    trouble_said: Texts,
    sms: Texts,
    sms_templates: Option<Texts>,
    #[serde(default)]
    pays: bool,
    chunks: Placed<Vec<ChunkEntry>>,
    #[serde(default)]
    questions: Vec<QuestionEntry>,
    #[serde(default)]
    facts: Vec<FactEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChunkEntry {
    about: Placed<String>,
    said: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    speaks_for: Placed<String>,
    said: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactEntry {
    said: Texts,
    written: Option<Texts>,
    source: Option<Placed<String>>,
    date: Option<Placed<String>>,
}

impl Scheme {
    /// Reads and checks a scheme. Its department and languages must exist in `directory`, every text must be short
    /// enough to be spoken in its time, and every figure must have a source.
    ///
    /// # Errors
    /// A [`DataError`] with the line of the first mistake.
    pub fn read(source: Source<'_>, directory: &Directory) -> Result<Self, DataError> {
        let file: File = source.parse()?;
        let reader = Reader { source, directory };
        let department = reader.department(&file.department)?;
        let scheme = Self {
            code: reader.code(&file.code)?,
            department: department.code.clone(),
            trouble: reader.trouble(department, &file.trouble)?,
            subject: reader.one_of(&file.subject, Subject::ALL, Subject::as_str)?,
            name: reader.said_within("the name", MOST_NAME_SECONDS, &file.name, file.code.span())?,
            chunks: reader.chunks(&file.chunks)?,
            form: reader.one_of(&file.form, Form::ALL, Form::as_str)?,
            questions: reader.questions(&file.questions)?,
            facts: file.facts.iter().map(|fact| reader.fact(fact, &file)).collect::<Result<_, _>>()?,
            trouble_said: reader.said_within(
                "`trouble_said`",
                MOST_NAME_SECONDS,
                &file.trouble_said,
                file.trouble.span(),
            )?,
            sms: reader.said("the SMS", &file.sms, file.code.span())?,
            sms_templates: file.sms_templates.as_ref().map(|ids| reader.templates(ids, &file)).transpose()?,
            pays: file.pays,
            starts: reader.date(&file.starts)?,
            ends: file.ends.as_ref().map(|ends| reader.date(ends)).transpose()?,
        };
        if let (Some(at), Some(ends)) = (&file.ends, scheme.ends.filter(|ends| *ends <= scheme.starts)) {
            let what = format!("`{ends}` is no day after `{}`, its start", scheme.starts);
            return Err(source.error(at.span(), what, "write the first day on which it is no longer spoken"));
        }
        if scheme.form == Form::Closed && !scheme.chunks.iter().any(|chunk| chunk.about == About::Form) {
            let help = "add a chunk about `form` that says so";
            return Err(source.error(file.form.span(), "nobody hears that forms are closed", help));
        }
        reader.short(&file)?;
        reader.figures(&file, &scheme.facts)?;
        Ok(scheme)
    }
}

impl Reader<'_> {
    fn code(self, given: &Placed<String>) -> Result<SchemeCode, DataError> {
        let code = SchemeCode::new(given.get_ref().as_str())
            .map_err(|e| self.source.error(given.span(), e.to_string(), "name the file and the scheme alike"))?;
        let file = Path::new(self.source.file).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if file != code.as_str() {
            let what = format!("`{code}` stands in the file `{file}`");
            return Err(self.source.error(given.span(), what, "name the file and the scheme alike"));
        }
        Ok(code)
    }

    fn department(&self, given: &Placed<String>) -> Result<&Department, DataError> {
        let departments = &self.directory.departments;
        departments.iter().find(|one| one.code.as_str() == given.get_ref()).ok_or_else(|| {
            let all: Vec<&str> = departments.iter().map(|one| one.code.as_str()).collect();
            self.unknown(given, &all.join(", "))
        })
    }

    fn trouble(self, department: &Department, given: &Placed<String>) -> Result<CategoryCode, DataError> {
        let categories = &department.categories;
        let found = categories.iter().find(|one| one.code.as_str() == given.get_ref());
        found.map(|one| one.code.clone()).ok_or_else(|| {
            let all: Vec<&str> = categories.iter().map(|one| one.code.as_str()).collect();
            self.unknown(given, &format!("{} of `{}`", all.join(", "), department.code))
        })
    }

    fn one_of<T: Copy>(self, given: &Placed<String>, all: &[T], name: fn(T) -> &'static str) -> Result<T, DataError> {
        all.iter().copied().find(|one| name(*one) == given.get_ref()).ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
            self.unknown(given, &names.join(", "))
        })
    }

    fn unknown(self, given: &Placed<String>, known: &str) -> DataError {
        let what = format!("`{}` is unknown here", given.get_ref());
        self.source.error(given.span(), what, format!("write one of {known}"))
    }

    fn date(self, given: &Placed<String>) -> Result<Date, DataError> {
        given.get_ref().parse().map_err(|_| {
            self.source.error(given.span(), format!("`{}` is no date", given.get_ref()), "write it like `2026-04-01`")
        })
    }

    fn chunks(self, entries: &Placed<Vec<ChunkEntry>>) -> Result<Vec<Chunk>, DataError> {
        let mut chunks = Vec::new();
        for (at, entry) in entries.get_ref().iter().enumerate() {
            let about = self.one_of(&entry.about, About::ALL, About::as_str)?;
            let what = format!("chunk {}", at + 1);
            chunks.push(Chunk {
                about,
                said: self.said_within(&what, MOST_CHUNK_SECONDS, &entry.said, entry.about.span())?,
            });
        }
        let Some(last) = entries.get_ref().last() else {
            return Err(self.source.error(entries.span(), "nothing is said", "write one chunk at least"));
        };
        for language in &self.directory.languages {
            let lasts: f64 = chunks.iter().map(|chunk| seconds(in_language(&chunk.said, language.as_str()))).sum();
            if lasts > MOST_SECONDS {
                let what = format!("all chunks together last {} in `{language}`", told(lasts));
                return Err(self.source.error(last.about.span(), what, format!("say it in at most {MOST_SECONDS} s")));
            }
        }
        Ok(chunks)
    }

    fn questions(self, entries: &[QuestionEntry]) -> Result<Vec<Question>, DataError> {
        let mut questions: Vec<Question> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let place = entry.speaks_for.span();
            if at >= MOST_QUESTIONS {
                let what = format!("{} questions", entries.len());
                return Err(self.source.error(place, what, format!("ask at most {MOST_QUESTIONS}")));
            }
            let speaks_for = self.one_of(&entry.speaks_for, Answer::ALL, Answer::as_str)?;
            let what = format!("question {}", at + 1);
            let said = self.said_within(&what, MOST_CHUNK_SECONDS, &entry.said, place.clone())?;
            let same = |other: &Question| said.all().any(|(language, text)| other.said.in_language(language) == text);
            if questions.iter().any(same) {
                return Err(self.source.error(place, format!("{what} was asked already"), "ask something else"));
            }
            questions.push(Question { said, speaks_for });
        }
        Ok(questions)
    }

    fn fact(self, entry: &FactEntry, file: &File) -> Result<Fact, DataError> {
        let at = entry.said.values().next().map(Placed::span).unwrap_or_default();
        let said = self.said("the fact", &entry.said, at.clone())?;
        for (language, words) in &entry.said {
            let chunks = file.chunks.get_ref().iter().map(|chunk| &chunk.said);
            let mut texts = chunks.chain(file.questions.iter().map(|question| &question.said));
            let stands =
                |texts: &Texts| texts.get(language).is_some_and(|text| text.get_ref().contains(words.get_ref()));
            if !texts.any(stands) {
                let what = format!("the fact `{}` stands in no chunk and no question", words.get_ref());
                return Err(self.source.error(words.span(), what, "write its words as they stand there"));
            }
        }
        let (Some(source), Some(date)) = (&entry.source, &entry.date) else {
            let lacks = if entry.source.is_none() { "source" } else { "date" };
            let help = "give the address of its source and the day of it; leave out what nobody can prove";
            return Err(self.source.error(at, format!("a fact without a {lacks}"), help));
        };
        let address = source.get_ref();
        let is_address = address.starts_with("https://") || address.starts_with("http://");
        if !is_address || address.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let what = format!("`{address}` is no address");
            return Err(self.source.error(source.span(), what, "write it from `https://` on"));
        }
        let written = entry.written.as_ref().map(|texts| self.said("`written` of a fact", texts, at)).transpose()?;
        Ok(Fact { said, written, source: address.clone(), date: self.date(date)? })
    }

    /// Reads the ids of the SMS's templates.
    fn templates(self, ids: &Texts, file: &File) -> Result<Said, DataError> {
        for id in ids.values() {
            let given = id.get_ref();
            if given.len() > MOST_TEMPLATE_DIGITS || given.is_empty() || !given.bytes().all(|b| b.is_ascii_digit()) {
                let what = format!("`{given}` is no id of a template");
                return Err(self.source.error(id.span(), what, "write its digits, as the register gives them"));
            }
        }
        self.said("the template of the SMS", ids, file.code.span())
    }

    /// Checks that the SMS is no longer than two parts, so that it costs no more than other SMS.
    fn short(self, file: &File) -> Result<(), DataError> {
        for text in file.sms.values() {
            let chars = text.get_ref().chars().count();
            if chars > MOST_SMS_CHARS {
                let help = format!("say it in {MOST_SMS_CHARS}, two parts of an SMS");
                return Err(self.source.error(text.span(), format!("an SMS of {chars} characters"), help));
            }
        }
        Ok(())
    }

    /// Checks that every figure in a spoken text, a question or the SMS has a fact with its source.
    fn figures(self, file: &File, facts: &[Fact]) -> Result<(), DataError> {
        let spoken = |language: &str| facts.iter().map(|fact| in_language(&fact.said, language)).collect::<Vec<_>>();
        let help = "add a fact with its source and date, or leave the figure out";
        for (at, chunk) in file.chunks.get_ref().iter().enumerate() {
            self.sourced(&format!("chunk {}", at + 1), &chunk.said, spoken, help)?;
        }
        for (at, question) in file.questions.iter().enumerate() {
            self.sourced(&format!("question {}", at + 1), &question.said, spoken, help)?;
        }
        self.sourced("the name", &file.name, spoken, help)?;
        self.sourced("`trouble_said`", &file.trouble_said, spoken, help)?;
        let number = self.directory.number.as_str();
        let texted = |language: &str| {
            let written = facts.iter().filter_map(|fact| fact.written.as_ref()).map(|said| in_language(said, language));
            spoken(language).into_iter().chain(written).chain([number]).collect::<Vec<_>>()
        };
        self.sourced("the SMS", &file.sms, texted, "write its digits as `written` of its fact, or leave it out")
    }
}
