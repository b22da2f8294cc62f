"""ODS: bytes enter, a `SourceDocument` leaves.

OpenDocument keeps the words of each cell as they are shown, with spans, hidden rows and all: its XML says everything.
python-calamine knows neither its merged cells nor its formats. Comments, drawings and hidden sheets are out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.archive import Archive, too_large
from cchc_extract.readers.number_formats import show
from cchc_extract.readers.sheet_text import build
from cchc_extract.readers.sheets import Place, Range, Sheet
from cchc_extract.readers.shown_values import redated, respelt

_ASIDE = frozenset({"annotation", "shapes", "frame", "custom-shape", "forms", "tracked-changes"})
_HIDDEN = ("collapse", "filter")
_ROWS, _COLUMNS = 1 << 20, 1 << 14  # of a sheet in the program that writes the format
_MOST_COPIES = 1 << 16  # of cells with words that the file states once


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a workbook. Raises ReadError (naming it `shown`) for one that cannot be read."""
    archive = Archive(data, shown)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ReadError(shown, "it is encrypted", "save it without a password")
    content = _Content(shown)
    archive.parse("content.xml", content.start, end=content.end, text=content.text)
    return build(content.sheets, "ods", data, name, shown)


class _Content:
    """The sheets, by the events of the XML."""

    def __init__(self, shown: str) -> None:
        self.sheets: list[Sheet] = []
        self._shown = shown
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0  # how deep in what is no cell's text
        self._depth = 0  # of tables: one in a cell is part of its cell
        self._copies = 0
        self._begin({})

    def _begin(self, attributes: Mapping[str, str]) -> None:
        self._about = attributes
        self._cells: dict[Place, str] = {}
        self._merged: list[Range] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row = self._column = self._columns = 0
        self._first = _COLUMNS  # the first column with words: what numbers the rows
        self._words: list[str] | None = None
        self._cell: Mapping[str, str] = {}
        self._row_cells: dict[int, str] = {}
        self._row_about: Mapping[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._aside or tag in _ASIDE:
            self._aside += 1
        elif tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin(attributes)
        elif self._depth == 1:
            self._start_in_table(tag, attributes)

    def _start_in_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table-column":
            many = _count(attributes, "number-columns-repeated")
            if attributes.get("visibility") in _HIDDEN:
                self._hidden_columns.update(range(self._columns, min(self._columns + many, _COLUMNS)))
            self._columns += many
        elif tag == "table-row":
            self._row_about, self._row_cells, self._column = attributes, {}, 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell, self._words = attributes, None
        elif tag == "p" or tag == "h":
            self._words = [*self._words, "\n"] if self._words is not None else []
        elif self._words is not None and tag in ("s", "tab", "line-break"):
            self._words.append({"s": " " * min(_count(attributes, "c"), 100), "tab": " "}.get(tag, "\n"))

    def text(self, words: str) -> None:
        """Characters of a paragraph."""
        if self._words is not None and not self._aside:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._aside:
            self._aside -= 1
        elif tag == "table":
            self._depth -= 1
            if not self._depth:
                self._end_sheet()
        elif self._depth == 1 and tag in ("table-cell", "covered-table-cell"):
            self._end_cell(tag)
        elif self._depth == 1 and tag == "table-row":
            self._end_row()

    def _end_sheet(self) -> None:
        name = self._about.get("name", "")
        if self._about.get("style-name") in self._hidden_styles:
            self.sheets.append(Sheet(name, {}, shown=False))
        else:
            self.sheets.append(Sheet(name, self._cells, self._merged, self._hidden_rows, self._hidden_columns))

    def _end_cell(self, tag: str) -> None:
        words = _shown("".join(self._words or ()), self._cell, numbers_rows=self._column <= self._first)
        self._words = None
        many = _count(self._cell, "number-columns-repeated")
        if tag == "table-cell":
            down, right = (_count(self._cell, f"number-{k}-spanned") for k in ("rows", "columns"))
            if down > 1 or right > 1:
                self._merged.append(((self._row, self._column), (self._row + down - 1, self._column + right - 1)))
            if words.strip():
                self._first = min(self._first, self._column)
                self._copy(many)
                self._row_cells.update(dict.fromkeys(range(self._column, self._column + many), words))
        self._column += many

    def _end_row(self) -> None:
        many = _count(self._row_about, "number-rows-repeated")
        if self._row_cells:
            self._copy(many * len(self._row_cells))
            for row in range(self._row, self._row + many):
                self._cells.update(((row, column), words) for column, words in self._row_cells.items())
                if self._row_about.get("visibility") in _HIDDEN:
                    self._hidden_rows.add(row)
        elif self._row_about.get("visibility") in _HIDDEN:
            self._hidden_rows.update(range(self._row, min(self._row + many, _ROWS)))
        self._row += many

    def _copy(self, many: int) -> None:
        self._copies += many if many > 1 else 0
        if self._copies > _MOST_COPIES:
            raise too_large(self._shown)


def _count(attributes: Mapping[str, str], name: str) -> int:
    found = attributes.get(name, "1")
    return max(int(found), 1) if found.isdecimal() and len(found) < 10 else 1


def _shown(words: str, cell: Mapping[str, str], *, numbers_rows: bool) -> str:
    """What a Vietnamese program would show. The file has what its own showed (`1,500`: an English one), or no words."""
    number, day = cell.get("value"), cell.get("date-value")
    try:
        if day:
            moment = datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
            return redated(words, moment) if words else show(moment)
        if number and not words and cell.get("value-type") in ("float", "currency"):
            return show(float(number), numbers_rows=numbers_rows)
        if number and not numbers_rows:
            return respelt(words, float(number))
    except (ValueError, OverflowError):
        return words or number or day or ""
    return words or cell.get("string-value") or number or ""
