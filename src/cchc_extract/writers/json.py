"""JSON: an `Extraction` enters, UTF-8 bytes leave, by RECORDS.md. The same result gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction


def render(result: Extraction, explain: bool = False) -> bytes:
    """The result as JSON, with a final line break."""
    return result.to_json(explain).encode() + b"\n"
