//! Why the figures of a dispute differ: what is asked of the causes, by the nature of the dispute.

use crate::cause::{Left, Reason};
use crate::contradiction::{Nature, Side, span};
use crate::phrasing::arithmetic;
use crate::phrasing::case::Case;

/// How many claims of a fact are held against the odd one; they say the same, or nearly so.
const OTHERS: usize = 16;

impl Case<'_> {
    /// Why the figures differ, where one shows it. Who stands out is known where `suspect` says so.
    pub(crate) fn reason(&self, suspect: bool) -> Option<Reason> {
        let dispute = self.dispute;
        let speaker = |side: &Side| side.statement.speaker();
        let (aside, rival) = (&dispute.aside, dispute.against.first()?);
        // Who says otherwise of the very fact tells more than what other times or laws leave.
        let others = dispute.kept.iter().map(|kept| (kept.speaker(), span(self.words.corpus, kept, false)));
        let own = span(self.words.corpus, &aside.statement, false);
        let others: Vec<u32> =
            others.filter(|(_, theirs)| own.disjoint(theirs)).map(|(other, _)| other).collect();
        let others = &others[..others.len().min(OTHERS)];
        let of_fact = match dispute.nature {
            Nature::Figures => None,
            _ => self.causes.of(speaker(aside), others),
        };
        of_fact.or_else(|| match dispute.nature {
            Nature::Figures if suspect => {
                self.causes.of(speaker(aside), &[&[speaker(rival)], others].concat())
            }
            Nature::Figures => self.causes.between(speaker(aside), speaker(rival)),
            Nature::Decrease => {
                let gone: Vec<u32> =
                    dispute.repair.iter().flat_map(|statement| &statement.claims).copied().collect();
                let gone = [gone.as_slice(), &dispute.elsewhere].concat();
                let of = |odd: &Side, rival: &Side, gone: &[u32]| {
                    let (odd, rival) = (speaker(odd), speaker(rival));
                    Left { odd, allowed: self.causes.room(odd, rival, gone), beside: Some(rival) }
                };
                if suspect {
                    return self.causes.within(&[of(aside, rival, &gone)]);
                }
                // Where the other might as well be wrong, it is the one that is set aside.
                self.causes.within(&[of(aside, rival, &gone), of(rival, aside, &rival.statement.claims)])
            }
            Nature::Part | Nature::Sum | Nature::Flow | Nature::Law => {
                let argument = dispute.argument.as_ref()?;
                let sides = if suspect { vec![aside] } else { self.core() };
                let left = |side: &Side| {
                    let odd = speaker(side);
                    Some(Left {
                        odd,
                        allowed: arithmetic::left(self.words.corpus, argument, odd)?,
                        beside: None,
                    })
                };
                self.causes.within(&sides.into_iter().filter_map(left).collect::<Vec<_>>())
            }
            Nature::Dates | Nature::Order | Nature::Ages | Nature::Values | Nature::Truth | Nature::Sets => {
                None
            }
        })
    }
}
