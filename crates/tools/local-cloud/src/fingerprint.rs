//! Short numbers that change when files change.

use crate::Error;
use std::fs;
use std::path::Path;

/// A 64-bit FNV-1a hash. It finds accidental changes; it does not resist deliberate collisions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds a file, or all files of a folder in the order of their names.
    pub(crate) fn add_path(&mut self, path: &Path) -> Result<(), Error> {
        if !path.is_dir() {
            self.add(path.to_string_lossy().as_bytes());
            self.add(&fs::read(path).map_err(|cause| Error::file(path, cause))?);
            return Ok(());
        }
        let entries = fs::read_dir(path).map_err(|cause| Error::file(path, cause))?;
        let mut inside: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.sort();
        inside.iter().try_for_each(|path| self.add_path(path))
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }

    pub(crate) fn text(self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> String {
        let mut fingerprint = Fingerprint::new();
        parts.iter().for_each(|part| fingerprint.add(part.as_bytes()));
        fingerprint.text()
    }

    #[test]
    fn every_change_shows_also_one_of_where_a_part_ends() {
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", "c"]), of(&["ab", "d"]));
    }

    #[test]
    fn a_folder_is_all_its_files() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut one, mut other) = (Fingerprint::new(), Fingerprint::new());
        one.add_path(&here.join("src")).unwrap();
        other.add_path(&here.join("src/aws")).unwrap();
        assert_ne!(one.text(), other.text());
        assert!(other.add_path(&here.join("absent")).is_err());
    }
}
