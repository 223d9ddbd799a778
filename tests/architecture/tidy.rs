//! House rules that a reader relies on.

use crate::root;
use std::fs;
use std::path::{Path, PathBuf};

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["crates", "functions", "tests", "xtask"] {
        walk(&root().join(folder), &mut found);
    }
    assert!(found.len() > 40);
    found
}

#[test]
fn every_source_file_says_first_what_it_is_about() {
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        let says = text.starts_with("//!") || text.starts_with("#![doc = include_str!");
        assert!(says, "{}: begin it with `//!` and its subject", file.display());
    }
}

#[test]
fn a_file_has_one_subject() {
    /// More lines than this are more than one subject.
    const MOST: usize = 450;
    for file in sources() {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MOST, "{}: {lines} lines; split it by subject", file.display());
    }
}

#[test]
fn every_package_says_what_it_is_for() {
    let own_workspaces = ["connect-attach"];
    for folder in ["crates/core", "crates/adapters", "crates/telephony", "crates/tools", "functions"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
        for entry in entries.filter(|entry| !own_workspaces.contains(&entry.file_name().to_str().unwrap())) {
            let manifest = entry.path().join("Cargo.toml");
            let text = fs::read_to_string(&manifest).unwrap();
            assert!(text.contains("\ndescription = \""), "{}", manifest.display());
            assert!(
                text.contains("[lints]\nworkspace = true"),
                "{}: inherits the workspace's lints",
                manifest.display()
            );
        }
    }
}
