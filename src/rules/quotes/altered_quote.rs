use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::{Cited, Severity};
use crate::model::claim::Value;
use crate::model::register::TOPIC;
use crate::phrasing::{Context, Findings};
use crate::quotes::{AlteredPairs, Pair, Quote, Quotes, SHORT, SimilarityThreshold, is_translated, mark};
use crate::reason::Union;
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// One speaker's words on one occasion are quoted in two ways.
    ///
    /// ## Why it matters
    /// Words between quotation marks are what the speaker said, word for word. If two texts quote the same sentence with one
    /// word different, one of them changed what was said: `not` was lost, `12` became `21`, a paraphrase was put between the
    /// marks.
    ///
    /// ## Example
    /// ```claims fails
    /// quote "We will never give up the lower town" by "Jon Wells" said 2024-11-05 via "Aldwater Courier"
    /// quote "We will not give up the lower town" by "Jon Wells" said 2024-11-05 via "Valley Radio"
    /// ```
    /// A few words on one topic, with one of them different, are a note: a speaker may have said both.
    /// ```claims fails
    /// quote "brain-dead" by "Jon Wells" about "Harbour Board" via "Aldwater Courier"
    /// quote "brain-damaged" by "Jon Wells" about "Harbour Board" via "Valley Radio"
    /// ```
    /// Fixed: clipped, but not changed.
    /// ```claims passes
    /// quote "We will never give up the lower town" by "Jon Wells" said 2024-11-05 via "Aldwater Courier"
    /// quote "… never give up the lower town!" by "Jon Wells" said 2024-11-05 via "Valley Radio"
    /// ```
    ///
    /// ## How to settle it
    /// - compare both with the recording or the transcript, and quote what was said
    /// - put words that are not the speaker's own in brackets, and mark what is left out with an ellipsis:
    ///   `We will never give [it] up … now`
    /// - if one of them is a translation, mark it on a line below the quotation: `translated: yes`
    /// - if the words were spoken on two occasions, record when: `said 2024-11-05`
    /// - take back a wrong quotation: `retract @label …`
    ///
    /// ## When it is silent
    /// - Where one is a fragment of the other, and where words are missing at an ellipsis (`…`, `...`, `[…]`) or beside
    ///   `[brackets]`.
    /// - Where house style explains it: punctuation, capitals, quotation marks and dashes; `brain-dead` and `brain dead`;
    ///   `don't` and `do not`; `thirty` and `30`; `10%` and `ten per cent`; `labour` and `labor`; an `uh` that is left out.
    /// - Where a claim says `translated`: two translations of one sentence may well differ.
    /// - Where they are two sentences: fewer than three words or 70% of them are the same (85% where one outlet carries
    ///   both); a longer quotation contains them both; or a speaker has more than six ways of saying it, which makes it a
    ///   formula. Two or three words are compared where both quotations name one topic, place or the like, come from two
    ///   outlets, and have the same words but one.
    /// - Where they are two occasions: the days on which they were spoken differ, or the topic, the place or another part of
    ///   the scope. If the quotations do not say when they were spoken, they belong to one occasion if they were published
    ///   within a week.
    /// - Where a quotation was retracted or corrected.
    ///
    /// ## Settings
    /// `[quotes]` in `gainsay.toml`: `alike`, `words` and `days`.
    pub(super) static ALTERED_QUOTE = "Q101" "altered-quote", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

/// In how many wordings a sentence is quoted at most. If a speaker has more that are alike, they are a
/// formula, with another name or number each time.
const MAX_WORDINGS: usize = 6;

/// How many words are shown around a change.
const WORDS_AROUND: usize = 3;

/// How many changes of one quotation are reported.
const MAX_CHANGES: usize = 6;

/// How many of them are named under the quotation.
const MAX_LABELLED: usize = 3;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let quotes = Quotes::of(context.corpus, |claim| !is_translated(claim));
    let settings = &context.settings.quotes;
    let altered = AlteredQuotes { context, quotes: &quotes };
    let search = AlteredPairs {
        corpus: context.corpus,
        quotes: &quotes,
        threshold: SimilarityThreshold {
            least_halves: usize::try_from(settings.words).unwrap_or(usize::MAX).saturating_mul(2),
            share: settings.alike.thousandths(),
        },
        days: settings.days.try_into().unwrap_or(i32::MAX),
    };
    for of_speaker in
        quotes.all.chunk_by(|a, b| a.speaker == b.speaker).filter(|of_speaker| of_speaker.len() > 1)
    {
        altered.report_speaker(of_speaker, search.pairs(of_speaker), findings);
    }
}

