//! What is asked of the server, and which page answers it.

use std::fmt;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use super::acceptance;
use super::draft;
use super::edition::Edition;
use super::guard::{is_token, refusal};
use super::request::{MOST_BODY, MOST_QUERY, Method, Request, Response};
use crate::report::{self, DraftPage, Live, ReportView};
use crate::rules;

/// How many names a search shows, and how many of a draft in which no claim was read.
const HITS: usize = 12;
const NAMED: usize = 20;

/// Appends a statement to the file of acceptances, or says why it cannot.
pub type Append = Box<dyn Fn(&str) -> Result<(), String> + Send + Sync>;

/// Everything that the pages need.
pub struct Site {
    shown: RwLock<Shown>,
    /// What proves that a form comes from one of the server's pages.
    token: String,
    append: Option<Append>,
}

/// What is shown.
struct Shown {
    edition: Arc<Edition>,
    /// Counts the states shown, so that a page can see that there is a newer one.
    number: u64,
    /// Why it may be out of date.
    trouble: Option<String>,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("token", &"…").finish_non_exhaustive()
    }
}

impl Site {
    /// The pages of an edition. Findings can be accepted if there is something that appends acceptances.
    ///
    /// # Errors
    /// If the system gives no random bytes, of which the token is made.
    pub fn new(edition: Edition, append: Option<Append>) -> io::Result<Self> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self {
            shown: RwLock::new(Shown { edition: Arc::new(edition), number: 1, trouble: None }),
            token: random.iter().map(|byte| format!("{byte:02x}")).collect(),
            append,
        })
    }

    /// Shows another edition from now on.
    pub fn publish(&self, edition: Edition) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        *shown = Shown { edition: Arc::new(edition), number: shown.number + 1, trouble: None };
    }

    /// Says on every page why what it shows may be out of date.
    pub fn warn(&self, trouble: &str) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown.number += 1;
        shown.trouble = Some(trouble.to_owned());
    }

    /// Answers a request that came to a port.
    #[must_use]
    pub fn answer(&self, request: &Request, port: u16) -> Response {
        if let Some(refused) = refusal(request, port) {
            return refused;
        }
        let (edition, number, trouble) = {
            let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
            (Arc::clone(&shown.edition), shown.number.to_string(), shown.trouble.clone())
        };
        let live = Live {
            edition: number,
            token: &self.token,
            is_writable: self.append.is_some(),
            trouble: trouble.as_deref(),
            today: &edition.settings.today,
        };
        let asked = Asked { site: self, edition: &edition, live, request };
        asked
            .answer()
            .unwrap_or_else(|error| Response::plain(500, &format!("this page cannot be made: {error}")))
    }
}

/// A request with what answers it.
struct Asked<'a> {
    site: &'a Site,
    edition: &'a Edition,
    live: Live<'a>,
    request: &'a Request,
}

