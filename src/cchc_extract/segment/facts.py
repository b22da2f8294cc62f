"""One function for each fact of a document.

In: the parts of a document: opening, closings, what is enclosed. Out: the fact with its place, or None; an oddity
goes to the parts' notes. Each function says in which order it looks; none guesses what is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cchc_extract.grammar.load import grammar
from cchc_extract.model.span import Span, Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.closing import Closing
from cchc_extract.segment.document_words import (
    labelled,
    opens_with,
    proper_case,
    type_of,
    vocabulary,
)
from cchc_extract.segment.enclosed import Enclosed, bracket_at
from cchc_extract.segment.found import Opening
from cchc_extract.segment.rows import Row

_PLAN = re.compile(r"(?i)(?<!\w)(?:kế hoạch|chương trình|đề án)(?!\w)")
_YEAR = r"((?:19|20)\d\d)(?![\d/])"
_YEARS = (
    re.compile(rf"(?i)(?:năm(?: học)?|giai đoạn|nhiệm kỳ|thời kỳ)\s*{_YEAR}"),
    re.compile(rf"(?<![\d/.-]){_YEAR}"),
)
_OTHER_DOCUMENT = re.compile(
    r"(?i)\d[\w.]*(?:/\d{4})?[/-][^\W\d_]\S*(?:\s*,?\s*ngày[\s\d/.-]*(?:tháng\s\d+\snăm\s\d{4})?)?"
)
_BLANK = re.compile(r"[\s.…_]+(?=[/-])")
_SYMBOL = re.compile(r"[-/]\s?([^\W\d_]+)(?:\s?[-/]|\Z)")
_SPACE = re.compile(r"\s+")
_ANNOUNCES = re.compile(r"(?:như sau|sau đây)\W*\Z|:\Z")
# a letterhead that has lost the line with the place: it names no body
_WITHOUT_PLACE = re.compile(r"(?:(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG) NHÂN DÂN|UBND|HĐND)(?:\s*[-–*.]+)?")
_CLAUSE = re.compile(r"(?:\A|[,;.]\s+)(?=\S)")
_NAMELESS = ("VĂN PHÒNG",)  # `UBND TỈNH …` over `VĂN PHÒNG`: the office is that of the agency above it
_TYPE_WORD = re.compile(r"(?i)phụ (?:lục|biểu)|biểu(?: mẫu)?|\D+")  # of an annex's label, `Phụ lục 02`
_LONGEST_AGENCY = 90  # characters


class Fact(NamedTuple):
    """A value of the `document` part, where it stands in the source, and the grammar entry that made it."""

    value: str | int
    spans: tuple[Span, ...]
    rule: str


@dataclass
class Parts:
    """What was found of a document; `rows` are those after its opening."""

    source: str
    rows: list[Row]
    opening: Opening
    closings: list[Closing]
    plan: Enclosed | None
    annex: Enclosed | None
    notes: list[Note] = field(default_factory=list)

    def note(self, code: str, text: Text | None, seen: str = "") -> None:
        """A note at the place of `text`, or at the document's beginning."""
        spans = text.spans() if text else []
        self.notes.append(Note(code, (spans[0][0], spans[-1][1]) if spans else (0, 0), seen))

    @property
    def recipients(self) -> list[Text]:
        """Those of the first closing that names any."""
        return next((closing.recipients for closing in self.closings if closing.recipients), [])

    @property
    def enclosed(self) -> tuple[Text, re.Match[str]] | None:
        """The `(Kèm theo …)` that stands for the letterhead of an annex or a plan without its decision."""
        return self.opening.enclosed or (self.annex.bracket if self.annex else None)


def fact_of(text: Text, rule: str, value: str | int | None = None) -> Fact:
    """The fact that a text states; its words on one line, if no other value is given."""
    return Fact(text.plain if value is None else value, tuple(text.spans()), f"document.{rule}")


def part(found: tuple[Text, re.Match[str]] | None, name: str) -> Text | None:
    """What a bracket says of a name: type, number, issuer."""
    return found[0].slice(*found[1].span(name)) if found and found[1][name] else None


def read_type(parts: Parts) -> Fact | None:
    """The type word: as it heads the title, else as the enacting line or the law site names it."""
    opening = parts.opening
    if opening.type is not None:
        return fact_of(opening.type, "type")
    if opening.enacted is not None:
        parts.note("document.type-not-in-title", opening.enacted, opening.enacted.plain)
        return fact_of(opening.enacted, "enacting", opening.enacted.plain.strip(" :"))
    if "loại văn bản" in opening.site:
        return fact_of(opening.site["loại văn bản"], "site-row")
    if parts.annex is None or parts.annex.label is None:
        return None
    label = parts.annex.label
    word = _TYPE_WORD.match(label.text)
    return fact_of(label.slice(0, word.end()) if word else label, "annex")


