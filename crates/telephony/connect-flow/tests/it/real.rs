//! Flows by other authors, in the folder that `CONNECT_FLOW_REAL_FLOWS` names. The flows belong to their authors, so
//! they are not part of this project. Without a folder the test is skipped.

use connect_flow::{Flow, Problem, Simulation};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const WALKS: u64 = 1_000;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

#[test]
fn real_flows_are_walked_a_thousand_times_without_a_stop_and_what_is_no_flow_is_refused_with_its_reason() {
    let Some(folder) = env::var_os("CONNECT_FLOW_REAL_FLOWS") else {
        // Written past the test runner, which hides the output of tests that pass.
        writeln!(io::stderr(), "skipped: CONNECT_FLOW_REAL_FLOWS names no folder of flows").unwrap();
        return;
    };
    let mut found = Vec::new();
    files(Path::new(&folder), &mut found);
    let (mut walked, mut refused) = (0, 0);
    for file in &found {
        let name = file.display();
        match Flow::read(&fs::read_to_string(file).unwrap()) {
            Ok(flow) => {
                let report = Simulation::new(&flow).run(WALKS, 1, &mut |_| {});
                assert!(report.stops.is_empty(), "{name}: {:?}", report.stops[0].ended);
                assert_eq!(connect_flow::Document::read(&flow.document().write()).unwrap(), *flow.document(), "{name}");
                walked += 1;
            }
            Err(error) => {
                let draft_or_old = matches!(error.faults[0].problem, Problem::Unconnected | Problem::OldFormat);
                assert!(draft_or_old, "{name}: {error}");
                refused += 1;
            }
        }
    }
    writeln!(
        io::stderr(),
        "{walked} flows walked {WALKS} times each, {refused} refused as drafts or in the format of 2017"
    )
    .unwrap();
    assert!(walked > 0, "no flow in {}", folder.display());
}
