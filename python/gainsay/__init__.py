"""gainsay, a claim-consistency checker: reports where sources contradict each other or themselves.

``check`` checks files, texts, lists of dicts and tables; ``claims`` lists what they claim, ``ask`` what each source says of a
fact, ``explain`` what a rule is about.
"""

import json as _json

from ._gainsay import Corpus as _Corpus
from ._gainsay import Error, ReadError, UsageError, __version__, explain
from ._report import Cited, Fact, Finding, Law, Report
from ._things import settings_of as _settings_of
from ._things import Names as _Names
from ._things import things as _things
from ._things import vocabulary_of as _vocabulary_of

__all__ = [
    "Cited",
    "Error",
    "Fact",
    "Finding",
    "Law",
    "ReadError",
    "Report",
    "UsageError",
    "__version__",
    "ask",
    "check",
    "claims",
    "explain",
]


def _read(what, vocabulary, settings, against, as_of, today):
    names = _Names()
    read = _things(what, names)
    archive = _things(against, names) if against is not None else ([], [], [])
    config, text = _settings_of(settings)

    def day(date):
        return None if date is None else str(date)

    return _Corpus(read, archive, *_vocabulary_of(vocabulary), config, text, day(as_of), day(today))


def check(what, *, vocabulary=None, settings=None, against=None, as_of=None, today=None, allow_empty=False):
    """Checks claims, and returns a ``Report``.

    ``what`` is a path, a text of several lines in the claim language, a dict or a list of dicts (a row each, with the fields of
    ``gainsay explain claims-schema``), a table (pandas, Polars, pyarrow, or whatever else has ``__arrow_c_stream__``), or a list
    of such things. ``against`` is an archive, as ``what`` may be: only what involves ``what`` is reported.

    ``vocabulary`` is a path, several, or a text of definitions. ``settings`` is the path of a ``gainsay.toml``, its text, or a
    dict of what stands in it; without it the nearest ``gainsay.toml`` above the first path is used. Tables that are in no file are
    called ``<table>``, ``<table 2>`` …, and lists of dicts ``<rows>``: so ``[tables."<table>"]`` says what the columns mean.
    ``as_of`` leaves out what was published later; ``today`` is the day that counts as today.

    Raises ``ReadError`` if something cannot be read, and ``UsageError`` if a setting is wrong or there is no claim to check, unless
    ``allow_empty`` is given.
    """
    report = Report(_read(what, vocabulary, settings, against, as_of, today))
    summary = report.summary
    claims = summary["claims"] - summary.get("archive", {}).get("claims", 0)
    if not claims and not summary["errors"] and not allow_empty:
        raise UsageError("\n".join(["nothing was checked: there is no claim in it", *report.messages]))
    return report


def claims(what, query=None, *, vocabulary=None, settings=None, as_of=None, today=None):
    """Every claim in its normal form, as a list of dicts (the schema is ``gainsay explain claim-schema``), or those that a query
    selects, such as ``"death toll in Rome"``. ``what`` and the rest are as ``check`` takes them."""
    lines = _read(what, vocabulary, settings, None, as_of, today).claims(query)
    return [_json.loads(line) for line in lines.splitlines()]


def ask(query, what, *, vocabulary=None, settings=None, as_of=None, today=None):
    """What each source says of a fact, and what follows: ``ask("death toll in Rome on 2024-05-14", "desk/")``. The answer is a
    dict (the schema is ``gainsay explain answer-schema``). ``what`` and the rest are as ``check`` takes them."""
    return _json.loads(_read(what, vocabulary, settings, None, as_of, today).ask(query))
