//! The paths through the conversation on the deployed stack: all in English, and every second path in Hindi too.

use crate::world::{case, fresh_number, stack, sweep_when_due, timeline};
use acceptance::desk::envelope;
use acceptance::paths::{Tongue, Walk, all};
use acceptance::town::{Agents, Heard, Town};
use connect_flow::Caller;
use desk_api::{Answer, Request};
use local_cloud::Stack;
use local_phone::{Office, Ringing, Words};

/// The least number of walks, so that a removed path is noticed.
const AT_LEAST: usize = 50;

struct Deployed(Stack);

impl Town for Deployed {
    fn call(&mut self, phone: &str, agents: Agents, caller: &mut dyn Caller) -> Heard {
        let office = match agents {
            Agents::Free => Office::Open,
            Agents::Busy => Office::Busy,
            Agents::Away => Office::Closed,
        };
        let ringing = Ringing::of(phone, office);
        let report = local_phone::place_for(&self.0, ringing, &Words::default(), caller, &mut |_| {});
        let report = report.unwrap_or_else(|e| panic!("{e}"));
        Heard::of(report.steps.iter().map(|step| &step.answered), &report.ended)
    }

    fn staff(&mut self, who: &str, request: Request) -> Answer {
        self.0.ask_desk(&envelope(who, request)).unwrap_or_else(|e| panic!("{e}"))
    }

    fn case(&self, ticket: &str) -> String {
        case(&self.0, ticket)
    }

    fn version(&self, ticket: &str) -> u32 {
        self.fact(ticket, "version").and_then(|version| version.parse().ok()).unwrap_or_default()
    }

    fn events(&self, ticket: &str) -> Vec<String> {
        timeline(&self.0, ticket)
    }

    fn fact(&self, ticket: &str, name: &str) -> Option<String> {
        let case = self.0.case(ticket).unwrap_or_else(|e| panic!("{e}"))?;
        case.get(name).map(|fact| fact.as_str().map_or_else(|| fact.to_string(), str::to_owned))
    }

    fn until_due(&mut self, ticket: &str) {
        sweep_when_due(&self.0, ticket);
    }

    /// A local cloud tells at once what departments do.
    fn next_day(&mut self) {}
}

#[test]
fn every_path_through_the_conversation_is_walked_on_the_deployed_stack() {
    let mut walked = 0;
    for (number, (name, path)) in all().into_iter().enumerate() {
        let tongues = if number % 2 == 0 { &[Tongue::ENGLISH, Tongue::HINDI][..] } else { &[Tongue::ENGLISH] };
        for tongue in tongues {
            println!("{name}: {tongue:?}");
            let mut town = Deployed(stack());
            path(&mut Walk::new(&mut town, *tongue, &fresh_number(), &fresh_number()));
            walked += 1;
        }
    }
    assert!(walked >= AT_LEAST, "{walked} paths were walked");
}
