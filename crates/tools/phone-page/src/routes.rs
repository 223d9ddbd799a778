//! The page's requests and the functions that answer them.

use crate::answers;
use crate::desk::Desk;
use crate::guard::Guard;
use crate::reply::{Asked, Failed, Reply};
use serde_json::{Value, from_slice};
use std::sync::Arc;

const PAGE: &str = include_str!("../page/index.html");
const STYLE: &str = include_str!("../page/phone.css");
const SCRIPTS: [(&str, &str); 4] = [
    ("/page.js", include_str!("../page/page.js")),
    ("/phone.js", include_str!("../page/phone.js")),
    ("/office.js", include_str!("../page/office.js")),
    ("/agent.js", include_str!("../page/agent.js")),
];

/// The placeholder for the token in the page.
const TOKEN_HERE: &str = "{{token}}";

pub(crate) fn route(desk: &Arc<Desk>, guard: &Guard, asked: &Asked<'_>) -> Reply {
    let needs_token = asked.path.starts_with("/api/");
    if let Some(why) = guard.refuses(asked.host, asked.token, needs_token) {
        return Reply::json(Err(Failed::new(403, why)));
    }
    if needs_token {
        return Reply::json(api(desk, asked));
    }
    let script = SCRIPTS.iter().find(|(path, _)| *path == asked.path);
    match (asked.method, asked.path, script) {
        ("GET", "/", _) => Reply::file("text/html; charset=utf-8", PAGE.replace(TOKEN_HERE, guard.token())),
        ("GET", "/phone.css", _) => Reply::file("text/css; charset=utf-8", STYLE),
        ("GET", _, Some((_, script))) => Reply::file("text/javascript; charset=utf-8", *script),
        _ => Reply::json(Err(nothing(asked))),
    }
}

fn api(desk: &Arc<Desk>, asked: &Asked<'_>) -> Result<Value, Failed> {
    let parts: Vec<&str> = asked.path.split('/').skip(2).collect();
    let body = || -> Result<Value, Failed> {
        let read = from_slice(asked.body);
        read.map_err(|e| Failed::asked_wrongly(format!("the request is no JSON: {e}; load the page again")))
    };
    match (asked.method, parts.as_slice()) {
        ("GET", ["directory"]) => desk.directory(),
        ("POST", ["calls"]) => desk.ring(&body()?),
        ("GET", ["calls", call]) => desk.news(call, number(asked.query, "after")?),
        ("POST", ["calls", call]) => desk.signal(call, &body()?),
        ("GET", ["calls", call, "attributes"]) => desk.attributes(call),
        ("POST", ["calls", call, "open"]) => desk.open(call, &body()?),
        ("POST", ["calls", call, "history"]) => desk.history(call, &body()?),
        ("GET", ["answers"]) => answers::all(),
        ("GET", ["inbox", department]) => desk.inbox(department),
        ("GET", ["cases", ticket]) => desk.case(ticket),
        ("GET", ["clock"]) => Ok(desk.clock()),
        ("POST", ["clock"]) => desk.move_on(&body()?),
        ("POST", ["desk"]) => desk.request(&body()?),
        _ => Err(nothing(asked)),
    }
}

fn nothing(asked: &Asked<'_>) -> Failed {
    Failed::new(404, format!("there is nothing at {} {}; load the page again", asked.method, asked.path))
}