struct AlteredQuotes<'a> {
    context: &'a Context<'a>,
    quotes: &'a Quotes,
}

impl AlteredQuotes<'_> {
    fn report_speaker(&self, of_speaker: &[Quote], pairs: Vec<Pair>, findings: &mut Findings) {
        // Quotations that are altered from one another form one group.
        let mut groups = Union::new(of_speaker.len());
        for pair in &pairs {
            groups.join(pair.one as u32, pair.two as u32);
        }
        let mut wordings: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        for pair in &pairs {
            let wordings = wordings.entry(groups.find(pair.one as u32)).or_default();
            wordings.extend([of_speaker[pair.one].normalized, of_speaker[pair.two].normalized]);
        }
        let is_formula =
            |groups: &mut Union, at: usize| wordings[&groups.find(at as u32)].len() > MAX_WORDINGS;
        let pairs: Vec<Pair> = pairs.into_iter().filter(|pair| !is_formula(&mut groups, pair.one)).collect();
        let mut pairs_of: FxHashMap<usize, Vec<&Pair>> = FxHashMap::default();
        for pair in &pairs {
            pairs_of.entry(pair.one).or_default().push(pair);
            pairs_of.entry(pair.two).or_default().push(pair);
        }
        let uses = self.uses(of_speaker);
        let rank = |at: usize| (std::cmp::Reverse(uses[&of_speaker[at].normalized]), of_speaker[at].claim);
        let mut order: Vec<usize> = pairs_of.keys().copied().collect();
        order.sort_unstable_by_key(|&at| rank(at));
        // The most frequent wording is kept; each other one is reported once, compared with the best kept one.
        let mut kept: FxHashSet<u32> = FxHashSet::default();
        let mut reported: FxHashSet<u32> = FxHashSet::default();
        for at in order {
            if reported.contains(&of_speaker[at].normalized) {
                continue;
            }
            let other = |pair: &Pair| if pair.one == at { pair.two } else { pair.one };
            let against = pairs_of[&at]
                .iter()
                .copied()
                .filter(|pair| kept.contains(&of_speaker[other(pair)].normalized));
            match against.min_by_key(|pair| rank(other(pair))) {
                Some(pair) => {
                    reported.insert(of_speaker[at].normalized);
                    let swapped = pair.one == at;
                    let changes = pair.changes.iter().map(|change| match swapped {
                        true => (change.two.clone(), change.one.clone()),
                        false => (change.one.clone(), change.two.clone()),
                    });
                    let counts =
                        (uses[&of_speaker[other(pair)].normalized], uses[&of_speaker[at].normalized]);
                    self.report(
                        &of_speaker[other(pair)],
                        &of_speaker[at],
                        &changes.collect::<Vec<_>>(),
                        counts,
                        findings,
                    );
                }
                None => {
                    kept.insert(of_speaker[at].normalized);
                }
            }
        }
    }

    /// What a quotation is about.
    fn topic(&self, claim: u32) -> Option<&str> {
        let registers = &self.context.corpus.model.registers;
        let scope = registers.scopes.get(self.context.corpus.claim(claim).scope.0);
        let (_, name) = scope.iter().find(|(key, _)| *key == TOPIC)?;
        Some(&registers.names.get(name.0).display)
    }

    /// How many claims give each wording.
    fn uses(&self, of_speaker: &[Quote]) -> FxHashMap<u32, usize> {
        let mut uses: FxHashMap<u32, usize> = FxHashMap::default();
        for quote in of_speaker {
            *uses.entry(quote.normalized).or_default() += 1;
        }
        uses
    }

    fn report(
        &self,
        kept: &Quote,
        outlier: &Quote,
        changes: &[(Range<usize>, Range<usize>)],
        (many, few): (usize, usize),
        findings: &mut Findings,
    ) {
        let words = self.context.words();
        let (corpus, sources) = (self.context.corpus, self.context.sources);
        let (mine, theirs) = (ReportedQuote::new(self, kept), ReportedQuote::new(self, outlier));
        let Some((was, is)) = changes.first() else { return };
        let are_fragments = [&mine, &theirs].iter().all(|side| side.wording.words.len() <= SHORT);
        let (was, is) = match are_fragments {
            true => (0..mine.wording.words.len(), 0..theirs.wording.words.len()),
            false => (mine.with_neighbours(was, is), theirs.with_neighbours(is, was)),
        };
        let more = match changes.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more {}", if more == 1 { "change" } else { "changes" }),
        };
        let message = format!(
            "`{}` is quoted in two ways: \"{}\" and \"{}\"{more}",
            words.source(kept.speaker),
            mine.quoted(&was),
            theirs.quoted(&is)
        );
        let claim = corpus.claim(outlier.claim);
        let finding = findings.report(claim.place, claim.mark, message);
        if are_fragments {
            finding.severity = Severity::Note;
            finding.help.push(
                "if both were said, give each its own topic (`about …`) or its own day (`said …`)".to_owned(),
            );
        }
        // The message already shows two fragments in full.
        let shown = if are_fragments { 0 } else { MAX_CHANGES };
        if let Some(topic) = self.topic(outlier.claim).filter(|_| are_fragments) {
            finding.reasoning.push(format!("both are quoted about `{topic}`"));
        }
        for (was, is) in changes.iter().take(shown) {
            finding.reasoning.push(format!(
                "\"{}\" beside \"{}\"",
                mine.in_context(was),
                theirs.in_context(is)
            ));
        }
        if changes.len() > MAX_CHANGES && !are_fragments {
            finding.reasoning.push(format!("and {} more", changes.len() - MAX_CHANGES));
        }
        let mut cite = |side: &ReportedQuote<'_>, changed: Vec<Range<usize>>, kept: bool| {
            let all =
                changed.iter().cloned().reduce(|all, next| all.start.min(next.start)..all.end.max(next.end));
            let shown: Vec<String> = changed
                .iter()
                .take(MAX_LABELLED)
                .map(|words| format!("\"{}\"", side.quoted(words)))
                .collect();
            let dots = if changed.len() > MAX_LABELLED { " …" } else { "" };
            let cited = Cited {
                core: true,
                repair: !kept,
                suspect: !kept && many > few,
                ..words.cite(side.quote.claim)
            };
            let claim = corpus.claim(side.quote.claim);
            let raw = sources.get(claim.place.file).slice(claim.mark);
            let mark = mark(claim, raw, side.text, side.wording.text(side.text, &all.unwrap_or(0..0)));
            let label = format!("{}{dots}{}", shown.join(", "), words.byline(side.quote.claim));
            finding.claims.push(Cited { mark, label, ..cited });
        };
        let (kept, altered) = match are_fragments {
            true => (vec![was], vec![is.clone()]),
            false => (
                changes.iter().map(|(was, is)| mine.with_neighbours(was, is)).collect(),
                changes.iter().map(|(was, is)| theirs.with_neighbours(is, was)).collect(),
            ),
        };
        cite(&mine, kept, true);
        cite(&theirs, altered, false);
        if many > few {
            finding.outlier = Some(format!(
                "\"{}\": only {few} of {} quotations of the sentence have it",
                theirs.quoted(&is),
                many + few
            ));
        }
        finding
            .help
            .push("check both against the recording or the transcript, and quote word for word".to_owned());
        finding.help.push(
            "if one is a translation, put `translated: yes` on a line below it; if they are from two occasions, give \
             the day of each with `said`"
                .to_owned(),
        );
    }
}

