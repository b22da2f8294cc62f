"""The engine's text of a page, before it is lines: its signs, how they are scaled and which way they run. By pypdfium2.

Enters: an open page's text. Leaves: facts about it. Never puts words together.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

_LETTERED = 5  # characters a line, its end included: no page has so few
_FEW = 8  # lines that tell which way a page's text runs
_NO_LETTER = re.compile("[\x01-\x08\x0e-\x1f]")  # the engine's number of a glyph that no letter is known of


def characters(text: Any) -> tuple[str, bool]:
    """The text of a page, one sign for each of the engine's, and whether its indexes are those of the characters."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return "", True
    buffer = (ctypes.c_ushort * (count + 1))()
    written = max(pdfium.FPDFText_GetText(text, 0, count, buffer) - 1, 0)
    decoded = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass")
    if len(decoded) != written:  # signs beyond the first plane: rare, and of no Vietnamese word
        decoded = "".join(map(chr, buffer[:written]))
        decoded = re.sub("[\ud800-\udfff]", "\ufffd", decoded)
    return _NO_LETTER.sub("\ufffd", decoded), written == count


def is_lettered(text: str) -> bool:
    """Whether the engine has put nearly every letter on a line of its own, as where it takes a page for one whose lines
    run downwards."""
    return _LETTERED * text.count("\n") > len(text) > _LETTERED * _FEW


def scale(text: Any, at: int) -> float:
    """By how much a character's size is scaled when it is drawn."""
    matrix = pdfium.FS_MATRIX()
    return math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(text, at, matrix) else 1.0


def turn(page: Any, text: Any) -> int:
    """By how many quarters more a page must be turned so that most of its text runs to the right."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return 0
    angles = [pdfium.FPDFText_GetCharAngle(text, count * k // _FEW) for k in range(_FEW)]
    quarters = [round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
    if not quarters:
        return 0
    usual, times = Counter(quarters).most_common(1)[0]
    return (-usual - pdfium.FPDFPage_GetRotation(page)) % 4 if 2 * times > len(quarters) else 0  # angles are clockwise
