use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{join_words, plural};
use crate::finding::{Cited, Severity};
use crate::model::claim::{Claim, Value};
use crate::model::register::SourceId;
use crate::model::vocabulary::SourceKind;
use crate::phrasing::{Context, Findings};
use crate::quotes::{Quote, Quotes};
use crate::reason::Union;
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// The same words are attributed to two speakers.
    ///
    /// ## Why it matters
    /// Two speakers rarely say a long sentence in exactly the same words. If two are quoted with it, one of them never said
    /// it: the writer skipped a line in a story, or gave a spokesman's words to his minister.
    ///
    /// ## Example
    /// ```claims fails
    /// quote "We have never seen the river rise like this" by "River Board" said 2024-11-05 via "Aldwater Courier"
    /// quote "We have never seen the river rise like this" by "Fire Service" said 2024-11-05 via "Valley Radio"
    /// ```
    /// Fixed: one speaks for the other.
    /// ```claims passes
    /// quote "We have never seen the river rise like this" by "River Board" said 2024-11-05 via "Aldwater Courier"
    /// quote "We have never seen the river rise like this" by "Ada Brook" said 2024-11-05 via "Valley Radio"
    /// define source "Ada Brook"
    ///     speaks for "River Board"
    /// ```
    ///
    /// ## How to settle it
    /// - find out from the recording or the first report who said it, and correct or retract the other
    /// - if one speaks for the other, declare it: `speaks for` in the definition of the source
    /// - if they said it together, it is one statement by both: `by "River Board", "Fire Service"`
    /// - if one quotes the other, allow it above the statement: `# gainsay: allow(quote-attribution) because "…"`
    ///
    /// ## When it is silent
    /// - Below eight words: "brain-dead" or "at the end of the day" is a phrase that two people use.
    /// - Where both are one voice: the same source by another name, a source that `speaks for` the other, an outlet in the
    ///   chain of the other's words, and several sources that make one statement together.
    /// - Where the speaker is not named, or one of them is an unnamed source: `officials` may well be the minister.
    /// - Where both days of speaking are given and differ: then one repeats the other.
    /// - Where a quotation was retracted or corrected.
    ///
    /// ## Settings
    /// `[quotes]` in `gainsay.toml`: `phrase` and `days`.
    pub(super) static QUOTE_ATTRIBUTION = "Q102" "quote-attribution", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

/// How many wordings with the same run of words are compared with each, and how many quotations of a speaker:
/// what more speakers say is a common formula.
const MAX_COMPARED: usize = 32;

/// How many words of the quotation the message shows.
const MAX_SHOWN_WORDS: usize = 12;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_by_named_source = |claim: &Claim| {
        let sources = &context.corpus.model.vocabulary.sources;
        let info = claim.origin.and_then(|origin| sources.get(origin.0 as usize));
        info.is_none_or(|info| info.kind != Some(SourceKind::Unnamed))
    };
    let quotes = Quotes::of(context.corpus, is_by_named_source);
    if quotes.all.windows(2).all(|pair| pair[0].speaker == pair[1].speaker) {
        return;
    }
    let days = context.settings.quotes.days.try_into().unwrap_or(i32::MAX);
    let attributions = Attributions { context, quotes: &quotes, days };
    for group in attributions.groups() {
        attributions.report(&group, findings);
    }
}

struct Attributions<'a> {
    context: &'a Context<'a>,
    quotes: &'a Quotes,
    days: i32,
}

