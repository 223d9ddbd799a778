//! The folders of the project.

use crate::Error;
use std::path::{Path, PathBuf};

/// The project's root folder, and the locations inside it.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

/// Files by which the root folder is recognised: no other folder has both.
const MARKS: [&str; 2] = ["samconfig.toml", "infra/template.yaml"];

impl Project {
    /// Finds the project that contains `from`.
    ///
    /// # Errors
    /// If neither `from` nor a folder above it is the root.
    pub fn find(from: &Path) -> Result<Self, Error> {
        let root = from.ancestors().find(|folder| MARKS.iter().all(|mark| folder.join(mark).is_file()));
        let root = root.ok_or_else(|| {
            Error::missing(format!("no project in {}", from.display()), "run this in a folder of the project")
        })?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// Returns the root folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns a path inside the project.
    #[must_use]
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }

    /// Returns the folder in which the local cloud of `cargo xtask up` keeps its state.
    #[must_use]
    pub fn cloud_folder(&self) -> PathBuf {
        self.path(".local/cloud")
    }

    /// Returns the folder of this process's own cloud.
    #[must_use]
    pub fn own_cloud_folder(&self) -> PathBuf {
        self.path(format!(".local/test-{}", std::process::id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_from_any_folder_below_it() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
        let project = Project::find(&here.join("src")).unwrap();
        assert!(project.path("infra/flows/inbound.json").is_file());
        let lost = Project::find(Path::new("/")).unwrap_err().to_string();
        assert_eq!(lost, "no project in /; run this in a folder of the project");
    }
}
