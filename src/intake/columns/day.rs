//! Days and times of day, counted from 1970, as texts.

use crate::intake::day_number::iso_day;

const SECONDS_A_DAY: i64 = 86_400;

/// A time of day, in seconds: `10:00`, `10:00:30`.
pub(super) fn clock_text(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// A moment, in seconds from the beginning of 1970 where its clock stands; `zone` is what is written behind the clock. At the
/// beginning of a day it is that day.
pub(super) fn moment_text(seconds: i64, zone: &str) -> String {
    let day = iso_day(seconds.div_euclid(SECONDS_A_DAY));
    match seconds.rem_euclid(SECONDS_A_DAY) {
        0 => day,
        clock if zone.is_empty() => format!("{day} {}", clock_text(clock)),
        clock => format!("{day}T{}{zone}", clock_text(clock)),
    }
}

/// How far the clocks of a zone are ahead of UTC, in seconds, and what is written behind a time in it; none where only a list of
/// the zones of the world says that, as for `Europe/Rome`.
pub(super) fn zone_offset(zone: &str) -> Option<(i64, String)> {
    if ["UTC", "Z", "GMT", "Etc/UTC"].contains(&zone) {
        return Some((0, "Z".to_owned()));
    }
    let ahead = if zone.strip_prefix('+').is_some() { 1 } else { -1 };
    let rest = zone.strip_prefix(['+', '-'])?;
    let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2)).unwrap_or((rest, "00"));
    let number = |text: &str, below: i64| {
        let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse::<i64>().ok()).flatten().filter(|number| *number < below)
    };
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    let offset = ahead * (number(hours, 24)? * 3_600 + number(minutes, 60)? * 60);
    let sign = if ahead > 0 { '+' } else { '-' };
    Some((offset, if offset == 0 { "Z".to_owned() } else { format!("{sign}{hours}:{minutes}") }))
}

#[cfg(test)]
mod tests {
    use super::{iso_day, moment_text, zone_offset};

    #[test]
    fn days_and_moments_are_counted_from_1970() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_857, "2024-05-14"),
            (19_782, "2024-02-29"),
            (-719_528, "0000-01-01"),
            (2_932_896, "9999-12-31"),
        ] {
            assert_eq!(iso_day(days), text);
        }
        assert_eq!(moment_text(86_400, "Z"), "1970-01-02");
        assert_eq!(moment_text(-30, "Z"), "1969-12-31T23:59:30Z");
        assert_eq!(moment_text(36_000, ""), "1970-01-01 10:00");
    }

    #[test]
    fn a_zone_is_a_fixed_offset() {
        assert_eq!(zone_offset("+02:00"), Some((7_200, "+02:00".to_owned())));
        assert_eq!(zone_offset("-0330"), Some((-12_600, "-03:30".to_owned())));
        assert_eq!(zone_offset("+05"), Some((18_000, "+05:00".to_owned())));
        assert_eq!(zone_offset("UTC"), Some((0, "Z".to_owned())));
        assert_eq!(zone_offset("+00:00"), Some((0, "Z".to_owned())));
        for zone in ["Europe/Rome", "", "+", "+2", "+25:00", "+ä:00"] {
            assert_eq!(zone_offset(zone), None, "{zone}");
        }
    }
}
