//! All that carries a claim or rests on it: relays, restatements, corrections, what is computed from it, laws, acceptances
//! and findings. It shows how far a retraction would reach.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::Shown;
use crate::corpus::{Corpus, Describer, same_value, voice};
use crate::model::claim::{Claim, ClaimStatus};
use crate::model::{Amendment, Window};
use crate::rules;
use crate::source::{Place, Sources};

/// What a trace found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trace {
    /// `gainsay-trace/1`.
    pub schema: &'static str,
    /// The claims of the statement.
    pub claims: Vec<Traced>,
    /// What carries them or rests on them.
    pub links: Vec<Link>,
    /// The findings that show them.
    pub findings: Vec<TracedFinding>,
}

/// A claim, a law or another statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Traced {
    /// Its label, or file and line.
    pub id: String,
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The place as a reader finds it: `a.claims:12`, in a workbook `desk.xlsx#Claims!C14`.
    pub place: String,
    /// What it says, by whom.
    pub text: String,
}

/// How something hangs together with the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// What.
    #[serde(flatten)]
    pub what: Traced,
}

/// How something hangs together with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// It carries the same word of the same source.
    Carries,
    /// It carries another word of the same source for the same fact: an earlier or later one, or a relay that deviates.
    Deviates,
    /// It retracts or corrects the claim, or is what a correction put in its place.
    Amends,
    /// The claim is computed from it.
    BasedOn,
    /// It is computed from the claim, or from what is.
    RestsOn,
    /// It gives the same figure of the same source for another hour of that day, or for the day if the claim is of an hour.
    Repeats,
    /// Another source says something of the same fact.
    Beside,
    /// A law that binds it.
    Law,
    /// An acceptance or an expectation that names it.
    Names,
}

/// A finding that shows the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TracedFinding {
    /// Its code.
    pub code: String,
    /// Its rule.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// Whether the corpus accepts or allows it.
    pub accepted: bool,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// What carries a statement's claims or rests on them, with the findings that show it.
#[must_use]
pub fn trace(corpus: &Corpus, texts: &Sources, findings: &[Shown], place: Place) -> Trace {
    let words = Describer { corpus, sources: texts };
    let own: Vec<u32> = corpus.claims_at(place).collect();
    let mut links = Vec::new();
    for &at in &own {
        links_of_fact(words, at, &own, &mut links);
    }
    amendments(words, &own, place, &mut links);
    based(words, &own, &mut links);
    laws(words, &own, place, &mut links);
    let named = corpus.model.accepts.iter().filter(|accept| accept.statements().contains(&place));
    links.extend(named.map(|accept| Link { kind: LinkKind::Names, what: at_place(words, accept.place) }));
    links.sort_by_key(|link| link.kind);
    let findings = findings.iter().map(|Shown { finding, accepted }| TracedFinding {
        code: finding.code.0.to_owned(),
        rule: rules::by_name(finding.code.0).map_or("", |rule| rule.name).to_owned(),
        message: finding.message.clone(),
        accepted: *accepted,
        fingerprint: finding.fingerprint.clone(),
    });
    Trace {
        schema: "gainsay-trace/1",
        claims: own.iter().map(|&at| traced(words, at)).collect(),
        links,
        findings: findings.collect(),
    }
}

fn traced(words: Describer<'_>, at: u32) -> Traced {
    let claim = words.corpus.claim(at);
    let scope = words.corpus.model.registers.scopes.get(claim.scope.0);
    let about = words.about(claim.measure, scope, claim.mode).replace('`', "");
    let when = claim.time.map(|window| format!(" {}", window.dated())).unwrap_or_default();
    let status = match claim.status {
        ClaimStatus::Current => "",
        ClaimStatus::Revised => ", corrected since",
        ClaimStatus::Retracted => ", retracted since",
    };
    let source = words.sources.get(claim.place.file);
    Traced {
        id: words.id(at),
        file: source.name().to_owned(),
        line: source.line_of(claim.mark.start),
        place: source.line_spot(claim.mark.start),
        text: format!("{about}: {}{when}{}{status}", words.said(at), words.byline(at)),
    }
}

