//! The transport: HTTP/1.1 on loopback, with bounded connections, headers, bodies and times.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Notify, Semaphore};

use super::guard::{HEADERS, refusal};
use super::request::{MOST_BODY, Method, Request, Response};
use super::site::Site;

/// How many connections are open at a time; more wait.
const CONNECTIONS: usize = 64;

/// How many pages are made at a time; more wait.
const PAGES: usize = 4;

/// How long a client may take to send a header, or a body.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long requests that are being answered may go on after the server was ended.
const FAREWELL: Duration = Duration::from_millis(300);

/// How much of a body that is too long is read and thrown away: a browser that is still sending would not see the answer.
const MOST_DISCARDED: u64 = 16 * MOST_BODY as u64;

/// A port on loopback.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    end: End,
}

/// Ends a server.
#[derive(Clone, Debug, Default)]
pub struct End(Arc<Notify>);

impl End {
    /// Ends it, now or as soon as it runs.
    pub fn now(&self) {
        self.0.notify_one();
    }
}

impl Listener {
    /// Takes a port of this machine; 0 for any that is free.
    ///
    /// # Errors
    /// If it is taken, or cannot be opened.
    pub fn bind(port: u16) -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address, end: End::default() })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What ends the server.
    #[must_use]
    pub fn end(&self) -> End {
        self.end.clone()
    }
}

/// Answers requests until [`End::now`], or until the process is interrupted, if `heeds_interrupts`.
///
/// # Errors
/// If the system gives no threads or no sockets for it.
pub fn listen(listener: Listener, site: Arc<Site>, heeds_interrupts: bool) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(PAGES)
        .thread_name("page")
        .build()?;
    let Listener { socket, address, end } = listener;
    let done = runtime.block_on(async move {
        let socket = tokio::net::TcpListener::from_std(socket)?;
        let accepting = tokio::spawn(accept(socket, address.port(), site));
        let interrupted = tokio::spawn(interrupt(heeds_interrupts, end.clone()));
        end.0.notified().await;
        accepting.abort();
        interrupted.abort();
        Ok(())
    });
    runtime.shutdown_timeout(FAREWELL);
    done
}

/// Ends the server when the process is interrupted or terminated.
async fn interrupt(is_heeded: bool, end: End) {
    if !is_heeded {
        return;
    }
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            let end = end.clone();
            tokio::spawn(async move {
                terminated.recv().await;
                end.now();
            });
        }
    }
    if tokio::signal::ctrl_c().await.is_ok() {
        end.now();
    }
}

/// Takes connections, as many as may be open.
async fn accept(socket: tokio::net::TcpListener, port: u16, site: Arc<Site>) {
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let answering = Arc::new(Answering { site, port, post: Semaphore::new(1) });
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
        let Ok((stream, _)) = socket.accept().await else {
            // Out of sockets: others have to close first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let answering = Arc::clone(&answering);
        tokio::spawn(async move {
            let answer = service_fn(|request| answer(request, Arc::clone(&answering)));
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(1 << 16);
            // An error on one connection does not affect the others.
            let _ = http.serve_connection(TokioIo::new(stream), answer).await;
            drop(permit);
        });
    }
}

/// What answers requests.
struct Answering {
    site: Arc<Site>,
    port: u16,
    /// Lets one `POST` be worked on at a time. One whose client has closed the connection, as a page
    /// does when its draft is edited again, no longer waits.
    post: Semaphore,
}

async fn answer(
    request: hyper::Request<Incoming>,
    answering: Arc<Answering>,
) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let header = |name: HeaderName| header_value(&parts.headers, &name);
    let mut request = Request {
        method: match parts.method {
            hyper::Method::GET | hyper::Method::HEAD => Method::Get,
            hyper::Method::POST => Method::Post,
            _ => Method::Other,
        },
        target: parts.uri.path_and_query().map_or_else(String::new, ToString::to_string),
        host: header(header::HOST).unwrap_or_default(),
        origin: header(header::ORIGIN),
        fetch_site: header(HeaderName::from_static("sec-fetch-site")),
        body: Vec::new(),
    };
    // Before anything of a body is read.
    let mut refused = refusal(&request, answering.port);
    if refused.is_none() && request.method == Method::Post {
        match tokio::time::timeout(PATIENCE, whole(body)).await {
            Ok(Ok(Some(body))) => request.body = body,
            Ok(Ok(None)) => {
                let text = format!("at most {} KiB can be sent", MOST_BODY / 1024);
                refused = Some(Response::plain(413, &text));
            }
            Ok(Err(_)) => refused = Some(Response::plain(400, "the request was not sent whole")),
            Err(_) => refused = Some(Response::plain(408, "the request took too long")),
        }
    }
    let response = match refused {
        Some(refused) => refused,
        None => {
            let its_turn =
                if request.method == Method::Post { answering.post.acquire().await.ok() } else { None };
            let (site, port) = (Arc::clone(&answering.site), answering.port);
            let made = tokio::task::spawn_blocking(move || site.answer(&request, port)).await;
            drop(its_turn);
            made.unwrap_or_else(|_| Response::plain(500, "this page cannot be made"))
        }
    };
    Ok(to_hyper(response))
}

/// The whole of a body; none if it is too long.
async fn whole(mut body: Incoming) -> Result<Option<Vec<u8>>, hyper::Error> {
    if body.size_hint().lower() > MOST_DISCARDED {
        // What is under way already is read, but not for long.
        let _ = tokio::time::timeout(FAREWELL, async { while body.frame().await.is_some() {} }).await;
        return Ok(None);
    }
    let (mut kept, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        length += data.len() as u64;
        if length > MOST_DISCARDED {
            break;
        }
        if length <= MOST_BODY as u64 {
            kept.extend_from_slice(&data);
        }
    }
    Ok((length <= MOST_BODY as u64).then_some(kept))
}

/// The value of a header: none if it is missing, empty if it is given twice or is no text.
fn header_value(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    // Of two, the one that a browser means is not known.
    let only = if all.next().is_some() { "" } else { first.to_str().unwrap_or_default() };
    Some(only.to_owned())
}

/// A response as hyper sends it.
fn to_hyper(response: Response) -> hyper::Response<Full<Bytes>> {
    let Response { status, kind, location, body } = response;
    let mut builder = hyper::Response::builder().status(status).header(header::CONTENT_TYPE, kind);
    for (name, value) in HEADERS {
        builder = builder.header(name, value);
    }
    if let Some(location) = location {
        builder = builder.header(header::LOCATION, location);
    }
    if matches!(status, 400 | 408 | 413 | 421) {
        builder = builder.header(header::CONNECTION, "close");
    }
    builder.body(Full::new(Bytes::from(body))).unwrap_or_else(|_| hyper::Response::new(Full::default()))
}
