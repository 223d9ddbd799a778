//! Rules for files and folders that a reader relies on.

use crate::purity::packages_in;
use crate::{read, root};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn sources() -> Vec<PathBuf> {
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
    /// A file with more lines has more than one subject.
    const MOST: usize = 450;
    for file in sources() {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MOST, "{}: {lines} lines; split it by subject", file.display());
    }
}

/// Folders that group similar packages.
const GROUPS: [&str; 5] = ["crates/core", "crates/adapters", "crates/telephony", "crates/tools", "functions"];

#[test]
fn every_package_says_what_it_is_for() {
    let own_workspaces = ["connect-attach"];
    for group in GROUPS {
        for package in packages_in(group).iter().filter(|package| !own_workspaces.contains(&package.as_str())) {
            let manifest = format!("{group}/{package}/Cargo.toml");
            let text = read(&manifest);
            assert!(text.contains("\ndescription = \""), "{manifest}");
            assert!(text.contains("[lints]\nworkspace = true"), "{manifest}: inherits the workspace's lints");
        }
    }
}

/// Returns a folder's README. Panics if it lacks one of two parts: the limits, and the file to begin at.
fn guide(folder: &str) -> String {
    let name = format!("{folder}/README.md");
    let text = fs::read_to_string(root().join(&name)).unwrap_or_else(|e| panic!("{name}: {e}; write a few lines"));
    assert!(text.contains("It must never know: "), "{name}: say `It must never know: …`");
    let begin = text.split("\n\n").find_map(|block| block.trim().strip_prefix("Begin at: "));
    let begin = begin.unwrap_or_else(|| panic!("{name}: say `Begin at: …` in a paragraph of its own"));
    let quoted: Vec<&str> = begin.split('`').skip(1).step_by(2).filter(|word| word.contains('/')).collect();
    assert!(!quoted.is_empty(), "{name}: name the file to begin at");
    for path in quoted {
        assert!(root().join(folder).join(path).exists(), "{name} sends its reader to `{path}`, which is not there");
    }
    text
}

#[test]
fn every_group_has_a_guide_that_names_each_of_its_packages() {
    for group in GROUPS {
        let guide = guide(group);
        for package in packages_in(group) {
            assert!(guide.contains(&format!("`{package}`")), "{group}/README.md lacks `{package}`");
        }
    }
}

#[test]
fn every_large_package_has_a_guide() {
    /// A package with more lines of Rust needs a README.
    const MOST: usize = 500;
    let sources = sources();
    let in_groups =
        GROUPS.iter().flat_map(|group| packages_in(group).into_iter().map(move |package| format!("{group}/{package}")));
    let alone = ["crates/helpline", "crates/testkit", "tests", "xtask"].map(str::to_owned);
    let mut large = 0;
    for package in in_groups.chain(alone) {
        let own = sources.iter().filter(|file| file.starts_with(root().join(&package)));
        let lines: usize = own.map(|file| fs::read_to_string(file).unwrap().lines().count()).sum();
        if lines > MOST {
            guide(&package);
            large += 1;
        }
    }
    assert!(large > 20, "{large}");
}

#[test]
fn the_code_map_leads_to_places_that_exist() {
    let architecture = read("ARCHITECTURE.md");
    let map = architecture.split("\n## ").find(|part| part.starts_with("Code map")).unwrap();
    let places: Vec<&str> = map.lines().filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
    assert!(places.len() > 20, "{places:?}");
    for place in places {
        assert!(root().join(place).exists(), "ARCHITECTURE.md: `{place}` is not there");
    }
}

#[test]
fn every_row_of_the_security_table_names_tests_that_exist() {
    let (table, mut all) = (read("docs/security-rows.md"), String::new());
    for file in sources() {
        all.push_str(&fs::read_to_string(file).unwrap());
    }
    let is_a_test = |name: &&str| {
        name.len() > 18
            && name.contains('_')
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let named: Vec<&str> = table.split('`').skip(1).step_by(2).filter(is_a_test).collect();
    assert!(named.len() > 60, "{}", named.len());
    for name in named {
        assert!(all.contains(&format!("fn {name}(")) || all.contains(&format!("{name},\n")), "no test `{name}`");
    }
    for row in ["C1", "C2", "H", "M", "L", "S", "flow"] {
        assert!(table.contains(&format!("\n| {row}")), "{row}");
    }
}
