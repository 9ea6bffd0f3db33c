//! Labels: which statement each names, and from which files it can be used (its reach).

use rustc_hash::FxHashMap;

use crate::model::register::LabelId;
use crate::source::{FileId, Place};

/// How many statements with a label are named where a reference to it cannot be resolved.
const FEW: usize = 3;

/// The labels of a run. A label reaches its own file and the files that include it.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    assigned: FxHashMap<(FileId, LabelId), Place>,
    /// The first few statements with each label, in their order.
    anywhere: FxHashMap<LabelId, Vec<Place>>,
    unread: Vec<(FileId, LabelId)>,
    /// For each file those it includes, itself not among them, nearest first.
    includes: Vec<Vec<FileId>>,
}

/// What a label resolves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelTarget {
    /// This statement.
    Statement(Place),
    /// A statement that could not be read, which is reported elsewhere.
    Unread,
    /// Nothing.
    Nothing,
}

impl Labels {
    /// No labels yet, in files with these inclusions.
    #[must_use]
    pub fn new(includes: Vec<Vec<FileId>>) -> Self {
        Self { includes, ..Self::default() }
    }

    /// Gives a statement a label; returns the statement of the same file that has the label already, if there is one.
    pub fn assign(&mut self, label: LabelId, place: Place) -> Option<Place> {
        if let Some(&first) = self.assigned.get(&(place.file, label)) {
            return Some(first);
        }
        self.assigned.insert((place.file, label), place);
        let anywhere = self.anywhere.entry(label).or_default();
        if anywhere.len() < FEW {
            anywhere.push(place);
        }
        None
    }

    /// Stores the label of a statement that could not be read.
    pub fn mark_unread(&mut self, label: LabelId, file: FileId) {
        self.unread.push((file, label));
    }

    /// What a label resolves to in a file.
    #[must_use]
    pub fn find(&self, file: FileId, label: LabelId) -> LabelTarget {
        let included = self.includes.get(file.0 as usize).map_or(&[][..], Vec::as_slice);
        for file in std::iter::once(&file).chain(included) {
            if let Some(&place) = self.assigned.get(&(*file, label)) {
                return LabelTarget::Statement(place);
            }
            if self.unread.contains(&(*file, label)) {
                return LabelTarget::Unread;
            }
        }
        LabelTarget::Nothing
    }

    /// The first few statements that have a label, whatever its reach.
    #[must_use]
    pub fn anywhere(&self, label: LabelId) -> Vec<Place> {
        self.anywhere.get(&label).cloned().unwrap_or_default()
    }

    /// Applies the renumbering of the labels.
    pub(super) fn renumber(&mut self, new: &[u32]) {
        let assigned = std::mem::take(&mut self.assigned);
        self.assigned = assigned
            .into_iter()
            .map(|((file, label), place)| ((file, LabelId(new[label.0 as usize])), place))
            .collect();
        let anywhere = std::mem::take(&mut self.anywhere);
        self.anywhere =
            anywhere.into_iter().map(|(label, places)| (LabelId(new[label.0 as usize]), places)).collect();
        for (_, label) in &mut self.unread {
            *label = LabelId(new[label.0 as usize]);
        }
    }
}
