//! What figures say, form by form.

use super::*;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::syntax::tree::{self, Amount, Form, Hedge, Name, Scale};
use proptest::prelude::*;

/// An amount as the parser would cut it: `-`, `$`, digits, scale word.
fn amount(text: &str) -> Amount<'_> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (currency, rest) = rest.strip_prefix('$').map_or((None, rest), |rest| (Some(&text[..1]), rest));
    let cut = rest.rfind(|char: char| char.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
    let (numeral, word) = rest.split_at(cut);
    let factor = match word.trim() {
        "thousand" | "k" => 1_000,
        "lakh" => 100_000,
        "million" | "m" => 1_000_000,
        "bn" => 1_000_000_000,
        "dozen" => 12,
        _ => 0,
    };
    let scale = Scale { text: word.trim(), factor, or_unit: word == "m" };
    Amount { text, negative, currency, numeral, scale: (factor > 0).then_some(scale) }
}

fn how(table: &HedgeTable) -> FigureOptions<'_> {
    FigureOptions { strict: false, measured: false, scale_is_unit: false, decimal: None, table }
}

fn read_form<'s>(
    form: Form<'s>,
    change: impl Fn(&mut FigureOptions<'_>),
) -> Result<Figure, FigureProblem<'s>> {
    let table = HedgeTable::default();
    let mut how = how(&table);
    change(&mut how);
    read(&tree::Figure { form, unit: None }, &how)
}

fn said(form: Form<'_>) -> Figure {
    read_form(form, |_| {}).unwrap()
}

/// Soft span, hard span and the figure as said, for short.
fn spans(figure: &Figure) -> (String, String, Option<String>) {
    let show = |span: &Interval| {
        let end = |end: &Option<Number>| end.as_ref().map_or("∞".to_owned(), Number::to_string);
        let (open, close) = (if span.low_open { '(' } else { '[' }, if span.high_open { ')' } else { ']' });
        format!("{open}{}, {}{close}", end(&span.low), end(&span.high))
    };
    (show(&figure.soft()), show(&figure.hard()), figure.best().map(Number::to_string))
}

fn check(form: Form<'_>, soft: &str, hard: &str, best: Option<&str>) {
    let figure = said(form);
    assert_eq!(spans(&figure), (soft.to_owned(), hard.to_owned(), best.map(str::to_owned)));
}

fn plain(text: &str, soft: &str, hard: &str) {
    let figure = said(Form::Plain(amount(text)));
    let (is_soft, is_hard, _) = spans(&figure);
    assert_eq!((is_soft.as_str(), is_hard.as_str()), (soft, hard), "{text}");
}

#[test]
fn is_two_words() {
    assert_eq!(size_of::<Figure>(), 16);
}

#[test]
fn plain_digits_are_exact() {
    for text in ["729", "1,234", "12.5", "-5", "0", "300", "990", "1,010", "twelve"] {
        assert!(matches!(said(Form::Plain(amount(text))), Figure::Exact(_)), "{text}");
    }
}

#[test]
fn round_figures_give_half_a_unit() {
    plain("43,000", "[43000, 43000]", "[42500, 43500]");
    plain("4,200", "[4200, 4200]", "[4150, 4250]");
    plain("1000", "[1000, 1000]", "[950, 1050]");
    plain("1100", "[1100, 1100]", "[1050, 1150]");
    plain("100,000", "[100000, 100000]", "[95000, 105000]");
    plain("-1000", "[-1000, -1000]", "[-1050, -950]");
    plain("12,300", "[12300, 12300]", "[12250, 12350]");
    plain("-43,000", "[-43000, -43000]", "[-43500, -42500]");
    let huge = format!("12{}", "0".repeat(30));
    assert!(matches!(said(Form::Plain(amount(&huge))), Figure::Spans(_)));
    let strict = read_form(Form::Plain(amount("43,000")), |how| how.strict = true);
    assert_eq!(strict, Ok(Figure::Exact(Number::from_i64(43_000))));
    let exact = HedgeTable { round: Number::ZERO, ..HedgeTable::default() };
    let form = || tree::Figure { form: Form::Plain(amount("43,000")), unit: None };
    assert_eq!(read(&form(), &how(&exact)), Ok(Figure::Exact(Number::from_i64(43_000))));
    let whole = HedgeTable { round: Number::ONE, ..HedgeTable::default() };
    let read = read(&form(), &how(&whole)).unwrap();
    assert_eq!(spans(&read).1, "[42000, 44000]");
}

