"""Tables in by the Arrow PyCapsule interface, and findings out by it."""

import datetime
import decimal

import pytest

import gainsay

pyarrow = pytest.importorskip("pyarrow")

DAY = datetime.date(2024, 5, 14)
COLUMNS = {
    "measure": ["water level", "water level", None],
    "value": [decimal.Decimal("12.40"), decimal.Decimal("14.20"), None],
    "date": [DAY, DAY, None],
    "place": ["Harrow Bay", "Harrow Bay", None],
    "source": ["Council", "Fire Service", None],
}


def tables():
    table = pyarrow.table(COLUMNS)
    yield table
    yield table.to_reader()
    pandas = pytest.importorskip("pandas")
    yield pandas.DataFrame(COLUMNS)
    # An index is no column.
    yield pandas.DataFrame(COLUMNS, index=["a", "b", "c"])
    polars = pytest.importorskip("polars")
    yield polars.DataFrame(COLUMNS)


def test_tables_of_all_packages_have_the_same_findings():
    for table in tables():
        report = gainsay.check(table)
        (finding,) = [finding for finding in report if finding.code == "C101"]
        assert finding.place == "<table>#row 1", type(table)
        assert "12.40" in finding.message and "14.20" in finding.message
        assert [cited.line for cited in finding.claims] == [1, 2]


def test_settings_say_what_the_columns_mean():
    table = pyarrow.table(COLUMNS).rename_columns(["what", "figure", "as of", "where", "who"])
    columns = {"what": "measure", "figure": "value", "as of": "date", "where": "place", "who": "source"}
    report = gainsay.check(table, settings={"tables": {"<table>": {"columns": columns}}})
    assert "C101" in {finding.code for finding in report}
    # With a decimal comma, numbers are read with it too.
    comma = gainsay.check(pyarrow.table(COLUMNS), settings='decimal = "comma"\n')
    assert any("12,40" in finding.message for finding in comma)


def test_a_table_is_compared_with_another():
    table = pyarrow.table(COLUMNS)
    report = gainsay.check(table.slice(0, 1), against=table.slice(1, 1))
    (finding,) = [finding for finding in report if finding.code == "C101"]
    assert {cited.file for cited in finding.claims} == {"<table>", "<table 2>"}


def test_what_no_cell_can_hold_is_told():
    table = pyarrow.table(COLUMNS).append_column("outline", pyarrow.array([b"\xff"] * 3))
    report = gainsay.check(table)
    assert "passed over <table>#outline: it holds bytes that are no text" in report.messages
    with pytest.raises(gainsay.ReadError, match="has no column that can be read"):
        gainsay.check(pyarrow.table({"x": pyarrow.array([datetime.timedelta(1)])}))


def test_findings_are_a_table():
    report = gainsay.check(pyarrow.table(COLUMNS))
    table = report.to_arrow()
    assert table.num_rows == len(report)
    assert table.column("fingerprint").to_pylist() == [finding.fingerprint for finding in report]
    assert table.column("cell").to_pylist() == [finding.cell for finding in report]
    assert table.column("message").to_pylist() == [finding.message for finding in report]
    row = next(row for row in table.to_pylist() if row["code"] == "C101")
    assert dict(row["scope"]) == {"place": "Harrow Bay"}
    assert [claim["line"] for claim in row["claims"]] == [1, 2]
    assert row["help"] and row["reasoning"]


def test_findings_are_a_table_of_other_packages():
    report = gainsay.check(pyarrow.table(COLUMNS))
    pytest.importorskip("pandas")
    frame = report.to_pandas()
    assert list(frame["code"]) == [finding.code for finding in report]
    polars = pytest.importorskip("polars")
    assert polars.DataFrame(report)["line"].to_list() == [finding.line for finding in report]


def test_a_parquet_file_has_the_findings_of_its_table(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table(COLUMNS)
    parquet.write_table(table, tmp_path / "a.parquet")
    of_file = gainsay.check(tmp_path / "a.parquet")
    assert [finding.message for finding in of_file] == [finding.message for finding in gainsay.check(table)]
    assert of_file.findings[0].place.endswith("a.parquet#row 1")


def test_no_findings_are_a_table_too():
    table = gainsay.check("# nothing\n", allow_empty=True).to_arrow()
    assert table.num_rows == 0 and "claims" in table.column_names
