//! Where a call is. It travels with the call, so that a menu step needs no database.

use crate::{About, Caller, Direction, Earlier, InScheme, Purpose, SchemeId, Shelf};
use jiff::Timestamp;
use lifecycle::{Assignment, Case, Chain, DepartmentCode, Desk, LanguageCode, State, Ticket};

/// A key of the telephone: 0 to 9, star or hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(char);

impl Key {
    /// Reads a key.
    #[must_use]
    pub fn new(given: char) -> Option<Self> {
        matches!(given, '0'..='9' | '*' | '#').then_some(Self(given))
    }

    /// The key as a character.
    #[must_use]
    pub fn as_char(self) -> char {
        self.0
    }
}

/// What the caller did, or what became of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The call was answered.
    Start,
    /// A key was pressed.
    Key(Key),
    /// No key came in time.
    Silence,
    /// Digits were typed. Which, the call never knows: one may be a PIN. Whoever has them says what they are, [`Typed`].
    Digits,
    /// What the typed digits turned out to be.
    Typed(Typed),
    /// The beep has sounded; the caller speaks.
    Beep,
    /// The note is over: a key, or its longest time.
    NoteEnded,
    /// The agents' queue is open, and this is how long, in seconds, whoever waits longest has waited, if that is known.
    Queue(Option<u32>),
    /// The agents' queue is closed, full or out of order.
    NobodyFree,
}

/// What typed digits turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A ticket's number, its check digit right. Whether there is such a case is not said.
    Ticket(Ticket),
    /// A case that the caller may speak of.
    Case(Box<Earlier>),
    /// A value that can be kept.
    Value,
    /// No ticket, not its PIN, or no value that can be kept.
    Wrong,
    /// Nobody may try again for now.
    Locked,
}

/// The form in which a telephone front sends an input: its word, or for the queue its word and the seconds after it.
impl Input {
    /// `start`, a key, `silence`, `digits`, `beep`, `noted`, `queue`, `nobody`. Never what was typed.
    #[must_use]
    pub fn as_code(&self) -> String {
        match self {
            Self::Start => "start".to_owned(),
            Self::Key(key) => key.as_char().to_string(),
            Self::Silence => "silence".to_owned(),
            Self::Digits | Self::Typed(_) => "digits".to_owned(),
            Self::Beep => "beep".to_owned(),
            Self::NoteEnded => "noted".to_owned(),
            Self::Queue(_) => "queue".to_owned(),
            Self::NobodyFree => "nobody".to_owned(),
        }
    }

    /// Reads what [`Input::as_code`] wrote; of the queue without its wait.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        Some(match given {
            "start" => Self::Start,
            "silence" => Self::Silence,
            "digits" => Self::Digits,
            "beep" => Self::Beep,
            "noted" => Self::NoteEnded,
            "queue" => Self::Queue(None),
            "nobody" => Self::NobodyFree,
            key => Self::Key(key.parse().ok().and_then(Key::new)?),
        })
    }
}

/// Where an offered key leads, by code: what stands here was offered, whatever is deployed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A step of the script.
    Step(String),
    /// A step of the script, in the next language.
    OtherLanguage(String),
    /// A menu of subjects.
    Menu(String),
    /// A department and what it is about there.
    Assignment(Assignment),
    /// The triage desk.
    Triage,
    /// The schemes of a subject, from the one of that number on.
    Schemes(String, u8),
    /// A scheme.
    Scheme(SchemeId),
    /// Something to do with the scheme that is heard.
    InScheme(SchemeKey),
}

/// What a key does in a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKey {
    /// The next chunk.
    Skip,
    /// All of it once more.
    Again,
    /// What goes wrong with it: a note, sorted already.
    Trouble,
    /// Whether it is for the caller.
    Eligible,
    /// What no text answers: a note that is a query.
    Ask,
    /// It as an SMS.
    Sms,
    /// Where the caller's money is.
    Payment,
    /// Yes.
    Yes,
    /// No.
    No,
}

/// The call's case, as far as the call must know it to write the next event without reading first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOnCall {
    /// Its number.
    pub ticket: Ticket,
    /// The version that the next write expects.
    pub version: u32,
    /// Its state at that version.
    pub state: State,
    /// When the ticket was drawn.
    pub drafted_at: Timestamp,
    /// When the beep sounded.
    pub began_at: Option<Timestamp>,
    /// When it was registered.
    pub registered_at: Option<Timestamp>,
    /// Its last event.
    pub last_event_at: Timestamp,
    /// The digest of its history, on which the next event stands.
    pub chain: Chain,
    /// The directory under which its last event was written.
    pub directory_version: String,
    /// What it is, as far as the way to it tells.
    pub about: About,
    /// The department that has it.
    pub department: Option<DepartmentCode>,
    /// Whether it left the caller: the triage desk finds its department.
    pub at_triage: bool,
}

impl CaseOnCall {
    /// What the call keeps of `case`.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        Self {
            ticket: case.ticket.clone(),
            version: case.version,
            state: case.standing.state,
            drafted_at: case.drafted_at,
            began_at: case.standing.began_at,
            registered_at: case.registered_at,
            last_event_at: case.last_event_at,
            chain: case.chain.clone(),
            directory_version: case.directory_version.clone(),
            about: About { kind: case.standing.kind, quiet: case.standing.quiet },
            department: case.standing.department.clone().filter(|_| case.standing.desk == Desk::Department),
            at_triage: case.standing.desk == Desk::Triage,
        }
    }

    /// Whether the citizen's matter is in our hands.
    #[must_use]
    pub fn registered(&self) -> bool {
        !matches!(self.state, State::Draft | State::Void)
    }
}

/// Where a call is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Who placed it.
    pub direction: Direction,
    /// The name of its start in the script.
    pub purpose: Purpose,
    /// The language spoken.
    pub language: LanguageCode,
    /// The step of the script.
    pub at: String,
    /// The menu of subjects, while sorting.
    pub menu: Option<String>,
    /// Keys pressed at this menu that it does not offer.
    pub misses: u8,
    /// Times the caller asked to hear this menu again.
    pub repeats: u8,
    /// What the keys meant when they were offered.
    pub offered: Vec<(Key, Target)>,
    /// The case that this call makes, once a ticket is drawn.
    pub case: Option<CaseOnCall>,
    /// Who calls.
    pub caller: Caller,
    /// The ticket that was typed, until its PIN is.
    pub typed: Option<Ticket>,
    /// Where it is in a scheme.
    pub scheme: Option<InScheme>,
    /// What was fetched of schemes for this step. It does not travel with the call.
    pub shelf: Shelf,
}

impl Call {
    /// The case whose PIN is asked for: the one that was typed, else the one that is spoken of.
    #[must_use]
    pub fn asks_pin_of(&self) -> Option<&Ticket> {
        self.typed.as_ref().or_else(|| self.caller.earlier.as_ref().map(|earlier| &earlier.ticket))
    }

    /// The case that a PIN typed now is kept for: the one that was just said, else the earlier one.
    #[must_use]
    pub fn pins_ticket(&self) -> Option<&Ticket> {
        let said = self.case.as_ref().filter(|case| case.registered()).map(|case| &case.ticket);
        said.or_else(|| self.caller.earlier.as_ref().map(|earlier| &earlier.ticket))
    }
}
