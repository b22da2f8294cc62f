"""The metamorphic variations: what may change in print while the records stay what they are.

Enters: a `Plan`. Leaves: `Variant`s that fit it, and the plan as a variant prints it (`applied`).
A variant changes words of the header, the province, the numbering of sections and rows, which optional
columns are shown, and how a section row, a list cell or a header is printed. `expected` reads the applied
plan, so what a variant changes in the right answer (a province's name, a label) changes there too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from .plan import ABOVE, Above, Annex, Cell, Column, LeafRow, Plan, Role, Section

SectionNumbers = Literal["own", "letters", "roman-dot", "arabic", "none"]
SectionCells = Literal["empty", "spanned", "repeated"]

WORDINGS: Final[Mapping[Role, tuple[str, ...]]] = {
    "ordinal": ("TT", "STT", "Số TT", "Stt"),
    "objective": ("Mục tiêu", "Mục tiêu, chỉ tiêu", "Mục tiêu/Chỉ tiêu", "Chỉ tiêu"),
    "task": ("Nội dung thực hiện", "Nhiệm vụ cụ thể", "Nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung công việc"),
    "activity": ("Hoạt động", "Hoạt động cụ thể", "Các hoạt động"),
    "deliverable": (
        "Sản phẩm",
        "Sản phẩm/Kết quả",
        "Kết quả, sản phẩm",
        "Sản phẩm đầu ra",
        "Kết quả/ Sản phẩm",
        "Sản phẩm hoàn thành",
    ),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì", "Cơ quan, đơn vị chủ trì", "Đơn vị thực hiện"),
    "coordinating": (
        "Cơ quan phối hợp",
        "Đơn vị phối hợp",
        "Phối hợp",
        "Cơ quan, đơn vị phối hợp",
        "Đơn vị phối hợp/thực hiện",
    ),
    "implementing": ("Cơ quan thực hiện", "Đơn vị thực hiện", "Cơ quan, đơn vị thực hiện"),
    "deadline": (
        "Thời gian hoàn thành",
        "Thời gian thực hiện",
        "Thời hạn hoàn thành",
        "Thời gian",
        "Tiến độ thực hiện",
    ),
    "budget": (
        "Kinh phí (triệu đồng)",
        "Dự kiến kinh phí (triệu đồng)",
        "Kinh phí thực hiện (triệu đồng)",
    ),
    "note": ("Ghi chú",),
    "other": ("Cấp trình",),
}

PROVINCES: Final = ("Lâm Đồng", "Cao Bằng", "Sóc Trăng")
NO_OVERRIDE: Final[Mapping[Role, str]] = {}


@dataclass(frozen=True)
class Variant:
    """One way to print a plan.

    `extra` are optional columns shown besides the plan's own; `section_cells` null leaves the choice to the
    dialect; `numbers_row` prints (1)(2)(3) under the header; `numbered_header` prints `1- Mục tiêu`;
    `list_markup` wraps list cells in `<ul …>` (tabs); `tight` leaves no blank line between rows (layout).
    """

    name: str
    wordings: Mapping[Role, str] = field(default_factory=lambda: NO_OVERRIDE)
    province: str | None = None
    extra: tuple[Role, ...] = ()
    sections: SectionNumbers = "own"
    section_cells: SectionCells | None = None
    ordinal_dot: bool = False
    numbers_row: bool = False
    numbered_header: bool = False
    list_markup: bool = False
    tight: bool = False
    dialects: frozenset[str] | None = None

    def fits(self, dialect: str) -> bool:
        """Whether the variation means anything in this dialect."""
        return self.dialects is None or dialect in self.dialects


PLAIN: Final = Variant("plain")


def variants(plan: Plan) -> list[Variant]:
    """Every variation that fits the plan, the unchanged one first."""
    return [PLAIN, *_worded(plan), *_placed(), *_widened(plan), *_sectioned(), *_printed(plan)]


def _worded(plan: Plan) -> Iterator[Variant]:
    """Other header wordings: as many sets as the role with most wordings has."""
    roles = {column.role for annex in plan.annexes for column in annex.columns}
    for turn in range(max(len(WORDINGS[role]) for role in roles)):
        yield Variant(f"wording-{turn}", wordings={role: WORDINGS[role][turn % len(WORDINGS[role])] for role in roles})
    yield Variant("numbered-header", numbered_header=True)


def _placed() -> Iterator[Variant]:
    """Other provinces."""
    for number, province in enumerate(PROVINCES):
        yield Variant(f"province-{number}", province=province)


def _widened(plan: Plan) -> Iterator[Variant]:
    """Extra columns that the plan has values for but does not show: a role (note) and none (Cấp trình)."""
    shown = {column.role for annex in plan.annexes for column in annex.columns}
    extra: tuple[Role, ...] = ("other", "note")
    held = {
        role: any(role in row.cells for annex in plan.annexes for part in annex.sections for row in part.rows)
        for role in extra
    }
    hidden = tuple(role for role in extra if held[role] and role not in shown)
    for role in hidden:
        yield Variant(f"extra-{role}", extra=(role,))
    if len(hidden) > 1:
        yield Variant("extra-both", extra=hidden)


def _sectioned() -> Iterator[Variant]:
    """No section rows, sections numbered otherwise, section rows printed otherwise."""
    yield Variant("no-sections", sections="none")
    yield Variant("sections-letters", sections="letters")
    yield Variant("sections-roman-dot", sections="roman-dot")
    yield Variant("sections-arabic", sections="arabic")
    yield Variant(
        "section-cells-repeated",
        section_cells="repeated",
        dialects=frozenset({"tabs", "markdown", "bars", "cell_lines"}),
    )
    yield Variant("section-cells-spanned", section_cells="spanned", dialects=frozenset({"tabs", "bars"}))
    yield Variant("section-cells-empty", section_cells="empty", dialects=frozenset({"cell_lines"}))


def _printed(plan: Plan) -> Iterator[Variant]:
    """How numbers, headers and lists are printed."""
    yield Variant("ordinal-dot", ordinal_dot=True)
    yield Variant("numbers-row", numbers_row=True)
    yield Variant("list-markup", list_markup=True, dialects=frozenset({"tabs"}))
    if not any(annex.merged for annex in plan.annexes):
        yield Variant("tight", tight=True, dialects=frozenset({"layout"}))


# --- the plan as a variant prints it ---------------------------------------------------------------


def applied(plan: Plan, variant: Variant) -> Plan:
    """The plan with the variant's province, columns and numbering; `{tinh}` filled in everywhere."""
    province = variant.province or plan.province
    return replace(
        plan,
        province=province,
        title=_named(plan.title, province),
        legal_basis=tuple(_named(text, province) for text in plan.legal_basis),
        chapters=tuple(
            replace(chapter, items=tuple((label, _named(text, province)) for label, text in chapter.items))
            for chapter in plan.chapters
        ),
        closing=_named(plan.closing, province),
        annexes=tuple(_annex(annex, variant, province) for annex in plan.annexes),
    )


