//! `check DRAFT --against ARCHIVE`: what is reported, what counts, whose settings apply; and that it is the joint
//! check, filtered.

use std::collections::BTreeSet;

use gainsay::check::{self, Report, Settings};
use gainsay::finding::{Finding, Severity};
use gainsay::source::{FileId, Place, Source, Sources, Span};
use proptest::prelude::*;

use crate::cli::Folder;
use crate::golden;
use crate::properties::{cases, corpus, line, text};

const ARCHIVE: &str = "\
article \"Agencies\" via Wire published 2020-10-20
@ministry death toll 729 among military in Nagorno-Karabakh on 2020-10-19 by \"NKR Defence Ministry\"
@monitor death toll 792 among military in Nagorno-Karabakh on 2020-10-19 by \"Regional Monitor\"
death toll 12 in Ganja on 2020-10-11 by Mayor
death toll 9 in Ganja on 2020-10-11 by Mayor
";

const DRAFT: &str = "\
article \"Our piece\" via Statecraft published 2020-10-21
death toll 741 among military in Nagorno-Karabakh on 2020-10-19 by ICRC
injured 40 in Ganja on 2020-10-11 by Mayor
";

#[test]
fn a_draft_that_joins_one_side_of_a_fall_is_told_of_it() {
    let archive = "death toll 6500 in Ganja on 2020-10-22 by Armenia\n\
                   death toll 2783 in Ganja on 2020-12-03 by Azerbaijan\n";
    for (draft, is_told) in [
        ("death toll 2906 in Ganja on 2021-10-27 by Azerbaijan\n", true),
        ("death toll 2906 in Ganja on 2021-10-27 by \"A third\"\n", true),
        ("death toll 6600 in Ganja on 2021-10-27 by Azerbaijan\n", false),
    ] {
        let folder = Folder::new(&[("draft.claims", draft), ("archive/2020.claims", archive)]);
        let ran = folder.run(&["check", "draft.claims", "--against", "archive"]);
        assert_eq!(ran.out.contains("6500 on 22 October 2020"), is_told, "{draft}{ran:?}");
        assert_eq!(ran.out.contains("2906 on 27 October 2021"), is_told, "{draft}{ran:?}");
    }
}

#[test]
fn a_draft_reports_what_involves_it() {
    let folder = Folder::new(&[("draft.claims", DRAFT), ("archive/2020.claims", ARCHIVE)]);
    let mut all = String::new();
    for arguments in [
        &["check", "draft.claims", "--against", "archive"][..],
        &["check", "draft.claims", "--against", "archive", "--format", "short", "--fail-on", "warning"],
        &[
            "check",
            "--against",
            "archive",
            "--against",
            "draft.claims",
            "archive/2020.claims",
            "--format",
            "short",
        ],
        &["check", "archive", "--against", ".", "--format", "short"],
        &["check", "--against", "archive"],
        &["check", "draft.claims", "--against", "gone"],
        &["check", "-", "--against", "archive", "--format", "short"],
    ] {
        let ran = folder.run_with(arguments, DRAFT);
        all.push_str(&format!(
            "$ gainsay {}\n{}{}status {}\n\n",
            arguments.join(" "),
            ran.out,
            ran.err,
            ran.status
        ));
    }
    golden::check("tests/cli/against.txt", &all);
}

