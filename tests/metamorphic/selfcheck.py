"""Proof that the generator is honest, without the tool it judges.

Enters: the invented plans; optionally the folder of real documents (first argument). Leaves: a count on standard
output, and an exit status of 1 with the first broken promise of each kind. Run it from the folder above:

    python -m metamorphic.selfcheck /path/to/documents

The readers below are the plainest ones that can read these texts back, because they are told the columns and the
section labels; they are no model for a real reader.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from . import (
    DIALECTS,
    PLAIN,
    Cut,
    Variant,
    count_columns,
    cuts,
    double_cuts,
    expected,
    paginated,
    plans,
    render,
    variants,
)
from .cuts import PAPER, WIDTHS
from .doubt import doubt
from .expected import Record
from .pages import PrintedRow, lay_out, paged
from .plan import Annex, Plan, Role
from .render import FORM_FEED, GUTTER, LAYOUT_WIDTHS, MARGIN, Dialect, blocks
from .render import Table as PrintedTable
from .variants import applied

Row = tuple[str, ...]
RUN: Final = 9  # words in a row that count as copied
TIERS: Final[tuple[Role, ...]] = ("objective", "task", "activity")
FOLLOWING: Final[tuple[Role, ...]] = ("lead", "coordinating", "deadline")


def main(arguments: list[str]) -> int:
    """Every check; 0 if all promises hold."""
    broken = [
        *_plans_are_rich(),
        *_answers_follow_the_rules(),
        *_texts_hold_every_cell(),
        *_cuts_lose_nothing(),
        *_rules_bite(),
    ]
    if arguments:
        broken.extend(_nothing_is_copied(Path(arguments[0])))
    _report()
    for complaint in broken[:20]:
        print("BROKEN", complaint)
    print("selfcheck:", "broken" if broken else "all promises hold")
    return 1 if broken else 0


# --- the plans -------------------------------------------------------------------------------------


def _plans_are_rich() -> Iterator[str]:
    """At least 14 leaf rows in 3 sections, long cells among short ones, every text in Unicode NFC."""
    for plan in plans():
        records = expected(plan)
        sections = sum(len(annex.sections) for annex in plan.annexes)
        lengths = [len(cell.split()) for record in records for cell in record["cells"].values()]
        long, short = sum(20 <= n <= 70 for n in lengths), sum(n < 8 for n in lengths)
        if len(records) < 14 or sections < 3 or long < 6 or short < 20:
            yield f"{plan.slug}: {len(records)} rows, {sections} sections, {long} long and {short} short cells"
        text = render(plan, "tabs")
        if text != unicodedata.normalize("NFC", text):
            yield f"{plan.slug}: not in NFC"


def _nothing_is_copied(folder: Path) -> Iterator[str]:
    """No run of nine words of a task, objective, activity or prose item stands in a real document."""
    real = [_words(path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]
    known = {tuple(words[i : i + RUN]) for words in real for i in range(len(words) - RUN + 1)}
    for plan in plans():
        for text in _own_sentences(plan):
            words = _words(text)
            for i in range(len(words) - RUN + 1):
                if tuple(words[i : i + RUN]) in known:
                    yield f"{plan.slug}: copied {' '.join(words[i : i + RUN])!r}"


def _own_sentences(plan: Plan) -> Iterator[str]:
    for record in expected(plan):
        yield from (record["cells"].get(role, "") for role in (*TIERS, "deliverable", "note"))
    for chapter in plan.chapters:
        yield from (text for _, text in chapter.items)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


# --- the answers -----------------------------------------------------------------------------------


def _answers_follow_the_rules() -> Iterator[str]:
    """The rules for a text that lost its merges, applied to the `tabs` text, give the expected cells back.

    So nothing is expected that stands only in the plan and not in the text.
    """
    for plan in plans():
        for variant in variants(plan):
            found = list(_by_the_rules(plan, variant))
            right = [(record["section"], record["cells"], record["inherited"]) for record in expected(plan, variant)]
            for number, (got, want) in enumerate(zip(found, right, strict=True)):
                if got != want:
                    yield f"{plan.slug} {variant.name} record {number + 1}: the text gives {got}, expected {want}"


def _by_the_rules(plan: Plan, variant: Variant) -> Iterator[tuple[list[str], dict[Role, str], list[Role]]]:
    """(section, cells, inherited) of each leaf row, from the lines of the text alone."""
    tables = _read(plan, "tabs", variant, render(plan, "tabs", variant, prose=False))
    for annex, rows in zip(applied(plan, variant).annexes, tables, strict=True):
        roles = [column.role for column in annex.columns]
        titles = {(part.label, part.title) for part in annex.sections}
        section: list[str] = []
        above: dict[Role, str] = {}
        for row in rows:
            if row[:2] in titles:
                section, above = [row[0].rstrip(".")], {}
                continue
            cells = dict(zip(roles, row, strict=True))
            inherited = _inherited(cells, above)
            cells.update((role, above[role]) for role in inherited)
            above = {**above, **{role: text for role, text in cells.items() if text}}
            yield section, {role: text for role, text in cells.items() if text}, inherited


def _inherited(cells: dict[Role, str], above: dict[Role, str]) -> list[Role]:
    """RECORDS.md section 2, "Merged cells", where the text has lost the merge."""
    taken: set[Role] = set()
    new_higher = False
    for role in TIERS:
        if cells.get(role):
            new_higher = True
        elif role in cells and role in above and not new_higher:
            taken.add(role)
    if not cells["ordinal"] and above:
        taken.add("ordinal")
    if not cells.get("lead", "x") and above:
        taken.update(role for role in FOLLOWING if not cells[role] and role in above)
    return [role for role in cells if role in taken]


# --- the texts -------------------------------------------------------------------------------------


def _texts_hold_every_cell() -> Iterator[str]:
    """Every dialect and variant, read back, has the same rows as `tabs` (in `layout`, the same columns)."""
    for plan in plans():
        for variant in variants(plan):
            tabs = _read(plan, "tabs", variant, render(plan, "tabs", variant, prose=False))
            for dialect in DIALECTS:
                if variant.fits(dialect):
                    text = render(plan, dialect, variant, prose=False)
                    if not _same(tabs, plan, dialect, variant, text):
                        yield f"{plan.slug} {dialect} {variant.name}: not the same rows"


def _same(tabs: list[list[Row]], plan: Plan, dialect: Dialect, variant: Variant, text: str) -> bool:
    """Whether the text holds the rows of the tables; their columns where the dialect knows no rows."""
    if dialect == "layout":
        return _layout_columns(plan, variant, text) == [_columns(rows, plan, variant) for rows in tabs]
    return _folded_sections(_read(plan, dialect, variant, text)) == _folded_sections(tabs)


def _folded_sections(tables: list[list[Row]]) -> list[list[Row]]:
    """Rows without trailing empty cells and without a title repeated over the whole row."""
    return [[_short(row) for row in rows] for rows in tables]


def _short(row: Row) -> Row:
    if len(row) > 2 and len(set(row[1:])) == 1:
        row = row[:2]
    while row and not row[-1]:
        row = row[:-1]
    return row


def _columns(rows: Iterable[Row], plan: Plan, variant: Variant) -> list[list[str]]:
    """The words of each column of the leaf rows, top to bottom."""
    titles = _titles(plan, variant)
    leaves = [row for row in rows if row[:2] not in titles]
    return [" ".join(column).split() for column in zip(*leaves, strict=True)]


def _titles(plan: Plan, variant: Variant) -> set[tuple[str, str]]:
    parts = (part for annex in applied(plan, variant).annexes for part in annex.sections)
    return {(part.label, part.title) for part in parts if part.label}


# --- reading back, knowing the columns -------------------------------------------------------------


def _read(plan: Plan, dialect: Dialect, variant: Variant, text: str) -> list[list[Row]]:
    """The tables' rows without headers, one list an annex, cells folded."""
    return [
        [row for row in _annex_rows(annex, dialect, part) if not _is_header(row, annex)]
        for annex, part in zip(applied(plan, variant).annexes, _annex_texts(plan, text), strict=True)
    ]


