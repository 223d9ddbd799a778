//! The one test of the selection that everything here is built from; `src/main.rs` says why there is one.

#[test]
fn cargo_xtask_runs_this_package() {
    let config = include_str!("../../../../.cargo/config.toml");
    let run = format!("xtask = \"run --quiet --package {} --\"", env!("CARGO_PKG_NAME"));
    assert!(config.contains(&run), "{config}");
}
