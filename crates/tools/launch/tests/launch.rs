//! The test that every build of the workspace selects; `src/main.rs` gives the reason.

#[test]
fn cargo_xtask_runs_this_package() {
    let config = include_str!("../../../../.cargo/config.toml");
    let run = format!("xtask = \"run --quiet --package {} --\"", env!("CARGO_PKG_NAME"));
    assert!(config.contains(&run), "{config}");
}