/// One of the two quotations that are reported.
struct ReportedQuote<'a> {
    quote: &'a Quote,
    wording: &'a crate::quotes::Wording,
    text: &'a str,
}

impl<'a> ReportedQuote<'a> {
    fn new(altered: &AlteredQuotes<'a>, quote: &'a Quote) -> Self {
        let registers = &altered.context.corpus.model.registers;
        let text = match altered.context.corpus.claim(quote.claim).value {
            Value::Quote(words) => registers.words.get(words.0).display.as_str(),
            _ => "",
        };
        Self { quote, wording: altered.quotes.wording(quote), text }
    }

    /// The words of a change, with neighbouring words if one of the two has none, as an omission cannot be shown.
    fn with_neighbours(&self, own: &Range<usize>, others: &Range<usize>) -> Range<usize> {
        if own.is_empty() || others.is_empty() {
            own.start.saturating_sub(1)..(own.end + 1).min(self.wording.words.len())
        } else {
            own.clone()
        }
    }

    fn quoted(&self, words: &Range<usize>) -> String {
        one_line(self.wording.text(self.text, words))
    }

    /// The words of a change with a few around them.
    fn in_context(&self, words: &Range<usize>) -> String {
        let count = self.wording.words.len();
        let around = words.start.saturating_sub(WORDS_AROUND)..(words.end + WORDS_AROUND).min(count);
        let before = if around.start > 0 { "… " } else { "" };
        let after = if around.end < count { " …" } else { "" };
        format!("{before}{}{after}", self.quoted(&around))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
