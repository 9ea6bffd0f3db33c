//! Findings as a table of Arrow.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, ListBuilder, MapBuilder, MapFieldNames, StringBuilder, StructBuilder,
    UInt32Builder,
};
use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Fields};

use gainsay::finding::{Finding, Severity, Standing};
use gainsay::report::with_visible_controls;
use gainsay::rules;
use gainsay::source::Sources;

/// The findings, the gravest first, a row each.
pub(crate) fn findings_table(findings: &[Finding], sources: &Sources) -> Result<RecordBatch, ArrowError> {
    let mut order: Vec<&Finding> = findings.iter().collect();
    order.sort_by_key(|finding| (finding.rank, std::cmp::Reverse(finding.severity)));
    let text = |of: &dyn Fn(&Finding) -> Option<String>| {
        let shown = |finding: &&Finding| of(finding).map(|text| with_visible_controls(&text).into_owned());
        Arc::new(order.iter().map(shown).collect::<StringArray>()) as ArrayRef
    };
    let number = |of: &dyn Fn(&Finding) -> u32| {
        Arc::new(order.iter().map(|finding| Some(of(finding))).collect::<UInt32Array>()) as ArrayRef
    };
    let at = |finding: &Finding| sources.get(finding.at.file).position(finding.mark.start);
    RecordBatch::try_from_iter_with_nullable([
        ("rank", number(&|finding| finding.rank), false),
        ("code", text(&|finding| Some(finding.code.0.to_owned())), false),
        ("rule", text(&|finding| rules::by_code(finding.code).map(|rule| rule.name.to_owned())), true),
        ("severity", text(&|finding| Some(severity(finding.severity).to_owned())), false),
        (
            "standing",
            text(&|finding| finding.standing.map(|standing| standing_word(standing).to_owned())),
            true,
        ),
        ("message", text(&|finding| Some(finding.message.clone())), false),
        ("file", text(&|finding| Some(sources.get(finding.at.file).name().to_owned())), false),
        ("line", number(&|finding| at(finding).line), false),
        ("column", number(&|finding| at(finding).column), false),
        ("cell", text(&|finding| sources.get(finding.at.file).cell(finding.mark.start)), true),
        ("measure", text(&|finding| finding.fact.as_ref().map(|fact| fact.measure.clone())), true),
        ("scope", scopes(&order)?, true),
        ("from", text(&|finding| finding.fact.as_ref()?.from.clone()), true),
        ("to", text(&|finding| finding.fact.as_ref()?.to.clone()), true),
        ("cause", text(&|finding| finding.cause.as_ref().map(|cause| cause.text.clone())), true),
        ("reasoning", lists(&order, |finding| &finding.reasoning), false),
        ("help", lists(&order, |finding| &finding.help), false),
        ("claims", claims(&order, sources), false),
        ("fingerprint", text(&|finding| Some(finding.fingerprint.clone())), false),
    ])
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Slip => "slip",
        Standing::Disputed => "disputed",
    }
}

/// The scopes, as maps from key to name.
fn scopes(findings: &[&Finding]) -> Result<ArrayRef, ArrowError> {
    let names =
        MapFieldNames { entry: "entries".to_owned(), key: "key".to_owned(), value: "value".to_owned() };
    let mut maps = MapBuilder::new(Some(names), StringBuilder::new(), StringBuilder::new());
    for finding in findings {
        let fact = finding.fact.as_ref();
        for (key, name) in fact.map_or(&[][..], |fact| &fact.scope) {
            maps.keys().append_value(key);
            maps.values().append_value(with_visible_controls(name));
        }
        maps.append(fact.is_some())?;
    }
    Ok(Arc::new(maps.finish()))
}

fn lists<'f>(findings: &[&'f Finding], of: impl Fn(&'f Finding) -> &'f Vec<String>) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for finding in findings {
        of(finding).iter().for_each(|line| lists.values().append_value(with_visible_controls(line)));
        lists.append(true);
    }
    Arc::new(lists.finish())
}

/// The claims that a finding shows.
fn claims(findings: &[&Finding], sources: &Sources) -> ArrayRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let truth = |name: &str| Field::new(name, DataType::Boolean, false);
    let fields = Fields::from(vec![
        text("id"),
        text("file"),
        Field::new("line", DataType::UInt32, false),
        text("label"),
        truth("core"),
        truth("repair"),
        truth("suspect"),
    ]);
    let builders: Vec<Box<dyn ArrayBuilder>> = fields
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 => Box::new(StringBuilder::new()) as Box<dyn ArrayBuilder>,
            DataType::UInt32 => Box::new(UInt32Builder::new()),
            _ => Box::new(BooleanBuilder::new()),
        })
        .collect();
    let mut lists = ListBuilder::new(StructBuilder::new(fields, builders));
    for finding in findings {
        for cited in &finding.claims {
            let source = sources.get(cited.place.file);
            let row = lists.values();
            for (at, says) in [(0, cited.id.as_str()), (1, source.name()), (3, cited.label.as_str())] {
                if let Some(builder) = row.field_builder::<StringBuilder>(at) {
                    builder.append_value(with_visible_controls(says));
                }
            }
            if let Some(builder) = row.field_builder::<UInt32Builder>(2) {
                builder.append_value(source.line_of(cited.place.span.start));
            }
            for (at, is) in [(4, cited.core), (5, cited.repair), (6, cited.suspect)] {
                if let Some(builder) = row.field_builder::<BooleanBuilder>(at) {
                    builder.append_value(is);
                }
            }
            row.append(true);
        }
        lists.append(true);
    }
    Arc::new(lists.finish())
}
