//! New numbers of names, and how claims are given them.

use crate::model::claim::{Claim, Members, Value};
use crate::model::register::{ChainId, LabelId, MeasureId, NameId, ScopeId, SourceId, WordsId};

/// For each old number of each register the new one.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub(super) measures: Vec<u32>,
    pub(super) sources: Vec<u32>,
    pub(super) keys: Vec<u32>,
    pub(super) names: Vec<u32>,
    pub(super) labels: Vec<u32>,
    pub(super) words: Vec<u32>,
    pub(super) scopes: Vec<u32>,
    pub(super) chains: Vec<u32>,
}

impl Numbering {
    /// Whether nothing gets another number.
    pub(super) fn is_idle(&self) -> bool {
        let all = [
            &self.measures,
            &self.sources,
            &self.keys,
            &self.names,
            &self.labels,
            &self.words,
            &self.scopes,
            &self.chains,
        ];
        all.iter().all(|new| (0_u32..).zip(*new).all(|(old, &new)| old == new))
    }

    pub(super) fn measure(&self, id: MeasureId) -> MeasureId {
        MeasureId(self.measures[id.0 as usize])
    }

    pub(super) fn source(&self, id: SourceId) -> SourceId {
        SourceId(self.sources[id.0 as usize])
    }

    pub(super) fn scope(&self, id: ScopeId) -> ScopeId {
        ScopeId(self.scopes[id.0 as usize])
    }

    fn name(&self, id: &mut NameId) {
        *id = NameId(self.names[id.0 as usize]);
    }

    /// Gives a claim the new numbers.
    pub(super) fn claim(&self, claim: &mut Claim) {
        claim.measure = self.measure(claim.measure);
        claim.scope = self.scope(claim.scope);
        claim.via = ChainId(self.chains[claim.via.0 as usize]);
        claim.origin = claim.origin.map(|id| self.source(id));
        claim.voice = claim.voice.map(|id| self.source(id));
        claim.label = claim.label.map(|label| LabelId(self.labels[label.0 as usize]));
        match &mut claim.value {
            Value::Name(id) => self.name(id),
            Value::Set(members) => match &mut **members {
                Members::Exactly(members) => {
                    members.iter_mut().for_each(|id| self.name(id));
                    members.sort();
                }
                Members::Includes(id) | Members::Excludes(id) => self.name(id),
            },
            Value::Quote(id) => *id = WordsId(self.words[id.0 as usize]),
            Value::Number(_) | Value::Date(_) | Value::Truth(_) | Value::Unread => {}
        }
    }
}
