//! Measures suggested departments and noticed confidential matters on complaints written for this test.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use lifecycle::Confidentiality;
use std::collections::BTreeMap;
use support::{directory, words};

const COMPLAINTS: &str = include_str!("complaints/complaints.txt");

struct Complaint {
    department: &'static str,
    category: &'static str,
    said: &'static str,
    held_out: bool,
}

fn complaints() -> Vec<Complaint> {
    let lines = COMPLAINTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = |(at, line): (usize, &'static str)| {
        let (place, said) = line.split_once(' ').unwrap();
        let (department, category) = place.split_once('/').unwrap();
        Complaint { department, category, said, held_out: matches!(at % 10, 2 | 5 | 8) }
    };
    (1..).zip(lines).map(read).collect()
}

#[derive(Default, Clone, Copy)]
struct Count {
    all: usize,
    silent: usize,
    first: usize,
    among: usize,
    category: usize,
    sure: usize,
    sure_wrong: usize,
}

impl Count {
    fn add(&mut self, complaint: &Complaint) {
        let suggested = words().suggest(complaint.said);
        let right =
            |at: usize| suggested.get(at).is_some_and(|s| s.assignment.department.as_str() == complaint.department);
        self.all += 1;
        self.silent += usize::from(suggested.is_empty());
        self.first += usize::from(right(0));
        self.among += usize::from(right(0) || right(1));
        let finer = suggested.first().is_some_and(|s| s.assignment.category.as_str() == complaint.category);
        self.category += usize::from(right(0) && finer);
        if let Some(sure) = words().sure(complaint.said) {
            self.sure += 1;
            self.sure_wrong += usize::from(sure.assignment.department.as_str() != complaint.department);
        }
        if !right(0) && !complaint.held_out {
            let said: Vec<String> =
                suggested.iter().map(|s| format!("{} {:?}", s.assignment.department, s.reasons)).collect();
            println!("{}/{} {}\n    {}", complaint.department, complaint.category, complaint.said, said.join("; "));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Prints a table, and returns its last row.
fn table(of: &str, complaints: &[&Complaint]) -> Count {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut all = Count::default();
    for complaint in complaints {
        counts.entry(complaint.department).or_default().add(complaint);
    }
    println!(
        "\n{of}\n| | complaints | top 1 | top 2 | category too | nothing said | sure | of these wrong |\n|---|---|---|---|---|---|---|---|"
    );
    for c in counts.values() {
        all.all += c.all;
        all.silent += c.silent;
        all.first += c.first;
        all.among += c.among;
        all.category += c.category;
        all.sure += c.sure;
        all.sure_wrong += c.sure_wrong;
    }
    for (name, c) in counts.into_iter().chain([("**all**", all)]) {
        let (first, among, category) = (share(c.first, c.all), share(c.among, c.all), share(c.category, c.all));
        let (silent, sure, wrong) = (c.silent, c.sure, c.sure_wrong);
        println!("| {name} | {} | {first:.2} | {among:.2} | {category:.2} | {silent} | {sure} | {wrong} |", c.all);
    }
    all
}

#[test]
fn most_complaints_are_suggested_their_department() {
    let complaints = complaints();
    let departments: std::collections::BTreeSet<&str> = complaints.iter().map(|c| c.department).collect();
    assert_eq!(departments.len(), directory().departments.len(), "every department is complained of");
    let (held_out, learned): (Vec<&Complaint>, Vec<&Complaint>) = complaints.iter().partition(|c| c.held_out);
    assert!(learned.len() >= 280 && held_out.len() >= 120);
    let learned = table("To learn from", &learned);
    let held_out = table("Held out", &held_out);
    assert!(share(learned.first, learned.all) >= 0.94 && share(learned.among, learned.all) >= 0.96);
    assert!(share(held_out.first, held_out.all) >= 0.90 && share(held_out.among, held_out.all) >= 0.94);
}

#[test]
fn a_quiet_matter_is_noticed() {
    println!("\n| quiet | set | complaints | noticed | noticed without need |\n|---|---|---|---|---|");
    for held_out in [false, true] {
        let mut totals = (0, 0);
        for quiet in Confidentiality::ALL {
            let (mut all, mut noticed, mut needless) = (0, 0, 0);
            for c in complaints().iter().filter(|c| c.held_out == held_out) {
                let department = directory().departments.iter().find(|d| d.code.as_str() == c.department).unwrap();
                let category = department.categories.iter().find(|k| k.code.as_str() == c.category).unwrap();
                let concerns = words().concerns(c.said);
                let found = concerns.iter().any(|concern| concern.quiet == *quiet);
                if category.quiet == Some(*quiet) {
                    all += 1;
                    // Any concern counts: a person reads the text.
                    noticed += usize::from(!concerns.is_empty());
                    if concerns.is_empty() {
                        println!("missed {}: {}", quiet, c.said);
                    }
                } else if category.quiet.is_none() {
                    needless += usize::from(found);
                }
            }
            totals = (totals.0 + all, totals.1 + noticed);
            if all + needless > 0 {
                let set = if held_out { "held out" } else { "to learn from" };
                println!("| {quiet} | {set} | {all} | {noticed} | {needless} |");
            }
        }
        assert!(share(totals.1, totals.0) >= 0.95, "{totals:?}");
    }
}
