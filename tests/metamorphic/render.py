"""An invented plan written out in a text dialect.

Enters: a `Plan`, the name of a dialect, a `Variant`. Leaves: the text of a document.
Never: changes a word of a cell; knows what a right extraction is.

    tabs        one row a line, cells apart by tabs            (documents 000 and 002)
    cell_lines  one cell a line, led by a tab                  (document 001)
    bars        one cell a line, ended by ` |`                 (document 003)
    markdown    a GitHub table, `<br>` inside cells
    layout      columns kept apart by spaces, wrapped cells    (`pdftotext -layout`)
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .pages import PrintedRow, Sheet, lay_out
from .plan import Above, Annex, Cell, Column, LeafRow, Plan, Role, Section
from .variants import PLAIN, SectionCells, Variant, applied

Dialect = Literal["tabs", "cell_lines", "bars", "markdown", "layout"]
DIALECTS: Final[tuple[Dialect, ...]] = ("tabs", "cell_lines", "bars", "markdown", "layout")

PROSE_WIDTH: Final = 96
LAYOUT_WIDTHS: Final[dict[Role, int]] = {
    "ordinal": 6,
    "objective": 24,
    "task": 30,
    "activity": 30,
    "deliverable": 22,
    "lead": 18,
    "coordinating": 20,
    "implementing": 28,
    "deadline": 16,
    "budget": 14,
    "note": 14,
    "other": 12,
}
MARGIN: Final = "  "
GUTTER: Final = "   "
FORM_FEED: Final = "\f"


# --- what is to be written, the same for every dialect ---------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """A line of prose; `kind` decides how it is set."""

    kind: Literal["title", "basis", "heading", "item", "annex", "under-annex"]
    text: str


@dataclass(frozen=True)
class Pair:
    """Two blocks of lines that stand side by side on paper (letterhead, recipients and signature)."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table, page by page. Pages after the first show the header again if `header_repeated`."""

    columns: tuple[Column, ...]
    header: tuple[PrintedRow, ...]
    pages: tuple[tuple[PrintedRow, ...], ...]
    header_repeated: bool = True


Block = Paragraph | Pair | Table


def render(plan: Plan, dialect: Dialect, variant: Variant = PLAIN, *, prose: bool = True) -> str:
    """The document: prose parts first (unless `prose` is false), then the annexes, no page cut anywhere."""
    return write(blocks(plan, dialect, variant, prose=prose), dialect, variant)


def blocks(plan: Plan, dialect: Dialect, variant: Variant, *, prose: bool) -> list[Block]:
    """Everything the document prints, in order."""
    printed = applied(plan, variant)
    front = _front(printed) if prose else []
    return front + [block for annex in printed.annexes for block in _annex(printed, annex, dialect, variant)]


def write(parts: Iterable[Block], dialect: Dialect, variant: Variant = PLAIN) -> str:
    """The blocks as text in the dialect."""
    return WRITERS[dialect](parts, variant)


def _front(plan: Plan) -> list[Block]:
    """Letterhead, title, legal basis, chapters, closing, recipients and signature."""
    body: list[Block] = [
        Pair(
            ("ỦY BAN NHÂN DÂN", f"TỈNH {plan.province.upper()}", f"Số: {plan.number}"),
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                f"{plan.province}, {plan.date_words}",
            ),
        ),
        Paragraph("title", "KẾ HOẠCH"),
        Paragraph("title", plan.title),
        *(Paragraph("basis", text) for text in plan.legal_basis),
    ]
    for chapter in plan.chapters:
        body.append(Paragraph("heading", f"{chapter.label}. {chapter.title}"))
        body.extend(Paragraph("item", f"{label}. {text}") for label, text in chapter.items)
    recipients = (*tuple(f"- {name};" for name in plan.recipients[:-1]), f"- {plan.recipients[-1]}.")
    body.append(Paragraph("item", plan.closing))
    body.append(Pair(("Nơi nhận:", *recipients), (*plan.signer_title, "", plan.signer)))
    return body


def _annex(plan: Plan, annex: Annex, dialect: Dialect, variant: Variant) -> list[Block]:
    """The annex's heading, where it belongs, and its table on one endless page."""
    source = f"(Kèm theo Kế hoạch số {plan.number} {plan.date_words} của UBND tỉnh {plan.province})"
    heading = (
        [Paragraph("annex", "PHỤ LỤC"), Paragraph("annex", annex.title)]
        if annex.number is None
        else [Paragraph("annex", f"Phụ lục số {annex.number}: {annex.title}.")]
    )
    table = Table(annex.columns, header_rows(annex, variant), (body_rows(annex, dialect, variant),))
    return [*heading, Paragraph("under-annex", source), table]


