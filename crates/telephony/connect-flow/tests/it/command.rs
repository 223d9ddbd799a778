//! The command `connect-flow`, run as a process.

use crate::support::{HELPLINE, action, ask, bye, flow_of, menu, say, with_ends};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::{env, fs, process};

/// A folder for one test, with these files.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = env::temp_dir().join(format!("connect-flow-{}-{name}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        Self(folder)
    }

    /// Runs the command in the folder, with these lines as its standard input.
    fn run(&self, arguments: &[&str], typed: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_connect-flow"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn simulate_tells_of_each_file_and_is_content_with_a_flow_that_never_stops() {
    let folder = Folder::with("good", &[("main.json", HELPLINE)]);
    let (code, told, _) = folder.run(&["simulate", "main.json", "--walks", "300"], "");
    assert_eq!(code, 0, "{told}");
    assert!(told.starts_with("main.json\n  300 calls, ") && told.contains("  actions   18 of 18\n"), "{told}");

    let (code, told, _) = folder.run(&["simulate", "main.json", "--walks", "50", "--seed", "9", "--json"], "");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["flows"][0]["file"], &told["flows"][0]["walks"]), (0, &json!("main.json"), &json!(50)));
    assert_eq!(told["flows"][0]["stops"], json!([]));
}

#[test]
fn simulate_fails_with_the_call_that_stopped_and_otherwise_with_what_is_wrong_where() {
    let unknown = action("later", "AnActionOfNextYear", json!({}), json!({ "NextAction": "bye" }));
    let stops = flow_of(&json!([unknown, bye()]));
    let draft = r#"{ "Version": "2019-10-30",
        "StartAction": "", "Actions": [] }"#;
    let folder = Folder::with("bad", &[("stops.json", &stops), ("draft.json", draft)]);
    let (code, told, noted) = folder.run(&["simulate", "stops.json", "--walks", "10"], "");
    assert_eq!(code, 1);
    let why = "STOPPED   10 calls at `later`: the action type `AnActionOfNextYear` is not known; check the spelling";
    assert!(told.contains(why) && told.contains("· AnActionOfNextYear `later`"), "{told}");
    assert!(noted.starts_with("note: stops.json:1: action `later`: "), "{noted}");

    let (code, _, said) = folder.run(&["simulate", "draft.json"], "");
    let expected = "error: draft.json:2: `/StartAction`: no action begins: the flow is a draft whose entry point is not \
                    connected; connect the entry point to the first block and publish the flow, then export it\n";
    assert_eq!((code, said.as_str()), (2, expected));
    let (code, _, said) = folder.run(&["simulate", "none.json"], "");
    assert!(code == 2 && said.starts_with("error: none.json: "), "{said}");
}

#[test]
fn one_bad_file_among_others_is_told_and_the_others_are_walked() {
    let good = flow_of(&json!([bye()]));
    let folder = Folder::with("mixed", &[("good.json", &good), ("bad.json", "{")]);
    let (code, told, said) = folder.run(&["simulate", "bad.json", "good.json", "none.json", "--walks", "5"], "");
    assert_eq!(code, 2);
    assert!(told.starts_with("good.json\n  5 calls, "), "{told}");
    assert!(
        said.contains("error: bad.json:1: the content is not JSON") && said.contains("error: none.json: "),
        "{said}"
    );
}

#[test]
fn a_mistake_in_the_world_file_says_what_may_be_written() {
    let world = r#"{ "functions": { "f": [{ "anwser": {} }] } }"#;
    let folder = Folder::with("world", &[("flow.json", &lookup()), ("world.json", world)]);
    let (code, _, said) = folder.run(&["run", "flow.json", "--world", "world.json"], "");
    let forms =
        r#"a function answers { "answer": … }, { "error": "…" }, both with "took_ms" if you like, or "timed_out""#;
    assert!(code == 2 && said.contains(forms) && said.contains("anwser"), "{said}");
    let (code, _, said) = folder.run(&["run", "flow.json", "--functions", "127.0.0.1:4566"], "");
    assert_eq!(
        (code, said.as_str()),
        (2, "error: `127.0.0.1:4566` is no address of functions; write it as http://127.0.0.1:4566\n")
    );
    let (code, ..) = folder.run(&["simulate", "flow.json", "--walks", "0"], "");
    assert_eq!(code, 2);
}

fn lookup() -> String {
    let tell = say("tell", "welcome $.External.name", "menu");
    flow_of(&with_ends(vec![ask("ask", json!({}), "tell"), tell, menu("menu", &[("1", "ok")])]))
}

#[test]
fn run_is_a_telephone_with_a_world_from_a_file_or_from_who_types() {
    let world = r#"{ "functions": { "arn:f": [{ "answer": { "name": "Asha" } }] } }"#;
    let folder = Folder::with("run", &[("flow.json", &lookup()), ("world.json", world)]);
    let (code, told, _) = folder.run(&["run", "flow.json", "--world", "world.json"], "1\n");
    assert_eq!(code, 0, "{told}");
    for part in ["hears “welcome Asha”", "▸ a key (1)", "hears “ok”", "ended: the flow disconnects"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let (code, told, _) = folder.run(&["run", "flow.json"], "{\"name\": \"Ram\"}\nh\n");
    assert!(code == 0 && told.contains("welcome Ram") && told.contains("ended: the caller hangs up"), "{told}");
    let (code, _, said) = folder.run(&["run", "flow.json", "--from", "12"], "");
    assert_eq!(code, 2);
    assert!(said.contains("the caller number is not in the form E.164; write a plus"), "{said}");
}

#[test]
fn a_stored_call_is_placed_once_more_without_anybody_at_the_telephone() {
    let folder = Folder::with("replay", &[("flow.json", &lookup())]);
    folder.run(&["run", "flow.json", "--trace", "call.jsonl"], "{\"name\": \"Ram\"}\n1\n");
    let (code, told, _) = folder.run(&["run", "flow.json", "--replay", "call.jsonl"], "");
    assert_eq!(code, 0);
    assert!(told.contains("welcome Ram") && told.contains("presses 1") && told.contains("“ok”"), "{told}");
}

#[test]
fn effort_tells_keys_and_seconds_to_each_end() {
    let folder = Folder::with("effort", &[("flow.json", &lookup())]);
    let (code, told, _) = folder.run(&["effort", "flow.json", "--calls", "200"], "");
    assert!(code == 0 && told.contains("flow-disconnected at `bye` after `ok` (keys 1)"), "{told}");
    let fast = ["effort", "flow.json", "--calls", "200", "--words-per-minute", "300", "--json"];
    let (_, told, _) = folder.run(&fast, "");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["words_per_minute"], &told["ends"][0]["least_keys"]), (&json!(300), &json!(1)));
}
