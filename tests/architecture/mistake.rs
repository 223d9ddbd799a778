//! A mistake in the data is a build error.

use crate::{read, root};
use std::fs;
use std::process::Command;

#[test]
fn a_mistake_in_the_directory_stops_the_build_and_names_its_line() {
    let folder = root().join("target/mistake/directory");
    fs::create_dir_all(folder.join("prompts")).unwrap();
    let departments = read("directory/departments.toml").replacen("department = \"FCS\"", "department = \"FCZ\"", 1);
    let line = departments.lines().position(|l| l.contains("\"FCZ\"")).unwrap() + 1;
    fs::write(folder.join("departments.toml"), departments).unwrap();
    for file in ["dialogue.toml", "holidays.toml", "prompts/hi.toml", "prompts/en.toml"] {
        fs::write(folder.join(file), read(&format!("directory/{file}"))).unwrap();
    }
    // This build selects the same packages as `cargo xtask`, so that their dependencies are compiled already. The crate
    // with the data is compiled with another setting, so that this build does not overwrite the usual build of that
    // crate.
    let build = Command::new(env!("CARGO"))
        .args(["build", "--workspace", "--bin", "xtask", "--test", "launch", "--locked"])
        .args(["--config", "profile.dev.package.state-directory.codegen-units=999"])
        .env("TELE_SAMADHAN_DIRECTORY", &folder)
        .current_dir(root())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&build.stderr);
    assert!(!build.status.success());
    let expected = format!("departments.toml:{line}: no department `FCZ`; did you mean `FCS`");
    assert!(said.contains(&expected), "{said}");
}
