//! The pinned tools, installed into a folder of the project.

use crate::venv::{Locked, python, says};
use crate::{Error, Progress, Project};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The oldest Python that the tools' lock supports.
const OLDEST: (u32, u32) = (3, 10);

/// The tools: MiniStack, SAM CLI, cargo-lambda, cfn-lint.
#[derive(Debug, Clone)]
pub struct Tools {
    venv: PathBuf,
}

impl Tools {
    /// Returns the tools of a project, which may not be installed yet.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        Self { venv: project.path(".tools/venv") }
    }

    /// Installs the locked tools, unless they are installed already.
    ///
    /// # Errors
    /// If Python or its `venv` is missing, with the package to install; if a package cannot be installed.
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

    /// Returns the path of a tool's program.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.venv.join("bin").join(name)
    }

    /// Returns `PATH` with the tools' folder first.
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

/// Checks that this machine has a Python that can make the tools' environment.
///
/// # Errors
/// If there is no such Python; the error names the package to install.
pub fn python_with_venv() -> Result<(), Error> {
    python(OLDEST).map(drop)
}

/// Checks that Rust has a C linker.
///
/// # Errors
/// If there is no linker; the error names the package to install.
pub fn c_linker() -> Result<(), Error> {
    if says("cc", &["--version"]).is_some() {
        return Ok(());
    }
    Err(Error::missing("no C linker `cc` was found", "install the package gcc (or build-essential)"))
}