#[test]
fn nothing_compared_is_no_clean_bill() {
    let empty = "# Draft\n\nNo claims at all.\n";
    let apart = "injured 40 in Harrow Bay on 2020-10-11 by Mayor\n";
    let same = "death toll 792 among military in Nagorno-Karabakh on 2020-10-19 by \"Regional Monitor\"\n";
    let changed = "turnout 44% in Harrow on 2020-05-01 by Commission\n\
                   turnout 41%, down 5 points since 2020-05-01 in Harrow on 2024-05-01 by Commission\n";
    let folder = Folder::new(&[
        ("empty.md", empty),
        ("apart.claims", apart),
        ("same.claims", same),
        ("changed.claims", changed),
        ("archive/2020.claims", ARCHIVE),
    ]);
    let summary = |arguments: &[&str]| {
        let ran = folder.run_with(arguments, "");
        (ran.out + &ran.err).lines().last().unwrap_or_default().to_owned()
    };
    let against = |draft: &str| summary(&["check", draft, "--against", "archive", "--format", "short"]);
    let archive = "against 1 file with 4 claims";
    let empty = folder.run(&["check", "empty.md", "--against", "archive"]);
    let said = format!(
        "1 file with 0 claims {archive}: the draft makes no claims, so nothing was checked; 1 passed over"
    );
    assert!(empty.status == 2 && empty.err.contains(&said), "{empty:?}");
    assert!(empty.err.contains("empty.md: no claims in it"), "{empty:?}");
    assert_eq!(
        against("apart.claims"),
        format!(
            "1 file with 1 claim (none compared) {archive}: nothing to report, as nothing of the draft could be compared"
        )
    );
    assert!(against("same.claims").starts_with(&format!("1 file with 1 claim (all compared) {archive}: ")));
    // What a change is held against is compared with it.
    let changed = summary(&["check", "changed.claims", "--format", "short"]);
    assert_eq!(changed, "1 file, 2 claims (all compared) by 1 source: 1 error");
}

#[test]
fn only_what_is_reported_counts() {
    let folder = Folder::new(&[("draft.claims", DRAFT), ("archive/2020.claims", ARCHIVE)]);
    assert_eq!(folder.run(&["check", "archive"]).status, 1, "the archive has a slip of its own");
    let draft =
        |level| folder.run(&["check", "draft.claims", "--against", "archive", "--fail-on", level]).status;
    assert_eq!((draft("error"), draft("dispute")), (0, 1), "the draft disputes the archive");
    let report = folder.run(&["check", "draft.claims", "--against", "archive", "--format", "json"]).json();
    assert_eq!(report["summary"]["archive"], serde_json::json!({ "files": 1, "claims": 4 }));
    assert_eq!(report["summary"]["slips"], 0);
}

#[test]
fn the_archives_own_statements_hold_and_are_not_reported() {
    let archive = "\
include \"words.claims\"
@one water level 40 cm in Ganja on 2020-10-11 by Mayor
@two water level 44 cm in Ganja on 2020-10-11 by Council
accept conflicting-figures between @one, @two because \"two gauges\"
accept conflicting-figures between @one because \"in vain\"
expect none
# gainsay: allow(missing-source) because \"nobody says\"
water level 41 cm in Ganja on 2020-10-12
";
    let words = "define measure \"water level\"\n    kind level\n    unit cm\n    tolerance 10 cm\n";
    let exact = "define measure \"water level\"\n    kind level\n    unit cm\n";
    let draft = "water level 48 cm in Ganja on 2020-10-11 by Fire\n";
    let folder =
        Folder::new(&[("archive/a.claims", archive), ("archive/words.claims", words), ("d.claims", draft)]);
    let reported = |folder: &Folder, arguments: &[&str]| {
        let ran = folder.run(&[arguments, &["--format", "short", "-q"]].concat());
        ran.out
            .lines()
            .filter_map(|line| Some(line.split('[').nth(1)?.split(']').next()?.to_owned()))
            .collect::<Vec<_>>()
    };
    let against = ["check", "d.claims", "--against", "archive"];
    assert_eq!(
        reported(&folder, &against),
        Vec::<String>::new(),
        "the tolerance that the archive declares applies to the draft"
    );
    folder.write("archive/words.claims", exact.as_bytes());
    let found = reported(&folder, &against);
    assert_eq!(found, ["C101 conflicting-figures"]);
    // A label of the archive is named where its file is included.
    let known = "include \"archive/a.claims\"\n@mine water level 48 cm in Ganja on 2020-10-11 by Fire\n\
                 accept conflicting-figures between @mine, @one and @two because \"a third gauge\"\n";
    folder.write("d.claims", known.as_bytes());
    let ran = folder.run(&["check", "d.claims", "--against", "archive", "--format", "json"]).json();
    assert_eq!(ran["summary"]["accepted"], 1, "{ran}");
    assert_eq!(ran["findings"], serde_json::json!([]));
}

