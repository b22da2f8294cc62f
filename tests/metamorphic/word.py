"""An invented plan written out as a Word file by python-docx, and by LibreOffice as what an office makes of it.

Enters: a `Plan`, a `Variant`. Leaves: the bytes of a file. Portrait body, annexes in landscape sections of their own;
letterhead and signature in tables without lines; a merged cell is one cell over its rows; header rows repeat.
Never: changes a word of a cell; knows what a right extraction is.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt

from .pages import PrintedRow
from .plan import Plan
from .render import LAYOUT_WIDTHS, Pair, Table, blocks
from .variants import PLAIN, Variant

OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice")
_LIMIT: Final = 300  # seconds for all files of a format
_CENTRED: Final = ("title", "annex", "under-annex")


def word(plan: Plan, variant: Variant = PLAIN) -> bytes:
    """The plan as a DOCX file."""
    document = Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(11)
    landscape = False
    for block in blocks(plan, "cell_lines", variant, prose=True):
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Pair):
            _pair(document, block)
        else:
            if block.kind == "annex" and not landscape:
                landscape = _turn(document)
            _paragraph(document.add_paragraph(), block.text, centred=block.kind in _CENTRED, bold=block.kind != "item")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _turn(document: Any) -> bool:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    return True


def _paragraph(paragraph: Any, text: str, *, centred: bool = False, bold: bool = False) -> None:
    paragraph.add_run(text).bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _fill(cell: Any, lines: Sequence[str], **look: bool) -> None:
    for number, line in enumerate(lines):
        _paragraph(cell.add_paragraph() if number else cell.paragraphs[0], line, **look)


def _pair(document: Any, pair: Pair) -> None:
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (pair.left, pair.right), strict=True):
        _fill(cell, lines, centred=True)


def _table(document: Any, block: Table) -> None:
    rows: list[PrintedRow] = [*block.header, *(row for page in block.pages for row in page)]
    table = document.add_table(len(rows), len(block.columns))
    table.style = "Table Grid"
    table.autofit = False
    grid = [list(row.cells) for row in table.rows]
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [LAYOUT_WIDTHS[column.role] for column in block.columns]
    for column, width in enumerate(widths):
        for row in grid:
            row[column].width = room * width // sum(widths)
    for row in table.rows[: len(block.header)]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, row in enumerate(rows):
        if row.kind == "section" and not any(row.cells[2:]):
            grid[number][1].merge(grid[number][-1])
        for column, text in enumerate(row.cells):
            if text:
                _fill(grid[number][column], text.split("\n"), bold=row.kind != "leaf", centred=row.kind == "header")
    for column in range(len(block.columns)):
        _merge_down(grid, rows, column)


def _merge_down(grid: list[list[Any]], rows: Sequence[PrintedRow], column: int) -> None:
    first = 0
    for number, row in enumerate([*rows[1:], None], 1):
        if row is None or row.cells[column : column + 1] != (None,):
            if number - first > 1:
                grid[first][column].merge(grid[number - 1][column])
            first = number


def converted(files: Mapping[str, bytes], form: str, office: str) -> dict[str, bytes]:
    """Files by name, as LibreOffice writes them in another format: all in one run, since starting costs most."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{stem}.docx" for stem in files]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder / "out"),
            *map(str, paths),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT)
        return {stem: (folder / "out" / f"{stem}.{form}").read_bytes() for stem in files}
