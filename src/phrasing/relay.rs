//! The wording for a deviating relay: the chain, the hop where the figure changed, and what to do.

use crate::corpus::{Describer, Series, Voice, join_words, plural};
use crate::drift::{Deviation, DeviationKind, Fidelity, Hop};
use crate::finding::{Cause, Cited, Difference, Finding, FoldInfo, FoldSides};
use crate::phrasing::fold::{difference, fold_info};
use crate::phrasing::presenter::on_date;
use crate::phrasing::{Context, Findings};

/// How many outlets are listed one by one.
const MAX_NAMED: usize = 3;

/// One deviation with what is needed to describe it.
#[derive(Clone, Copy)]
pub(crate) struct Relayed<'a> {
    context: &'a Context<'a>,
    pub(crate) words: Describer<'a>,
    pub(crate) deviation: &'a Deviation,
    series: &'a Series,
}

/// The deviations that a rule reports: those that it `wants`.
pub(crate) fn of<'a>(
    context: &'a Context<'a>,
    wants: impl Fn(&Deviation) -> bool,
) -> impl Iterator<Item = Relayed<'a>> {
    context.drift.relays.iter().filter(move |deviation| wants(deviation)).map(move |deviation| {
        let series = &context.corpus.series[deviation.series as usize];
        Relayed { context, words: context.words(), deviation, series }
    })
}

impl<'a> Relayed<'a> {
    /// The figure of the relay, as written.
    pub(crate) fn stated(&self) -> String {
        self.words.said(self.deviation.carriers[0])
    }

    /// The figure that the origin said, as written.
    pub(crate) fn said(&self) -> String {
        self.deviation.faithful.first().map(|&at| self.words.said(at)).unwrap_or_default()
    }

    /// The measure, the scope and the time.
    pub(crate) fn about(&self) -> String {
        let window = self.deviation.window.as_ref();
        format!("{}{}", self.words.series(self.series), window.map(on_date).unwrap_or_default())
    }

    /// The origin that it is attributed to.
    pub(crate) fn origin(&self) -> String {
        self.words.voice(self.deviation.voice)
    }

    /// The outlet that states the deviating figure.
    pub(crate) fn outlet(&self) -> String {
        self.deviation.hops.last().map_or_else(|| self.origin(), |hop| self.name(hop))
    }

    /// `A said 729`, or what counts as the origin's figure if its own statement is not known.
    pub(crate) fn origin_said(&self) -> String {
        if self.deviation.is_direct {
            format!("{} said {}", self.origin(), self.said())
        } else {
            format!("other relays of {} give {}", self.origin(), self.said())
        }
    }

    /// The relay's figure with the change that it gives.
    pub(crate) fn stated_change(&self) -> String {
        self.with_change(self.deviation.carriers[0])
    }

    /// `A said 40, up 12`.
    pub(crate) fn origin_said_change(&self) -> String {
        let said = self.deviation.faithful.first().map(|&at| self.with_change(at)).unwrap_or_default();
        format!("{} said {said}", self.origin())
    }

    fn with_change(&self, at: u32) -> String {
        let (said, change) = (self.words.said(at), self.words.changed(at));
        let change = if self.deviation.kind == DeviationKind::OtherChange { change } else { String::new() };
        if change.is_empty() || said.contains(&change) { said } else { format!("{said}, {change}") }
    }

    /// `; 2 more relays repeat it`, or nothing.
    pub(crate) fn further_relays(&self) -> String {
        match self.deviation.carriers.len() - 1 {
            0 => String::new(),
            1 => "; 1 more relay repeats it".to_owned(),
            more => format!("; {more} more relays repeat it"),
        }
    }

    fn name(&self, hop: &Hop) -> String {
        format!("`{}`", self.words.source(hop.outlet))
    }

