//! The report and the questions as pages on loopback (`gainsay serve`): a request in, a page out.
//!
//! It reads no file and writes none: whoever runs it hands it each state of the corpus as an [`Edition`], and what appends an
//! acceptance. The pages themselves are made by `report`. Only `http` knows sockets.
//!
//! Who may ask: only a browser on this machine that names the server by its loopback address (so that no other site can be
//! made to resolve to it), and what is sent must come from the server's own pages.

mod request;
mod guard;
mod edition;
mod draft;
mod acceptance;
mod site;
mod http;

pub use edition::Edition;
pub use http::{End, Listener, listen};
pub use request::{MOST_BODY, Method, Request, Response};
pub use site::{Append, Site};
