//! `UpdateContactEventHooks` (pages `contact-actions-updatecontacteventhooks`, `set-event-flow`, `set-whisper-flow`,
//! `set-customer-queue-flow`, `set-hold-flow`, `set-disconnect-flow`).

use super::act::Act;
use crate::{
    context::{Halt, Hook, Stage, Then},
    language::{Object, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    problem::Problem,
};

#[derive(Debug)]
struct UpdateContactEventHooks {
    set: Vec<(Hook, Text)>,
    /// The hooks that are switched off (`true`) or on again (`false`).
    off: Vec<(Hook, bool)>,
}

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let mut set = Vec::new();
    let hooks = given.object("EventHooks")?;
    for hook in Hook::ALL {
        let Some(hooks) = &hooks else { break };
        let flow = hooks.clone().reference(hook.as_str())?;
        set.extend(flow.map(|flow| (*hook, flow)));
    }
    let mut off = Vec::new();
    let switches = given.object("EventHooksConfiguration")?;
    for hook in Hook::ALL {
        let Some(switches) = &switches else { break };
        if let Some(mut switch) = switches.clone().object(hook.as_str())? {
            off.extend(switch.flag("DisableExecution")?.map(|disabled| (*hook, disabled)));
            switch.finish();
        }
    }
    for object in [hooks, switches].into_iter().flatten() {
        let known: Vec<String> = Hook::ALL.iter().map(|hook| hook.as_str().to_owned()).collect();
        for key in object.keys().filter(|key| !known.iter().any(|hook| hook == key)) {
            if near::nearest(key, known.iter().map(String::as_str)).is_some() {
                return Err(object.wrong(Problem::UnknownKey { key: key.to_owned(), known }));
            }
            object.place(key).remark(Problem::UnknownKey { key: key.to_owned(), known: known.clone() });
        }
    }
    if set.is_empty() && off.is_empty() {
        return Err(given.missing("EventHooks"));
    }
    Ok(Box::new(UpdateContactEventHooks { set, off }))
}

impl Act for UpdateContactEventHooks {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// Sets the flows of hooks. For each hook the flow that was set last counts.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let mut set = Vec::new();
        for (hook, flow) in &self.set {
            let flow = stage.needed(flow, "the flow has no name")?;
            stage.find(&flow)?;
            set.push((*hook, flow));
        }
        stage.contact.hooks.extend(set);
        for (hook, off) in &self.off {
            if *off {
                stage.contact.hooks_off.insert(*hook);
            } else {
                stage.contact.hooks_off.remove(hook);
            }
        }
        Ok(Then::Next)
    }
}
