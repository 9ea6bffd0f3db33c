//! The pages that `gainsay serve` shows, over real sockets on loopback: what is answered, what is refused, and what changes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use gainsay::check::Settings;
use gainsay::serve::{Append, Edition, End, Listener, MOST_BODY, Method, Request, Site, listen};
use gainsay::source::{Source, Sources};

use crate::cli::Folder;

const CORPUS: &str = "define measure deaths\n    aka perished\n    kind cumulative\n\
    define source \"Red Cross\"\n    aka \"Red Crescent\", IFRC\n\
    define source \"Health Ministry\"\n\
    @a deaths 10 in \"Port Aldo\" on 2024-03-01 by \"Health Ministry\"\n\
    @b deaths 14 in \"Port Aldo\" on 2024-03-01 by \"Red Cross\" via Reuters\n    <https://example.org/b>\n\
    deaths 20 in \"Port Aldo\" on 2024-03-05 by \"Health Ministry\"\n";

fn edition(text: &str) -> Edition {
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    Edition::new(sources, Settings { today: "2024-12-31".to_owned(), ..Settings::default() }, Vec::new())
}

/// A server that ends when it is dropped.
struct Served {
    address: SocketAddr,
    site: Arc<Site>,
    end: End,
    running: Option<JoinHandle<()>>,
}

impl Served {
    fn of(text: &str, append: Option<Append>) -> Self {
        let listener = Listener::bind(0).expect("a free port");
        let site = Arc::new(Site::new(edition(text), append).expect("random bytes"));
        let (address, end) = (listener.address(), listener.end());
        let shown = Arc::clone(&site);
        let running = thread::spawn(move || listen(listener, shown, false).expect("it listens"));
        Self { address, site, end, running: Some(running) }
    }

    fn get(&self, target: &str) -> Answered {
        ask(self.address, &format!("GET {target} HTTP/1.1\r\nHost: {}\r\n", self.address), b"")
    }

    fn post(&self, target: &str, headers: &str, body: &str) -> Answered {
        let head = format!(
            "POST {target} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n{headers}",
            self.address,
            body.len()
        );
        ask(self.address, &head, body.as_bytes())
    }

    /// The token that its forms carry.
    fn token(&self) -> String {
        let page = self.get("/draft").body;
        let (_, rest) = page.split_once("name=\"token\" value=\"").expect("a form has a token");
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end.now();
        let running = self.running.take().expect("it ends once");
        running.join().expect("no request has ended it before");
    }
}

#[derive(Debug)]
struct Answered {
    status: u16,
    head: String,
    body: String,
}

