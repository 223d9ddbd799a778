//! The State's own schemes in `directory/schemes`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use directory::{Directory, Source, Sources};
use schemes::{MOST_SECONDS, Scheme, SchemeVersion, Subject, draft};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../directory")
}

fn directory() -> Directory {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let (departments, holidays) = (read("departments.toml"), read("holidays.toml"));
    let departments = Source { file: "departments.toml", text: &departments };
    Directory::read(Sources { departments, holidays: Source { file: "holidays.toml", text: &holidays } }).unwrap()
}

fn all() -> Vec<Scheme> {
    let directory = directory();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join("schemes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        Scheme::read(Source { file: &path.display().to_string(), text: &text }, &directory).map_err(|e| e.to_string())
    };
    let (right, wrong): (Vec<_>, Vec<_>) = paths.iter().map(read).partition(Result::is_ok);
    let mistakes: Vec<String> = wrong.into_iter().filter_map(Result::err).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    right.into_iter().filter_map(Result::ok).collect()
}

#[test]
fn every_file_is_a_scheme_and_every_department_has_one_or_says_why_not() {
    let (schemes, directory) = (all(), directory());
    assert!(schemes.len() >= 30, "{} schemes", schemes.len());
    let mut of_department: BTreeMap<&str, usize> = BTreeMap::new();
    for scheme in &schemes {
        *of_department.entry(scheme.department.as_str()).or_default() += 1;
    }
    for department in &directory.departments {
        let has_one = of_department.contains_key(department.code.as_str());
        assert_ne!(
            has_one,
            department.no_schemes.is_some(),
            "{}: a scheme, or `no_schemes` with the reason",
            department.code
        );
    }
    println!("{of_department:?}");
}

#[test]
fn every_subject_has_schemes_and_one_key() {
    let schemes = all();
    assert!(Subject::ALL.len() <= 8, "more than one menu of keys");
    for subject in Subject::ALL {
        let of_subject: Vec<&str> =
            schemes.iter().filter(|scheme| scheme.subject == *subject).map(|scheme| scheme.code.as_str()).collect();
        println!("{} {}: {}", subject.as_str(), of_subject.len(), of_subject.join(", "));
        assert!(!of_subject.is_empty(), "{}", subject.as_str());
    }
}

#[test]
fn no_two_schemes_have_one_name() {
    let mut names = BTreeSet::new();
    for scheme in all() {
        for (_, name) in scheme.name.all() {
            assert!(names.insert(name.to_lowercase()), "`{name}` twice");
        }
    }
}

#[test]
fn the_longest_is_over_in_time_in_every_language() {
    let (schemes, directory) = (all(), directory());
    for language in &directory.languages {
        let length = |scheme: &&Scheme| scheme.seconds(language);
        let longest = schemes.iter().max_by(|a, b| length(a).total_cmp(&length(b))).unwrap();
        println!("{language}: {} lasts {:.1} s", longest.code, longest.seconds(language));
        assert!(longest.seconds(language) <= MOST_SECONDS);
    }
}

#[test]
fn every_scheme_is_stored_as_one_string_and_read_again() {
    let editor = lifecycle::StaffId::new("editor").unwrap();
    for scheme in all() {
        let text = draft(None, scheme, editor.clone()).unwrap();
        assert_eq!(SchemeVersion::from_json(&text.to_json().unwrap()).unwrap(), text);
    }
}
