//! Released words are checked against the case as it is now, not as it was when they were released.

use acceptance::story::{drafted, first, minute, next, order};
use acceptance::world::at_once;
use helpline::deliver;
use helpline::ports::{Advanced, CaseOpener as _, CaseWriter as _, Created};
use lifecycle::{Case, Command, Confidentiality, Event, Ticket, Words};
use testkit::Memory;

async fn does(memory: &Memory, case: &mut Case, by: &str, command: Command, at: i64) -> Event {
    let write = next(case, &order(by, command), minute(at));
    assert_eq!(memory.advance(&write).await, Advanced::Done);
    *case = write.case;
    write.events.into_iter().next().unwrap()
}

fn transcript(case: &Case) -> Command {
    Command::KeepTranscript {
        contact: case.contact.clone(),
        words: Words::new("घर में झगड़ा").unwrap(),
        concerns: false,
        suggested: None,
        suggested_category: None,
        sure: false,
        reasons: None,
        place: None,
    }
}

#[tokio::test]
async fn a_notice_that_waited_takes_no_words_out_of_a_case_that_was_found_quiet_meanwhile() {
    let memory = Memory::default();
    let opened = first(drafted(&Ticket::drawn(4_271_083, 8).unwrap(), minute(0)), None);
    assert_eq!(memory.create(&opened).await, Created::Done);
    let mut case = opened.case;
    does(&memory, &mut case, "citizen", Command::Register {}, 1).await;
    does(&memory, &mut case, "citizen", acceptance::story::sort("FCS"), 2).await;
    let transcript = transcript(&case);
    let parked = does(&memory, &mut case, "system", transcript, 3).await;
    let directory = &state_directory::playbook().unwrap().directory;
    let said = async |event: &Event| {
        deliver(event, directory, &memory, at_once()).await.unwrap();
        let told: Vec<_> = memory.kept().published.drain(..).collect();
        assert!(!told.is_empty());
        told.into_iter().flat_map(|notice| notice.payload.said).collect::<Vec<_>>()
    };
    assert_eq!(said(&parked).await, ["घर में झगड़ा"]);
    let mark =
        Command::Mark { quiet: Some(Confidentiality::Violence), about_official: false, named: None, named_level: None };
    does(&memory, &mut case, "agent:asha", mark, 4).await;
    assert!(said(&parked).await.is_empty(), "days later, when its topic is back");
}
