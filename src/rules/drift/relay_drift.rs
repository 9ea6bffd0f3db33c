use crate::corpus::{join_words, plural};
use crate::drift::{Deviation, DeviationKind, Fall, falls};
use crate::finding::Severity;
use crate::phrasing::relay::{self, Relayed};
use crate::phrasing::{Context, Findings, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A relay's figure differs from its origin's.
    ///
    /// ## Why it matters
    /// An outlet that cites a ministry reports what the ministry said. If the ministry's own statement has 729 and the
    /// agency's story has 792, the agency mistyped, misheard or used another figure, and everyone who copies the agency
    /// copies the slip.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 729 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// death toll 729 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// death toll 792 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire" via "Valley Radio"
    /// ```
    /// The finding shows the chain, from the origin outwards, with the figure at every hop that the corpus knows. Here the
    /// wire was right, and the radio changed the figure. Fixed:
    /// ```claims passes
    /// death toll 729 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// death toll 729 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// death toll 729 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire" via "Valley Radio"
    /// ```
    ///
    /// A figure that is passed on with another change of it has drifted as well:
    /// ```claims fails
    /// displaced 40, up 12 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// displaced 40, up 21 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// ```
    ///
    /// ## How to settle it
    /// Look up what the outlet wrote, then what the origin said. If our copy is wrong, correct it. If the outlet is wrong,
    /// keep its figure and trust the origin's: the origin's figure counts for the origin in any case, and the relay's does
    /// not. If the origin said both, at different times, record when on each (`said 2021-03-10`).
    ///
    /// ## When it is silent
    /// - where the relay gives the same figure in another unit, notation or wording (`at least 40`, `40+`), or within the
    ///   measure's tolerance; where it only rounds or loses a hedge, that is `rounding-drift`
    /// - where the relay was published before its origin said what it says now, or names another day on which it was said:
    ///   that was another statement
    /// - where its window differs: a figure for another day is another fact
    /// - where `retracted-still-cited`, `stale-figure` or `misattribution` reports it
    ///
    /// Without a direct statement, the figure that most relay chains give counts as the origin's word. If as many chains give
    /// one figure as another, one finding says so, and that it is not known which is right; what contradicts each of the tied
    /// figures is then reported as a contradiction of that origin. A relay that repeats what another
    /// passed on to it is reported in the same finding.
    ///
    /// ## Settings
    /// `[desk] ours` in `gainsay.toml`: where the relay is our own outlet, the finding is an error. `tolerance` on the
    /// measure.
    pub(super) static RELAY_DRIFT = "D101" "relay-drift", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

/// How many camps are listed one by one.
const MAX_LISTED: usize = 4;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_reported_here = |deviation: &Deviation| {
        matches!(
            deviation.kind,
            DeviationKind::Changed | DeviationKind::OtherChange | DeviationKind::Divided { .. }
        )
    };
    for relayed in relay::of(context, is_reported_here) {
        if let DeviationKind::Divided { camps } = &relayed.deviation.kind {
            report_divided(&relayed, camps, findings);
            continue;
        }
        let (stated, said) = if relayed.deviation.kind == DeviationKind::OtherChange {
            (relayed.stated_change(), relayed.origin_said_change())
        } else {
            (relayed.stated(), relayed.origin_said())
        };
        let message = format!(
            "{} gives {stated} for {}, but {said}{}",
            relayed.outlet(),
            relayed.about(),
            relayed.further_relays()
        );
        let help = relayed.settle();
        let finding = relayed.report(findings, message);
        finding.help.extend(help);
    }
}

/// Reports chains that give different figures, as many each, while the origin's own statement is not known.
fn report_divided(relayed: &Relayed<'_>, camps: &[Vec<u32>], findings: &mut Findings) {
    let words = relayed.words;
    let reported: Vec<String> = camps
        .iter()
        .take(MAX_LISTED)
        .map(|camp| format!("{} {}", words.said(camp[0]), via_in_words(relayed, camp)))
        .collect();
    let more = if camps.len() > MAX_LISTED {
        format!(", and {} more {}s", camps.len() - MAX_LISTED, words.value_noun(camps[0][0]))
    } else {
        String::new()
    };
    let falls = falls(words.corpus, relayed.deviation, camps);
    let against: Vec<String> = falls.iter().map(|fall| fall_in_words(relayed, camps, fall)).collect();
    let but = if against.is_empty() { String::new() } else { format!("; but {}", join_words(&against)) };
    let message = format!(
        "relays of {} differ on {}: {}{more}{but}",
        relayed.origin(),
        relayed.about(),
        reported.join(", ")
    );
    let finding = relayed.report(findings, message);
    finding.claims.clear();
    for camp in camps {
        for &at in camp {
            finding.claims.push(words.cite(at).in_core());
        }
    }
    finding.reasoning = vec![format!(
        "{}'s own statement is missing, and as many relays give one {} as another",
        relayed.origin(),
        words.value_noun(camps[0][0])
    )];
    if let [one, two] = camps {
        // One of the two is taken for a changed form of the other: the first if another day rules it out,
        // else the second.
        let (kept, changed) = if falls.iter().any(|fall| fall.camp == 0) { (two, one) } else { (one, two) };
        finding.cause = relayed.cause(changed[0], kept[0]);
    }
    finding.outlier = Some("unclear which is right".to_owned());
    finding.claims.extend(falls.iter().map(|fall| words.cite_dated(fall.neighbour)));
    if !falls.is_empty() {
        let odd: Vec<String> = falls.iter().map(|fall| words.said(camps[fall.camp][0])).collect();
        let claims = falls.iter().flat_map(|fall| &camps[fall.camp]);
        let places: Vec<_> = claims.map(|&at| words.corpus.claim(at).place).collect();
        for cited in finding.claims.iter_mut().filter(|cited| cited.core && places.contains(&cited.place)) {
            cited.suspect = true;
        }
        finding.outlier = Some(format!(
            "{}: it does not go with what {} says of another day",
            join_words(&odd),
            relayed.origin()
        ));
    }
    finding.help.push(format!("find {}'s own statement and add it without `via`", relayed.origin()));
    let day = words.example_day(camps[0][0]);
    finding.help.push(format!("if it said both, give the date of each: `said {day}`"));
}

/// `from 792 the total would fall to 740 on 20 October`.
fn fall_in_words(relayed: &Relayed<'_>, camps: &[Vec<u32>], fall: &Fall) -> String {
    let words = relayed.words;
    let (figure, other) = (words.said(camps[fall.camp][0]), words.said(fall.neighbour));
    let when = words.corpus.claim(fall.neighbour).time.as_ref().map(on_date).unwrap_or_default();
    if fall.is_before {
        format!("to {figure} the total would fall from {other}{when}")
    } else {
        format!("from {figure} the total would fall to {other}{when}")
    }
}

/// `via A`, or the number of relays.
fn via_in_words(relayed: &Relayed<'_>, camp: &[u32]) -> String {
    let mut outlets: Vec<String> = camp
        .iter()
        .take(MAX_LISTED)
        .filter_map(|&at| {
            let chain = relayed.words.corpus.model.registers.chains.get(relayed.words.corpus.claim(at).via.0);
            Some(format!("`{}`", relayed.words.source(*chain.first()?)))
        })
        .collect();
    outlets.dedup();
    if camp.len() < MAX_LISTED {
        format!("via {}", join_words(&outlets))
    } else {
        format!("via {}", plural(camp.len(), "relay"))
    }
}
