//! The pinned tools, installed into a folder of the project.

use crate::fingerprint::Fingerprint;
use crate::{Error, Progress, Project, process};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Every package with its version and its hashes.
const LOCK: &str = "tools/requirements.txt";
/// Pythons that may make the tools' environment, the usual one first.
const PYTHONS: [&str; 6] = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
/// Oldest Python that the lock holds for.
const OLDEST: (u32, u32) = (3, 10);

/// The tools: local cloud, SAM CLI, cargo-lambda, cfn-lint.
#[derive(Debug, Clone)]
pub struct Tools {
    venv: PathBuf,
}

impl Tools {
    /// The tools of a project, installed or not.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        Self { venv: project.path(".tools/venv") }
    }

    /// Installs what the lock names, unless it is there already.
    ///
    /// # Errors
    /// When Python or its `venv` is missing, with the package to install; when a package cannot be installed.
    pub fn install(project: &Project, progress: &Progress) -> Result<Self, Error> {
        let Self { venv } = Self::of(project);
        let lock = project.path(LOCK);
        let stamp = project.path(".tools/installed");
        let wanted = stamp_of(&lock, &venv)?;
        if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) && venv.join("bin/sam").exists() {
            return Ok(Self { venv });
        }
        let python = python()?;
        progress.say("installing tools into .tools (about 30 s, 800 MB) …");
        for old in [&venv, &stamp] {
            if old.exists() {
                let removed = if old.is_dir() { fs::remove_dir_all(old) } else { fs::remove_file(old) };
                removed.map_err(|cause| Error::file(old, cause))?;
            }
        }
        let parent = project.path(".tools");
        fs::create_dir_all(&parent).map_err(|cause| Error::file(&parent, cause))?;
        let mut make = Command::new(python);
        make.args(["-m", "venv"]).arg(&venv);
        process::run(&mut make, "python -m venv", "install the package python3-venv", progress, |_| None)?;

        let mut pip = Command::new(venv.join("bin/python"));
        // Python compiles a file when it is first used, and uses a small part of these: half of pip's time is saved.
        pip.args(["-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input", "--no-compile", "-r"])
            .arg(&lock);
        pip.env_remove("PYTHONPATH").env_remove("PYTHONHOME");
        let help = "see its last lines; it needs a way to PyPI, or the mirror that pip is configured for";
        process::run(&mut pip, "installing tools", help, progress, |line| {
            line.starts_with("Installing collected").then(|| "  downloaded; unpacking …".to_owned())
        })?;
        fs::write(&stamp, wanted).map_err(|cause| Error::file(&stamp, cause))?;
        progress.say("tools installed");
        Ok(Self { venv })
    }

    #[cfg(test)]
    pub(crate) fn at(venv: &Path) -> Self {
        Self { venv: venv.to_path_buf() }
    }

    /// A program of the tools.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.venv.join("bin").join(name)
    }

    /// `PATH` with the tools first.
    #[must_use]
    pub fn search_path(&self) -> OsString {
        let mut path = OsString::from(self.venv.join("bin"));
        if let Some(rest) = env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        path
    }

    pub(crate) fn bin(&self) -> PathBuf {
        self.venv.join("bin")
    }
}

/// An environment holds for one lock, in one place: its programs name their folder.
fn stamp_of(lock: &Path, venv: &Path) -> Result<String, Error> {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(&fs::read(lock).map_err(|cause| Error::file(lock, cause))?);
    fingerprint.add(venv.to_string_lossy().as_bytes());
    Ok(format!("{}\n", fingerprint.text()))
}

/// A Python that can make an environment.
fn python() -> Result<&'static str, Error> {
    let mut without_venv = None;
    for name in PYTHONS {
        let Some(version) = version_of(name) else { continue };
        if version < OLDEST {
            continue;
        }
        if says(name, &["-c", "import venv, ensurepip"]).is_some() {
            return Ok(name);
        }
        without_venv.get_or_insert((name, version));
    }
    Err(match without_venv {
        Some((name, (major, minor))) => Error::missing(
            format!("`{name}` has no `venv`"),
            format!("install the package python3-venv (or python{major}.{minor}-venv)"),
        ),
        None => Error::missing(
            "no Python 3.10 or newer was found",
            "install the packages python3 and python3-venv, of version 3.10 or newer",
        ),
    })
}

fn version_of(python: &str) -> Option<(u32, u32)> {
    let version = says(python, &["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])?;
    let (major, minor) = version.trim().split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

fn says(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Checks that there is a Python that can make the tools' environment.
///
/// # Errors
/// When there is none, with the package to install.
pub fn python_with_venv() -> Result<(), Error> {
    python().map(drop)
}

/// Checks that Rust has a C linker.
///
/// # Errors
/// When there is none, with the package to install.
pub fn c_linker() -> Result<(), Error> {
    if says("cc", &["--version"]).is_some() {
        return Ok(());
    }
    Err(Error::missing("no C linker `cc` was found", "install the package gcc (or build-essential)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_changes_with_the_lock_and_with_the_place() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
        let lock = root.join("Cargo.toml");
        let stamp = stamp_of(&lock, Path::new("/a/venv")).unwrap();
        assert_eq!(stamp, stamp_of(&lock, Path::new("/a/venv")).unwrap());
        assert_ne!(stamp, stamp_of(&lock, Path::new("/b/venv")).unwrap(), "a moved environment does not work");
        assert_ne!(stamp, stamp_of(&root.join("src/lib.rs"), Path::new("/a/venv")).unwrap());
    }

    #[test]
    fn every_package_of_the_lock_has_a_version_and_a_hash() {
        let lock = include_str!("../../../../tools/requirements.txt");
        let packages = lock.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let mut count = 0;
        for line in packages {
            assert!(line.contains("==") && line.ends_with('\\'), "{line}");
            count += 1;
        }
        assert!(count > 50, "{count}");
        let named = include_str!("../../../../tools/requirements.in");
        for line in named.lines().filter(|line| line.contains("==")) {
            assert!(lock.contains(&format!("\n{line} ")), "{line} is not in the lock");
        }
    }
}
