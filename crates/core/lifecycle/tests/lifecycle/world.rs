//! A State of three departments, a calendar without holidays, and actors who give commands.

use jiff::civil::{Weekday, time};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{
    Actor, Assignment, Attachment, Calendar, Case, CategoryCode, Command, CommandKind, Confidentiality, ContactId,
    Decision, DepartmentCode, District, Door, Draft, Event, Field, Ground, Kind, LanguageCode, Level, Need, Order,
    Pace, PromiseKind, Rejection, Rules, StaffId, State, Terms, Ticket, Value, Waits, Words, decide, refold,
};

/// The State of the tests.
pub struct TestState {
    calendar: Calendar,
    waits: Waits,
}

impl Rules for TestState {
    fn version(&self) -> &str {
        "test"
    }
    fn calendar(&self) -> &Calendar {
        &self.calendar
    }
    fn unsorted(&self) -> Terms {
        terms()
    }
    fn terms(&self, of: &Assignment) -> Option<Terms> {
        let known = ["FCS", "REV", "HOM"].contains(&of.department.as_str());
        let terms = match of.category.as_str() {
            "general" => terms(),
            "bribe" => Terms { about_official: true, quiet: Some(Confidentiality::Corruption), ..terms() },
            "pension" => Terms { disclosure: Need::Required, fields: vec![Field::SamagraId], ..terms() },
            "scholarship" => Terms { disclosure: Need::Optional, fields: vec![Field::SamagraId], ..terms() },
            "child-abuse" => Terms { quiet: Some(Confidentiality::Child), report: true, ..terms() },
            "no-supply" => Terms { pace: Pace::Plain, act_days: 1, ..terms() },
            _ => return None,
        };
        known.then_some(terms)
    }
    fn waits(&self) -> Waits {
        self.waits
    }
}

pub fn state() -> TestState {
    let week = vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let calendar = Calendar::new(time(10, 30, 0, 0), time(17, 30, 0, 0), week, []).unwrap();
    TestState { calendar, waits: Waits::default() }
}

/// The same State, with recordings and transcripts.
pub fn recording_state() -> TestState {
    let (recording, transcript) = (Some(SignedDuration::from_hours(4)), Some(SignedDuration::from_hours(2)));
    TestState { waits: Waits { recording, transcript }, ..state() }
}

pub fn terms() -> Terms {
    Terms {
        pace: Pace::Working,
        sorting_minutes: 5,
        triage_days: 1,
        acknowledge_days: 2,
        act_days: 7,
        floor_days: 3,
        guaranteed: true,
        disclosure: Need::None,
        fields: vec![],
        quiet: None,
        about_official: false,
        report: false,
    }
}

/// Returns the moment so many minutes after every test case is drafted: noon of Tuesday, 24 November 2026, in Bhopal.
pub fn after(minutes: i64) -> Timestamp {
    "2026-11-24T06:30:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

pub fn words(said: &str) -> Words {
    Words::new(said).unwrap()
}

pub fn department(code: &str) -> DepartmentCode {
    DepartmentCode::new(code).unwrap()
}

pub fn category(code: &str) -> CategoryCode {
    CategoryCode::new(code).unwrap()
}

pub fn by(actor: &str) -> Actor {
    Actor::parse(actor).unwrap_or_else(|| panic!("{actor}"))
}

pub fn sort(to: &str, what: &str) -> Command {
    sort_as(to, what, None)
}

pub fn sort_as(to: &str, what: &str, kind: Option<Kind>) -> Command {
    Command::Sort { department: department(to), category: category(what), kind, about_scheme: None }
}

pub fn take_action() -> Command {
    Command::TakeAction { note: words("the shop gave the ration"), attachments: vec![] }
}

/// Confirms a withdrawal on the centre's call.
pub fn withdraw(at_the_door: Door) -> Command {
    Command::ConfirmWithdrawal { call: ContactId::new("the-centres-call").unwrap(), at_the_door }
}

/// Leaves a note about the case on another call.
pub fn leave_note(call: &str) -> Command {
    Command::LeaveNote { contact: ContactId::new(call).unwrap(), notice_heard: None }
}

/// Keeps the note that was found in the recording of a call.
pub fn keep_note(call: &str, speech: bool) -> Command {
    Command::KeepNote {
        contact: ContactId::new(call).unwrap(),
        sound: Attachment::new(format!("notes/42710839/{call}.mp3")).unwrap(),
        seconds: 14,
        speech,
        clipped: false,
        noisy: !speech,
        cut: false,
    }
}

/// Attaches the transcript of a call's note.
pub fn keep_transcript(call: &str, said: &str, concerns: bool) -> Command {
    transcript_for(call, said, concerns, "general")
}

/// Attaches a transcript that clearly suggests a category.
pub fn transcript_for(call: &str, said: &str, concerns: bool, what: &str) -> Command {
    Command::KeepTranscript {
        contact: ContactId::new(call).unwrap(),
        words: words(said),
        concerns,
        suggested: Some(department("FCS")),
        suggested_category: Some(category(what)),
        sure: true,
        reasons: Some(words("FCS/general 9: राशन 6, दुकान 3")),
        place: Some(District::new("sehore").unwrap()),
    }
}

pub fn call(id: &str) -> ContactId {
    ContactId::new(id).unwrap()
}

/// Marks the case with an official of that level.
pub fn named(id: &str, level: Level) -> Command {
    let named = Some(StaffId::new(id).unwrap());
    Command::Mark { quiet: None, about_official: true, named, named_level: Some(level) }
}

/// Returns commands of each kind: several variants if they have different effects, else one made of [`EXAMPLES`].
pub fn commands() -> Vec<Command> {
    CommandKind::ALL.iter().flat_map(|kind| variants(*kind).unwrap_or_else(|| vec![example(*kind)])).collect()
}

/// Example values of the facts of commands, by name. A new name needs an entry only for a new type.
const EXAMPLES: [(&str, &str); 14] = [
    ("call", "the-centres-call"),
    ("contact", "contact-1"),
    ("department", "FCS"),
    ("district", "sehore"),
    ("field", "samagra-id"),
    ("ground", "sub-judice"),
    ("new_date", "2026-11-29T06:30:00Z"),
    ("note", "the shop gave the ration"),
    ("number", "1"),
    ("promise", "call-back"),
    ("question", "which month?"),
    ("sealed", "c2VhbGVk"),
    ("until", "2026-11-29T06:30:00Z"),
    ("words", "October"),
];

fn example(kind: CommandKind) -> Command {
    let facts = EXAMPLES.map(|(name, value)| (name.to_owned(), Value::Text(value.to_owned())));
    let mut facts = lifecycle::Facts::from(facts);
    loop {
        let lacking = match Command::read(kind, &facts) {
            Ok(command) => return command,
            Err(why) => why.name,
        };
        // A new name takes any value that its type reads.
        let reads = |value: &&str| {
            facts.insert(lacking.clone(), Value::Text((**value).to_owned()));
            Command::read(kind, &facts).err().is_none_or(|why| why.name != lacking)
        };
        let fitting = EXAMPLES.iter().map(|(_, value)| *value).find(reads);
        assert!(fitting.is_some(), "`{kind}` has no example: nothing here is a `{lacking}`");
    }
}

/// Returns the variants of a kind for which one example is not enough, or cannot be made.
fn variants(kind: CommandKind) -> Option<Vec<Command>> {
    Some(match kind {
        CommandKind::BeginTake => vec![Command::begin_take(None)],
        CommandKind::Sort => vec![
            sort("FCS", "general"),
            sort("REV", "general"),
            sort("FCS", "bribe"),
            sort("FCS", "pension"),
            sort("FCS", "scholarship"),
            sort("FCS", "child-abuse"),
            sort_as("FCS", "general", Some(Kind::Suggestion)),
            sort_as("FCS", "general", Some(Kind::Query)),
        ],
        CommandKind::LeaveNote => {
            vec![leave_note("another-call"), leave_note("a-third-call"), leave_note("a-fourth-call")]
        }
        CommandKind::KeepNote => vec![keep_note("contact-1", true), keep_note("contact-1", false)],
        CommandKind::KeepTranscript => vec![
            keep_transcript("contact-1", "राशन नहीं मिला", false),
            keep_transcript("contact-1", "पुलिस ने मारा", true),
            transcript_for("a-second-call", "पेंशन नहीं मिली", false, "pension"),
        ],
        CommandKind::Transfer => vec![
            Command::Transfer { department: Some(department("REV")), category: None },
            Command::Transfer { department: Some(department("FCS")), category: Some(category("pension")) },
            Command::Transfer { department: Some(department("REV")), category: Some(category("scholarship")) },
            Command::Transfer { department: None, category: None },
        ],
        CommandKind::ConfirmWithdrawal => vec![withdraw(Door::Nobody), withdraw(Door::Somebody)],
        CommandKind::NotReached => vec![Command::NotReached { number: 1 }, Command::NotReached { number: 2 }],
        CommandKind::Mark => vec![
            Command::Mark {
                quiet: Some(Confidentiality::Child),
                about_official: false,
                named: None,
                named_level: None,
            },
            named("ramesh", Level::L1),
        ],
        _ => return None,
    })
}

/// Returns actors of every role.
pub fn actors() -> Vec<Actor> {
    let all = [
        "citizen",
        "agent:asha",
        "officer:FCS:L1:ramesh",
        "officer:FCS:L2:sunita",
        "officer:REV:L1:gopal",
        "officer:REV:L3:meera",
        "nodal:FCS:nodal.fcs",
        "coordinator:kiran",
        "apex:cs",
        "system",
    ];
    all.into_iter().map(by).collect()
}

pub fn drafted() -> (Case, Event) {
    let draft = Draft {
        ticket: Ticket::drawn(4_271_083, 8).unwrap(),
        contact: ContactId::new("contact-1").unwrap(),
        language: LanguageCode::new("hi").unwrap(),
        terms: terms(),
        directory_version: "test".into(),
        patience: SignedDuration::from_mins(10),
        district: District::unknown(),
        kind: Kind::Grievance,
        quiet: None,
    };
    let opened = draft.open(after(0));
    (opened.case, opened.event)
}

/// A case with its whole history, moved by actors one after the other.
pub struct Story {
    pub case: Case,
    pub events: Vec<Event>,
    pub now: Timestamp,
    rules: TestState,
}

impl Story {
    /// Begins with a draft.
    pub fn begin() -> Self {
        Self::under(state())
    }

    /// Begins with a draft in that State.
    pub fn under(rules: TestState) -> Self {
        let (case, event) = drafted();
        Self { case, events: vec![event], now: after(0), rules }
    }

    /// Begins with a case that was registered on the call and sorted by the caller.
    pub fn sorted(to: &str, what: &str) -> Self {
        let mut story = Self::begin();
        story.does("citizen", Command::begin_take(None));
        story.does("citizen", Command::Register {});
        story.does("citizen", sort(to, what));
        story
    }

    /// Begins with a case that the officer ramesh has acknowledged.
    pub fn acknowledged() -> Self {
        let mut story = Self::sorted("FCS", "general");
        story.does("officer:FCS:L1:ramesh", Command::Acknowledge {});
        story
    }

    /// Decides a command without applying it.
    pub fn asks(&self, actor: &str, command: Command) -> Result<Decision, Rejection> {
        let order = Order { command, by: by(actor), why: Some(words("as the law says")), seen: None };
        decide(&self.rules, &self.case, &order, self.now)
    }

    /// Applies a command, which must happen.
    pub fn does(&mut self, actor: &str, command: Command) -> &mut Self {
        match self.asks(actor, command.clone()) {
            Ok(Decision::Happens(t)) => {
                self.events.push(t.event);
                self.case = t.case;
            }
            other => panic!("{actor} {command:?} on {}: {other:?}", self.case.standing.state),
        }
        self
    }

    /// Returns the message of a command, which must be refused.
    pub fn refuses(&self, actor: &str, command: Command) -> String {
        self.asks(actor, command).expect_err("it must be refused").to_string()
    }

    /// Runs the sweep whenever something is due, for so many days.
    pub fn neglected_for(&mut self, days: i64) -> &mut Self {
        let until = self.now + SignedDuration::from_hours(24 * days);
        while self.case.standing.due_at.is_some_and(|due| due <= until) {
            self.neglected();
        }
        self.now = until;
        self
    }

    /// Moves time on to noon of the so-manieth working day.
    pub fn days_later(&mut self, days: u16) -> &mut Self {
        let close = state().calendar.close_after(self.now, days);
        self.now = close - SignedDuration::from_mins(5 * 60 + 30);
        self
    }

    /// Runs the sweep at the moment when the case is due.
    pub fn neglected(&mut self) -> &mut Self {
        self.now = self.case.standing.due_at.expect("it is due some time").max(self.now);
        self.does("system", Command::PassTime {})
    }

    /// Returns the number of the only open promise of that kind.
    pub fn promise(&self, kind: PromiseKind) -> u16 {
        let found: Vec<u16> = self.case.promises.iter().filter(|p| p.kind == kind).map(|p| p.number).collect();
        assert_eq!(found.len(), 1, "one open promise `{kind}` in {:?}", self.case.promises);
        found[0]
    }

    /// Returns the case as `state level desk department`.
    pub fn stands(&self) -> String {
        let s = &self.case.standing;
        let department = s.department.as_ref().map_or("-", DepartmentCode::as_str);
        let closing = s.closing.map_or(String::new(), |closing| format!(" ({closing})"));
        format!("{}{closing} {} {} {department}", s.state, s.level, s.desk)
    }

    /// Returns the kinds of the events, in order.
    pub fn told(&self) -> Vec<&'static str> {
        self.events.iter().map(|event| event.what.kind().as_str()).collect()
    }

    /// Checks that the history is whole and folds to the case.
    pub fn holds(&self) {
        assert_eq!(refold(Some(&self.case), &self.events), []);
        assert_eq!(Case::read(self.case.ticket.clone(), &self.case.facts()).as_ref(), Ok(&self.case));
        for event in &self.events {
            let mut facts = event.facts();
            lifecycle::facts::put(&mut facts, "chain", &event.chain);
            assert_eq!(Event::read(event.ticket.clone(), event.sequence, &facts).as_ref(), Ok(event));
        }
    }
}

