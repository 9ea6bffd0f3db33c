//! A claim that stands out in one slip of a source may also be the wrong one in others of its slips, where nothing
//! stands out: it is then named there too ([`Pointer::Elsewhere`]).

use rustc_hash::FxHashMap;

use crate::contradiction::dispute::{Dispute, DisputeKind};
use crate::contradiction::pointer::Pointer;
use crate::corpus::{Corpus, compare_windows};
use crate::model::Number;

/// For each slip in which nothing stands out: names the one claim that stands out in another slip, if the figure that
/// fits there resolves this slip too.
pub(super) fn find(corpus: &Corpus, disputes: &mut [Dispute]) {
    let mut known: FxHashMap<u32, (usize, Number)> = FxHashMap::default();
    for (number, dispute) in disputes.iter().enumerate().filter(|(_, dispute)| dispute.is_slip()) {
        if let Some((claim, fits)) = fitting(corpus, dispute) {
            known.entry(claim).or_insert((number, fits));
        }
    }
    for number in 0..disputes.len() {
        let dispute = &disputes[number];
        if !dispute.is_slip() || dispute.singled_out().is_some() {
            continue;
        }
        let core = dispute.core();
        let named = core.map(|side| side.statement.representative()).filter_map(|claim| {
            let (other, fits) = known.get(&claim)?;
            settles(corpus, dispute, claim, fits).then_some((claim, *other))
        });
        let named: Vec<(u32, usize)> = named.collect();
        if let [(claim, other)] = named[..] {
            let (series, window) = (disputes[other].series, disputes[other].window);
            disputes[number].pointer = Some(Pointer::Elsewhere { claim, series, window });
        }
    }
}

/// The claim that stands out in a slip, with the figure that would fit in its place.
fn fitting(corpus: &Corpus, dispute: &Dispute) -> Option<(u32, Number)> {
    let claim = dispute.singled_out()?;
    let mut reckoned = dispute.reckoning.iter().flat_map(|reckoning| &reckoning.fitting);
    if let Some((_, fits)) = reckoned.find(|(fitting, _)| *fitting == claim) {
        return Some((claim, fits.clone()));
    }
    let mut restated = dispute.restated.iter().flat_map(|restatement| &restatement.figures);
    let was = restated.find(|restated| restated.now == claim)?.was?;
    Some((claim, corpus.claim(was).best()?.clone()))
}

/// Whether a slip is resolved if a claim's figure is replaced by the one that fits.
fn settles(corpus: &Corpus, dispute: &Dispute, claim: u32, fits: &Number) -> bool {
    if let Some(reckoning) = &dispute.reckoning {
        return reckoning.fitting.iter().any(|(fitting, other)| *fitting == claim && other == fits);
    }
    let [against] = &dispute.against[..] else { return false };
    let mut sides = [&dispute.removed, against];
    sides.sort_by(|one, other| compare_windows(one.window.as_ref(), other.window.as_ref()));
    let said = |own: u32| if own == claim { Some(fits) } else { corpus.claim(own).best() };
    let [before, after] = sides.map(|side| said(side.statement.representative()));
    dispute.kind == DisputeKind::Decrease && before.zip(after).is_some_and(|(before, after)| before <= after)
}
