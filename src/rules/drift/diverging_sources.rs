use crate::contradiction::DisputeKind;
use crate::corpus::{Voice, plural};
use crate::drift::Divergence;
use crate::finding::{Cited, Severity};
use crate::model::{Number, Window};
use crate::phrasing::amount::times;
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// Two sources' series of one thing grow apart.
    ///
    /// ## Why it matters
    /// A steady difference between two sources is a matter of method: one counts probable cases, the other does not. A
    /// difference that grows has a cause in time: a backlog, a broken feed, an unannounced change of method. No single day
    /// shows it.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 1,003 in Harrow Bay on 2021-03-01 by "Relief Agency"
    /// displaced 1,052 in Harrow Bay on 2021-03-02 by "Relief Agency"
    /// displaced 1,104 in Harrow Bay on 2021-03-03 by "Relief Agency"
    /// displaced 1,151 in Harrow Bay on 2021-03-04 by "Relief Agency"
    /// displaced 1,203 in Harrow Bay on 2021-03-05 by "Relief Agency"
    /// displaced 1,252 in Harrow Bay on 2021-03-06 by "Relief Agency"
    /// displaced 1,304 in Harrow Bay on 2021-03-07 by "Relief Agency"
    /// displaced 1,351 in Harrow Bay on 2021-03-08 by "Relief Agency"
    /// displaced 1,403 in Harrow Bay on 2021-03-09 by "Relief Agency"
    /// displaced 1,452 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// displaced 1,003 in Harrow Bay on 2021-03-01 by "Town Hall"
    /// displaced 1,031 in Harrow Bay on 2021-03-02 by "Town Hall"
    /// displaced 1,062 in Harrow Bay on 2021-03-03 by "Town Hall"
    /// displaced 1,088 in Harrow Bay on 2021-03-04 by "Town Hall"
    /// displaced 1,119 in Harrow Bay on 2021-03-05 by "Town Hall"
    /// displaced 1,143 in Harrow Bay on 2021-03-06 by "Town Hall"
    /// displaced 1,166 in Harrow Bay on 2021-03-07 by "Town Hall"
    /// displaced 1,189 in Harrow Bay on 2021-03-08 by "Town Hall"
    /// displaced 1,217 in Harrow Bay on 2021-03-09 by "Town Hall"
    /// displaced 1,238 in Harrow Bay on 2021-03-10 by "Town Hall"
    /// ```
    /// No finding: they differ, but always by the same share.
    /// ```claims passes
    /// displaced 1,003 in Harrow Bay on 2021-03-01 by "Relief Agency"
    /// displaced 1,052 in Harrow Bay on 2021-03-02 by "Relief Agency"
    /// displaced 1,104 in Harrow Bay on 2021-03-03 by "Relief Agency"
    /// displaced 1,151 in Harrow Bay on 2021-03-04 by "Relief Agency"
    /// displaced 1,203 in Harrow Bay on 2021-03-05 by "Relief Agency"
    /// displaced 903 in Harrow Bay on 2021-03-01 by "Town Hall"
    /// displaced 947 in Harrow Bay on 2021-03-02 by "Town Hall"
    /// displaced 993 in Harrow Bay on 2021-03-03 by "Town Hall"
    /// displaced 1,036 in Harrow Bay on 2021-03-04 by "Town Hall"
    /// displaced 1,083 in Harrow Bay on 2021-03-05 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// - ask what changed around the day they start to differ: a method, a feed, who is counted
    /// - until you know, name the source with each figure, and do not continue one source's series with the other's figures
    /// - if they count different things, show it in the scope: `[basis: confirmed]`
    ///
    /// ## When it is silent
    /// - for fewer than ten dates on which both have a figure that is close to exact: hedged figures, and figures rounded by
    ///   more than a hundredth, do not count
    /// - where chance alone would produce it once in a thousand times (Mann and Kendall's test), where their ratio changed by
    ///   less than a tenth from first to last (Theil and Sen's line on its logarithm), where they are less than a tenth apart
    ///   at the end, or converge
    /// - for forecasts and constants
    ///
    /// Each source is compared with the one that has the most figures; one finding lists all sources that diverge from it.
    /// The single days on which sources contradict each other are reported separately (`conflicting-figures`): a difference
    /// alone is not a trend, and a trend is more than a difference. It is a note where the sources have different parties or
    /// the measure is `contested`.
    ///
    /// ## Settings
    /// `apart-instants` and `apart-growth` under `[drift]` in `gainsay.toml`.
    pub(super) static DIVERGING_SOURCES = "D105" "diverging-sources", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

/// How many others are reported beside the pair that diverges most.
const MAX_OTHERS: usize = 3;

fn check(context: &Context<'_>, findings: &mut Findings) {
    for group in context.drift.divergences.chunk_by(|a, b| a.series == b.series) {
        report(context, group, findings);
    }
}