def read_governing(parts: Parts) -> Fact | None:
    """The type of the document that an annex standing alone is enclosed in."""
    text = part(parts.annex.bracket, "type") if parts.annex else None
    return fact_of(text, "enclosed") if text else None


def read_kind(parts: Parts) -> Fact:
    """`plan`, `framework`, `report` or `other`."""
    opening = parts.opening
    kind = opening.kind or _told_by_number(opening)
    text = opening.type or (opening.title[0] if opening.title else opening.number)
    if parts.annex is not None:
        return Fact("framework", tuple(parts.annex.title[0].spans()) if parts.annex.title else (), "document.annex")
    if kind == "promulgating" or (kind is None and (opening.enacted or opening.title)):
        kind = "plan" if _promulgates(parts) else "other"
    if kind is None:
        parts.note("document.no-type", None)
    return fact_of(text, "type", kind or "other") if text else Fact("other", (), "document.type")


def _told_by_number(opening: Opening) -> str | None:
    """The kind that the number's first letters tell, where a copy has lost the type: `4851/KH-UBND`."""
    symbol = _SYMBOL.search(opening.number.text) if opening.number else None
    if symbol is None or opening.title:
        return None
    names = (n for n, _, marks in grammar("citations").data["reading"]["types"] if symbol[1] in marks)
    told = type_of(next(names, "").upper())
    return told[1] if told else None


def _promulgates(parts: Parts) -> bool:
    if parts.plan is not None and parts.plan.kind == "plan":
        return True
    subject = part(parts.opening.site_title, "subject")
    titles = parts.opening.title or ([subject] if subject else [])
    title = join(titles, " ").plain.lower().removeprefix("về việc ").removeprefix("v/v ")
    return _PLAN.search(title) is not None and not title.startswith(vocabulary().lists["not_promulgating"])


def read_number(parts: Parts) -> Fact | None:
    """The letterhead's number, else the law site's, else that of what an annex is enclosed in."""
    text, rule = parts.opening.number, "number"
    if text is None and (text := parts.opening.site.get("số hiệu") or parts.opening.site.get("số ký hiệu")):
        rule = "site-row"
    if text is None and (text := part(parts.enclosed, "number")):
        rule = "enclosed"
    if text is None:
        return None
    value = _SPACE.sub("", _BLANK.sub("", text.text)).strip(".,;:").replace("–", "-")
    if not value[:1].isdigit():
        parts.note("document.number-blank", text, value)
    elif _SPACE.search(text.text):
        parts.note("document.number-spacing", text, text.plain)
    return fact_of(text, rule, value) if value else None


def read_issued(parts: Parts) -> Fact | None:
    """The day of issue, or its known part, from where the number is looked for."""
    site = parts.opening.site.get("ngày ban hành")
    if parts.opening.issued is not None:
        text, match = parts.opening.issued
        day = text.slice(match.start("day"), match.end())
        if match["y1"] or match["y2"]:
            return _day(parts, day, match, "place-date")
        parts.note("document.date-blank", day, day.plain)
    if site is not None and (found := _day_in(site.text)) is not None:
        return _day(parts, site, found, "site-row")
    if parts.enclosed is not None and (parts.enclosed[1]["y1"] or parts.enclosed[1]["y2"]):
        return _day(parts, parts.enclosed[0], parts.enclosed[1], "enclosed")
    return None


def _day_in(text: str) -> re.Match[str] | None:
    return vocabulary().rules["place-date"].regex.search(text if "ngày" in text.lower() else f"ngày {text}")


def _day(parts: Parts, text: Text, match: re.Match[str], rule: str) -> Fact:
    day, month, year = (match[f"{part}1"] or match[f"{part}2"] or "" for part in "dmy")
    known = [int(x) for x in (year, month, day) if x.strip().isdigit()]
    if not month.strip().isdigit():
        known = known[:1]
    try:
        date(*[*known, 1, 1][:3])
    except ValueError:
        parts.note("document.date-impossible", text, text.plain)
        known = known[:1] if not 1 <= known[1] <= 12 else known[:2]
    if len(known) < 3:
        parts.note("document.date-blank", text, text.plain)
    return fact_of(text, rule, "-".join(f"{x:02}" for x in known))


def read_title(parts: Parts) -> Fact | None:
    """The lines under the type; an annex's own title where the annex stands alone."""
    title, rule = parts.opening.title, "type"
    if not title and parts.annex is not None:
        title, rule = parts.annex.title, "annex"
    if not title and (subject := part(parts.opening.site_title, "subject")) is not None:
        title, rule = [subject], "site-title"
    if not title and parts.plan is not None:
        title, rule = parts.plan.title, "enclosed"
    return fact_of(words, rule) if (words := join(title, " ")) else None


