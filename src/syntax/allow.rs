//! Comments that address the checker: `# gainsay: allow(rule) because "…"`.

use super::body::rule;
use super::name::quoted_name;
use super::tail::{Tail, Unknown};
use super::token::{blank, phrase};
use super::tree::Allow;

/// The comments above a statement that allow something.
pub(super) fn allows<'s>(lead: &'s str, tail_parts: &mut Tail<'s>) -> Vec<Allow<'s>> {
    let mut allows = Vec::new();
    if lead.is_empty() {
        return allows;
    }
    for line in lead.lines() {
        let text = line.trim();
        let Some(comment) = text.strip_prefix('#') else { continue };
        let Some(rest) = comment.trim_start().strip_prefix("gainsay:") else { continue };
        match allow(text, rest.trim_start()) {
            Some(found) => allows.push(found),
            None => tail_parts.unknown.push((text, Unknown::Directive)),
        }
    }
    allows
}

/// `allow(rule, rule) because "…"`; a missing reason is reported by the checker.
fn allow<'s>(text: &'s str, input: &'s str) -> Option<Allow<'s>> {
    let open = input.strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (inside, rest) = open.split_once(')')?;
    let mut rules = Vec::new();
    for name in inside.split(',') {
        let (rest, found) = rule(name.trim()).ok()?;
        if !rest.is_empty() {
            return None;
        }
        rules.push(found);
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Allow { text, rules, because: None });
    }
    let (rest, words) = quoted_name(blank(phrase(rest, "because")?)).ok()?;
    rest.trim().is_empty().then_some(Allow { text, rules, because: Some(words) })
}
