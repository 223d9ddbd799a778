//! The program behind `cargo xtask`: it builds the commands as a part of the whole workspace, then runs them in its
//! place.
//!
//! Cargo compiles a crate once for each set of features, and takes the features from the packages that it is asked to
//! build. If it built the commands alone, or programs without tests, it would compile most crates again for the tests.
//! So every build uses one selection: the whole workspace, with at least one test. This program has no dependencies,
//! because Cargo builds it before that selection.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, io};

/// The `cargo` arguments that build the commands with the features of the whole workspace and its tests. The test named
/// `launch` is in this package.
const SELECTION: [&str; 6] = ["build", "--workspace", "--bin", "xtask", "--test", "launch"];

/// The environment variable that tells the commands how many milliseconds the build took, so that their clock includes
/// the build.
const LAUNCH_MS: &str = "TELE_SAMADHAN_LAUNCH_MS";

/// Prefixes of the environment variables in which Cargo describes a package to its program. Some build scripts ask to
/// run again when these variables change in Cargo's environment. They would run again whenever this program, the
/// commands or a test calls Cargo, so these variables are removed before.
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

/// Builds the commands and replaces this process with them. Returns only on failure: `Ok` after a failed build, whose
/// errors Cargo has printed; `Err` if Cargo or the commands could not be started.
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

/// Removes the environment variables in which Cargo described this program's own package.
fn apart(mut command: Command) -> Command {
    let names = env::vars_os().map(|(name, _)| name);
    for name in
        names.filter(|name| name.to_str().is_some_and(|name| OF_A_PACKAGE.iter().any(|of| name.starts_with(of))))
    {
        command.env_remove(name);
    }
    command
}