def _named(text: str, province: str) -> str:
    return text.replace("{tinh}", province)


def _annex(annex: Annex, variant: Variant, province: str) -> Annex:
    """The annex with its columns worded and its sections renumbered."""
    columns = annex.columns + tuple(Column(role, WORDINGS[role][0]) for role in variant.extra)
    worded = tuple(Column(column.role, variant.wordings.get(column.role, column.wording)) for column in columns)
    roles = {column.role for column in columns}
    parts = tuple(_filled(part, roles, province) for part in annex.sections)
    return replace(annex, title=_named(annex.title, province), columns=worded, sections=_renumbered(parts, variant))


def _filled(part: Section, roles: set[Role], province: str) -> Section:
    """The section with the province in its cells and without the cells of columns that are not shown."""
    rows = tuple(
        replace(row, cells={role: _cell(cell, province) for role, cell in row.cells.items() if role in roles})
        for row in part.rows
    )
    return replace(part, rows=rows)


def _cell(cell: Cell | Above, province: str) -> Cell | Above:
    return cell if isinstance(cell, Above) else replace(cell, text=_named(cell.text, province))


def _renumbered(parts: tuple[Section, ...], variant: Variant) -> tuple[Section, ...]:
    """Sections and rows under the numbering the variant asks for."""
    if variant.sections == "none":
        rows = tuple(row for part in parts for row in part.rows)
        return (Section(None, "", _counted(rows, prefix="")),)
    return tuple(_relabelled(part, turn, variant.sections) for turn, part in enumerate(parts))


def _relabelled(part: Section, turn: int, numbers: SectionNumbers) -> Section:
    """`turn` is the section's place in its annex, from 0."""
    if numbers == "letters":
        return replace(part, label="ABCDEFG"[turn])
    if numbers == "roman-dot":
        return replace(part, label=("I", "II", "III", "IV", "V")[turn] + ".")
    if numbers == "arabic":
        return replace(part, label=str(turn + 1), rows=_counted(part.rows, prefix=f"{turn + 1}."))
    return part


def _counted(rows: tuple[LeafRow, ...], prefix: str) -> tuple[LeafRow, ...]:
    """The rows with their own ordinals counted anew from 1; merged ordinals stay merged."""
    counted = []
    number = 0
    for row in rows:
        number += row.ordinal is not ABOVE
        counted.append(row if row.ordinal is ABOVE else replace(row, ordinal=f"{prefix}{number}"))
    return tuple(counted)
