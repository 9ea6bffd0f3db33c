//! Every group of tied series built, solved and told.

use rayon::prelude::*;

use crate::contradiction::contradictions::Unsolved;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::tied::build::build;
use crate::contradiction::tied::component::components;
use crate::contradiction::tied::groups::{Group, groups};
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::prune::prune;
use crate::contradiction::tied::tell::tell;
use crate::contradiction::tied::web::Web;
use crate::corpus::Corpus;
use crate::reason::linear::{self, Limits};
use crate::source::Place;

/// What tied series cannot say together.
#[derive(Default)]
pub(in crate::contradiction) struct Tied {
    pub(in crate::contradiction) disputes: Vec<Dispute>,
    pub(in crate::contradiction) unsolved: Vec<Unsolved>,
    /// The series that were solved here.
    pub(in crate::contradiction) series: Vec<u32>,
    /// Those of them that were not solved whole.
    pub(in crate::contradiction) half: Vec<u32>,
    /// What declares ties that nothing can satisfy at some scope.
    pub(in crate::contradiction) broken: Vec<Place>,
}

/// Solves every group of tied series. Void laws, by number, hold nothing.
pub(in crate::contradiction) fn find(corpus: &Corpus, void: &[u32], limits: Limits) -> Tied {
    let laws = Laws::but(corpus, void);
    let groups = groups(corpus, &laws);
    if groups.is_empty() {
        return Tied::default();
    }
    let parts: Vec<Tied> = groups.par_iter().map(|group| solve(corpus, group, &laws, limits)).collect();
    let mut all = Tied::default();
    for part in parts {
        all.disputes.extend(part.disputes);
        all.unsolved.extend(part.unsolved);
        all.series.extend(part.series);
        all.half.extend(part.half);
        all.broken.extend(part.broken);
    }
    all.series.sort_unstable();
    all.half.sort_unstable();
    all
}

fn solve(corpus: &Corpus, group: &Group, laws: &Laws, limits: Limits) -> Tied {
    let limit = usize::try_from(limits.exact).unwrap_or(usize::MAX).max(1);
    let mut web = Web::of(corpus, &group.series, laws, limit);
    web.grow();
    let all: Vec<u32> = (0..web.families.len() as u32).collect();
    let claimed = |node: u32| web.series[node as usize].is_some();
    let alive = prune(&web, &all, claimed);
    let mut found = Tied::default();
    for component in components(&web, &alive, group) {
        let series: Vec<u32> = component.nodes.iter().filter_map(|&node| web.series[node as usize]).collect();
        let mut built = build(&web, &component);
        let mut resolution = linear::resolve(built.system.clone(), limits);
        // What no figures can satisfy here holds nothing here: the laws first, and where there are none all of it.
        while !resolution.broken.is_empty() {
            found.broken.extend(resolution.broken.iter().filter_map(|&row| built.ties[row as usize].law));
            built.leave_out(&resolution.broken);
            resolution = linear::resolve(built.system.clone(), limits);
        }
        if !resolution.exact || web.cut_short {
            found.half.extend(&series);
        }
        if !resolution.exact && !web.cut_short {
            found
                .unsolved
                .push(Unsolved { series: series.clone(), figures: built.system.domains.len() as u32 });
        }
        found.disputes.extend(tell(&web, &built, &resolution));
        found.series.extend(series);
    }
    if web.cut_short {
        found.unsolved.push(Unsolved { series: group.series.clone(), figures: web.nodes.len() as u32 });
    }
    found
}