def _annex_texts(plan: Plan, text: str) -> list[str]:
    """The text after each `(Kèm theo …)` line, up to the next annex's heading."""
    parts = re.split(r"\(Kèm theo Kế hoạch số[^)]*\)\*?\n", text)[1:]
    return [re.split(r"\n+[# ]*Phụ lục số \d", part)[0] for part in parts]


def _annex_rows(annex: Annex, dialect: Dialect, text: str) -> Iterator[Row]:
    if dialect == "tabs":
        lines = [line for line in text.split("\n") if line.strip(" ")]
        yield from (tuple(_fold(cell) for cell in line.split("\t")) for line in lines)
    elif dialect == "markdown":
        lines = [line for line in text.split("\n") if line.startswith("|") and not line.startswith("| ---")]
        yield from (tuple(_fold(cell) for cell in line.strip("|").split("|")) for line in lines)
    elif dialect == "bars":
        yield from _grouped(annex, [_fold(cell) for cell in re.split(r" ?\|\n", text.strip("\n") + "\n")[:-1]])
    else:
        yield from _grouped(annex, [_fold(cell) for cell in re.split(r"(?:^|\n)\t", text.rstrip("\n") + "\n")[1:]])


def _grouped(annex: Annex, cells: list[str]) -> Iterator[Row]:
    """A stream of cells as rows; a section row has two cells if its third is the next row's."""
    width = len(annex.columns)
    titles = {(part.label, part.title) for part in annex.sections}
    while cells:
        short = tuple(cells[:2]) in titles and len(set(cells[2:width])) > 1
        row, cells = cells[: 2 if short else width], cells[2 if short else width :]
        yield tuple(row)


