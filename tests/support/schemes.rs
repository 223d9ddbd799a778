//! The schemes of this build, as if their departments had approved them.

use helpline::schemes::{approve_scheme, draft_scheme};
use jiff::Timestamp;
use lifecycle::{Actor, SchemeCode};
use testkit::Memory;

/// Makes a scheme code.
///
/// # Panics
/// If the text is no scheme code.
#[must_use]
pub fn coded(code: &str) -> SchemeCode {
    SchemeCode::new(code).unwrap_or_else(|why| panic!("{why}"))
}

/// Returns a memory in which every scheme of this build is approved.
///
/// # Panics
/// If a scheme cannot be drafted or approved.
#[must_use]
pub fn every_scheme_approved() -> Memory {
    let memory = Memory::default();
    let actor = |name: &str| Actor::parse(name).unwrap_or_else(|| panic!("{name}"));
    let (one, two) = (actor("coordinator:one"), actor("coordinator:two"));
    let before = Timestamp::from_second(1_790_000_000).unwrap_or_default();
    futures::executor::block_on(async {
        for scheme in state_directory::schemes().unwrap_or_else(|why| panic!("{why}")) {
            let text = draft_scheme(&memory, scheme.clone(), &one, before).await.unwrap_or_else(|why| panic!("{why}"));
            let approved = approve_scheme(&memory, &scheme.code, text.version, &two, before).await;
            approved.unwrap_or_else(|why| panic!("{why}"));
        }
    });
    memory
}
