//! The dependencies that each group of crates may have.

use crate::root;
use std::collections::BTreeSet;
use std::process::Command;

/// Returns the packages of a group, which is a folder of crates.
pub(crate) fn packages_in(group: &str) -> Vec<String> {
    let folders = std::fs::read_dir(root().join(group)).unwrap().map(|entry| entry.unwrap().path());
    let packages: Vec<String> = folders
        .filter(|folder| folder.join("Cargo.toml").is_file())
        .map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert!(!packages.is_empty(), "{group} has no package");
    packages
}

/// Returns all crates that a package depends on, without its development dependencies.
pub(crate) fn below(package: &str) -> Vec<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}", "--locked"])
        // Other crates use a crate without its own commands, which are default features.
        .arg("--no-default-features")
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let lines = String::from_utf8(tree.stdout).unwrap();
    lines.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn assert_absent(package: &str, forbidden: &[&str]) {
    let found: Vec<_> = below(package).into_iter().filter(|c| forbidden.iter().any(|f| c.starts_with(f))).collect();
    assert!(found.is_empty(), "{package} stands on {found:?}; move what needs it into an adapter or a function");
}

#[test]
fn the_pure_crates_know_no_aws_no_async_and_no_network() {
    // The telephony crates may not reach the outside; tools and functions do that.
    for package in packages_in("crates/core").into_iter().chain(packages_in("crates/telephony")) {
        assert_absent(&package, &["aws-", "lambda", "tokio", "futures", "hyper", "rustls", "ureq", "uuid", "tracing"]);
    }
}

#[test]
fn the_conversation_knows_no_amazon_connect() {
    for package in packages_in("crates/core").into_iter().chain(["protocol".to_owned(), "helpline".to_owned()]) {
        assert_absent(&package, &["connect-"]);
    }
}

#[test]
fn the_use_cases_know_no_aws() {
    assert_absent("helpline", &["aws-", "lambda", "tokio", "hyper", "rustls"]);
    assert_absent("connect-wire", &["aws-", "lambda", "tokio", "hyper", "rustls"]);
}

#[test]
fn no_function_has_a_client_of_keys_that_only_other_services_use_for_it() {
    for function in ["dispatch", "escalation", "transcripts", "voice-notes"] {
        assert_absent(function, &["aws-sdk-kms"]);
    }
}

/// Returns the crates that a function is built from, each with its features.
fn built_from(function: &str) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", function, "--edges", "normal", "--prefix", "none", "--format", "{p} [{f}]"])
        .args(["--locked", "--no-dedupe"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let lines = String::from_utf8(tree.stdout).unwrap();
    lines.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn each_crate_is_compiled_once_for_all_functions() {
    let all: Vec<BTreeSet<String>> = packages_in("functions").iter().map(|function| built_from(function)).collect();
    let named = |line: &str| line.split(" [").next().unwrap_or_default().to_owned();
    let names: BTreeSet<String> = all.iter().flatten().map(|line| named(line)).collect();
    for name in names {
        // A build script's dependency may have other features than the deployed crate, if all functions agree.
        let forms: BTreeSet<Vec<&String>> = all
            .iter()
            .map(|lines| lines.iter().filter(|line| named(line) == name).collect())
            .filter(|forms: &Vec<_>| !forms.is_empty())
            .collect();
        assert!(forms.len() < 2, "`aws-kit` asks for the features that all functions share: {forms:?}");
    }
}

#[test]
fn no_function_brings_a_slow_or_unmaintained_way_to_tls() {
    for package in packages_in("functions") {
        assert_absent(&package, &["aws-lc", "openssl-sys", "native-tls"]);
    }
}

#[test]
fn the_tools_know_no_aws_crate() {
    let apart = ["connect-attach", "echo-function"];
    let tools = packages_in("crates/tools").into_iter().filter(|tool| !apart.contains(&tool.as_str()));
    for package in tools.chain(["xtask".to_owned()]) {
        assert_absent(&package, &["aws-", "tokio"]);
    }
}

#[test]
fn the_phone_page_is_a_tool_and_never_deployed() {
    for package in packages_in("functions") {
        assert_absent(&package, &["phone-page", "local-", "telling", "tiny_http"]);
    }
    for template in ["infra/template.yaml", "infra/connect.yaml"] {
        assert!(!crate::read(template).contains("phone-page"), "{template}");
    }
}