def read_year(parts: Parts, title: Fact | None, issued: Fact | None) -> Fact | None:
    """The year that the title names (the first of a range), else the promulgated plan's, else that of issue."""
    plan = fact_of(join(parts.plan.title, " "), "enclosed") if parts.plan and parts.plan.title else None
    for fact in (title, plan):
        words = _OTHER_DOCUMENT.sub(" ", str(fact.value)) if fact else ""
        found = next((m for pattern in _YEARS if (m := pattern.search(words))), None)
        if fact and found:
            return Fact(int(found[1]), fact.spans, "document.year")
    if issued is None:
        return None
    spans = issued.spans
    parts.notes.append(Note("document.year-of-issue", (spans[0][0], spans[-1][1]), str(issued.value)[:4]))
    return Fact(int(str(issued.value)[:4]), spans, issued.rule)


def read_issuer(parts: Parts) -> Fact | None:
    """The letterhead; else who enacts; else whom a bracket or the first paragraph names; else the law site.

    A letterhead that has lost its second line, as some law sites print it, names no body: then who enacts is taken,
    else the first paragraph completes it.
    """
    opening = parts.opening
    authority = [text for text in opening.authority if not re.match(r"\(?KH(?:ÓA|OÁ)|KỲ HỌP|NHIỆM KỲ", text.text)]
    enacting = join(authority, " ") if authority else None
    if opening.agencies:
        text = join(opening.agencies[-1], " ")
        if text.text.upper() in _NAMELESS and len(opening.agencies) > 1:
            text = join([text, *opening.agencies[-2]], " ")
        bare = len(opening.agencies) == 1 and _WITHOUT_PLACE.fullmatch(text.plain) is not None
        if not bare or enacting is None:
            whole = _completed(parts, text) if bare else None
            return whole or fact_of(text, "agency", proper_case(text.plain))
    found = (
        (enacting, "enacting")
        if enacting
        else next(((text, rule) for text, rule in _named_elsewhere(parts) if text is not None), None)
    )
    if found is None:
        return None
    parts.note("document.issuer-not-in-header", found[0], found[0].plain)
    return fact_of(found[0], found[1], proper_case(found[0].plain))


def _completed(parts: Parts, letterhead: Text) -> Fact | None:
    """A letterhead that has lost its second line: the first paragraph may have the place."""
    named = _first_paragraph(parts.rows)
    start = named.plain.casefold().find(letterhead.plain.casefold()) if named else -1
    if named is None or start < 0 or len(named.plain) == len(letterhead.plain):
        return None
    whole = named.slice(start, len(named.text))
    parts.note("document.issuer-completed", letterhead, whole.plain)
    return fact_of(whole, "first-paragraph", proper_case(whole.plain))


def _named_elsewhere(parts: Parts) -> Iterator[tuple[Text | None, str]]:
    yield part(parts.enclosed, "issuer"), "enclosed"
    yield _first_paragraph(parts.rows), "first-paragraph"
    number = parts.opening.number
    for at, row in enumerate(parts.rows):
        if number is not None and row.text.startswith("(") and (found := bracket_at(parts.rows, at)) is not None:
            same = part(found[1], "number")
            if same is not None and _SPACE.sub("", same.text) == _SPACE.sub("", number.text):
                yield part(found[1], "issuer"), "enclosed"
    yield parts.opening.site.get("cơ quan ban hành") or parts.opening.site.get("nơi ban hành"), "site-row"


def _first_paragraph(rows: list[Row]) -> Text | None:
    """The agency that the body's first paragraph says has made the document: `Sở Nội vụ ban hành … như sau:`."""
    if not rows or labelled(rows[0].text):
        return None
    words = [rows[0].words]
    for row in rows[1:8]:
        if row.after_blank or row.after_gap or labelled(row.text) or _ANNOUNCES.search(words[-1].text):
            break
        words.append(row.words)
    text = join(words, " ")
    if not _ANNOUNCES.search(text.plain):
        return None
    heads, verbs = tuple(grammar("citations").data["names"]["heads"]), vocabulary().lists["enacts"]
    found = None
    for clause in _CLAUSE.finditer(text.plain):
        if not opens_with(text.plain[clause.end() : clause.end() + 40], heads):
            continue
        ends = [text.plain.find(f" {verb} ", clause.end(), clause.end() + _LONGEST_AGENCY) for verb in verbs]
        end = min((end for end in ends if end > 0), default=-1)
        if end > 0 and not re.search(r"[\d;:]", text.plain[clause.end() : end]):
            found = text.slice(clause.end(), end)
    return found


def read_signer(parts: Parts) -> tuple[Fact | None, Fact | None]:
    """The signer and the signer's title, of the first closing that has a title; the law site may name the signer."""
    closing = next((c for c in parts.closings if c.titles or c.signer), Closing())
    title = join(closing.titles, " ")
    signer = fact_of(closing.signer, "signer") if closing.signer else None
    if signer is None and "người ký" in parts.opening.site:
        parts.note("document.signer-from-site", parts.opening.site["người ký"], parts.opening.site["người ký"].plain)
        signer = fact_of(parts.opening.site["người ký"], "site-row")
    return signer, fact_of(title, "signer-title") if title else None