def _fold(cell: str) -> str:
    return " ".join(cell.replace('<ul style="list-style-type: none">', " ").replace("<br>", " ").split())


def _is_header(row: Row, annex: Annex) -> bool:
    bare = tuple(re.sub(r"^\d+- ", "", cell) for cell in row)
    return bare == tuple(column.wording for column in annex.columns) or bare[:2] == ("(1)", "(2)")


def _layout_columns(plan: Plan, variant: Variant, text: str) -> list[list[list[str]]]:
    """The words of each column, cut out by its place on the line, headers and section rows left out."""
    return [
        _sliced(annex, variant, part)
        for annex, part in zip(applied(plan, variant).annexes, _annex_texts(plan, text), strict=True)
    ]


def _sliced(annex: Annex, variant: Variant, text: str) -> list[list[str]]:
    widths = [LAYOUT_WIDTHS[column.role] for column in annex.columns]
    lefts = [len(MARGIN) + sum(widths[:i]) + len(GUTTER) * i for i in range(len(widths))] + [10_000]
    titles = {f"{part.label} {part.title}" for part in annex.sections}
    lines = [line for line in text.split("\n") if _fold(line) not in titles]
    words: list[list[str]] = []
    for i, column in enumerate(annex.columns):
        found = " ".join(line.replace(FORM_FEED, "")[lefts[i] : lefts[i + 1]] for line in lines).split()
        header = f"{i}- {column.wording}" if variant.numbered_header and i else column.wording
        words.append(_without(found, [*header.split(), *([f"({i + 1})"] if variant.numbers_row else [])]))
    return words


def _without(words: list[str], header: list[str]) -> list[str]:
    """The words without the header's, wherever the header is printed again."""
    kept: list[str] = []
    while words:
        if words[: len(header)] == header:
            words = words[len(header) :]
        else:
            kept, words = [*kept, words[0]], words[1:]
    return kept


# --- the cuts --------------------------------------------------------------------------------------


def _cuts_lose_nothing() -> Iterator[str]:
    """Fragments joined give each cell back; every cut text has every column's words in their order."""
    for plan in plans():
        yield from _cells_survive(plan)
        right = [_columns(rows, plan, PLAIN) for rows in _read(plan, "tabs", PLAIN, render(plan, "tabs", prose=False))]
        whole = _read(plan, "tabs", PLAIN, render(plan, "tabs", prose=False))
        merged = any(annex.merged for annex in plan.annexes)
        for dialect in DIALECTS:
            for cut in (*cuts(plan, dialect), *double_cuts(plan, dialect), *paginated(plan, dialect)):
                if _cut_columns(plan, dialect, cut) != right:
                    yield f"{cut.description}: words lost, added or moved"
                elif dialect != "layout" and not merged and _rejoined(plan, dialect, cut) != whole:
                    yield f"{cut.description}: rows without an ordinal do not give the rows back"


