//! A step of a call while it is decided. Pure: its runner fetches, writes, and reports the outcomes here.

use super::NotAnswered;
use dialogue::{Call, CaseOnCall, Commit, Input, Playbook, Step, Wants};
use lifecycle::{Case, Ticket};

/// Lost races after which a step fails.
pub(super) const MOST_RACES: usize = 6;

/// Most fetches of one step. A step needs few, such as a scheme version and then its SMS.
pub(super) const MOST_FETCHES: usize = 8;

/// The step to take, as far as the case allows it. The ways are tried in this order, and the last one always gives an
/// answer.
enum Way {
    /// The step that the caller asked for.
    Asked,
    /// This step of the script, which stands in for a step that is not granted.
    Instead(String),
    /// The step that follows if the caller does nothing.
    Silence,
    /// Nothing else is left: the caller hears the truth and is put through to a person.
    Refused,
}

/// The next action for a step.
pub(super) enum Next {
    /// Fetch this. Once the call has it, the step is decided again.
    Fetch(Wants),
    /// Answer with this step. There is nothing to write.
    Say(Box<Step>),
    /// Write this commit, and then answer with the step.
    Commit(Box<Step>, Commit),
}

/// How another write came first.
pub(super) enum Race {
    /// The case moved. Holds the case, if this call made it.
    Moved(Option<Box<Case>>),
    /// Another case has the ticket. Holds a new ticket.
    TicketTaken(Ticket),
    /// The contact already has a case. Holds that case, if it can be read.
    ContactHasCase(Option<Box<Case>>),
}

/// A step while it is decided.
pub(super) struct Attempt {
    /// The ticket of a case that the step may open.
    pub(super) ticket: Ticket,
    /// The call, with everything that was fetched.
    pub(super) call: Call,
    /// The call's own case, as the ledger has it.
    pub(super) known: Option<Case>,
    input: Input,
    way: Way,
    entered: Vec<String>,
    fetches: usize,
    races: usize,
}

impl Attempt {
    pub(super) fn new(call: Call, input: Input, known: Option<Case>, ticket: Ticket) -> Self {
        Self { ticket, call, known, input, way: Way::Asked, entered: Vec::new(), fetches: 0, races: 0 }
    }

    /// Decides the step with everything that is known so far.
    pub(super) fn next(&mut self, playbook: &Playbook, number: u32) -> Result<Next, NotAnswered> {
        let Self { call, ticket, .. } = self;
        let mut step = match &self.way {
            Way::Asked => dialogue::step(playbook, call, &self.input, ticket, number),
            Way::Instead(id) => dialogue::enter(playbook, call, id),
            Way::Silence => dialogue::step(playbook, call, &Input::Silence, ticket, number),
            Way::Refused => {
                let registered = call.case.as_ref().is_some_and(CaseOnCall::registered);
                Step { commit: None, ..dialogue::refused(playbook, call, registered) }
            }
        };
        if let Some(wants) = step.wants.take() {
            if self.fetches == MOST_FETCHES {
                return Err(NotAnswered::Fetches(named(&wants)));
            }
            self.fetches = self.fetches.saturating_add(1);
            return Ok(Next::Fetch(wants));
        }
        Ok(match step.commit.clone() {
            Some(commit) => Next::Commit(Box::new(step), commit),
            None => Next::Say(Box::new(step)),
        })
    }

    /// Chooses another step, because the case has moved past the caller's wish. A step of the script is entered once at
    /// most.
    pub(super) fn past(&mut self, otherwise: Option<String>) {
        let fresh = otherwise.filter(|id| !self.entered.contains(id));
        self.way = match (fresh, &self.way) {
            (Some(id), Way::Asked | Way::Instead(_)) => {
                self.entered.push(id.clone());
                Way::Instead(id)
            }
            (_, Way::Asked | Way::Instead(_)) => Way::Silence,
            (_, Way::Silence | Way::Refused) => Way::Refused,
        };
    }

    /// Notes that another write came first. The step is then decided again on the case as it is now.
    pub(super) fn raced(&mut self, race: Race) -> Result<(), NotAnswered> {
        self.races = self.races.saturating_add(1);
        if self.races == MOST_RACES {
            return Err(NotAnswered::Races);
        }
        match race {
            Race::Moved(None) => {}
            Race::Moved(Some(case)) => self.known = Some(*case),
            Race::TicketTaken(fresh) => self.ticket = fresh,
            Race::ContactHasCase(case) => self.known = case.map(|case| *case),
        }
        // The next attempt must say the case's own ticket.
        if let Some(case) = &self.known {
            self.call.case = Some(CaseOnCall::of(case));
        }
        Ok(())
    }
}

