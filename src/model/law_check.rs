//! Checks laws and breaks themselves, once all claims are known: unknown names, incompatible units.

use rustc_hash::FxHashSet;

use crate::finding::{Problem, ProblemKind};
use crate::model::claim::{Claim, Value};
use crate::model::law::{Law, LawForm, Subject};
use crate::model::number::Number;
use crate::model::register::{MeasureId, Registers};
use crate::model::series_break::Break;
use crate::model::units::UnitId;
use crate::model::vocabulary::{Declared, Kind, Vocabulary};
use crate::source::Place;

/// Reports defects of laws and breaks. A law without meaning becomes [`LawForm::Invalid`]; one over several units of a dimension is
/// converted to the first unit.
pub(super) fn check(
    laws: &mut [Law],
    breaks: &[Break],
    claims: &[Claim],
    vocabulary: &Vocabulary,
    registers: &Registers,
    problems: &mut Vec<Problem>,
) {
    let checker = LawChecker { claims, vocabulary, registers };
    checker.report_unknown_names(laws, breaks, problems);
    for law in laws {
        let problem = match &mut law.form {
            LawForm::Linear { terms, constant, .. } => {
                checker.linear_problem(terms).or_else(|| checker.without_period(terms, constant))
            }
            LawForm::Quotient(one, two, three) | LawForm::Product(one, two, three) => {
                [one, two, three].into_iter().find_map(|subject| checker.not_a_figure(subject))
            }
            LawForm::After { .. } | LawForm::Invalid => None,
        };
        if let Some(wrong) = problem {
            law.form = LawForm::Invalid;
            problems.push(Problem {
                kind: wrong.kind,
                at: law.place,
                label: "this law".to_owned(),
                others: wrong.others,
                message: wrong.message,
                help: vec![wrong.help],
            });
        }
    }
}

/// Why a law has no meaning.
struct LawProblem {
    kind: ProblemKind,
    message: String,
    help: String,
    others: Vec<(Place, String)>,
}

struct LawChecker<'m> {
    claims: &'m [Claim],
    vocabulary: &'m Vocabulary,
    registers: &'m Registers,
}

