"""Words set at a slant across a page: a watermark, a stamp. By pypdfium2.

Enters: an open page, before its text is read. Leaves: the same page without them, and whether there were any. They are
drawn before or after a page's own words: only where one of the first or the last is slanted are all looked at. Where
most words are slanted the page is, and nothing is taken out.
"""

from __future__ import annotations

import math
from typing import Any

import pypdfium2.raw as pdfium

_ENDS = 6  # objects at either end that are looked at
_SLANT = math.radians(10)  # from upright or level: a scan may be as crooked
_MOST = 20_000


def take_out_slanted(page: Any) -> bool:
    """Remove the slanted words of a page; whether there are any."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST)
    ends = {*range(min(_ENDS, count)), *range(max(count - _ENDS, 0), count)}
    if not any(_is_slanted(pdfium.FPDFPage_GetObject(page, k)) for k in ends):
        return False
    found = [pdfium.FPDFPage_GetObject(page, k) for k in range(count)]
    words = sum(pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT for item in found)
    slanted = [item for item in found if _is_slanted(item)]
    if 2 * len(slanted) > words + 1:
        return False
    for item in slanted:
        if pdfium.FPDFPage_RemoveObject(page, item):
            pdfium.FPDFPageObj_Destroy(item)
    return True


def _is_slanted(item: Any) -> bool:
    """Whether an object is words at a slant, or a form that begins with such."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and 0 < pdfium.FPDFFormObj_CountObjects(item) <= _ENDS:
        outer, inner = _matrix(item), pdfium.FPDFFormObj_GetObject(item, 0)
        is_text = pdfium.FPDFPageObj_GetType(inner) == pdfium.FPDF_PAGEOBJ_TEXT
        return is_text and _leans(_angle(outer) + _angle(_matrix(inner)))
    return bool(kind == pdfium.FPDF_PAGEOBJ_TEXT) and _leans(_angle(_matrix(item)))


def _matrix(item: Any) -> tuple[float, float]:
    found = pdfium.FS_MATRIX()
    return (found.a, found.b) if pdfium.FPDFPageObj_GetMatrix(item, found) else (1.0, 0.0)


def _angle(matrix: tuple[float, float]) -> float:
    return math.atan2(matrix[1], matrix[0])


def _leans(angle: float) -> bool:
    rest = angle % (math.pi / 2)
    return _SLANT < rest < math.pi / 2 - _SLANT
