"""One reading of a page: its cells, and what stands outside of them.

Enters: a page's picture without its lines, its cells. Leaves: the words of each cell, and those of the rest, in the
page's pixels. Asks tesseract; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cchc_extract.readers.scan_shapes import WHITE, Grey
from cchc_extract.readers.scan_words import ONE_BLOCK, WHOLE_PAGE, Seen, recognise

_DARK = 140
_SPECK = 6  # dark pixels: less is no sign
_TALLEST = 12_000  # pixels of one picture; tesseract takes none above 32767
_EDGE = 0.012  # inches: what a line's own ink may take of a cell
_SPACE = 0.05  # inches: white around what is cut out


class Area(NamedTuple):
    """A rectangle of a picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


class _Piece(NamedTuple):
    """A part of the page that is laid below others: its picture, where it stood, whose it is."""

    picture: Grey
    left: int
    top: int
    area: int


def read_areas(grey: Grey, areas: Sequence[Area], dpi: int) -> list[list[Seen]]:
    """The words of each area. The cells are laid below each other and read as one column: alone, tesseract finds no
    line in a short one (`7.`), and in place it reads over gaps and loses short columns."""
    found: list[list[Seen]] = [[] for _ in areas]
    for column in _columns(_pieces(grey, areas, dpi)):
        starts = np.cumsum([0, *(len(piece.picture) for piece in column)])
        wide = max(piece.picture.shape[1] for piece in column)
        picture = np.concatenate([_widened(piece.picture, wide) for piece in column])
        for word in recognise(picture, dpi, ONE_BLOCK):
            at = int(np.searchsorted(starts, (word.top + word.bottom) / 2, "right")) - 1
            piece = column[min(at, len(column) - 1)]
            found[piece.area].append(word.moved(piece.left, piece.top - int(starts[at])))
    return found


def read_rest(grey: Grey, areas: Sequence[Area], dpi: int) -> list[Seen]:
    """The words outside of all areas."""
    rest = grey.copy()
    for area in areas:
        rest[area.top : area.bottom, area.left : area.right] = WHITE
    if np.count_nonzero(rest < _DARK) <= _SPECK:
        return []
    return recognise(rest, dpi, WHOLE_PAGE)


def _pieces(grey: Grey, areas: Sequence[Area], dpi: int) -> list[_Piece]:
    """The areas that hold something, cut to the height of it."""
    edge, space = max(2, round(_EDGE * dpi)), round(_SPACE * dpi)
    found = []
    for k, area in enumerate(areas):
        top, left = area.top + edge, area.left + edge
        cell = grey[top : area.bottom - edge, left : area.right - edge]
        rows = np.nonzero((cell < _DARK).any(axis=1))[0]
        if np.count_nonzero(cell < _DARK) > _SPECK:
            cut = np.pad(cell[rows[0] : rows[-1] + 1], space, constant_values=WHITE)
            found.append(_Piece(cut, left - space, top + int(rows[0]) - space, k))
    return found


def _columns(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """The pieces in columns that are not too tall."""
    columns: list[list[_Piece]] = []
    tall = _TALLEST
    for piece in pieces:
        if tall + len(piece.picture) > _TALLEST:
            columns.append([])
            tall = 0
        columns[-1].append(piece)
        tall += len(piece.picture)
    return columns


def _widened(picture: Grey, wide: int) -> Grey:
    return np.pad(picture, ((0, 0), (0, wide - picture.shape[1])), constant_values=WHITE)