/// Sends a request as it stands, and reads what comes back.
fn ask(address: SocketAddr, head: &str, body: &[u8]) -> Answered {
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).expect("it is taken");
    // Who refuses a body need not read it.
    let _ = stream.write_all(body);
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let all = String::from_utf8(all).expect("pages are UTF-8");
    let (head, body) = all.split_once("\r\n\r\n").unwrap_or((&all, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answered { status, head: head.to_lowercase(), body: body.replace("&#x2f;", "/") }
}

#[test]
fn what_to_ask_instead_is_a_query_that_is_understood() {
    let text = "death toll 3 in \"Port Aldo\" among children on 2024-03-01 by \"Health Ministry\"\n\
                death toll 4 for Bria on 2024-03-01 by \"Health Ministry\"\n";
    let served = Served::of(text, None);
    for (asked, instead) in [
        ("death tol in Port Aldo", "death toll in Port Aldo"),
        ("death toll among \"Port Aldo\" by Health Ministry", "death toll in Port Aldo by Health Ministry"),
        ("death toll in Port Alda on 1 March 2024", "death toll in Port Aldo on 1 March 2024"),
        ("death toll of Brya", "death toll of Bria"),
        ("death toll by Health Ministri", "death toll by Health Ministry"),
    ] {
        let link = |query: &str| query.replace(' ', "%20").replace('"', "%22");
        let page = served.get(&format!("/fact/{}", link(asked)));
        let href = format!("href=\"/fact/{}\">Ask that", link(instead));
        assert!(page.body.contains(&href), "{asked}: {}", page.body);
        assert_eq!(served.get(&format!("/fact/{}", link(instead))).status, 200, "{instead}");
    }
    // Only an address that a claim gives is a link.
    let told = "deaths 3 in Aldo on 2024-03-01 by A\n    note: <https://example.org/note>\n    <https://example.org/a>\n";
    let page = Served::of(told, None).get("/fact/deaths%20in%20Aldo").body;
    assert!(page.contains("href=\"https://example.org/a\""), "{page}");
    assert!(!page.contains("href=\"https://example.org/note\""), "{page}");
}

#[test]
fn a_source_that_speaks_of_much_has_its_page_say_how_much_more() {
    let claims: String =
        (1..=1_103).map(|at| format!("deaths {at} in Town{at} on 2024-03-01 by A\n")).collect();
    let served = Served::of(&claims, None);
    let page = served.get("/source/A").body;
    assert_eq!(page.matches("/fact/death%20toll%20in%20Town").count(), 100, "{page}");
    assert!(page.contains("<li>and 1,003 more</li>"), "{page}");
}

#[test]
fn every_page_is_answered_with_what_its_command_says() {
    let served = Served::of(CORPUS, None);
    let findings = served.get("/");
    assert_eq!(findings.status, 200);
    assert!(findings.body.contains("C101 conflicting-figures"), "{}", findings.body);
    assert!(findings.body.contains("href=\"/fact/deaths%20in%20Port%20Aldo%20on%202024-03-01\""));
    for (target, says) in [
        ("/fact/deaths%20in%20%22Port%20Aldo%22%20on%202024-03-01", "between"),
        ("/fact?q=deaths+in+Port+Aldo+on+1+March+2024", "Red Cross"),
        ("/fact?q=deaths+in+Port+Aldo+on+1+March+2024", "<svg"),
        ("/series/deaths%20in%20Port%20Aldo", "<svg"),
        ("/source/Health%20Ministry", "What it speaks of"),
        ("/sources", "Red Cross"),
        ("/rule/C101", "Why it matters"),
        ("/rules", "conflicting-figures"),
        ("/search?q=aldo", "/series/in%20Port%20Aldo"),
        ("/search?q=rueters", "/source/Reuters"),
        ("/search?q=red+crescent", "/source/Red%20Cross"),
        ("/search?q=perished", "/series/deaths"),
        ("/source/IFRC", "What it speaks of"),
        ("/draft", "<textarea"),
        ("/style.css", "body{"),
        ("/filter.js", "use strict"),
        ("/live.js", "use strict"),
    ] {
        let page = served.get(target);
        assert_eq!(page.status, 200, "{target}");
        assert!(page.body.contains(says), "{target} does not say {says}: {}", page.body);
        assert!(page.head.contains("content-security-policy: default-src 'none'"), "{target}");
        assert!(!page.head.contains("access-control-allow"), "{target}");
        assert!(
            !page.body.contains("<script>") && !page.body.contains("<style"),
            "nothing stands in the page itself"
        );
    }
    for target in
        ["/nothing", "/fact/deths", "/source/Nobody", "/rule/none", "/../etc/passwd", "/%2e%2e/a.claims"]
    {
        assert_eq!(served.get(target).status, 404, "{target}");
    }
    assert!(served.get("/fact/deths").body.contains("did you mean deaths?"));
}

#[test]
fn every_link_of_every_page_leads_to_a_page() {
    let served = Served::of(CORPUS, None);
    let mut seen = vec!["/".to_owned(), "/rules".to_owned(), "/fact/by%20Reuters".to_owned()];
    let mut at = 0;
    while at < seen.len() {
        let page = served.get(&seen[at]);
        assert_eq!(page.status, 200, "{}: {}", seen[at], page.body);
        for rest in page.body.split("href=\"/").skip(1) {
            let link = format!("/{}", rest.split(['"', '#']).next().unwrap_or_default());
            if !seen.contains(&link) && !link.starts_with("/rule/") {
                seen.push(link);
            }
        }
        at += 1;
    }
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn only_a_page_of_its_own_may_ask() {
    let served = Served::of(CORPUS, None);
    let port = served.address.port();
    for (host, status) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("LOCALHOST:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        ("127.0.0.1".to_owned(), 421),
        (format!("127.0.0.1:{}", port.wrapping_add(1)), 421),
        ("evil.example".to_owned(), 421),
        (format!("evil.example:{port}"), 421),
        (format!("127.0.0.1:{port}.evil.example"), 421),
        (String::new(), 421),
    ] {
        let answered = ask(served.address, &format!("GET / HTTP/1.1\r\nHost: {host}\r\n"), b"");
        assert_eq!(answered.status, status, "{host}");
        assert_eq!(answered.body.contains("Port Aldo"), status == 200, "{host}");
    }
    let two = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n");
    assert!(matches!(ask(served.address, &two, b"").status, 400 | 421));
    let token = served.token();
    let body = format!("token={token}&text=deaths+12");
    for (headers, status) in [
        (String::new(), 200),
        (format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"), 200),
        ("Origin: http://evil.example\r\n".to_owned(), 403),
        ("Origin: null\r\n".to_owned(), 403),
        (format!("Origin: https://127.0.0.1:{port}\r\n"), 403),
        ("Sec-Fetch-Site: cross-site\r\n".to_owned(), 403),
        ("Sec-Fetch-Site: same-site\r\n".to_owned(), 403),
    ] {
        assert_eq!(served.post("/draft", &headers, &body).status, status, "{headers}");
    }
    for body in ["text=deaths+12", "token=&text=a", &format!("token={}&text=a", "0".repeat(32))] {
        assert_eq!(served.post("/draft", "", body).status, 403, "{body}");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let head = format!("{method} / HTTP/1.1\r\nHost: {}\r\n", served.address);
        assert_eq!(ask(served.address, &head, b"").status, 405, "{method}");
    }
}

#[test]
fn what_is_too_much_is_refused_and_nothing_ends_the_server() {
    let served = Served::of(CORPUS, None);
    let token = served.token();
    let long = format!("token={token}&text={}", "a".repeat(MOST_BODY));
    assert_eq!(served.post("/draft", "", &long).status, 413);
    let claimed =
        format!("POST /draft HTTP/1.1\r\nHost: {}\r\nContent-Length: 99999999999\r\n", served.address);
    assert_eq!(ask(served.address, &claimed, b"token=").status, 413);
    let chunked =
        format!("POST /draft HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n", served.address);
    let chunks = format!("{:x}\r\n{}\r\n0\r\n\r\n", MOST_BODY + 1, "a".repeat(MOST_BODY + 1));
    assert_eq!(ask(served.address, &chunked, chunks.as_bytes()).status, 413);
    assert_eq!(served.get(&format!("/fact/{}", "a".repeat(600))).status, 414);
    assert!(matches!(served.get(&format!("/{}", "a".repeat(100_000))).status, 0 | 414 | 431 | 400));
    for target in [
        "/fact/",
        "/fact/%FF%FE",
        "/fact/%00",
        "/fact/%0A%0A",
        "/fact/deaths%20%20%20in",
        "/fact/%22",
        "/fact/deaths%20on%2099999999999999-99-99",
        "/fact/%E2%80%AEdeaths",
        "/series/[a:b",
        "/source/%",
        "/source/..%2F..%2Fetc%2Fpasswd",
        "/rule/%F0%9F%92%A9",
        "/search?q=%00%00&q=b",
        "/search",
        "/?%%%",
        "//",
        "/fact?q=",
    ] {
        let answered = served.get(target);
        assert!(matches!(answered.status, 200 | 400 | 404), "{target}: {}", answered.status);
    }
    for raw in [
        "\r\n",
        "GET\r\n",
        "\u{1}\u{2}\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n",
    ] {
        let answered = ask(served.address, raw, b"");
        assert!(answered.status == 0 || answered.status >= 400, "{raw:?}: {}", answered.status);
    }
    assert_eq!(served.get("/").status, 200, "it still answers");
}

#[test]
fn a_draft_is_answered_and_kept_nowhere() {
    let served = Served::of(CORPUS, None);
    let token = served.token();
    let sent = |text: &str| {
        let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let answered = served.post("/draft", "", &format!("token={token}&text={text}"));
        assert_eq!(answered.status, 200);
        answered.body
    };
    let before = served.get("/").body;
    let claims = sent("deaths 8 in \"Port Aldo\" on 2024-03-06 by \"Health Ministry\"");
    assert!(claims.contains("C105 cumulative-decrease"), "{claims}");
    assert!(claims.contains("href=\"/fact/deaths%20in%20Port%20Aldo%20on%202024-03-06\""), "{claims}");
    let article =
        sent("# The toll\n\nIt fell.\n\n```claims\ndeaths 8 in \"Port Aldo\" on 2024-03-06 by X\n```\n");
    assert!(article.contains("C105"), "{article}");
    let prose =
        sent("The Health Ministry said that deaths in Port Aldo had risen <script>alert(1)</script>.");
    assert!(
        prose.contains("No claim was read in this") && prose.contains("/source/Health%20Ministry"),
        "{prose}"
    );
    assert!(!prose.contains("<script>alert"), "{prose}");
    let agrees = sent("deaths 20 in \"Port Aldo\" on 2024-03-05 by X");
    assert!(!agrees.contains("class=\"error\""), "{agrees}");
    let misspelt = sent("deaths 8 in \"Prot Aldo\" on 2024-03-06 by \"Health Ministry\"");
    assert!(misspelt.contains("says nothing of Prot Aldo; did you mean Port Aldo?"), "{misspelt}");
    assert_eq!(served.get("/").body, before, "nothing is kept");
}

#[test]
fn findings_are_accepted_only_with_a_token_and_a_reason_and_where_that_is_asked_for() {
    let written: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&written);
    let append = move |statement: &str| {
        kept.lock().expect("one test").push(statement.to_owned());
        Ok(())
    };
    let served = Served::of(CORPUS, Some(Box::new(append)));
    let page = served.get("/").body;
    let (_, rest) = page.split_once("name=\"finding\" value=\"").expect("a finding can be accepted");
    let finding = rest.split('"').next().unwrap_or_default();
    let token = served.token();
    for (body, status) in [
        (format!("finding={finding}&because=so"), 403),
        (format!("token=wrong&finding={finding}&because=so"), 403),
        (format!("token={token}&finding={finding}&because=++"), 409),
        (format!("token={token}&finding=nothing&because=so"), 409),
        (format!("token={token}&finding={finding}"), 409),
        (format!("token={token}&finding={finding}&because={}", "a".repeat(501)), 409),
    ] {
        assert_eq!(served.post("/accept", "", &body).status, status, "{body}");
    }
    assert_eq!(served.get(&format!("/accept?token={token}&finding={finding}&because=so")).status, 404);
    assert!(written.lock().expect("one test").is_empty());
    let reason = "other+%22cut-off%22%0Aaccept+finding+%22x%22+because+%22y%22";
    let answered = served.post("/accept", "", &format!("token={token}&finding={finding}&because={reason}"));
    assert_eq!(answered.status, 303, "{}", answered.body);
    let line = written.lock().expect("one test").join("\n");
    assert_eq!(line.lines().count(), 1, "{line}");
    assert!(
        line.starts_with(&format!("accept finding \"{finding}\" because \"other \\\"cut-off\\\" accept")),
        "{line}"
    );
    served.site.publish(edition(&format!("{CORPUS}{line}\n")));
    let page = served.get("/").body;
    assert!(!page.contains(&format!("id=\"f-{finding}\"")) && page.contains("id=\"accepted\""), "{page}");
    let read_only = Served::of(CORPUS, None);
    let token = read_only.token();
    let body = format!("token={token}&finding={finding}&because=so");
    assert_eq!(read_only.post("/accept", "", &body).status, 403);
    assert!(!read_only.get("/").body.contains("action=\"/accept\""));
}

#[test]
fn text_of_a_corpus_is_harmless_on_every_page() {
    let evil = "define measure deaths\n    kind level\n\
        @a deaths 10 in \"<script>alert(1)</script>\" on 2024-03-01 by \"<img src=x onerror=alert(2)>\"\n    <https://example.org/\"onmouseover=\"alert(3)>\n\
        @b deaths 14 in \"<script>alert(1)</script>\" on 2024-03-01 by \"\u{202E}evil {{ 7 * 7 }} '\\\"/..\"\n    <javascript:alert(4)>\n";
    let served = Served::of(evil, None);
    let mut pages = vec![
        "/".to_owned(),
        "/sources".to_owned(),
        "/search?q=script".to_owned(),
        "/search?q=evil".to_owned(),
    ];
    let mut at = 0;
    while at < pages.len() {
        let page = served.get(&pages[at]).body;
        for bad in ["<script>alert", "<img", "href=\"javascript", "\u{202E}", "onmouseover=\"alert"] {
            assert!(!page.contains(bad), "{} has {bad}: {page}", pages[at]);
        }
        for rest in page.split("href=\"/").skip(1) {
            let link = format!("/{}", rest.split(['"', '#']).next().unwrap_or_default());
            let is_of_corpus = ["/fact/", "/series/", "/source/"].iter().any(|of| link.starts_with(of));
            if is_of_corpus && !pages.contains(&link) {
                pages.push(link);
            }
        }
        at += 1;
    }
    assert!(pages.len() > 8, "{pages:?}");
}

#[test]
fn another_edition_is_seen_and_so_is_trouble() {
    let served = Served::of(CORPUS, None);
    let first = served.get("/edition").body;
    assert!(served.get("/").body.contains(&format!("data-edition=\"{}\"", first.trim())));
    served.site.publish(edition("deaths 1 in Newtown on 2024-03-01 by X\n"));
    let second = served.get("/edition").body;
    assert_ne!(first, second);
    assert!(served.get("/search?q=newtown").body.contains("Newtown"));
    assert_eq!(served.get("/fact/deaths%20in%20Port%20Aldo").status, 404);
    served.site.warn("The files cannot be read.");
    assert_ne!(served.get("/edition").body, second);
    assert!(served.get("/").body.contains("The files cannot be read."));
}

#[test]
fn any_request_is_answered() {
    let site = Site::new(edition(CORPUS), None).expect("random bytes");
    const PARTS: [&str; 34] = [
        "deaths",
        "in",
        "Port Aldo",
        "\"Port",
        "\"",
        "on",
        "2024-03-01",
        "5",
        "March",
        "from",
        "to",
        "by",
        "Reuters",
        "via",
        "[",
        "]",
        ":",
        "{",
        "}",
        "expected",
        "event",
        "quote",
        "of",
        "%",
        "\u{0}",
        "\u{202E}",
        "\n",
        "<script>",
        "\\",
        "𝛑",
        "as of",
        "99999999999999999999",
        "between",
        "\u{FFFF}",
    ];
    // A sequence of Lehmer's: the same at each run.
    let mut state = 48_271_u64;
    let mut next = |below: usize| {
        state = state * 48_271 % 0x7FFF_FFFF;
        (state % below as u64) as usize
    };
    for _ in 0..400 {
        let count = next(7);
        let words: Vec<&str> = (0..count).map(|_| PARTS[next(PARTS.len())]).collect();
        let text = words.join(if next(4) == 0 { "" } else { " " });
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let raw: String = text.chars().filter(char::is_ascii_graphic).collect();
        let encoded = encoded.replace('+', "%20");
        for target in [
            format!("/fact/{encoded}"),
            format!("/series?q={encoded}"),
            format!("/source/{encoded}"),
            format!("/{raw}"),
        ] {
            let request = Request {
                method: Method::Get,
                target: target.clone(),
                host: "127.0.0.1:80".to_owned(),
                origin: None,
                fetch_site: None,
                body: Vec::new(),
            };
            let answered = site.answer(&request, 80);
            assert!(matches!(answered.status, 200 | 400 | 404), "{target:?}: {}", answered.status);
            assert!(!answered.body.contains("<script>") && !answered.body.contains('\u{202E}'), "{target:?}");
        }
    }
}

/// The program, which is killed if it has not ended.
struct Running {
    child: Child,
    /// Kept open, so that what is printed later does not fail.
    _out: BufReader<ChildStdout>,
}

impl Running {
    fn of(folder: &Folder, arguments: &[&str]) -> (Self, SocketAddr) {
        let mut command = folder.gainsay(&["serve", "--port", "0", "--today", "2024-12-31"]);
        let mut child =
            command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let mut out = BufReader::new(child.stdout.take().expect("it has an output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it says where it is");
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address
            .and_then(|address| address.parse().ok())
            .unwrap_or_else(|| panic!("an address: {line:?}"));
        (Self { child, _out: out }, address)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn page(address: SocketAddr, target: &str) -> String {
    ask(address, &format!("GET {target} HTTP/1.1\r\nHost: {address}\r\n"), b"").body
}

/// Waits until a page says something.
fn until(address: SocketAddr, target: &str, says: impl Fn(&str) -> bool) -> String {
    let start = Instant::now();
    loop {
        let page = page(address, target);
        if says(&page) {
            return page;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{target} never says it: {page}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_change_of_a_file_is_seen_and_an_acceptance_written() {
    let folder = Folder::new(&[
        ("desk/a.claims", CORPUS),
        ("desk/gainsay.toml", "acceptances = \"accepted.claims\"\n"),
    ]);
    let (_running, address) = Running::of(&folder, &["--write", "desk"]);
    let first = page(address, "/");
    assert!(first.contains("C101"), "{first}");
    folder.write("desk/more/b.claims", b"deaths 3 in Newtown on 2024-03-01 by X\n");
    until(address, "/search?q=newtown", |page| page.contains("/series/in%20Newtown"));
    folder.write("desk/gainsay.toml", b"acceptances = 1\n");
    until(address, "/", |page| page.contains("cannot be read as they are now") && page.contains("C101"));
    folder.write("desk/gainsay.toml", b"acceptances = \"accepted.claims\"\n");
    let page = until(address, "/", |page| !page.contains("cannot be read as they are now"));
    let value = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a form");
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let body = format!("token={}&finding={}&because=another+cut-off", value("token"), value("finding"));
    let head = format!("POST /accept HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\n", body.len());
    assert_eq!(ask(address, &head, body.as_bytes()).status, 303);
    until(address, "/", |page| page.contains("another cut-off"));
    let written = folder.read("desk/accepted.claims");
    assert_eq!(written, format!("accept finding \"{}\" because \"another cut-off\"\n", value("finding")));
}

#[test]
fn what_cannot_be_served_is_told_at_the_start() {
    let folder = Folder::new(&[
        ("a.claims", CORPUS),
        ("other/gainsay.toml", "acceptances = \"../x.claims\"\n"),
        ("other/b.claims", CORPUS),
    ]);
    let (_running, address) = Running::of(&folder, &["a.claims"]);
    let port = address.port().to_string();
    for (arguments, status, says) in [
        (&["serve", "--port", &port, "a.claims"][..], 2, "is taken"),
        (&["serve", "--port", "0", "-"], 2, "standard input"),
        (&["serve", "--port", "0", "none.claims"], 3, "there is no such file"),
        (&["serve", "--port", "0", "--write", "a.claims"], 2, "acceptances = \"accepted.claims\""),
        (&["serve", "--port", "0", "--write", "other"], 2, "outside the settings' folder"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, status, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_when_it_is_interrupted() {
    let folder = Folder::new(&[("a.claims", CORPUS)]);
    for signal in ["INT", "TERM"] {
        let (mut running, address) = Running::of(&folder, &["a.claims"]);
        assert!(page(address, "/").contains("C101"));
        let sent =
            std::process::Command::new("kill").args(["-s", signal, &running.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()));
        assert_eq!(running.child.wait().expect("it ends").code(), Some(0), "{signal}");
        assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
    }
}
