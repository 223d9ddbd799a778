//! Each example in `events/desk` is read, written back and found in the schema.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use desk_api::{Request, read, schema};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The only example of a request that is refused.
const REFUSED: &str = "a-command-that-nobody-knows-is-refused-by-name";

fn examples() -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../events/desk");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file| (file.clone(), serde_json::from_slice(&fs::read(&file).unwrap()).unwrap())).collect()
}

#[test]
fn each_example_is_written_as_it_was_read() {
    let mut read_again = 0;
    for (file, example) in examples() {
        if file.file_stem().is_some_and(|stem| stem == REFUSED) {
            assert!(read(example.to_string().as_bytes()).unwrap_err().to_string().starts_with("`command` is none"));
            continue;
        }
        let envelope = read(example.to_string().as_bytes()).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        assert_eq!(serde_json::to_value(envelope).unwrap(), example, "{}", file.display());
        read_again += 1;
    }
    assert!(read_again >= Request::NAMES.len(), "there are {read_again} examples");
}

#[test]
fn there_is_an_example_of_every_request() {
    let examples = examples();
    for name in Request::NAMES {
        assert!(examples.iter().any(|(_, example)| example["request"]["do"] == *name), "`{name}` has no example");
    }
}

#[test]
fn each_example_has_the_fields_that_the_schema_asks_for_and_no_other() {
    let schema = schema();
    let requests = schema["$defs"]["Request"]["oneOf"].as_array().unwrap();
    let named: Vec<&str> = requests.iter().map(|one| one["properties"]["do"]["const"].as_str().unwrap()).collect();
    assert_eq!(named, Request::NAMES);
    for (file, example) in examples() {
        let request = example["request"].as_object().unwrap();
        let of_it = requests.iter().find(|one| one["properties"]["do"]["const"] == request["do"]).unwrap();
        assert_eq!(of_it["additionalProperties"], false, "{}", file.display());
        for name in of_it["required"].as_array().unwrap() {
            assert!(request.contains_key(name.as_str().unwrap()), "{} lacks {name}", file.display());
        }
        for name in request.keys() {
            assert!(of_it["properties"].get(name).is_some(), "{}: the schema has no `{name}`", file.display());
        }
    }
}
