//! Runs one flow, action by action, until the call leaves the flow.

use crate::{
    actions::Act,
    context::{Halt, Leave, Stage, Then},
    flow::{Flow, Step},
    language::Operator,
    model::{Action, ErrorType},
    outside::Told,
    trace::{Branch, Ended, Happening, Role, StopReason},
};

/// Most actions of one call before it is stopped: far more than a person would listen to.
pub const MAX_ACTIONS_RUN: u32 = 10_000;

/// Runs a flow in a role.
pub(super) fn walk(name: String, flow: &Flow, role: Role, stage: &mut Stage<'_>) -> Leave {
    stage.note(Happening::Entered { flow: name.clone(), role });
    stage.flow = name;
    stage.role = role;
    stage.flow_id = std::ptr::from_ref(flow).addr();
    let mut next = flow.start;
    // The action whose messages were interrupted. The end of the flow leads back to this action.
    let mut interrupted = None;
    // The reader has checked every target, so there is always an action.
    while let Some(Step { action, act }) = flow.steps.get(next) {
        if stage.actions_run >= MAX_ACTIONS_RUN {
            return stopped(action, StopReason::TooManyActions { actions: MAX_ACTIONS_RUN });
        }
        if stage.says_too_much() {
            return stopped(action, StopReason::TooMuchSaid);
        }
        stage.actions_run = stage.actions_run.saturating_add(1);
        stage.world.at(stage.now_ms);
        stage
            .note(Happening::Action { identifier: action.identifier.clone(), action_type: action.action_type.clone() });
        match step(action, act.as_ref(), stage) {
            Ok((branch, target)) => {
                if act.is_interrupted() && matches!(branch, Branch::Condition { .. }) {
                    interrupted = Some(next);
                }
                let to = flow.steps.get(target).map(|step| step.action.identifier.clone()).unwrap_or_default();
                stage.note(Happening::Went { branch, to });
                next = target;
            }
            Err(Leave::Done) if interrupted.is_some() => next = interrupted.take().unwrap_or(next),
            Err(leave) => return leave,
        }
    }
    Leave::Done
}

fn step(action: &Action, act: &dyn Act, stage: &mut Stage<'_>) -> Result<(Branch, usize), Leave> {
    let (error, cause) = match run(action, act, stage) {
        Ok(Then::Next) => match action.wires.next {
            Some(next) => return Ok((Branch::Next, next)),
            None => (ErrorType::NoMatchingError, "there is no next action".into()),
        },
        Ok(Then::Result(result)) => match chosen(action, result.as_deref(), stage) {
            Some(chosen) => return Ok(chosen),
            None => (ErrorType::NoMatchingCondition, "no condition is true".into()),
        },
        Ok(Then::Keys(keys)) => match with_key(action, &keys, stage) {
            Some(chosen) => return Ok(chosen),
            None => (ErrorType::NoMatchingCondition, "no condition is true".into()),
        },
        Err(Halt::Leave(leave)) => return Err(leave),
        Err(Halt::Error(error, cause)) => (error, cause),
    };
    stage.note(Happening::Failed { error, cause: cause.clone() });
    if let Some((error, target)) = action.wires.error(error) {
        return Ok((Branch::Error { error }, target));
    }
    let forgiven = action.wires.next.filter(|_| action.wires.forgiving);
    let next = forgiven.map(|next| (Branch::Next, next));
    next.ok_or_else(|| stopped(action, StopReason::NoBranch { error, cause }))
}

fn run(action: &Action, act: &dyn Act, stage: &mut Stage<'_>) -> Result<Then, Halt> {
    let may_fail = action.wires.errors.iter().any(|(error, _)| *error == ErrorType::NoMatchingError);
    if may_fail && stage.world.fails(stage.actions_run) {
        stage.told(stage.actions_run, Told::Fails);
        return Err(Halt::because("Amazon Connect failed"));
    }
    act.run(action, stage)
}

/// Returns the target of the first true condition. Without a result no condition is true.
fn chosen(action: &Action, result: Option<&str>, stage: &mut Stage<'_>) -> Option<(Branch, usize)> {
    let result = result?;
    for (index, condition) in action.wires.conditions.iter().enumerate() {
        let operand = match condition.operand.whole_path() {
            Some(path) => stage.leaf(path),
            None => Some(stage.text(&condition.operand)),
        };
        if operand.is_some_and(|operand| condition.operator.holds(result, &operand)) {
            return Some((Branch::Condition { index }, condition.next));
        }
    }
    None
}

/// Returns the target of the first condition `KeyExists` whose operand is one of the keys.
fn with_key(action: &Action, keys: &[String], stage: &mut Stage<'_>) -> Option<(Branch, usize)> {
    let asking = action.wires.conditions.iter().enumerate();
    for (index, condition) in asking.filter(|(_, condition)| condition.operator == Operator::KeyExists) {
        let key = stage.text(&condition.operand);
        if keys.contains(&key) {
            return Some((Branch::Condition { index }, condition.next));
        }
    }
    None
}

fn stopped(action: &Action, reason: StopReason) -> Leave {
    Leave::End(Ended::stopped(&action.identifier, reason))
}
