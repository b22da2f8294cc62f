"""The result: what RECORDS.md promises, as frozen pydantic models. The only module that loads pydantic.

Plain values enter (keyword arguments, or one nested mapping through `Extraction.model_validate`, which is the faster
way: one pass in compiled code); a validated `Extraction` leaves. Nothing here reads a document or guesses.

Conventions: what is absent is None, an absent list is empty, a text is never `""`. A `Span` is half-open and counts
code points of the decoded source before any normalisation: `decode(bytes, source.encoding)[start:end]`. `span` is the
hull of a value's place; `pieces` is None unless a page cut has parted it, and then holds its parts in reading order.
Only what was inferred may have no place.
A format without a text of its own has its spans in the text as read (`cchc-extract text`), and `places` lead from there
to the page, the sheet or the part. `confidence` is given only where words were recognised in an image.
`rule` names the grammar entry that made the value; it leaves only with `explain`.
"""

from __future__ import annotations

from datetime import date
from operator import gt
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from cchc_extract.model.dump import EXPLAINED, RECOGNISED, json_text, plain
from cchc_extract.model.frozen import FrozenDict

SCHEMA: Final = "cchc-extract/1"


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    if span[0] > span[1]:
        raise ValueError("a span ends before it starts")
    return span


def _all_ordered(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    if spans and any(map(gt, *zip(*spans, strict=True))):
        raise ValueError("a span ends before it starts")
    return spans


def _calendar_day(day: str) -> str:
    date.fromisoformat(day)
    return day


Offset = Annotated[int, Field(ge=0)]
Span = Annotated[tuple[Offset, Offset], AfterValidator(_ordered)]
Spans = Annotated[tuple[tuple[Offset, Offset], ...], AfterValidator(_all_ordered)]  # asked once, not once a span
Words = Annotated[str, Field(min_length=1)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_calendar_day)]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Number = int | float
Confidence = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]

Role = Literal[
    "ordinal", "objective", "task", "activity", "deliverable", "lead",
    "coordinating", "implementing", "deadline", "budget", "note", "other",
]  # fmt: skip
PartyRole = Literal[
    "lead", "coordinating", "implementing", "consolidating",
    "appraising", "drafting", "publishing", "inspecting",
]  # fmt: skip
DeadlineKind = Literal[
    "date", "month", "quarter", "half", "year", "relative",
    "duration", "recurring", "ongoing", "conditional", "unknown",
]  # fmt: skip
Bound = Literal["in", "before", "by", "after", "from"]
BudgetKind = Literal["amount", "rate", "allocated", "referenced", "other"]
Comparator = Literal[">=", "<=", "=", "range"]
DocumentKind = Literal["plan", "framework", "report", "other"]
Severity = Literal["info", "warning", "error"]
Home = Literal[
    "document_header", "outline", "table_header", "cell", "section_row", "footnote",
    "signature", "duplicate", "markup", "furniture", "residue",
]  # fmt: skip


class Model(BaseModel):
    """Frozen, closed, and built only when first used (start-up counts)."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, json_schema_serialization_defaults_required=True
    )


class Placed(Model):
    """A value with its place and the rule that made it."""

    span: Span
    pieces: Spans | None = None
    confidence: Confidence | None = None
    rule: Words | None = None


class Inferable(Model):
    """A heading of some kind, which may be lost from the text.

    Then it is `inferred`, and has no place unless the document names it elsewhere.
    """

    inferred: bool = False
    span: Span | None = None
    pieces: Spans | None = None
    confidence: Confidence | None = None
    rule: Words | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if self.span is None and not self.inferred:
            raise ValueError("what is not inferred stands somewhere")
        return self


class Source(Model):
    """Where the text came from. `dialect` names how its tables are written, None where it has none."""

    name: Words
    format: Words
    dialect: Words | None
    encoding: Words
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Offset
    pages: Offset | None


class Passage(Placed):
    """A text of its own: a basis in law, a recipient, a deliverable."""

    text: Words


class Document(Model):
    """The facts of the document's head and foot; `spans` says where each stands, by field."""

    kind: DocumentKind
    type: Words | None = None
    number: Words | None = None
    issuer: Words | None = None
    place: Words | None = None
    issued: PartialDate | None = None
    title: Words | None = None
    year: int | None = None
    province: Words | None = None
    signer: Words | None = None
    signer_title: Words | None = None
    legal_basis: tuple[Passage, ...] = ()
    recipients: tuple[Passage, ...] = ()
    spans: Annotated[dict[str, Spans], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)
    confidences: Annotated[dict[str, Confidence], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)
    rules: Annotated[dict[str, Words], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)


class Node(Inferable):
    """A node of the outline: a heading has a `title`, a paragraph a `text`, an inferred heading neither."""

    kind: Words
    label: Words | None = None
    title: Words | None = None
    text: Words | None = None
    children: tuple[Node, ...] = ()


class Annex(Inferable):
    """The annex a table stands in. `number` as printed (`"01"`)."""

    label: Words | None = None
    number: Words | None = None
    title: Words | None = None


class Section(Inferable):
    """One step of a task's path; `cells` holds what a section row says for the rows below it."""

    label: Words | None = None
    title: Words | None = None
    cells: Annotated[dict[Role, Words], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)


class Activity(Placed):
    """One activity of a cell; `code` as printed (`"3.1"`)."""

    code: Words | None
    text: Words


class Party(Placed):
    """An agency, or a group of agencies, and its part. `text` is the mention, `name` the full name."""

    role: PartyRole
    text: Words
    name: Words
    label: Words | None = None


