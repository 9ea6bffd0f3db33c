//! Which measures are places in a ranking: their figures count nothing, so no arithmetic applies to them.

/// Words of a measure's name that make it a place in a ranking.
const WORDS: [&str; 8] = ["rank", "ranks", "ranked", "ranking", "rankings", "placing", "placings", "seeding"];

/// Words before `position` that make it a place in a ranking: `league position`.
const POSITIONS: [&str; 8] = ["league", "table", "chart", "grid", "world", "medal", "final", "finishing"];

/// Units in which a place in a ranking changes: `up 4 places`.
pub(super) const STEPS: [&str; 8] =
    ["place", "places", "spot", "spots", "position", "positions", "rung", "rungs"];

/// Whether a measure of this name is a place in a ranking.
#[must_use]
pub fn is_rank(name: &str) -> bool {
    let words: Vec<String> =
        name.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let position = |pair: &[String]| pair[1] == "position" && POSITIONS.contains(&pair[0].as_str());
    words.iter().any(|word| WORDS.contains(&word.as_str())) || words.windows(2).any(position)
}
