//! The formats of a report as given on the command line, each with its output file.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::ci::Ci;
use crate::report::{self, FORMATS, Format};

/// A format that was asked for, and its output file; none for standard output.
#[derive(Clone, Debug)]
pub(super) struct FormatRequest {
    /// The format.
    pub(super) format: &'static Format,
    /// The file.
    pub(super) file: Option<PathBuf>,
}

/// GitLab's name for its code quality report.
const GITLAB_REPORT: &str = "gl-code-quality-report.json";

/// All formats that a run writes: those asked for, else the defaults for this environment.
///
/// # Errors
/// Why they cannot all be written.
pub(super) fn format_requests(
    asked: &[FormatRequest],
    output: Option<&PathBuf>,
    ci: Option<Ci>,
) -> Result<Vec<FormatRequest>, String> {
    let mut all = match (asked, output, ci) {
        ([], None, Some(Ci::GitHub)) => vec![FormatRequest { format: &report::GITHUB, file: None }],
        ([], None, Some(Ci::GitLab)) => vec![
            FormatRequest { format: &report::PRETTY, file: None },
            FormatRequest { format: &report::GITLAB, file: Some(GITLAB_REPORT.into()) },
        ],
        ([], ..) => vec![FormatRequest { format: &report::PRETTY, file: None }],
        _ => asked.to_vec(),
    };
    let mut without_file = all.iter_mut().filter(|request| request.file.is_none());
    match (without_file.next(), without_file.next(), output) {
        (Some(first), Some(second), _) => {
            return Err(format!(
                "`{}` and `{}` would both go to one place; give one of them a file: --format {}=FILE",
                first.format.name, second.format.name, second.format.name
            ));
        }
        (Some(first), None, Some(output)) => first.file = Some(output.clone()),
        (None, _, Some(output)) => {
            return Err(format!(
                "every format has a file, so nothing is left for --output {}",
                super::path::shown(output)
            ));
        }
        (None, ..) | (Some(_), None, None) => {}
    }
    let file = |request: &FormatRequest| request.file.as_deref().map(super::path::destination);
    for (number, request) in all.iter().enumerate() {
        if request.file.is_some() && all[..number].iter().any(|other| file(other) == file(request)) {
            let name = request.file.as_deref().map(super::path::shown).unwrap_or_default();
            return Err(format!("two formats would be written to {name}; give each a file of its own"));
        }
    }
    Ok(all)
}

/// Reads `NAME` or `NAME=FILE`.
#[derive(Clone, Debug)]
pub(super) struct FormatParser;

impl TypedValueParser for FormatParser {
    type Value = FormatRequest;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<FormatRequest, clap::Error> {
        let typed = value.to_string_lossy();
        let (name, file) = match typed.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (&*typed, None),
        };
        let wrong = |why: String| {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            let name = argument.map_or_else(|| "--format".to_owned(), ToString::to_string);
            error.insert(ContextKind::InvalidArg, ContextValue::String(name));
            error.insert(ContextKind::InvalidValue, ContextValue::String(why));
            let names = FORMATS.iter().map(|format| format.name.to_owned()).collect();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(names));
            if let Some(near) = report::nearest(&typed, FORMATS.iter().map(|format| format.name)) {
                error.insert(ContextKind::SuggestedValue, ContextValue::String(near.to_owned()));
            }
            error
        };
        let format = report::format(name).ok_or_else(|| wrong(typed.clone().into_owned()))?;
        if file == Some("") {
            return Err(wrong(typed.clone().into_owned()));
        }
        Ok(FormatRequest { format, file: file.map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))))
    }
}
