//! A simulated week of callers who ask about schemes, drawn by a seeded generator and placed through the contact flow,
//! with the helpline's counts. Prints JSON; `cargo xtask scheme report --simulated` shows it.
//!
//! How often each scheme is wanted, and how callers behave, are assumptions without real calls: see [`acts`].

use acceptance::centre::Centre;
use acceptance::practised::Practised;
use acceptance::schemes::every_scheme_approved;
use connect_flow::{Caller, Keys, Moment, Prompt, Response};
use dialogue::Line;
use fastrand::Rng;
use helpline::ports::SchemeStore;
use helpline::schemes::week_of;
use serde_json::json;

const CALLERS: u32 = 10_000;

fn main() {
    let memory = every_scheme_approved();
    let playbook = state_directory::playbook().unwrap_or_else(|why| panic!("{why}"));
    let language = playbook.first_language().unwrap_or_else(|| panic!("no language"));
    let what_next = playbook.say(&[Line::of("option_scheme_again")], language);
    let mut dice = Rng::with_seed(155_343);
    for caller in 0..CALLERS {
        let (acts, asks_at_the_end) = acts(&mut dice);
        let mut centre = Centre::open(&memory);
        centre.contact = format!("contact-{caller}");
        centre.phone = format!("+9190{caller:08}");
        let practised = Practised::who_does(acts.iter().map(String::as_str));
        let ended = centre.call(&mut Visitor { practised, asks_at_the_end, what_next: &what_next });
        assert!(!ended.trace.is_empty(), "a call that nobody heard");
    }
    let week = week_of(acceptance::centre::answered_at());
    let counts = futures::executor::block_on(memory.counts(&week)).unwrap_or_else(|why| panic!("{why:?}"));
    let heard = counts.iter().map(|one| {
        json!({
            "of": one.of, "asked": one.asked, "heard_out": one.heard_out, "complained": one.complained,
            "questioned": one.questioned,
        })
    });
    println!("{}", json!({ "week": week, "heard": heard.collect::<Vec<_>>() }));
}

/// Draws a caller's actions. Assumptions: four of ten ask for the featured scheme; subjects, and schemes in a subject,
/// are wanted more the earlier they are said. Of each hundred who hear a scheme, sixty hear it out, ten skip on,
/// fifteen hang up, ten complain, and five ask a question.
fn acts(dice: &mut Rng) -> (Vec<String>, bool) {
    let mut keys = vec!["2".to_owned()];
    match dice.u32(0..10) {
        0..4 => keys.push("1".to_owned()),
        4..9 => keys.extend([earlier_first(dice, 2, 9), earlier_first(dice, 1, 7)]),
        // The caller looks into a subject and finds nothing there.
        _ => keys.extend([earlier_first(dice, 2, 9), "8".to_owned()]),
    }
    let then = dice.u32(0..100);
    match then {
        0..60 | 95.. => {}
        60..70 => keys.extend(["#", "#"].map(str::to_owned)),
        70..85 => keys.extend(["-", "bye"].map(str::to_owned)),
        85..95 => keys.push("1".to_owned()),
    }
    (keys, then >= 95)
}

/// A caller with these actions, who may ask a question at the end of a scheme.
struct Visitor<'a> {
    practised: Practised,
    asks_at_the_end: bool,
    /// The prompt that is said only at the end of a scheme.
    what_next: &'a str,
}

impl Caller for Visitor<'_> {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if self.asks_at_the_end && !prompt.recording && prompt.text().contains(self.what_next) {
            let at = Moment::AfterPrompt(500);
            return Keys::read("8").map_or(Response::Silence, |keys| Response::Press { keys, at });
        }
        self.practised.respond(prompt)
    }
}

/// Draws a key from `first` to `last`. Each key is about half as likely as the key two before it.
fn earlier_first(dice: &mut Rng, first: u32, last: u32) -> String {
    let mut key = first;
    while key < last && dice.u32(0..10) < 7 {
        key += 1;
    }
    key.to_string()
}
