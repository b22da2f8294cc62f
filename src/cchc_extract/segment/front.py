"""The facts of a document, and the lines that hold them.

In: the lines of a document, without its tables (blank lines are there, indexes may jump). Out: the `document` part of
a result (RECORDS.md, section 1), each fact with its place and the rule that made it, and the home of each line that
is part of the document's header or of its signature. It takes no heading and no paragraph of the body, and it makes
up nothing: what is not printed is None.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from cchc_extract.model.source import Line
from cchc_extract.model.span import Span
from cchc_extract.model.values import Note
from cchc_extract.segment.closing import read_closings
from cchc_extract.segment.enclosed import annex_alone, promulgated
from cchc_extract.segment.facts import (
    Fact,
    Parts,
    fact_of,
    read_governing,
    read_issued,
    read_issuer,
    read_kind,
    read_number,
    read_signer,
    read_title,
    read_type,
    read_year,
)
from cchc_extract.segment.opening import read_opening
from cchc_extract.segment.province import read_province
from cchc_extract.segment.rows import Row, read_rows

__all__ = ["HEADER", "SIGNATURE", "Fact", "Front", "read_front"]

HEADER, SIGNATURE = "document_header", "signature"


@dataclass(frozen=True)
class Front:
    """The `document` part of a result; `homes` is the home of each line taken, by the line's index.

    `kind`, and `year`, are values of this part like the rest; notes have their places in the source. `governed_by` is
    the type of the document that an annex standing alone belongs to (`Nghị quyết`), None for what is no annex.
    """

    kind: Fact
    type: Fact | None
    number: Fact | None
    issuer: Fact | None
    place: Fact | None
    issued: Fact | None
    title: Fact | None
    year: Fact | None
    province: Fact | None
    signer: Fact | None
    signer_title: Fact | None
    legal_basis: tuple[Fact, ...]
    recipients: tuple[Fact, ...]
    governed_by: Fact | None = None
    homes: dict[int, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def read_front(source: str, lines: Sequence[Line], between: Container[int] = (), marks: Sequence[Span] = ()) -> Front:
    """The facts and the header and signature lines of the document whose text is `source`. `between`: the lines left
    out that part nothing (furniture, footnotes); `marks`: where figures stand that call notes, which are in no fact."""
    parts, homes = _read_parts(source, read_rows(source, lines, between, marks))
    opening = parts.opening
    signer, signer_title = read_signer(parts)
    number, issued, issuer = read_number(parts), read_issued(parts), read_issuer(parts)
    title = read_title(parts)
    if not (number or issued or issuer) and parts.opening.type:
        parts.note("document.no-letterhead", parts.opening.type, parts.opening.type.plain)
    return Front(
        kind=read_kind(parts),
        type=read_type(parts),
        number=number,
        issuer=issuer,
        place=fact_of(opening.place, "place-date") if opening.place else None,
        issued=issued,
        title=title,
        year=read_year(parts, title, issued),
        province=read_province(parts, title, issuer, number, issued),
        signer=signer,
        signer_title=signer_title,
        legal_basis=tuple(fact_of(basis, "basis") for basis in opening.basis),
        recipients=tuple(fact_of(text, "recipients") for text in parts.recipients),
        governed_by=read_governing(parts),
        homes=homes,
        notes=tuple(parts.notes),
    )


def _read_parts(source: str, rows: list[Row]) -> tuple[Parts, dict[int, str]]:
    """The document's parts, and the home of each line they take."""
    opening = read_opening(rows)
    rest = rows[opening.end :]
    homes = dict.fromkeys(opening.taken, HEADER)
    closings = read_closings(rest)
    for closing in closings:
        homes |= dict.fromkeys(closing.taken, SIGNATURE)
    plan = promulgated(rest, homes, opening.kind == "promulgating" or opening.enacted is not None)
    if plan is not None:
        homes |= {rest[position].index: HEADER for position in plan.rows}
    bare = not (opening.type or opening.title or opening.number or opening.agencies)
    parts = Parts(source, rest, opening, closings, plan, annex_alone(rest) if bare else None)
    return parts, dict(sorted(homes.items()))
