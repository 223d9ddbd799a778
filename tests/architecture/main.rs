//! Tests of the architecture's invariants. ARCHITECTURE.md names each invariant with its test.

mod alarms;
mod evaluator;
mod imports;
mod infrastructure;
mod mistake;
mod policies;
mod purity;
mod queues;
mod roles;
mod template;
mod tidy;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}
