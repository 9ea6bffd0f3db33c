//! Every format shows the same findings, fits its published schema, keeps the limits of its host, and lets nothing act.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use gainsay::check::Report;
use gainsay::finding::{Finding, Severity};
use gainsay::report::{FORMATS, RenderOptions, ReportView, Sort};
use gainsay::source::Sources;
use serde_json::Value;

use crate::cli::Folder;
use crate::reports::{RULES, desk};
use crate::xsd;

/// A report in a format, without limits.
fn shown(name: &str, report: &Report, sources: &Sources) -> String {
    let view = ReportView::new(report, sources, &RULES, None).without_host_limits();
    written(name, view)
}

pub(crate) fn written(name: &str, view: ReportView<'_>) -> String {
    let format = FORMATS.iter().find(|format| format.name == name).expect("the format is there");
    let view = if format.sort == Sort::Gravity { view.gravest_first() } else { view };
    let mut out = Vec::new();
    (format.write)(&mut out, &view, RenderOptions { width: 400, colour: false }).expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Whether a format shows only some findings, and names no place: one for Wikidata has its statements alone.
fn is_partial(format: &str) -> bool {
    format == "mismatch-finder"
}

/// The schema of a name among the published ones.
pub(crate) fn schema(name: &str) -> impl Fn(&Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name);
    let text = fs::read_to_string(path).expect("the schema is there");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.set_default_draft(boon::Draft::V7);
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    compiler.add_resource("schema.json", schema).expect("the schema can be read");
    let index = compiler.compile("schema.json", &mut schemas).expect("the schema is one");
    move |value| {
        if let Err(error) = schemas.validate(value, index) {
            panic!("{error:#}\n{value}");
        }
    }
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(json).collect()
}

/// Findings with everything that a format can show: members, laws, several files, an accepted one.
pub(crate) fn full() -> (Sources, Report) {
    let (sources, mut report) = desk();
    for (number, finding) in report.findings.iter_mut().enumerate() {
        finding.rank = number as u32 + 1;
        finding.fingerprint = format!("{number:016x}");
        finding.message = format!("{} ({number})", finding.message);
    }
    let mut member = report.findings[0].clone();
    member.message = "a member of it".to_owned();
    member.fingerprint = "00000000000000ff".to_owned();
    report.findings[0].members = vec![member.clone(), member.clone()];
    report.accepted = vec![gainsay::check::Accepted {
        finding: member,
        allowed: false,
        because: "they count otherwise".to_owned(),
    }];
    (sources, report)
}

