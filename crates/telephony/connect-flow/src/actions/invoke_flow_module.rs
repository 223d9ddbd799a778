//! `InvokeFlowModule` (pages `flow-language-actions-invoke-flow-module`, `contact-flow-modules`).

use std::mem;

use serde_json::json;

use super::{
    act::Act,
    service::{Spoken, asked},
};
use crate::{
    context::{Halt, Leave, Scope, Stage, Then},
    language::{Object, Template, Text, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    trace::{Happening, Role, Warning},
};

#[derive(Debug)]
struct InvokeFlowModule {
    module: Text,
    input: Option<Template>,
}

/// Deepest nesting of modules (page `contact-flow-modules`).
const MAX_DEPTH: usize = 5;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let module = given.text("FlowModuleId")?.ok_or_else(|| given.missing("FlowModuleId"))?;
    let place = given.place("Input");
    let input = given.get("Input").map(Template::read).transpose().map_err(|problem| place.wrong(problem))?;
    Ok(Box::new(InvokeFlowModule { module, input }))
}

impl Act for InvokeFlowModule {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Any,
            ..Wiring::plain(&[
                Branch::Required(ErrorType::NoMatchingError),
                Branch::Optional(ErrorType::NoMatchingCondition),
            ])
        }
    }

    /// Runs the module. Of the flow, the module sees the contact attributes, the target queue and the DTMF buffer, and
    /// nothing else.
    fn run(&self, action: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let reference = stage.needed(&self.module, "the module has no name")?;
        let input = self.input.as_ref().map(|input| stage.fill(input)).transpose()?;
        let (result, data) = match stage.find(&reference)? {
            Some((name, module)) => {
                if stage.depth >= MAX_DEPTH {
                    return Err(Halt::because("modules call each other more than 5 deep"));
                }
                if !module.is_module() {
                    return Err(Halt::because("it is a flow, not a module"));
                }
                let outer = mem::replace(&mut stage.contact.scope, Scope { input, ..Scope::default() });
                let (flow, flow_id, role) = (stage.flow.clone(), stage.flow_id, stage.role);
                stage.depth = stage.depth.saturating_add(1);
                // Within a queue's flow or a whisper the module keeps that role, because the role decides who hears its
                // prompts.
                let within = if role == Role::Inbound { Role::Module } else { role };
                let leave = stage.others.walk(&name, within, stage);
                stage.depth = stage.depth.saturating_sub(1);
                (stage.flow, stage.flow_id, stage.role) = (flow.clone(), flow_id, role);
                stage.contact.scope = outer;
                let returned = match leave {
                    Leave::Return { result, data } => (result, data.unwrap_or_else(|| json!({}))),
                    leave => return Err(Halt::Leave(leave)),
                };
                stage.note(Happening::Returned { flow });
                returned
            }
            None => {
                stage.warn(Warning::ModuleNotHere { module: reference.clone() });
                asked(action, json!({ "FlowModuleId": reference, "Input": input }), Spoken::default(), stage)?
            }
        };
        stage.contact.scope.results.insert("Modules", json!({ "Result": result, "ResultData": data }));
        if action.wires.conditions.is_empty() { Ok(Then::Next) } else { Ok(Then::Result(result)) }
    }
}
