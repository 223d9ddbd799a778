//! The recipients of each event's notice, in lives of cases that contain every event.

use acceptance::story::{AnyDepartment, drafted, minute, order, sort};
use jiff::{SignedDuration, Timestamp};
use lifecycle::{
    Attachment, Case, CategoryCode, Command, Confidentiality, ContactId, Decision, DepartmentCode, Door, Event, Ground,
    Level, Order, PromiseKind, StaffId, Words, decide,
};
use std::fmt::Write as _;

struct Life {
    case: Case,
    now: Timestamp,
    told: String,
}

impl Life {
    fn drafted() -> Self {
        let opened = drafted(&lifecycle::Ticket::drawn(4_271_083, 8).unwrap(), minute(0));
        Self { case: opened.case, now: minute(0), told: String::new() }
    }

    fn begin() -> Self {
        let mut life = Self::drafted();
        life.does("citizen", Command::Register {}).does("citizen", sort("FCS"));
        life
    }

    fn does(&mut self, by: &str, command: Command) -> &mut Self {
        self.happens(&order(by, command))
    }

    fn neglected(&mut self) -> &mut Self {
        self.now = self.case.standing.due_at.unwrap();
        self.happens(&Order::time_passes())
    }

    fn happens(&mut self, order: &Order) -> &mut Self {
        match decide(&AnyDepartment, &self.case, order, self.now) {
            Ok(Decision::Happens(next)) => {
                self.case = next.case;
                self.tell(&next.event);
            }
            other => panic!("{order:?}: {other:?}"),
        }
        self
    }

    fn tell(&mut self, event: &Event) {
        let directory = &state_directory::playbook().unwrap().directory;
        let s = &event.standing;
        write!(self.told, "{} by {}: {} {}", event.what.kind(), event.by, s.state, s.level).unwrap();
        let notices = notice::of(event, &[], directory);
        for notice in &notices {
            let p = &notice.payload;
            let said = notice.body.lines().find(|line| line.contains("Level:")).unwrap();
            let quiet = if notice.body.contains("confidential") { " (confidential)" } else { "" };
            write!(self.told, "\n    {} {} to {:?}{quiet}: {said}", notice.topic, p.event, p.tells).unwrap();
            assert!(notice.subject.is_ascii() && notice.subject.len() < 100);
            for secret in ["which month", "the shop", "sealed"] {
                assert!(!notice.body.contains(secret), "somebody's words are in a notice");
            }
        }
        self.told.push_str(if notices.is_empty() { ": nobody\n" } else { "\n" });
    }

    fn promise(&self, kind: PromiseKind) -> u16 {
        self.case.promises.iter().find(|promise| promise.kind == kind).unwrap().number
    }
}

/// A voice note is found in a recording.
fn kept(call: &str, speech: bool, noisy: bool) -> Command {
    let (contact, sound) = (ContactId::new(call).unwrap(), Attachment::new("notes/x.mp3").unwrap());
    Command::KeepNote { contact, sound, seconds: 9, speech, clipped: false, noisy, cut: false }
}

/// A transcript is attached.
fn written(call: &str, concerns: bool) -> Command {
    Command::KeepTranscript {
        contact: ContactId::new(call).unwrap(),
        words: words("the shop is shut"),
        concerns,
        suggested: None,
        suggested_category: None,
        sure: false,
        reasons: None,
        place: None,
    }
}

fn release(call: &str) -> Command {
    Command::ReleaseWords { contact: ContactId::new(call).unwrap(), words: words("the shop is shut") }
}

fn words(said: &str) -> Words {
    Words::new(said).unwrap()
}

