use crate::corpus::{Describer, join_words};
use crate::drift::{Dependent, StillCited};
use crate::finding::{Finding, LawCited, Severity};
use crate::model::Amendment;
use crate::phrasing::{Context, Findings, one_line};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::Place;

declare_rule! {
    /// A figure is stated again after it was taken back.
    ///
    /// ## Why it matters
    /// A retraction travels more slowly than the figure it takes back. An outlet that still cites the figure has no source
    /// for it, and anything computed from it, a tally or a law, has lost its basis.
    ///
    /// ## Example
    /// ```claims fails
    /// @boats evacuated 912 in Harrow Bay on 2021-03-10 by "Relief Agency" said 2021-03-10
    /// retract @boats on 2021-03-11 by "Relief Agency" because "boats were counted, not people"
    /// evacuated 912 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire" published 2021-03-13
    /// ```
    /// Fixed: the story was published before the retraction.
    /// ```claims passes
    /// @boats evacuated 912 in Harrow Bay on 2021-03-10 by "Relief Agency" said 2021-03-10
    /// retract @boats on 2021-03-11 by "Relief Agency" because "boats were counted, not people"
    /// evacuated 912 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire" published 2021-03-10
    /// ```
    ///
    /// ## How to settle it
    /// Remove the figure, or say that it was taken back. If it was corrected, use the new figure. Recompute a tally from the
    /// claims that still stand; point a law to the correction.
    ///
    /// ## When it is silent
    /// - for stories published before the retraction or on the same day, or with no known date: they were right at the time
    /// - where the origin said so again later (`said …`), and where the figure is the corrected one
    /// - where a tally has a date that is not after the date of the retraction
    ///
    /// A figure that a later word of its origin revised, without `correct` or `retract`, is `stale-figure`. If another relay
    /// passes on what one cited late, both are reported together.
    ///
    /// ## Settings
    /// None.
    pub(super) static RETRACTED_STILL_CITED = "P102" "retracted-still-cited", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for cited in &context.drift.still_cited {
        let amendment = &context.corpus.model.amendments[cited.amendment as usize];
        CitedRetraction { context, words: context.words(), cited, amendment }.report(findings);
    }
}

struct CitedRetraction<'a> {
    context: &'a Context<'a>,
    words: Describer<'a>,
    cited: &'a StillCited,
    amendment: &'a Amendment,
}

impl CitedRetraction<'_> {
    fn report(&self, findings: &mut Findings) {
        let what = self.about();
        let correction = self.correction_in_words();
        let retracted = self.words.said(self.cited.retracted);
        match &self.cited.dependent {
            Dependent::Claims(claims) => {
                let Some(&first) = claims.first() else { return };
                let more = match claims.len() - 1 {
                    0 => String::new(),
                    1 => "; 1 more relay repeats it".to_owned(),
                    more => format!("; {more} more relays repeat it"),
                };
                let who = self.outermost_outlet(first);
                let message =
                    format!("{who} still gives {} for {what}: {correction}{more}", self.words.said(first));
                let claim = self.words.corpus.claim(first);
                let finding = findings.report(claim.place, claim.mark, message);
                self.show(finding, claims);
                if let Some(published) = claim.published {
                    finding.reasoning.push(format!("published on {}, after that", published.in_words()));
                }
                finding.help.push(match self.cited.corrected {
                    Some(new) => format!("use the corrected figure: {}", self.words.said(new)),
                    None => format!("remove {retracted}, or say that it was retracted"),
                });
            }
            Dependent::Tally(tally, further) => {
                let claim = self.words.corpus.claim(*tally);
                let message = format!(
                    "the figure {} is based on {retracted} for {what}: {correction}",
                    self.words.said(*tally)
                );
                let finding = findings.report(claim.place, claim.mark, message);
                self.show(finding, &[*tally]);
                if !further.is_empty() {
                    finding.reasoning.push(match further.len() {
                        1 => "1 more figure is based on it in turn".to_owned(),
                        more => format!("{more} more figures are based on it in turn"),
                    });
                    for &at in further {
                        finding.claims.push(self.words.cite(at));
                    }
                }
                finding.help.push(match self.cited.corrected {
                    Some(new) => format!("recalculate it with {}", self.words.said(new)),
                    None => "recalculate it from figures that still hold, or remove it".to_owned(),
                });
            }
            Dependent::Law(law) => {
                let message = format!("a law uses {retracted} for {what}: {correction}");
                let finding = findings.report(*law, law.span, message);
                self.show(finding, &[]);
                finding.laws.push(self.law(*law));
                finding.help.push(match self.cited.corrected {
                    Some(_) => "put a label before the correction, and use that label in the law".to_owned(),
                    None => "in the law, use a figure that still holds, or remove the law".to_owned(),
                });
            }
        }
    }

    /// The measure, scope and time of the retracted claim.
    fn about(&self) -> String {
        let claim = self.words.corpus.claim(self.cited.retracted);
        let scope = self.words.corpus.model.registers.scopes.get(claim.scope.0);
        let on = claim.time.as_ref().map(crate::phrasing::on_date).unwrap_or_default();
        format!("{}{on}", self.words.about(claim.measure, scope, claim.mode))
    }

    /// `` `Relief Agency` took it back on 11 March 2021``.
    fn correction_in_words(&self) -> String {
        let by: Vec<String> =
            self.amendment.by.iter().map(|&source| format!("`{}`", self.words.source(source))).collect();
        let who = if by.is_empty() { "its source".to_owned() } else { join_words(&by) };
        let on = self.amendment.when.map(|when| format!(" on {}", when.in_words())).unwrap_or_default();
        match self.cited.corrected {
            Some(new) => format!("{who} corrected it to {}{on}", self.words.said(new)),
            None => format!("{who} retracted it{on}"),
        }
    }

    /// Who states a claim: its outermost outlet.
    fn outermost_outlet(&self, at: u32) -> String {
        let claim = self.words.corpus.claim(at);
        let chain = self.words.corpus.model.registers.chains.get(claim.via.0);
        match chain.last().copied().or(claim.origin) {
            Some(source) => format!("`{}`", self.words.source(source)),
            None => "an unnamed source".to_owned(),
        }
    }

    /// Shows what was retracted, by what, and who still repeats it.
    fn show(&self, finding: &mut Finding, dependents: &[u32]) {
        let (words, cited) = (self.words, self.cited);
        finding.fact = Some(words.fact_of(cited.retracted));
        if !dependents.contains(&cited.retracted) {
            let retracted = words.cite(cited.retracted);
            let label = format!("{}, retracted", retracted.label);
            finding.claims.push(crate::finding::Cited { label, ..retracted });
        }
        if let Some(new) = cited.corrected {
            finding.claims.push(words.cite(new));
        }
        for &at in dependents {
            finding.claims.push(words.cite(at).in_core().in_repair());
        }
        finding.laws.extend(cited.laws.iter().map(|&law| self.law(law)));
        let position = self.context.sources.position(self.amendment.place);
        let text = one_line(self.words.sources.slice(self.amendment.place));
        finding.reasoning.push(format!("line {}: {text}", position.line));
        if !cited.laws.is_empty() {
            let lines: Vec<String> = cited
                .laws
                .iter()
                .map(|law| format!("line {}", self.context.sources.position(*law).line))
                .collect();
            finding.reasoning.push(format!("a law uses it too: {}", join_words(&lines)));
        }
    }

    fn law(&self, place: Place) -> LawCited {
        LawCited { place, text: one_line(self.words.sources.slice(place)) }
    }
}