impl Attributions<'_> {
    /// Groups of quotations with the same words, each a list of indices in the order of the claims.
    fn groups(&self) -> Vec<Vec<usize>> {
        let least = usize::try_from(self.context.settings.quotes.phrase).unwrap_or(usize::MAX);
        let wordings = &self.quotes.wordings;
        // Runs of words too long for a common phrase, with the wordings that contain them.
        let mut holders: FxHashMap<&[u32], Vec<u32>> = FxHashMap::default();
        let min_run = |at: usize| {
            let wording = &wordings[at];
            // In scripts without blanks a word is a single character, and two of them count as one word.
            let per_word = if wording.halves < 2 * wording.words.len() { 2 } else { 1 };
            least.saturating_mul(per_word)
        };
        for (at, wording) in wordings.iter().enumerate() {
            for run in wording.words.windows(min_run(at).max(1)) {
                let holders = holders.entry(run).or_default();
                if holders.last() != Some(&(at as u32)) {
                    holders.push(at as u32);
                }
            }
        }
        let mut same_words = Union::new(wordings.len());
        for (at, wording) in wordings.iter().enumerate() {
            let length = min_run(at).max(1);
            let Some(run) = wording.runs().find(|run| run.len() >= length) else { continue };
            let Some(holders) = holders.get(&run[..length]) else { continue };
            for &other in holders.iter().take(MAX_COMPARED).filter(|&&other| other as usize != at) {
                if wording.is_within(&wordings[other as usize]) {
                    same_words.join(at as u32, other);
                }
            }
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); wordings.len()];
        for (number, quote) in self.quotes.all.iter().enumerate() {
            let at = quote.wording as usize;
            if wordings[at].runs().any(|run| run.len() >= min_run(at)) {
                groups[same_words.find(quote.wording) as usize].push(number);
            }
        }
        groups.retain(|group| group.len() > 1);
        for group in &mut groups {
            group.sort_unstable_by_key(|&number| self.quotes.all[number].claim);
        }
        groups.sort_unstable();
        groups
    }

    /// Reports the speakers of a group that cannot all have said it.
    fn report(&self, group: &[usize], findings: &mut Findings) {
        let quotes: Vec<&Quote> = group.iter().map(|&number| &self.quotes.all[number]).collect();
        let joint_speakers = self.joint_speakers(&quotes);
        let voice = |quote: &Quote| joint_speakers.get(&quote.speaker).copied().unwrap_or(quote.speaker);
        // Each speaker is represented by the first claim; the one that most claims name comes first.
        let mut count: FxHashMap<SourceId, usize> = FxHashMap::default();
        for quote in &quotes {
            *count.entry(voice(quote)).or_default() += 1;
        }
        if count.len() < 2 {
            return;
        }
        let mut speakers: Vec<&Quote> = Vec::new();
        let mut seen: FxHashSet<SourceId> = FxHashSet::default();
        for &quote in &quotes {
            if seen.insert(voice(quote)) {
                speakers.push(quote);
            }
        }
        speakers.sort_by_key(|quote| (std::cmp::Reverse(count[&voice(quote)]), quote.claim));
        let Some((&main, rest)) = speakers.split_first() else { return };
        let main_quotes: Vec<&&Quote> =
            quotes.iter().filter(|quote| voice(quote) == voice(main)).take(MAX_COMPARED).collect();
        let mut reported: Vec<(&Quote, &Quote)> = Vec::new();
        for other in rest {
            let theirs = quotes.iter().filter(|quote| voice(quote) == voice(other)).take(MAX_COMPARED);
            let pair = theirs
                .flat_map(|theirs| main_quotes.iter().map(move |main| (**main, *theirs)))
                .find(|(main, theirs)| self.cannot_both_be_right(main, theirs));
            reported.extend(pair);
        }
        let Some(&(main, _)) = reported.first() else { return };
        let words = self.context.words();
        let corpus = self.context.corpus;
        let names: Vec<String> = std::iter::once(main)
            .chain(reported.iter().map(|(_, other)| *other))
            .map(|quote| format!("`{}`", words.source(quote.speaker)))
            .collect();
        let shortest = reported
            .iter()
            .map(|(_, other)| *other)
            .chain([main])
            .min_by_key(|quote| (self.quotes.wording(quote).words.len(), quote.claim));
        let shown = shortest.map(|quote| self.first_words(quote)).unwrap_or_default();
        let how = if names.len() == 2 { "two speakers" } else { "several speakers" };
        let message = format!("the same words are attributed to {how}, {}: \"{shown}\"", join_words(&names));
        let has_suspect = reported.len() == 1 && count[&voice(main)] > count[&voice(reported[0].1)];
        let at = corpus.claim(reported[0].1.claim);
        let finding = findings.report(at.place, at.mark, message);
        let mut cite = |at: u32, core: bool, repair: bool| {
            let label = words.byline(at).trim_start_matches(", ").to_owned();
            finding.claims.push(Cited {
                label,
                core,
                repair,
                suspect: repair && has_suspect,
                ..words.cite(at)
            });
        };
        cite(main.claim, true, false);
        for (_, other) in &reported {
            cite(other.claim, true, true);
        }
        let core: FxHashSet<u32> =
            reported.iter().map(|(_, other)| other.claim).chain([main.claim]).collect();
        for quote in quotes.iter().filter(|quote| !core.contains(&quote.claim)) {
            cite(quote.claim, false, false);
        }
        let length = shortest.map_or(0, |quote| self.quotes.wording(quote).words.len());
        finding.reasoning.push(format!(
            "{length} words in a row are the same: too many for {} to use by chance",
            if names.len() == 2 { "two people" } else { "several people" }
        ));
        if has_suspect {
            let few = count[&voice(reported[0].1)];
            finding.outlier = Some(format!(
                "{}: {} of {} {}",
                names[1],
                few,
                plural(few + count[&voice(main)], "quotation"),
                if few == 1 { "names this speaker" } else { "name this speaker" }
            ));
        }
        finding.help.push("find out who said it, and correct or retract the other".to_owned());
        finding.help.push(format!(
            "if one speaks for the other, add `speaks for \"{}\"` to the definition of the source; if both said it \
             together, name both: `by A, B`",
            words.source(main.speaker)
        ));
    }

    /// Speakers who make one statement jointly, each with the first of them.
    fn joint_speakers(&self, quotes: &[&Quote]) -> FxHashMap<SourceId, SourceId> {
        let mut joint_speakers: FxHashMap<SourceId, SourceId> = FxHashMap::default();
        let place = |quote: &Quote| self.context.corpus.claim(quote.claim).place;
        // The claims come by place, so those of one statement stand together.
        for joint in quotes.chunk_by(|a, b| place(a) == place(b)).filter(|joint| joint.len() > 1) {
            let known = joint.iter().find_map(|quote| joint_speakers.get(&quote.speaker).copied());
            let first = known.unwrap_or(joint[0].speaker);
            for quote in joint {
                joint_speakers.insert(quote.speaker, first);
            }
        }
        joint_speakers
    }

    /// Whether two quotations of different speakers cannot both be right: they are from one occasion, and neither
    /// relays the other.
    fn cannot_both_be_right(&self, one: &Quote, two: &Quote) -> bool {
        let corpus = self.context.corpus;
        let chain = |quote: &Quote| corpus.model.registers.chains.get(corpus.claim(quote.claim).via.0);
        let relays = |quote: &Quote, other: &Quote| {
            let origin = corpus.claim(other.claim).origin;
            chain(quote).iter().any(|&outlet| outlet == other.speaker || Some(outlet) == origin)
        };
        one.may_be_spoken_with(two, self.days.max(0)) && !relays(one, two) && !relays(two, one)
    }

    /// The first words of a quotation.
    fn first_words(&self, quote: &Quote) -> String {
        let corpus = self.context.corpus;
        let Value::Quote(id) = corpus.claim(quote.claim).value else { return String::new() };
        let text = &corpus.model.registers.words.get(id.0).display;
        let wording = self.quotes.wording(quote);
        let shown = wording.text(text, &(0..wording.words.len().min(MAX_SHOWN_WORDS)));
        let dots = if wording.words.len() > MAX_SHOWN_WORDS { " …" } else { "" };
        format!("{}{dots}", shown.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
