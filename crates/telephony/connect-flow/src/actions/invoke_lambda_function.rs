//! `InvokeLambdaFunction` (page `interactions-invokelambdafunction`).

use serde_json::Value;

use super::act::Act;
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Template, Text, Wrong},
    model::{Action, Branch, ErrorType, Wiring},
    outside::{FunctionCall, FunctionResult, Told},
    trace::{Happening, Warning},
};

#[derive(Debug)]
struct InvokeLambdaFunction {
    arn: Text,
    time_limit_ms: u64,
    parameters: Vec<(Text, Template)>,
    response: ResponseType,
    synchronous: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResponseType {
    StringMap,
    Json,
}

/// Longest time limit of a synchronous call of a function, in seconds (page `connect-lambda-functions`).
const MAX_SECONDS: u64 = 8;
/// Longest time limit of an asynchronous call of a function, in seconds (page `invoke-lambda-function-block`).
const MAX_ASYNCHRONOUS_SECONDS: u64 = 60;
/// Most repeated calls of a function that failed or was throttled, within its time limit (page
/// `connect-lambda-functions`).
const MAX_RETRIES: u32 = 3;
/// Longest time of functions in a row without a prompt between them (same page).
const MAX_CHAIN_MS: u64 = 20_000;
/// An answer must be smaller than this (same page).
const ANSWER_BYTES: usize = 32 * 1024;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let arn = given.text("LambdaFunctionARN")?.ok_or_else(|| given.missing("LambdaFunctionARN"))?;
    let synchronous = given.choice("InvocationType", &[("SYNCHRONOUS", true), ("ASYNCHRONOUS", false)])?;
    let synchronous = synchronous.unwrap_or(true);
    let most = if synchronous { MAX_SECONDS } else { MAX_ASYNCHRONOUS_SECONDS };
    let seconds = given.integer("InvocationTimeLimitSeconds", 1..=most)?;
    let parameters = given.templates("LambdaInvocationAttributes")?;
    let mut response = None;
    if let Some(mut validation) = given.object("ResponseValidation")? {
        let types = [("STRING_MAP", ResponseType::StringMap), ("JSON", ResponseType::Json)];
        response = validation.choice("ResponseType", &types)?;
        validation.finish();
    }
    Ok(Box::new(InvokeLambdaFunction {
        arn,
        time_limit_ms: seconds.saturating_mul(1_000),
        parameters,
        response: response.unwrap_or(ResponseType::StringMap),
        synchronous,
    }))
}

impl Act for InvokeLambdaFunction {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// Calls the function. A success replaces all of `$.External`. After an error `$.External` keeps the last answer.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let arn = stage.needed(&self.arn, "the function has no name")?;
        let parameters = stage.fill_all(&self.parameters)?;
        let event = stage.contact.event(&parameters);
        if !self.synchronous {
            return self.send(arn, parameters, &event, stage);
        }
        let left = MAX_CHAIN_MS.saturating_sub(stage.functions_ms);
        let (mut took, mut attempts) = (0_u64, 0_u32);
        let result = loop {
            attempts = attempts.saturating_add(1);
            let time_limit_ms = self.time_limit_ms.saturating_sub(took);
            let flat = self.response == ResponseType::StringMap;
            let call = FunctionCall { arn: &arn, event: &event, time_limit_ms, synchronous: true, flat };
            let given = stage.world.invoke(&call);
            let given = stage.told(given, Told::Function);
            let (ms, result) = given.within(time_limit_ms, stage.pace.function_ms);
            took = took.saturating_add(ms);
            let again = matches!(result, FunctionResult::Error(_)) && attempts <= MAX_RETRIES;
            if !again || took >= self.time_limit_ms.min(left) {
                break result;
            }
        };
        stage.functions_ms = stage.functions_ms.saturating_add(took);
        let answer = match result {
            _ if took > left => Err("functions ran for more than 20 seconds without a prompt".to_owned()),
            FunctionResult::Answer(answer) => self.accept(answer, stage),
            FunctionResult::Error(reason) => Err(format!("the function failed: {reason}")),
            FunctionResult::TimedOut => Err("the function did not answer in time".to_owned()),
        };
        let ms = took.min(left);
        stage.note(Happening::Invoked { arn, parameters, answer: answer.clone(), ms, attempts });
        stage.pass_whole(ms)?;
        stage.contact.scope.external = Some(answer.map_err(Halt::because)?);
        Ok(Then::Next)
    }
}

impl InvokeLambdaFunction {
    /// Calls the function and does not wait for its answer. The flow only learns that the call was accepted or refused.
    fn send(&self, arn: String, parameters: Value, event: &Value, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let call =
            FunctionCall { arn: &arn, event, time_limit_ms: self.time_limit_ms, synchronous: false, flat: false };
        let given = stage.world.invoke(&call);
        let answer = match stage.told(given, Told::Function).result {
            FunctionResult::Error(reason) => Err(format!("the function could not be asked: {reason}")),
            FunctionResult::Answer(_) | FunctionResult::TimedOut => Ok(Value::Null),
        };
        stage.note(Happening::Invoked { arn, parameters, answer: answer.clone(), ms: 0, attempts: 1 });
        answer.map_err(Halt::because)?;
        stage.contact.scope.invocation_id = Some(format!("{}-{}", stage.contact.id(), stage.actions_run));
        Ok(Then::Next)
    }

    fn accept(&self, answer: Value, stage: &mut Stage<'_>) -> Result<Value, String> {
        let bytes = answer.to_string().len();
        if bytes >= ANSWER_BYTES {
            return Err(format!("the answer has {bytes} bytes, 32 KB or more"));
        }
        let Value::Object(mut map) = answer else { return Err("the answer is not an object".to_owned()) };
        if self.response == ResponseType::StringMap {
            for (key, value) in &mut map {
                match value {
                    Value::String(_) => {}
                    Value::Number(_) | Value::Bool(_) => {
                        stage.warn(Warning::NotAString { key: key.clone() });
                        *value = Value::String(value.to_string());
                    }
                    Value::Null | Value::Array(_) | Value::Object(_) => {
                        return Err(format!("the answer's `{key}` is not a string"));
                    }
                }
            }
        }
        Ok(Value::Object(map))
    }
}
