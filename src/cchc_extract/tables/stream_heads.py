"""Where a table begins in a stream of cells, and how many cells and rows its header has.

Enters: the cells of a run. Leaves: the place of the next header; the header's rows and the table's width. Never cuts
the rows below, but for telling by a sample of them which width is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc_extract.model.grid import Row
from cchc_extract.tables.columns import LONGEST_HEADER, role_of
from cchc_extract.tables.header import MOST_LEVELS, names_columns, read_header
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.spans import unfold
from cchc_extract.tables.stream_rows import Form, cut_rows, form_of
from cchc_extract.tables.streams import Cell

WIDEST = 24  # columns
SAMPLE = 10  # rows that tell how wide a table is
_FEWEST = 3  # cells of a header
_PROOF = 3.0  # what the empty cells of a header of several rows are worth: they fit by no chance
_SPANNED = 2  # empty cells that may stand among a header's first ones


class Head(NamedTuple):
    """A header: its rows, as the stream has them, and the form of the table below."""

    rows: tuple[Sequence[Cell], ...]
    form: Form

    @property
    def size(self) -> int:
        """How many cells the header has."""
        return sum(map(len, self.rows))


def own_line(cell: Cell) -> Cell:
    """A header's first cell without the lines of prose that stand before it."""
    cut = cell.words.text.rfind("\n") + 1
    return Cell(cell.words.slice(cut, len(cell.words.text)), cell.last, cell.last, cell.gap) if cut else cell


def _names_column(cell: Cell) -> str | None:
    return role_of(cell.words.plain) if cell.words else None


def next_header(run: Sequence[Cell], at: int) -> int | None:
    """Where the next table begins: three cells in a row that name columns, an ordinal first or all different."""
    for i in range(at, len(run) - 2):
        opening = own_line(run[i])
        first = _names_column(opening)
        if first is None or (first != "ordinal" and opening.words.text[0].islower()):  # the rest of a cell above
            continue
        second = i + 2 if first == "ordinal" and not run[i + 1].words else i + 1  # one header over two number columns
        filled = [c for c in run[second + 1 : second + 3 + _SPANNED] if c.words]
        named = [first, *map(_names_column, [*run[second : second + 1], *filled[:2]])]
        known = [r for r in named if r]
        if (
            named[1:2] != [None]
            and len(set(known)) >= 2
            and names_columns(known)
            and (first == "ordinal" or all(named))
        ):
            return i
    return None


def read_head(run: Sequence[Cell], start: int, marked: bool) -> Head:
    """The header that begins at a cell: of all that it may be, the one below which the rows count out best."""
    sample = [own_line(run[start]), *run[start + 1 : start + WIDEST * SAMPLE]]
    numbered = _names_column(sample[0]) == "ordinal"
    spanned = [*_spanned(sample, marked)]
    single = [_single(sample, width, marked) for width in _widths(sample, numbered)]
    if not numbered:  # nothing tells where a row begins
        return (spanned or single)[0]
    costs = [(_cost(sample, head) - _PROOF, head) for head in spanned]
    costs += [(_cost(sample, head), head) for head in (*_folded(sample, marked), *single)]
    return min(costs, key=lambda each: (each[0], -len(each[1].rows), -each[1].form.width))[1]


def _cost(sample: Sequence[Cell], head: Head) -> float:
    return cut_rows(sample[head.size :], head.form)[0]


# --- a header of one row -----------------------------------------------------------------------------------------


def _single(sample: Sequence[Cell], width: int, marked: bool) -> Head:
    return Head((sample[:width],), form_of([[c.words for c in sample[:width]]], width, marked))


def _widths(sample: Sequence[Cell], numbered: bool) -> Sequence[int]:
    """How many cells the header may have. Where cells that name no column stand before the first label, the rows below
    tell whether they are columns too (`Cấp trình`) or already head rows (`CẢI CÁCH THỂ CHẾ`)."""
    most = _widest(sample)
    names = [i for i in range(most) if _names_column(sample[i])]
    if numbered:
        return range(names[-1] + 1, most + 1)
    return [next((i for i in names if not {i + 1, i + 2} & set(names)), most - 1) + 1]  # up to where the names end


def _widest(sample: Sequence[Cell]) -> int:
    """How many cells stand before a blank line or the first label of a row."""
    width, known = 1, 1
    for cell in sample[1:WIDEST]:
        named = _names_column(cell) is not None
        if is_label(cell.words.plain) or (cell.gap and known >= _FEWEST) or len(cell.words.text) > LONGEST_HEADER:
            break
        if known >= _FEWEST and not named and len(cell.words.text.split()) > 12:
            break
        width, known = width + 1, known + named
    return width


# --- of several rows ---------------------------------------------------------------------------------------------


def _reach(sample: Sequence[Cell]) -> int:
    """How many cells stand before the first label, blank lines or not: as far as a header of several rows may go."""
    cells = sample[: MOST_LEVELS * WIDEST]
    ends = (i for i, c in enumerate(cells) if is_label(c.words.plain) or len(c.words.text) > LONGEST_HEADER)
    return next(ends, len(cells))


def _spanned(sample: Sequence[Cell], marked: bool) -> Iterator[Head]:
    """Headers whose spanning cells have empty ones beside and below them."""
    reach = _reach(sample)
    if all(c.words for c in sample[:reach]):
        return
    for width in range(_FEWEST, reach // 2 + 1):
        rows = [sample[at : at + width] for at in range(0, width * min(reach // width, MOST_LEVELS), width)]
        header = read_header([Row(tuple(c.words for c in row), row[0].first) for row in rows])
        levels = len(header.rows) if header else 0
        if levels > 1:
            yield Head(tuple(rows[:levels]), form_of([[c.words for c in row] for row in rows[:levels]], width, marked))


def _folded(sample: Sequence[Cell], marked: bool) -> Iterator[Head]:
    """Headers whose spanning cells take one cell only, as they do where nothing marks an empty one."""
    reach = min(_reach(sample), WIDEST)
    words = [c.words for c in sample[:reach]]
    names = [i for i in range(reach) if _names_column(sample[i])]
    last = names[-1] + 1
    for top in range(_FEWEST, last):
        for end in range(max(last, top + 2), reach + 1):
            for width in range(max(top, _FEWEST) + 1, end):
                levels = unfold(words[:top], words[top:end], width)
                if levels and len(levels[0]) == width:
                    form = form_of([words[:top], words[top:end]], width, marked)
                    yield Head((sample[:top], sample[top:end]), form)