#[test]
fn scaled_and_measured_figures_are_right_to_half_their_last_digit() {
    plain("1.2 million", "[1150000, 1250000)", "[1150000, 1250000)");
    plain("1.20 million", "[1195000, 1205000)", "[1195000, 1205000)");
    plain("3bn", "[2500000000, 3500000000)", "[2500000000, 3500000000)");
    plain("1 million", "[950000, 1050000)", "[950000, 1050000)");
    plain("1.0 million", "[950000, 1050000)", "[950000, 1050000)");
    plain("1.00 million", "[995000, 1005000)", "[995000, 1005000)");
    plain("10 million", "[9500000, 10500000)", "[9500000, 10500000)");
    plain("1 dozen", "[6, 18)", "[6, 18)");
    plain("$1", "[0.5, 1.5)", "[0.5, 1.5)");
    plain("$1,000", "[999.5, 1000.5)", "[999.5, 1000.5)");
    plain("4 lakh", "[350000, 450000)", "[350000, 450000)");
    plain("-1.2 million", "(-1250000, -1150000]", "(-1250000, -1150000]");
    plain("$40", "[39.5, 40.5)", "[39.5, 40.5)");
    plain("2 dozen", "[18, 30)", "[18, 30)");
    plain("two dozen", "[18, 30)", "[18, 30)");
    plain("3.141 million", "[3140500, 3141500)", "[3140500, 3141500)");
    let area = read_form(Form::Plain(amount("4,400")), |how| how.measured = true).unwrap();
    assert_eq!(spans(&area).0, "[4399.5, 4400.5)");
    let share = read_form(Form::Plain(amount("12.50")), |how| how.measured = true).unwrap();
    assert_eq!(spans(&share).1, "[12.495, 12.505)");
}

#[test]
fn metres_are_not_millions() {
    let how = |how: &mut FigureOptions<'_>| {
        how.scale_is_unit = true;
        how.measured = true;
    };
    assert_eq!(spans(&read_form(Form::Plain(amount("40m")), how).unwrap()).0, "[39.5, 40.5)");
    plain("40m", "[39500000, 40500000)", "[39500000, 40500000)");
}

#[test]
fn hedges_widen() {
    let hedged = |hedge, text| Form::Hedged(hedge, amount(text));
    check(hedged(Hedge::About, "12,000"), "[11400, 12600]", "[10200, 13800]", Some("12000"));
    check(hedged(Hedge::About, "40"), "[35, 45]", "[25, 55]", Some("40"));
    check(hedged(Hedge::About, "729"), "[692.55, 765.45]", "[619.65, 838.35]", Some("729"));
    check(hedged(Hedge::About, "1.2 million"), "[1140000, 1260000]", "[1020000, 1380000]", Some("1200000"));
    check(hedged(Hedge::About, "-500"), "[-550, -450]", "[-650, -350]", Some("-500"));
    check(hedged(Hedge::About, "1,000"), "[950, 1050]", "[850, 1150]", Some("1000"));
    check(hedged(Hedge::About, "1,100"), "[1045, 1155]", "[935, 1265]", Some("1100"));
    check(hedged(Hedge::About, "100000"), "[95000, 105000]", "[85000, 115000]", Some("100000"));
    check(hedged(Hedge::About, "10"), "[9.5, 10.5]", "[8.5, 11.5]", Some("10"));
    check(hedged(Hedge::About, "1"), "[0.5, 1.5]", "[-0.5, 2.5]", Some("1"));
    check(hedged(Hedge::About, "0.1"), "[0.05, 0.15]", "[-0.05, 0.25]", Some("0.1"));
    check(hedged(Hedge::About, "0"), "[-0.5, 0.5]", "[-1.5, 1.5]", Some("0"));
    check(hedged(Hedge::Nearly, "500"), "[450, 500)", "[400, 550)", Some("500"));
    check(hedged(Hedge::Nearly, "-500"), "(-500, -450]", "(-550, -400]", Some("-500"));
    check(hedged(Hedge::JustOver, "500"), "(500, 550]", "(450, 600]", Some("500"));
    check(hedged(Hedge::JustOver, "-500"), "[-550, -500)", "[-600, -450)", Some("-500"));
    check(hedged(Hedge::Exactly, "43,000"), "[43000, 43000]", "[43000, 43000]", Some("43000"));
    check(hedged(Hedge::Exactly, "1.2 million"), "[1150000, 1250000)", "[1150000, 1250000)", Some("1200000"));
    check(hedged(Hedge::AtLeast, "541"), "[541, ∞]", "[541, ∞]", Some("541"));
    check(hedged(Hedge::MoreThan, "1.2 million"), "(1200000, ∞]", "(1200000, ∞]", Some("1200000"));
    check(hedged(Hedge::AtMost, "60"), "[∞, 60]", "[∞, 60]", Some("60"));
    check(hedged(Hedge::LessThan, "60"), "[∞, 60)", "[∞, 60)", Some("60"));
}