/// What every format says of a finding, in its own spelling.
fn told(name: &str, text: &str) -> BTreeSet<(String, String, u64)> {
    let one = |message: &str, file: &str, line: u64| {
        let number =
            message.rfind('(').map(|at| message[at..].chars().take_while(|&c| c != ')').skip(1).collect());
        (number.expect("each message has its number"), file.to_owned(), line)
    };
    let place = |at: &str| {
        let mut parts = at.split(':');
        let file = parts.next().unwrap_or("").to_owned();
        (file, parts.next().and_then(|line| line.parse().ok()).expect("a line"))
    };
    let str_of = |value: &Value| value.as_str().expect("a string").to_owned();
    match name {
        "json" | "jsonl" => {
            let all =
                if name == "json" { json(text)["findings"].as_array().cloned() } else { Some(lines(text)) };
            let of = |one_: &Value| {
                one(
                    &str_of(&one_["message"]),
                    &str_of(&one_["at"]["file"]),
                    one_["mark"]["line"].as_u64().expect("a line"),
                )
            };
            all.expect("a list").iter().map(of).collect()
        }
        "sarif" => {
            let results = json(text)["runs"][0]["results"].as_array().cloned().expect("results");
            let open = results.iter().filter(|result| result.get("suppressions").is_none());
            open.map(|result| {
                let at = &result["locations"][0]["physicalLocation"];
                let line = at["region"]["startLine"].as_u64().expect("a line");
                one(&str_of(&result["properties"]["summary"]), &str_of(&at["artifactLocation"]["uri"]), line)
            })
            .collect()
        }
        "gitlab" => {
            let all = json(text);
            let of = |entry: &Value| {
                let line = entry["location"]["lines"]["begin"].as_u64().expect("a line");
                one(&str_of(&entry["description"]), &str_of(&entry["location"]["path"]), line)
            };
            all.as_array().expect("a list").iter().map(of).collect()
        }
        "rdjsonl" => {
            let of = |row: &Value| {
                let line = row["location"]["range"]["start"]["line"].as_u64().expect("a line");
                let message = str_of(&row["message"]);
                one(message.lines().next().unwrap_or(""), &str_of(&row["location"]["path"]), line)
            };
            lines(text).iter().map(of).collect()
        }
        "csv" => {
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
            let rows = reader.records().map(|row| row.expect("a row"));
            rows.map(|row| one(&row[8], &row[5], row[6].parse().expect("a line"))).collect()
        }
        "junit" => {
            let document = roxmltree::Document::parse(text).expect("XML");
            let tests = document.descendants().filter(|node| node.has_tag_name("testcase"));
            tests
                .filter_map(|test| {
                    let outcome = test.first_element_child()?;
                    let message = outcome.attribute("message").expect("a message");
                    // A note has no text, and so no line.
                    let line = outcome.text().map_or(0, |text| place(text.lines().next().unwrap_or("")).1);
                    Some(one(message, test.attribute("classname").expect("a class"), line))
                })
                .collect()
        }
        "github" => {
            let commands = text.lines().filter(|line| line.starts_with("::"));
            commands
                .map(|line| {
                    let (head, message) = line[2..].split_once("::").expect("a command");
                    let of = |key: &str| {
                        let value = head.split([' ', ',']).find_map(|part| part.strip_prefix(key));
                        value.expect("a property").to_owned()
                    };
                    let message = message.split("%0A").next().unwrap_or("");
                    one(message, &of("file="), of("line=").parse().expect("a line"))
                })
                .collect()
        }
        "short" => {
            let of = |line: &str| {
                let (file, line_number) = place(line);
                one(line, &file, line_number)
            };
            text.lines().map(of).collect()
        }
        "markdown" => {
            let of = |line: &str| {
                let at = line
                    .split("<code>")
                    .nth(1)
                    .and_then(|rest| rest.split("</code>").next())
                    .expect("a place");
                let (file, line_number) = place(at);
                one(line, &file, line_number)
            };
            text.lines().filter(|line| line.starts_with("<summary>")).map(of).collect()
        }
        "html" => {
            let between = |text: &str, open: &str, close: &str| {
                let rest = text.split(open).nth(1).and_then(|rest| rest.split(close).next());
                let text = rest.unwrap_or("").replace("&#x2f;", "/").replace("&#x27;", "'");
                text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            };
            let of = |article: &str| {
                let (file, line) = place(&between(article, "data-at=\"", "\""));
                one(&between(article, "class=\"message\">", "</p>"), &file, line)
            };
            text.split("<article ").skip(1).map(of).collect()
        }
        "pretty" => {
            let heads = text.split("\n\n").filter(|block| !block.is_empty());
            let of = |block: &str| {
                let head = block.split("╭").next().unwrap_or("").replace('\n', " ");
                let at = block.split("─[").nth(1).and_then(|rest| rest.split(']').next()).expect("a place");
                let (file, line) = place(at);
                one(&head, &file, line)
            };
            heads.map(of).collect()
        }
        other => panic!("this test does not know {other}"),
    }
}

#[test]
fn every_format_shows_the_same_findings() {
    let (sources, report) = full();
    let expected: BTreeSet<(String, String, u64)> = told("json", &shown("json", &report, &sources));
    assert_eq!(expected.len(), report.findings.len());
    for format in FORMATS.iter().filter(|format| !is_partial(format.name)) {
        let mut expected = expected.clone();
        let found = told(format.name, &shown(format.name, &report, &sources));
        if format.name == "junit" {
            let notes: Vec<&Finding> =
                report.findings.iter().filter(|finding| finding.severity == Severity::Note).collect();
            for note in notes {
                let number = note.message.rsplit('(').next().unwrap_or("").trim_end_matches(')').to_owned();
                expected = expected
                    .into_iter()
                    .map(|one| if one.0 == number { (one.0, one.1, 0) } else { one })
                    .collect();
            }
        }
        if format.name == "pretty" {
            // A figure begins at the first claim it shows, which may stand above the finding's own.
            let numbers = |all: &BTreeSet<(String, String, u64)>| {
                all.iter().map(|one| one.0.clone()).collect::<Vec<_>>()
            };
            assert_eq!(numbers(&found), numbers(&expected), "{}", format.name);
        } else {
            assert_eq!(found, expected, "{}", format.name);
        }
    }
    for name in ["json", "jsonl", "csv", "sarif", "gitlab", "junit", "rdjsonl", "markdown"] {
        let text = shown(name, &report, &sources);
        for finding in &report.findings {
            assert!(text.contains(&finding.fingerprint), "{name} has no fingerprint of {}", finding.message);
        }
    }
    for name in ["sarif", "github", "gitlab", "junit", "rdjsonl", "markdown"] {
        assert!(shown(name, &report, &sources).contains("a member of it"), "{name} shows no members");
    }
    let accepted = json(&shown("sarif", &report, &sources));
    let silent = accepted["runs"][0]["results"].as_array().expect("results").last().cloned().expect("one");
    assert_eq!(silent["suppressions"][0]["justification"], "they count otherwise");
}

