//! Calls functions behind an endpoint of AWS Lambda.

use std::time::Duration;

use serde_json::Value;

use super::{FunctionAnswer, FunctionCall};

/// An endpoint of AWS Lambda that accepts unsigned requests, such as that of a local cloud or of the Lambda runtime's
/// emulator. It is not a [`crate::World`], because it has no queues: a world passes its function calls to the endpoint.
///
/// ```no_run
/// use connect_flow::{Enqueue, FunctionAnswer, FunctionCall, FunctionEndpoint, Hours, HoursOf, World};
///
/// struct Local(FunctionEndpoint);
///
/// impl World for Local {
///     fn invoke(&mut self, call: &FunctionCall<'_>) -> FunctionAnswer { self.0.invoke(call) }
///     fn hours(&mut self, _: HoursOf<'_>) -> Hours { Hours::Open }
///     fn enqueue(&mut self, _: &str) -> Enqueue { Enqueue::Queued }
/// }
///
/// let world = Local(FunctionEndpoint::new("http://127.0.0.1:4566"));
/// ```
#[derive(Debug, Clone)]
pub struct FunctionEndpoint {
    url: String,
    agent: ureq::Agent,
}

impl FunctionEndpoint {
    /// Makes an endpoint from its address, such as `http://127.0.0.1:4566`.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build();
        Self { url: url.into().trim_end_matches('/').to_owned(), agent: config.into() }
    }

    /// Calls a function (`Invoke` of the Lambda API). The real time of the function does not count on the call's clock,
    /// but a function that exceeds the time limit in real time has timed out.
    #[must_use]
    pub fn invoke(&self, call: &FunctionCall<'_>) -> FunctionAnswer {
        let name: String = call.arn.bytes().map(escaped).collect();
        let kind = if call.synchronous { "RequestResponse" } else { "Event" };
        let request = self
            .agent
            .post(format!("{}/2015-03-31/functions/{name}/invocations", self.url))
            .header("X-Amz-Invocation-Type", kind)
            .header("Content-Type", "application/json")
            .config()
            .timeout_global(Some(Duration::from_millis(call.time_limit_ms.max(1))))
            .build();
        let mut reply = match request.send(call.event.to_string()) {
            Ok(reply) => reply,
            Err(ureq::Error::Timeout(_)) => return FunctionAnswer::timed_out(),
            Err(error) => return FunctionAnswer::error(error.to_string()),
        };
        let failed = reply.headers().get("X-Amz-Function-Error").is_some();
        let body = match reply.body_mut().read_to_string() {
            Ok(body) => body,
            Err(ureq::Error::Timeout(_)) => return FunctionAnswer::timed_out(),
            Err(error) => return FunctionAnswer::error(error.to_string()),
        };
        if failed || !reply.status().is_success() {
            return FunctionAnswer::error(format!("{}: {body}", reply.status()));
        }
        if !call.synchronous {
            return FunctionAnswer::answer(Value::Null);
        }
        match serde_json::from_str(&body) {
            Ok(answer) => FunctionAnswer::answer(answer),
            Err(error) => FunctionAnswer::error(format!("its answer is not JSON: {error}")),
        }
    }
}

/// Escapes a byte of a path segment, unless it is unreserved (RFC 3986).
fn escaped(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpListener,
        thread,
    };

    use serde_json::json;

    use super::FunctionEndpoint;
    use crate::outside::{FunctionAnswer, FunctionCall, FunctionResult};

    /// Makes one call to an endpoint with this reply. Returns the function's answer and the first line of the request.
    fn call(reply: &'static str) -> (FunctionAnswer, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = Vec::new();
            let mut buffer = [0; 4_096];
            // The event `{"a":1}` ends the request.
            while !asked.ends_with(b"}") {
                let read = stream.read(&mut buffer).unwrap();
                asked.extend_from_slice(&buffer[..read]);
            }
            stream.write_all(reply.as_bytes()).unwrap();
            String::from_utf8_lossy(&asked).lines().next().unwrap().to_owned()
        });
        let event = json!({ "a": 1 });
        let arn = "arn:aws:lambda:x:1:function:f";
        let call = FunctionCall { arn, event: &event, time_limit_ms: 5_000, synchronous: true, flat: true };
        let answer = FunctionEndpoint::new(url).invoke(&call);
        (answer, served.join().unwrap())
    }

    #[test]
    fn an_answer_is_json_and_a_function_error_says_what_the_function_said() {
        let (answer, asked) = call("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"b\":2}");
        assert_eq!(answer, FunctionAnswer::answer(json!({ "b": 2 })));
        let path = "/2015-03-31/functions/arn%3Aaws%3Alambda%3Ax%3A1%3Afunction%3Af/invocations";
        assert_eq!(asked, format!("POST {path} HTTP/1.1"));

        let (answer, _) = call("HTTP/1.1 200 OK\r\nX-Amz-Function-Error: Unhandled\r\nContent-Length: 4\r\n\r\nboom");
        assert!(matches!(answer.result, FunctionResult::Error(why) if why.ends_with("boom")));
        let (answer, _) = call("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assert!(matches!(answer.result, FunctionResult::Error(why) if why.starts_with("404")));
    }

    #[test]
    fn an_endpoint_where_nobody_is_makes_the_function_fail() {
        let event = json!({});
        let call = FunctionCall { arn: "f", event: &event, time_limit_ms: 5_000, synchronous: true, flat: true };
        let answer = FunctionEndpoint::new("http://127.0.0.1:1").invoke(&call);
        assert!(matches!(answer.result, FunctionResult::Error(_)));
    }
}