#[test]
fn ranges_are_hard_as_said() {
    let range = |low, high| Form::Range(amount(low), amount(high));
    check(range("50", "60"), "[50, 60]", "[50, 60]", None);
    check(range("-10", "-5"), "[-10, -5]", "[-10, -5]", None);
    check(range("50", "60 million"), "[50000000, 60000000]", "[50000000, 60000000]", None);
    check(range("900,000", "1.2 million"), "[900000, 1200000]", "[900000, 1200000]", None);
    check(Form::PlusMinus(amount("60"), amount("5")), "[55, 65]", "[55, 65]", Some("60"));
    check(
        Form::PlusMinus(amount("1.2"), amount("0.1 million")),
        "[1100000, 1300000]",
        "[1100000, 1300000]",
        Some("1200000"),
    );
    check(Form::Best(amount("729"), amount("700"), amount("760")), "[700, 760]", "[700, 760]", Some("729"));
    check(
        Form::Best(amount("1.2 million"), amount("1"), amount("1.5")),
        "[1000000, 1500000]",
        "[1000000, 1500000]",
        Some("1200000"),
    );
    assert!(matches!(said(range("5", "5")), Figure::Exact(_)));
}

#[test]
fn an_open_range_is_hard_from_below_only() {
    let open = Form::OpenRange(amount("25,850"), amount("26,900"));
    check(open, "[25850, 26900]", "[25850, ∞]", None);
    assert!(matches!(
        read_form(Form::OpenRange(amount("60"), amount("50")), |_| {}),
        Err(FigureProblem::Inverted { .. })
    ));
}

#[test]
fn a_range_with_its_thousands_left_out_is_in_thousands() {
    let range =
        |low: &'static str, high: &'static str| spans(&said(Form::Range(amount(low), amount(high)))).0;
    for (low, high, span) in [
        ("10", "11,000", "[10000, 11000]"),
        ("10", "11000", "[10000, 11000]"),
        ("10", "11,500", "[10000, 11500]"),
        ("1", "10,000", "[1000, 10000]"),
        ("$10", "11,000", "[10000, 11000]"),
        ("1.5", "2,000", "[1500, 2000]"),
        // No mark and no zeros; a second end that is not above, or far above, the first in thousands; a first one in thousands.
        ("10", "11500", "[10, 11500]"),
        ("10", "10,000", "[10, 10000]"),
        ("1", "10,001", "[1, 10001]"),
        ("12", "1,000", "[12, 1000]"),
        ("1,000", "2,000", "[1000, 2000]"),
        ("5000", "6,000,000", "[5000, 6000000]"),
        ("0", "11,000", "[0, 11000]"),
        ("-10", "11,000", "[-10, 11000]"),
        ("10", "11 thousand", "[10000, 11000]"),
    ] {
        assert_eq!(range(low, high), span, "{low}-{high}");
    }
    let best = Form::Best(amount("10,500"), amount("10"), amount("11,000"));
    check(best, "[10000, 11000]", "[10000, 11000]", Some("10500"));
}

