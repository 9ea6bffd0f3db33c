"""What is checked: files, texts, dicts and tables, with the findings of the command."""

import datetime
import decimal
import json
import pathlib
import subprocess
import sys
import threading

import pytest

import gainsay

ROOT = pathlib.Path(__file__).parents[2]
SEED = ROOT / "corpus" / "nagorno-karabakh"
TEXT = """death toll 12 in Harrow Bay on 2021-03-10 by "Relief Agency"
death toll 9 in Harrow Bay on 2021-03-11 by "Relief Agency"
"""
ROWS = [
    {"measure": "death toll", "value": 12, "place": "Harrow Bay", "date": datetime.date(2021, 3, 10), "source": "Mayor"},
    {"measure": "death toll", "value": decimal.Decimal(9), "place": "Harrow Bay", "date": "2021-03-11", "source": "Mayor"},
]


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "gainsay", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **options
    )


def codes(report):
    return sorted(finding.code for finding in report.findings)


def test_the_seed_corpus_has_the_findings_of_the_command(monkeypatch):
    monkeypatch.chdir(ROOT)
    report = gainsay.check("corpus/nagorno-karabakh", today="2024-06-01")
    ran = command("check", "corpus/nagorno-karabakh", "--format", "json", "--sort", "gravity", "--today", "2024-06-01", cwd=ROOT)
    said = json.loads(ran.stdout)
    assert ran.returncode == 1 and len(report) == len(said["findings"]) > 0
    assert [finding.fingerprint for finding in report] == [row["fingerprint"] for row in said["findings"]]
    assert [finding.data for finding in report] == said["findings"]
    assert report.summary == said["summary"]


def test_a_text_is_checked():
    (finding,) = gainsay.check(TEXT).findings
    assert (finding.code, finding.severity, finding.standing) == ("C105", "error", "slip")
    assert finding.place == "<text>:1:12"
    assert finding.fact == gainsay.Fact("death toll", {"place": "Harrow Bay"}, "2021-03-11", "2021-03-11")
    assert [cited.line for cited in finding.claims] == [1, 2]
    assert "falls from 12 on 10 March 2021 to 9" in str(finding)
    with pytest.raises(AttributeError):
        finding.code = "C101"


def test_dicts_are_rows():
    report = gainsay.check(ROWS)
    assert codes(report) == ["C105"] and report.findings[0].file == "<rows>"
    assert codes(gainsay.check(row for row in ROWS)) == ["C105"]
    missing = [{**row, "note": None, "url": float("nan")} for row in ROWS]
    assert codes(gainsay.check(missing)) == ["C105"]


def test_texts_rows_and_files_are_checked_together(tmp_path):
    path = tmp_path / "a.claims"
    path.write_text("death toll 15 in Harrow Bay on 2021-03-09 by Mayor\n", encoding="utf-8")
    report = gainsay.check([path, ROWS[0], ROWS[1], TEXT])
    assert {cited.file for finding in report for cited in finding.claims} >= {"<rows>", "<text>", str(path)}


def test_an_archive_is_compared_with():
    draft = "death toll 14 in Harrow Bay on 2021-03-10 by Mayor\n"
    report = gainsay.check(draft, against=[TEXT])
    assert [finding.code for finding in report] == ["C101"]
    assert report.summary["archive"]["claims"] == 2


def test_a_vocabulary_and_settings_are_used(tmp_path):
    law = "define measure casualties\n    kind cumulative\n    unit people\nlaw casualties = death toll + injured\n"
    text = "death toll 3 on 2021-03-10 by A\ninjured 4 on 2021-03-10 by A\ncasualties 8 on 2021-03-10 by A\n"
    assert not any(code.startswith("C") for code in codes(gainsay.check(text)))
    with_law = codes(gainsay.check(text, vocabulary=law))
    path = tmp_path / "vocabulary.claims"
    path.write_text(law, encoding="utf-8")
    assert with_law == codes(gainsay.check(text, vocabulary=path)) and any(code.startswith("C") for code in with_law)
    off = {"rules": {"cumulative-decrease": "off"}}
    for settings in (off, '[rules]\ncumulative-decrease = "off"\n'):
        assert not codes(gainsay.check(TEXT, settings=settings))
    (tmp_path / "gainsay.toml").write_text('[rules]\ncumulative-decrease = "off"\n', encoding="utf-8")
    assert not codes(gainsay.check(TEXT, settings=tmp_path / "gainsay.toml"))


