//! The answer to a query, for reading.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::pretty::Sections;
use super::summary::grouped_plural;
use super::visible::with_visible_controls;
use crate::query::{Answer, Bound, Carried, FactAnswer, Said, Standing};

/// How many claims of one value are listed.
const MAX_CLAIMS: usize = 6;

/// How many values are listed that do not stand any more.
const MAX_OLD: usize = 5;

/// Writes an answer for reading.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn answer(out: &mut dyn Write, answer: &Answer, options: RenderOptions) -> io::Result<()> {
    let mut text = String::new();
    for fact in &answer.facts {
        fact_answer(&mut text, fact, options);
        text.push('\n');
    }
    if answer.facts.is_empty() {
        text.push_str("Nothing is said of this.\n\n");
    }
    let mut notes = Vec::new();
    if answer.more > 0 {
        notes.push(format!(
            "{} not shown: name a day, or see `gainsay timeline`",
            grouped_plural(answer.more, "earlier or other fact")
        ));
    }
    if answer.unread > 0 {
        notes.push(format!(
            "{} could not be read and may say more; `gainsay check` says why",
            grouped_plural(answer.unread, "statement")
        ));
    }
    let mut sections = Sections { out: &mut text, options };
    sections.add("note", &notes);
    let related = answer.related.iter().map(|related| {
        let query = related.query.replace('\'', "’");
        format!("  gainsay ask '{query}'   {}", grouped_plural(related.claims, "claim"))
    });
    let related: Vec<String> = related.collect();
    if !related.is_empty() {
        sections.add("also", &["said of parts of it, and of the like elsewhere:"]);
        sections.add("", &related);
    }
    out.write_all(text.as_bytes())
}

fn fact_answer(out: &mut String, fact: &FactAnswer, options: RenderOptions) {
    let when = if fact.when.is_empty() { String::new() } else { format!(" {}", fact.when) };
    let title = with_visible_controls(&format!("{}{when}", fact.about)).into_owned();
    for line in super::wrap::wrap(&title, options.width) {
        out.push_str(&format!("{}\n", options.paint(TextRole::Strong, line)));
    }
    for AnswerSection { head, lines, is_indented } in answer_sections(fact) {
        let mut sections = Sections { out: &mut *out, options };
        if is_indented {
            let lines: Vec<(usize, String)> =
                lines.into_iter().map(|line| (line.indent, line.text)).collect();
            sections.add_indented(head, &lines);
        } else {
            let lines: Vec<String> = lines.into_iter().map(|line| line.text).collect();
            sections.add(head, &lines);
        }
    }
}

/// A line of an answer.
pub(super) struct AnswerLine {
    pub(super) indent: usize,
    pub(super) text: String,
    /// The address that it gives, where it is one.
    pub(super) url: Option<String>,
}

impl AnswerLine {
    const fn new(indent: usize, text: String) -> Self {
        Self { indent, text, url: None }
    }
}

/// A part of an answer: its heading, and its lines.
pub(super) struct AnswerSection {
    pub(super) head: &'static str,
    pub(super) lines: Vec<AnswerLine>,
    /// Whether some lines belong to the one above them.
    is_indented: bool,
}

/// The parts of an answer that say something.
pub(super) fn answer_sections(fact: &FactAnswer) -> Vec<AnswerSection> {
    let flat = |head, lines: Vec<String>| AnswerSection {
        head,
        lines: lines.into_iter().map(|line| AnswerLine::new(0, line)).collect(),
        is_indented: false,
    };
    let outside = fact.outside.iter().map(|outside| {
        let cause = outside.cause.as_ref().map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{}, by {}{cause}", outside.value, outside.source)
    });
    let bound = |bound: &Bound| format!("{}: {}", bound.text, bound.why);
    let (fitting, others): (Vec<&Bound>, Vec<&Bound>) = fact.bounds.iter().partition(|bound| bound.fits);
    let mut sections = vec![
        AnswerSection { head: "said", lines: said(fact), is_indented: true },
        flat("most", most(fact).into_iter().collect()),
        flat("odd", outside.collect()),
        flat("so", fitting.into_iter().map(bound).collect()),
        flat("yet", others.into_iter().map(bound).collect()),
        flat("print", fact.wording.iter().cloned().collect()),
        flat("but", fact.cautions.clone()),
    ];
    sections.retain(|section| !section.lines.is_empty());
    sections
}