#[test]
fn fractions_are_exact_as_said_and_hard_to_a_tenth() {
    let part = |hedge, numerator, denominator| {
        spans(&said(Form::Fraction(hedge, tree::Fraction { numerator, denominator })))
    };
    let third = part(None, 1, 3);
    assert_eq!((third.0.as_str(), third.1.as_str()), ("[1/3, 1/3]", "[0.3, 0.37]"));
    assert_eq!(part(None, 1, 2).1, "[0.45, 0.55]");
    assert_eq!(part(None, 3, 4).1, "[0.67, 0.83]");
    assert_eq!(part(None, 2, 3).1, "[0.6, 0.74]");
    assert_eq!(part(None, 1, 5).1, "[0.18, 0.22]");
    assert_eq!(part(Some(Hedge::MoreThan), 1, 2).1, "(0.5, ∞]");
    assert_eq!(part(Some(Hedge::AtMost), 1, 2).1, "[∞, 0.5]");
    assert_eq!(part(Some(Hedge::About), 1, 2).0, "[0.475, 0.525]");
    assert_eq!(part(Some(Hedge::Nearly), 1, 2).0, "[0.45, 0.5)");
}

#[test]
fn a_power_of_ten_is_written_out() {
    for (power, plain) in
        [("1e6", "1000000"), ("2.5e3", "2500"), ("1.25e1", "12.5"), ("2.86e-05", "0.0000286")]
    {
        assert_eq!(said(Form::Plain(amount(power))), said(Form::Plain(amount(plain))), "{power}");
        let measured = |text| read_form(Form::Plain(amount(text)), |how| how.measured = true);
        assert_eq!(measured(power), measured(plain), "{power}");
    }
    for wrong in ["1e309", "1,234e5", "1.2.3e4"] {
        assert!(matches!(
            read_form(Form::Plain(amount(wrong)), |_| {}),
            Err(FigureProblem::NotANumber { .. })
        ));
    }
}

#[test]
fn what_cannot_be_is_told() {
    let n = Number::from_i64;
    let error = |form| read_form(form, |_| {}).unwrap_err();
    assert_eq!(
        error(Form::Range(amount("60"), amount("50"))),
        FigureProblem::Inverted { low: n(60), high: n(50) }
    );
    assert_eq!(
        error(Form::Best(amount("800"), amount("700"), amount("760"))),
        FigureProblem::BestOutside { best: n(800), low: n(700), high: n(760) }
    );
    assert_eq!(
        error(Form::Plain(amount("1.234"))),
        FigureProblem::Ambiguous { at: "1.234", readings: vec!["1.234".to_owned(), "1,234".to_owned()] }
    );
    assert!(matches!(
        error(Form::Share(amount("3"), amount("0"))),
        FigureProblem::NotANumber { at: Some("0"), .. }
    ));
    assert!(matches!(
        error(Form::PlusMinus(amount("60"), amount("-5"))),
        FigureProblem::NotANumber { at: Some("-5"), .. }
    ));
    assert!(matches!(
        error(Form::Vague("umpteen".into())),
        FigureProblem::NotANumber { at: Some("umpteen"), .. }
    ));
}

#[test]
fn a_point_before_per_cent_is_a_decimal_point() {
    let table = HedgeTable::default();
    let unit = Some(Name { raw: "%", quoted: false });
    let figure = tree::Figure { form: Form::Plain(amount("4.125")), unit };
    assert_eq!(read(&figure, &how(&table)), Ok(Figure::Exact(Number::decimal(4125, 3))));
}

#[test]
fn vague_words_are_hard_from_below_only() {
    check(Form::Vague("dozens".into()), "[24, 99]", "[24, ∞]", None);
    check(Form::Vague("none".into()), "[0, 0]", "[0, 0]", Some("0"));
}

