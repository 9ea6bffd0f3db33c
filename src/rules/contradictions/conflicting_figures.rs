use crate::contradiction::{DisputeKind, hard_span, soft_span};
use crate::corpus::{Statement, join_words, plural};
use crate::model::Number;
use crate::model::claim::Value;
use crate::phrasing::{Context, FEW, Findings, Presenter, amount, disputes, percentage};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// Sources give different figures for the same fact.
    ///
    /// ## Why it matters
    /// Two exact figures for one measure, one scope and one day cannot both be true. The checker cannot know which is right,
    /// but an editor must know that they differ before printing either. A dispute between sources is a warning. Where the two
    /// sides are declared to be of different parties, or the measure is `contested`, it is a note.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 4,130 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// displaced 4,310 in Harrow Bay on 2020-10-19 by "Coastal Council"
    /// ```
    /// Fixed: the second source was speaking of the day after.
    /// ```claims passes
    /// displaced 4,130 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// displaced 4,310 in Harrow Bay on 2020-10-20 by "Coastal Council"
    /// ```
    ///
    /// ## How to settle it
    /// Check both figures against the sources' own words: the day, the place, who is counted. If one source only spoke
    /// loosely, write its words (`about 4,130`, `at least 4,000`). If they count differently, show it with a scope:
    /// `[basis: confirmed]`. If both really say so, keep both and `accept` the conflict with a reason. Where one source is the
    /// authority, say so in its definition: `settles votes`. Sources of one `party` count as one where it is decided which
    /// figure stands out.
    ///
    /// ## When it is silent
    /// Where one figure allows the other: `about 4,200`, `at least 4,000`, `4,100 to 4,400`, a round `4,000`, `a third`. Where the
    /// windows, the scope or the mode differ. Where a relay's figure differs from its origin's own: the origin's word counts.
    /// Where the origin has since revised, corrected or retracted its figure. Where a source `fills in`: its figures are held
    /// against each other only. Where a figure that does not come from either
    /// side itself fits neither. Where a figure was given for a period that was not over yet, and the other figure is as high
    /// or higher.
    ///
    /// ## Settings
    /// `tolerance` on the measure, or `[tolerances]` in `gainsay.toml`, widens every figure; `contested` turns disputes about
    /// the measure into notes; `rounding strict` takes round figures literally.
    pub(super) static CONFLICTING_FIGURES = "C101" "conflicting-figures", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_reported_here =
        |presenter: &Presenter<'_>| !presenter.dispute.is_slip() && percentage::sides(presenter).is_none();
    for presenter in disputes(context, DisputeKind::Figures).filter(is_reported_here) {
        let is_reported = presenter.report_either_side(findings, "conflicting-figures")
            || presenter.report_whichever(findings, "conflicting-figures");
        if is_reported {
            continue;
        }
        presenter.report(findings, "conflicting-figures", message(&presenter), reasoning(&presenter));
    }
}

fn message(presenter: &Presenter<'_>) -> String {
    let groups = presenter.groups_by_value();
    let (about, when) = (presenter.about(), presenter.when());
    let figure = |group: &Vec<&crate::corpus::Statement>| presenter.said(group[0]);
    match groups.as_slice() {
        // What an undecided voice may have said is in the reasoning.
        [] | [_] => {
            let (one, two) = presenter.first_two();
            let [mine, theirs] = [one, two].map(|side| presenter.words.voices(&[&side.statement]));
            let [figure, other] = [one, two].map(|side| presenter.said(&side.statement));
            format!("{mine} {} {about} at {figure}{when}, {theirs} at {other}", verb(1))
        }
        [one, two] => {
            let (mine, theirs) = (presenter.words.voices(one), presenter.words.voices(two));
            let (puts, other) = (verb(one.len()), figure(two));
            format!("{mine} {puts} {about} at {}{when}, {theirs} at {other}", figure(one))
        }
        _ if groups.len() <= FEW => {
            let parts: Vec<String> = groups
                .iter()
                .map(|group| format!("{} by {}", figure(group), presenter.words.voices(group)))
                .collect();
            format!("sources differ on {about}{when}: {}", join_words(&parts))
        }
        _ => {
            let (one, two) = presenter.furthest_two();
            format!(
                "{} give different figures for {about}{when}, {} and {} among them",
                plural(presenter.statements(), "source"),
                presenter.said(one),
                presenter.said(two)
            )
        }
    }
}

fn verb(count: usize) -> &'static str {
    if count == 1 { "puts" } else { "put" }
}

/// The difference of two figures as stated, before rounding and tolerance; none if one of them is a range or bound.
fn stated_difference(presenter: &Presenter<'_>) -> Option<Number> {
    let best = |statement: &Statement| match &presenter.words.corpus.claim(statement.representative()).value {
        Value::Number(figure) => {
            let hard = figure.hard();
            figure.best().filter(|_| hard.low.is_some() && hard.high.is_some()).cloned()
        }
        _ => None,
    };
    let (one, two) = presenter.furthest_two();
    Some((&best(one)? - &best(two)?).abs())
}

/// The arithmetic that shows that two figures cannot both be true.
pub(super) fn reasoning(presenter: &Presenter<'_>) -> Vec<String> {
    let (one, two) = presenter.furthest_two();
    let corpus = presenter.words.corpus;
    let (first, second) = (hard_span(corpus, one), hard_span(corpus, two));
    let (lower, upper) = if first.before(&second) { (one, two) } else { (two, one) };
    let (low, high) = (presenter.said(lower), presenter.said(upper));
    let gap = first.gap(&second);
    let sign = |statement: &Statement| presenter.words.percent_sign(statement.representative());
    let in_unit = |gap: &Number| {
        format!("{}{}", amount::to_digits(gap, 4), presenter.words.gap_unit(one.representative(), gap))
    };
    let apart = if gap.is_zero() {
        match stated_difference(presenter).filter(|stated| !stated.is_zero()) {
            Some(stated) => format!("they are {} apart, and each allows less than that", in_unit(&stated)),
            None => "they exclude each other".to_owned(),
        }
    } else {
        match (first.single().is_some() && second.single().is_some(), stated_difference(presenter)) {
            (false, Some(stated)) if stated != gap => {
                format!(
                    "they are {} apart, and still {} with what each allows",
                    in_unit(&stated),
                    in_unit(&gap)
                )
            }
            (false, None) => format!("they are at least {} apart", in_unit(&gap)),
            _ => format!("they are {} apart", in_unit(&gap)),
        }
    };
    let spans = [(lower, &low, first.before(&second)), (upper, &high, !first.before(&second))];
    let loose: Vec<String> = spans
        .iter()
        .filter_map(|&(statement, said, is_first)| {
            let hard = if is_first { &first } else { &second };
            (**hard != *soft_span(corpus, statement))
                .then(|| format!("{said} allows {hard}{}", sign(statement)))
        })
        .collect();
    let mut lines = loose;
    lines.push(format!("one fact has one figure: {low} and {high} cannot both be true: {apart}"));
    lines
}