/// Reads a number of the query; 0 if it is missing.
fn number(query: &str, name: &str) -> Result<usize, Failed> {
    let given = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let number = given.map_or(Ok(0), str::parse);
    number.map_err(|_| Failed::asked_wrongly(format!("`{name}` is no number; load the page again")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use local_cloud::{Endpoint, Stack};
    use serde_json::json;
    use std::collections::BTreeMap;

    const HOST: &str = "127.0.0.1:7000";

    struct Site {
        desk: Arc<Desk>,
        guard: Guard,
    }

    /// A page whose cloud does not answer.
    fn site() -> Site {
        let stack = Stack { endpoint: Endpoint::new("http://127.0.0.1:1", "ap-south-1"), outputs: BTreeMap::new() };
        Site { desk: Arc::new(Desk::new(stack)), guard: Guard::new(7000) }
    }

    impl Site {
        fn asks(&self, method: &str, url: &str, body: &str, token: Option<&str>) -> Reply {
            let (path, query) = url.split_once('?').unwrap_or((url, ""));
            let body = body.as_bytes();
            route(&self.desk, &self.guard, &Asked { method, path, query, host: Some(HOST), token, body })
        }

        fn api(&self, method: &str, url: &str, body: &str) -> (u16, Value) {
            let reply = self.asks(method, url, body, Some(self.guard.token()));
            (reply.status, from_slice(reply.body.as_bytes()).unwrap())
        }

        fn refused(&self, method: &str, url: &str, body: &str) -> (u16, String) {
            let (status, answer) = self.api(method, url, body);
            (status, answer["error"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned())
        }
    }

    #[test]
    fn the_page_comes_with_its_token_and_says_that_it_is_a_tool() {
        let site = site();
        let page = site.asks("GET", "/", "", None);
        assert_eq!((page.status, page.kind), (200, "text/html; charset=utf-8"));
        assert!(page.body.contains(site.guard.token()) && !page.body.contains(TOKEN_HERE));
        assert!(page.body.contains("Development tool"));
        assert!(page.body.contains("<p id=\"no-font\" class=\"tool\" hidden>"), "shown where Hindi letters are boxes");
        for (path, _) in SCRIPTS {
            assert_eq!(site.asks("GET", path, "", None).status, 200);
        }
        assert_eq!(site.asks("GET", "/../Cargo.toml", "", None).status, 404);
    }

    #[test]
    fn nothing_is_done_without_the_token() {
        let site = site();
        let reply = site.asks("POST", "/api/calls", "{}", None);
        assert_eq!(reply.status, 403);
        assert!(reply.body.contains("load it again"), "{}", reply.body);
    }

    #[test]
    fn every_mistake_is_answered_with_what_to_do() {
        let site = site();
        assert_eq!(site.refused("POST", "/api/calls", "no").0, 400);
        assert!(
            site.refused("POST", "/api/calls", r#"{"office":"asleep"}"#).1.contains("give open, busy, closed or full")
        );
        assert_eq!(site.refused("GET", "/api/calls/none", "").0, 404);
        assert!(site.refused("GET", "/api/calls/none?after=x", "").1.contains("`after` is no number"));
        assert_eq!(site.refused("GET", "/api/inbox/NONE", ""), (404, "`NONE` is no department".into()));
        let (status, why) = site.refused("GET", "/api/cases/12345678", "");
        assert!(status == 404 && why.starts_with("`12345678` is no ticket: "), "{status} {why}");
        assert!(site.refused("POST", "/api/clock", r#"{"to":"2020-01-01T00:00:00Z"}"#).1.contains("only moves on"));
        assert!(site.refused("POST", "/api/clock", r#"{"to":"tomorrow"}"#).1.contains("choose a date"));
        let look = site.refused("POST", "/api/desk", r#"{"as":"agent:asha","request":{"do":"look"}}"#);
        assert_eq!(look, (400, "`ticket` is missing; `look` takes ticket, why".into()));
        assert!(site.refused("GET", "/api/nothing", "").1.starts_with("there is nothing at GET /api/nothing"));
    }

    #[test]
    fn a_call_that_cannot_go_on_says_so_in_its_news() {
        let site = site();
        let (status, placed) = site.api("POST", "/api/calls", r#"{"from":"+919000000001"}"#);
        assert_eq!(status, 200);
        let url = format!("/api/calls/{}", placed["call"].as_str().unwrap());
        let mut last = json!({});
        let mut after = 0;
        loop {
            let (_, news) = site.api("GET", &format!("{url}?after={after}"), "");
            let told = news["news"].as_array().unwrap();
            after += told.len();
            last = told.last().cloned().unwrap_or(last);
            if news["over"] == true {
                break;
            }
        }
        assert_eq!((&last["kind"], &last["well"]), (&json!("ended"), &json!(false)));
        assert!(last["how"].as_str().unwrap().contains("`cargo xtask up`"), "{last}");
        assert_eq!(site.refused("POST", &url, r#"{"do":"key","key":"1"}"#).0, 409);
        assert_eq!(site.api("GET", &format!("{url}/attributes"), "").1["withheld"], false);
    }

    #[test]
    fn the_directory_has_every_desk_that_gets_notices() {
        let (status, found) = site().api("GET", "/api/directory", "");
        assert_eq!((status, found["topics"].as_array().unwrap().len()), (200, 22));
        assert_eq!(found["departments"][0]["categories"][0]["code"], "general");
    }
}