#[test]
fn every_corpus_fits_the_published_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (sarif, gitlab, rdjson) =
        (schema("sarif-2.1.0.json"), schema("gitlab-codequality.json"), schema("rdjson-diagnostic.json"));
    let junit = fs::read_to_string(root.join("tests/schemas/junit-10.xsd")).expect("the schema is there");
    let mut corpora = 0;
    for entry in fs::read_dir(root.join("corpus")).expect("the corpora are there") {
        let corpus = entry.expect("an entry").path();
        let name = format!("corpus/{}", corpus.file_name().expect("a name").to_string_lossy());
        let folder = Folder::new(&[]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.current_dir(root).args(["check", &name, "--fail-on", "never", "-q", "--today", "2026-11-29"]);
        for format in ["sarif", "gitlab", "rdjsonl", "junit"] {
            command.arg(format!("--format={format}={}", folder.path(format).display()));
        }
        let ran = command.output().expect("the binary runs");
        assert!(ran.status.success(), "{name}: {ran:?}");
        assert!(ran.stdout.is_empty(), "{name}: all formats have files");
        let log = json(&folder.read("sarif"));
        sarif(&log);
        code_scanning_takes(&log);
        let list = json(&folder.read("gitlab"));
        let mut prints = BTreeSet::new();
        for entry in list.as_array().expect("a list") {
            gitlab(entry);
            assert!(prints.insert(entry["fingerprint"].to_string()), "{name}: a fingerprint comes twice");
        }
        let rows = lines(&folder.read("rdjsonl"));
        rows.iter().for_each(&rdjson);
        assert_eq!(rows.len(), prints.len(), "{name}");
        xsd::fits(&junit, &folder.read("junit"));
        corpora += usize::from(!prints.is_empty());
    }
    assert!(corpora >= 4, "most corpora have findings");
}

