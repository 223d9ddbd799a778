//! The coverage of a flow: the actions and branches that calls have taken.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    flow::{Flow, Step},
    machine::Flows,
    model::{Action, Conditions},
    trace::{Branch, Happening, TraceEvent},
};

/// The covered part of a flow's actions, or of its branches.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Covered {
    /// Number of parts that a call has taken.
    pub covered: usize,
    /// Number of parts that can be reached from the flow's start.
    pub total: usize,
    /// The parts that no call has taken: an action's identifier, or `identifier: branch`.
    pub missed: Vec<String>,
}

/// Returns the branches that an action can take, and their targets.
pub(super) fn branches(Step { action, act }: &Step) -> Vec<(Branch, usize)> {
    let wires = &action.wires;
    // An action with a result follows a condition and never `NextAction`. Only an action that invokes a module may have
    // no conditions.
    let goes_on = match act.wiring().conditions {
        Conditions::None => true,
        _ => action.action_type == "InvokeFlowModule" && wires.conditions.is_empty(),
    };
    let next = wires.next.filter(|_| goes_on).map(|next| (Branch::Next, next));
    let conditions = wires.conditions.iter().enumerate();
    let conditions = conditions.map(|(index, condition)| (Branch::Condition { index }, condition.next));
    let errors = wires.errors.iter().map(|(error, next)| (Branch::Error { error: *error }, *next));
    next.into_iter().chain(conditions).chain(errors).collect()
}

/// Returns the indexes of the actions that can be reached from the flow's start.
fn reachable(flow: &Flow) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![flow.start];
    while let Some(index) = open.pop() {
        if found.insert(index) {
            open.extend(flow.steps.get(index).into_iter().flat_map(branches).map(|(_, next)| next));
        }
    }
    found
}

/// Returns the actions that cannot be reached from the flow's start.
pub(super) fn unreachable(flow: &Flow) -> Vec<String> {
    let reachable = reachable(flow);
    let all = flow.steps.iter().enumerate();
    all.filter(|(index, _)| !reachable.contains(index)).map(|(_, step)| step.action.identifier.clone()).collect()
}

/// Watches calls, and collects the actions and branches that they take in one flow.
#[derive(Debug)]
pub(super) struct Coverage<'f> {
    flow: &'f Flow,
    /// The flow's name in traces.
    name: String,
    index: BTreeMap<&'f str, usize>,
    actions: BTreeSet<usize>,
    branches: BTreeSet<(usize, Branch)>,
    /// `true` while the flow itself runs, and not a module or another flow.
    within: bool,
    last: Option<usize>,
}

impl<'f> Coverage<'f> {
    pub(super) fn of(flow: &'f Flow, flows: Option<&Flows>) -> Self {
        let name = Flows::name_of(flow, flows).to_owned();
        let index =
            flow.steps.iter().enumerate().map(|(index, step)| (step.action.identifier.as_str(), index)).collect();
        let (actions, branches) = (BTreeSet::new(), BTreeSet::new());
        Self { flow, name, index, actions, branches, within: false, last: None }
    }

    pub(super) fn watch(&mut self, event: &TraceEvent) {
        match &event.what {
            Happening::Entered { flow, .. } | Happening::Returned { flow } => self.within = *flow == self.name,
            Happening::Action { identifier, .. } if self.within => {
                self.last = self.index.get(identifier.as_str()).copied();
                self.actions.extend(self.last);
            }
            Happening::Went { branch, .. } if self.within => {
                self.branches.extend(self.last.map(|last| (last, *branch)));
            }
            _ => {}
        }
    }

    pub(super) fn actions(&self) -> Covered {
        let reachable = reachable(self.flow);
        let missed = reachable.iter().filter(|index| !self.actions.contains(index));
        let missed = missed.filter_map(|index| self.flow.steps.get(*index)).map(|step| step.action.identifier.clone());
        Covered {
            covered: reachable.iter().filter(|index| self.actions.contains(index)).count(),
            total: reachable.len(),
            missed: missed.collect(),
        }
    }

    pub(super) fn branches(&self) -> Covered {
        let mut covered = Covered::default();
        for index in reachable(self.flow) {
            let Some(step) = self.flow.steps.get(index) else { continue };
            for (branch, _) in branches(step) {
                covered.total = covered.total.saturating_add(1);
                if self.branches.contains(&(index, branch)) {
                    covered.covered = covered.covered.saturating_add(1);
                } else {
                    covered.missed.push(format!("{}: {}", step.action.identifier, named(&step.action, branch)));
                }
            }
        }
        covered
    }
}

fn named(action: &Action, branch: Branch) -> String {
    match branch {
        Branch::Next => "next".to_owned(),
        Branch::Error { error } => error.to_string(),
        Branch::Condition { index } => {
            let operand = action.wires.conditions.get(index).map(|condition| condition.operand.to_string());
            format!("condition {}", operand.unwrap_or_default())
        }
    }
}