#[test]
fn settings_of_both_are_brought_together() {
    let sheet = "Ort;Tote;Tag\nGanja;1.204;2020-10-11\n";
    let archive = "vocabulary = [\"words.claims\"]\ndecimal = \"comma\"\n[rules]\ndisputed = \"error\"\n\
                   [tables.\"*.csv\"]\ncolumns = { Ort = \"place\", Tote = \"value\", Tag = \"date\" }\n\
                   constants = { measure = \"lost cattle\", source = \"Mayor\" }\n";
    let folder = Folder::new(&[
        ("desk/archive/gainsay.toml", archive),
        ("desk/archive/words.claims", "define measure \"lost cattle\"\n    kind level\n    unit people\n"),
        ("desk/archive/sheet.csv", sheet),
        ("desk/d.claims", "lost cattle 1.402 in Ganja on 2020-10-11 by Council\n"),
    ]);
    let check = |more: &[&str]| {
        folder.run(
            &[&["check", "desk/d.claims", "--against", "desk/archive", "--format", "short"], more].concat(),
        )
    };
    let alone = check(&[]);
    assert!(
        alone.status == 1 && alone.out.contains("error[C101"),
        "the archive's hold where there are no others: {alone:?}"
    );
    folder.write("desk/gainsay.toml", b"fail-on = \"never\"\n");
    let both = check(&[]);
    assert!(both.status == 0 && both.out.contains("warning[C101"), "the draft's hold: {both:?}");
    assert!(!both.out.contains("undeclared-name") && !both.out.contains("ambiguous-number"), "{both:?}");
    folder.write("desk/gainsay.toml", b"decimal = \"point\"\n");
    let clash = check(&[]);
    assert!(clash.status == 2 && clash.err.contains("set `decimal` differently"), "{clash:?}");
    assert_ne!(check(&["--config", "desk/archive/gainsay.toml"]).status, 2);
}

#[test]
fn what_a_draft_includes_is_draft_and_a_claim_the_archive_has_is_no_copy() {
    let folder = Folder::new(&[
        ("d.claims", "include \"part.claims\"\ndeath toll 5 in Ganja on 2020-10-11 by Mayor\n"),
        ("part.claims", "death toll 3 in Barda on 2020-10-11\n"),
        ("archive/a.claims", "death toll 5 in Ganja on 2020-10-11 by Mayor\n"),
    ]);
    let ran = folder.run(&["check", "d.claims", "--against", "archive", "--format", "short"]);
    assert!(ran.out.contains("part.claims:1:") && ran.out.contains("missing-source"), "{ran:?}");
    assert!(!ran.out.contains("duplicate-claim"), "{ran:?}");
    assert!(
        ran.err.starts_with("2 files with 2 claims (1 compared) against 1 file with 1 claim: "),
        "{ran:?}"
    );
}