class Deadline(Placed):
    """When something is due. `value` follows TIMEX3, `rrule` RFC 5545."""

    text: Words
    applies_to: Words | None
    kind: DeadlineKind
    bound: Bound
    value: Words | None
    start: Day | None
    end: Day | None
    rrule: Words | None


class Budget(Placed):
    """Money. `amount` is in đồng, `currency` ISO 4217."""

    text: Words
    kind: BudgetKind
    amount: Number | None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None
    per: Words | None


class Task(Model):
    """What a reader would copy into a tracking sheet: one leaf row of a table, or one item of prose."""

    id: Words
    source: Literal["table", "prose"]
    annex: Annex | None = None
    section: tuple[Section, ...] = ()
    ordinal: Words | None = None
    cells: Annotated[dict[Role, Words], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)
    inherited: tuple[Role, ...] = ()
    objective: Words | None = None
    task: Words | None = None
    activities: tuple[Activity, ...] = ()
    deliverables: tuple[Passage, ...] = ()
    parties: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    budget: Budget | None = None
    note: Words | None = None
    spans: Annotated[dict[Role, Spans], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)
    confidences: Annotated[dict[Role, Confidence], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)
    rules: Annotated[dict[Role, Words], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)


class Ratio(Model):
    """A value printed as `48/48`."""

    numerator: Number
    denominator: Number


class CodebookEntry(Model):
    """`Hoàn thành = 2`: value 2, label `Hoàn thành`."""

    value: int
    label: Words


class Heading(Model):
    """A heading of a statistics table, as the path of the rows below it."""

    code: Words | None
    name: Words | None
    note: Words | None = None


class Indicator(Placed):
    """A statistical indicator; `spans` says where each of its cells stands, by field."""

    code: Words | None
    name: Words | None
    unit: Words | None
    codebook: tuple[CodebookEntry, ...] | None = None
    value_text: Words | None
    value: Number | Ratio | None
    note: Words | None = None
    path: tuple[Heading, ...] = ()
    of_which: bool = False
    spans: Annotated[dict[str, Spans], AfterValidator(FrozenDict)] = Field(default_factory=FrozenDict)


class Target(Placed):
    """A quantity that an objective sets; `value_max` only for a range."""

    text: Words
    comparator: Comparator
    value: Number
    value_max: Number | None
    unit: Words | None


class Citation(Placed):
    """A legal document mentioned; `issued` is an ISO date or its known part."""

    text: Words
    type: Words | None
    number: Words | None
    issued: PartialDate | None
    issuer: Words | None


class Footnote(Placed):
    """A footnote; `called` says where its label stands in the text."""

    label: Words
    text: Words
    called: Spans = ()


class Finding(Model):
    """A diagnostic: `cchc-extract explain CODE` says what, why and how to mend."""

    code: Annotated[str, Field(pattern=r"^[a-z]+(\.[a-z0-9-]+)+$")]
    severity: Severity
    message: Words
    span: Span | None


class Accounting(Model):
    """The home of every character that is not white space. `residue` is what has none."""

    characters: Offset
    covered: Offset
    leaves: Annotated[dict[Home, Spans], AfterValidator(FrozenDict)]
    residue: Spans

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.covered > self.characters:
            raise ValueError("more characters are covered than there are")
        return self


class OnPage(Model):
    """text[span] stands on a page (counted from 1), inside a box: x0, top, x1, bottom in points from its top left."""

    span: Span
    page: Count
    bbox: tuple[float, float, float, float]
    confidence: Confidence | None = None


class InSheet(Model):
    """text[span] stands in a cell of a sheet (`B7`)."""

    span: Span
    sheet: str
    cell: Words
    confidence: Confidence | None = None


class InPart(Model):
    """text[span] is in a paragraph of a part of the file, or in a cell of a table in it: all counted from 1, the cell
    by the column in which it begins."""

    span: Span
    part: Words
    paragraph: Count | None
    table: Count | None
    row: Count | None
    cell: Count | None
    confidence: Confidence | None = None


def _kind_of_place(place: Any) -> str | None:
    keys = place if isinstance(place, dict) else type(place).model_fields
    return next((key for key in ("page", "sheet", "part") if key in keys), None)


PlaceInFile = Annotated[
    Annotated[OnPage, Tag("page")] | Annotated[InSheet, Tag("sheet")] | Annotated[InPart, Tag("part")],
    Discriminator(_kind_of_place),  # a union without it tries all of them: ten times slower
]


class Extraction(Model):
    """One document's result."""

    schema_: Annotated[Literal["cchc-extract/1"], Field(alias="schema")] = SCHEMA
    source: Source
    document: Document
    outline: tuple[Node, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    diagnostics: tuple[Finding, ...] = ()
    accounting: Accounting
    places: tuple[PlaceInFile, ...] = ()

    def to_dict(self, explain: bool = False) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, always in the same order; with `explain` the rules too."""
        return plain(self, self._left_out(explain))

    def _left_out(self, explain: bool) -> frozenset[str]:
        recognised = any(place.confidence is not None for place in self.places)
        return (frozenset() if explain else EXPLAINED) | (frozenset() if recognised else RECOGNISED)

    def to_json(self, explain: bool = False, indent: int | None = 2) -> str:
        """The result as JSON text, letters as they are, a value object a line; `indent=None`: all on one line."""
        return json_text(self, self._left_out(explain), indent)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_dict` gives, with and without rules and confidences."""
    described = Extraction.model_json_schema(by_alias=True, mode="serialization")
    for part in (described, *described["$defs"].values()):
        if "required" in part:
            part["required"] = [name for name in part["required"] if name not in EXPLAINED | RECOGNISED]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **described}