def _cells_survive(plan: Plan) -> Iterator[str]:
    """For every width and every line: the two parts of each cell are the cell."""
    for widths in (*WIDTHS.values(), *PAPER.values()):
        for part in blocks(plan, "tabs", PLAIN, prose=False):
            if isinstance(part, PrintedTable):
                sheet = lay_out(part.pages[0], [widths[column.role] for column in part.columns])
                for y in range(1, sheet.height):
                    if len(paged(sheet, [y])) != 2:
                        yield f"{plan.slug}: a cut that is no cut"
                    for cell in sheet.placed:
                        pieces = [cell.part(0, y), cell.part(y, sheet.height)]
                        source = sheet.rows[cell.first].cells
                        text = (source[cell.column] or "") if cell.column < len(source) else ""
                        if " ".join(pieces).split() != text.split():
                            yield f"{plan.slug}: {text!r} falls apart into {pieces}"


def _cut_columns(plan: Plan, dialect: Dialect, cut: Cut) -> list[list[list[str]]]:
    if dialect == "layout":
        return _layout_columns(plan, PLAIN, cut.text)
    return [_columns(_padded(rows), plan, PLAIN) for rows in _read(plan, dialect, PLAIN, cut.text)]


def _padded(rows: list[Row]) -> list[Row]:
    """Section rows of two cells made as long as the others (they are left out later)."""
    width = max(len(row) for row in rows)
    return [row + ("",) * (width - len(row)) for row in rows]


def _rejoined(plan: Plan, dialect: Dialect, cut: Cut) -> list[list[Row]]:
    """In a table without merged cells: rows without an ordinal added to the row above, column by column."""
    tables = []
    for rows in _read(plan, dialect, PLAIN, cut.text):
        joined: list[Row] = []
        for row in _padded(rows):
            if row[0]:
                joined.append(row)
            else:
                joined[-1] = tuple(_fold(f"{above} {below}") for above, below in zip(joined[-1], row, strict=True))
        tables.append(joined)
    return tables


def _rules_bite() -> Iterator[str]:
    """Each rule of `doubt` on the smallest table that falls under it."""
    roles: tuple[Role, ...] = ("ordinal", "activity", "deliverable", "lead", "deadline")
    tables = {
        "leaf": (("1", "Lập tổ\nMở lớp", "Báo cáo\nKế hoạch", "Sở Y tế", "Năm 2025"), 1),
        "repeats": (("1", "trong năm\nnăm", "Báo cáo", "Sở Y tế", "Năm 2025"), 1),
        "bare": (("1", "Lập tổ", "Báo cáo", "Sở Y tế", "Năm 2025"), 1),
        "thin": (("1", "Lập tổ", "Báo cáo", "Sở Y tế", "Năm 2025"), 1),
        "beside": (("1", "Lập tổ", "Báo cáo", "Sở Y tế\nSở Xây dựng", "Năm 2025"), 1),
    }
    for rule, (first, y) in tables.items():
        second = (None, "Mở lớp", "Kế hoạch", None, "Năm 2025" if rule == "thin" else None)
        sheet = lay_out([PrintedRow("leaf", first), PrintedRow("leaf", second)], [30] * 5)
        if (found := doubt(sheet, roles, y, sheet.height)) != rule:
            yield f"rule {rule} gives {found}"


# --- the count -------------------------------------------------------------------------------------


def _report() -> None:
    """Cuts by plan and dialect, by column, and how many are ambiguous."""
    columns: Counter[str] = Counter()
    for plan in plans():
        records: list[Record] = expected(plan)
        print(f"{plan.slug}: {len(records)} records, {len(variants(plan))} variants")
        for dialect in DIALECTS:
            single, double, many = (
                list(cuts(plan, dialect)),
                list(double_cuts(plan, dialect)),
                list(paginated(plan, dialect)),
            )
            found = [*single, *double, *many]
            columns.update(count_columns(found))
            rules = Counter(cut.why for cut in found if cut.why)
            places = dict(Counter(cut.place for cut in single))
            print(
                f"  {dialect}: {len(single)} cuts {places}, {len(double)} double, {len(many)} paginated; rules {dict(rules)}"
            )
            print(f"    single cuts through columns: {dict(count_columns(single).most_common())}")
    print("all cuts through columns:", dict(columns.most_common()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
