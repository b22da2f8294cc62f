"""Whole archives: many documents in, their records out, by workers that may be killed, in runs that may be resumed.

from cchc_extract.batch import Options, convert
report = convert(["archive/"], Path("out"), Options(to=("json", "duckdb")))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cchc_extract.batch.options import Options
    from cchc_extract.batch.report import Report
    from cchc_extract.batch.run import convert

__all__ = ["Options", "Report", "convert"]

_LAZY = {"Options": "options", "convert": "run", "Report": "report"}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(f"cchc_extract.batch.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
