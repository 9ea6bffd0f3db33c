//! How a figure has changed: `, up 12% from $3.41bn` after it, `doubled to`, `rose by 3 to` before it.

use super::amount::amount;
use super::date::date;
use super::failure::{Expected, Failure, Mistake, Parsed};
use super::figure::{figure, unit};
use super::fraction::fraction;
use super::hedge::{hedge, word_hedge};
use super::qualifier::period;
use super::relative::{count, time_unit};
use super::token::{Key, blank, gap, is_word, name_ends, phrase, text_until};
use super::tree::{
    Amount, Change, ChangeFigure, ChangeVerb, Date, DateForm, Figure, Form, Hedge, Name, Since, SinceKind,
    Value, ValueKind,
};

/// The verbs that say by which factor a figure has changed.
const MULTIPLES: [(&str, ChangeVerb); 5] = [
    ("doubled", ChangeVerb::Doubled),
    ("tripled", ChangeVerb::Tripled),
    ("trebled", ChangeVerb::Tripled),
    ("quadrupled", ChangeVerb::Quadrupled),
    ("halved", ChangeVerb::Halved),
];

/// The verbs that say which way a figure went.
const VERBS: [(&str, ChangeVerb); 20] = [
    ("rose", ChangeVerb::Up),
    ("grew", ChangeVerb::Up),
    ("climbed", ChangeVerb::Up),
    ("jumped", ChangeVerb::Up),
    ("increased", ChangeVerb::Up),
    ("soared", ChangeVerb::Up),
    ("surged", ChangeVerb::Up),
    ("leapt", ChangeVerb::Up),
    ("fell", ChangeVerb::Down),
    ("dropped", ChangeVerb::Down),
    ("declined", ChangeVerb::Down),
    ("decreased", ChangeVerb::Down),
    ("sank", ChangeVerb::Down),
    ("shrank", ChangeVerb::Down),
    ("plunged", ChangeVerb::Down),
    ("slumped", ChangeVerb::Down),
    ("tumbled", ChangeVerb::Down),
    ("risen", ChangeVerb::Up),
    ("grown", ChangeVerb::Up),
    ("fallen", ChangeVerb::Down),
];

/// What may stand before such a verb.
const AUXILIARIES: [&str; 3] = ["has", "have", "had"];

/// `, up 12% from $3.41bn` after a figure; none if no change follows.
pub(super) fn change_after(rest: &str) -> Parsed<'_, Option<Box<Change<'_>>>> {
    let Some(after) = gap(rest).strip_prefix(',') else { return Ok((rest, None)) };
    let at = blank(after);
    if direction(at).is_none() && multiple(at).is_none() {
        return Ok((rest, None));
    }
    let (rest, change) = change(at)?;
    Ok((rest, Some(Box::new(change))))
}

/// `up 12%`, `down 3 points from 44%`, `up from 650 since Monday`, `more than doubled from 20`.
fn change(input: &str) -> Parsed<'_, Change<'_>> {
    if let Some((rest, hedged, verb)) = multiple(input) {
        let (rest, (from, since)) = base(rest)?;
        return Ok((
            rest,
            Change { text: text_until(input, rest), verb, hedge: hedged, by: None, from, since },
        ));
    }
    let Some((rest, verb)) = direction(input) else { return Failure::want(input, Expected::Figure) };
    let at = blank(rest);
    let (rest, by) = match phrase(at, "from").or_else(|| phrase(at, "since")) {
        Some(_) => (rest, None),
        None => match changed_by(at) {
            Ok((rest, by)) => (rest, Some(by)),
            Err(nom::Err::Failure(failure)) => return Err(nom::Err::Failure(failure)),
            Err(_) => return Failure::mistake(input, text_until(input, rest).len(), Mistake::ChangeAlone),
        },
    };
    let (rest, (from, since)) = base(rest)?;
    if by.is_none() && from.is_none() {
        return Failure::mistake(input, text_until(input, rest).trim_end().len(), Mistake::ChangeAlone);
    }
    Ok((rest, Change { text: text_until(input, rest), verb, hedge: None, by, from, since }))
}

/// `doubled to 40`, `rose by 3 points to 41%`, `fell to 12 from 15`, `up 12% to $3.52bn`, `grew from 35 to 40`: the
/// figure, and its change.
pub(super) fn changed_value(input: &str) -> Parsed<'_, Value<'_>> {
    let has = AUXILIARIES.iter().find_map(|has| phrase(input, has)).map(blank);
    has.map_or_else(|| change_clause(input), change_clause)
}

