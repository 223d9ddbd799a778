//! Journeys on the deployed stack: a citizen's call, what the department gets, what happens when nobody acts.
//!
//! `cargo xtask test` deploys the stack and says where it is. One after the other: time passes for all cases at once.

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
