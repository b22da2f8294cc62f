"""Fields: pure functions from a cell's text to values and notes. They know no table and no document.

`FIELDS` has one row a field of a task record: the cells it reads, where its values go, the function. A new field is a
row here, a grammar, and a function `(text, context) -> (values, notes)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cchc_extract.model.values import Context, Note

Reader = Callable[[str, Context], tuple[tuple[Any, ...], tuple[Note, ...]]]


@dataclass(frozen=True)
class Field:
    """One row of the table: `roles` of the cells read, the record's key, and `module:function`."""

    roles: tuple[str, ...]
    key: str
    reader: str

    def load(self) -> Reader:
        """The function, imported when first needed."""
        module, name = self.reader.split(":")
        reader: Reader = getattr(import_module(f"cchc_extract.fields.{module}"), name)
        return reader


FIELDS = (
    Field(("activity",), "activities", "items:activities"),
    Field(("deliverable",), "deliverables", "items:deliverables"),
    Field(("lead", "coordinating", "implementing"), "parties", "parties:read_parties"),
    Field(("deadline",), "deadlines", "deadlines:read_deadlines"),
    Field(("budget",), "budget", "budget:budgets"),
)