#[test]
fn a_draft_that_misquotes_its_source_is_told_so() {
    let archive = "article \"Agencies\" via Wire published 2020-10-20\n\
                   death toll 729 among military in Ganja on 2020-10-19 by \"Defence Ministry\"\n\
                   end article\n\
                   death toll 729 among military in Ganja on 2020-10-19 by \"Defence Ministry\"\n\
                   injured 40 in Ganja on 2020-10-11 by Mayor\n";
    let folder = Folder::new(&[
        ("archive/a.claims", archive),
        ("bare.claims", "death toll 792 among military in Ganja on 2020-10-19 by \"Defence Ministry\"\n"),
        (
            "named.claims",
            "article \"Ours\" via \"Our Paper\" published 2020-10-23\n\
             death toll 792 among military in Ganja on 2020-10-19 by \"Defence Ministry\"\n",
        ),
        ("right.claims", "death toll 729 among military in Ganja on 2020-10-19 by \"Defence Ministry\"\n"),
        ("own.claims", "injured 44 in Ganja on 2020-10-11\n"),
    ]);
    let told = |draft: &str| {
        let ran = folder.run(&["check", draft, "--against", "archive", "--format", "short", "-q"]);
        (ran.status, ran.out)
    };
    let (status, out) = told("bare.claims");
    assert!(
        status == 1 && out.contains("error[D101 relay-drift]") && out.contains("`this draft` gives 792"),
        "{out}"
    );
    assert!(!out.contains("self-contradiction"), "the ministry has not said both: {out}");
    let (status, out) = told("named.claims");
    assert!(
        status == 1 && out.contains("error[D101 relay-drift]") && out.contains("`Our Paper` gives 792"),
        "{out}"
    );
    assert_eq!(told("right.claims"), (0, String::new()));
    let (_, out) = told("own.claims");
    assert!(out.contains("missing-source") && out.contains("C101"), "{out}");
}

fn checked(texts: &[(&str, &str)], archive: &[&str]) -> (Sources, Report) {
    let sources = Sources::new(texts.iter().map(|(name, text)| Source::new(*name, *text)).collect());
    let archive = archive.iter().map(|&name| name.to_owned()).collect();
    let settings = Settings { today: "2026-11-23".to_owned(), archive, ..Settings::default() };
    let report = check::check(&sources, &settings);
    (sources, report)
}

/// The outlet of a draft that names none.
const OUTLET: &str = " via \"this draft\"";

const DRAFT_AT: Place = Place { file: FileId(1), span: Span::START };

/// Whether a finding shows a claim of the draft.
fn involves(sources: &Sources, finding: &Finding) -> bool {
    let places = finding.claims.iter().map(|cited| cited.place).chain([finding.at]);
    places
        .chain(finding.laws.iter().map(|law| law.place))
        .any(|place| sources.get(place.file).name() == "draft")
}

