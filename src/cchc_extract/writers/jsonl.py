"""A result as a line of JSON (JSON Lines): an `Extraction` enters, bytes leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction


def render(result: Extraction, explain: bool = False) -> bytes:
    """The result on one line, with its line break."""
    return result.to_json(explain, indent=None).encode() + b"\n"
