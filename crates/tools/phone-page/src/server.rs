//! The HTTP server. Each request has its own thread, because a request for news waits.

use crate::desk::Desk;
use crate::guard::{Guard, TOKEN};
use crate::reply::{Asked, Failed, Reply};
use crate::routes::route;
use local_cloud::Stack;
use std::io::{self, Read as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Request, Response, Server};

/// The largest body that the page sends, in bytes: a note of some hundred words.
const LONGEST_BODY: u64 = 64 * 1024;

/// The headers of every answer: no resources from elsewhere, no framing, and the microphone for this page only.
const HEADERS: [(&str, &str); 5] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Permissions-Policy", "microphone=(self), camera=(), geolocation=()"),
];

/// The page, served on this machine.
#[derive(Clone)]
pub struct PhonePage {
    server: Arc<Server>,
    port: u16,
}

/// The page cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("the phone page cannot be served on port {port}: {cause}; give another with `--port`, 0 for a free one")]
pub struct NotServed {
    port: u16,
    cause: String,
}

impl PhonePage {
    /// Serves the page for a stack on a port of 127.0.0.1, until the process ends or [`PhonePage::close`] is called.
    /// Port 0 means a free port.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn serve(stack: Stack, port: u16) -> Result<Self, NotServed> {
        let failed = |cause: String| NotServed { port, cause };
        let server = Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|e| failed(e.to_string()))?;
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        let (server, guard) = (Arc::new(server), Arc::new(Guard::new(port)));
        let desk = Arc::new(Desk::new(stack));
        let listening = Arc::clone(&server);
        thread::spawn(move || {
            for request in listening.incoming_requests() {
                let (desk, guard) = (Arc::clone(&desk), Arc::clone(&guard));
                thread::spawn(move || answer(request, &desk, &guard));
            }
        });
        Ok(Self { server, port })
    }

    /// Returns the page's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Stops taking requests.
    pub fn close(&self) {
        self.server.unblock();
    }
}

fn answer(mut request: Request, desk: &Arc<Desk>, guard: &Guard) {
    let reply = read(&mut request).map_or_else(
        |failed| Reply::json(Err(failed)),
        |body| {
            let header = |name: &'static str| {
                let found = request.headers().iter().find(|header| header.field.equiv(name));
                found.map(|header| header.value.as_str())
            };
            let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
            let method = request.method().to_string();
            let asked = Asked { method: &method, path, query, host: header("Host"), token: header(TOKEN), body: &body };
            route(desk, guard, &asked)
        },
    );
    let kind = ("Content-Type", reply.kind);
    let headers = HEADERS.iter().copied().chain([kind]);
    let headers = headers.filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok());
    let response = headers
        .fold(Response::from_string(reply.body).with_status_code(reply.status), |response, header| {
            response.with_header(header)
        });
    // The browser may have gone; a page that is still there asks again.
    let _ = request.respond(response);
}

fn read(request: &mut Request) -> Result<Vec<u8>, Failed> {
    let mut body = Vec::new();
    let read: io::Result<usize> = request.as_reader().take(LONGEST_BODY.saturating_add(1)).read_to_end(&mut body);
    read.map_err(|e| Failed::asked_wrongly(format!("the request did not arrive whole: {e}; send it again")))?;
    if u64::try_from(body.len()).unwrap_or(u64::MAX) > LONGEST_BODY {
        return Err(Failed::new(413, "the request is larger than 64 KB; write less"));
    }
    Ok(body)
}
