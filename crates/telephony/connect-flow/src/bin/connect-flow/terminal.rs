//! A person at the terminal, who plays the caller, and also the functions for which nothing else answers.

use std::io::{Write as _, stdin, stdout};

use connect_flow::{
    Agent, Answer, Caller, Dialled, Enqueue, FunctionAnswer, FunctionCall, FunctionEndpoint, Given, Happening, Heard,
    Hours, HoursOf, Input, Keys, MetricOf, Moment, Prompt, Request, Response, TraceEvent, World,
};
use serde_json::{Value, json};

/// Asks for a line, and returns it, or `None` at the end of the input.
fn ask(what: &str) -> Option<String> {
    let mut out = stdout();
    // A failure here can be ignored: reading the answer fails then, too.
    let _ = write!(out, "  ▸ {what}: ");
    let _ = out.flush();
    let mut line = String::new();
    let read = stdin().read_line(&mut line).is_ok_and(|bytes| bytes > 0);
    if !read {
        out!("");
    }
    read.then(|| line.trim().to_owned())
}

/// The person at the terminal.
pub(crate) struct Person;

impl Person {
    /// Returns true if the person has already seen or done this.
    pub(crate) fn knows(event: &TraceEvent) -> bool {
        matches!(event.what, Happening::Heard { .. } | Happening::Pressed { .. } | Happening::Spoke { .. })
    }

    fn hears(heard: &Heard<'_>) {
        let event = TraceEvent {
            at_ms: heard.at_ms,
            what: Happening::Heard {
                text: heard.text.map(str::to_owned),
                recording: heard.recording.map(str::to_owned),
                ms: heard.ms,
                ssml: None,
                voice: String::new(),
            },
        };
        out!("{event}");
    }
}

impl Caller for Person {
    fn respond(&mut self, prompt: &Prompt<'_>) -> Response {
        if let Some(heard) = &prompt.heard {
            Self::hears(heard);
        }
        let what = match prompt.input {
            Input::Menu { keys } => format!("a key ({}), Enter for none, h to hang up", keys.join(" ")),
            Input::Store { .. } => "keys, Enter for none, h to hang up".to_owned(),
            Input::Bot { intents } => format!("say anything ({}), Enter for nothing, h to hang up", intents.join(", ")),
            _ => "keys, Enter for none, h to hang up".to_owned(),
        };
        loop {
            let Some(line) = ask(&what) else { return Response::HangUp { at: Moment::Usual } };
            if line.is_empty() {
                return Response::Silence;
            }
            if line.eq_ignore_ascii_case("h") {
                return Response::HangUp { at: Moment::Usual };
            }
            match (Keys::read(&line), prompt.input) {
                (Ok(keys), _) => return Response::Press { keys, at: prompt.in_time() },
                (Err(_), Input::Bot { .. }) => return Response::Say { words: line },
                (Err(error), _) => out!("    {error}"),
            }
        }
    }

    fn hear(&mut self, heard: &Heard<'_>) -> connect_flow::Reaction {
        Self::hears(heard);
        connect_flow::Reaction::Listen
    }

    fn patience(&mut self) -> Option<u64> {
        loop {
            // At the end of the input the caller hangs up.
            let Some(line) = ask("you wait; after how many seconds do you hang up? Enter to hold on") else {
                return Some(0);
            };
            match line.parse::<u64>() {
                _ if line.is_empty() => return None,
                Ok(seconds) => return Some(seconds.saturating_mul(1_000)),
                Err(_) => out!("    a number of seconds, or nothing"),
            }
        }
    }
}

/// A world that asks the world file first, then the endpoint, then the person.
pub(crate) struct Surroundings {
    pub given: Given,
    pub endpoint: Option<FunctionEndpoint>,
}

impl World for Surroundings {
    fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer {
        if let Some(answer) = self.given.next_answer(call.arn) {
            return answer;
        }
        if let Some(endpoint) = &self.endpoint {
            return endpoint.invoke(call);
        }
        out!("  function {} gets {}", call.arn, call.event.pointer("/Details/Parameters").unwrap_or(&Value::Null));
        loop {
            let Some(line) = ask("its answer, as JSON; Enter for {}, - to fail") else {
                return FunctionAnswer::error("nobody answered");
            };
            match line.as_str() {
                "" => return FunctionAnswer::answer(json!({})),
                "-" => return FunctionAnswer::error("as you said"),
                _ => match serde_json::from_str(&line) {
                    Ok(answer @ Value::Object(_)) => return FunctionAnswer::answer(answer),
                    Ok(_) => out!("    a function answers with an object, such as {{\"name\": \"Asha\"}}"),
                    Err(error) => out!("    {error}"),
                },
            }
        }
    }

    fn hours(&mut self, of: HoursOf<'_>) -> Hours {
        self.given.hours(of)
    }

    fn enqueue(&mut self, queue: &str) -> Enqueue {
        self.given.enqueue(queue)
    }

    fn queue_name(&mut self, queue: &str) -> Option<String> {
        self.given.queue_name(queue)
    }

    fn agent(&mut self, queue: &str) -> Option<Agent> {
        self.given.agent(queue)
    }

    fn metric(&mut self, of: &MetricOf<'_>) -> Option<u64> {
        self.given.metric(of)
    }

    fn metrics(&mut self, queue: Option<&str>) -> Option<Value> {
        self.given.metrics(queue)
    }

    fn dial(&mut self, number: &str) -> Dialled {
        self.given.dial(number)
    }

    /// Asks the person for a result that conditions compare, unless the world file answers.
    fn answer(&mut self, request: &Request<'_>) -> Answer {
        if self.given.answers(request) || request.results.is_empty() {
            return self.given.answer(request);
        }
        let results = request.results.join(", ");
        match ask(&format!("{} comes to ({results})", request.action_type)) {
            Some(result) if !result.is_empty() => Answer::result(result),
            _ => Answer::done(),
        }
    }
}