    /// Reports it, with the claims of origin and relays, the chain and a cause if one fits.
    pub(crate) fn report<'f>(&self, findings: &'f mut Findings, message: String) -> &'f mut Finding {
        let deviation = self.deviation;
        let claim = self.words.corpus.claim(deviation.carriers[0]);
        let finding = findings.report(claim.place, claim.mark, message);
        finding.fact = Some(self.words.fact(self.series, deviation.window.as_ref()));
        for (number, &at) in deviation.faithful.iter().enumerate() {
            finding.claims.push(Cited { core: number == 0, ..self.words.cite(at) });
        }
        let on_the_way = deviation.hops.iter().filter_map(|hop| hop.claim);
        for at in on_the_way.filter(|at| !deviation.carriers.contains(at) && !deviation.faithful.contains(at))
        {
            finding.claims.push(self.words.cite(at));
        }
        // A looser figure that is true is no outlier; and without the origin's own statement it is not known which
        // figure is wrong.
        let outlier = deviation.is_direct && deviation.kind != DeviationKind::Weakened(Fidelity::Looser);
        for &at in &deviation.carriers {
            finding.claims.push(Cited { core: true, repair: true, suspect: outlier, ..self.words.cite(at) });
        }
        finding.reasoning = self.chain();
        if let Some(reason) = self.reason() {
            finding.help.extend(reason.edit);
            finding.cause = Some(reason.cause);
        }
        finding.fold = Some(self.fold_info());
        finding
    }

    /// Why the relay's figure differs from the origin's, if a cause fits.
    fn reason(&self) -> Option<crate::cause::Reason> {
        let origin = self.deviation.faithful.first()?;
        if self.deviation.kind == DeviationKind::OtherChange {
            return None;
        }
        self.context.causes.of(self.deviation.carriers[0], &[*origin])
    }

    /// Why one relay's value differs from another's, if a cause fits.
    pub(crate) fn cause(&self, at: u32, other: u32) -> Option<Cause> {
        self.context.causes.of(at, &[other]).map(|reason| reason.cause)
    }

    /// The chain from the origin outwards, with the figure at every known hop, and where it changed.
    fn chain(&self) -> Vec<String> {
        let deviation = self.deviation;
        let mut steps = Vec::new();
        steps.push(match (deviation.is_direct, deviation.faithful.first()) {
            (true, Some(&at)) => format!("{} {}", self.origin(), self.with_change(at)),
            _ => format!("{} (its own statement is missing)", self.origin()),
        });
        for hop in &deviation.hops {
            steps.push(match hop.claim {
                Some(at) => format!("{} {}", self.name(hop), self.with_change(at)),
                None => format!("{} ?", self.name(hop)),
            });
        }
        let mut lines = vec![format!("passed on: {}", steps.join(" → "))];
        // The figure changed at one of these hops.
        let possible_hops = &deviation.hops[deviation.faithful_hops..];
        let names: Vec<String> = possible_hops.iter().map(|hop| self.name(hop)).collect();
        match names.as_slice() {
            [] | [_] if deviation.hops.len() == 1 => {}
            [] => {}
            [one] => lines.push(format!("it changed at {one}")),
            [unknown @ .., last] => {
                let unknown: Vec<String> = unknown.iter().take(MAX_NAMED).cloned().collect();
                lines.push(format!(
                    "it changed on the way to {last}: what {} passed on is missing",
                    join_words(&unknown)
                ));
            }
        }
        if !deviation.is_direct && !deviation.faithful.is_empty() {
            let mine = plural(deviation.carriers.len(), "relay");
            let theirs = plural(deviation.faithful.len(), "relay");
            lines.push(format!(
                "{theirs} of {} with {}, {mine} with {}",
                self.origin(),
                self.said(),
                self.stated()
            ));
        }
        lines
    }

    /// What can be done if the figures differ.
    pub(crate) fn settle(&self) -> Vec<String> {
        let deviation = self.deviation;
        let possible_hops = &deviation.hops[deviation.faithful_hops..];
        let mut help = Vec::new();
        match possible_hops {
            [unknown @ .., last] if !unknown.is_empty() => {
                let first = self.name(&unknown[0]);
                help.push(format!(
                    "look up what {first} wrote and add it: a claim `via {}` shows where the figure changed",
                    self.words.source(unknown[0].outlet)
                ));
                help.push(format!(
                    "check {}'s text, and ours, against {}'s own words",
                    self.name(last),
                    self.origin()
                ));
            }
            _ => help.push(format!(
                "check {}'s text, and our copy of it, against {}'s own words",
                self.outlet(),
                self.origin()
            )),
        }
        if matches!(deviation.voice, Voice::Origin(_)) {
            let day = self.words.example_day(deviation.carriers[0]);
            help.push(format!("if {} said both, give the date of each: `said {day}`", self.origin()));
        }
        help
    }

    /// Information for folding it with the same deviation at neighbouring facts.
    fn fold_info(&self) -> FoldInfo {
        let deviation = self.deviation;
        let outlets = deviation.hops.iter().map(|hop| hop.outlet.0).collect();
        let sides = FoldSides { first: outlets, second: vec![deviation.voice.number()] };
        let info = fold_info(deviation.series, deviation.fact, sides, deviation.window.as_ref());
        FoldInfo { difference: self.difference(), ..info }
    }

    /// How far the relay's figure is from the origin's.
    fn difference(&self) -> Difference {
        let value = |at: u32| self.words.corpus.claim(at).best();
        let (Some(&said), stated) = (self.deviation.faithful.first(), self.deviation.carriers[0]) else {
            return Difference::default();
        };
        let (Some(first), Some(second)) = (value(said), value(stated)) else { return Difference::default() };
        let larger = first.abs().max(second.abs());
        difference(&self.words, said, &(first - second).abs(), &larger, Some(first > second))
    }
}
