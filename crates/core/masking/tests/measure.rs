//! Measures recall and precision on sentences written for this test.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test fails by panicking")]

use masking::{Found, Kind, mask};
use std::collections::BTreeMap;

const WRITTEN: &str = include_str!("sentences/written.txt");
const FRESH: &str = include_str!("sentences/fresh.txt");
const UNSEEN: &str = include_str!("sentences/unseen.txt");
const HELD_OUT: &str = include_str!("sentences/held-out.txt");

/// Returns a sentence without its marks, and the ranges that they mark.
fn read(line: &str) -> (String, Vec<Found>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for part in line.split('⟦') {
        let Some((marked, rest)) = part.split_once('⟧') else {
            text.push_str(part);
            continue;
        };
        let (kind, secret) = marked.split_once(':').unwrap();
        let kind = Kind::ALL.into_iter().find(|k| k.to_string() == kind).unwrap();
        let start = text.len();
        text.push_str(secret);
        marks.push(Found { kind, range: start..text.len() });
        text.push_str(rest);
    }
    (text, marks)
}

#[derive(Default, Clone, Copy)]
struct Count {
    marked: usize,
    /// Marks that are covered completely.
    hidden: usize,
    /// Marks that are covered completely, with the right kind.
    named: usize,
    found: usize,
    /// Found ranges that lie entirely inside a mark.
    right: usize,
}

impl Count {
    fn recall(&self) -> f64 {
        share(self.hidden, self.marked)
    }

    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn count(file: &str, of: &str) -> (usize, BTreeMap<Kind, Count>) {
    let mut counts: BTreeMap<Kind, Count> = Kind::ALL.into_iter().map(|kind| (kind, Count::default())).collect();
    let lines: Vec<&str> = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for line in &lines {
        let (text, marks) = read(line);
        let found = mask(&text).found;
        let mut wrong = false;
        for mark in &marks {
            // A number may be covered in two parts; the spaces between them reveal nothing.
            let covered = |at: usize| found.iter().any(|f| f.range.contains(&at));
            let hidden = mark
                .range
                .clone()
                .filter(|at| text.is_char_boundary(*at))
                .all(|at| covered(at) || !text[at..].starts_with(char::is_alphanumeric));
            let by = found.iter().find(|f| f.range.start < mark.range.end && mark.range.start < f.range.end);
            let count = counts.get_mut(&mark.kind).unwrap();
            count.marked += 1;
            count.hidden += usize::from(hidden);
            count.named += usize::from(hidden && by.is_some_and(|f| f.kind == mark.kind));
            wrong |= !hidden;
        }
        for f in &found {
            let right = marks.iter().any(|m| m.range.start <= f.range.start && f.range.end <= m.range.end);
            let count = counts.get_mut(&f.kind).unwrap();
            count.found += 1;
            count.right += usize::from(right);
            wrong |= !right;
        }
        if wrong {
            println!("{of}: {line}\n     {}", mask(&text).text);
        }
    }
    (lines.len(), counts)
}

fn sum<'a>(counts: impl Iterator<Item = &'a Count>) -> Count {
    counts.fold(Count::default(), |sum, c| Count {
        marked: sum.marked + c.marked,
        hidden: sum.hidden + c.hidden,
        named: sum.named + c.named,
        found: sum.found + c.found,
        right: sum.right + c.right,
    })
}

fn table(of: &str, sentences: usize, counts: &BTreeMap<Kind, Count>) -> (Count, Count) {
    let numbers = sum(counts.iter().filter(|(kind, _)| kind.is_number()).map(|(_, count)| count));
    let all = sum(counts.values());
    println!(
        "\n{of}: {sentences} sentences\n| | marked | recall | called rightly | found | precision |\n|---|---|---|---|---|---|"
    );
    let rows = counts.iter().map(|(kind, count)| (kind.to_string(), *count));
    for (name, c) in rows.chain([("**numbers**".to_owned(), numbers), ("**all**".to_owned(), all)]) {
        let (recall, precision) = (c.recall(), c.precision());
        println!(
            "| {name} | {} | {recall:.3} | {:.3} | {} | {precision:.3} |",
            c.marked,
            share(c.named, c.marked),
            c.found
        );
    }
    (numbers, all)
}

#[test]
fn numbers_are_hidden_and_what_the_department_needs_stays() {
    let mut sentences = 0;
    let mut measured = |of: &str, file: &str| {
        let (lines, counts) = count(file, of);
        sentences += lines;
        table(of, lines, &counts)
    };
    let (numbers, all) = measured("Written with the rules", WRITTEN);
    assert!(numbers.recall() >= 0.99 && numbers.precision() >= 0.99);
    assert!(all.recall() >= 0.98 && all.precision() >= 0.98);
    let (numbers, all) = measured("Held out: written before the rules were final", HELD_OUT);
    assert!(numbers.recall() >= 0.99 && numbers.precision() >= 0.99);
    assert!(all.recall() >= 0.98 && all.precision() >= 0.98);
    let (numbers, _) = measured("Written to defeat the rules, since then known to them", FRESH);
    assert!(numbers.recall() >= 0.99 && numbers.precision() >= 0.99);
    // The expected result for sentences that no rule was tuned for: the floor is today's result, not a target.
    let (numbers, all) = measured("Unseen: no rule was changed for them", UNSEEN);
    assert!(numbers.recall() >= 0.94 && numbers.precision() >= 0.99, "{} {}", numbers.recall(), numbers.precision());
    assert!(all.recall() >= 0.78 && all.precision() >= 0.92, "{} {}", all.recall(), all.precision());
    assert!(sentences >= 300);
}
