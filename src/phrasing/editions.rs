//! The wording for figures that fitted together until some of them were restated, and for a figure that its
//! neighbours single out.

use crate::cause::Reason;
use crate::contradiction::{DisputeKind, Pointer, RestatedFigure, Restatement};
use crate::corpus::{claims_beside, is_same_voice_and_chain, join_words, same_value, voice};
use crate::finding::{Cause, SINCE_REVISED};
use crate::model::claim::Moment;
use crate::phrasing::presenter::{Presenter, on_date};

/// How many restated figures are listed one by one.
const MAX_LISTED: usize = 3;

impl Presenter<'_> {
    /// The reason that the figures were restated, with the earlier figures, which fitted together.
    pub(super) fn restated_reason(&self) -> Option<Reason> {
        let restatement = self.dispute.restated.as_ref()?;
        let text = match &restatement.figures[..] {
            [only] => {
                let since = self.since(only);
                let before = match only.was {
                    Some(was) => format!("was {} until {since}, with which", self.words.said(was)),
                    None => format!("was added on {since}, without which"),
                };
                format!(
                    "{} {before} {}{}",
                    self.named(only.now),
                    if restatement.adds_up { "the figures add up" } else { "they go together" },
                    restatement.left_behind.map(|left| self.left_as_it_was(left, only)).unwrap_or_default()
                )
            }
            all => {
                let mut said: Vec<String> =
                    all.iter().take(MAX_LISTED).map(|restated| self.restated(restated)).collect();
                if all.len() > MAX_LISTED {
                    said.push(format!("{} more", all.len() - MAX_LISTED));
                }
                let left = restatement.left_behind.map(|left| match restatement.is_derived {
                    true => format!("; there is no newer figure than {}", self.named(left)),
                    false => {
                        format!("; there is no newer figure than {} for the other", self.words.said(left))
                    }
                });
                let left = left.unwrap_or_default();
                let held = if restatement.adds_up { "added up" } else { "went together" };
                format!("the figures {held} before some were restated: {}{left}", join_words(&said))
            }
        };
        Some(Reason { cause: Cause::new(SINCE_REVISED, text), edit: None, corrected: None })
    }

    /// That a figure was not restated with another, if its source gives it again in that edition or later.
    /// Else only that there is no newer one: a figure that an edition leaves out may no longer stand.
    fn left_as_it_was(&self, left: u32, only: &RestatedFigure) -> String {
        let figure = self.words.said(left);
        if self.stands_since(left, only.on) {
            format!(": {figure} was not restated with it")
        } else if !self.dispute.restated.as_ref().is_some_and(|restated| restated.is_derived) {
            format!("; there is no newer figure than {figure} for the other")
        } else {
            format!("; there is no newer figure than {}", self.named(left))
        }
    }

    /// Whether the source of a claim gives its figure again from that moment on.
    fn stands_since(&self, at: u32, moment: Moment) -> bool {
        let corpus = self.words.corpus;
        let Some(series) = corpus.series_of(at) else { return false };
        let claim = corpus.claim(at);
        claims_beside(corpus, &corpus.series[series as usize], at).iter().any(|&other| {
            let own = corpus.claim(other);
            is_same_voice_and_chain(own, claim)
                && same_value(&own.value, &claim.value)
                && corpus.edition(other).is_some_and(|edition| !moment.certainly_after(&edition))
        })
    }

    /// `226364 from 249705 on 24 June 2020`.
    fn restated(&self, one: &RestatedFigure) -> String {
        let was = one.was.map(|was| format!(" from {}", self.words.said(was))).unwrap_or_default();
        format!("{}{was} on {}", self.named(one.now), self.since(one))
    }

    /// The day on which a figure was restated; with the time if it was first stated on the same day.
    pub(super) fn since(&self, one: &RestatedFigure) -> String {
        let first = one.was.and_then(|was| self.words.corpus.edition(was));
        if first.is_none_or(|first| first.from < one.on.from) {
            one.on.from.in_words()
        } else {
            one.on.in_words()
        }
    }

    /// A figure, with its series if that is not the finding's.
    fn named(&self, claim: u32) -> String {
        let corpus = self.words.corpus;
        let said = self.words.said(claim);
        match corpus.series_of(claim).filter(|series| *series != self.dispute.series) {
            Some(series) => format!("{said} for {}", self.words.series(&corpus.series[series as usize])),
            None => said,
        }
    }

    /// A figure and its day: `229675 on 29 May 2020`.
    pub(super) fn dated(&self, claim: u32) -> String {
        let when = self.words.corpus.claim(claim).time.as_ref().map(on_date).unwrap_or_default();
        format!("{}{when}", self.words.said(claim))
    }

    /// Why a restated figure stands out, or one that was left when others were restated.
    pub(super) fn why_restated(&self) -> Option<String> {
        let restatement = self.dispute.restated.as_ref()?;
        let odd = restatement.odd?;
        let Some((only, beside)) = restatement.figures.first().zip(restatement.beside) else {
            return Some("the others were restated, and it was not put right by a newer figure".to_owned());
        };
        let (now, was) = (self.words.said(only.now), self.words.said(only.was?));
        let (on, beside) = (self.since(only), self.dated(beside));
        Some(if odd == only.now {
            format!("it was {was} until {on}, with which {beside} goes together, as it does not with {now}")
        } else {
            format!(
                "there is no newer figure of it since {was} became {now} on {on}, with which {beside} goes together, as it does \
                 not with {was}"
            )
        })
    }

    /// Why a figure stands out if neither a repair nor the sums around it show that.
    pub(super) fn why_pointed_at(&self) -> Option<String> {
        Some(match self.dispute.pointer.as_ref()? {
            Pointer::Neighbours { ends: [from, to], .. } => format!(
                "without it its source's figures around it go together, from {} to {}",
                self.dated(*from),
                self.dated(*to)
            ),
            Pointer::Elsewhere { series, window, .. } => {
                let about = self.words.series(&self.words.corpus.series[*series as usize]);
                let when = window.as_ref().map(on_date).unwrap_or_default();
                format!("it stands out among what its source says of {about}{when} as well")
            }
            Pointer::AnotherSource { other, .. } => {
                let whose = self.words.voice(voice(self.words.corpus.claim(*other)));
                format!(
                    "with {} in its place, as {whose} gives it, these figures go together",
                    self.words.said(*other)
                )
            }
        })
    }

    /// Which figures are in question if they fitted together until one was restated.
    pub(super) fn open_editions(&self) -> Option<String> {
        let restatement = self.dispute.restated.as_ref()?;
        let [only] = &restatement.figures[..] else {
            return Some(
                "one of these figures is wrong, or should have been restated with the others".to_owned(),
            );
        };
        // If there are two days, each figure is given with its day.
        let name = |claim: u32| {
            if self.dispute.kind == DisputeKind::Decrease { self.dated(claim) } else { self.named(claim) }
        };
        let left = restatement.left_behind.map_or_else(|| "what hangs on it".to_owned(), name);
        let wrong = name(only.now);
        Some(format!("either {wrong} is wrong, or {left} should have been restated, too"))
    }

    /// The claims to check if figures fitted together until one was restated.
    pub(super) fn editions_in_question(&self) -> Option<Vec<u32>> {
        let Restatement { figures: restated, left_behind: left, .. } = self.dispute.restated.as_ref()?;
        let ([only], Some(left)) = (&restated[..], left) else { return None };
        Some(vec![only.now, *left])
    }

    /// The claims of other editions and days that the wording mentions.
    pub(super) fn other_editions(&self) -> Vec<u32> {
        let restated = self.dispute.restated.iter();
        let mut claims: Vec<u32> = restated
            .flat_map(|all| {
                let pairs =
                    all.figures.iter().flat_map(|restated| [Some(restated.now), restated.was]).flatten();
                pairs.chain(all.left_behind).chain(all.beside)
            })
            .collect();
        match &self.dispute.pointer {
            Some(Pointer::Neighbours { ends, .. }) => claims.extend(ends),
            Some(Pointer::AnotherSource { other, .. }) => claims.push(*other),
            Some(Pointer::Elsewhere { .. }) | None => {}
        }
        claims
    }
}
