//! The kind that a measure seems to have, by its name and by how its figures change, and what other kinds would
//! compare.

use super::usage::Usage;
use crate::model::is_rank;

/// From how many steps on a few falls count as mistakes.
const STEPS: usize = 4;

/// Words in a measure's name, with the kind that they suggest.
const BY_NAME: [(&str, &str); 20] = [
    ("total", "cumulative"),
    ("cumulative", "cumulative"),
    ("so far", "cumulative"),
    ("toll", "cumulative"),
    ("to date", "cumulative"),
    ("cumul", "cumulative"),
    ("kumul", "cumulative"),
    ("insgesamt seit", "cumulative"),
    ("acumulad", "cumulative"),
    ("daily", "flow"),
    ("new ", "flow"),
    ("per day", "flow"),
    ("weekly", "flow"),
    ("monthly", "flow"),
    ("rate", "ratio"),
    ("share", "ratio"),
    ("proportion", "ratio"),
    ("per cent", "ratio"),
    ("percent", "ratio"),
    ("%", "ratio"),
];

/// Words of quantities that go up and down (stocks), however their figures happen to change: no running total, and no
/// flow.
const STOCKS: [&str; 40] = [
    "age",
    "area",
    "average",
    "balance",
    "capacity",
    "debt",
    "density",
    "depth",
    "distance",
    "employed",
    "employment",
    "gdp",
    "height",
    "income",
    "index",
    "length",
    "level",
    "mean",
    "median",
    "members",
    "membership",
    "population",
    "price",
    "prices",
    "rate",
    "rent",
    "reserves",
    "salary",
    "score",
    "seats",
    "share",
    "size",
    "speed",
    "stock",
    "temperature",
    "unemployed",
    "unemployment",
    "value",
    "wage",
    "wages",
];

/// Words of quantities that accumulate and never go back.
const ACCUMULATES: [&str; 33] = [
    "blessés",
    "cas",
    "casualties",
    "cases",
    "dead",
    "death",
    "deaths",
    "décès",
    "delivered",
    "destroyed",
    "died",
    "drowned",
    "fälle",
    "fatalities",
    "genesene",
    "geimpfte",
    "guéris",
    "infected",
    "infections",
    "infizierte",
    "killed",
    "morts",
    "murdered",
    "perished",
    "rescued",
    "tested",
    "todesfälle",
    "tote",
    "vaccinated",
    "verletzte",
    "verstorbene",
    "victims",
    "victimes",
];

/// Words of differences, which may be below zero.
const DIFFERENCES: [&str; 14] = [
    "anomaly",
    "balance",
    "change",
    "decline",
    "deficit",
    "difference",
    "excess",
    "growth",
    "increase",
    "inflation",
    "net",
    "profit",
    "result",
    "surplus",
];

/// What each kind compares, for the help of a proposal.
const COMPARES: [(&str, &str); 4] = [
    ("level", "compares the figures of one day, or of one period"),
    ("cumulative", "also compares different days: a total never falls"),
    ("flow", "adds periods up: the days of a month make the month"),
    ("ratio", "is a share of a whole: never below zero, never above 100%"),
];

/// A kind that a measure seems to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KindProposal {
    /// The word for it.
    pub(crate) kind: &'static str,
    /// The reason for it.
    pub(crate) why: String,
    /// Whether its figures can be below zero.
    pub(crate) may_be_negative: bool,
}

impl KindProposal {
    /// The other kinds that the measure could have, each with what it would compare; none where no other fits.
    pub(crate) fn alternatives(&self, name: &str, usage: &Usage) -> Vec<String> {
        let others: &[&str] = match self.kind {
            _ if is_rank(name) => &[],
            _ if usage.is_percent() && usage.negative > 0 => &[],
            "level" if usage.is_percent() && usage.above_hundred > 0 => &[],
            _ if usage.is_percent() => &["level", "ratio"],
            "level" | "cumulative" | "flow" => &["level", "cumulative", "flow"],
            "ratio" => &["level", "ratio"],
            _ => &[],
        };
        let others = others.iter().filter(|kind| **kind != self.kind);
        let compared = others.filter_map(|kind| COMPARES.iter().find(|(known, _)| known == kind));
        compared.map(|(kind, compares)| format!("`kind {kind}` {compares}")).collect()
    }
}