/// [`changed_value`] after `has` or `had`.
fn change_clause(input: &str) -> Parsed<'_, Value<'_>> {
    if let Some((rest, hedged, verb)) = multiple(input) {
        let (rest, (kind, text)) = new_figure(rest)?;
        let (rest, (from, since)) = base(rest)?;
        let change = Change { text: text_until(input, rest), verb, hedge: hedged, by: None, from, since };
        return Ok((rest, Value { text, kind, change: Some(Box::new(change)) }));
    }
    let found =
        verb(input).map(|found| (found, true)).or_else(|| direction(input).map(|found| (found, false)));
    let Some(((rest, verb), is_verb)) = found else { return Failure::want(input, Expected::Figure) };
    let at = blank(rest);
    let (mut by, mut from, mut since) = (None, None, None);
    let (rest, (kind, text)) = if let Some(after) = phrase(at, "from") {
        let (rest, start) = changed_by(blank(after))?;
        from = Some(start);
        new_figure(rest)?
    } else if is_verb && phrase(at, "to").is_some() {
        new_figure(rest)?
    } else {
        let at = phrase(at, "by").map_or(at, blank);
        let (mut rest, amount) = changed_by(at)?;
        by = Some(amount);
        // `rose 3% from 100 to 103`. But `from 3 to 5 May` is a period, and says when it rose.
        if let Some(after) = phrase(blank(rest), "from")
            && period(blank(after), Key::From).is_err()
            && let Ok((behind, start)) = changed_by(blank(after))
            && phrase(blank(behind), "to").is_some()
        {
            (rest, from) = (behind, Some(start));
        }
        new_figure(rest)?
    };
    let rest = if from.is_none() {
        let (rest, (start, date)) = base(rest)?;
        (from, since) = (start, date);
        rest
    } else {
        rest
    };
    let change = Change { text: text_until(input, rest), verb, hedge: None, by, from, since };
    Ok((rest, Value { text, kind, change: Some(Box::new(change)) }))
}

/// Whether the word here, with what follows it, states a change; a quick test for most words.
pub(super) fn states_change(found: &str, rest: &str) -> bool {
    let known = |words: &[(&str, ChangeVerb)]| words.iter().any(|(known, _)| is_word(found, known));
    let may = matches!(found.len(), 2..=13)
        && matches!(
            found.as_bytes()[0] | 0x20,
            b'u' | b'd'
                | b't'
                | b'q'
                | b'h'
                | b'r'
                | b'g'
                | b'c'
                | b'j'
                | b'i'
                | b's'
                | b'f'
                | b'm'
                | b'n'
                | b'a'
                | b'l'
                | b'o'
                | b'p'
        );
    may && (known(&VERBS)
        || is_word(found, "up")
        || is_word(found, "down")
        || AUXILIARIES.iter().any(|has| is_word(found, has))
        || multiple(rest).is_some())
        && changed_value(rest).is_ok()
}

/// `to 40`: the figure that the change led to, and its text.
fn new_figure(rest: &str) -> Parsed<'_, (ValueKind<'_>, &str)> {
    let at = blank(rest);
    let Some(after) = phrase(at, "to") else { return Failure::want(at, Expected::To) };
    let at = blank(after);
    let (rest, found) = figure(at)?;
    Ok((rest, (ValueKind::Figure(found), text_until(at, rest))))
}

/// `up`, `down`.
fn direction(input: &str) -> Option<(&str, ChangeVerb)> {
    let up = phrase(input, "up").map(|rest| (rest, ChangeVerb::Up));
    up.or_else(|| phrase(input, "down").map(|rest| (rest, ChangeVerb::Down)))
}

/// `rose`, `fell`.
fn verb(input: &str) -> Option<(&str, ChangeVerb)> {
    VERBS.iter().find_map(|(word, verb)| Some((phrase(input, word)?, *verb)))
}

/// `doubled`, `more than doubled`, `nearly halved`.
fn multiple(input: &str) -> Option<(&str, Option<Hedge>, ChangeVerb)> {
    let (at, hedged) = match word_hedge(input) {
        Ok((at, hedge @ (Hedge::MoreThan | Hedge::Nearly))) => (at, Some(hedge)),
        _ => (input, None),
    };
    MULTIPLES.iter().find_map(|(word, verb)| Some((phrase(at, word)?, hedged, *verb)))
}

