//! Another helpline, with another number and English first, has other data and the same Rust code.

use jiff::{SignedDuration, Timestamp};
use local_cloud::{BuildMode, Deployment, Lifetime, Ministack, Progress, Project, Tools, USUAL_REGION};
use local_phone::Script;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

use crate::world::{SOON, text};

#[test]
fn three_departments_and_another_number_are_served_without_a_change_in_rust() {
    let project = Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let progress = Progress::begin();
    let tools = Tools::install(&project, &progress).unwrap();
    let directory = project.path("tests/second-directory");
    let template = project.path("infra/second-directory.local.yaml");

    let generated = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "launch", "--", "generate", "--directory"])
        .arg(&directory)
        .arg("--template-out")
        .arg(&template)
        .status()
        .unwrap();
    assert!(generated.success());

    let folder = project.path(".local/second-directory");
    let cloud = Ministack::start(&tools, &folder, USUAL_REGION, Lifetime::Ours).unwrap();
    let deployment = Deployment::new(&project, &tools).in_mode(BuildMode::Debug).named("hill-district").for_directory(
        &directory,
        &template,
        &project.path(".aws-sam/second-directory"),
    );
    deployment.build(&progress).unwrap();
    let stack = deployment.deploy(&cloud.endpoint(), &progress).unwrap();

    let script =
        Script { from: "+919000000003".into(), keys: vec!["1".into(), "3".into()], record: None, hang_up_after: None };
    let report = local_phone::place(&stack, &script, &mut |_| {}).unwrap();
    let heard: Vec<&str> = report.steps[0].heard.iter().map(String::as_str).collect();
    assert!(heard[0].starts_with("Greetings") && heard[0].contains("हिंदी के लिए नौ"), "{heard:?}");
    assert_eq!(report.department.as_deref(), Some("HEALTH"));
    let ticket = report.ticket.unwrap();
    assert_eq!(ticket.len(), 10, "ten digits in this directory");
    stack.wait_inbox("HEALTH", SOON, |m| m.ticket == ticket && m.level == "L1").unwrap();

    let case = stack.case(&ticket).unwrap().unwrap();
    assert_eq!(text(&case, "directory_version"), "hill-district-1");
    let seconds = |key: &str| case.get(key).and_then(Value::as_i64).unwrap();
    let directory = &second_directory(&directory);
    let began = Timestamp::from_second(seconds("began_at")).unwrap();
    let two_days = directory.calendar.close_after(began, 2);
    assert_eq!(seconds("act_by"), two_days.as_second(), "its own days, in its own office hours");
    let due = Timestamp::from_second(seconds("due_at")).unwrap() + SignedDuration::from_secs(1);
    stack.tick(&due.to_string()).unwrap();
    stack.wait_inbox("HEALTH", SOON, |m| m.ticket == ticket && m.level == "L2").unwrap();
}

/// Reads the data of the second directory.
fn second_directory(folder: &Path) -> directory::Directory {
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let (departments, holidays) = (read("departments.toml"), read("holidays.toml"));
    let source = |text| directory::Source { file: "the second directory", text };
    directory::Directory::read(directory::Sources { departments: source(&departments), holidays: source(&holidays) })
        .unwrap()
}