impl Asked<'_> {
    fn answer(&self) -> io::Result<Response> {
        let Some(path) = self.request.path() else {
            return self.message(400, "This address cannot be read", &[]);
        };
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if self.request.method == Method::Post {
            return match path[..] {
                ["draft"] => self.draft(self.request.sent("text").as_deref()),
                ["accept"] => self.accept(),
                _ => self.message(404, "Nothing can be sent here", &[]),
            };
        }
        let query = || self.request.asked("q").unwrap_or_default();
        match path[..] {
            ["" | "index.html"] => self.findings(),
            ["fact", asked] => self.fact(asked),
            ["fact"] => self.fact(&query()),
            ["series", asked] => self.series(asked),
            ["series"] => self.series(&query()),
            ["source", name] => self.source(name),
            ["sources"] => page(report::sources_page(&self.live, &self.edition.overview.sources)),
            ["rule", name] => self.rule(name),
            ["rules"] => page(report::rules_page(&self.live, &self.edition.view())),
            ["search"] => self.search(&query()),
            ["draft"] => self.draft(None),
            ["edition"] => Ok(Response::plain(200, &self.live.edition)),
            ["style.css"] => Ok(Response::asset("text/css; charset=utf-8", report::STYLE)),
            ["filter.js"] => Ok(Response::asset("text/javascript; charset=utf-8", report::FILTER_SCRIPT)),
            ["live.js"] => Ok(Response::asset("text/javascript; charset=utf-8", report::LIVE_SCRIPT)),
            _ => self.message(404, "There is no such page", &[]),
        }
    }

    /// The page of all findings: made once for an edition, unless it also has to say why it may be out
    /// of date.
    fn findings(&self) -> io::Result<Response> {
        if self.live.trouble.is_some() {
            return page(report::findings_page(&self.live, &self.edition.view()));
        }
        if let Some(made) = self.edition.findings.get() {
            return Ok(Response::page(200, made.clone()));
        }
        let made = report::findings_page(&self.live, &self.edition.view())?;
        Ok(Response::page(200, self.edition.findings.get_or_init(|| made).clone()))
    }

    fn fact(&self, query: &str) -> io::Result<Response> {
        if let Some(refused) = self.no_query(query)? {
            return Ok(refused);
        }
        match self.edition.answer(query) {
            Ok((answer, series)) => {
                page(report::answer_page(&self.live, &self.edition.view(), &answer, &series))
            }
            Err(problems) => {
                Ok(Response::page(404, report::problem_page(&self.live, false, query, &problems)?))
            }
        }
    }

    fn series(&self, query: &str) -> io::Result<Response> {
        if let Some(refused) = self.no_query(query)? {
            return Ok(refused);
        }
        match self.edition.timeline(query) {
            Ok(timeline) => page(report::series_page(&self.live, &self.edition.view(), &timeline)),
            Err(problems) => {
                Ok(Response::page(404, report::problem_page(&self.live, true, query, &problems)?))
            }
        }
    }

    /// Why a text is no query at all.
    fn no_query(&self, query: &str) -> io::Result<Option<Response>> {
        if query.chars().count() > MOST_QUERY {
            let why = format!("A query has at most {MOST_QUERY} characters.");
            return self.message(414, "This query is too long", &[why]).map(Some);
        }
        if query.trim().is_empty() {
            let how = "A query is a claim without its value: death toll in Spain on 24 May 2020.".to_owned();
            return self.message(400, "Nothing is asked", &[how]).map(Some);
        }
        Ok(None)
    }

    fn source(&self, name: &str) -> io::Result<Response> {
        let Some(source) = self.edition.directory.source(name) else {
            let near = self.edition.directory.search(name, HITS);
            return Ok(Response::page(404, report::search_page(&self.live, name, &near)?));
        };
        let (list, series) = (&self.edition.overview.sources, self.edition.series_of_source(&source.name));
        page(report::source_page(&self.live, &self.edition.view(), list, &source.name, &series))
    }

    fn rule(&self, name: &str) -> io::Result<Response> {
        match rules::by_name(&name.to_lowercase()) {
            Some(rule) => page(report::rule_page(&self.live, &self.edition.view(), rule)),
            None => self.message(404, "There is no such rule", &[]),
        }
    }

    fn search(&self, typed: &str) -> io::Result<Response> {
        let typed: String = typed.chars().take(MOST_QUERY).collect();
        page(report::search_page(&self.live, &typed, &self.edition.directory.search(&typed, HITS)))
    }

    fn draft(&self, text: Option<&str>) -> io::Result<Response> {
        let text = text.unwrap_or_default();
        let empty =
            DraftPage { text, most: MOST_BODY / 4, found: None, claims: &[], unheard: &[], named: &[] };
        if self.request.method == Method::Post && !self.has_token() {
            return self.without_token();
        }
        if text.trim().is_empty() {
            return page(report::draft_page(&self.live, &empty));
        }
        let found = draft::against(self.edition, text);
        let view = ReportView::new(&found.report, &found.sources, rules::ALL, None).gravest_first();
        let named = self.edition.directory.named_in(text, NAMED);
        let full = DraftPage {
            found: Some(&view),
            claims: &found.claims,
            unheard: &found.unheard,
            named: &named,
            ..empty
        };
        page(report::draft_page(&self.live, &full))
    }

    fn accept(&self) -> io::Result<Response> {
        let Some(append) = &self.site.append else {
            let how = "gainsay serve --write lets findings be accepted.".to_owned();
            return self.message(403, "This is read-only", &[how]);
        };
        if !self.has_token() {
            return self.without_token();
        }
        let sent = |name| self.request.sent(name).unwrap_or_default();
        let statement = acceptance::statement(&self.edition.report, &sent("finding"), &sent("because"));
        match statement.and_then(|statement| append(&statement)) {
            Ok(()) => Ok(Response::see("/#accepted".to_owned())),
            Err(why) => self.message(409, "It was not accepted", &[why]),
        }
    }

    fn has_token(&self) -> bool {
        is_token(self.request.sent("token").as_deref(), &self.site.token)
    }

    fn without_token(&self) -> io::Result<Response> {
        let how =
            "Load the page again: gainsay was started anew since, or the form is not its own.".to_owned();
        self.message(403, "This was not sent from a page of this server", &[how])
    }

    fn message(&self, status: u16, title: &str, lines: &[String]) -> io::Result<Response> {
        Ok(Response::page(status, report::message_page(&self.live, title, lines)?))
    }
}

fn page(made: io::Result<String>) -> io::Result<Response> {
    made.map(|body| Response::page(200, body))
}
