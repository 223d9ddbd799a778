//! One call through the flow of a library: `cargo run --example first_call`.

use std::collections::BTreeMap;

use connect_flow::{Call, Flow, Given, Machine, Pace, Response, Script, TraceEvent};

const FLOW: &str = include_str!("library.json");
const WORLD: &str = include_str!("library.world.json");
const INSTANCE: &str = "arn:aws:connect:eu-west-1:111122223333:instance/00000000-0000-4000-8000-000000000001";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flow = Flow::read_strictly(FLOW)?;
    let mut world: Given = serde_json::from_str(WORLD)?;
    // The caller renews the books of card 123456, and does not wait for the end of the question.
    let mut caller = Script::new([Response::press("1")?, Response::press("123456")?]);
    let names: BTreeMap<String, String> = flow.placeholders().map(|name| (name.to_owned(), name.to_owned())).collect();

    let call = Call::inbound("contact-1", Some("+911234567890"), "+911800000000", INSTANCE);
    let mut show = |event: &TraceEvent| {
        let line = event.to_string();
        // An event that only a replay needs has no line.
        if !line.is_empty() {
            println!("{line}");
        }
    };
    let outcome = Machine::new(&flow, call, names, Pace::default())?.run(&mut world, &mut caller, &mut show);
    println!("a call of {} seconds: {:?}", outcome.elapsed_ms / 1_000, outcome.ended);
    Ok(())
}