impl LawChecker<'_> {
    fn linear_problem(&self, terms: &mut [(Number, Subject)]) -> Option<LawProblem> {
        let labels = terms.iter().filter(|(_, subject)| matches!(subject, Subject::Statement(_))).count();
        if labels > 0 && labels < terms.len() {
            return Some(LawProblem {
                kind: ProblemKind::Syntax,
                message: "a law uses either measures or labelled claims, not both".to_owned(),
                help: "label the claims you mean, and write the law with their labels".to_owned(),
                others: Vec::new(),
            });
        }
        if let Some(wrong) = terms.iter().find_map(|(_, subject)| self.not_a_figure(subject)) {
            return Some(wrong);
        }
        let mut first: Option<UnitId> = None;
        for (coefficient, subject) in terms {
            let Some(unit) = self.unit_of(subject) else { continue };
            let to = *first.get_or_insert(unit);
            if unit == to {
                continue;
            }
            let units = &self.vocabulary.units;
            let zero = units.convert(&Number::ZERO, unit, to);
            match units.convert_difference(&Number::ONE, unit, to).filter(|_| zero == Some(Number::ZERO)) {
                Some(factor) => *coefficient = &*coefficient * &factor,
                None => {
                    let (one, other) = (units.name(to).to_owned(), units.name(unit).to_owned());
                    return Some(LawProblem {
                        kind: ProblemKind::UnitMismatch,
                        message: format!("this law adds up {one} and {other}"),
                        help: "use figures of one kind of unit in a law: check which measures you mean"
                            .to_owned(),
                        others: Vec::new(),
                    });
                }
            }
        }
        None
    }

    /// Flows compared with a fixed number without a period: is it per day or per year?
    fn without_period(&self, terms: &[(Number, Subject)], constant: &Number) -> Option<LawProblem> {
        let kind = |subject: &Subject| match subject {
            Subject::Measure(measure, _) => {
                self.vocabulary.measure(*measure).and_then(|measure| measure.kind)
            }
            Subject::Statement(_) | Subject::Number(_) => None,
        };
        let kinds: Vec<Option<Kind>> = terms.iter().map(|(_, subject)| kind(subject)).collect();
        let flows = kinds.iter().filter(|kind| **kind == Some(Kind::Flow)).count();
        let fixed = kinds.iter().filter(|kind| **kind == Some(Kind::Constant)).count();
        let lacks_period = flows > 0 && flows + fixed == kinds.len() && (fixed > 0 || !constant.is_zero());
        lacks_period.then(|| LawProblem {
            kind: ProblemKind::UnitMismatch,
            message: "this law ties the figure for a period to a fixed number, whatever the period"
                .to_owned(),
            help: "say which period you mean: label its claim, and write the law with the label".to_owned(),
            others: Vec::new(),
        })
    }

    /// The unit that a term's figures are in; none where that is not known.
    fn unit_of(&self, subject: &Subject) -> Option<UnitId> {
        match subject {
            Subject::Measure(measure, _) => self.vocabulary.measure(*measure)?.unit,
            Subject::Statement(place) => self.claims_at(*place).find_map(|claim| claim.unit),
            Subject::Number(_) => None,
        }
    }

    fn claims_at(&self, place: Place) -> impl Iterator<Item = &Claim> {
        let first = self.claims.partition_point(|claim| claim.place < place);
        self.claims[first..].iter().take_while(move |claim| claim.place == place)
    }

    /// A term that a law cannot compute with: a measure or labelled claim without figures.
    fn not_a_figure(&self, subject: &Subject) -> Option<LawProblem> {
        let what = match subject {
            Subject::Measure(measure, _) => {
                let declared = self.vocabulary.measure(*measure)?;
                declared.kind.filter(|kind| !kind.is_numeric())?;
                format!("`{}`", self.registers.measures.get(measure.0).display)
            }
            Subject::Statement(place) => {
                let claim = self.claims_at(*place).next()?;
                if matches!(claim.value, Value::Number(_) | Value::Unread) {
                    return None;
                }
                let label = claim.label.map(|label| self.registers.labels.get(label.0).display.as_str());
                format!("@{}", label.unwrap_or_default())
            }
            Subject::Number(_) => return None,
        };
        Some(LawProblem {
            kind: ProblemKind::UnitMismatch,
            message: format!("this law calculates with {what}, which is not a figure"),
            help: "use only figures in a law; for the order of events write `law \"…\" after \"…\"`"
                .to_owned(),
            others: Vec::new(),
        })
    }

    /// Reports names in laws and breaks that no claim, event or definition has: such a law binds nothing.
    fn report_unknown_names(&self, laws: &[Law], breaks: &[Break], problems: &mut Vec<Problem>) {
        let mut named: Vec<(MeasureId, Place, &str)> = Vec::new();
        for law in laws {
            match &law.form {
                LawForm::After { later, earlier } => {
                    named.extend([(*later, law.place, "event"), (*earlier, law.place, "event")]);
                }
                LawForm::Linear { terms, .. } => {
                    named.extend(terms.iter().filter_map(|(_, subject)| match subject {
                        Subject::Measure(measure, _) => Some((*measure, law.place, "measure")),
                        _ => None,
                    }));
                }
                LawForm::Quotient(..) | LawForm::Product(..) | LawForm::Invalid => {}
            }
        }
        named.extend(breaks.iter().map(|step| (step.measure, step.place, "measure")));
        if named.is_empty() {
            return;
        }
        let claimed: FxHashSet<MeasureId> = self.claims.iter().map(|claim| claim.measure).collect();
        for (measure, at, what) in named {
            let declared =
                self.vocabulary.measure(measure).is_some_and(|measure| measure.declared != Declared::No);
            if declared || claimed.contains(&measure) {
                continue;
            }
            let name = &self.registers.measures.get(measure.0).display;
            problems.push(Problem {
                kind: ProblemKind::UndeclaredName,
                at,
                label: format!("no {what} `{name}`"),
                others: Vec::new(),
                message: format!("no claim here uses the {what} `{name}`, so this has no effect"),
                help: vec!["check the spelling against the claims you mean".to_owned()],
            });
        }
    }
}
