//! The directory, once every reference in it holds.

use jiff::SignedDuration;
use lifecycle::{
    Assignment, Calendar, CategoryCode, DepartmentCode, Desk, Field, LanguageCode, LegalGround, Need, Pace, Quiet,
    Rules, Standing, Terms, Waits,
};
use std::collections::BTreeMap;

/// The name of the triage desk where a department's code stands otherwise: topics, inboxes, answers.
pub const TRIAGE: &str = "TRIAGE";

/// The name of the coordinator's desk.
pub const COORDINATOR: &str = "COORDINATOR";

/// The name of the Chief Secretary's desk.
pub const APEX: &str = "APEX";

/// One text in every language of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub(crate) BTreeMap<LanguageCode, String>);

impl Text {
    /// The text in `language`, else in Hindi, else in any language that it has.
    #[must_use]
    pub fn in_language(&self, language: &LanguageCode) -> &str {
        language.choose(self.0.iter().map(|(known, text)| (known.as_str(), text))).map_or("", String::as_str)
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
    /// The legal ground on which callers are recorded; logged with each notice that was heard.
    pub recording_ground: LegalGround,
    /// Times that are no department's own.
    pub times: Times,
    /// When offices are open.
    pub calendar: Calendar,
    /// What the triage desk is called.
    pub triage_name: Text,
    /// What the coordinator is called.
    pub coordinator_name: Text,
    /// What the Chief Secretary's desk is called.
    pub apex_name: Text,
    /// In the order of the file.
    pub departments: Vec<Department>,
    /// The first is where sorting begins.
    pub menus: Vec<Menu>,
    /// What this deployment waits for of a case's sound: nothing, until it says that there are recordings and texts.
    pub waits: Waits,
}

impl Directory {
    /// The same where the telephone's recordings come.
    #[must_use]
    pub fn with_recordings(mut self) -> Self {
        self.waits.recording = Some(self.times.recording);
        self
    }

    /// The same where texts are made of notes.
    #[must_use]
    pub fn with_transcripts(mut self) -> Self {
        self.waits.transcript = Some(self.times.transcript);
        self
    }
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
    /// Days an officer has to say that a case was read.
    pub acknowledge_days: u16,
    /// Fewest days of any level above L1.
    pub floor_days: u16,
    /// From the beep to the recording, where there is one.
    pub recording: SignedDuration,
    /// From the note to its transcript, where one is made.
    pub transcript: SignedDuration,
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
    /// Of a thousand calls that are sorted, how many are expected to be for it.
    pub expected_calls: u16,
    /// Why nothing is told of its schemes; a department without a reason has at least one.
    pub no_schemes: Option<String>,
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
    /// How its days are counted.
    pub pace: Pace,
    /// Whether the Public Services Guarantee Act names the service.
    pub guaranteed: bool,
    /// Whether the department must know who is concerned.
    pub disclosure: Need,
    /// What it must or may know.
    pub fields: Vec<Field>,
    /// Whether, and why, its cases are quiet.
    pub quiet: Option<Quiet>,
    /// Whether it is about an official.
    pub about_official: bool,
    /// The law that wants a report of whoever learns of such a case.
    pub report: Option<String>,
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

    /// The topic of whoever has a case: a department's code, or the name of a desk of the centre.
    #[must_use]
    pub fn topic(standing: &Standing) -> &str {
        match (standing.desk, &standing.department) {
            (Desk::Coordinator, _) => COORDINATOR,
            (Desk::Apex, _) => APEX,
            (Desk::Department, Some(department)) => department.as_str(),
            _ => TRIAGE,
        }
    }

    /// The names of all notice topics: every department's code, and the desks of the centre.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &Text)> {
        let departments = self.departments.iter().map(|d| (d.code.as_str(), &d.name));
        let desks = [(TRIAGE, &self.triage_name), (COORDINATOR, &self.coordinator_name), (APEX, &self.apex_name)];
        departments.chain(desks)
    }
}

/// The category of a question about a scheme, in a department whose `general` is not for everybody's ears.
const QUESTION: &str = "question";

impl Directory {
    /// Where a question about a scheme of a department's belongs.
    #[must_use]
    pub fn for_a_question(&self, department: &DepartmentCode) -> Assignment {
        let categories = self.department(department).map(|known| known.categories.as_slice()).unwrap_or_default();
        let own = categories.iter().find(|category| category.code.as_str() == QUESTION);
        let category = own.map_or_else(CategoryCode::general, |category| category.code.clone());
        Assignment { department: department.clone(), category }
    }
}

impl Rules for Directory {
    fn version(&self) -> &str {
        &self.version
    }

    fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    fn unsorted(&self) -> Terms {
        Terms {
            pace: Pace::Working,
            sorting_minutes: self.times.sorting_minutes,
            triage_days: self.times.triage_days,
            acknowledge_days: self.times.acknowledge_days,
            act_days: self.times.triage_days,
            floor_days: self.times.floor_days,
            guaranteed: false,
            disclosure: Need::None,
            fields: Vec::new(),
            quiet: None,
            about_official: false,
            report: false,
        }
    }

    fn waits(&self) -> Waits {
        self.waits
    }

    fn terms(&self, of: &Assignment) -> Option<Terms> {
        let categories = &self.department(&of.department)?.categories;
        let category = categories.iter().find(|category| category.code == of.category)?;
        Some(Terms {
            pace: category.pace,
            act_days: category.days,
            guaranteed: category.guaranteed,
            disclosure: category.disclosure,
            fields: category.fields.clone(),
            quiet: category.quiet,
            about_official: category.about_official,
            report: category.report.is_some(),
            ..self.unsorted()
        })
    }
}