/// What most of several sources agree on.
fn most(fact: &FactAnswer) -> Option<String> {
    let Some(agreement) = &fact.agreement else {
        let standing = fact.said.iter().filter(|said| said.standing == Standing::Current).count();
        return (standing > 1).then(|| "no majority: as many hold to one value as to another".to_owned());
    };
    if agreement.of < 2 {
        return None;
    }
    let by = agreement.by.join(", ");
    let all = if agreement.sources == agreement.of { "all " } else { "" };
    let of = if agreement.sources == agreement.of {
        grouped_plural(agreement.of, "independent source")
    } else {
        format!("{} of {}", agreement.sources, grouped_plural(agreement.of, "independent source"))
    };
    let fits = if agreement.sources == 1 { "is what" } else { "fits what" };
    let say = if agreement.sources == 1 { "says" } else { "say" };
    Some(if agreement.text.is_empty() {
        format!("what {all}{of} {say} can be true together ({by})")
    } else {
        format!("{} {fits} {all}{of} {say} ({by})", agreement.text)
    })
}

/// What each source says: a line for the value and its source, then those of each claim.
fn said(fact: &FactAnswer) -> Vec<AnswerLine> {
    if fact.said.is_empty() {
        let nothing = AnswerLine::new(0, "nobody speaks of this time".to_owned());
        let nearest = fact.nearest.iter().map(|nearest| AnswerLine::new(0, format!("nearest: {nearest}")));
        return std::iter::once(nothing).chain(nearest).collect();
    }
    let is_old = |said: &&Said| matches!(said.standing, Standing::Superseded | Standing::Retracted);
    let (old, standing): (Vec<&Said>, Vec<&Said>) = fact.said.iter().partition(is_old);
    let mut lines = Vec::new();
    for said in standing.iter().chain(old.iter().take(MAX_OLD)) {
        let state = match said.standing {
            Standing::Current => "",
            Standing::Undecided => "  (or another: its relays differ)",
            Standing::Superseded => "  (superseded)",
            Standing::Retracted => "  (retracted)",
        };
        lines.push(AnswerLine::new(0, format!("{}, by {}{state}", said.value, said.source)));
        for claim in said.claims.iter().take(MAX_CLAIMS) {
            lines.push(AnswerLine::new(2, carried(claim)));
            lines.extend(claim.url.iter().map(|url| AnswerLine {
                indent: 4,
                text: format!("<{url}>"),
                url: Some(url.clone()),
            }));
            let details = claim.details.iter().map(|(key, text)| format!("{key}: {text}"));
            lines.extend(details.map(|text| AnswerLine::new(4, text)));
        }
        if said.claims.len() > MAX_CLAIMS {
            let more = grouped_plural(said.claims.len() - MAX_CLAIMS, "more claim");
            lines.push(AnswerLine::new(2, format!("and {more}")));
        }
    }
    if old.len() > MAX_OLD {
        let more = grouped_plural(old.len() - MAX_OLD, "more value");
        lines.push(AnswerLine::new(0, format!("and {more} that no longer stand")));
    }
    lines
}

/// `via Reuters, said 19 October 2020, published 20 October 2020, a.claims:12`.
fn carried(claim: &Carried) -> String {
    let mut parts = Vec::new();
    let via: Vec<String> = claim.via.iter().map(|relay| format!("via {relay}")).collect();
    if !via.is_empty() {
        parts.push(via.join(" "));
    }
    if let Some(said) = &claim.said {
        parts.push(format!("said {said}"));
    }
    if let Some(published) = &claim.published {
        parts.push(format!("published {published}"));
    }
    if claim.tally {
        parts.push("computed from other claims".to_owned());
    }
    parts.push(claim.place.clone());
    parts.join(", ")
}
