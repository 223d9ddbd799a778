//! A development tool, never deployed: the helpline as a page on this machine.
//!
//! The page has a telephone with a keypad that shows the prompts, a department's inbox, the case and its timeline, the
//! agent's form, and a clock that can be moved forward. As with `cargo xtask call`, calls run through the file
//! `infra/flows/inbound.json` and the deployed functions, but in real time. The page knows no step of the conversation:
//! it shows the flow's prompts and sends the caller's input.

mod answers;
mod call;
mod caller;
mod chromium;
mod desk;
mod guard;
mod line;
mod reply;
mod routes;
mod server;
mod speech;

pub use chromium::chromium;
pub use server::{NotServed, PhonePage};