fn at_place(words: Describer<'_>, place: Place) -> Traced {
    let source = words.sources.get(place.file);
    let line = source.line_of(place.span.start);
    Traced {
        id: format!("{}:{line}", source.name()),
        file: source.name().to_owned(),
        line,
        place: source.line_spot(place.span.start),
        text: source.slice(place.span).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// The other claims of a claim's fact, by who says them, and those that repeat it at another time of the day.
fn links_of_fact(words: Describer<'_>, at: u32, own: &[u32], links: &mut Vec<Link>) {
    let corpus = words.corpus;
    let claim = corpus.claim(at);
    let series = corpus.series.iter().filter(|series| {
        (series.measure, series.scope, series.mode) == (claim.measure, claim.scope, claim.mode)
    });
    for series in series {
        for fact in corpus.facts(series) {
            for statement in fact.all_statements() {
                let superseded = statement.superseded.as_deref().unwrap_or_default();
                let is_here = fact.window == claim.time;
                if !is_here {
                    if is_same_day(fact.window, claim.time) {
                        repeats(words, at, &statement.claims, links);
                    }
                    continue;
                }
                let is_own = statement.claims.contains(&at);
                let is_of_voice = is_own || superseded.contains(&at);
                let kind = if is_own {
                    LinkKind::Carries
                } else if is_of_voice {
                    LinkKind::Deviates
                } else {
                    LinkKind::Beside
                };
                let mut add = |kind: LinkKind, claims: &[u32]| {
                    for &other in claims.iter().filter(|other| !own.contains(other)) {
                        let link = Link { kind, what: traced(words, other) };
                        if !links.iter().any(|known| known.what == link.what) {
                            links.push(link);
                        }
                    }
                };
                add(kind, &statement.claims);
                add(if is_of_voice { LinkKind::Deviates } else { LinkKind::Beside }, superseded);
            }
        }
    }
}

/// Whether two times are of one day, one of them an hour of it.
fn is_same_day(one: Option<Window>, other: Option<Window>) -> bool {
    let day = |window: Option<Window>| window.and_then(|window| window.only_day());
    day(one).is_some() && day(one) == day(other)
}

/// The claims among some that give the figure of a claim in the same voice.
fn repeats(words: Describer<'_>, at: u32, claims: &[u32], links: &mut Vec<Link>) {
    let claim = words.corpus.claim(at);
    let is_same = |other: &Claim| voice(other) == voice(claim) && same_value(&other.value, &claim.value);
    for &other in claims.iter().filter(|&&other| is_same(words.corpus.claim(other))) {
        links.push(Link { kind: LinkKind::Repeats, what: traced(words, other) });
    }
}

/// The other claims that carry the same word as the claims of a statement.
#[must_use]
pub fn carriers(corpus: &Corpus, texts: &Sources, place: Place) -> Vec<Traced> {
    let words = Describer { corpus, sources: texts };
    let own: Vec<u32> = corpus.claims_at(place).collect();
    let mut links = Vec::new();
    own.iter().for_each(|&at| links_of_fact(words, at, &own, &mut links));
    let carries = |link: &Link| matches!(link.kind, LinkKind::Carries | LinkKind::Repeats);
    links.into_iter().filter(carries).map(|link| link.what).collect()
}

/// The retractions and corrections of the claims, and what a correction replaced.
fn amendments(words: Describer<'_>, own: &[u32], place: Place, links: &mut Vec<Link>) {
    let amends = |amendment: &Amendment| {
        let claims = || own.iter().map(|&at| words.corpus.claim(at));
        amendment.target == place
            || claims().any(|claim| amendment.retracted.contains(&(claim.place, claim.part)))
    };
    for amendment in &words.corpus.model.amendments {
        let place_of_other = if amends(amendment) {
            amendment.place
        } else if amendment.place == place {
            amendment.target
        } else {
            continue;
        };
        links.push(Link { kind: LinkKind::Amends, what: at_place(words, place_of_other) });
    }
}

/// What the claims are computed from, and what is computed from them, step by step.
fn based(words: Describer<'_>, own: &[u32], links: &mut Vec<Link>) {
    let corpus = words.corpus;
    let label_of = |at: u32| {
        corpus.claim(at).label.map(|label| corpus.model.registers.labels.get(label.0).display.as_str())
    };
    let based_on = |at: u32| {
        let details = corpus.claim(at).details.as_deref();
        details.map_or(&[][..], |details| details.based_on.as_slice())
    };
    let numbered = || 0..corpus.claims().len() as u32;
    for &at in own {
        let inputs = numbered().filter(|&other| {
            label_of(other).is_some_and(|label| based_on(at).iter().any(|needed| needed == label))
        });
        links.extend(inputs.map(|other| Link { kind: LinkKind::BasedOn, what: traced(words, other) }));
    }
    let mut reached: Vec<u32> = own.to_vec();
    let mut next = 0;
    while next < reached.len() {
        let Some(label) = label_of(reached[next]) else {
            next += 1;
            continue;
        };
        let resting: Vec<u32> = numbered()
            .filter(|&other| {
                !reached.contains(&other) && based_on(other).iter().any(|needed| needed == label)
            })
            .collect();
        reached.extend(resting);
        next += 1;
    }
    let resting = reached.iter().skip(own.len());
    links.extend(resting.map(|&at| Link { kind: LinkKind::RestsOn, what: traced(words, at) }));
}

/// The laws over the claims' measures, or over the statement itself.
fn laws(words: Describer<'_>, own: &[u32], place: Place, links: &mut Vec<Link>) {
    for law in &words.corpus.model.laws {
        let measures = law.form.measures();
        let binds = own.iter().any(|&at| measures.contains(&words.corpus.claim(at).measure))
            || law.form.statements().contains(&place);
        if binds {
            links.push(Link { kind: LinkKind::Law, what: at_place(words, law.place) });
        }
    }
}
