use crate::contradiction::DisputeKind;
use crate::corpus::is_of_people;
use crate::model::plain;
use crate::model::vocabulary::{Declared, Kind};
use crate::phrasing::Presenter;
use crate::phrasing::template::Template;
use crate::phrasing::{Context, Findings, quoted};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// Sources give different names to one thing at one time.
    ///
    /// ## Why it matters
    /// A town has one mayor at a time, and a person one place of birth. Names that differ are as much a contradiction as
    /// figures that differ, and easier to overlook.
    ///
    /// ## Example
    /// ```claims fails
    /// "mayor of Harrow Bay" is "Ada Lind" by "Coastal Council"
    /// "mayor of Harrow Bay" is "Ida Lund" by "Harbour Monitor"
    /// ```
    /// Fixed: the names are two spellings of one person, and the vocabulary declares it.
    /// ```claims passes
    /// define person "Ada Lind"
    ///     aka "Ida Lund"
    /// "mayor of Harrow Bay" is "Ada Lind" by "Coastal Council"
    /// "mayor of Harrow Bay" is "Ida Lund" by "Harbour Monitor"
    /// ```
    ///
    /// `from … to …` and `since …` say that a name held all that time, so two holders of one office are compared wherever
    /// their times overlap:
    /// ```claims fails
    /// "mayor of Harrow Bay" is "Ada Lind" from 2010-05-01 to 2014-05-01 by "Coastal Council"
    /// "mayor of Harrow Bay" is "Ida Lund" from 2013-05-01 to 2018-05-01 by "Harbour Monitor"
    /// ```
    /// One may follow the other on one day, or in one year where only the year is given:
    /// ```claims passes
    /// "mayor of Harrow Bay" is "Ada Lind" from 2010 to 2014 by "Coastal Council"
    /// "mayor of Harrow Bay" is "Ida Lund" from 2014 to 2018 by "Harbour Monitor"
    /// ```
    /// Some things have several names at a time, such as a person's nationality. The definition says so:
    /// ```claims passes
    /// define measure nationality
    ///     kind name
    ///     allows several
    /// nationality of "Ada Lind" is Northvale by "Coastal Council"
    /// nationality of "Ada Lind" is Eastmere by "Harbour Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// - check the names with the sources
    /// - if both are names of one thing, declare one as `aka` of the other
    /// - if the value changed, say when: `on` a day, or `from … to …`
    /// - if both can be right at a time, add `allows several` to the definition of the measure
    ///
    /// ## When it is silent
    /// Where the names are equal except for case, typographic accents or a declared alias; for different days, and for
    /// periods that do not overlap; for `during` and `between … and …`, which say only that it held at some time of the
    /// period, unless two sources name the same period; one source may name several for it, of which one may have followed the
    /// other (`cannot-tell`), and another source then differs only if it names none of them; where one claim is dated and the other is not; where scope or mode differs;
    /// for measures that allow several names.
    ///
    /// ## Settings
    /// `allows several` in the definition of a measure.
    pub(super) static CONFLICTING_VALUES = "C116" "conflicting-values", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let template = Template {
        kind: DisputeKind::Values,
        rule: "conflicting-values",
        slip: |about| format!("gives {about} two values"),
        differ: |about| format!("on {about}"),
        why: |presenter, first, second| {
            let end =
                if is_single(presenter) { ", and only one can be right at a time" } else { " at one time" };
            format!("`{first}` and `{second}` are two names{end}")
        },
        settle: |presenter| {
            one_person(presenter).into_iter().chain(std::iter::once(settle(presenter))).collect()
        },
    };
    template.report(context, findings);
}

/// Whether the corpus says that the measure has one name at a time.
fn is_single(presenter: &Presenter<'_>) -> bool {
    let measure = presenter.words.corpus.model.vocabulary.measure(presenter.series.measure);
    measure.is_some_and(|measure| measure.kind == Some(Kind::Name))
}

/// The help to declare two names with one surname as one person's.
fn one_person(presenter: &Presenter<'_>) -> Option<String> {
    let (one, two) = presenter.first_two();
    let said = [one, two].map(|side| presenter.said(&side.statement));
    let surname = |name: &str| {
        let mut words = name.split_whitespace();
        words.next_back().filter(|_| words.next().is_some()).map(plain)
    };
    let [first, second] = &said;
    let people = is_of_people(&presenter.words.corpus.model, presenter.series.measure);
    let alike = people && surname(first)? == surname(second)?;
    alike.then(|| {
        format!(
            "if both are one person, define that:\n  define person {}\n      aka {}",
            quoted(first),
            quoted(second)
        )
    })
}

/// The help to declare that several names can be right at a time.
fn settle(presenter: &Presenter<'_>) -> String {
    let model = &presenter.words.corpus.model;
    let measure = &model.registers.measures.get(presenter.series.measure.0).display;
    let defined = model.vocabulary.measure(presenter.series.measure);
    if defined.is_some_and(|measure| matches!(measure.declared, Declared::Corpus(_))) {
        return format!(
            "if both can be right at a time, add `allows several` to the definition of `{measure}`"
        );
    }
    format!(
        "if both can be right at a time, declare it:\n  define measure \"{measure}\"\n      kind name\n      allows several"
    )
}
