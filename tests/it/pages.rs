//! Rules' pages and their list, on a terminal and in a pipe.

use gainsay::finding::Code;
use gainsay::report::{RenderOptions, explain, list};
use gainsay::rules::{Check, Context, DefaultLevel, Findings, Rule};

use crate::golden;
use crate::reports::RULES;

fn silent(_: &Context<'_>, _: &mut Findings) {}

static PAGE: Rule = Rule {
    code: Code("C105"),
    name: "cumulative-decrease",
    level: DefaultLevel::ByStanding,
    doc: " A running total falls, within a source or between sources.\n\n # Why it matters\n A death toll only grows. \
          Where it falls, somebody mistyped it, or changed how it is counted and did not say so.\n\n # Example\n \
          ```claims fails\n death toll 5 on 2020-05-24 by WHO\n     note: \"first\"\n death toll 4 on 2020-05-25 by \
          WHO\n ```\n\n # How to settle it\n - correct the figure that is wrong, in the file or with `correct`, \
          saying by whom and on what day\n - declare a `break`\n",
    check: Check::Corpus(silent),
};

fn written(print: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    print(&mut out);
    String::from_utf8(out).expect("pages are UTF-8")
}

#[test]
fn a_page_on_a_terminal_and_in_a_pipe() {
    let look = RenderOptions { width: 60, colour: false };
    let page = written(|out| explain(out, &PAGE, Some(look)).expect("a vector takes all"))
        + "=== piped\n"
        + &written(|out| explain(out, &PAGE, None).expect("a vector takes all"))
        + "=== list\n"
        + &written(|out| list(out, &RULES, look).expect("a vector takes all"));
    golden::check("tests/cli/explain.txt", &page);
}
