"""From a stream of cells to rows: the cheapest reading as full rows, section rows, totals and repeated headers.

Enters: the cells below a header, and the form of its table. Leaves: rows, each with the kind it was read as. Never
knows a dialect, and never moves or drops a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from cchc_extract.model.grid import Row
from cchc_extract.model.span import EMPTY, Text
from cchc_extract.tables.columns import LONGEST_HEADER, role_of, wording
from cchc_extract.tables.evidence import left_open, opens, reads
from cchc_extract.tables.header import is_number_row
from cchc_extract.tables.labels import begins_row, heads_rows, is_label, readings
from cchc_extract.tables.streams import Cell

COSTS = {
    "head": -3.0,  # the header again, on another page
    "numbers": 0.0,  # `(1) | (2) | (3)` below it
    "row": 0.0,
    "section": 0.3,  # `II | Cải cách thể chế`, `II. Cải cách thể chế`, `CẢI CÁCH THỂ CHẾ`
    "total": 0.3,  # `Tổng cộng | 30`, the cells between them merged away
    "title": 2.0,  # a text alone right above a label
    "page": 2.5,  # a number alone right above a label
    "text": 2.0,  # a text alone elsewhere
    "odd": 3.0,  # too many cells or too few
    "rest": 3.0,  # from here on no rows: a signature, or prose, where nothing marks the cells
}
SURE = frozenset({"head", "numbers", "row", "section", "total", "title"})
_LOST_LABEL = 3.0  # for each label in the rest: there a row might begin
_PER_CELL = 0.5  # for each cell that an odd row has too much or too little
_NO_ORDINAL, _NO_LABEL = 0.4, 3.0  # a merged or cut row; words where a label should stand
_NO_GAP = 2.0  # a row without the blank line that stands before the others
_GAP_INSIDE = 2.0  # a blank line before the cell that is too much
_STRAY, _SURELY_STRAY = 0.8, 3.0  # a label where words should stand; where nothing marks the cells
_WORDED = frozenset({"task", "objective", "activity", "lead", "coordinating", "implementing", "deliverable"})


class Form(NamedTuple):
    """What is known of a table before its rows are: its width, whether numbers begin its rows, which columns hold
    words, how its header's rows read, the last column's role, and whether anything marks its cells."""

    width: int
    numbered: bool
    worded: tuple[int, ...]
    heads: tuple[tuple[str, ...], ...]
    last: str
    marked: bool = True


class CutRow(NamedTuple):
    """A row of the stream, and what it was read as."""

    kind: str
    cells: Sequence[Cell]

    @property
    def labelled(self) -> bool:
        """Whether a label or a dash begins the row."""
        return begins_row(self.cells[0].words.plain)

    def doubtful(self, width: int) -> bool:
        """Whether nobody can say which of its cells are too much, or missing."""
        surplus = self.cells[width:] or self.cells
        return self.kind in ("odd", "text", "page") and any(c.words for c in surplus)

    def printed(self, width: int) -> Row:
        """The row as a grid has it. The figures of a total stand at its end, however many cells were merged before."""
        cells = [c.words for c in self.cells]
        if self.kind == "total" and len(cells) < width:
            named = 1 + next(i for i, c in enumerate(cells) if c and reads("row.total", c.plain))
            cells[named:named] = [EMPTY] * (width - len(cells))
        return Row(tuple(cells), self.cells[0].first, self.cells[0].gap)


def form_of(heads: Sequence[Sequence[Text]], width: int, marked: bool = True) -> Form:
    """The form of the table below a header's rows."""
    roles = [role_of(c.plain) for c in heads[0]]
    worded = tuple(i for i, role in enumerate(roles) if role in _WORDED and i) if len(heads) == 1 else ()
    wordings = tuple(tuple(wording(c.plain) for c in row) for row in heads)
    return Form(width, roles[0] == "ordinal", worded, wordings, roles[-1] or "other", marked)


def cut_rows(cells: Sequence[Cell], form: Form) -> tuple[float, list[CutRow]]:
    """The reading with the least cost, in one pass from the end: its cost and its rows."""
    stream = _Stream(cells, form)
    best = [(0.0, 0, "")] * (len(cells) + 1)  # from each cell on: the least cost, the first row's cells and its kind
    for i in range(len(cells) - 1, -1, -1):
        most = min(form.width + 1, len(cells) - i)
        best[i] = min(stream.option(i, n, best[i + n][0]) for n in range(1, most + 1))
        if not form.marked or stream.closes(i):
            best[i] = min(best[i], stream.rest(i))
    rows, i = [], 0
    while i < len(cells):
        _, n, kind = best[i]
        rows.append(CutRow(kind, cells[i : i + n]))
        i += n
    return best[0][0], rows


