//! The news in an event, its topics and its words.

use directory::{APEX, COORDINATOR, Directory, TRIAGE};
use lifecycle::{Closing, Desk, Event, Keeper, Level, Role, Standing, State, What};

/// One piece of news.
pub(crate) struct News {
    /// The topic that gets the news.
    pub(crate) topic: String,
    /// The name of the event, as systems read it.
    pub(crate) event: &'static str,
    /// `true` if the citizen's words go with the news.
    pub(crate) with_words: bool,
    /// The escalation levels of the department that the news is for.
    pub(crate) levels: Vec<Level>,
    /// The words in Hindi.
    pub(crate) hi: &'static str,
    /// The words in English.
    pub(crate) en: &'static str,
}

/// Returns all news of an event: none, one, or two if the coordinator hears something that nobody else does.
pub(crate) fn of(event: &Event) -> Vec<News> {
    let s = &event.standing;
    let at = |topic: &str, levels: Vec<Level>, (hi, en): (&'static str, &'static str)| News {
        topic: topic.to_owned(),
        event: event.what.kind().as_str(),
        with_words: true,
        levels,
        hi,
        en,
    };
    let desk = |words| vec![at(Directory::topic(s), here(s), words)];
    match &event.what {
        // The caller is still on the line and may sort the case.
        What::Registered { .. } if event.by.role() != Role::System => Vec::new(),
        What::Registered { .. } | What::SentToTriage {} => desk(FOR_TRIAGE),
        What::Sorted { report, about_scheme, .. } => {
            // A case about a scheme was sorted by the caller's own choice before they hung up, not by a machine.
            let by_machine = event.by.role() == Role::System && about_scheme.is_none();
            let mut news = desk(if by_machine { SORTED_BY_WORDS } else { NEW });
            news.extend(unread(s).then(|| at(COORDINATOR, Vec::new(), READ_FIRST)));
            news.extend(report.as_ref().map(|_| News {
                event: "report-owed",
                with_words: false,
                ..at(COORDINATOR, Vec::new(), REPORT)
            }));
            news
        }
        What::Transferred { .. } => {
            let mut news = desk(match Directory::topic(s) {
                TRIAGE => FOR_TRIAGE,
                COORDINATOR | APEX => TO_DECIDE,
                _ => TRANSFERRED,
            });
            news.extend(unread(s).then(|| at(COORDINATOR, Vec::new(), READ_FIRST)));
            news
        }
        What::HandedUp {} => desk(TO_DECIDE),
        // The news goes to the new level, and to the levels below that had the case.
        What::LevelRaised {} => {
            let mut news = vec![at(Directory::topic(s), up_to(s), RAISED)];
            news.extend((s.level == Level::Apex).then(|| at(APEX, Vec::new(), RAISED)));
            news
        }
        What::Reminded {} => vec![at(APEX, Vec::new(), REMINDED)],
        What::Answered { .. } if s.state != State::AwaitingInformation => desk(ANSWERED),
        What::Granted { .. } if s.state != State::AwaitingInformation => desk(GRANTED),
        What::NoteLeft { .. } if s.department.is_some() && s.state != State::AwaitingInformation => desk(NOTE_LEFT),
        What::NoteKept { revives: true, clipped, noisy, cut, .. } => {
            let mut news = desk(FOR_TRIAGE);
            news.extend((*clipped || *noisy || *cut).then(|| at(TRIAGE, Vec::new(), HARD_TO_HEAR)));
            news
        }
        // The centre calls the citizen, wherever the case is now: only the centre knows the citizen.
        What::NoteKept { speech: false, .. } if is_open(s) => vec![at(TRIAGE, Vec::new(), NO_WORDS)],
        What::NoteKept { clipped, noisy, cut, .. } if goes_on(s) && (*clipped || *noisy || *cut) => {
            vec![at(TRIAGE, Vec::new(), HARD_TO_HEAR)]
        }
        What::NoteMissing { .. } => vec![at(TRIAGE, Vec::new(), NEVER_CAME)],
        // The news goes to the desk that has the case, unless the caller may still be sorting it.
        What::Transcribed { words: Some(_), .. } if is_open(s) && s.desk != Desk::Caller => desk(IN_WORDS),
        What::Transcribed { words: None, .. } if goes_on(s) => vec![at(COORDINATOR, Vec::new(), READ_FIRST)],
        What::WordsReleased { .. } if is_open(s) && s.desk != Desk::Caller => desk(IN_WORDS),
        What::TranscriptLost { .. } if goes_on(s) => vec![at(TRIAGE, Vec::new(), NO_TRANSCRIPT)],
        What::VoiceGranted {} if s.department.is_some() && is_open(s) => desk(VOICE),
        What::LimitContested { .. } => vec![at(COORDINATOR, Vec::new(), CONTESTED)],
        What::WordsAdded { .. } if s.department.is_some() => desk(ADDED),
        What::Revoked { .. } if s.state == State::AwaitingInformation => desk(REVOKED),
        What::SolvedConfirmed {} => desk(CONFIRMED),
        What::NotReached { again_at: None, .. } if s.closing == Some(Closing::Unconfirmed) => desk(UNCONFIRMED),
        What::NotReached { again_at: None, .. } if s.department.is_some() && !s.state.ended() => desk(NOT_REACHED),
        What::Reopened { .. } => desk(REOPENED),
        // A department hears of any reopening as `reopened`.
        What::OpenedAgain { .. } => vec![News { event: "reopened", ..at(Directory::topic(s), here(s), OPEN_AGAIN) }],
        What::Appealed { .. } => desk(APPEALED),
        What::RejectionProposed { .. } => vec![at(Directory::topic(s), and_above(s), SECOND_OFFICER)],
        What::Rejected { .. } => desk(REJECTED),
        What::RejectionDeclined {} => desk(NOT_REJECTED),
        What::Withdrawn { .. } => {
            let department = s.department.as_ref().map_or(TRIAGE, |d| d.as_str());
            let mut news = vec![at(department, here(s), WITHDRAWN)];
            news.extend(s.protected().then(|| News { event: "protected", ..at(COORDINATOR, Vec::new(), PROTECTED) }));
            news
        }
        What::ReopenAsked { .. } => vec![at(COORDINATOR, Vec::new(), WANTED_BACK)],
        What::SolvedClaimed { follow_up } if follow_up.keeper == Keeper::Coordinator => under_pressure(),
        // Nobody broke the promise: the citizen, under pressure, repeated a claim, and the coordinator keeps it now.
        What::PromiseBroken { .. } if event.by.role() == Role::Citizen => under_pressure(),
        What::PromiseBroken { keeper: Keeper::Coordinator, .. } => vec![at(COORDINATOR, Vec::new(), BROKEN)],
        What::PromiseBroken { keeper: Keeper::Apex, .. } => vec![at(APEX, Vec::new(), BROKEN)],
        // The news goes only to the level that now has the case: the marked official is below it.
        What::Marked { raised_to, .. } => {
            let raised = raised_to.is_some() && s.department.is_some();
            let mut news = if raised { desk(NOW_WITH_YOU) } else { Vec::new() };
            news.extend(unread(s).then(|| at(COORDINATOR, Vec::new(), READ_FIRST)));
            news
        }
        // These are counted, told by a promised call, or no news for anybody.
        What::Drafted { .. }
        | What::TakeBegan { .. }
        | What::NoteLeft { .. }
        | What::NoteKept { .. }
        | What::Transcribed { .. }
        | What::WordsReleased { .. }
        | What::TranscriptLost { .. }
        | What::TranscriptRead { .. }
        | What::Listened { .. }
        | What::VoiceGranted {}
        | What::VoiceRevoked {}
        | What::Voided {}
        | What::Acknowledged {}
        | What::Asked { .. }
        | What::Answered { .. }
        | What::WordsAdded { .. }
        | What::ActionTaken { .. }
        | What::InterimReplied { .. }
        | What::SolvedClaimed { .. }
        | What::WithdrawalAsked { .. }
        | What::WithdrawalDropped {}
        | What::ProtectionEnded {}
        | What::Granted { .. }
        | What::Revoked { .. }
        | What::Viewed { .. }
        | What::Promised { .. }
        | What::PromiseKept { .. }
        | What::NotReached { .. }
        | What::PromiseBroken { .. }
        | What::Located { .. } => Vec::new(),
    }
}

/// Returns the news of a claim that somebody forced on the citizen, for the coordinator alone.
fn under_pressure() -> Vec<News> {
    let (hi, en) = CLAIMED_UNDER_PRESSURE;
    let (topic, levels) = (COORDINATOR.to_owned(), Vec::new());
    vec![News { topic, event: "protected", with_words: true, levels, hi, en }]
}

/// Returns true if the case is registered and not at its end.
fn is_open(s: &Standing) -> bool {
    s.state != State::Draft && !s.state.ended()
}

/// Returns true if the case is not at its end. A draft counts: its caller spoke, it is registered within minutes, and
/// no later notice would tell of its note.
fn goes_on(s: &Standing) -> bool {
    !s.state.ended()
}

/// Returns true if words wait for a person to read them.
fn unread(s: &Standing) -> bool {
    is_open(s) && !s.unread.is_empty()
}

/// Returns the news of a surge: many cases of one kind and district within an hour.
pub(crate) fn many() -> News {
    let (hi, en) = MANY;
    News { topic: COORDINATOR.to_owned(), event: "many-cases", with_words: false, levels: Vec::new(), hi, en }
}

fn here(s: &Standing) -> Vec<Level> {
    vec![s.level]
}

fn up_to(s: &Standing) -> Vec<Level> {
    Level::ALL.iter().copied().filter(|level| *level >= s.floor && *level <= s.level).collect()
}

fn and_above(s: &Standing) -> Vec<Level> {
    std::iter::once(s.level).chain(s.level.above()).collect()
}

type Words = (&'static str, &'static str);

const NEW: Words = ("नया प्रकरण आपके विभाग को मिला है", "A new case has come to your department");
const FOR_TRIAGE: Words = ("नया प्रकरण छँटाई के लिए मिला है", "A new case has come for triage");
const TO_DECIDE: Words = ("यह प्रकरण आपके निर्णय के लिए है", "This case waits for your decision");
const TRANSFERRED: Words = ("दूसरे विभाग से प्रकरण आपको मिला है", "A case was transferred to your department");
const RAISED: Words =
    ("समय सीमा में कार्रवाई नहीं हुई। प्रकरण ऊपर के स्तर पर गया", "Nobody acted in time. The case went up a level");
const ANSWERED: Words = ("नागरिक ने जवाब दिया। समय फिर चल रहा है", "The citizen answered. The clock runs again");
const GRANTED: Words = ("नागरिक ने जानकारी देखने की अनुमति दी है", "The citizen granted what the department must know");
const OPEN_AGAIN: Words = ("प्रकरण फिर खुला है", "The case is open again");
const NOW_WITH_YOU: Words = ("यह प्रकरण अब आपके स्तर पर है", "The case is now with your level");
const ADDED: Words = ("नागरिक ने बात जोड़ी है", "The citizen added something");
const MANY: Words = (
    "एक घंटे में एक ही तरह की बहुत शिकायतें आई हैं। अगले कॉल करने वालों को सूचना दे सकते हैं",
    "Many cases of one kind have come within an hour. You can have the next callers told",
);
const NOTE_LEFT: Words = ("नागरिक ने फ़ोन पर और बताया है", "The citizen said more on the phone");
const NO_WORDS: Words =
    ("रिकॉर्डिंग में कोई बात सुनाई नहीं दी। नागरिक से बात करें", "Nobody speaks in the recording. Call the citizen");
const HARD_TO_HEAR: Words = (
    "रिकॉर्डिंग साफ़ नहीं है। सुनें, और ज़रूरत हो तो नागरिक से बात करें",
    "The recording is hard to hear. Listen, and call the citizen if need be",
);
const NEVER_CAME: Words = (
    "फ़ोन की रिकॉर्डिंग नहीं आई। नागरिक को फ़ोन करके उनकी बात सुनें",
    "The recording of the call never came. Call the citizen and hear them again",
);
const IN_WORDS: Words = ("नागरिक की बात अब लिखी हुई है", "What the citizen said is now a text");
const READ_FIRST: Words = (
    "नागरिक की बात लिखी गई है और गोपनीय हो सकती है। पहले आप पढ़ें (read-transcript), फिर भेजें (release-words)",
    "What the citizen said is a text and may be confidential. Read it first (`read-transcript`), then let it go (`release-words`)",
);
const NO_TRANSCRIPT: Words =
    ("बात लिखी नहीं जा सकी। रिकॉर्डिंग सुनें", "No text could be made of what was said. Listen to the note");
const VOICE: Words = ("नागरिक ने अपनी आवाज़ सुनने की अनुमति दी है", "The citizen lets the department hear their voice");
const SORTED_BY_WORDS: Words = (
    "नया प्रकरण आपके विभाग को मिला है। छँटाई समय पर नहीं हुई, मशीन ने शब्दों से भेजा। आपका न हो तो लौटाएँ",
    "A new case has come to your department. Nobody sorted it in time; a machine did, by its words. Transfer it if it is not yours",
);
const CONTESTED: Words =
    ("नागरिक को आज की सीमा ठीक नहीं लगी। उनसे बात करें", "The citizen finds the day's limit unjust. Call them");
const REPORT: Words = ("क़ानून के अनुसार इसकी सूचना देनी है, 24 घंटे में", "The law wants this reported, within 24 hours");
const REVOKED: Words =
    ("नागरिक ने जानकारी की अनुमति वापस ली। समय रुका है", "The citizen took a disclosure back. The clock stands still");
const REMINDED: Words = ("प्रकरण अब भी सबसे ऊपर के स्तर पर लंबित है", "The case still waits at the highest level");
const WANTED_BACK: Words =
    ("नागरिक वापस लिया प्रकरण फिर खोलना चाहते हैं। उनसे बात करें", "The citizen wants a withdrawn case back. Call them");
const CONFIRMED: Words = ("नागरिक ने कहा कि समाधान हो गया। प्रकरण बंद", "The citizen says that it is solved. Closed");
const UNCONFIRMED: Words = (
    "नागरिक से तीन बार संपर्क नहीं हुआ। प्रकरण पुष्टि के बिना बंद",
    "The citizen was not reached three times. Closed unconfirmed",
);
const NOT_REACHED: Words =
    ("नागरिक से तीन बार संपर्क नहीं हुआ। प्रकरण खुला है", "The citizen was not reached three times. The case goes on");
const REOPENED: Words =
    ("नागरिक के अनुसार समाधान नहीं हुआ। प्रकरण फिर खुला", "The citizen says that it is not solved. The case is open again");
const APPEALED: Words = ("नागरिक ने अपील की है। निर्णय आपके स्तर पर", "The citizen appeals. Your level decides");
const SECOND_OFFICER: Words =
    ("अस्वीकृति प्रस्तावित है। दूसरे अधिकारी की सहमति चाहिए", "A rejection is proposed. A second officer must agree");
const REJECTED: Words = ("प्रकरण अस्वीकृत हुआ। नागरिक को बताया जाएगा", "The case is rejected. The citizen will be told");
const NOT_REJECTED: Words =
    ("दूसरा अधिकारी सहमत नहीं। प्रकरण खुला है", "The second officer does not agree. The case goes on");
const WITHDRAWN: Words = ("नागरिक ने प्रकरण वापस लिया", "The citizen took the case back");
const PROTECTED: Words = (
    "दबाव में वापसी। केवल आपके लिए: नागरिक की सुरक्षा देखें, फिर open-again या end-protection",
    "Taken back under pressure. For you alone: look after the citizen, then `open-again` or `end-protection`",
);
const CLAIMED_UNDER_PRESSURE: Words = (
    "दबाव में कहा गया कि काम हो गया। केवल आपके लिए: नागरिक की सुरक्षा देखें; मामला विभाग के पास खुला है",
    "Said to be solved under pressure. For you alone: look after the citizen; the case stays open with its department",
);
const BROKEN: Words = ("नागरिक से किया वादा समय पर पूरा नहीं हुआ", "A promise to the citizen was not kept in time");