def header_rows(annex: Annex, variant: Variant) -> tuple[PrintedRow, ...]:
    """The header, and under it the row of column numbers where the variant has one."""
    wordings = [column.wording for column in annex.columns]
    if variant.numbered_header:
        wordings = [wordings[0], *(f"{number}- {wording}" for number, wording in enumerate(wordings[1:], start=1))]
    rows = [PrintedRow("header", tuple(wordings))]
    if variant.numbers_row:
        rows.append(PrintedRow("numbers", tuple(f"({number})" for number in range(1, len(wordings) + 1))))
    return tuple(rows)


def body_rows(annex: Annex, dialect: Dialect, variant: Variant) -> tuple[PrintedRow, ...]:
    """Section rows and leaf rows as the table holds them before any page cut."""
    style = variant.section_cells or SECTION_CELLS[dialect]
    rows: list[PrintedRow] = []
    for part in annex.sections:
        if part.label is not None:
            rows.append(_section_row(part, len(annex.columns), style))
        rows.extend(_leaf_row(row, annex.columns, variant) for row in part.rows)
    return tuple(rows)


SECTION_CELLS: Final[dict[Dialect, SectionCells]] = {
    "tabs": "empty",
    "cell_lines": "spanned",
    "bars": "empty",
    "markdown": "empty",
    "layout": "spanned",
}


def _section_row(part: Section, width: int, style: SectionCells) -> PrintedRow:
    """`I | Cải cách thể chế`, with the other cells empty, absent or all repeating the title."""
    head = (part.label or "", part.title)
    rest = {"spanned": (), "empty": ("",) * (width - 2), "repeated": (part.title,) * (width - 2)}[style]
    return PrintedRow("section", head + rest)


def _leaf_row(row: LeafRow, columns: Sequence[Column], variant: Variant) -> PrintedRow:
    ordinal = None if isinstance(row.ordinal, Above) else row.ordinal + "." * variant.ordinal_dot
    return PrintedRow(
        "leaf", tuple(ordinal if column.role == "ordinal" else _text(row.cells.get(column.role)) for column in columns)
    )


def _text(cell: Cell | Above | None) -> str | None:
    """`None` where merged, the empty text where there is no cell."""
    if isinstance(cell, Above):
        return None
    return cell.text if cell else ""


# --- one writer a dialect --------------------------------------------------------------------------


def _tabs(parts: Iterable[Block], variant: Variant) -> str:
    """One row a line; pages apart by a blank line."""
    return (
        "\n\n".join(_tab_table(part, variant) if isinstance(part, Table) else _lines_of(part) for part in parts) + "\n"
    )


def _tab_table(table: Table, variant: Variant) -> str:
    pages = ["\n".join(_tab_row(row, variant) for row in rows) for rows in _pages(table)]
    return "\n\n".join(pages)


def _tab_row(row: PrintedRow, variant: Variant) -> str:
    return "\t".join(_tab_cell(cell or "", variant.list_markup) for cell in row.cells)


def _tab_cell(text: str, markup: bool) -> str:
    """The cell on one line; a dashed list has `<ul …>` before it and a space after it, as in document 000."""
    line = text.replace("\n", " ")
    if markup and text.startswith("- ") and "\n- " in text:
        return f'<ul style="list-style-type: none"> {line} '
    return line


def _cell_lines(parts: Iterable[Block], variant: Variant) -> str:
    """One cell a line led by a tab, a blank line after each row and some inside cells."""
    return "\n\n".join(_cell_table(part) if isinstance(part, Table) else _lines_of(part) for part in parts) + "\n"


def _cell_table(table: Table) -> str:
    rows = [row for page in _pages(table) for row in page]
    return "\n\n".join("\n".join("\t" + _spread(cell or "") for cell in row.cells) for row in rows)


def _spread(text: str) -> str:
    """The cell's lines; a list of three or more has blank lines between its items, and two after it.

    Document 001 has both, without a rule; this one is fixed so that a failure can be repeated.
    """
    lines = text.split("\n")
    return "\n\n".join(lines) + "\n\n" if len(lines) > 2 else "\n".join(lines)


def _bars(parts: Iterable[Block], variant: Variant) -> str:
    """One cell a line ended by ` |`, an empty cell a bare bar, no blank line anywhere."""
    return "\n".join(_bar_block(part) for part in parts) + "\n"