def test_the_corpus_as_it_was():
    text = TEXT + "death toll 7 in Harrow Bay on 2021-03-12 published 2021-03-12 by Mayor\n"
    assert len(gainsay.claims(text)) == 3
    assert len(gainsay.claims(text, as_of=datetime.date(2021, 3, 11))) == 2


def test_errors_have_the_words_of_the_command(tmp_path):
    with pytest.raises(gainsay.ReadError, match="nowhere.claims: "):
        gainsay.check("nowhere.claims")
    with pytest.raises(gainsay.ReadError, match="nowhere.claims: "):
        gainsay.check(TEXT, vocabulary="nowhere.claims")
    with pytest.raises(gainsay.UsageError, match="nothing was checked: there is no claim in it"):
        gainsay.check("# nothing\n")
    assert not len(gainsay.check("# nothing\n", allow_empty=True))
    with pytest.raises(gainsay.UsageError, match="`2021-02-30`"):
        gainsay.check(TEXT, today="2021-02-30")
    with pytest.raises(gainsay.UsageError, match="ruls"):
        gainsay.check(TEXT, settings={"ruls": {}})
    with pytest.raises(gainsay.UsageError, match="did you mean `conflicting-figures`"):
        gainsay.explain("conflicting-figure")
    with pytest.raises(TypeError, match="neither a path"):
        gainsay.check(7)
    with pytest.raises(gainsay.Error):
        gainsay.ask("by by", TEXT)
    broken = tmp_path / "a.parquet"
    broken.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(gainsay.ReadError, match="is damaged, or neither Parquet nor Arrow"):
        gainsay.check(broken)


def test_claims_are_listed_and_asked():
    first, second = gainsay.claims(TEXT)
    assert first["value"]["low"] == "12" and second["time"]["from"] == "2021-03-11"
    assert gainsay.claims(TEXT, "death toll in Harrow Bay") == [first, second]
    with pytest.raises(gainsay.UsageError, match="no claim here has `Rome`"):
        gainsay.claims(TEXT, "death toll in Rome")
    answer = gainsay.ask("death toll in Harrow Bay on 2021-03-10", TEXT)
    assert "12" in json.dumps(answer)


def test_a_rule_is_explained():
    assert "conflicting-figures" in gainsay.explain()
    assert gainsay.explain("C105") == command("explain", "C105").stdout


def test_a_report_shows_itself():
    report = gainsay.check(TEXT)
    assert str(report).startswith("error[C105 cumulative-decrease · slip]") and "2 claims" in str(report)
    assert repr(report).startswith("<gainsay.Report: 1 file, 2 claims")
    page = report._repr_html_()
    assert page.startswith("<iframe srcdoc=") and "C105" in page
    assert "| " in report.format("markdown") or "C105" in report.format("markdown")
    with pytest.raises(gainsay.UsageError, match="no format `prose`"):
        report.format("prose")


def test_others_run_while_it_checks():
    text = "".join(f"death toll {day} in Town {town} on 2021-03-{day:02} by Mayor\n" for day in range(1, 29) for town in range(300))
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(None)

    other = threading.Thread(target=tick)
    other.start()
    gainsay.check(text)
    done.set()
    other.join()
    assert len(ticks) > 2


def test_the_command_is_installed(tmp_path):
    (tmp_path / "a.claims").write_text(TEXT, encoding="utf-8")
    ran = command("check", "a.claims", "--format", "short", cwd=tmp_path)
    assert ran.returncode == 1 and ran.stdout.startswith("a.claims:1:12: error[C105 cumulative-decrease]")
    script = pathlib.Path(sys.executable).with_name("gainsay")
    if script.exists():
        assert subprocess.run([script, "--version"], capture_output=True, text=True).stdout.startswith("gainsay ")
    assert command("chekc").returncode == 2
