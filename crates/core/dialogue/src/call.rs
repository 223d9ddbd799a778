//! The state of a call. It travels with the call, so that a menu step needs no database.

use crate::{About, Caller, Direction, Earlier, Fetched, InScheme, Purpose, SchemeId};
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

/// An input to a step: an action of the caller, or a change of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The call was answered.
    Start,
    /// A key was pressed.
    Key(Key),
    /// No key came in time.
    Silence,
    /// Digits were typed. The call never sees them, because they may be a PIN; [`Typed`] gives their meaning.
    Digits,
    /// The meaning of the typed digits is known.
    Typed(Typed),
    /// The beep has sounded; the caller speaks.
    Beep,
    /// The note is over: a key was pressed, or its longest time has passed.
    NoteEnded,
    /// The agents' queue is open. The longest wait in it so far, in seconds, if known.
    Queue(Option<u32>),
    /// The agents' queue is closed, full or out of order.
    NobodyFree,
}

/// The meaning of typed digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A ticket number with a correct check digit. A case of that number need not exist.
    Ticket(Ticket),
    /// A case that the caller may speak of.
    Case(Box<Earlier>),
    /// A value that can be kept.
    Value,
    /// Digits that are no ticket, do not open the ticket's case, or are no value that can be kept. A PIN that may not
    /// be tried today is wrong too: nobody hears the difference.
    Wrong,
}

/// The codes in which a telephone front sends an input: one word; for the queue, a word and then the seconds.
impl Input {
    /// Returns `start`, a key, `silence`, `digits`, `beep`, `noted`, `queue` or `nobody`; never the digits that were
    /// typed.
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

    /// Reads a code that [`Input::as_code`] wrote. A queue's wait is not part of the code.
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

/// The meaning of an offered key. It is stored by code, so that a deployment during the call does not change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A step of the script.
    Step(String),
    /// A step of the script, in the next language.
    OtherLanguage(String),
    /// A menu of subjects.
    Menu(String),
    /// A department, and a category there.
    Assignment(Assignment),
    /// The triage desk.
    Triage,
    /// The schemes of a subject, from that index on.
    Schemes(String, u8),
    /// A scheme.
    Scheme(SchemeId),
    /// An action on the scheme that is heard.
    InScheme(SchemeKey),
}

/// The action of a key in a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKey {
    /// Goes to the next chunk.
    Skip,
    /// Starts the scheme again.
    Again,
    /// Starts a note about a problem with the scheme. Its department is known already.
    Trouble,
    /// Asks the questions that show if the scheme may be for the caller.
    Eligible,
    /// Starts a note that is a query, for a question that no scheme version answers.
    Ask,
    /// Sends the scheme as an SMS.
    Sms,
    /// Tells the state of the caller's payment.
    Payment,
    /// Answers yes.
    Yes,
    /// Answers no.
    No,
}

/// The call's case, with the data that the next write needs, so that nothing must be read first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOnCall {
    /// The case's number.
    pub ticket: Ticket,
    /// The version that the next write expects.
    pub version: u32,
    /// The case's state at that version.
    pub state: State,
    /// When the ticket was drawn.
    pub drafted_at: Timestamp,
    /// When the beep sounded.
    pub began_at: Option<Timestamp>,
    /// When the case was registered.
    pub registered_at: Option<Timestamp>,
    /// When the last event happened.
    pub last_event_at: Timestamp,
    /// The digest of the case's history, on which the next event stands.
    pub chain: Chain,
    /// The version of the directory under which the last event was written.
    pub directory_version: String,
    /// The case's kind and confidentiality, as far as the caller's keys tell.
    pub about: About,
    /// The department, if the case is at a department.
    pub department: Option<DepartmentCode>,
    /// `true` if the caller left the case to the triage desk, which finds its department.
    pub at_triage: bool,
}

impl CaseOnCall {
    /// Returns the part of `case` that the call keeps.
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

    /// Returns true if the helpline has taken the citizen's matter: the case is neither a draft nor void.
    #[must_use]
    pub fn registered(&self) -> bool {
        !matches!(self.state, State::Draft | State::Void)
    }
}

/// The state of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The side that placed the call.
    pub direction: Direction,
    /// The name of the call's start in the script.
    pub purpose: Purpose,
    /// The language of the call.
    pub language: LanguageCode,
    /// The step of the script.
    pub at: String,
    /// The menu of subjects, while sorting; or the list of schemes that is heard, as `SUBJECT.INDEX`.
    pub menu: Option<String>,
    /// The number of keys not on offer, or of wrong digits, at this step so far.
    pub misses: u8,
    /// The number of times that the caller asked to hear this menu again.
    pub repeats: u8,
    /// The meaning of each key at the time of the offer.
    pub offered: Vec<(Key, Target)>,
    /// The case that this call creates, once a ticket is drawn.
    pub case: Option<CaseOnCall>,
    /// The caller.
    pub caller: Caller,
    /// The ticket that was typed, until its PIN is typed.
    pub typed: Option<Ticket>,
    /// The position in a scheme, if one is heard.
    pub scheme: Option<InScheme>,
    /// The data that was fetched for this step. It does not travel with the call.
    pub fetched: Fetched,
}

impl Call {
    /// Returns the case whose PIN the caller must give: that of the typed ticket, else the earlier case.
    #[must_use]
    pub fn asks_pin_of(&self) -> Option<&Ticket> {
        self.typed.as_ref().or_else(|| self.caller.earlier.as_ref().map(|earlier| &earlier.ticket))
    }

    /// Returns the case for which a PIN typed now is kept: the case registered in this call, else the earlier case if
    /// its PIN was given. A phone alone chooses no PIN: with it, a person who holds the phone would learn the ticket.
    #[must_use]
    pub fn pins_ticket(&self) -> Option<&Ticket> {
        let said = self.case.as_ref().filter(|case| case.registered()).map(|case| &case.ticket);
        let proven = self.caller.earlier.as_ref().filter(|earlier| earlier.proof.is_by_pin());
        said.or_else(|| proven.map(|earlier| &earlier.ticket))
    }
}
