//! Prose broken into lines of a given width, in columns of the screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text in lines of at most `width` columns, broken at spaces; a word that is longer is broken where it must be.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = word.width();
        if used > 0 && used + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if wide <= width {
            line.push_str(word);
            used += wide;
            continue;
        }
        for c in word.chars() {
            let one = c.width().unwrap_or(0);
            if used + one > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += one;
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn breaks_at_spaces_and_inside_long_words() {
        assert_eq!(wrap("a death toll only grows", 11), ["a death", "toll only", "grows"]);
        assert_eq!(wrap("x 0123456789", 8), ["x", "01234567", "89"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
