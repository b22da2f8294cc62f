"""The outputs: one row each. A module is loaded when its output is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction


class Sink(NamedTuple):
    """An output: its name, and the module that renders it."""

    name: str
    module: str

    def render(self, result: Extraction, explain: bool = False) -> bytes:
        """The result in this output's form."""
        data: bytes = import_module(self.module).render(result, explain)
        return data


SINKS: dict[str, Sink] = {
    sink.name: sink
    for sink in (
        Sink(name="json", module="cchc_extract.writers.json"),
        Sink(name="jsonl", module="cchc_extract.writers.jsonl"),
    )
}
