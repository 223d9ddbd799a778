//! Requests to a local endpoint, in the protocols of AWS services.

use crate::Error;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::time::Duration;

/// The longest wait for an answer; no function of the helpline runs longer.
const LONGEST_ANSWER: Duration = Duration::from_secs(90);

/// The largest answer, in bytes; no file or answer of the helpline is larger.
const LARGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// A cloud's address, and its region.
#[derive(Debug, Clone)]
pub struct Endpoint {
    url: String,
    region: String,
    agent: ureq::Agent,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The header that distinguishes a failed function from a function that answered.
    pub(crate) function_error: Option<String>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Endpoint {
    /// Makes an endpoint from its address, such as `http://127.0.0.1:4566`.
    #[must_use]
    pub fn new(url: impl Into<String>, region: impl Into<String>) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None) // a local address is never behind a proxy
            .timeout_global(Some(LONGEST_ANSWER))
            .build();
        let url = url.into().trim_end_matches('/').to_owned();
        Self { url, region: region.into(), agent: config.into() }
    }

    /// Returns the address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the region.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Sends a request to a service that speaks JSON with a target header.
    pub(crate) fn json(&self, service: &str, target: &str, version: &str, body: &Value) -> Result<Value, Error> {
        let content = format!("application/x-amz-json-{version}");
        let headers = [("X-Amz-Target", target), ("Content-Type", content.as_str())];
        let reply = self.send(service, "POST", "/", &headers, body.to_string())?;
        let action = target.rsplit('.').next().unwrap_or(target);
        if !reply.ok() {
            return Err(refused_in_json(service, action, &reply));
        }
        if reply.body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&reply.body).map_err(|cause| Error::answer(service, action, cause))
    }

    /// Sends a request to a service that accepts a form and answers in XML.
    pub(crate) fn form(&self, service: &str, version: &str, fields: &[(&str, &str)]) -> Result<String, Error> {
        let fields = fields.iter().copied().chain([("Version", version)]);
        let body: Vec<String> = fields.map(|(key, value)| format!("{}={}", escape(key), escape(value))).collect();
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        let reply = self.send(service, "POST", "/", &headers, body.join("&"))?;
        if reply.ok() { Ok(reply.body) } else { Err(refused_in_xml(service, &body, &reply)) }
    }

    /// Sends a request to a service that speaks JSON at paths.
    pub(crate) fn rest(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Reply, Error> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let reply = self.send(service, method, path, headers, body)?;
        if reply.ok() { Ok(reply) } else { Err(refused_in_json(service, &format!("{method} {path}"), &reply)) }
    }

    /// Returns true if a GET of this path succeeds.
    pub(crate) fn is_ready(&self, path: &str) -> bool {
        self.send("health", "GET", path, &[], String::new()).is_ok_and(|reply| reply.ok())
    }

    /// Returns true if anything answers, even with an error.
    pub(crate) fn answers(&self) -> bool {
        self.send("health", "GET", "/", &[], String::new()).is_ok()
    }

    /// Returns the path of a link to this endpoint.
    pub(crate) fn path_of<'a>(&self, link: &'a str) -> Result<&'a str, Error> {
        let cause = || Error::Unreachable { url: link.to_owned(), cause: "it is no link of this cloud's".to_owned() };
        link.strip_prefix(&self.url).ok_or_else(cause)
    }

    /// Sends a request to a service that stores files at paths.
    pub(crate) fn file(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Vec<u8>, Error> {
        let (status, function_error, file) = self.send_bytes(service, method, path, headers, body)?;
        let reply = Reply { status, function_error, body: String::from_utf8_lossy(&file).into_owned() };
        if reply.ok() { Ok(file) } else { Err(refused_in_xml(service, &[format!("Action={method} {path}")], &reply)) }
    }

    fn send(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<Reply, Error> {
        let (status, function_error, body) = self.send_bytes(service, method, path, headers, body.into_bytes())?;
        let body = String::from_utf8(body)
            .map_err(|e| Error::Unreachable { url: self.url.clone(), cause: format!("it answers no text: {e}") })?;
        Ok(Reply { status, function_error, body })
    }

    fn send_bytes(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<(u16, Option<String>, Vec<u8>), Error> {
        let unreachable = |cause: String| Error::Unreachable { url: self.url.clone(), cause };
        // The credential scope tells a local cloud the service and region; the cloud does not check the signature.
        let scope = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/{}/{service}/aws4_request, SignedHeaders=host, Signature=none",
            self.region
        );
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header("Authorization", scope);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = if method == "GET" {
            request.body(()).map(|request| self.agent.run(request))
        } else {
            request.body(body).map(|request| self.agent.run(request))
        };
        let mut answer = sent.map_err(|e| unreachable(e.to_string()))?.map_err(|e| unreachable(e.to_string()))?;
        let function_error =
            answer.headers().get("X-Amz-Function-Error").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(LARGEST_ANSWER);
        let body = body.read_to_vec().map_err(|e| unreachable(e.to_string()))?;
        Ok((status, function_error, body))
    }
}

fn refused(service: &str, action: &str, code: String, message: String) -> Error {
    Error::Refused { service: service.to_owned(), action: action.to_owned(), code, message }
}

fn refused_in_json(service: &str, action: &str, reply: &Reply) -> Error {
    let body: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let text = |keys: [&str; 2]| keys.iter().find_map(|key| body.get(*key)?.as_str()).map(str::to_owned);
    let code = text(["__type", "Type"]).map_or_else(
        || format!("HTTP {}", reply.status),
        |code| code.rsplit('#').next().unwrap_or_default().to_owned(),
    );
    refused(service, action, code, text(["message", "Message"]).unwrap_or_else(|| reply.body.clone()))
}

fn refused_in_xml(service: &str, fields: &[String], reply: &Reply) -> Error {
    let action = fields.iter().find_map(|field| field.strip_prefix("Action=")).unwrap_or_default();
    let element = |name: &str| {
        let document = roxmltree::Document::parse(&reply.body).ok()?;
        let found = document.descendants().find(|node| node.tag_name().name() == name)?;
        found.text().map(str::to_owned)
    };
    let code = element("Code").unwrap_or_else(|| format!("HTTP {}", reply.status));
    refused(service, action, code, element("Message").unwrap_or_else(|| reply.body.clone()))
}

/// All characters but those that RFC 3986, section 2.3 leaves unreserved.
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes text for forms and paths.
pub(crate) fn escape(text: &str) -> String {
    utf8_percent_encode(text, &RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_for_forms_and_paths() {
        assert_eq!(escape("arn:aws:sns:a b/ह"), "arn%3Aaws%3Asns%3Aa%20b%2F%E0%A4%B9");
    }

    #[test]
    fn a_refusal_tells_service_action_and_reason() {
        let reply = |body: &str| Reply { status: 400, function_error: None, body: body.to_owned() };
        let said = refused_in_json("dynamodb", "GetItem", &reply(r#"{"__type":"com.x#NoTable","message":"gone"}"#));
        assert_eq!(said.to_string(), "dynamodb refused GetItem: NoTable: gone");
        let xml = "<E xmlns='x'><Error><Code>NotFound</Code><Message>no topic</Message></Error></E>";
        let said = refused_in_xml("sns", &["Action=DeleteTopic".to_owned()], &reply(xml));
        assert_eq!(said.to_string(), "sns refused DeleteTopic: NotFound: no topic");
        let said = refused_in_json("lambda", "GET /x", &reply("not json"));
        assert_eq!(said.to_string(), "lambda refused GET /x: HTTP 400: not json");
    }

    #[test]
    fn nobody_at_the_endpoint_is_told_with_the_command_that_starts_one() {
        let nobody = Endpoint::new("http://127.0.0.1:1", "ap-south-1");
        let said = nobody.json("sqs", "AmazonSQS.ReceiveMessage", "1.0", &Value::Null).unwrap_err().to_string();
        assert!(said.starts_with("no answer from http://127.0.0.1:1: "), "{said}");
        assert!(said.ends_with("`cargo xtask up` starts the local cloud"), "{said}");
    }
}
