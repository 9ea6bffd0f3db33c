//! Figures that may be from before or after a break, as nobody knows on which side they are: each is compared with
//! the figures on both sides.

use rustc_hash::FxHashSet;

use crate::contradiction::allowed;
use crate::contradiction::dispute::{Dispute, DisputeKind, Side};
use crate::contradiction::encoding::weight;
use crate::contradiction::time_layout::moment;
use crate::corpus::{Corpus, Fact, Series, Statement};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Shape, Window, WrittenTime};
use crate::reason::{TimePoint, TimeRange, Weight};

/// A statement whose segment between two breaks is known.
struct Placed<'f> {
    /// Its fact's number in the series.
    fact: u32,
    statement: &'f Statement,
    /// The segment, by number.
    segment: usize,
    /// Its time.
    when: TimeRange,
    /// What it allows.
    span: Interval,
}

/// What contradicts a figure if it is in a certain segment.
struct Rivals<'p, 'f> {
    /// The nearest statement, which is the one that is shown.
    nearest: &'p Placed<'f>,
    /// The weight of all such statements.
    cost: Weight,
}

/// Whether a fact may be on more than one side of the breaks of its series.
pub(super) fn spans_a_break(breaks: &[Day], window: &Window) -> bool {
    let segments = allowed::segments(breaks, window);
    segments.start() < segments.end()
}

/// The figures of a running total or a constant that fit on none of the sides of the breaks where they may be.
/// Statements in `removed`, given by fact and representative claim, are left out.
pub(super) fn find(
    corpus: &Corpus,
    number: u32,
    facts: &[Fact],
    breaks: &[Day],
    removed: &FxHashSet<(u32, u32)>,
) -> Vec<Dispute> {
    let series = &corpus.series[number as usize];
    if breaks.is_empty() || !matches!(series.kind, Kind::Cumulative | Kind::Constant) {
        return Vec::new();
    }
    let has_place_in_time = |window: &Window| {
        let instant = window.shape == Shape::Instant && window.from.is_some() && window.to.is_some();
        instant || series.kind == Kind::Constant
    };
    let dated: Vec<(u32, &Fact, Window)> = (0_u32..)
        .zip(facts)
        .filter_map(|(at, fact)| Some((at, fact, fact.window.filter(has_place_in_time)?)))
        .collect();
    if !dated.iter().any(|(_, _, window)| spans_a_break(breaks, window)) {
        return Vec::new();
    }
    let zoned = dated.iter().any(|(_, _, window)| {
        [window.start(), window.end()].into_iter().flatten().any(WrittenTime::is_zoned)
    });
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for (at, fact, window) in &dated {
        let segments = allowed::segments(breaks, window);
        if segments.start() < segments.end() {
            continue;
        }
        for statement in
            fact.statements.iter().filter(|statement| !removed.contains(&(*at, statement.representative())))
        {
            placed.push(Placed {
                fact: *at,
                statement,
                segment: *segments.start(),
                when: within(window, *segments.start(), breaks, zoned),
                span: allowed::allowed_by(corpus, series, statement),
            });
        }
    }
    let mut disputes = Vec::new();
    for (at, fact, window) in &dated {
        if !spans_a_break(breaks, window) {
            continue;
        }
        for statement in
            fact.statements.iter().filter(|statement| !removed.contains(&(*at, statement.representative())))
        {
            let span = allowed::allowed_by(corpus, series, statement);
            let rivals: Option<Vec<Rivals<'_, '_>>> = allowed::segments(breaks, window)
                .map(|segment| {
                    let when = within(window, segment, breaks, zoned);
                    rivals(series, &placed, segment, when, &span, statement)
                })
                .collect();
            let Some(rivals) = rivals.filter(|rivals| rivals.len() > 1) else { continue };
            let cost = weight(statement);
            let kept = fact.statements.iter().filter(|other| {
                other.representative() != statement.representative()
                    && !removed.contains(&(*at, other.representative()))
            });
            let kind =
                if series.kind == Kind::Constant { DisputeKind::Figures } else { DisputeKind::Decrease };
            let removed_side = Side { series: number, window: Some(*window), statement: statement.clone() };
            let against = rivals
                .iter()
                .map(|Rivals { nearest, .. }| Side {
                    series: number,
                    window: facts[nearest.fact as usize].window,
                    statement: nearest.statement.clone(),
                })
                .collect();
            disputes.push(Dispute {
                repair: vec![statement.clone()],
                kept: kept.cloned().collect(),
                conflict_size: rivals.len() as u32 + 1,
                unique: rivals.iter().all(|rivals| rivals.cost > cost),
                certain: if rivals.iter().all(|rivals| rivals.cost > cost) {
                    vec![statement.representative()]
                } else {
                    Vec::new()
                },
                is_smallest: rivals.iter().all(|rivals| rivals.cost >= cost),
                ..Dispute::between(kind, (number, *at), Some(*window), removed_side, against)
            });
        }
    }
    disputes
}

/// The part of a window that lies in one segment between two breaks. `zoned` says whether any time of the series names its zone.
pub(super) fn within(window: &Window, segment: usize, breaks: &[Day], zoned: bool) -> TimeRange {
    let point = |time: WrittenTime| moment(time, zoned);
    let (first, last) = (window.start(), window.end());
    if window.shape == Shape::Instant && first == last {
        return TimeRange::at(first.map_or(TimePoint::new(0, 0), point));
    }
    let own = allowed::segments(breaks, window);
    let opens = segment.checked_sub(1).and_then(|step| breaks.get(step)).map(|&day| WrittenTime::day(day));
    let closes = breaks.get(segment).and_then(|day| day.prev()).map(WrittenTime::day);
    let start = if segment == *own.start() { first } else { opens };
    let end = if segment == *own.end() { last } else { closes };
    let start = point(start.unwrap_or(WrittenTime::day(Day::FIRST)));
    let end = point(end.unwrap_or(WrittenTime::day(Day::LAST)));
    TimeRange { start, end }
}

/// What contradicts a figure if it is in this segment; none if nothing does.
fn rivals<'p, 'f>(
    series: &Series,
    placed: &'p [Placed<'f>],
    segment: usize,
    when: TimeRange,
    span: &Interval,
    statement: &Statement,
) -> Option<Rivals<'p, 'f>> {
    let above = |low: &Interval, high: &Interval| high.before(low);
    let against = placed.iter().filter(|other| other.segment == segment).filter(|other| {
        if series.kind == Kind::Constant {
            return other.span.disjoint(span);
        }
        (above(span, &other.span) && when.end.reaches(other.when.start))
            || (above(&other.span, span) && other.when.end.reaches(when.start))
    });
    let cost = against.clone().map(|other| weight(other.statement)).reduce(|sum, one| sum + one)?;
    let gap = |other: &Placed<'_>| {
        let after = other.when.start.from.saturating_sub(when.end.to);
        after.max(when.start.from.saturating_sub(other.when.end.to)).max(0)
    };
    let key = |other: &&Placed<'_>| {
        (other.statement.voice != statement.voice, gap(other), other.statement.representative())
    };
    Some(Rivals { nearest: against.min_by_key(key)?, cost })
}
