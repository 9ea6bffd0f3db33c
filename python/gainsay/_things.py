"""Sorts what is to be read into paths, texts and tables."""

import json
import os


class Names:
    """Names of texts that are in no file: ``<table>``, ``<table 2>``."""

    def __init__(self):
        self._counts = {}

    def new(self, kind):
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"<{kind}>" if count == 1 else f"<{kind} {count}>"


def things(what, names):
    """The paths, the texts and the tables, the last two with their names."""
    paths, texts, tables, rows = [], [], [], []
    several = isinstance(what, (list, tuple, set, frozenset)) or hasattr(what, "__next__")
    for one in what if several else [what]:
        if isinstance(one, os.PathLike) or isinstance(one, str) and not _is_text(one):
            paths.append(os.fspath(one))
        elif isinstance(one, str):
            texts.append((names.new("text"), one))
        elif isinstance(one, dict):
            rows.append(one)
        elif hasattr(one, "__arrow_c_stream__"):
            tables.append((names.new("table"), one))
        else:
            raise TypeError(
                f"{type(one).__name__} is neither a path, a text, a dict nor a table with __arrow_c_stream__"
            )
    if rows:
        texts.append((names.new("rows"), "".join(_line(row) for row in rows)))
    return paths, texts, tables


def _is_text(one):
    return "\n" in one


def _line(row):
    return json.dumps({key: value for key, value in row.items() if not _is_missing(value)}, default=_plain) + "\n"


def _is_missing(value):
    """Whether a value is none: ``None``, NaN, or pandas' NA and NaT."""
    try:
        return value is None or bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def _plain(value):
    """What JSON has no form for: dates, decimals, numbers of other packages."""
    item = getattr(value, "item", None)
    return item() if callable(item) and getattr(value, "ndim", 1) == 0 else str(value)


def vocabulary_of(vocabulary):
    """The texts of definitions, with their names, and the files."""
    texts, files, names = [], [], Names()
    several = vocabulary if isinstance(vocabulary, (list, tuple)) else [vocabulary]
    for one in several if vocabulary is not None else []:
        if isinstance(one, str) and _is_text(one):
            texts.append((names.new("vocabulary"), one))
        else:
            files.append(os.fspath(one))
    return texts, files


def settings_of(settings):
    """The path of the settings, and their text."""
    if settings is None:
        return None, None
    if isinstance(settings, dict):
        return None, "".join(f"{_key(key)} = {_toml(value)}\n" for key, value in settings.items())
    if isinstance(settings, str) and (_is_text(settings) or "=" in settings or not settings):
        return None, settings
    return os.fspath(settings), None


def _key(key):
    return json.dumps(str(key), ensure_ascii=False)


def _toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, (bool, int, float)):
        return json.dumps(value)
    return json.dumps(str(value), ensure_ascii=False)