class _Stream:
    """The cells, each looked at once: what it opens with, what it may be alone."""

    def __init__(self, cells: Sequence[Cell], form: Form) -> None:
        self.cells, self.form = cells, form
        texts = [c.words.plain for c in cells]
        self.label = [*map(is_label, texts)]
        self.figures = [not any(map(str.isalpha, text)) for text in texts]
        self.total = [_may_be_total(text) and reads("row.total", text) for text in texts]
        self.gaps = any(c.gap for c in cells)
        self.begins = [self._opening(i) for i in range(len(cells))]
        self.firsts = {head[0][:1] for head in form.heads}
        self.after = [*accumulate(reversed(self.label))][::-1]  # how many labels from each cell on

    def option(self, i: int, n: int, rest: float) -> tuple[float, int, str]:
        """What it costs to read `n` cells from the `i`th as one row, and as what; `rest` is what the others cost."""
        width, kind = self.form.width, self._kind(i, n)
        cost = rest + COSTS[kind]
        if self.gaps and not self.cells[i].gap:
            cost += _NO_GAP
        if kind == "odd":
            cost += self.begins[i] + _PER_CELL * abs(width - n)
            cost += _GAP_INSIDE if n > width and self.cells[i + n - 1].gap else 0.0
        elif kind == "row":
            stray = _STRAY if self.form.marked else _SURELY_STRAY
            cost += self.begins[i] + stray * sum(self.label[i + k] for k in self.form.worded)
        elif kind == "text":
            cost += self.begins[i]
        return cost, n, kind

    def _opening(self, i: int) -> float:
        """What it costs to begin a leaf with a cell."""
        if not self.form.numbered or begins_row(self.cells[i].words.plain):
            return 0.0
        return _NO_LABEL if self.cells[i].words else _NO_ORDINAL

    def rest(self, i: int) -> tuple[float, int, str]:
        """What it costs to leave all cells from the `i`th on to prose."""
        return COSTS["rest"] + _LOST_LABEL * self.after[i], len(self.cells) - i, "rest"

    def closes(self, i: int) -> bool:
        """Whether a cell may begin what stands below a table: the recipients, who signs."""
        text = self.cells[i].words.plain
        return not self.figures[i] and (reads("table.end.closing", text) or reads("row.signature", text))

    def _kind(self, i: int, n: int) -> str:
        width = self.form.width
        if self._repeats(i, n):
            return "head"
        if n <= width and (self.total[i] or (n > 1 and self.total[i + 1])) and self._sums_up(i, n):
            return "total"
        if n == width:
            if self._is_repeated(i, n):
                return "section"
            return "numbers" if is_number_row([c.words for c in self.cells[i : i + n]]) else "row"
        if n == 1:
            return self._alone(i)
        titled = n == 2 and self.label[i] and self.cells[i + 1].words and not self.figures[i + 1]
        return "section" if titled and not self.label[i + 1] else "odd"

    def _is_repeated(self, i: int, n: int) -> bool:
        """Whether one text stands in every cell of a row, as a title over all columns is written by some programs."""
        text = self.cells[i].words.text
        return n > 2 and len(text) > 3 and all(c.words.text == text for c in self.cells[i + 1 : i + n])

    def _repeats(self, i: int, n: int) -> bool:
        """Whether a row reads like one of the header."""
        if self.cells[i].words.text[:1].lower() not in self.firsts:
            return False
        heads = (head for head in self.form.heads if len(head) == n)
        return any(all(self._wording(i + k) == words for k, words in enumerate(head)) for head in heads)

    def _wording(self, i: int) -> str:
        return wording(self.cells[i].words.plain)

    def _sums_up(self, i: int, n: int) -> bool:
        """`Tổng cộng` and figures, a label or an empty ordinal before them perhaps."""
        first = i if self.total[i] else i + 1
        if first > i and self.cells[i].words and not self.label[i]:
            return False
        return all(self.figures[k] for k in range(first + 1, i + n))

    def _alone(self, i: int) -> str:
        text = self.cells[i].words.plain
        above_label = i + 1 < len(self.cells) and (self.label[i + 1] or self._begins_head(i + 1))
        if self.label[i]:
            return "page" if above_label and not self.form.marked and text.isdecimal() and len(text) < 4 else "odd"
        if heads_rows(text):
            return "section"
        if len(text) <= 3:
            return "odd"
        goes_on = text[0].islower() or (i and left_open(self.cells[i - 1].words.plain))
        below = readings(self.cells[i + 1].words.plain) if above_label else ()
        own = any(r.number[-1] == 1 for r in below) or not opens(text, self.form.last)
        return "title" if above_label and not goes_on and own else "text"

    def _begins_head(self, i: int) -> bool:
        return self._wording(i) == self.form.heads[0][0]


def _may_be_total(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEADER
