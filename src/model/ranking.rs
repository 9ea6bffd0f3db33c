//! Which measures are places in a ranking: figures that count nothing, so that no arithmetic holds of them.

/// Words of a measure's name that make it a place in a ranking.
const WORDS: [&str; 8] = ["rank", "ranks", "ranked", "ranking", "rankings", "placing", "placings", "seeding"];

/// What a position is in where it is a place in a ranking.
const POSITIONS: [&str; 8] = ["league", "table", "chart", "grid", "world", "medal", "final", "finishing"];

/// What a place in a ranking goes up or down by: `up 4 places`.
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
