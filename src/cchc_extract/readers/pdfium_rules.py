"""What is drawn on a page of a PDF: lines, the sides of rectangles, pictures. By pypdfium2.

Enters: an open page. Leaves: rules as thin boxes in the page's seen coordinates, the share that pictures cover. Never
reads a word. A filled area is a line if it is as thin as one: most lines of tables are drawn so. Others are given as
they are, if they are rectangles.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from cchc_extract.model.place import Box
from cchc_extract.readers.page import is_thin
from cchc_extract.readers.page_dots import dotted

_SHORT = 4.0  # points: what is shorter is a dot or a part of a letter; a row is higher, a column wider
_TWO = 2  # places across, and down, of a rectangle's corners
_DEEP = 8  # forms in forms
_UNSEEN = (3, 7)  # how letters are drawn: with no ink, only as a clipping path
_HALF = 0.5  # of a page
MOST_DRAWN = 200_000  # objects and segments of a page: a drawing beyond that is no table
_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Frame(NamedTuple):
    """The visible part of a page in the file's coordinates (upwards from the bottom left), and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int  # quarters, clockwise

    @classmethod
    def of(cls, page: Any) -> Frame:
        """The frame of an open page."""
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        return cls(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page) % 4)

    @property
    def width(self) -> float:
        """The page's width as it is seen."""
        return self.top - self.bottom if self.turned % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The page's height as it is seen."""
        return self.right - self.left if self.turned % 2 else self.top - self.bottom

    def seen(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box in the file's coordinates (y upwards) as it is seen: points from the top left corner."""
        left, bottom, right, top, turned = self
        if turned == 0:
            return (x0 - left, top - y1, x1 - left, top - y0)
        if turned == 1:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if turned == 2:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        return (top - y1, right - x1, top - y0, right - x0)


def drawn(page: Any, frame: Frame) -> tuple[list[Box], float]:
    """The rules of a page, and the share of it that its largest picture covers."""
    found: list[tuple[bool, Box]] = []
    left = [MOST_DRAWN]
    for k in range(min(pdfium.FPDFPage_CountObjects(page), MOST_DRAWN)):
        item = pdfium.FPDFPage_GetObject(page, k)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            _add(found, item, kind, _PLAIN, _DEEP, left)
    area = frame.width * frame.height or 1.0
    seen = [(picture, frame.seen(*box)) for picture, box in found]
    pictured = max(((b[2] - b[0]) * (b[3] - b[1]) / area for picture, b in seen if picture), default=0.0)
    rules = list[Box]()
    dots = list[Box]()
    for picture, box in seen:
        if not picture:
            (rules if max(box[2] - box[0], box[3] - box[1]) >= _SHORT else dots).append(box)
    return [*rules, *dotted(dots)], pictured


def is_hidden(page: Any, frame: Frame) -> bool:
    """Whether most words of a page are not seen: they have no ink, or a picture over half of it lies on them."""
    seen = hidden = 0
    left = [MOST_DRAWN]
    for item, kind, matrix in _items(page, left):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            unseen = pdfium.FPDFTextObj_GetTextRenderMode(item) in _UNSEEN
            seen, hidden = seen + (not unseen), hidden + unseen
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and not pdfium.FPDFPageObj_HasTransparency(item):
            box = _bounds(item, matrix)
            if box and (box[2] - box[0]) * (box[3] - box[1]) > _HALF * frame.width * frame.height:
                seen, hidden = 0, seen + hidden
    return hidden > seen


def _items(page: Any, left: list[int]) -> Iterator[tuple[Any, int, _Matrix]]:
    """What is drawn on a page, in its order, what is in forms too."""
    open_forms = [(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, 0, _PLAIN)]
    while open_forms:
        parent, count, get, k, matrix = open_forms.pop()
        if k >= count(parent) or left[0] < 0:
            continue
        open_forms.append((parent, count, get, k + 1, matrix))
        left[0] -= 1
        item = get(parent, k)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif len(open_forms) <= _DEEP:
            inner = _times(_matrix(item), matrix)
            open_forms.append((item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, 0, inner))


def _bounds(item: Any, matrix: _Matrix) -> Box | None:
    x0, y0, x1, y1 = _FLOATS
    if not pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1):
        return None
    return _moved((x0.value, y0.value, x1.value, y1.value), matrix)


def _add(found: list[tuple[bool, Box]], item: Any, kind: int, matrix: _Matrix, depth: int, left: list[int]) -> None:
    """Pictures (True) and rules (False) of an object, in the file's coordinates."""
    left[0] -= 1
    if left[0] < 0:
        return
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        inner = _times(_matrix(item), matrix)
        for k in range(min(pdfium.FPDFFormObj_CountObjects(item), MOST_DRAWN) if depth else 0):
            part = pdfium.FPDFFormObj_GetObject(item, k)
            _add(found, part, pdfium.FPDFPageObj_GetType(part), inner, depth - 1, left)
    elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
        box = _bounds(item, matrix)
        if box is None:
            return
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or is_thin(box):
            found.append((kind == pdfium.FPDF_PAGEOBJ_IMAGE, box))
        else:
            found += ((False, part) for part in _parts(item, _times(_matrix(item), matrix), left))


def _parts(path: Any, matrix: _Matrix, left: list[int]) -> Iterator[Box]:
    """The thin parts of a path of several, the straight sides of what is drawn with a line, filled rectangles."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    stroked = bool(pdfium.FPDFPath_GetDrawMode(path, mode, stroke) and stroke.value)
    for points in _subpaths(path, matrix, left):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if is_thin(box):
            yield box
        elif stroked:
            for (ax, ay), (bx, by) in pairwise(points):
                side = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
                if min(side[2] - side[0], side[3] - side[1]) < 1.0:
                    yield side
        elif mode.value and len({*xs}) == len({*ys}) == _TWO:
            yield box


def _subpaths(path: Any, matrix: _Matrix, left: list[int]) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for k in range(pdfium.FPDFPath_CountSegments(path)):
        left[0] -= 1
        if left[0] < 0:
            return
        segment = pdfium.FPDFPath_GetPathSegment(path, k)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


_FLOATS = tuple(ctypes.c_float() for _ in range(4))


def _matrix(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _PLAIN
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """One transformation after another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(box: Box, matrix: _Matrix) -> Box:
    if matrix is _PLAIN:
        return box
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return (min(xs), min(ys), max(xs), max(ys))
