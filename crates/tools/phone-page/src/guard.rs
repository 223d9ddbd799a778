//! Access control: the server answers its own page and no other.
//!
//! The server listens on this machine only, but any page in a browser of this machine could send requests to it. So the
//! Host header must be the server's own, which stops a foreign name that resolves to this machine. And every request
//! except for the page itself needs a token that is part of the page, which no other origin can read.

use uuid::Uuid;

/// The header in which the page sends its token. A browser sends a custom header to another origin only with that
/// server's consent.
pub(crate) const TOKEN: &str = "X-Phone-Page";

#[derive(Debug, Clone)]
pub(crate) struct Guard {
    hosts: [String; 2],
    token: String,
}

impl Guard {
    pub(crate) fn new(port: u16) -> Self {
        let hosts = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
        Self { hosts, token: Uuid::new_v4().simple().to_string() }
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Returns the reason why a request is refused; `None` if it is allowed.
    pub(crate) fn refuses(&self, host: Option<&str>, token: Option<&str>, needs_token: bool) -> Option<&'static str> {
        if !host.is_some_and(|host| self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))) {
            return Some("this server answers to its own address alone; open the page at the address that was printed");
        }
        if needs_token && token != Some(&self.token) {
            return Some("the page is older than the server; load it again");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_host_a_missing_and_a_wrong_token_are_refused() {
        let guard = Guard::new(7000);
        let token = guard.token().to_owned();
        assert_eq!(guard.refuses(Some("127.0.0.1:7000"), Some(&token), true), None);
        assert_eq!(guard.refuses(Some("localhost:7000"), None, false), None);
        for host in [None, Some("evil.example:7000"), Some("127.0.0.1:7001"), Some("127.0.0.1")] {
            assert!(guard.refuses(host, Some(&token), true).unwrap().contains("its own address"), "{host:?}");
        }
        for wrong in [None, Some("guess")] {
            assert!(guard.refuses(Some("127.0.0.1:7000"), wrong, true).unwrap().contains("load it again"));
        }
    }

    #[test]
    fn each_server_has_a_token_of_its_own() {
        assert_ne!(Guard::new(1).token(), Guard::new(1).token());
        assert_eq!(Guard::new(1).token().len(), 32);
    }
}
