//! Hints for a simulation, read from a flow: the paths in it, and the values that it compares them with.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    actions,
    flow::{Flow, Step},
    language::{Operator, Part, Text},
};

type Names = Vec<String>;

/// The values that a path may have, so that random calls take every branch.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// By path, the values that conditions compare, and the numbers next to these.
    values: BTreeMap<Names, BTreeSet<String>>,
    /// Paths whose values must be whole numbers, and their largest value.
    numbers: BTreeMap<Names, u64>,
    /// Every path in the flow.
    paths: BTreeSet<Names>,
    /// The paths by their first name, and by their first two names.
    below: BTreeMap<Names, Vec<Below>>,
    assigned: Vec<(Names, Names)>,
    /// The numbers that conditions compare with metrics of queues, and the numbers next to these.
    metrics: BTreeSet<u64>,
    /// The conditions of the action that is being read.
    looked_at: Vec<(Operator, String)>,
}

/// A path, whole and without its first names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Below {
    pub whole: Names,
    pub rest: Names,
}

impl actions::Hints for Hints {
    fn compares(&mut self, path: &[String]) {
        let values = self.values.entry(path.to_vec()).or_default();
        for (operator, operand) in &self.looked_at {
            values.extend(around(*operator, operand));
        }
    }

    fn assigns(&mut self, from: &[String], to: &[String]) {
        self.assigned.push((from.to_vec(), to.to_vec()));
    }

    fn counts(&mut self, path: &[String], up_to: u64) {
        self.numbers.insert(path.to_vec(), up_to);
    }
}

/// Returns the operand of a condition, and for a `Number…` operator also the numbers next to it, so that the relation
/// holds for some of the values and not for others.
fn around(operator: Operator, operand: &str) -> Vec<String> {
    match operator {
        Operator::Equals | Operator::TextStartsWith | Operator::TextEndsWith | Operator::TextContains => {
            vec![operand.to_owned()]
        }
        _ => match operand.parse::<i64>() {
            Ok(number) => [-1, 0, 1].iter().map(|more| number.saturating_add(*more).to_string()).collect(),
            Err(_) => vec![operand.to_owned()],
        },
    }
}

impl Hints {
    /// Reads the hints from flows.
    pub(super) fn of(flows: &[&Flow]) -> Self {
        let mut hints = Self::default();
        for flow in flows {
            flow.steps.iter().for_each(|step| hints.look_at(step));
            flow.document.content().texts(&mut |text| hints.find_paths(text));
        }
        hints.carry_back();
        hints.sort_by_namespace();
        hints
    }

    fn sort_by_namespace(&mut self) {
        let all: BTreeSet<&Names> = self.paths.iter().chain(self.values.keys()).chain(self.numbers.keys()).collect();
        let mut below: BTreeMap<Names, Vec<Below>> = BTreeMap::new();
        for path in all {
            for above in 1..=2 {
                if let Some((first, rest @ [_, ..])) = path.split_at_checked(above) {
                    let entry = Below { whole: path.clone(), rest: rest.to_vec() };
                    below.entry(first.to_vec()).or_default().push(entry);
                }
            }
        }
        self.below = below;
    }

    fn look_at(&mut self, Step { action, act }: &Step) {
        let fixed = |text: &Text| match text.parts.as_slice() {
            [Part::Words(words)] => Some(words.clone()),
            _ => None,
        };
        let conditions = action.wires.conditions.iter();
        self.looked_at =
            conditions.filter_map(|condition| Some((condition.operator, fixed(&condition.operand)?))).collect();
        if action.action_type == "CheckMetricData" {
            let numbers = self.looked_at.iter().flat_map(|(operator, operand)| around(*operator, operand));
            self.metrics.extend(numbers.filter_map(|number| number.parse::<u64>().ok()));
        }
        act.hints(self);
    }

    fn find_paths(&mut self, text: &str) {
        let parts = Text::read(text).map(|text| text.parts).unwrap_or_default();
        self.paths.extend(parts.into_iter().filter_map(|part| match part {
            Part::Path(path) => Some(path.names),
            Part::Words(_) | Part::Placeholder(_) => None,
        }));
    }

    /// Carries the values of an attribute back to the path that the attribute was set from.
    fn carry_back(&mut self) {
        // A flow copies a value a few times at most, and each round carries every value back by one copy.
        for _ in 0..8 {
            for (from, to) in self.assigned.clone() {
                let values = self.values.get(&to).cloned().unwrap_or_default();
                self.values.entry(from.clone()).or_default().extend(values);
                if let Some(up_to) = self.numbers.get(&to).copied() {
                    self.numbers.insert(from, up_to);
                }
            }
        }
    }

    /// Returns the paths that begin with this name or these two names.
    pub(super) fn below(&self, first: &[&str]) -> &[Below] {
        let first: Names = first.iter().map(|&name| name.to_owned()).collect();
        self.below.get(&first).map(Vec::as_slice).unwrap_or_default()
    }

    /// Draws a value for a path.
    pub(super) fn value(&self, path: &[String], dice: &mut fastrand::Rng) -> String {
        const ANYTHING: [&str; 8] =
            ["1", "0", "true", "false", "some words", "12345", "+911234567890", "no such thing"];
        if let Some(up_to) = self.numbers.get(path) {
            return dice.u64(0..=*up_to.min(&4)).to_string();
        }
        let values = self.values.get(path).filter(|values| !values.is_empty() && dice.u8(0..10) < 8);
        let picked = match values {
            Some(values) => values.iter().nth(dice.usize(0..values.len())).map(String::as_str),
            None => ANYTHING.get(dice.usize(0..ANYTHING.len())).copied(),
        };
        picked.unwrap_or_default().to_owned()
    }

    /// Returns the values that a path is compared with.
    pub(super) fn compared(&self, path: &[&str]) -> impl Iterator<Item = &str> {
        let path: Vec<String> = path.iter().map(|&name| name.to_owned()).collect();
        self.values.get(&path).into_iter().flatten().map(String::as_str)
    }

    /// Draws a metric of a queue.
    pub(super) fn metric(&self, dice: &mut fastrand::Rng) -> u64 {
        if self.metrics.is_empty() {
            return dice.u64(0..4);
        }
        self.metrics.iter().nth(dice.usize(0..self.metrics.len())).copied().unwrap_or_default()
    }
}
