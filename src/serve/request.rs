//! A request and a response as plain data.

use percent_encoding::percent_decode_str;

/// The longest body that is read, in bytes.
pub const MOST_BODY: usize = 1 << 20;

/// The longest query or name in an address, in bytes.
pub(super) const MOST_QUERY: usize = 500;

/// What a request wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To see something.
    Get,
    /// To send something.
    Post,
    /// Anything else.
    Other,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it wants.
    pub method: Method,
    /// The path and the query of its address, as sent.
    pub target: String,
    /// The `Host` header.
    pub host: String,
    /// The `Origin` header, if there is one.
    pub origin: Option<String>,
    /// The `Sec-Fetch-Site` header, if there is one.
    pub fetch_site: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The first part of the path and the rest of it, decoded; none if what is decoded is no text.
    pub(super) fn path(&self) -> Option<Vec<String>> {
        let path = self.target.split('?').next().unwrap_or_default();
        let parts = path.trim_start_matches('/').splitn(2, '/');
        let decoded =
            parts.map(|part| percent_decode_str(part).decode_utf8().ok().map(|text| text.into_owned()));
        decoded.collect()
    }

    /// A value of the address's query.
    pub(super) fn asked(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        value(query.as_bytes(), name)
    }

    /// A value of a form that was sent.
    pub(super) fn sent(&self, name: &str) -> Option<String> {
        value(&self.body, name)
    }
}

fn value(pairs: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(pairs).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The type of the body.
    pub kind: &'static str,
    /// Where to go instead.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

impl Response {
    /// A page.
    pub(super) fn page(status: u16, body: String) -> Self {
        Self { status, kind: "text/html; charset=utf-8", location: None, body }
    }

    /// A line of plain text.
    pub(super) fn plain(status: u16, text: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", location: None, body: format!("{text}\n") }
    }

    /// A style sheet or a script.
    pub(super) fn asset(kind: &'static str, body: &str) -> Self {
        Self { status: 200, kind, location: None, body: body.to_owned() }
    }

    /// A redirect: the answer is at another address.
    pub(super) fn see(location: String) -> Self {
        Self { location: Some(location), ..Self::plain(303, "see there") }
    }
}
