//! The checked directory: every code that it refers to exists.

use jiff::SignedDuration;
use lifecycle::{
    Assignment, Calendar, CategoryCode, Confidentiality, DepartmentCode, Desk, Field, LanguageCode, LegalGround, Need,
    News, Pace, Rules, Standing, Terms, Waits,
};
use std::collections::BTreeMap;

/// The name of the triage desk in topics, inboxes and answers, where other desks have a department's code.
pub const TRIAGE: &str = "TRIAGE";

/// The name of the coordinator's desk.
pub const COORDINATOR: &str = "COORDINATOR";

/// The name of the Chief Secretary's desk.
pub const APEX: &str = "APEX";

/// One text in every language of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub(crate) BTreeMap<LanguageCode, String>);

impl Text {
    /// Returns the text in `language`, else in Hindi, else in any language that it has.
    #[must_use]
    pub fn in_language(&self, language: &LanguageCode) -> &str {
        language.choose(self.0.iter().map(|(known, text)| (known.as_str(), text))).map_or("", String::as_str)
    }
}

/// The State's decisions, kept as data so that no programmer makes them.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The directory's version, copied into each case that is registered under it.
    pub version: String,
    /// The number that citizens dial.
    pub number: String,
    /// Numbers with which many people's calls arrive, such as those of the operators that forward the helpline.
    /// A call from one of them counts as a call with a withheld number.
    pub shared_numbers: Vec<String>,
    /// The number of digits of a ticket.
    pub ticket_digits: usize,
    /// The languages. The first is spoken first.
    pub languages: Vec<LanguageCode>,
    /// The legal ground on which callers are recorded. It is logged with each recording notice that a caller heard.
    pub recording_ground: LegalGround,
    /// Times that do not depend on a department.
    pub times: Times,
    /// The opening hours, working days and holidays of the State's offices.
    pub calendar: Calendar,
    /// The name of the triage desk.
    pub triage_name: Text,
    /// The name of the coordinator's desk.
    pub coordinator_name: Text,
    /// The name of the Chief Secretary's desk.
    pub apex_name: Text,
    /// The departments, in the order of the file.
    pub departments: Vec<Department>,
    /// The menus. A caller's choice of a subject begins with the first menu.
    pub menus: Vec<Menu>,
    /// The files for which a case waits in this deployment. By default a case waits for no file;
    /// [`Self::with_recordings`] and [`Self::with_transcripts`] add them.
    pub waits: Waits,
    /// When a department's act opens to the phone of a case.
    pub news: News,
}

impl Directory {
    /// Returns the same directory for a deployment in which recordings of calls arrive.
    #[must_use]
    pub fn with_recordings(mut self) -> Self {
        self.waits.recording = Some(self.times.recording);
        self
    }

    /// Returns the same directory for a local cloud, which cannot wait until the next day to tell a caller what a department
    /// did.
    #[must_use]
    pub fn with_news_at_once(mut self) -> Self {
        self.news = News::AtOnce;
        self
    }

    /// Returns the same directory for a deployment in which transcripts of voice notes are made.
    #[must_use]
    pub fn with_transcripts(mut self) -> Self {
        self.waits.transcript = Some(self.times.transcript);
        self
    }
}

/// Times that do not depend on a department.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The time after which a draft whose call went silent is registered or voided.
    pub draft: SignedDuration,
    /// Minutes until a case without a department goes to triage.
    pub sorting_minutes: u16,
    /// Days that the triage desk has for a case.
    pub triage_days: u16,
    /// Days that an officer has to acknowledge a case.
    pub acknowledge_days: u16,
    /// Fewest days of any escalation level above L1.
    pub floor_days: u16,
    /// The longest wait from the beep to the recording, in a deployment in which recordings arrive.
    pub recording: SignedDuration,
    /// The longest wait from the note to its transcript, in a deployment in which transcripts are made.
    pub transcript: SignedDuration,
}

/// A department of the State.
#[derive(Debug, Clone)]
pub struct Department {
    /// The department's code, never reused.
    pub code: DepartmentCode,
    /// The department's official name.
    pub name: Text,
    /// The name that a caller hears.
    pub said: Text,
    /// The number of calls expected for this department among a thousand assigned calls.
    pub expected_calls: u16,
    /// The reason why the department has no scheme. A department without such a reason has at least one scheme.
    pub no_schemes: Option<String>,
    /// The categories. The first is `general`.
    pub categories: Vec<Category>,
}

/// A subject that cases of a department can have.
#[derive(Debug, Clone)]
pub struct Category {
    /// The category's code, unique within the department.
    pub code: CategoryCode,
    /// The category's name.
    pub name: Text,
    /// Days that the officer at L1 has to act.
    pub days: u16,
    /// The source of the days, or `assumption` until the State sets them.
    pub basis: String,
    /// The way in which the days are counted.
    pub pace: Pace,
    /// `true` if the Public Services Guarantee Act names the service.
    pub guaranteed: bool,
    /// The department's need to know the person concerned: none, optional or required.
    pub disclosure: Need,
    /// The fields that the department must or may know.
    pub fields: Vec<Field>,
    /// The reason why cases of the category are confidential, if they are.
    pub quiet: Option<Confidentiality>,
    /// `true` if cases of the category complain about an official.
    pub about_official: bool,
    /// The law that obliges everybody who learns of such a case to report it, if there is one.
    pub report: Option<String>,
}

/// A menu of subjects.
#[derive(Debug, Clone)]
pub struct Menu {
    /// The menu's name, in other menus and in a call's state.
    pub id: String,
    /// The options, in the order in which they are spoken.
    pub options: Vec<MenuOption>,
}

/// One subject of a menu.
#[derive(Debug, Clone)]
pub struct MenuOption {
    /// The key that the caller presses.
    pub key: char,
    /// The words that the caller hears before the key.
    pub said: Text,
    /// The destination of the key.
    pub choice: Choice,
}

/// The destination of a key in a sorting menu. The call's state holds it as a code, not as a position in the menu, so
/// that a release in the middle of a call cannot turn one department into another.
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
    /// Returns the department with this code.
    #[must_use]
    pub fn department(&self, code: &DepartmentCode) -> Option<&Department> {
        self.departments.iter().find(|d| d.code == *code)
    }

    /// Returns the menu with this id.
    #[must_use]
    pub fn menu(&self, id: &str) -> Option<&Menu> {
        self.menus.iter().find(|m| m.id == id)
    }

    /// Returns the notice topic of the desk that has the case: a department's code, or the name of a desk without a
    /// department.
    #[must_use]
    pub fn topic(standing: &Standing) -> &str {
        match (standing.desk, &standing.department) {
            (Desk::Coordinator, _) => COORDINATOR,
            (Desk::Apex, _) => APEX,
            (Desk::Department, Some(department)) => department.as_str(),
            _ => TRIAGE,
        }
    }

    /// Returns all notice topics, each with the name of its desk: the departments, and the desks without a department.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &Text)> {
        let departments = self.departments.iter().map(|d| (d.code.as_str(), &d.name));
        let desks = [(TRIAGE, &self.triage_name), (COORDINATOR, &self.coordinator_name), (APEX, &self.apex_name)];
        departments.chain(desks)
    }
}

/// The category of questions about schemes, in a department whose category `general` is confidential.
const QUESTION: &str = "question";

impl Directory {
    /// Returns the department and category for a question about a scheme of `department`.
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
