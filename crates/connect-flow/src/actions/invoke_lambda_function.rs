//! `InvokeLambdaFunction` (page `interactions-invokelambdafunction`).

use serde_json::{Map, Value};

use super::Act;
use crate::{
    flow::{Action, ErrorType},
    problem::ReadError,
    read::{Branch, Object, Wiring},
    stage::{Halt, Stage, Then},
    text::Text,
    trace::{Happening, Warning},
    world::{FunctionCall, FunctionResult},
};

#[derive(Debug)]
struct InvokeLambdaFunction {
    arn: Text,
    time_limit_ms: u64,
    parameters: Vec<(Text, Text)>,
    response: ResponseType,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResponseType {
    StringMap,
    Json,
}

/// Longest wait for one function, in seconds (page `connect-lambda-functions`).
const MAX_SECONDS: u64 = 8;
/// Longest chain of functions without a prompt between them (same page).
const MAX_CHAIN_MS: u64 = 20_000;
/// An answer must be smaller than this (same page).
const ANSWER_BYTES: usize = 32 * 1024;

pub(super) fn read(given: &mut Object<'_>) -> Result<Box<dyn Act>, ReadError> {
    let arn = given.text("LambdaFunctionARN")?.ok_or_else(|| given.missing("LambdaFunctionARN"))?;
    let seconds = given.integer("InvocationTimeLimitSeconds", 1..=MAX_SECONDS)?;
    let synchronous = given.choice("InvocationType", &[("SYNCHRONOUS", true), ("ASYNCHRONOUS", false)])?;
    if synchronous == Some(false) {
        return Err(given.refuse("InvocationType", "a function that is not waited for"));
    }
    let parameters = given.pairs("LambdaInvocationAttributes")?;
    let mut response = None;
    if let Some(mut validation) = given.object("ResponseValidation")? {
        let types = [("STRING_MAP", ResponseType::StringMap), ("JSON", ResponseType::Json)];
        response = validation.choice("ResponseType", &types)?;
        validation.finish()?;
    }
    Ok(Box::new(InvokeLambdaFunction {
        arn,
        time_limit_ms: seconds.saturating_mul(1_000),
        parameters,
        response: response.unwrap_or(ResponseType::StringMap),
    }))
}

impl Act for InvokeLambdaFunction {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    /// A success replaces all of `$.External`; an error leaves the last answer there.
    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let arn = stage.needed(&self.arn, "the function has no name")?;
        let parameters = self.parameters(stage);
        let event = stage.contact.event(&parameters);
        let limit = self.time_limit_ms;
        let given = stage.world.invoke(&FunctionCall { arn: &arn, event: &event, time_limit_ms: limit });
        let (took, result) = given.within(limit, stage.pace.function_ms);

        let left = MAX_CHAIN_MS.saturating_sub(stage.functions_ms);
        let ms = took.min(left);
        stage.functions_ms = stage.functions_ms.saturating_add(took);
        let answer = match result {
            _ if took > left => Err("functions ran for more than 20 seconds without a prompt".to_owned()),
            FunctionResult::Answer(answer) => self.accept(answer, stage),
            FunctionResult::Error(reason) => Err(format!("the function failed: {reason}")),
            FunctionResult::TimedOut => Err("the function did not answer in time".to_owned()),
        };
        stage.note(Happening::Invoked { arn, parameters, answer: answer.clone(), ms });
        stage.pass(ms);
        stage.contact.external = Some(answer.map_err(Halt::because)?);
        Ok(Then::Next)
    }
}

impl InvokeLambdaFunction {
    /// A parameter that is one path passes the value as it is, null when there is none.
    fn parameters(&self, stage: &mut Stage<'_>) -> Value {
        let mut parameters = Map::new();
        for (name, text) in &self.parameters {
            let value = match text.whole_path() {
                Some(path) => stage.value(path).unwrap_or(Value::Null),
                None => Value::String(stage.text(text)),
            };
            parameters.insert(stage.text(name), value);
        }
        Value::Object(parameters)
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