/// What GitHub asks of a SARIF file beyond the schema.
fn code_scanning_takes(log: &Value) {
    let run = &log["runs"][0];
    for rule in run["tool"]["driver"]["rules"].as_array().expect("rules") {
        assert!(!rule["help"]["markdown"].as_str().expect("a page").is_empty());
        assert!(!rule["help"]["text"].as_str().expect("a page").is_empty());
        assert!(rule["shortDescription"]["text"].as_str().expect("a text").chars().count() <= 1024);
        assert!(rule["fullDescription"]["text"].as_str().expect("a text").chars().count() <= 1024);
    }
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in run["results"].as_array().expect("results") {
        let rule = &rules[result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        let text = result["message"]["text"].as_str().expect("a message");
        for related in result["relatedLocations"].as_array().expect("a list") {
            assert!(!related["message"]["text"].as_str().expect("a message").is_empty());
            assert!(
                text.contains(&format!("]({})", related["id"])),
                "{text} does not link to {}",
                related["id"]
            );
            assert!(related["physicalLocation"]["region"]["startLine"].as_u64() >= Some(1));
        }
    }
}

#[test]
fn nothing_in_a_corpus_acts() {
    let (sources, mut report) = full();
    let evil = "x\u{1b}[31m\r\n::error::owned ##[error]owned\u{202E}\u{2028} <script>alert(1)</script> [a](javascript:b) \
                ]]> @everyone #1 https://evil.example `code` ![i](j) | a | \u{FFFE}\u{FFFF} %0A::warning::";
    for finding in &mut report.findings {
        finding.message = evil.to_owned();
        finding.help = vec![evil.to_owned(), format!("  {evil}")];
        finding.reasoning = vec![evil.to_owned()];
        finding.outlier = Some(evil.to_owned());
        for claim in &mut finding.claims {
            claim.label = evil.to_owned();
        }
        for law in &mut finding.laws {
            law.text = evil.to_owned();
        }
        finding.members.clear();
    }
    for accepted in &mut report.accepted {
        accepted.because = evil.to_owned();
    }
    for format in FORMATS {
        let text = shown(format.name, &report, &sources);
        let hidden = |c: char| c.is_control() && c != '\n' && !(format.name == "csv" && c == '\r');
        let seen = text.chars().find(|&c| hidden(c) || "\u{202E}\u{2028}\u{FFFE}\u{FFFF}".contains(c));
        assert_eq!(seen, None, "{}", format.name);
        if matches!(format.name, "sarif" | "gitlab" | "json" | "jsonl" | "rdjsonl" | "github") {
            assert!(!text.contains("##["), "{}", format.name);
        }
        let commands: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        match format.name {
            "github" => {
                assert_eq!(commands.len(), report.findings.len());
                assert!(
                    commands.iter().all(|line| !line[2..].starts_with("error::") && line.contains("%250A::"))
                );
            }
            // A line may be broken before such a mark; standard output is then made safe as a whole.
            "pretty" => {}
            _ => assert!(commands.is_empty(), "{}: {commands:?}", format.name),
        }
        match format.name {
            "junit" => {
                let document = roxmltree::Document::parse(&text).expect("XML");
                assert!(document.descendants().all(|node| !node.has_tag_name("script")));
            }
            "markdown" => {
                for acts in ["<script", "<img", "](", "![", "https://", "@everyone", " #1", "| a |"] {
                    let code = |line: &str| line.starts_with("x␛");
                    let lines = text.lines().filter(|line| !code(line));
                    assert!(lines.clone().all(|line| !line.contains(acts)), "{acts}");
                }
            }
            "sarif" => {
                let log = json(&text);
                let message =
                    log["runs"][0]["results"][0]["message"]["text"].as_str().expect("a text").to_owned();
                assert!(!message.contains("[a](javascript") && message.contains("\\[a\\](javascript"));
            }
            _ => {}
        }
    }
}

#[test]
fn one_run_feeds_all() {
    let claims = "death toll 12 in A on 2021-03-10 by B\ndeath toll 9 in A on 2021-03-11 by B\n";
    let folder = Folder::new(&[("a.claims", claims)]);
    let ran = folder.run(&[
        "check",
        "a.claims",
        "--format",
        "sarif=out.sarif",
        "--format",
        "github",
        "--format",
        "csv=o.csv",
    ]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.starts_with("::error file=a.claims,line=1,"), "{ran:?}");
    assert_eq!(json(&folder.read("out.sarif"))["version"], "2.1.0");
    let rows = folder.read("o.csv");
    assert!(rows.contains(",12 | 9,B | B,"), "{rows}");
    for (arguments, said) in [
        (&["--format", "json", "--format", "short"][..], "would both go to one place"),
        (&["--format", "json=x", "--format", "short=x"], "two formats would be written to x"),
        (&["--format", "json=x", "--output", "y"], "nothing is left for --output y"),
        (&["--format", "jsno"], "'json'"),
        (&["--format", "json="], "json="),
    ] {
        let ran = folder.run(&[&["check", "a.claims"], arguments].concat());
        assert!(ran.status == 2 && ran.err.contains(said), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn each_host_gets_its_own_by_itself() {
    let claims = "death toll 12 in A on 2021-03-10 by B\ndeath toll 9 in A on 2021-03-11 by B\n";
    let folder = Folder::new(&[("sub/a.claims", claims), (".git/HEAD", "")]);
    let summary = folder.path("summary.md");
    let summary = summary.to_str().expect("a path");
    let hub = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary)];
    let ran = folder.run_where(&["check", "sub"], &hub);
    assert!(ran.status == 1 && ran.out.starts_with("::error file=sub/a.claims,"), "{ran:?}");
    assert!(folder.read("summary.md").starts_with("## gainsay\n"), "{ran:?}");
    let plain = folder.run_where(&["check", "sub", "--format", "pretty"], &hub);
    assert!(plain.out.starts_with("error[C105 cumulative-decrease"), "{plain:?}");
    let lab = folder.run_where(&["check", "sub"], &[("GITLAB_CI", "true")]);
    assert!(lab.out.starts_with("error[C105 cumulative-decrease"), "the log stays readable: {lab:?}");
    assert_eq!(json(&folder.read("gl-code-quality-report.json"))[0]["location"]["path"], "sub/a.claims");
    // Below the root of the repository paths count from it all the same.
    folder.write("sub/gl-code-quality-report.json", b"[]");
    let below = folder.run_below("sub", &["check", "--format", "gitlab"]);
    assert_eq!(below.json()[0]["location"]["path"], "sub/a.claims", "{below:?}");
    for format in FORMATS.iter().filter(|format| !is_partial(format.name)) {
        let ran = folder.run_below("sub", &["check", "a.claims", "--format", format.name]);
        let is_host = ["markdown", "sarif", "github", "gitlab", "junit", "rdjsonl"].contains(&format.name);
        let counts_from_root = !ran.out.replace("sub/a.claims", "").contains("a.claims");
        assert_eq!(counts_from_root && ran.out.contains("sub/a.claims"), is_host, "{}: {ran:?}", format.name);
    }
    // The summary of the job is written wherever its annotations are.
    fs::remove_file(folder.path("summary.md")).expect("it is there");
    folder.run_where(&["check", "sub", "--format", "github"], &[("GITHUB_STEP_SUMMARY", summary)]);
    assert!(folder.read("summary.md").contains("sub/a.claims"), "{}", folder.read("summary.md"));
}
