//! A development tool, never deployed: the helpline as a page on this machine.
//!
//! The page is a telephone with a keypad that says what the caller hears, beside it a department's inbox, the case and
//! its timeline, the agent's form, and a clock that can be moved on. The calls run through the very file
//! `infra/flows/inbound.json` and the deployed functions, as those of `cargo xtask call` do; here time is waited for.
//! The page knows no step of the helpline: it shows what the flow prompts, and sends what the caller does.

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
