"""What an invented plan is made of.

Enters: nothing; these are plain frozen values written by hand in `invented_*.py`.
Leaves: the shapes `Plan`, `Annex`, `Section`, `LeafRow`, `Cell` and the facts a cell is known to hold.
Never: reads a file, knows a text dialect, or knows how the tool under test works.

A cell's `text` is the printed text with hard line breaks as "\\n" (one list item a line). The facts
(`items`, `parties`, `due`, `money`) are what RECORDS.md section 3 makes of that text, written down by the
author of the plan; `None` means "not stated here, do not judge it".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Literal

Role = Literal[
    "ordinal",
    "objective",
    "task",
    "activity",
    "deliverable",
    "lead",
    "coordinating",
    "implementing",
    "deadline",
    "budget",
    "note",
    "other",
]

ROLES: Final[tuple[Role, ...]] = (
    "ordinal",
    "objective",
    "task",
    "activity",
    "deliverable",
    "lead",
    "coordinating",
    "implementing",
    "deadline",
    "budget",
    "note",
    "other",
)


class Above(Enum):
    """The one value of a cell that is vertically merged into the cell above it."""

    ABOVE = "above"


ABOVE: Final = Above.ABOVE


@dataclass(frozen=True)
class Item:
    """One activity (`code` as printed, `3.1`) or one deliverable (`code` null), as a record gives it."""

    text: str
    code: str | None = None


@dataclass(frozen=True)
class Party:
    """One agency of a cell: the mention in the source and the full name the record gives."""

    role: str
    text: str
    name: str


@dataclass(frozen=True)
class Due:
    """One deadline of a cell, in the terms of the table in RECORDS.md section 3."""

    text: str
    kind: str
    bound: str
    value: str | None = None
    start: str | None = None
    end: str | None = None
    rrule: str | None = None
    applies_to: str | None = None


@dataclass(frozen=True)
class Money:
    """The budget of a cell; `amount` in đồng, the header's unit (triệu đồng) already applied."""

    text: str
    kind: str
    amount: int | None = None
    per: str | None = None


@dataclass(frozen=True)
class Cell:
    """A printed cell: its text and, where the author states them, the facts in it."""

    text: str
    items: tuple[Item, ...] | None = None
    parties: tuple[Party, ...] | None = None
    due: tuple[Due, ...] | None = None
    money: Money | None = None

    @property
    def folded(self) -> str:
        """The text as a record's cell gives it: runs of white space folded."""
        return " ".join(self.text.split())


@dataclass(frozen=True)
class LeafRow:
    """One row of the table as it was before pages and merging broke it.

    `ordinal` is the printed number without a full stop, or ABOVE where the number's cell is merged.
    A role missing from `cells` is a cell that is truly empty.
    """

    ordinal: str | Above
    cells: Mapping[Role, Cell | Above]


@dataclass(frozen=True)
class Section:
    """A section row and the leaf rows under it; a null label prints no section row."""

    label: str | None
    title: str
    rows: tuple[LeafRow, ...]


@dataclass(frozen=True)
class Column:
    """A printed column: its role and the wording of its header."""

    role: Role
    wording: str


@dataclass(frozen=True)
class Annex:
    """One annex: its number as printed (`01`, null when it has none), title, columns and sections."""

    number: str | None
    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]

    @property
    def merged(self) -> bool:
        """Whether any cell of the table is merged into the one above."""
        return any(row.ordinal is ABOVE or ABOVE in row.cells.values() for part in self.sections for row in part.rows)


@dataclass(frozen=True)
class Chapter:
    """A headed part of the prose. `tasks` says whether its items are prose tasks (RECORDS.md section 4)."""

    label: str
    title: str
    items: tuple[tuple[str, str], ...]
    tasks: bool = False


@dataclass(frozen=True)
class Plan:
    """An invented plan of a provincial people's committee, whole. `{tinh}` in any text stands for the province's name."""

    slug: str
    province: str
    number: str
    issued: date
    year: int
    title: str
    legal_basis: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    closing: str
    recipients: tuple[str, ...]
    signer_title: tuple[str, ...]
    signer: str
    annexes: tuple[Annex, ...]

    @property
    def date_words(self) -> str:
        """The day of issue as it is written in words: `ngày 20 tháng 12 năm 2024`."""
        return f"ngày {self.issued.day:02d} tháng {self.issued.month:02d} năm {self.issued.year}"


# --- how an author writes a cell ------------------------------------------------------------------


def plain(text: str) -> Cell:
    """A cell of running text (a task, an objective, a note)."""
    return Cell(text)


