//! A column shifted: each row has the figure of the next.

use crate::cause::another_series::{choices, found, name, otherwise};
use crate::cause::asked::Asked;
use crate::cause::elsewhere::{figures_on, voice_of};
use crate::cause::{Reason, telling_digits};

/// Looks whether this figure belongs to a second row, and the one that its source gives there to a third.
///
/// Two figures are each in the wrong row. Either could meet any row's figure by chance, so that for ten times as many rows
/// two more digits must tell: two each among ten rows, three each among a hundred.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let day = asked.day?;
    let corpus = asked.corpus();
    let digits = telling_digits(&asked.figure);
    if digits < 2 {
        return None;
    }
    let here = asked.claim();
    found(asked).find_map(|(at, second)| {
        let theirs = voice_of(corpus.claim(at));
        if theirs == asked.voice() {
            return None;
        }
        let there = corpus.series_of(at)?;
        let mut own = figures_on(corpus, there, day, Some(asked.voice()));
        let (_, moved) = own.find(|(_, figure)| **figure != asked.figure)?;
        let more = telling_digits(moved);
        let rows = 10_usize.saturating_pow(u32::try_from((digits + more - 2) / 2).ok()?);
        if more < 2 || choices(asked, second) > rows {
            return None;
        }
        let mut third = asked.elsewhere().on_day(corpus, Some(day), moved);
        let (from, further) = third.find_map(|from| {
            let claim = corpus.claim(from);
            let apart = otherwise(asked, here, claim)?;
            let fits = voice_of(claim) == theirs && otherwise(asked, corpus.claim(at), claim).is_some();
            fits.then_some((from, apart))
        })?;
        let ((_, second), (_, third)) = (name(asked, at, second), name(asked, from, further));
        let text = format!(
            "the figures are one row off: {} is the figure {second}, where its source says {}, which is the figure {third}{}",
            asked.told(),
            moved.grouped(),
            asked.by(at)
        );
        Some(asked.edited("column-shifted", text, "and its neighbours are moved by one row"))
    })
}
