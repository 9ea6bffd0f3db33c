"""A report and its findings."""

import html
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Dict, Iterator, Optional, Tuple

from ._gainsay import Corpus

# A page in a notebook shows as many findings, and the text as many as on a terminal.
_ON_A_PAGE = 100
_IN_TEXT = 100


@dataclass(frozen=True)
class Fact:
    """What a finding is about. An open or unknown end of time is ``None``."""

    measure: str
    scope: Dict[str, str]
    start: Optional[str]
    end: Optional[str]


@dataclass(frozen=True)
class Cited:
    """A statement that a finding shows, with its part in the conflict."""

    id: str
    file: str
    line: int
    label: str
    core: bool
    repair: bool
    suspect: bool
    cell: Optional[str] = None


@dataclass(frozen=True)
class Law:
    """A law that a finding rests on."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Finding:
    """What was found. Lines and columns count from 1; of a table ``cell`` is the row (``row 14``), of a workbook the cell."""

    code: str
    rule: str
    severity: str
    standing: Optional[str]
    message: str
    file: str
    line: int
    column: int
    cell: Optional[str]
    fact: Optional[Fact]
    cause: Optional[str]
    odd: Optional[str]
    reasoning: Tuple[str, ...]
    help: Tuple[str, ...]
    claims: Tuple[Cited, ...]
    laws: Tuple[Law, ...]
    rank: int
    fingerprint: str
    members: Tuple["Finding", ...] = ()
    data: Dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """All that ``gainsay check --format json`` gives of it."""

    @property
    def place(self) -> str:
        """Where it is: ``desk.claims:14:3``, ``desk.parquet#row 14``."""
        if self.cell is None:
            return f"{self.file}:{self.line}:{self.column}"
        mark = "#" if self.cell == "headings" or self.cell.startswith("row ") else "!"
        return f"{self.file}{mark}{self.cell}"

    def __str__(self) -> str:
        standing = f" · {self.standing}" if self.standing else ""
        return f"{self.place}: {self.severity}[{self.code} {self.rule}{standing}]: {self.message}"


def _only(kind: Any, row: Dict[str, Any]) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__ if name in row})


def _finding(row: Dict[str, Any]) -> Finding:
    mark = row.get("mark") or row["at"]
    fact = row.get("fact")
    cause = row.get("cause")
    return Finding(
        code=row["code"],
        rule=row["rule"],
        severity=row["severity"],
        standing=row.get("standing"),
        message=row["message"],
        file=row["at"]["file"],
        line=mark["line"],
        column=mark["column"],
        cell=mark.get("cell", row["at"].get("cell")),
        fact=fact and Fact(fact["measure"], fact["scope"], fact["from"], fact["to"]),
        cause=cause and cause["text"],
        odd=row.get("odd"),
        reasoning=tuple(row["reasoning"]),
        help=tuple(row["help"]),
        claims=tuple(_only(Cited, cited) for cited in row["claims"]),
        laws=tuple(_only(Law, law) for law in row["laws"]),
        rank=row["rank"],
        fingerprint=row["fingerprint"],
        members=tuple(map(_finding, row.get("members", ()))),
        data=row,
    )


class Report:
    """What ``check`` found: the findings, the gravest first, and the counts of the run.

    A table of them is ``to_pandas()``, ``to_arrow()``, or what any package makes of ``__arrow_c_stream__``
    (``polars.DataFrame(report)``). ``str(report)`` is what the command prints.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._checked = corpus.check()
        self.messages = tuple(corpus.messages)
        """What the command would say on standard error: what was passed over, say."""

    @cached_property
    def _data(self) -> Dict[str, Any]:
        return json.loads(self._checked.report("json"))

    @cached_property
    def findings(self) -> Tuple[Finding, ...]:
        """The findings, the gravest first."""
        return tuple(map(_finding, self._data["findings"]))

    @property
    def summary(self) -> Dict[str, Any]:
        """The counts of the run, as ``gainsay check --format json`` names them."""
        return self._data["summary"]

    def format(self, name: str) -> str:
        """The report in one of the formats of ``gainsay check``: ``markdown``, ``sarif``, ``html`` …"""
        return self._checked.report(name)

    def to_arrow(self) -> Any:
        """The findings as a ``pyarrow.Table``, a row each."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> Any:
        """The findings as a ``pandas.DataFrame``, a row each."""
        return self.to_arrow().to_pandas(maps_as_pydicts="lossy")

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        return self._checked.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __bool__(self) -> bool:
        # A report without findings is a report all the same.
        return True

    def __str__(self) -> str:
        return self._checked.report("pretty", _IN_TEXT) + self._checked.summary()

    def __repr__(self) -> str:
        return f"<gainsay.Report: {self._checked.summary().strip()}>"

    def _repr_html_(self) -> str:
        # The page has styles and a filter of its own, which must not meet those of a notebook.
        page = html.escape(self._checked.report("html", _ON_A_PAGE), quote=True)
        height = min(900, 320 + 180 * len(self.findings))
        style = f"width: 100%; height: {height}px; border: 0"
        return f'<iframe srcdoc="{page}" style="{style}" title="{html.escape(repr(self))}"></iframe>'
