//! Who may ask: what keeps other sites out, and which limits the browser is given.

use super::request::{Method, Request, Response};

/// What every response says: no other site may show, read or run anything of it, and a page loads only what this server has.
pub(super) const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // With no referrer at all a browser calls the origin of its own forms `null`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// The names by which a browser on this machine knows the server.
fn hosts(port: u16) -> [String; 3] {
    ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"))
}

/// Why a request is refused; none if it may be answered.
pub(super) fn refusal(request: &Request, port: u16) -> Option<Response> {
    let hosts = hosts(port);
    let is_own = |host: &str| {
        let host = host.to_ascii_lowercase();
        // A browser leaves the port of HTTP out.
        hosts.iter().any(|own| *own == host || port == 80 && own.strip_suffix(":80") == Some(&host))
    };
    if !is_own(&request.host) {
        return Some(Response::plain(421, "this server answers only to its own address on this machine"));
    }
    if request.method == Method::Other {
        return Some(Response::plain(405, "only GET, HEAD and POST are answered"));
    }
    let is_same_site =
        request.fetch_site.as_deref().is_none_or(|site| matches!(site, "same-origin" | "none"));
    let is_same_origin =
        request.origin.as_deref().is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_own));
    if request.method == Method::Post && !(is_same_site && is_same_origin) {
        return Some(Response::plain(403, "what is sent must come from this server's own pages"));
    }
    None
}

/// Whether a form carries the server's token; the time that it takes does not tell how much of it is right.
pub(super) fn is_token(sent: Option<&str>, token: &str) -> bool {
    let sent = sent.unwrap_or_default().as_bytes();
    let differs = sent.iter().zip(token.as_bytes()).fold(0, |differs, (one, other)| differs | (one ^ other));
    sent.len() == token.len() && differs == 0
}
