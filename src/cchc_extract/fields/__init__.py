"""Fields: pure functions from a cell's text to values and notes. They know no table and no document.

`FIELDS` has one row a field of a task record: the cells it reads, where its values go, the function. A new field is a
row here, a grammar, and a function `(text, context) -> (values, notes)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from cchc_extract.model.values import Context, Note

Reader = Callable[[str, Context], tuple[tuple[Any, ...], tuple[Note, ...]]]


def _items(read: Callable[[str], tuple[Any, ...]]) -> Reader:
    return lambda text, context: (read(text), ())


def _one(read: Callable[[str, Context], tuple[Any, tuple[Note, ...]]]) -> Reader:
    def values(text: str, context: Context) -> tuple[tuple[Any, ...], tuple[Note, ...]]:
        value, notes = read(text, context)
        return (() if value is None else (value,)), notes

    return values


_WRAP = re.compile(r"(?<![.;:])\n(?!\s*(?:[-–+•*]|\d+(?:\.\d+)*[.)]\s|[a-zđ]\)\s))")


def unwrap(text: str) -> str:
    """A text of the same length without the line breaks that begin no item: those of wrapped lines, of page cuts."""
    return _WRAP.sub(" ", text) if "\n" in text else text


class Field(NamedTuple):
    """One row of the table: `roles` of the cells read, the record's key, `module:function`, its adapter, and whether
    it is shown the line breaks that begin no item (two agencies may be parted by nothing else)."""

    roles: tuple[str, ...]
    key: str
    reader: str
    adapt: Callable[..., Reader] | None = None
    line_breaks: bool = False

    def load(self) -> Reader:
        """The function, imported when first needed."""
        module, name = self.reader.split(":")
        read: Reader = getattr(import_module(f"cchc_extract.fields.{module}"), name)
        return self.adapt(read) if self.adapt else read


FIELDS = (
    Field(("activity",), "activities", "items:read_activities", _items),
    Field(("deliverable",), "deliverables", "items:read_deliverables", _items),
    Field(("lead", "coordinating", "implementing"), "parties", "parties:read_parties", line_breaks=True),
    Field(("deadline",), "deadlines", "deadlines:read_deadlines"),
    Field(("budget",), "budget", "budget:read_budget", _one),
)
