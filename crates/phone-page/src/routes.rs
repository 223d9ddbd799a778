//! Which request is whose: the whole interface of the page.

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

/// Stands in the page where its token belongs.
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
        ("GET", ["inbox", department]) => desk.inbox(department),
        ("GET", ["cases", ticket]) => desk.case(ticket),
        ("GET", ["clock"]) => Ok(desk.clock()),
        ("POST", ["clock"]) => desk.move_on(&body()?),
        ("POST", ["desk"]) => desk.command(body()?),
        _ => Err(nothing(asked)),
    }
}

fn nothing(asked: &Asked<'_>) -> Failed {
    Failed::new(404, format!("there is nothing at {} {}; load the page again", asked.method, asked.path))
}

/// A number of the query; 0 where it is not given.
fn number(query: &str, name: &str) -> Result<usize, Failed> {
    let given = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let number = given.map_or(Ok(0), str::parse);
    number.map_err(|_| Failed::asked_wrongly(format!("`{name}` is no number; load the page again")))
}
