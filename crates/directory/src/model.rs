//! The directory, once every reference in it holds.

use jiff::SignedDuration;
use lifecycle::{Assignment, CategoryCode, DepartmentCode, LanguageCode, Limits};
use std::collections::BTreeMap;

/// The name of the triage desk where a department's code stands otherwise: topics, inboxes, answers.
pub const TRIAGE: &str = "TRIAGE";

/// One text in every language of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub(crate) BTreeMap<LanguageCode, String>);

impl Text {
    /// The text in `language`, or in the directory's first language for one it does not know.
    #[must_use]
    pub fn in_language(&self, language: &LanguageCode) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}

/// Everything the State decides and no programmer should.
#[derive(Debug, Clone)]
pub struct Directory {
    /// Copied into each case that is registered under it.
    pub version: String,
    /// The number citizens dial.
    pub number: String,
    /// Digits of a ticket.
    pub ticket_digits: usize,
    /// The first is spoken first.
    pub languages: Vec<LanguageCode>,
    /// Times that are no department's own.
    pub times: Times,
    /// What the triage desk is called.
    pub triage_name: Text,
    /// In the order of the file.
    pub departments: Vec<Department>,
    /// The first is where sorting begins.
    pub menus: Vec<Menu>,
}

/// Times that are no department's own.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// A draft whose call went silent is registered or voided after this.
    pub draft: SignedDuration,
    /// Minutes until an unsorted case goes to triage.
    pub sorting_minutes: u16,
    /// Days the triage desk has.
    pub triage_days: u16,
    /// Fewest days of any level above L1.
    pub floor_days: u16,
}

/// A department of the State.
#[derive(Debug, Clone)]
pub struct Department {
    /// Its code, never reused.
    pub code: DepartmentCode,
    /// Its official name.
    pub name: Text,
    /// Its name as said to a caller.
    pub said: Text,
    /// The first is `general`.
    pub categories: Vec<Category>,
}

/// What a case can be about in a department.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its code within the department.
    pub code: CategoryCode,
    /// Its name.
    pub name: Text,
    /// Days the officer at L1 has.
    pub days: u16,
    /// Where the days come from: an assumption for the State to set, or a source.
    pub basis: String,
}

/// A menu of subjects.
#[derive(Debug, Clone)]
pub struct Menu {
    /// Its name in other menus and in a call's state.
    pub id: String,
    /// What it offers, in the order of speaking.
    pub options: Vec<MenuOption>,
}

/// One subject of a menu.
#[derive(Debug, Clone)]
pub struct MenuOption {
    /// The key.
    pub key: char,
    /// What the caller hears before the key.
    pub said: Text,
    /// Where it leads.
    pub choice: Choice,
}

/// Where a sorting key leads. Travels in the call's state as a code, never as a position, so that a
/// deployment in the middle of a call cannot turn one department into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A finer menu, by its id.
    Menu(String),
    /// A department.
    Department(DepartmentCode),
    /// The triage desk.
    Triage,
}

impl Directory {
    /// The department of that code.
    #[must_use]
    pub fn department(&self, code: &DepartmentCode) -> Option<&Department> {
        self.departments.iter().find(|d| d.code == *code)
    }

    /// The menu of that id.
    #[must_use]
    pub fn menu(&self, id: &str) -> Option<&Menu> {
        self.menus.iter().find(|m| m.id == id)
    }

    /// The times of a case that no department has yet.
    #[must_use]
    pub fn limits_unsorted(&self) -> Limits {
        Limits {
            sorting_minutes: self.times.sorting_minutes,
            triage_days: self.times.triage_days,
            act_days: self.times.triage_days,
            floor_days: self.times.floor_days,
        }
    }

    /// A department's general category and its times.
    #[must_use]
    pub fn general(&self, department: &Department) -> (Assignment, Limits) {
        let category = department.categories.first();
        let assignment = Assignment {
            department: department.code.clone(),
            category: category.map_or_else(CategoryCode::general, |c| c.code.clone()),
        };
        let act_days = category.map_or(self.times.triage_days, |c| c.days);
        (assignment, Limits { act_days, ..self.limits_unsorted() })
    }

    /// The names of all notice topics: every department's code, and the triage desk.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &Text)> {
        let departments = self.departments.iter().map(|d| (d.code.as_str(), &d.name));
        departments.chain([(TRIAGE, &self.triage_name)])
    }
}
