//! A Python environment made from a lock, in which every package has one version and its hashes.

use crate::fingerprint::Fingerprint;
use crate::{Error, Progress, process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A Python environment, with its lock and its location.
pub(crate) struct Locked {
    /// The lock file: every package with its version and its hashes.
    pub(crate) lock: PathBuf,
    /// The environment's folder.
    pub(crate) venv: PathBuf,
    /// The file that records the lock and the folder of the installed environment.
    pub(crate) stamp: PathBuf,
    /// The oldest Python that the lock supports.
    pub(crate) oldest: (u32, u32),
    /// A program of the environment, which exists once all packages are installed.
    pub(crate) program: &'static str,
    /// The progress line's text for the installation, with its time and size.
    pub(crate) told: &'static str,
}

/// Python programs that may make an environment, the usual name first.
const PYTHONS: [&str; 6] = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

impl Locked {
    /// Installs the locked packages, unless they are installed already.
    ///
    /// # Errors
    /// If Python or its `venv` is missing, with the package to install; if a package cannot be installed.
    pub(crate) fn install(&self, progress: &Progress) -> Result<(), Error> {
        let Self { lock, venv, stamp, .. } = self;
        let wanted = stamp_of(lock, venv)?;
        if fs::read_to_string(stamp).is_ok_and(|found| found == wanted) && venv.join("bin").join(self.program).exists()
        {
            return Ok(());
        }
        let python = python(self.oldest)?;
        progress.say(&format!("installing {} …", self.told));
        for old in [venv, stamp] {
            if old.exists() {
                let removed = if old.is_dir() { fs::remove_dir_all(old) } else { fs::remove_file(old) };
                removed.map_err(|cause| Error::file(old, cause))?;
            }
        }
        if let Some(parent) = venv.parent() {
            fs::create_dir_all(parent).map_err(|cause| Error::file(parent, cause))?;
        }
        let mut make = Command::new(python);
        make.args(["-m", "venv"]).arg(venv);
        process::run(&mut make, "python -m venv", "install the package python3-venv", progress, |_| None)?;

        let mut pip = Command::new(venv.join("bin/python"));
        // Skips compiling to bytecode, which halves pip's time. Python compiles a file at its first use, and uses few
        // of these.
        pip.args(["-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input", "--no-compile", "-r"])
            .arg(lock);
        pip.env_remove("PYTHONPATH").env_remove("PYTHONHOME");
        let help = "see its last lines; it needs a way to PyPI, or the mirror that pip is configured for";
        process::run(&mut pip, "installing tools", help, progress, |line| {
            line.starts_with("Installing collected").then(|| "  downloaded; unpacking …".to_owned())
        })?;
        fs::write(stamp, wanted).map_err(|cause| Error::file(stamp, cause))?;
        progress.say("tools installed");
        Ok(())
    }
}

/// Returns the stamp of a lock and a folder. The folder counts because the environment's programs contain its path.
fn stamp_of(lock: &Path, venv: &Path) -> Result<String, Error> {
    let mut fingerprint = Fingerprint::new();
    fingerprint.add(&fs::read(lock).map_err(|cause| Error::file(lock, cause))?);
    fingerprint.add(venv.to_string_lossy().as_bytes());
    Ok(format!("{}\n", fingerprint.text()))
}

/// Returns a Python that can make an environment.
pub(crate) fn python((major, minor): (u32, u32)) -> Result<&'static str, Error> {
    let mut without_venv = None;
    for name in PYTHONS {
        let Some(version) = version_of(name) else { continue };
        if version < (major, minor) {
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
            format!("no Python {major}.{minor} or newer was found"),
            format!("install the packages python3 and python3-venv, of version {major}.{minor} or newer"),
        ),
    })
}

fn version_of(python: &str) -> Option<(u32, u32)> {
    let version = says(python, &["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])?;
    let (major, minor) = version.trim().split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Returns the standard output of a program that succeeds.
pub(crate) fn says(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
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
    fn a_python_that_nobody_has_is_asked_for_by_its_version() {
        let said = python((3, 99)).unwrap_err().to_string();
        assert_eq!(
            said,
            "no Python 3.99 or newer was found; install the packages python3 and python3-venv, of version 3.99 or newer"
        );
    }

    #[test]
    fn every_package_of_a_lock_has_a_version_and_a_hash() {
        for (lock, named) in [
            (include_str!("../../../../tools/requirements.txt"), include_str!("../../../../tools/requirements.in")),
            (
                include_str!("../../../../tools/localstack-requirements.txt"),
                include_str!("../../../../tools/localstack-requirements.in"),
            ),
        ] {
            let packages = lock.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphanumeric()));
            let mut count = 0;
            for line in packages {
                assert!(line.contains("==") && line.ends_with('\\'), "{line}");
                count += 1;
            }
            assert!(count > 50, "{count}");
            for line in named.lines().filter(|line| line.contains("==")) {
                assert!(lock.contains(&format!("\n{line} ")), "{line} is not in the lock");
            }
        }
    }
}
