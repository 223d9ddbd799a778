//! The debug build of the whole workspace, which tests and deployed functions share, and the packages of the functions,
//! which are made from that build.

use crate::fingerprint::Fingerprint;
use crate::process::run;
use crate::{Error, Progress, Project};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The selection of every build; `crates/tools/launch` says why it has a test.
const SELECTION: [&str; 4] = ["build", "--workspace", "--test", "launch"];

/// The environment variable that names another folder of data files for the functions' build.
pub(crate) const DIRECTORY: &str = "TELE_SAMADHAN_DIRECTORY";

const HELP: &str = "mend what its last lines name and run the command again";

/// Compiles these binaries, with the data files of `directory` if it is given.
pub(crate) fn compile(
    project: &Project,
    binaries: &[&str],
    directory: Option<&Path>,
    progress: &Progress,
) -> Result<(), Error> {
    progress.say("cargo build (2 to 4 min from clean) …");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_of_a_package)) {
        cargo.env_remove(name);
    }
    cargo.current_dir(project.root()).args(SELECTION);
    binaries.iter().for_each(|binary| {
        cargo.args(["--bin", binary]);
    });
    if let Some(directory) = directory {
        cargo.env(DIRECTORY, directory).args(["--config", &apart(directory)]);
    }
    run(&mut cargo, "cargo build", HELP, progress, |_| None)
}

/// Returns true for a variable in which Cargo describes its package to a test. Some build scripts ask to run again when
/// such a variable changes in Cargo's environment, so Cargo is called without them.
fn is_of_a_package(name: &str) -> bool {
    ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|of| name.starts_with(of))
}

/// The Cargo setting that keeps the programs of one directory apart. Cargo names its artefacts by their compilation
/// settings, and this setting of the crate with the data has another value for each directory. So builds for two
/// directories do not overwrite each other, and they share every crate without data. Without optimisation the setting
/// changes nothing else.
fn apart(directory: &Path) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(directory.to_string_lossy().as_bytes());
    let units = 1_000 + fingerprint.number() % 9_000;
    format!("profile.dev.package.state-directory.codegen-units={units}")
}

/// Writes the packages of these binaries, and a template that names them, into `folder`.
pub(crate) fn pack(template: &str, binaries: &[&str], folder: &Path, progress: &Progress) -> Result<(), Error> {
    let compiled = compiled()?;
    for binary in binaries {
        let package = folder.join(binary);
        fs::create_dir_all(&package).map_err(|cause| Error::file(&package, cause))?;
        // Without debug symbols a package is half as large and is sent in half the time.
        let mut strip = Command::new("strip");
        strip.arg("-o").arg(package.join("bootstrap")).arg(compiled.join(binary));
        run(&mut strip, "strip", "install the package binutils", progress, |_| None)?;
    }
    let file = folder.join("template.yaml");
    fs::write(&file, packaged(template)).map_err(|cause| Error::file(&file, cause))
}

/// Returns the folder of the compiled binaries. This program lies in that folder; a test lies in the subfolder `deps`.
fn compiled() -> Result<PathBuf, Error> {
    let here = env::current_exe().map_err(|cause| Error::missing(cause.to_string(), "start it by `cargo xtask`"))?;
    let folder = here.ancestors().skip(1).find(|folder| !folder.ends_with("deps"));
    let folder = folder.ok_or_else(|| Error::missing("this program is in no folder", "start it by `cargo xtask`"))?;
    Ok(folder.to_path_buf())
}

/// Returns the template with each function's code at the folder of its binary, relative to the template.
fn packaged(template: &str) -> String {
    let mut binary = None;
    let mut packaged = String::new();
    for line in template.lines() {
        binary = functions(line).next().map(|(_, binary)| binary).or(binary);
        match (line.split_once("CodeUri:"), binary) {
            (Some((indent, _)), Some(binary)) if indent.trim().is_empty() => {
                packaged.extend([indent, "CodeUri: ", binary]);
            }
            _ => packaged.push_str(line),
        }
        packaged.push('\n');
    }
    packaged
}

/// Returns the binaries of a template's functions.
pub(crate) fn binaries(template: &str) -> impl Iterator<Item = &str> {
    functions(template).map(|(_, binary)| binary)
}

/// Returns a template's functions: the resource and the binary of each.
pub(crate) fn functions(template: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut resource = "";
    template.lines().filter_map(move |line| {
        let inside = line.strip_prefix("  ").unwrap_or_default();
        if inside.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            resource = inside.split(':').next().unwrap_or_default();
        }
        let (_, rest) = line.split_once("Binary: ")?;
        let binary = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()?;
        Some((resource, binary))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = include_str!("../../../../infra/template.yaml");

    #[test]
    fn every_function_of_the_template_is_compiled() {
        let functions = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../functions")).unwrap();
        let folders = functions.map(Result::unwrap).filter(|entry| entry.path().is_dir());
        let mut functions: Vec<String> = folders.map(|folder| folder.file_name().into_string().unwrap()).collect();
        functions.sort();
        let mut binaries: Vec<&str> = binaries(TEMPLATE).collect();
        binaries.sort_unstable();
        assert_eq!(binaries, functions);
        assert!(super::functions(TEMPLATE).any(|function| function == ("VoiceNotesFunction", "voice-notes")));
    }

    #[test]
    fn each_function_of_the_packaged_template_has_the_package_of_its_binary() {
        let packaged = packaged(TEMPLATE);
        let code = packaged.lines().filter_map(|line| line.trim().strip_prefix("CodeUri: "));
        assert!(code.eq(binaries(TEMPLATE)));
        let changed = TEMPLATE.lines().zip(packaged.lines()).filter(|(before, after)| before != after).count();
        assert_eq!(changed, binaries(TEMPLATE).count(), "nothing else is changed");
    }

    #[test]
    fn each_directory_is_built_apart_and_none_like_the_usual_one() {
        let units = |folder: &str| -> u32 { apart(Path::new(folder)).rsplit_once('=').unwrap().1.parse().unwrap() };
        assert_eq!(units("/a/directory"), units("/a/directory"));
        assert_ne!(units("/a/directory"), units("/b/directory"));
        assert!(units("/a/directory") > 256, "256 is cargo's own value");
    }

    #[test]
    fn a_test_finds_the_binaries_beside_its_folder() {
        assert!(!compiled().unwrap().ends_with("deps"));
        assert!(compiled().unwrap().join("deps").is_dir());
    }
}