def doing(text: str) -> Cell:
    """An activity cell with one activity without a code."""
    return Cell(text, items=(Item(text.rstrip(".;")),))


def steps(*coded: tuple[str, str]) -> Cell:
    """An activity cell of numbered activities, one a line: `3.1. Thành lập tổ`."""
    return Cell(
        "\n".join(f"{code}. {text}" for code, text in coded),
        items=tuple(Item(text.rstrip(".;"), code) for code, text in coded),
    )


def product(text: str) -> Cell:
    """A deliverable cell with one product."""
    return Cell(text, items=(Item(text.rstrip(".;")),))


def products(*texts: str) -> Cell:
    """A deliverable cell with a dashed list, closed by `;` and at the end by a full stop."""
    return Cell(dashed(texts), items=tuple(Item(text) for text in texts))


def dashed(texts: tuple[str, ...]) -> str:
    """`- a;` `- b.` on lines of their own."""
    return "\n".join(f"- {text};" for text in texts[:-1]) + f"\n- {texts[-1]}."


Mention = str | tuple[str, str]


def agencies(role: str, *mentions: Mention, joint: str = "; ", end: str = "") -> Cell:
    """A party cell on one line; a mention is a text, or (text, full name) where they differ."""
    texts = [_mention(mention)[0] for mention in mentions]
    return Cell(joint.join(texts) + end, parties=_parties(role, mentions))


def agency_list(role: str, *mentions: Mention) -> Cell:
    """A party cell with a dashed list of agencies."""
    texts = tuple(_mention(mention)[0] for mention in mentions)
    return Cell(dashed(texts), parties=_parties(role, mentions))


def labelled(*lines: tuple[str, str, tuple[Mention, ...]]) -> Cell:
    """A cell that holds all roles: (label, role, mentions) a line, `- Cơ quan chủ trì: Sở X.`"""
    return Cell(
        "\n".join(f"- {label}: {'; '.join(_mention(m)[0] for m in mentions)}." for label, _, mentions in lines),
        parties=tuple(party for _, role, mentions in lines for party in _parties(role, mentions)),
    )


def _mention(mention: Mention) -> tuple[str, str]:
    return mention if isinstance(mention, tuple) else (mention, mention[0].upper() + mention[1:])


def _parties(role: str, mentions: tuple[Mention, ...]) -> tuple[Party, ...]:
    return tuple(Party(role, *_mention(mention)) for mention in mentions)


def until(due: Due, end: str = "") -> Cell:
    """A deadline cell with one deadline and nothing else (`end` a closing full stop)."""
    return Cell(due.text + end, due=(due,))


def untils(*dues: Due) -> Cell:
    """A deadline cell with a dashed list `- Kế hoạch: Quý I/2024;`."""
    return Cell(dashed(tuple(f"{due.applies_to}: {due.text}" for due in dues)), due=dues)


def month(text: str, value: str, last: int) -> Due:
    """`Tháng 7/2024`; `last` is the month's last day."""
    return Due(text, "month", "in", value, f"{value}-01", f"{value}-{last}")


def quarter(text: str, year: int, number: int) -> Due:
    """`Quý III/2024`."""
    first, last = {1: ("01-01", "03-31"), 2: ("04-01", "06-30"), 3: ("07-01", "09-30"), 4: ("10-01", "12-31")}[number]
    return Due(text, "quarter", "in", f"{year}-Q{number}", f"{year}-{first}", f"{year}-{last}")


def before(text: str, day: str) -> Due:
    """`Trước ngày 15/5/2024`."""
    return Due(text, "date", "before", day, None, day)


def in_year(text: str, year: int) -> Due:
    """`Trong năm 2024`."""
    return Due(text, "year", "in", str(year), f"{year}-01-01", f"{year}-12-31")


def ongoing(text: str) -> Due:
    """`Thường xuyên`."""
    return Due(text, "ongoing", "in")


def every(text: str, months: int) -> Due:
    """`Định kỳ hàng quý`: every `months` months."""
    return Due(text, "recurring", "in", f"P{months}M", rrule=f"FREQ=MONTHLY;INTERVAL={months}")


def conditional(text: str) -> Due:
    """`Sau khi có hướng dẫn của …`."""
    return Due(text, "conditional", "in")


def millions(text: str, amount: int) -> Cell:
    """A budget cell under `(triệu đồng)`; `amount` is in triệu đồng."""
    return Cell(text, money=Money(text, "amount", amount * 1_000_000))


def funds(text: str, kind: str, amount: int | None = None, per: str | None = None) -> Cell:
    """A budget cell in words or with a rate."""
    return Cell(text, money=Money(text, kind, amount, per))
