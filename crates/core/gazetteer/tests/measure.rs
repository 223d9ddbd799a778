//! Measures how often the right district is found in sentences written for this test.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use serde::Deserialize;
use support::places;

const SAID: &str = include_str!("places.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    said: Vec<Said>,
    against: Vec<Said>,
    unseen: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    id: usize,
    text: String,
    district: Option<String>,
}

impl Said {
    fn held_out(&self) -> bool {
        matches!(self.id % 10, 2 | 5 | 8)
    }
}

#[derive(Default)]
struct Count {
    named: usize,
    found: usize,
    without: usize,
    wrong: usize,
    /// Wrong answers that were [`gazetteer::Found::told`].
    told_wrong: usize,
}

impl Count {
    #[expect(clippy::cast_precision_loss, reason = "some dozen sentences")]
    fn recall(&self) -> f64 {
        self.found as f64 / self.named as f64
    }
}

fn count<'a>(set: &str, said: impl Iterator<Item = &'a Said>) -> Count {
    let mut count = Count::default();
    for said in said {
        let found = places().find(&said.text);
        count.named += usize::from(said.district.is_some());
        count.without += usize::from(said.district.is_none());
        match (&found, said.district.as_deref()) {
            (Some(found), Some(meant)) if found.district.as_str() == meant => count.found += 1,
            (None, Some(meant)) => println!("missed {set} {} {meant}: {}", said.id, said.text),
            (Some(found), _) => {
                count.wrong += 1;
                count.told_wrong += usize::from(found.told);
                println!("wrong {set} {} {}: {}, {:?}", said.id, said.text, found.district, found.reasons);
            }
            (None, None) => {}
        }
    }
    println!(
        "| {set} | {} | {:.2} | {} | {} | {} |",
        count.named,
        count.recall(),
        count.without,
        count.wrong,
        count.told_wrong
    );
    count
}

fn file() -> File {
    toml::from_str(SAID).unwrap()
}

#[test]
fn the_right_district_is_found_and_never_a_wrong_one() {
    let file = file();
    assert!(file.said.len() >= 150);
    for said in [&file.said, &file.against, &file.unseen] {
        assert!((1..).zip(said).all(|(at, said)| said.id == at), "ids are counted from 1");
    }
    println!("\n| | with a place | found | without | wrong | wrong though told |\n|---|---|---|---|---|---|");
    let learned = count("to learn from", file.said.iter().filter(|said| !said.held_out()));
    let held_out = count("held out", file.said.iter().filter(|said| said.held_out()));
    let against = count("written against the rules", file.against.iter());
    for count in [learned, held_out, against] {
        assert_eq!(count.wrong, 0);
        assert!(count.recall() >= 0.9);
    }
}

#[test]
fn of_what_no_rule_was_changed_for_nothing_told_is_wrong() {
    let unseen = count("unseen", file().unseen.iter());
    assert_eq!(unseen.told_wrong, 0);
    assert!(unseen.recall() >= 0.9);
}