/// The findings on the draft's statements: rule and statement.
fn said(sources: &Sources, report: &Report) -> BTreeSet<(&'static str, String)> {
    let findings = report.findings.iter();
    let pairs = findings.flat_map(|finding| {
        let places = finding.claims.iter().map(|cited| cited.place).chain([finding.at]);
        let mine = places.filter(|place| sources.get(place.file).name() == "draft");
        mine.map(|place| (finding.code.0, sources.slice(place).to_owned())).collect::<Vec<_>>()
    });
    pairs.collect()
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn it_is_the_joint_check_cut_down((kind, claims) in corpus(), split in 0..8_usize) {
        let all: Vec<_> = claims.iter().enumerate().collect();
        let (old, new) = all.split_at(split.min(all.len()));
        let lines = |claims: &[(usize, &_)]| claims.iter().map(|&(number, claim)| line(claim, number) + "\n").collect::<String>();
        // A draft that names no outlet is one of its own, which the joint check knows nothing of.
        let (archive, draft) = (text(kind, old), format!("article \"A draft\" via \"Our Desk\"\n{}", lines(new)));
        let texts = [("archive", archive.as_str()), ("draft", draft.as_str())];
        let (sources, joint) = checked(&texts, &[]);
        let (_, cut) = checked(&texts, &["archive"]);
        for finding in &cut.findings {
            prop_assert!(involves(&sources, finding), "{finding:?}");
        }
        // Repeating a claim of the archive is no slip of the draft.
        let but_copies = |report: &Report| said(&sources, report).into_iter().filter(|(code, _)| *code != "R118").collect::<BTreeSet<_>>();
        // What joins one side of a fall is told of it only as a draft.
        let joins = |finding: &Finding| finding.reasoning.iter().any(|line| line.starts_with("nor can the draft's"));
        let of_both = but_copies(&joint);
        prop_assert!(of_both.is_subset(&but_copies(&cut)), "{}\n{}", archive, draft);
        let mut alone = cut.clone();
        alone.findings.retain(|finding| !joins(finding));
        prop_assert!(but_copies(&alone).is_subset(&of_both), "{}\n{}", archive, draft);
        let single = |report: &Report| {
            let findings = report.findings.iter().filter(|finding| involves(&sources, finding) && finding.code.0 != "R118");
            let findings = findings.filter(|finding| !finding.message.contains("; the same pattern on "));
            // Where the draft only has a part in it, it is told there.
            // The copy of a draft is ours, and no text of a joint check is a draft: what is relayed wrongly weighs more.
            let as_joint = |finding: &Finding| if finding.code.0 == "D101" { Severity::Warning } else { finding.severity };
            // An acceptance is written in the draft where there is one.
            let help = |finding: &Finding| finding.help.iter().filter(|line| !line.starts_with("write the acceptance")).cloned().collect();
            let bare = |finding: &Finding| Finding { at: DRAFT_AT, mark: DRAFT_AT.span, severity: as_joint(finding), help: help(finding), rank: 0, ..finding.clone() };
            findings.map(bare).collect::<Vec<_>>()
        };
        let cut_down = single(&cut);
        let joined: BTreeSet<&str> = cut.findings.iter().filter(|one| joins(one)).map(|one| one.message.as_str()).collect();
        for finding in single(&joint).iter().filter(|one| !joined.contains(one.message.as_str())) {
            prop_assert!(cut_down.contains(finding), "{finding:?}");
        }
    }

    #[test]
    fn a_draft_without_an_outlet_is_one_of_its_own((kind, claims) in corpus(), split in 0..8_usize) {
        let all: Vec<_> = claims.iter().enumerate().collect();
        let (old, new) = all.split_at(split.min(all.len()));
        let lines = |claims: &[(usize, &_)]| claims.iter().map(|&(number, claim)| line(claim, number) + "\n").collect::<String>();
        let (archive, draft) = (text(kind, old), lines(new));
        let named = |line: &str| if line.is_empty() || line.contains(" via ") { line.to_owned() } else { format!("{line}{OUTLET}") };
        let named: String = draft.lines().map(|line| named(line) + "\n").collect();
        let (bare_sources, bare) = checked(&[("archive", archive.as_str()), ("draft", draft.as_str())], &["archive"]);
        let (sources, told) = checked(&[("archive", archive.as_str()), ("draft", named.as_str())], &["archive"]);
        // Whoever names no outlet is asked for a source.
        let but_asked = |sources: &Sources, report: &Report| {
            let told = said(sources, report).into_iter().filter(|(code, _)| *code != "R114");
            told.map(|(code, text)| (code, text.replace(OUTLET, ""))).collect::<BTreeSet<_>>()
        };
        prop_assert_eq!(but_asked(&bare_sources, &bare), but_asked(&sources, &told), "{}\n{}", archive, draft);
    }
}

#[test]
fn a_name_that_only_the_draft_has_is_asked_about() {
    let folder = crate::cli::Folder::new(&[
        (
            "archive/a.claims",
            "define place Nagorno-Karabakh\ndeath toll 729 in Nagorno-Karabakh on 2020-10-19 by Ministry\n",
        ),
        ("draft.claims", "death toll 700 in Nagorno-Karabak on 2020-10-19 by Ministry\n"),
        ("other.claims", "death toll 700 in Harrow Bay on 2020-10-19 by Ministry\n"),
    ]);
    let ran = folder.run(&["check", "draft.claims", "--against", "archive"]);
    let said = "the archive says nothing of `Nagorno-Karabak`; did you mean `Nagorno-Karabakh`?";
    assert!(ran.err.contains(said), "{ran:?}");
    let quiet = folder.run(&["check", "draft.claims", "--against", "archive", "--quiet"]);
    assert!(!quiet.err.contains("did you mean"), "{quiet:?}");
    let ran = folder.run(&["check", "other.claims", "--against", "archive"]);
    assert!(!ran.err.contains("did you mean"), "{ran:?}");
}