#[test]
fn each_event_is_told_to_those_whom_it_concerns_and_to_nobody_else() {
    const OFFICER: &str = "officer:FCS:L1:ramesh";
    const ABOVE: &str = "officer:FCS:L2:sunita";
    let transfer = |to: &str| Command::Transfer { department: DepartmentCode::new(to).ok(), category: None };
    let action = || Command::TakeAction { note: words("the shop opened"), attachments: vec![] };
    let mut told = String::new();
    let mut tell = |title: &str, life: &mut Life| {
        writeln!(told, "== {title}\n{}", life.told).unwrap();
        life.told.clear();
    };

    let mut life = Life::begin();
    life.does(OFFICER, Command::Acknowledge {}).does(OFFICER, Command::Ask { question: words("which month?") });
    life.does("citizen", Command::Answer { words: words("which month I say") });
    life.does("citizen", Command::AddWords { words: words("the shop is shut") });
    life.does(OFFICER, Command::ReplyInterim { new_date: life.now + SignedDuration::from_hours(48) });
    life.does(OFFICER, action()).does("citizen", Command::Reopen {}).does(OFFICER, action());
    for _ in 0..3 {
        life.now += SignedDuration::from_hours(24);
        let number = life.promise(PromiseKind::FollowUp);
        life.does("agent:asha", Command::NotReached { number });
    }
    life.does("citizen", Command::Appeal {}).does(ABOVE, action()).does("agent:asha", Command::ConfirmSolved {});
    tell("a whole life", &mut life);

    let mut life = Life::begin();
    for _ in 0..5 {
        life.neglected();
    }
    tell("nobody acts", &mut life);

    let mut life = Life::begin();
    life.does(OFFICER, transfer("REV"))
        .does("officer:REV:L1:gopal", Command::Transfer { department: None, category: None });
    life.neglected().neglected().neglected().does("apex:cs", sort("FCS"));
    tell("not theirs", &mut life);

    let mut life = Life::begin();
    life.does(OFFICER, Command::ProposeRejection { ground: Ground::Religion })
        .does(ABOVE, Command::DeclineRejection {});
    life.does(OFFICER, Command::ProposeRejection { ground: Ground::SubJudice })
        .does(ABOVE, Command::ApproveRejection {});
    for _ in 0..3 {
        life.now += SignedDuration::from_hours(24);
        let number = life.promise(PromiseKind::Tell);
        life.does("agent:asha", Command::NotReached { number });
    }
    tell("rejected, and the citizen is not reached", &mut life);

    for door in [Door::Nobody, Door::Somebody] {
        let mut life = Life::begin();
        let call = ContactId::new("the-centres-call").unwrap();
        life.does("citizen", Command::AskWithdrawal {});
        life.does("agent:asha", Command::ConfirmWithdrawal { call, at_the_door: door });
        if door == Door::Somebody {
            life.neglected();
        }
        life.does("citizen", Command::Reopen {}).does("coordinator:kiran", Command::OpenAgain {});
        tell(&format!("taken back, at the door was {door}"), &mut life);
    }

    let mut life = Life::begin();
    let named = StaffId::new("sunita").ok();
    let mark = Command::Mark {
        quiet: Some(Confidentiality::Corruption),
        about_official: true,
        named,
        named_level: Some(Level::L2),
    };
    life.does("agent:asha", mark).neglected();
    let child = Command::Mark {
        quiet: Some(Confidentiality::Child),
        about_official: true,
        named: StaffId::new("other").ok(),
        named_level: Some(Level::L1),
    };
    life.does("agent:asha", child);
    tell("it names an official of L2", &mut life);

    let mut life = Life::begin();
    life.does(
        "citizen",
        Command::Promise { promise: PromiseKind::CallBack, until: life.now + SignedDuration::from_hours(2) },
    );
    life.neglected().neglected().neglected();
    life.does("citizen", Command::ClaimSolved {}).does("citizen", Command::Reopen {});
    let category = CategoryCode::new("general").ok();
    life.does(OFFICER, Command::Transfer { department: DepartmentCode::new("REV").ok(), category });
    tell("a promise that nobody keeps", &mut life);

    let mut life = Life::begin();
    life.does("system", kept("clear", true, false)).does("system", kept("noisy", true, true));
    life.does("system", kept("silent", false, false));
    life.does(OFFICER, action()).does("citizen", Command::ConfirmSolved {});
    life.does("system", kept("late", false, false));
    tell("recordings come", &mut life);
    let mut life = Life::drafted();
    life.does("system", kept("silent", false, false)).neglected().does("system", kept("clear", true, true));
    tell("a void draft's words are found after all", &mut life);

    // The transcript may be confidential and must be read first: before the case is registered, and after.
    let mut life = Life::drafted();
    life.does("citizen", Command::begin_take(None)).does("system", kept("call", true, true));
    life.does("system", written("call", true)).neglected();
    life.does("agent:asha", sort("FCS")).does("coordinator:kiran", release("call"));
    tell("what was said must be read first", &mut life);

    let mut life = Life::begin();
    life.does("system", kept("call", true, false)).does("system", written("call", false));
    life.does(
        "agent:asha",
        Command::Mark { quiet: Some(Confidentiality::Child), about_official: false, named: None, named_level: None },
    );
    life.does(OFFICER, transfer("REV")).does("coordinator:kiran", release("call"));
    tell("a case is found quiet after its words were told", &mut life);

    insta::assert_snapshot!(told);
}
