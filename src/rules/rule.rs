//! What a rule is, and what it gets.

use rustc_hash::FxHashMap;

use crate::corpus::join_words;
use crate::finding::{Cited, Code, Finding, Severity};
use crate::model::Day;
use crate::phrasing::{Context, Findings};
use crate::source::{Place, Span};

/// A rule's default severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultLevel {
    /// Always the same.
    Fixed(Severity),
    /// A contradiction: a slip is an error, a dispute a warning, a note where parties differ or the measure is
    /// contested.
    ByStanding,
    /// Off unless asked for.
    Off,
}

/// One rule: its code, its name, its page and its check.
#[derive(Debug)]
pub struct Rule {
    /// The stable code.
    pub code: Code,
    /// The kebab-case name.
    pub name: &'static str,
    /// The severity by default.
    pub level: DefaultLevel,
    /// The rule's page, in Markdown: the text of `explain`.
    pub doc: &'static str,
    /// The check.
    pub check: Check,
}

/// How a rule checks: what its check function gets.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The claims, the problems of reading, and the contradictions.
    Corpus(fn(&Context<'_>, &mut Findings)),
    /// The corpus's statements about its own check, after all other rules have run.
    Own(fn(&OtherResults<'_>, &mut Findings)),
}

/// Rules of one kind; their codes begin with the same letter.
#[derive(Debug)]
pub struct Family {
    /// The letter that their codes begin with.
    pub letter: char,
    /// The name of the kind.
    pub name: &'static str,
    /// The rules, in the order of their codes.
    pub rules: &'static [&'static Rule],
}

impl Rule {
    /// An empty list of findings for this rule.
    #[must_use]
    pub const fn findings(&self) -> Findings {
        let severity = match self.level {
            DefaultLevel::Fixed(severity) => severity,
            DefaultLevel::ByStanding => Severity::Error,
            DefaultLevel::Off => Severity::Warning,
        };
        Findings::new(self.code, severity)
    }

    /// The page's first line.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.doc.lines().next().unwrap_or("").trim()
    }
}

/// The result of all other rules, for the rules on the corpus's statements about itself.
#[derive(Clone, Copy, Debug)]
pub struct OtherResults<'a> {
    /// The claims and the texts.
    pub context: Context<'a>,
    /// Every rule there is.
    pub rules: &'a [&'static Rule],
    /// Today's date; none where the settings give none.
    pub today: Option<Day>,
    /// Whether the corpus is checked as of an earlier day, and so with fewer claims.
    pub is_as_of_earlier_day: bool,
    /// Every finding of the other rules, before suppression.
    pub findings: &'a [Finding],
    /// For each of them whether an acceptance or a comment suppresses it.
    pub is_suppressed: &'a [bool],
    /// For each statement that an acceptance or expectation names, the findings that show it.
    pub findings_by_statement: &'a FxHashMap<Place, Vec<u32>>,
    /// For each acceptance whether it matches a finding.
    pub is_accept_matched: &'a [bool],
    /// For each allowing comment, and each rule that it names, whether it matches a finding.
    pub is_allow_matched: &'a [Vec<bool>],
}

impl<'a> OtherResults<'a> {
    /// The findings that show a statement which an acceptance or expectation names, in their order.
    pub fn findings_at(&self, statement: Place) -> impl Iterator<Item = &'a Finding> {
        let at = self.findings_by_statement.get(&statement).map_or(&[][..], Vec::as_slice);
        at.iter().map(|&at| &self.findings[at as usize])
    }

    /// The rule that a corpus names, or message and help for a name that no rule has.
    pub(super) fn rule(&self, name: &str) -> Result<&'static Rule, (String, String)> {
        named(self.rules, name).ok_or_else(|| {
            let help = match nearest(self.rules, name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`gainsay explain` lists the rules".to_owned(),
            };
            (format!("no rule is called `{name}`"), help)
        })
    }

    /// How a statement is referred to: its label, else its file and line.
    #[must_use]
    pub fn statement(&self, place: Place) -> String {
        let sources = self.context.sources;
        let text = sources.slice(place);
        match text.strip_prefix('@').and_then(|rest| rest.split_whitespace().next()) {
            Some(label) => format!("`@{label}`"),
            None => format!("{}:{}", sources.get(place.file).name(), sources.position(place).line),
        }
    }

    /// Several statements, in words.
    #[must_use]
    pub fn statements(&self, places: &[Place]) -> String {
        join_words(&places.iter().map(|&place| self.statement(place)).collect::<Vec<_>>())
    }

    /// A statement as a finding cites it.
    #[must_use]
    pub fn cite(&self, place: Place, label: &str) -> Cited {
        let words = self.context.words();
        let claim = self.context.corpus.claims_at(place).next();
        let (id, mark) = match claim {
            Some(claim) => (words.id(claim), self.context.corpus.claim(claim).mark),
            None => (self.statement(place).trim_matches(['`', '@']).to_owned(), first_line(self, place)),
        };
        let label = match claim {
            Some(claim) if label.is_empty() => words.said(claim),
            _ => label.to_owned(),
        };
        Cited { id, place, mark, label, core: false, repair: false, suspect: false }
    }
}

/// The rule with a name or code as typed by a user.
pub(super) fn named(rules: &[&'static Rule], name: &str) -> Option<&'static Rule> {
    rules.iter().copied().find(|rule| rule.name == name || rule.code.0.eq_ignore_ascii_case(name))
}

/// The name of the rule that was probably meant, if one is near.
pub(super) fn nearest(rules: &[&'static Rule], name: &str) -> Option<&'static str> {
    let far = name.chars().count() / 3 + 1;
    let distances =
        rules.iter().map(|rule| (strsim::osa_distance(&name.to_lowercase(), rule.name), rule.name));
    distances.min().filter(|(distance, _)| *distance <= far).map(|(_, name)| name)
}

/// A statement's first line, to be underlined.
fn first_line(outcome: &OtherResults<'_>, place: Place) -> Span {
    let line = outcome.context.sources.slice(place).lines().next().unwrap_or("");
    Span { start: place.span.start, end: place.span.start + line.trim_end().len() as u32 }
}

/// Declares a rule: its doc comment is its page.
macro_rules! declare_rule {
    ($(#[doc = $doc:expr])+ $vis:vis static $id:ident = $code:literal $name:literal, $level:expr, $check:expr;) => {
        $(#[doc = $doc])+
        $vis static $id: $crate::rules::rule::Rule = $crate::rules::rule::Rule {
            code: $crate::finding::Code($code),
            name: $name,
            level: $level,
            doc: concat!($($doc, "\n"),+),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;
