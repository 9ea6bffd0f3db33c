"""The Python in the README runs as it stands there."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).parents[2]


def test_what_the_readme_shows_runs(monkeypatch, capsys):
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    exec(blocks[0], {})
    assert "flow-mismatch" in capsys.readouterr().out
