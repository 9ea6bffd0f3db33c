//! What all pages have in common: the templates, and what stands around the body of a page.

use std::io;
use std::sync::LazyLock;

use minijinja::value::Serde;
use minijinja::{Environment, Error, Value, context};
use serde::Serialize;

use crate::report::visible::with_visible_controls;
use crate::source::is_hidden;

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("style.css");

/// The script that filters findings and goes from one to the next.
pub const FILTER_SCRIPT: &str = include_str!("filter.js");

/// The script that keeps a page up to date, searches while somebody types, and checks a draft.
pub const LIVE_SCRIPT: &str = include_str!("live.js");

/// What a page that is served has, and one in a file does not have.
#[derive(Clone, Debug, Serialize)]
pub struct Live<'a> {
    /// Which state of the corpus it shows.
    pub edition: String,
    /// What proves to the server that a form comes from one of its own pages.
    pub token: &'a str,
    /// Whether findings can be accepted.
    pub is_writable: bool,
    /// Why the page may be out of date.
    pub trouble: Option<&'a str>,
    /// Today, as the check took it.
    pub today: &'a str,
}

/// The templates. The end of a name turns the escaping on.
static TEMPLATES: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    for (name, text) in [
        ("frame.html", include_str!("frame.html")),
        ("finding.html", include_str!("finding.html")),
        ("sources.html", include_str!("sources.html")),
        ("ask.html", include_str!("ask.html")),
        ("figure.html", include_str!("figure.html")),
        ("findings.html", include_str!("findings.html")),
        ("answer.html", include_str!("answer.html")),
        ("source.html", include_str!("source.html")),
        ("rule.html", include_str!("rule.html")),
        ("search.html", include_str!("search.html")),
        ("draft.html", include_str!("draft.html")),
        ("message.html", include_str!("message.html")),
    ] {
        environment.add_template(name, text)?;
    }
    Ok(environment)
});

/// The page that a template makes of some values.
pub(super) fn render(
    template: &str,
    title: &str,
    live: Option<&Live<'_>>,
    body: Value,
) -> io::Result<String> {
    let templates = TEMPLATES.as_ref().map_err(io::Error::other)?;
    let template = templates.get_template(template).map_err(io::Error::other)?;
    let frame = context! {
        version => env!("CARGO_PKG_VERSION"),
        title => with_visible_controls(title),
        live => live.map(|live| Value::from(Serde(live))),
        today => live.map(|live| live.today),
        skip => ("main", "Skip to what the page says"),
    };
    // What the page itself says takes precedence over what the frame says.
    let text = template.render(context! { ..body, ..frame }).map_err(io::Error::other)?;
    Ok(format!("{}\n", text.trim_start()))
}

/// A page with some lines and nothing else.
///
/// # Errors
/// If the page cannot be made.
pub fn message_page(live: &Live<'_>, title: &str, lines: &[String]) -> io::Result<String> {
    let lines: Vec<String> = lines.iter().map(|line| shown(line)).collect();
    render("message.html", title, Some(live), context! { lines })
}

/// A text as a page shows it: with every character visible, and without the backticks around names.
pub(super) fn shown(text: &str) -> String {
    with_visible_controls(&text.replace('`', "")).into_owned()
}

/// What was typed, as a form shows it again: as it is, but without what cannot be seen.
pub(super) fn typed(query: &str) -> String {
    query.chars().filter(|&c| !is_hidden(c)).collect()
}
