//! Words for the times and shares of folded findings.

use crate::finding::{Finding, FoldInfo};
use crate::model::Day;

/// Whether the facts of a run are days or periods, in words.
pub(super) struct TimeUnit {
    are_days: bool,
}

impl TimeUnit {
    pub(super) fn of(folds: &[&FoldInfo]) -> Self {
        Self { are_days: folds.iter().all(|fold| fold.time.is_day) }
    }

    /// `dates`, `periods`.
    pub(super) fn plural(&self) -> &'static str {
        if self.are_days { "dates" } else { "periods" }
    }
}

/// `8.6 %` for 86 thousandths.
pub(super) fn percent(share: u64) -> String {
    match (share / 10, share % 10) {
        (0, 0) => "less than 0.1 %".to_owned(),
        (whole, 0) => format!("{whole} %"),
        (whole, tenth) => format!("{whole}.{tenth} %"),
    }
}

/// `, from 3 to 14 October 2020`: the first and the last day of some findings; empty if they have none.
pub(super) fn first_to_last<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> String {
    let dated = findings.filter_map(|finding| {
        let time = &finding.fold.as_ref()?.time;
        Some((time.first_day.as_deref()?, time.in_words.as_str()))
    });
    match (dated.clone().min(), dated.max()) {
        (Some(first), Some(last)) if first.1 != last.1 => format!(", {}", between(first.1, last.1)),
        _ => String::new(),
    }
}

/// `from 3 to 14 October 2020`, from the two days in words; the ending that both share is given once.
pub(super) fn between(first: &str, last: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (first.split(' ').collect(), last.split(' ').collect());
    if from.len() != 3 || to.len() != 3 {
        return format!("from {first} to {last}");
    }
    let shared = from.iter().rev().zip(to.iter().rev()).take(2).take_while(|(a, b)| a == b).count();
    format!("from {} to {last}", from[..3 - shared].join(" "))
}

/// `, from 3 to 14 October 2020`; empty if it is one day.
pub(super) fn from_to(days: Option<(Day, Day)>) -> String {
    let days = days.filter(|(first, last)| first != last);
    days.map_or_else(String::new, |(first, last)| {
        format!(", {}", between(&first.in_words(), &last.in_words()))
    })
}

#[cfg(test)]
mod tests {
    use super::{between, percent};

    #[test]
    fn what_two_days_share_is_said_once() {
        assert_eq!(between("3 October 2020", "14 October 2020"), "from 3 to 14 October 2020");
        assert_eq!(between("28 September 2020", "3 October 2020"), "from 28 September to 3 October 2020");
        assert_eq!(between("28 December 2020", "3 January 2021"), "from 28 December 2020 to 3 January 2021");
        assert_eq!(between("October 2020", "November 2020"), "from October 2020 to November 2020");
    }

    #[test]
    fn shares_are_in_per_cent() {
        assert_eq!(percent(86), "8.6 %");
        assert_eq!(percent(20), "2 %");
        assert_eq!(percent(0), "less than 0.1 %");
    }
}