/// Returns the name of a missing thing for the log. It never tells which scheme or ticket it is.
fn named(wants: &Wants) -> &'static str {
    match wants {
        Wants::Sms(_) => "an SMS",
        Wants::Answer(_) => "the answer to a question",
        Wants::Payment(_) => "a payment",
        Wants::List => "the list of schemes",
        Wants::Text(_) => "the text of a scheme",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::{Act, Key, Reply};

    fn playbook() -> &'static Playbook {
        state_directory::playbook().unwrap()
    }

    fn ticket(number: u64) -> Ticket {
        Ticket::drawn(number, 8).unwrap()
    }

    /// A caller who pressed `key` at the greeting.
    fn pressed(key: char) -> Attempt {
        let call = Call::new(playbook()).unwrap();
        let greeted = dialogue::step(playbook(), &call, &Input::Start, &ticket(1), 0);
        Attempt::new(greeted.call, Input::Key(Key::new(key).unwrap()), None, ticket(1))
    }

    fn next(attempt: &mut Attempt) -> Next {
        attempt.next(playbook(), 1).unwrap()
    }

    #[test]
    fn a_step_that_lacks_the_same_thing_for_ever_ends_and_says_which() {
        let mut attempt = pressed('2');
        for _ in 0..MOST_FETCHES {
            assert!(matches!(next(&mut attempt), Next::Fetch(Wants::List)));
        }
        let why = attempt.next(playbook(), 1).err().unwrap();
        assert_eq!(
            why.to_string(),
            "the step lacked something 8 times, at last the list of schemes, and nothing was written"
        );
    }

    #[test]
    fn a_case_that_always_moves_ends_the_step_and_says_so() {
        let mut attempt = pressed('1');
        for number in 2..7 {
            assert!(matches!(next(&mut attempt), Next::Commit(_, Commit::Draft(_))));
            attempt.raced(Race::TicketTaken(ticket(number))).unwrap();
        }
        let why = attempt.raced(Race::TicketTaken(ticket(7))).unwrap_err();
        let expected =
            "the case moved or its ticket was taken 6 times, and nothing was written; send the same step again";
        assert_eq!(why.to_string(), expected);
    }

    #[test]
    fn races_do_not_use_up_fetches_nor_fetches_races() {
        let mut attempt = pressed('2');
        for number in 2..7 {
            attempt.raced(Race::TicketTaken(ticket(number))).unwrap();
        }
        for _ in 0..MOST_FETCHES {
            assert!(matches!(next(&mut attempt), Next::Fetch(_)));
        }
        let mut attempt = pressed('2');
        for _ in 0..MOST_FETCHES {
            assert!(matches!(next(&mut attempt), Next::Fetch(_)));
        }
        for number in 2..7 {
            attempt.raced(Race::TicketTaken(ticket(number))).unwrap();
        }
    }

    #[test]
    fn a_thing_that_was_fetched_is_not_fetched_again() {
        let mut attempt = pressed('2');
        assert!(matches!(next(&mut attempt), Next::Fetch(Wants::List)));
        attempt.call.fetched.listed = Some(Vec::new());
        assert!(matches!(next(&mut attempt), Next::Commit(..) | Next::Say(_)));
        assert_eq!(attempt.fetches, 1);
    }

    #[test]
    fn the_ticket_of_a_case_that_was_taken_is_not_said() {
        let mut attempt = pressed('1');
        attempt.raced(Race::TicketTaken(ticket(99))).unwrap();
        assert_eq!(attempt.ticket, ticket(99));
    }

    /// A script may name a stand-in step that writes too and that has no stand-in of its own.
    #[test]
    fn a_wish_that_is_past_ends_with_a_person_whatever_the_script_says() {
        let mut attempt = pressed('1');
        attempt.past(Some("solved".into()));
        let Next::Commit(step, Commit::Act(Act::Solved)) = next(&mut attempt) else { panic!("it is entered instead") };
        assert!(matches!(step.reply, Reply::Menu { .. } | Reply::End { .. } | Reply::Person { .. }));
        // No step stands in for `solved`, so the call goes on from the caller's position.
        attempt.past(None);
        let Next::Commit(step, Commit::Draft(_)) = next(&mut attempt) else { panic!("silence leads to the note") };
        assert!(matches!(step.reply, Reply::Record { .. }));
        attempt.past(step.otherwise);
        let Next::Say(step) = next(&mut attempt) else { panic!("nothing more is written") };
        assert!(matches!(step.reply, Reply::Person { .. }));
        assert_eq!(step.call.at, "refused");
        attempt.past(step.otherwise);
        assert!(matches!(next(&mut attempt), Next::Say(_)), "it stays there");
    }

    #[test]
    fn two_steps_that_stand_for_each_other_do_not_go_round() {
        let mut attempt = pressed('1');
        for id in ["solved", "heard", "solved"] {
            attempt.past(Some(id.into()));
        }
        assert!(matches!(next(&mut attempt), Next::Commit(_, Commit::Draft(_))), "silence, and not `solved` again");
    }
}
