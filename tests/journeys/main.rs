//! Journeys on the deployed stack: a citizen's call, the department's notices, and the sweep when nobody acts.
//!
//! `cargo xtask test` deploys the stack and names it. The journeys run one after the other, because time passes for all
//! cases at once.

mod browser;
mod calls;
mod climbing;
mod deployed;
mod outages;
mod page;
mod paths;
mod redress;
mod schemes;
mod second_directory;
mod secrets;
mod texting;
mod verifying;
mod voice;
mod world;
