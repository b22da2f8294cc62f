"""XLSX and XLSM: bytes enter, a `SourceDocument` leaves.

python-calamine reads values, merged ranges and which sheets are hidden. What it does not know, the formats of numbers
and the hidden rows and columns, one walk through the XML tells: openpyxl knows it too, and takes far longer.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.archive import Archive, damaged, too_large
from cchc_extract.readers.number_formats import BUILTIN, Value, show
from cchc_extract.readers.sheet_text import build
from cchc_extract.readers.sheets import Place, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_PLACES = 4 << 20  # calamine keeps one for every place between the first cell and the last
_STATED = re.compile(rb"""[cC]ount\s*=\s*["']\s*(\d{1,40})""")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a workbook. Raises ReadError (naming it `shown`) for one that cannot be read."""
    looks = _looks(Archive(data, shown), shown)
    return build(_sheets(data, shown, looks), "xlsx", data, name, shown)


# --- values: calamine ------------------------------------------------------------------------------------------------


@dataclass
class _Look:
    """What the XML of a sheet says beside the values."""

    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def _sheets(data: bytes, shown: str, looks: Mapping[str, _Look]) -> Iterator[Sheet]:
    workbook = _open(data, shown)
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for index, about in enumerate(workbook.sheets_metadata):
        if about.visible != SheetVisibleEnum.Visible:
            yield Sheet(about.name, {}, shown=False)
        elif about.typ == SheetTypeEnum.WorkSheet:
            yield _sheet(_guarded(workbook.get_sheet_by_index, shown, index), looks.get(about.name, _Look()))


def _open(data: bytes, shown: str) -> CalamineWorkbook:
    try:
        from python_calamine import load_workbook
    except ImportError:
        raise ReadError(
            shown, "it is a spreadsheet, and python-calamine is not installed", "pip install 'cchc-extract[xlsx]'"
        ) from None
    workbook: CalamineWorkbook = _guarded(load_workbook, shown, BytesIO(data))
    return workbook


def _guarded(call: Any, shown: str, argument: object) -> Any:
    """What calamine answers; its errors, and the panics of its Rust part, as one line."""
    try:
        return call(argument)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
            raise ReadError(shown, "it is encrypted", "save it without a password") from None
        raise damaged(shown) from None


def _sheet(sheet: CalamineSheet, look: _Look) -> Sheet:
    top, left = sheet.start or (0, 0)
    values: dict[Place, Value] = {
        (row, column): value
        for row, line in enumerate(sheet.to_python(), top)
        for column, value in enumerate(line, left)
        if value != ""
    }
    first = min((c for _, c in values if c not in look.hidden_columns), default=0)
    cells = {
        place: words
        for place, value in values.items()
        if (words := show(value, look.formats.get(place, ""), numbers_rows=place[1] == first)).strip()
    }
    return Sheet(sheet.name, cells, sheet.merged_cell_ranges or (), look.hidden_rows, look.hidden_columns)


# --- formats and what is hidden: the XML -----------------------------------------------------------------------------


def _looks(archive: Archive, shown: str) -> dict[str, _Look]:
    """By the name of each sheet."""
    codes = _codes(archive)
    looks = {name: _look(archive, part, codes, shown) for name, part in _parts(archive) if part in archive.names}
    for name in archive.names:  # unpacked once by us, so that a bomb is no matter for calamine
        if posixpath.basename(name).lower() == "sharedstrings.xml":
            _refuse_overstated(archive.read(name), shown)
    return looks


def _refuse_overstated(strings: bytes, shown: str) -> None:
    """calamine makes room for as many strings as the member says it has: too much of it ends the process."""
    stated = _STATED.findall(strings.partition(b"<si")[0])
    if any(int(count) > len(strings) for count in stated):
        raise damaged(shown)


def _parts(archive: Archive) -> list[tuple[str, str]]:
    """The sheets' names with the names of their members."""
    sheets: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            sheets.append((attributes.get("name", ""), attributes.get("id", "")))

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = posixpath.join("/xl", attributes.get("Target", ""))

    archive.parse("xl/workbook.xml", sheet)
    archive.parse("xl/_rels/workbook.xml.rels", relation)
    return [(name, posixpath.normpath(targets.get(id_, "")).lstrip("/")) for name, id_ in sheets]


def _codes(archive: Archive) -> list[str]:
    """The format of numbers of each style."""
    own: dict[str, str] = {}
    styles: list[str] = []
    inside = [""]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = tag
        elif tag == "numFmt":
            own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
        elif tag == "xf" and inside[0] == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    if "xl/styles.xml" in archive.names:
        archive.parse("xl/styles.xml", start)
    return [own.get(number) or BUILTIN.get(int(number) if number.isdecimal() else 0, "") for number in styles]


def _look(archive: Archive, part: str, codes: list[str], shown: str) -> _Look:
    """The formats of the cells with a number, and the rows and columns that are hidden. Also the guard: calamine keeps
    every place between the corners, which two cells can put a hundred million apart."""
    look = _Look()
    corner, at, style = [0, 0], [-1, -1], [""]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "v" or tag == "is" or tag == "f":
            corner[0], corner[1] = max(corner[0], at[0]), max(corner[1], at[1])
            if style[0]:
                look.formats[at[0], at[1]] = style[0]
        elif tag == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            at[0], at[1] = (int(found[2]) - 1, _column(found[1])) if found else (at[0], at[1] + 1)
            number = attributes.get("t", "n") == "n" and attributes.get("s", "").isdecimal()
            style[0] = codes[int(attributes["s"])] if number and int(attributes["s"]) < len(codes) else ""
        elif tag == "row":
            row = attributes.get("r", "")
            at[0], at[1] = int(row) - 1 if row.isdecimal() else at[0] + 1, -1
            if attributes.get("hidden") in ("1", "true"):
                look.hidden_rows.add(at[0])
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = (int(attributes.get(k, "0")) for k in ("min", "max"))
            look.hidden_columns.update(range(first - 1, min(last, 1 << 14)))

    try:
        archive.parse(part, start)
    except ValueError:
        raise damaged(shown) from None
    if (corner[0] + 1) * (corner[1] + 1) > _MOST_PLACES:
        raise too_large(shown)
    return look


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