def _bar_block(part: Block) -> str:
    if isinstance(part, Table):
        return "\n".join(
            _bar_cell((cell or "").replace("\n", " ")) for rows in _pages(part) for row in rows for cell in row.cells
        )
    if isinstance(part, Pair):
        sides = ["\n".join(line for line in side if line) for side in (part.left, part.right)]
        return "\n".join(_bar_cell(side) for side in sides)
    return part.text


def _bar_cell(text: str) -> str:
    return f"{text} |" if text else "|"


def _markdown(parts: Iterable[Block], variant: Variant) -> str:
    """GitHub Markdown; a page that repeats its header is a table of its own."""
    return "\n\n".join(_markdown_block(part) for part in parts) + "\n"


def _markdown_block(part: Block) -> str:
    if isinstance(part, Table):
        return _markdown_table(part)
    if isinstance(part, Pair):
        return "\n".join(line for line in (*part.left, "", *part.right))
    mark = {"title": "# {}", "heading": "## {}", "annex": "## {}", "under-annex": "*{}*", "basis": "{}", "item": "{}"}
    return mark[part.kind].format(part.text)


def _markdown_table(table: Table) -> str:
    """The header, the rule, the rows; without a repeated header the rows of later pages run on."""
    pages = list(_pages(table))
    if not table.header_repeated:
        pages = [tuple(row for page in pages for row in page)]
    rule = "|" + " --- |" * len(table.columns)
    return "\n\n".join("\n".join([_bar_row(page[0]), rule, *(_bar_row(row) for row in page[1:])]) for page in pages)


def _bar_row(row: PrintedRow) -> str:
    return "|" + "".join(f" {(cell or '').replace(chr(10), '<br>')} |" for cell in row.cells)


def _layout(parts: Iterable[Block], variant: Variant) -> str:
    """Lines as they stand on paper; pages apart by a form feed."""
    return "\n\n".join(_layout_block(part, 0 if variant.tight else 1) for part in parts) + "\n"


def _layout_block(part: Block, gap: int) -> str:
    if isinstance(part, Table):
        return f"\n{FORM_FEED}".join(_paper_table(part.columns, rows, gap) for rows in _pages(part))
    if isinstance(part, Pair):
        return _side_by_side(part)
    lines = textwrap.wrap(part.text, PROSE_WIDTH if part.kind in ("basis", "item") else 70)
    if part.kind in ("title", "annex", "under-annex"):
        return "\n".join(line.center(PROSE_WIDTH).rstrip() for line in lines)
    return "\n".join(("       " if not i and part.kind != "heading" else "") + line for i, line in enumerate(lines))


def _side_by_side(pair: Pair) -> str:
    """The two blocks next to each other, as on paper."""
    height = max(len(pair.left), len(pair.right))
    rows = zip(
        pair.left + ("",) * (height - len(pair.left)), pair.right + ("",) * (height - len(pair.right)), strict=False
    )
    return "\n".join(f"{left:<48}{right.center(44)}".rstrip() for left, right in rows)


def _paper_table(columns: Sequence[Column], rows: Sequence[PrintedRow], gap: int) -> str:
    """A page of a table as characters on paper."""
    widths = [LAYOUT_WIDTHS[column.role] for column in columns]
    sheet = lay_out(rows, widths, gap)
    lefts = [len(MARGIN) + sum(widths[:i]) + len(GUTTER) * i for i in range(len(widths))]
    return "\n".join(_paper_line(sheet, y, lefts) for y in range(sheet.height)).rstrip("\n")


def _paper_line(sheet: Sheet, y: int, lefts: Sequence[int]) -> str:
    """What stands on line `y` of the sheet, each column at its left edge."""
    line = ""
    for cell in sheet.placed:
        if cell.top <= y < cell.top + len(cell.lines):
            line = line.ljust(lefts[cell.column]) + cell.lines[y - cell.top].text
    return line


def _lines_of(part: Paragraph | Pair) -> str:
    """Prose in the dialects that keep nothing but lines."""
    if isinstance(part, Paragraph):
        return part.text
    return "\n".join(part.left) + "\n\n" + "\n".join(part.right)


def _pages(table: Table) -> list[tuple[PrintedRow, ...]]:
    """The table's pages with the header where it is printed."""
    return [
        (table.header if number == 0 or table.header_repeated else ()) + rows for number, rows in enumerate(table.pages)
    ]


WRITERS: Final[dict[Dialect, Callable[[Iterable[Block], Variant], str]]] = {
    "tabs": _tabs,
    "cell_lines": _cell_lines,
    "bars": _bars,
    "markdown": _markdown,
    "layout": _layout,
}