/// The kind of a measure, by its name and its claims.
pub(crate) fn kind(name: &str, usage: &Usage) -> KindProposal {
    let padded_name = format!("{} ", name.to_lowercase().replace('_', " "));
    let has =
        |list: &[&str]| padded_name.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
    let signed = usage.negative > 0 || has(&DIFFERENCES);
    let (kind, why) = kind_of(name, &padded_name, usage, signed, has);
    let may_be_negative = matches!(kind, "level" | "flow") && signed;
    KindProposal { kind, why, may_be_negative }
}

fn kind_of(
    name: &str,
    padded_name: &str,
    usage: &Usage,
    signed: bool,
    has: impl Fn(&[&str]) -> bool,
) -> (&'static str, String) {
    let figures: usize = usage.claims - usage.non_figures.values().sum::<usize>();
    if let Some((&other, &count)) =
        usage.non_figures.iter().max_by_key(|(_, count)| **count).filter(|(_, c)| **c > figures)
    {
        return (other, format!("{count} of {} values show it", usage.claims));
    }
    if is_rank(name) {
        return ("level", "a place in a ranking, which is no quantity".to_owned());
    }
    if usage.is_percent() {
        return match (signed, usage.above_hundred) {
            (true, _) if usage.negative > 0 => ("level", "its figures are percentages below zero".to_owned()),
            (true, _) => ("level", "its figures are percentages of a change".to_owned()),
            (false, 0) => ("ratio", "its figures are percentages".to_owned()),
            // Among shares, one above a hundred is a mistake or news, and should be reported.
            (false, above) if above * 2 <= usage.claims => (
                "ratio",
                format!("its figures are percentages; above 100 ({above} of {}) is reported", usage.claims),
            ),
            (false, _) => ("level", "most of its figures are percentages above 100".to_owned()),
        };
    }
    let by_name =
        BY_NAME.iter().find(|(word, _)| padded_name.contains(word)).map(|(word, kind)| (word.trim(), *kind));
    // A figure in a unit other than per cent is no share, and a share is never above a hundred per cent.
    let may_be_share = usage.units.is_empty() && usage.above_hundred == 0 && usage.negative == 0;
    let by_name = by_name.filter(|(_, kind)| *kind != "ratio" || may_be_share);
    let by_period = usage.periods * 2 > usage.claims;
    // The total of what goes up and down, such as `Employed, total`, does so too; and that of a month is none of all months.
    let by_name = by_name.filter(|(word, _)| *word != "total" || !has(&STOCKS) && !by_period);
    let steps = usage.steps();
    let course = format!(
        "from one date to the next it rises {} times, stays {}, falls {}",
        usage.up, usage.unchanged, usage.down
    );
    // A running total falls only by mistake: in at most one step of twenty, and it also rises.
    let never_falls = usage.up >= 2 && usage.down == 0;
    let grows = never_falls || (steps >= STEPS && usage.up > 0 && usage.down * 20 <= steps);
    let falls = steps >= STEPS && usage.down * 20 > steps;
    // A restated total falls now and then. Figures that fall more than half as often as they rise are
    // no total, whatever their name.
    let falls = falls && usage.down * 2 > usage.up;
    match by_name {
        Some((word, "cumulative")) if falls => ("level", format!("`{word}` in its name, but {course}")),
        Some((word, kind)) if steps >= STEPS => (kind, format!("`{word}` in its name; {course}")),
        Some((word, kind)) => (kind, format!("`{word}` in its name")),
        None if usage.negative > 0 => ("level", "its figures go below zero".to_owned()),
        None if signed => ("level", "by its name a difference".to_owned()),
        None if has(&STOCKS) => ("level", "by its name it goes up and down".to_owned()),
        None if by_period => ("flow", "its figures are of periods".to_owned()),
        None if grows => ("cumulative", course),
        // Over a few dates a fall is a mistake or news, and should be reported.
        None if has(&ACCUMULATES) && steps < STEPS && usage.down <= usage.up => {
            let remark =
                if usage.down > 0 { format!(", though {course}: falls are reported") } else { String::new() };
            ("cumulative", format!("by its name it adds up{remark}"))
        }
        None if steps >= STEPS || usage.down > 0 => ("level", course),
        None => ("level", "too few dates to see how it changes".to_owned()),
    }
}