/// Returns a story that has reached the state.
pub fn at_state(state: State) -> Story {
    let mut story = match state {
        State::Draft | State::Void | State::Registered => Story::begin(),
        State::Triaged => Story::sorted("FCS", "general"),
        _ => Story::acknowledged(),
    };
    match state {
        State::Draft | State::Triaged | State::Acknowledged => {}
        State::Void => {
            story.neglected();
        }
        State::Registered => {
            story.does("citizen", Command::begin_take(None)).does("citizen", Command::Register {});
        }
        State::AwaitingInformation => {
            story.does("officer:FCS:L1:ramesh", Command::Ask { question: words("which month?") });
        }
        State::ActionTaken => {
            story.does("officer:FCS:L1:ramesh", take_action());
        }
        State::Closed => {
            story.does("officer:FCS:L1:ramesh", take_action()).does("citizen", Command::ConfirmSolved {});
        }
        State::Reopened => {
            story.does("officer:FCS:L1:ramesh", take_action()).does("citizen", Command::Reopen {});
        }
        State::Rejected => {
            let ground = Ground::SubJudice;
            story.does("officer:FCS:L1:ramesh", Command::ProposeRejection { ground });
            story.does("officer:FCS:L2:sunita", Command::ApproveRejection {});
        }
        State::Withdrawn => {
            story.does("citizen", Command::AskWithdrawal {});
            story.does("agent:asha", withdraw(Door::Nobody));
        }
        State::Transferred => {
            let to = Command::Transfer { department: Some(department("REV")), category: None };
            story.does("officer:FCS:L1:ramesh", to);
        }
    }
    assert_eq!(story.case.standing.state, state);
    story
}

/// Returns the calendar of the tests.
pub fn calendar() -> &'static Calendar {
    static STATE: std::sync::OnceLock<TestState> = std::sync::OnceLock::new();
    &STATE.get_or_init(state).calendar
}