fn report(context: &Context<'_>, group: &[Divergence], findings: &mut Findings) {
    let [most, others @ ..] = group else { return };
    let words = context.words();
    let series = &context.corpus.series[most.series as usize];
    let (above, below) = (words.voice(most.above), words.voice(most.below));
    let message = format!(
        "{above} and {below} grow apart on {}: {}, {}",
        words.series(series),
        figures_of_both(context, most.first, false),
        figures_of_both(context, most.last, true)
    );
    let last = context.corpus.claim(most.last.0);
    let finding = findings.report(last.place, last.mark, message);
    let mut fact = words.fact(series, context.corpus.claim(most.first.0).time.as_ref());
    fact.to = last.time.as_ref().and_then(Window::iso_to);
    finding.fact = Some(fact);
    finding.reasoning.push(format!(
        "since about {} {above} has pulled further ahead: the ratio grows by {} a {}, by {} in all, over {}",
        most.since.in_words(),
        percent(most.growth_rate),
        if most.is_monthly { "month" } else { "week" },
        percent(most.total_growth),
        plural(most.common_facts, "common date")
    ));
    let (more, less) = most.pairs;
    finding.reasoning.push(format!(
        "in pairs of dates, the later one has the larger ratio {} times and the smaller {} times: this is not chance",
        Number::from_u64(more).grouped(),
        Number::from_u64(less).grouped()
    ));
    for other in others.iter().take(MAX_OTHERS) {
        finding.reasoning.push(format!(
            "{} and {} grow apart too: {}, {}",
            words.voice(other.above),
            words.voice(other.below),
            figures_of_both(context, other.first, false),
            figures_of_both(context, other.last, true)
        ));
    }
    if others.len() > MAX_OTHERS {
        finding.reasoning.push(format!("and so do {} more", others.len() - MAX_OTHERS));
    }
    if is_reported_by_day(context, most) {
        finding
            .reasoning
            .push("other findings report the days on which they contradict each other".to_owned());
    }
    if is_expected(context, most) {
        finding.severity = Severity::Note;
    }
    for divergence in group.iter().take(MAX_OTHERS + 1) {
        let core = std::ptr::eq(divergence, most);
        let claims = [divergence.first.0, divergence.first.1, divergence.last.0, divergence.last.1];
        let new = |at: &u32| !finding.claims.iter().any(|cited| cited.id == words.id(*at));
        let claims: Vec<u32> = claims.into_iter().filter(new).collect();
        finding.claims.extend(claims.into_iter().map(|at| Cited { core, ..words.cite_dated(at) }));
    }
    finding
        .help
        .push(format!("ask what changed around {}: a method, a feed, who is counted", most.since.in_words()));
    finding.help.push(
        "until you know, name the source of each figure, and do not mix the two in one series".to_owned(),
    );
}

/// `1,003 and 1,003 on 1 March 2021`, with the ratio of the two.
fn figures_of_both(context: &Context<'_>, (above, below): (u32, u32), ratio: bool) -> String {
    let words = context.words();
    let day = context.corpus.claim(above).time.as_ref().map(Window::in_words).unwrap_or_default();
    let figure = |at: u32| context.corpus.claim(at).best();
    let ratio =
        figure(above).zip(figure(below)).filter(|_| ratio).and_then(|(above, below)| times(above, below));
    let ratio = ratio.map(|times| format!(", {times}")).unwrap_or_default();
    format!("{} and {} on {day}{ratio}", words.said(above), words.said(below))
}

/// Thousandths as per cent.
fn percent(thousandths: i64) -> String {
    format!("{} %", crate::phrasing::amount::rounded(&Number::decimal(i128::from(thousandths), 1)))
}

/// Whether contradictions between the two are reported for single days.
fn is_reported_by_day(context: &Context<'_>, divergence: &Divergence) -> bool {
    let disputes = &context.contradictions.disputes;
    let first = disputes.partition_point(|dispute| dispute.series < divergence.series);
    let of_series = disputes[first..].iter().take_while(|dispute| dispute.series == divergence.series);
    let speaks = |voices: &[Voice], voice: Voice| voices.contains(&voice);
    of_series.filter(|dispute| dispute.kind == DisputeKind::Figures).any(|dispute| {
        let sides = dispute.core().map(|side| side.statement.voice);
        let voices: Vec<Voice> = sides.collect();
        speaks(&voices, divergence.above) && speaks(&voices, divergence.below)
    })
}

/// Whether the two need not agree: they are of different parties, or the measure is contested.
fn is_expected(context: &Context<'_>, divergence: &Divergence) -> bool {
    let words = context.words();
    let parties = words.corpus.party(divergence.above).zip(words.corpus.party(divergence.below));
    let measure = context.corpus.series[divergence.series as usize].measure;
    let contested = context.corpus.model.vocabulary.measure(measure).is_some_and(|measure| measure.contested);
    contested || parties.is_some_and(|(one, two)| one != two)
}
