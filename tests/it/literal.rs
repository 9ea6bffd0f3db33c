//! String literals as the grammar and debug forms write them.

/// The literal that a text begins with, its escapes read where it stands in double quotes, and what follows it. None
/// where it has no end.
pub(crate) fn literal(rest: &str) -> Option<(String, &str)> {
    let quote = rest.chars().next()?;
    let mut text = String::new();
    let mut chars = rest[1..].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => return Some((text, &rest[at + 2..])),
            '\\' if quote == '"' => match chars.next()?.1 {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                '0' => text.push('\0'),
                'u' => {
                    let digits: String =
                        chars.by_ref().map(|(_, c)| c).skip(1).take_while(|&c| c != '}').collect();
                    let code = u32::from_str_radix(&digits, 16).expect("hexadecimal digits");
                    text.push(char::from_u32(code).expect("a character"));
                }
                other => text.push(other),
            },
            _ => text.push(c),
        }
    }
    None
}