/// By how much: `12%`, `about 3 points`, `$0.4bn`, `a third`.
fn changed_by(input: &str) -> Parsed<'_, ChangeFigure<'_>> {
    let (at, hedged) = match hedge(input) {
        Ok((at, hedge)) => (at, Some(hedge)),
        Err(_) => (input, None),
    };
    if let Ok((rest, part)) = fraction(at) {
        let figure = Figure { form: Form::Fraction(hedged, part), unit: None };
        return Ok((rest, ChangeFigure { text: text_until(input, rest), figure }));
    }
    let (rest, said): (&str, Amount<'_>) = amount(at)?;
    let (rest, unit) = unit(rest)?;
    let form = match hedged {
        Some(hedge) => Form::Hedged(hedge, said),
        None => Form::Plain(said),
    };
    Ok((rest, ChangeFigure { text: text_until(input, rest), figure: Figure { form, unit } }))
}

type Base<'s> = (Option<ChangeFigure<'s>>, Option<Since<'s>>);

/// From what, and since when: `from $3.41bn`, `from a year earlier`, `since Monday`. A period is
/// neither: `from 3 to 5 May` says when the figure changed.
fn base(rest: &str) -> Parsed<'_, Base<'_>> {
    let (mut rest, mut from, mut since) = (rest, None, None);
    if let Some(after) = phrase(blank(rest), "from")
        && period(blank(after), Key::From).is_err()
    {
        let at = blank(after);
        if let Some((after, earlier)) = earlier(at) {
            (rest, since) = (after, Some(earlier));
        } else if let Ok((after, found)) = date(at)
            && name_ends(after)
            // `8917%` is a percentage, and not a year with EDTF's mark `%`.
            && !digits(found.text.trim_end_matches('%'))
        {
            (rest, since) = (after, Some(Since { text: found.text, kind: SinceKind::Date(found) }));
        } else {
            let (after, mut found) = figure(at)?;
            let mut text = text_until(at, after);
            if digits(text) && matches!(date(at), Ok((_, Date { form: DateForm::Year(_), .. }))) {
                return Failure::mistake(at, text.len(), Mistake::BaseOrYear);
            }
            rest = after;
            // `a year earlier` after the figure looks like its unit.
            if let Some(unit) = found.unit.filter(|unit| !unit.quoted)
                && let Some((length, said)) = earlier_after(unit.raw)
            {
                text = text[..text.len() - (unit.raw.len() - length)].trim_end();
                found.unit = Some(Name { raw: unit.raw[..length].trim_end(), quoted: false })
                    .filter(|unit| !unit.raw.is_empty());
                since = Some(said);
            } else if let Some((after, said)) = earlier(gap(after)) {
                (rest, since) = (after, Some(said));
            }
            from = Some(ChangeFigure { text, figure: found });
        }
    }
    if since.is_none()
        && let Some(after) = phrase(blank(rest), "since")
    {
        let (after, found) = date(blank(after))?;
        (rest, since) = (after, Some(Since { text: found.text, kind: SinceKind::Date(found) }));
    }
    Ok((rest, (from, since)))
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where `a year earlier` begins in the words after a figure; none if they do not end with such
/// words.
fn earlier_after(words: &str) -> Option<(usize, Since<'_>)> {
    let starts = words.char_indices().filter(|&(at, c)| {
        !c.is_whitespace() && words[..at].chars().next_back().is_none_or(char::is_whitespace)
    });
    starts
        .filter_map(|(at, _)| Some((at, earlier(&words[at..])?)))
        .find_map(|(at, (rest, since))| rest.is_empty().then_some((at, since)))
}

/// `a year earlier`, `two weeks before`.
fn earlier(input: &str) -> Option<(&str, Since<'_>)> {
    let (rest, count) = count(input)?;
    let (rest, unit) = time_unit(gap(rest))?;
    let rest = phrase(gap(rest), "earlier").or_else(|| phrase(gap(rest), "before"))?;
    name_ends(rest)
        .then(|| (rest, Since { text: text_until(input, rest), kind: SinceKind::Earlier(count, unit) }))
}
