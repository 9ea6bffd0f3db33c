//! By what a dispute can be folded with others: its series, its sides and by how much they differ.

use crate::contradiction::{DisputeKind, hard_span};
use crate::corpus::Statement;
use crate::finding::{Difference, FoldInfo, FoldSides};
use crate::model::Number;
use crate::phrasing::fold::{difference, fold_info};
use crate::phrasing::presenter::Presenter;
use crate::phrasing::sides;

impl Presenter<'_> {
    /// By what the dispute can be folded with others.
    pub(super) fn fold(&self) -> FoldInfo {
        let kept = self.dispute.kept.iter();
        let against = self.dispute.against.iter().map(|side| &side.statement);
        let alone = self.dispute.kept.is_empty() || self.dispute.is_slip();
        let against = if alone { voices(against) } else { voices(kept) };
        let removed = voices(self.dispute.repair.iter());
        let [one, other] = self.sides_of_all().unwrap_or([removed, against]);
        let is_swapped = !self.dispute.unique && other < one;
        let (first, second) = if is_swapped { (other, one) } else { (one, other) };
        let sides = FoldSides { first, second };
        let difference = self.difference(&sides);
        let info = fold_info(self.dispute.series, self.dispute.fact, sides, self.dispute.window.as_ref());
        FoldInfo { difference, involved_series: self.involved_series(), is_split: self.is_split(), ..info }
    }

    /// Whether more than two figures are given for the fact.
    fn is_split(&self) -> bool {
        self.dispute.kind == DisputeKind::Figures
            && !self.dispute.is_slip()
            && self.groups_by_value().len() > 2
    }

    /// If nobody can tell who is wrong, the sides do not depend on whom the repair removes. Of a figure: who is below and who is above the
    /// largest gap between the figures. Of figures that are tied: the voice with the lowest number, and the others.
    fn sides_of_all(&self) -> Option<[Vec<u32>; 2]> {
        if self.dispute.unique || self.dispute.is_slip() {
            return None;
        }
        if self.dispute.argument.is_some() && self.dispute.kind != DisputeKind::Figures {
            let mut all = voices(self.core().into_iter().map(|side| &side.statement));
            let others = all.split_off(1);
            return Some([all, others]);
        }
        if self.dispute.kind != DisputeKind::Figures {
            return None;
        }
        let spans: Option<Vec<(Number, Number, &Statement)>> = self
            .at_the_fact()
            .map(|statement| {
                let span = hard_span(self.words.corpus, statement);
                Some((span.low.clone()?, span.high.clone()?, statement))
            })
            .collect();
        let mut spans = spans?;
        spans.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
        let mut highest = &spans.first()?.1;
        let mut widest: Option<(Number, usize)> = None;
        for (at, (low, high, _)) in spans.iter().enumerate().skip(1) {
            let gap = low - highest;
            if *low > *highest && widest.as_ref().is_none_or(|(widest, _)| gap > *widest) {
                widest = Some((gap, at));
            }
            highest = highest.max(high);
        }
        let (below, above) = spans.split_at(widest?.1);
        Some([below, above].map(|side| voices(side.iter().map(|(.., statement)| *statement))))
    }

    /// The series of the core; only that of the outlier if there is one.
    fn involved_series(&self) -> Vec<u32> {
        if self.dispute.has_suspect() {
            return vec![self.dispute.series];
        }
        let corpus = self.words.corpus;
        let claims = self.core().into_iter().map(|side| side.statement.representative());
        let mut involved_series: Vec<u32> = claims.filter_map(|claim| corpus.series_of(claim)).collect();
        involved_series.sort_unstable();
        involved_series.dedup();
        if involved_series.is_empty() { vec![self.dispute.series] } else { involved_series }
    }

    /// How far apart two figures are that should be equal.
    fn difference(&self, sides: &FoldSides) -> Difference {
        let claim = self.dispute.removed.statement.representative();
        let first_case = self.dispute.cases.first().map(|case| &case.argument);
        let argument = self.dispute.argument.as_ref().or(first_case);
        if let Some(argument) = argument.filter(|argument| !argument.rows.is_empty()) {
            let (amount, whole) = sides::gap(argument, claim);
            let whole = self.size_of_rise().unwrap_or(whole);
            let is_more = self.is_more_than_the_rise();
            let direction = is_more.or_else(|| sides::direction(self.words.corpus, argument));
            let way =
                is_more.map(|is_more| if is_more { "more than the rise" } else { "less than the rise" });
            return Difference {
                way: way.unwrap_or_default().to_owned(),
                ..difference(&self.words, claim, &amount, &whole, direction)
            };
        }
        let (one, two) = match self.dispute.kind {
            DisputeKind::Figures => self.furthest_two(),
            _ => {
                let (one, two) = self.first_two();
                (&one.statement, &two.statement)
            }
        };
        let span_of = |statement: &Statement| hard_span(self.words.corpus, statement);
        let (first, second) = (span_of(one), span_of(two));
        let ends = [&first.low, &first.high, &second.low, &second.high];
        let largest = ends.into_iter().flatten().map(Number::abs).max().unwrap_or(Number::ZERO);
        // Which of the two sides gives the larger figure, whichever is the outlier.
        let (one, two) = (one.voice.number(), two.voice.number());
        let is_above = first.low.as_ref().zip(second.high.as_ref()).is_some_and(|(low, high)| low > high);
        let [lower, _] = sides.in_order();
        let is_first =
            if lower.contains(&one) == lower.contains(&two) { one < two } else { lower.contains(&one) };
        let lower_voice_is_larger = (one != two).then_some(is_above == is_first);
        difference(&self.words, claim, &first.gap(&second), &largest, lower_voice_is_larger)
    }
}

/// The voices of some statements, by number.
fn voices<'s>(statements: impl Iterator<Item = &'s Statement>) -> Vec<u32> {
    let mut voices: Vec<u32> = statements.map(|statement| statement.voice.number()).collect();
    voices.sort_unstable();
    voices.dedup();
    voices
}
