//! Turns problems of reading into findings; each is reported by the rule of its kind.

use crate::corpus::Corpus;
use crate::finding::{Cited, Finding, Problem, ProblemKind, Standing};
use crate::model::claim::Claim;
use crate::model::register::{QUOTE_KEY, is_event_key};
use crate::phrasing::{Context, Findings};
use crate::source::{Place, Source, Span};

/// How many lines before and after a problem are searched for the ends of its statement; what is longer is shown in part.
const MAX_LINES: u32 = 200;

/// Reports every problem of a kind.
pub(crate) fn report(context: &Context<'_>, findings: &mut Findings, kind: ProblemKind) {
    for problem in of(context, kind) {
        report_one(context, findings, problem);
    }
}

/// Reports every problem of a kind as a contradiction of its claim with itself: the claim is both core and repair.
pub(crate) fn report_slips(context: &Context<'_>, findings: &mut Findings, kind: ProblemKind) {
    for problem in of(context, kind) {
        let claim = claim_around(context.corpus, problem.at);
        if claim.is_some_and(|at| context.corpus.is_taken_back(at)) {
            continue;
        }
        let finding = report_one(context, findings, problem);
        finding.standing = Some(Standing::Slip);
        if let Some(cited) = finding.claims.first_mut() {
            (cited.core, cited.repair, cited.suspect) = (true, true, true);
        }
    }
}

/// The problems of a kind, by place, without those in the prelude, which a user could not fix.
pub(crate) fn of<'a>(context: &Context<'a>, kind: ProblemKind) -> impl Iterator<Item = &'a Problem> {
    let files = context.sources.len();
    let wanted = move |problem: &&Problem| problem.kind == kind && (problem.at.file.0 as usize) < files;
    context.corpus.problems().iter().filter(wanted)
}

/// Reports one problem as a finding at the statement that contains it.
pub(crate) fn report_one<'f>(
    context: &Context<'_>,
    findings: &'f mut Findings,
    problem: &Problem,
) -> &'f mut Finding {
    let cited = cite(context, problem.at, &problem.label);
    let finding = findings.report(cited.place, problem.at.span, problem.message.clone());
    finding.help.clone_from(&problem.help);
    finding.claims.push(cited);
    for (place, label) in &problem.others {
        finding.claims.push(cite(context, *place, label));
    }
    finding
}

/// A place as a finding shows it: the statement around it, with the id of its claim if there is one.
pub(crate) fn cite(context: &Context<'_>, at: Place, label: &str) -> Cited {
    let source = context.sources.get(at.file);
    let (place, id) = match claim_around(context.corpus, at) {
        Some(claim) => (context.corpus.claim(claim).place, context.words().id(claim)),
        None => {
            let span = unread_around(context.corpus, at).unwrap_or_else(|| statement_around(source, at.span));
            (Place { span, ..at }, format!("{}:{}", source.name(), source.line_of(span.start)))
        }
    };
    Cited { id, place, mark: at.span, label: label.to_owned(), core: false, repair: false, suspect: false }
}

/// The unreadable statement that contains a place.
fn unread_around(corpus: &Corpus, at: Place) -> Option<Span> {
    let unread = &corpus.model.unread;
    let after = unread.partition_point(|place| (place.file, place.span.start) <= (at.file, at.span.start));
    let place = unread.get(after.checked_sub(1)?)?;
    (place.file == at.file && at.span.end <= place.span.end).then_some(place.span)
}

/// The first claim of the statement at a place.
pub(crate) fn claim_around(corpus: &Corpus, at: Place) -> Option<u32> {
    let claims = corpus.claims();
    let start = |place: Place| (place.file, place.span.start);
    let after = claims.partition_point(|claim| start(claim.place) <= start(at));
    let place = claims.get(after.checked_sub(1)?)?.place;
    let holds = place.file == at.file && at.span.end <= place.span.end;
    if holds { corpus.claims_at(place).next() } else { None }
}

/// The lines of the statement around a span: from column one to the last indented line.
pub(crate) fn statement_around(source: &Source, span: Span) -> Span {
    let start_line = source.line_of(span.start);
    let count = source.lines().len() as u32;
    let begins_statement = |&line: &u32| {
        let text = source.line(line);
        !text.is_empty() && !text.starts_with([' ', '\t', '#'])
    };
    let first = (start_line.saturating_sub(MAX_LINES).max(1)..=start_line)
        .rev()
        .find(begins_statement)
        .unwrap_or(start_line);
    let mut last = start_line;
    for line in start_line + 1..=count.min(start_line.saturating_add(MAX_LINES)) {
        let text = source.line(line);
        let content = text.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if content.len() == text.len() {
            break;
        }
        last = line;
    }
    let start = |line: u32| source.lines().get(line as usize - 1).copied().unwrap_or(0);
    let byte_order_mark =
        if source.line(first).starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() as u32 } else { 0 };
    Span {
        start: start(first) + byte_order_mark,
        end: start(last) + source.line(last).trim_end().len() as u32,
    }
}

/// What a claim is about, for the beginning of a sentence: `` `death toll` in Spain ``, `the event "ceasefire"`.
pub(crate) fn about(context: &Context<'_>, claim: &Claim) -> String {
    let (words, registers) = (context.words(), &context.corpus.model.registers);
    let scope = registers.scopes.get(claim.scope.0);
    if registers.measures.get(claim.measure.0).key == QUOTE_KEY {
        let pairs = scope.iter().map(|&(key, name)| format!(" {}", words.qualified(key, name)));
        return format!("the quotation{}", pairs.collect::<String>());
    }
    let about = words.about(claim.measure, scope, None);
    if is_event(context, claim) { format!("the event {about}") } else { about }
}

/// Whether a claim is of an event.
pub(crate) fn is_event(context: &Context<'_>, claim: &Claim) -> bool {
    is_event_key(&context.corpus.model.registers.measures.get(claim.measure.0).key)
}
