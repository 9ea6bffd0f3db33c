//! Disjoint parts (`define disjoint`): together they are at most their whole, by one constraint on
//! the parts that have a node.

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::tied::constraint::{Constraint, ConstraintForm, ConstraintId, Node};
use crate::contradiction::tied::graph::{ConstraintGraph, scope_with};
use crate::model::Number;
use crate::model::register::{KeyId, NameId};
use crate::syntax::tree::Relation;

impl ConstraintGraph<'_> {
    /// Notes the disjoint sets that a node is a part or the whole of, each with its whole, and adds the whole.
    pub(super) fn find_disjoint_sets(&mut self, node: &Node, key: KeyId) {
        let vocabulary = &self.corpus.model.vocabulary;
        let own = node.scope.iter().find(|(known, _)| *known == key).map(|(_, name)| *name);
        let has_default = vocabulary.defaults.iter().any(|(known, _)| *known == key);
        for (at, set) in (0_u32..).zip(&vocabulary.disjoint) {
            let is_part = own.is_some_and(|name| set.parts.contains(&name));
            // A set without a named whole has as its whole what is said without the key. If the key
            // has a default, nothing is said without it.
            let has_whole = set.whole.is_some() || !has_default;
            if set.key != key || !has_whole || !(own == set.whole || is_part) {
                continue;
            }
            let whole = self.add_node(Node {
                scope: scope_with(&self.corpus.model.vocabulary, &node.scope, key, set.whole),
                ..node.clone()
            });
            if self.added.insert(ConstraintId::Disjoint(at, whole)) {
                self.disjoint.push((at, whole));
            }
        }
    }

    /// Ties a whole to those of its disjoint parts that have a node: together they are at most the
    /// whole.
    pub(super) fn add_disjoint_set(&mut self, number: u32, whole: u32) {
        let set = &self.corpus.model.vocabulary.disjoint[number as usize];
        let node = &self.nodes[whole as usize];
        let part = |&part: &NameId| {
            let part = Node {
                scope: scope_with(&self.corpus.model.vocabulary, &node.scope, set.key, Some(part)),
                ..node.clone()
            };
            self.numbers.get(&part).copied().filter(|part| *part != whole)
        };
        let mut parts: Vec<u32> = set.parts.iter().filter_map(part).collect();
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            return;
        }
        let parts = parts.into_iter().map(|part| (-&Number::ONE, part));
        let terms = std::iter::once((Number::ONE, whole)).chain(parts).collect();
        let form = ConstraintForm::Linear { terms, relation: Relation::AtLeast, constant: Number::ZERO };
        self.constraints.push(Constraint {
            form,
            reason: ConstraintReason { kind: ConstraintKind::Part, declared: Some(set.place) },
        });
    }
}
