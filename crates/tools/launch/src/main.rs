//! What `cargo xtask` runs: it builds the commands as a part of the whole workspace, and becomes them.
//!
//! Cargo compiles a crate once for each set of features, and it takes the features of the packages that it is asked to
//! build. Asked for the commands alone, or for programs without tests, it would compile most crates once more for the
//! tests. So everything here is built from one selection: the whole workspace, with at least one test. This program
//! has no dependency, for it is built before.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, io};

/// The commands, with the features of the whole workspace and its tests. The test of that name is this package's own.
const SELECTION: [&str; 6] = ["build", "--workspace", "--bin", "xtask", "--test", "launch"];

/// Tells the commands how many milliseconds they took to compile: their clock begins there.
const LAUNCH_MS: &str = "TELE_SAMADHAN_LAUNCH_MS";

/// Cargo describes its package to a program in variables whose names begin so. Some build scripts look at them as they are
/// outside of cargo, and would run again whenever another program calls cargo: this one, the commands, a test.
const OF_A_PACKAGE: [&str; 2] = ["CARGO_MANIFEST_", "CARGO_PKG_"];

fn main() -> ExitCode {
    match launch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: the commands could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns where the build failed, which cargo has told then; or where the commands could not be started.
fn launch() -> io::Result<ExitCode> {
    let began = Instant::now();
    let commands = env::current_exe()?.with_file_name("xtask");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let mut cargo = apart(Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())));
    cargo.args(SELECTION).arg("--manifest-path").arg(root.join("Cargo.toml"));
    if commands.exists() {
        cargo.arg("--quiet");
    } else {
        eprintln!("compiling the commands, a minute the first time …");
    }
    if !cargo.status()?.success() {
        return Ok(ExitCode::FAILURE);
    }
    let took = began.elapsed().as_millis().to_string();
    Err(apart(Command::new(commands)).args(env::args_os().skip(1)).env(LAUNCH_MS, took).exec())
}

/// Without what cargo told this program of its own package.
fn apart(mut command: Command) -> Command {
    let names = env::vars_os().map(|(name, _)| name);
    for name in
        names.filter(|name| name.to_str().is_some_and(|name| OF_A_PACKAGE.iter().any(|of| name.starts_with(of))))
    {
        command.env_remove(name);
    }
    command
}
