//! The facts of a revision one by one, their median, and other restatements at the same moment.

use crate::corpus::plural;
use crate::drift::{RestatedFact, RevisionPattern, Thresholds};
use crate::model::Number;
use crate::phrasing::amount::rounded;
use crate::phrasing::presenter::on_date;
use crate::phrasing::revision::{RevisionPhrasing, on};

/// How many facts are listed one by one.
const MAX_LISTED: usize = 3;

impl RevisionPhrasing<'_> {
    /// `, by 2.9 % at the median`, of facts that were not zero before; empty if all were.
    pub(super) fn median(&self) -> String {
        let facts: Vec<&RestatedFact> = self.revision.facts.iter().collect();
        let Some((share, count)) = self.median_of(&facts) else { return String::new() };
        let of = if count < facts.len() { " of those that were not 0 before" } else { "" };
        format!(", by {share} at the median{of}")
    }

    /// The median of the largest changes of some facts, as a share of the replaced figure, and of how many facts:
    /// those that were not zero before.
    fn median_of(&self, facts: &[&RestatedFact]) -> Option<(String, usize)> {
        let was_nothing = |at: u32| self.figure(at).is_some_and(|figure| figure.is_zero());
        let is_something = |fact: &&&RestatedFact| {
            let replaced = fact.versions.split_last().map_or(&[][..], |(_, replaced)| replaced);
            !replaced.iter().any(|&at| was_nothing(at))
        };
        let mut shares: Vec<&Number> = facts.iter().filter(is_something).map(|fact| &fact.share).collect();
        shares.sort_unstable();
        let upper = *shares.get(shares.len() / 2)?;
        let lower = shares[(shares.len() - 1) / 2];
        let median = (lower + upper).half();
        Some((format!("{} %", rounded(&(&median * &Number::HUNDRED))), shares.len()))
    }

    /// How much the facts that are not listed changed.
    fn rest(&self, rest: &[&RestatedFact]) -> String {
        let count = rest.len();
        match self.median_of(rest) {
            None => format!("and {count} more that were 0 before"),
            Some((share, some)) if some == count => format!("and {count} more, by {share} at the median"),
            Some((share, some)) => {
                let changed = if some == 1 {
                    format!("one by {share}")
                } else {
                    format!("{some} by {share} at the median")
                };
                let none = count - some;
                format!(
                    "and {count} more: {changed}, {none} that {} 0 before",
                    if none == 1 { "was" } else { "were" }
                )
            }
        }
    }

    pub(crate) fn reasoning(&self, by_weight: &[&RestatedFact]) -> Vec<String> {
        let revision = self.revision;
        let mut lines = Vec::new();
        if let [fact] = by_weight {
            let corpus = self.context.corpus;
            for &at in &fact.versions {
                let moment = corpus.edition(at).map(|moment| moment.in_words()).unwrap_or_default();
                lines.push(format!("{} {} on {moment}", self.words.said(at), self.came_out(at)));
            }
            lines.extend(self.news(fact));
        } else {
            // One more fact takes no more space than saying that there is one more.
            let few = if by_weight.len() == MAX_LISTED + 1 {
                MAX_LISTED + 1
            } else {
                MAX_LISTED.min(by_weight.len())
            };
            for fact in &by_weight[..few] {
                let what =
                    if self.is_one_series() { on(fact).trim_start().to_owned() } else { self.fact(fact) };
                lines.push(format!("{what}: {}", self.change(fact)));
            }
            if by_weight.len() > few {
                lines.push(self.rest(&by_weight[few..]));
            }
        }
        match revision.pattern {
            RevisionPattern::Run | RevisionPattern::Habit => lines.extend(self.left_out()),
            RevisionPattern::Edition(_) | RevisionPattern::Once if revision.alongside > 0 => {
                lines.push(format!(
                    "{} changed beyond rounding at that moment, too",
                    plural(revision.alongside, "other figure")
                ))
            }
            RevisionPattern::Edition(_) | RevisionPattern::Once => {}
        }
        lines
    }

    /// Restatements that are left out.
    fn left_out(&self) -> Vec<String> {
        let left_out = &self.revision.left_out;
        let mut lines = Vec::new();
        let mut series: Vec<u32> = self.revision.facts.iter().map(|fact| fact.series).collect();
        series.dedup();
        let of = if series.len() > 1 { format!("of these {} series, ", series.len()) } else { String::new() };
        if self.revision.separate > 0 {
            let many = plural(self.revision.separate, "restatement");
            lines.push(format!("reported separately: {many} far beyond this habit"));
        }
        if left_out.slight > 0 {
            let least = Thresholds::of(&self.context.settings.drift).restated;
            let least = rounded(&(&least * &Number::HUNDRED));
            let many = plural(left_out.slight, "other figure");
            lines.push(format!("{of}{many} changed by less than {least} %"));
        }
        if let Some(largest) = &left_out.largest_by_chance {
            lines.push(format!(
                "{of}{} changed by little for counts as small as these, at most{}, {}",
                plural(left_out.by_chance, "other figure"),
                on(largest),
                self.change(largest)
            ));
        }
        lines
    }

    /// How a restatement changes what the total grew by since the fact before; none if it does not.
    fn news(&self, fact: &RestatedFact) -> Option<String> {
        let (earlier, now) = fact.growth.as_ref()?;
        let (first, last) = (self.figure(*fact.versions.first()?)?, self.figure(*fact.versions.last()?)?);
        let before = now - &(&last - &first);
        let day = self.context.corpus.claim(*earlier).time.as_ref().map(on_date).unwrap_or_default();
        (before != *now).then(|| {
            format!(
                "since {}{day} the total had {}; as restated it has {}",
                self.words.said(*earlier),
                grown(&before),
                grown(now)
            )
        })
    }
}

/// `grown by 94`, `fallen by 3`, `not grown`.
fn grown(by: &Number) -> String {
    if by.is_zero() {
        return "not grown".to_owned();
    }
    format!("{} by {}", if by.is_negative() { "fallen" } else { "grown" }, by.abs().grouped())
}