#[test]
fn a_rate_is_a_share_and_no_count() {
    let rate = |count, whole| Form::Rate(None, amount(count), amount(whole));
    check(rate("1", "5"), "[0.2, 0.2]", "[0.18, 0.22]", Some("0.2"));
    check(rate("3", "1,000"), "[0.003, 0.003]", "[0.0025, 0.0035]", Some("0.003"));
    check(rate("300", "100,000"), "[0.003, 0.003]", "[0.002995, 0.003005]", Some("0.003"));
    let hedged = |hedge, count, whole| Form::Rate(Some(hedge), amount(count), amount(whole));
    check(hedged(Hedge::About, "3", "10"), "[0.285, 0.315]", "[0.255, 0.345]", Some("0.3"));
    check(hedged(Hedge::AtLeast, "3", "10"), "[0.3, ∞]", "[0.3, ∞]", Some("0.3"));
    check(hedged(Hedge::MoreThan, "300", "100,000"), "(0.003, ∞]", "(0.003, ∞]", Some("0.003"));
    check(hedged(Hedge::Exactly, "300", "100,000"), "[0.003, 0.003]", "[0.003, 0.003]", Some("0.003"));
    assert_eq!(said(rate("3", "10")).share(), None);
    assert!(read_form(rate("3", "0"), |_| {}).is_err());
}

#[test]
fn between_says_what_is_written() {
    check(Form::Between(amount("10"), amount("11,000")), "[10, 11000]", "[10, 11000]", None);
    check(
        Form::Between(amount("50"), amount("60 million")),
        "[50000000, 60000000]",
        "[50000000, 60000000]",
        None,
    );
}

#[test]
fn shares_keep_count_and_whole() {
    let share = said(Form::Share(amount("326"), amount("650")));
    assert_eq!(share.best().unwrap().to_string(), "163/325");
    assert_eq!(share.share(), Some((&Number::from_i64(326), &Number::from_i64(650))));
    let count = share.count_of_share(&Number::HALF).unwrap();
    assert_eq!(count.hard().single(), Some(&Number::from_i64(326)));
    assert_eq!(count.share(), share.share());
    assert_eq!(count.percent(&Number::HALF).unwrap().single(), Some(&Number::ratio(652, 13)));
    let percent = share.convert(|number| number * &Number::HUNDRED);
    assert_eq!(percent.best().unwrap().grouped(), "50.153846…");
    assert_eq!(said(Form::Plain(amount("5"))).count_of_share(&Number::HALF), None);
}

#[test]
fn conversion_takes_everything_along() {
    let doubled =
        said(Form::Hedged(Hedge::Nearly, amount("500"))).convert(|number| number * &Number::from_i64(2));
    assert_eq!(spans(&doubled), ("[900, 1000)".into(), "[800, 1100)".into(), Some("1000".into())));
    let turned = said(Form::Hedged(Hedge::Nearly, amount("500"))).convert(|number| -number);
    assert_eq!(spans(&turned), ("(-500, -450]".into(), "(-550, -400]".into(), Some("-500".into())));
}

const HEDGES: [Hedge; 6] =
    [Hedge::About, Hedge::Nearly, Hedge::MoreThan, Hedge::AtLeast, Hedge::AtMost, Hedge::LessThan];

proptest! {
    #[test]
    fn the_hard_span_holds_the_soft_one(
        digits in "-?[1-9][0-9]{0,6}(\\.[0-9]{1,4}| million)?", hedge in 0usize..7, measured in any::<bool>()
    ) {
        let form = match HEDGES.get(hedge) {
            Some(hedge) => Form::Hedged(*hedge, amount(&digits)),
            None => Form::Plain(amount(&digits)),
        };
        let Ok(figure) = read_form(form, |how| how.measured = measured) else { return Ok(()) };
        let (soft, hard) = (figure.soft(), figure.hard());
        prop_assert!(!soft.is_empty());
        prop_assert_eq!(&hard.intersect(&soft), soft.as_ref());
    }

    #[test]
    fn a_figure_below_zero_is_the_mirror_image(digits in "[1-9][0-9]{0,6}(\\.[0-9]{1,2}| million)?", about in any::<bool>()) {
        let form = |amount| if about { Form::Hedged(Hedge::About, amount) } else { Form::Plain(amount) };
        let below = format!("-{digits}");
        let (above, below) = (said(form(amount(&digits))), said(form(amount(&below))));
        prop_assert_eq!(above.convert(|number| -number), below);
    }
}
