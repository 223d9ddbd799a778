//! Reads `words.toml` into words, or reports the first mistake with its line.

use crate::{Department, Entry, Words, spell};
use directory::{DataError, Directory, Placed, Source};
use lifecycle::Confidentiality;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weights: Weights,
    doubt: Doubt,
    quiet: Vec<QuietWords>,
    matters: Vec<Matter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    strong: Placed<u16>,
    plain: Placed<u16>,
    weak: Placed<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubt {
    least: u16,
    lead: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuietWords {
    why: Placed<String>,
    words: Vec<Placed<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Matter {
    department: Placed<String>,
    category: Placed<String>,
    #[serde(default)]
    strong: Vec<Placed<String>>,
    #[serde(default)]
    plain: Vec<Placed<String>>,
    #[serde(default)]
    weak: Vec<Placed<String>>,
}

/// Greatest weight: a heavier word could outweigh all others.
const HEAVIEST: u16 = 20;

impl Words {
    /// Reads the words for the departments of `directory`.
    ///
    /// # Errors
    /// A [`DataError`] with the position of the first mistake.
    pub fn read(source: Source<'_>, directory: &Directory) -> Result<Self, DataError> {
        let file: File = source.parse()?;
        let (strong, plain, weak) = (&file.weights.strong, &file.weights.plain, &file.weights.weak);
        for weight in [strong, plain, weak] {
            if !(1..=HEAVIEST).contains(weight.get_ref()) {
                let what = format!("a weight of `{}`", weight.get_ref());
                return Err(source.error(weight.span(), what, format!("give 1 to {HEAVIEST}")));
            }
        }
        let mut words = Self { least: file.doubt.least, lead: file.doubt.lead, ..Self::default() };
        for quiet in &file.quiet {
            if Confidentiality::parse(quiet.why.get_ref()).is_none() {
                let known: Vec<String> = Confidentiality::ALL.iter().map(ToString::to_string).collect();
                let what = format!("`{}` is unknown here", quiet.why.get_ref());
                return Err(source.error(quiet.why.span(), what, format!("write one of {}", known.join(", "))));
            }
            let entries = entries(source, &[(&quiet.words, *plain.get_ref())])?;
            words.quiet.push((quiet.why.get_ref().clone(), entries));
        }
        for matter in &file.matters {
            let code = check(source, matter, directory)?;
            let lists = [
                (&matter.strong, *strong.get_ref()),
                (&matter.plain, *plain.get_ref()),
                (&matter.weak, *weak.get_ref()),
            ];
            words.add(code, matter.category.get_ref(), entries(source, &lists)?);
        }
        Ok(words)
    }

    fn add(&mut self, code: &str, category: &str, entries: Vec<Entry>) {
        let at = self.departments.iter().position(|d| d.code == code).unwrap_or(self.departments.len());
        if at == self.departments.len() {
            self.departments.push(Department { code: code.to_owned(), general: Vec::new(), categories: Vec::new() });
        }
        match self.departments.get_mut(at) {
            Some(department) if category == "general" => department.general.extend(entries),
            Some(department) => department.categories.push((category.to_owned(), entries)),
            None => {}
        }
    }
}

/// Returns the code of the matter's department if the department and the category exist.
fn check<'a>(source: Source<'_>, matter: &'a Matter, directory: &Directory) -> Result<&'a str, DataError> {
    let code = matter.department.get_ref();
    let Some(department) = directory.departments.iter().find(|d| d.code.as_str() == code) else {
        let known: Vec<&str> = directory.departments.iter().map(|d| d.code.as_str()).collect();
        let help = format!("there are {}", known.join(", "));
        return Err(source.error(matter.department.span(), format!("no department `{code}`"), help));
    };
    let category = matter.category.get_ref();
    if department.categories.iter().any(|c| c.code.as_str() == category) {
        return Ok(code);
    }
    let known: Vec<&str> = department.categories.iter().map(|c| c.code.as_str()).collect();
    let (what, help) = (format!("no category `{category}` in `{code}`"), format!("there are {}", known.join(", ")));
    Err(source.error(matter.category.span(), what, help))
}

/// Returns the entries of some lists. Of two spellings with the same stems the first is kept, which is the heavier.
fn entries(source: Source<'_>, lists: &[(&Vec<Placed<String>>, u16)]) -> Result<Vec<Entry>, DataError> {
    let mut entries: Vec<Entry> = Vec::new();
    for (list, weight) in lists {
        for said in *list {
            let stems = spell::stems(said.get_ref());
            if stems.is_empty() {
                let what = format!("`{}` holds no word", said.get_ref());
                return Err(source.error(said.span(), what, "write one word or several"));
            }
            if !entries.iter().any(|entry| entry.stems == stems) {
                entries.push(Entry { said: said.get_ref().clone(), stems, weight: *weight });
            }
        }
    }
    Ok(entries)
}
