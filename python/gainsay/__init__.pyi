from datetime import date
from os import PathLike
from typing import Any, Dict, Iterable, List, Mapping, Optional, Protocol, Union

from ._gainsay import Error as Error
from ._gainsay import ReadError as ReadError
from ._gainsay import UsageError as UsageError
from ._gainsay import __version__ as __version__
from ._gainsay import explain as explain
from ._report import Cited as Cited
from ._report import Fact as Fact
from ._report import Finding as Finding
from ._report import Law as Law
from ._report import Report as Report

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

class _Table(Protocol):
    def __arrow_c_stream__(self, requested_schema: Optional[object] = ...) -> object: ...

_One = Union[str, PathLike[str], Dict[str, Any], _Table]
_What = Union[_One, Iterable[_One]]
_Vocabulary = Union[str, PathLike[str], List[Union[str, PathLike[str]]]]
_Settings = Union[str, PathLike[str], Mapping[str, Any]]
_Day = Union[str, date]

def check(
    what: _What,
    *,
    vocabulary: Optional[_Vocabulary] = ...,
    settings: Optional[_Settings] = ...,
    against: Optional[_What] = ...,
    as_of: Optional[_Day] = ...,
    today: Optional[_Day] = ...,
    allow_empty: bool = ...,
) -> Report: ...
def claims(
    what: _What,
    query: Optional[str] = ...,
    *,
    vocabulary: Optional[_Vocabulary] = ...,
    settings: Optional[_Settings] = ...,
    as_of: Optional[_Day] = ...,
    today: Optional[_Day] = ...,
) -> List[Dict[str, Any]]: ...
def ask(
    query: str,
    what: _What,
    *,
    vocabulary: Optional[_Vocabulary] = ...,
    settings: Optional[_Settings] = ...,
    as_of: Optional[_Day] = ...,
    today: Optional[_Day] = ...,
) -> Dict[str, Any]: ...
