//! The JSON report matches its published schema.

use gainsay::report::{ReportView, json};
use serde_json::Value;

use crate::json_schema::misfit;
use crate::reports::{RULES, desk};

#[test]
fn json_fits_its_schema() {
    let (sources, report) = desk();
    let mut out = Vec::new();
    json(&mut out, &ReportView::new(&report, &sources, &RULES, None)).expect("a vector takes all");
    let value: Value = serde_json::from_slice(&out).expect("JSON");
    let schema: Value = serde_json::from_str(gainsay::report::SCHEMA).expect("JSON");
    assert_eq!(misfit(&schema, &schema, &value, "report"), Ok(()));
}
