//! The linear laws over measures, and the flows and parts that they bind, each by measure.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::model::law::{LawForm, Subject};
use crate::model::register::MeasureId;
use crate::model::vocabulary::Kind;

/// The linear laws over measures, and the flows and parts that they bind, by measure.
#[derive(Debug, Default)]
pub(in crate::contradiction) struct Laws {
    /// For each measure the numbers of the linear laws that name it.
    pub(super) by_measure: FxHashMap<MeasureId, Vec<u32>>,
    /// For each total those of its flows that other constraints bind, claimed or not.
    pub(super) flows: BTreeMap<MeasureId, Vec<MeasureId>>,
    /// For each whole the measures that are part of it and that laws bind, directly or through their own parts.
    pub(super) parts: BTreeMap<MeasureId, Vec<MeasureId>>,
}

impl Laws {
    /// All laws of a corpus but the impossible ones, whose numbers are given ascending.
    pub(in crate::contradiction) fn without(corpus: &Corpus, impossible: &[u32]) -> Self {
        let all = 0..corpus.model.laws.len() as u32;
        Self::of(corpus, all.filter(|number| impossible.binary_search(number).is_err()))
    }

    /// Some laws of a corpus, by number.
    pub(in crate::contradiction) fn of(corpus: &Corpus, numbers: impl Iterator<Item = u32>) -> Self {
        let mut laws = Self::default();
        for number in numbers {
            let LawForm::Linear { terms, .. } = &corpus.model.laws[number as usize].form else { continue };
            if terms.iter().any(|(_, subject)| !matches!(subject, Subject::Measure(..))) {
                continue;
            }
            for (_, subject) in terms {
                if let Subject::Measure(measure, _) = subject {
                    let known = laws.by_measure.entry(*measure).or_default();
                    if known.last() != Some(&number) {
                        known.push(number);
                    }
                }
            }
        }
        let measures = &corpus.model.vocabulary.measures;
        let wholes: FxHashSet<MeasureId> = measures.iter().filter_map(|measure| measure.part_of).collect();
        for (id, measure) in (0_u32..).map(MeasureId).zip(measures) {
            let bound = laws.by_measure.contains_key(&id)
                || measure.part_of.is_some()
                || wholes.contains(&id)
                || !measure.sums_over.is_empty();
            if let Some(total) = measure.adds_up_to.filter(|_| bound && measure.kind == Some(Kind::Flow)) {
                laws.flows.entry(total).or_default().push(id);
            }
            // No cycle of `part of` is ever accepted, so this ends.
            let mut part = id;
            while laws.by_measure.contains_key(&id)
                && let Some(whole) = measures.get(part.0 as usize).and_then(|measure| measure.part_of)
            {
                let parts = laws.parts.entry(whole).or_default();
                if !parts.contains(&part) {
                    parts.push(part);
                }
                part = whole;
            }
        }
        laws
    }

    /// Each total with each of its flows that other constraints bind.
    pub(in crate::contradiction) fn flows(&self) -> impl Iterator<Item = (MeasureId, MeasureId)> {
        self.flows.iter().flat_map(|(total, flows)| flows.iter().map(|flow| (*total, *flow)))
    }
}
