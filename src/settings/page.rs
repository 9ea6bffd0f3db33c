//! Every key on one page: what `gainsay explain settings` shows.

use std::fmt::Write;

use super::key::{Accepts, Key};
use super::keys::ROOT;

/// An example file that uses most of the keys.
const OPENING: &str = "\
# Settings

Gainsay looks for `gainsay.toml` in the folder of the first path it checks and in the folders above it; `--config` \
names another file. `gainsay explain settings-schema` prints a JSON Schema for editors: save it beside the file, and \
make `#:schema ./gainsay.schema.json` the file's first line.

```toml
vocabulary = [\"vocabulary.claims\"]
decimal = \"comma\"
date-order = \"dmy\"

[desk]
ours = [\"Statecraft\"]

[rules]
disputed = \"error\"
missing-source = \"off\"

[[paths]]
match = \"archive/**\"
rules = { missing-date = \"off\", unused-definition = \"off\" }

[tolerances]
\"death toll\" = \"2%\"

[hedges]
about = \"5%\"
several = [3, 9]

[tables.\"desk/*.csv\"]
columns = { \"Death toll\" = \"value\", \"As of\" = \"date\" }
constants = { measure = \"death toll\" }
```
";

/// The page, in Markdown.
#[must_use]
pub fn page() -> String {
    let mut page = OPENING.to_owned();
    page.push_str("\n## For the whole corpus\n");
    let whole = |key: &&Key| {
        !matches!(key.accepts, Accepts::Table(_) | Accepts::Rules | Accepts::Each(_))
            && !matches!(
                key.accepts,
                Accepts::Tolerances | Accepts::Sources | Accepts::Hedges(_) | Accepts::ByPattern(_)
            )
    };
    ROOT.iter().filter(whole).for_each(|key| entry(&mut page, key));
    for key in ROOT.iter().filter(|key| !whole(key)) {
        let header = match key.accepts {
            Accepts::Each(_) => format!("[[{}]]", key.name),
            Accepts::ByPattern(_) => format!("[{}.\"pattern\"]", key.name),
            _ => format!("[{}]", key.name),
        };
        let _ = write!(page, "\n## `{header}`\n{}\n", key.meaning);
        if !key.example.is_empty() {
            let _ = write!(page, "\n```toml\n[{}]\n{}\n```\n", key.name, key.example);
        }
        if let Accepts::Table(keys) | Accepts::Each(keys) | Accepts::Hedges(keys) | Accepts::ByPattern(keys) =
            key.accepts
        {
            page.push('\n');
            keys.iter().for_each(|key| entry(&mut page, key));
        }
    }
    page
}

fn entry(page: &mut String, key: &Key) {
    let _ = writeln!(page, "- `{}`: {}", key.example, key.meaning);
    if let Accepts::Table(keys) = key.accepts {
        for inner in keys {
            let _ = writeln!(page, "- in `{}`, `{}`: {}", key.name, inner.example, inner.meaning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::settings::{RuleName, read};
    use crate::source::Source;

    const RULES: [RuleName; 4] = [
        RuleName { name: "missing-source", code: "R114", family: "reading" },
        RuleName { name: "missing-date", code: "R115", family: "reading" },
        RuleName { name: "unused-definition", code: "R121", family: "reading" },
        RuleName { name: "conflicting-figures", code: "C101", family: "contradictions" },
    ];

    #[test]
    fn every_block_of_the_page_is_read() {
        let page = page();
        let blocks: Vec<&str> =
            page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(blocks.len() >= 4);
        for block in blocks {
            let read = read(&Source::new("gainsay.toml", block), &RULES);
            assert!(read.is_ok(), "{block}\n{:?}", read.err());
        }
    }
}
