//! The pinned tools, installed into a folder of the project.

use crate::venv::{Locked, python, says};
use crate::{Error, Progress, Project};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Oldest Python that the lock of the tools holds for.
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
        let locked = Locked {
            lock: project.path("tools/requirements.txt"),
            venv: venv.clone(),
            stamp: project.path(".tools/installed"),
            oldest: OLDEST,
            program: "sam",
            told: "tools into .tools (about 30 s, 800 MB)",
        };
        locked.install(progress)?;
        Ok(Self { venv })
    }

    #[cfg(test)]
    pub(crate) fn at(venv: &std::path::Path) -> Self {
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

/// Checks that there is a Python that can make the tools' environment.
///
/// # Errors
/// When there is none, with the package to install.
pub fn python_with_venv() -> Result<(), Error> {
    python(OLDEST).map(drop)
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
