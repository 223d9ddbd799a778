//! Suggests a department and a category for a transcript, with the words that speak for them.
//!
//! [`Words::read`] takes `words.toml` and returns words whose departments and categories all exist, or an error that
//! names the line. [`Words::suggest`] counts them in a text. Nothing is learned: the same text always gets the same
//! answer. A suggestion helps the person who assigns the case. [`Words::concerns`] finds confidential matters, so that
//! a person reads such a text before it goes to a department.

mod file;
pub mod spell;

use lifecycle::{Assignment, CategoryCode, Confidentiality, DepartmentCode};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Most suggestions for one text: a longer list helps nobody.
pub const MOST: usize = 2;

/// Greatest distance, in words, from the first word of an entry to each of its other words.
const NEAR: usize = 6;

/// The words of `words.toml`, checked and folded.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Words {
    least: u16,
    lead: u16,
    departments: Vec<Department>,
    quiet: Vec<(String, Vec<Entry>)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Department {
    code: String,
    general: Vec<Entry>,
    categories: Vec<(String, Vec<Entry>)>,
}

/// An expression, as it stands in the file and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    said: String,
    stems: Vec<String>,
    weight: u16,
}

/// The words that counted, each as it stands in `words.toml`, with its weight.
pub type Reasons = Vec<(String, u16)>;

/// A department and category where a case may belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The department and the category. The category is `general` if the text speaks of no finer category.
    pub assignment: Assignment,
    /// The sum of the reasons' weights.
    pub score: u16,
    /// The words that speak for the suggestion, the heaviest first.
    pub reasons: Reasons,
}

/// A confidential matter: a person reads the text before any of its words go to a department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    /// The ground for confidentiality.
    pub quiet: Confidentiality,
    /// The words of the text that led to this concern.
    pub reasons: Vec<String>,
}

impl Words {
    /// Returns up to [`MOST`] suggestions, the best first. Returns none if even the best has too little weight, or if a
    /// third suggestion has as much weight as the best.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        let text = Text::of(text);
        let mut all: Vec<Suggestion> = self.departments.iter().filter_map(|d| d.suggestion(&text)).collect();
        // The sort is stable: of equal suggestions the first in the file stays first.
        all.sort_by_key(|suggestion| u16::MAX - suggestion.score);
        let best = all.first().map_or(0, |best| best.score);
        if best < self.least || all.get(MOST).is_some_and(|third| third.score == best) {
            return Vec::new();
        }
        all.truncate(MOST);
        all.retain(|suggestion| suggestion.score >= self.least);
        all
    }

    /// Returns the suggestion that clearly leads the others, if there is one, for a case that nobody has assigned in
    /// time.
    #[must_use]
    pub fn sure(&self, text: &str) -> Option<Suggestion> {
        let mut all = self.suggest(text).into_iter();
        let (first, second) = (all.next()?, all.next());
        second.is_none_or(|second| first.score >= second.score + self.lead).then_some(first)
    }

    /// Returns the grounds on which a person must read this text first. A false alarm is better than a missed matter.
    #[must_use]
    pub fn concerns(&self, text: &str) -> Vec<Concern> {
        let text = Text::of(text);
        let concern = |(why, entries): &(String, Vec<Entry>)| {
            let reasons: Vec<String> = entries.iter().filter(|e| text.has(e)).map(|e| e.said.clone()).collect();
            (!reasons.is_empty()).then_some(Concern { quiet: Confidentiality::parse(why)?, reasons })
        };
        self.quiet.iter().filter_map(concern).collect()
    }
}

impl Department {
    fn suggestion(&self, text: &Text) -> Option<Suggestion> {
        let general: Vec<&Entry> = self.general.iter().filter(|e| text.has(e)).collect();
        let sum = |entries: &[&Entry]| entries.iter().fold(0u16, |sum, e| sum.saturating_add(e.weight));
        let mut best: (&str, Vec<&Entry>) = ("general", Vec::new());
        for (category, entries) in &self.categories {
            let said: Vec<&Entry> = entries.iter().filter(|e| text.has(e)).collect();
            if sum(&said) > sum(&best.1) {
                best = (category, said);
            }
        }
        let mut counted = best.1;
        // An expression that stands in both lists counts once.
        counted.extend(general.into_iter().filter(|g| !counted.iter().any(|c| c.stems == g.stems)).collect::<Vec<_>>());
        counted.sort_by_key(|e| u16::MAX - e.weight);
        let score = sum(&counted);
        let department = DepartmentCode::new(self.code.as_str()).ok()?;
        let assignment = Assignment { department, category: CategoryCode::new(best.0).ok()? };
        let reasons = counted.into_iter().map(|e| (e.said.clone(), e.weight)).collect();
        (score > 0).then_some(Suggestion { assignment, score, reasons })
    }
}

/// A text as stems, each with its positions.
struct Text(HashMap<String, Vec<usize>>);

impl Text {
    fn of(text: &str) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, stem) in spell::stems(text).into_iter().enumerate() {
            places.entry(stem).or_default().push(at);
        }
        Self(places)
    }

    /// Returns true if all words of the entry occur near its first word.
    fn has(&self, entry: &Entry) -> bool {
        let places = |stem: &String| self.0.get(stem).map(Vec::as_slice).unwrap_or_default();
        let Some((first, rest)) = entry.stems.split_first() else { return false };
        let near = |at: usize, stem: &String| places(stem).iter().any(|place| (1..=NEAR).contains(&place.abs_diff(at)));
        places(first).iter().any(|at| rest.iter().all(|stem| near(*at, stem)))
    }
}
