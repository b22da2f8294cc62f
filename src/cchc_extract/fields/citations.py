"""Legal documents mentioned in a text.

In: one paragraph, cell or footnote (NFC, white space folded, one `\\n` for a line break of the source). Out:
its citations in their order, with the notes on them; `merge_citations` makes of all texts' citations one for
each document. It never looks a document up, never repairs a number or a date, and never names an issuer that
the text does not name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc_extract.fields.citation_parts import Day, Reading, read_day, read_lead, read_tail, wordings
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Citation, Note

_WORTH_READING = re.compile(r"[Ss]ố\s?:?\s?\d|uật|UẬT|LỆNH|háp lệnh|iến pháp")  # a number, or a law
_OWN_NUMBER = re.compile(r"\W*Số\s?:?\s?")  # `Số: 12/KH-SNV` at the head of a text is the document's own
_SPACE = re.compile(r"\s+")
_BLANK = re.compile(r"[\s.…_]+(?=[/-])")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?!\d)")
_YEARLESS = re.compile(r"\d+[a-z]?/(?:NĐ-CP|TT-[^\W\d_]+|TTLT-\S+)\Z")  # decrees and circulars bear their year
_SYMBOL = re.compile(r"[^/-]*(?:/(?:19|20)\d\d)?[/-](?P<first>[^\W\d_]+)(?P<rest>.*)")
_SENTENCE_END = re.compile(r"[.!?]\s+\D")
_JOINER = re.compile(r"\s*(?P<joiner>,|;|và|hoặc|&|\+)?\s*(?:và\s+)?(?:các\s+)?(?:số\s?:?\s*)?")
_LIST = 400  # characters between two numbers of one list


@dataclass(slots=True)
class _Mention:
    """A citation while it is read. `listed` is one that has its type from the number before it."""

    start: int
    end: int
    type: str
    rule: str
    number: str | None = None
    issued: str | None = None
    issuer: str | None = None
    listed: bool = False
    leading: str | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def letters(self) -> str:
        """What shows two numbers to be of one kind: `qđubnd` of `24/2018/QĐ-UBND`."""
        symbol = _SYMBOL.match(self.number or "")
        return re.sub(r"[\W_]", "", symbol["first"] + symbol["rest"]).casefold() if symbol else ""

    def note(self, code: str, seen: str) -> None:
        self.notes.append(Note(code, (self.start, self.end), seen))


def find_citations(text: str) -> tuple[tuple[Citation, ...], tuple[Note, ...]]:
    """The legal documents that `text` mentions, in the order of the text (RECORDS.md, section 6).

    `number` loses its white space; `issued` is an ISO date, or its known part (`2021-12`, `2008`).
    """
    if "/" not in text and _WORTH_READING.search(text) is None:
        return (), ()
    mentions: list[_Mention] = []
    reading = Reading.of(text)
    for rule, match in _candidates(reading.plain):
        read = _numbered if rule.emits.get("read") == "number" else _law
        if (mention := read(reading, rule, match, mentions)) is not None:
            mentions.append(mention)
    _share_tails(text, mentions)
    citations = tuple(
        Citation((m.start, m.end), _fold(text[m.start : m.end]), m.type, m.number, m.issued, m.issuer, m.rule)
        for m in mentions
    )
    return citations, tuple(note for m in mentions for note in m.notes)


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text)


def _candidates(text: str) -> list[tuple[Rule, re.Match[str]]]:
    """Where the rules' patterns fit, in the order of the text; of two that overlap the earlier rule's."""
    taken: bytearray | None = None
    found: list[tuple[Rule, re.Match[str]]] = []
    for rule in grammar("citations").matching(text.lower()):
        for match in rule.regex.finditer(text):
            taken = bytearray(len(text)) if taken is None else taken
            start, end = match.span(rule.emits.get("read", 0))
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((rule, match))
    return sorted(found, key=lambda x: x[1].start())


def _law(reading: Reading, rule: Rule, match: re.Match[str], mentions: list[_Mention]) -> _Mention | None:
    groups = match.groupdict()
    day = Day(groups["year"]) if groups.get("year") else read_day(match) if "d1" in groups else None
    tail = read_tail(reading, match.end(), joint=False, day=day)
    kind = wordings().types[_fold(reading.text[slice(*match.span("type"))].lower())]
    mention = _Mention(match.start(), tail.end, kind, rule.id, issuer=tail.issuer and _fold(tail.issuer))
    if groups.get("number"):
        start, end = match.span("number")
        mention.number = _SPACE.sub("", reading.text[start:end])
    _date(mention, tail.day)
    return mention


def _numbered(reading: Reading, rule: Rule, match: re.Match[str], mentions: list[_Mention]) -> _Mention | None:
    text, (start, end) = reading.text, match.span("number")
    number = _SPACE.sub("", _BLANK.sub("", text[start:end])).replace("–", "-")
    symbol = _SYMBOL.match(number)
    expected, glued = _told(symbol["first"]) if symbol else (None, False)
    lead = read_lead(reading, start, expected)
    if lead is None and symbol is None:
        return None
    told = (expected or _letter(text, start, symbol["first"])) if symbol and symbol["rest"] else None
    kind = lead.type if lead else None if _OWN_NUMBER.fullmatch(text, 0, start) else told
    mention = _Mention(lead.start if lead else start, end, kind or "", rule.id, number)
    if lead is None:
        _continue_list(text, mention, mentions)
    if not mention.type or mention.type not in rule.emits.get("types", (mention.type,)):
        return None
    tail = read_tail(reading, end, joint="liên" in mention.type)
    if rule.emits.get("tail") and tail.day is None and tail.issuer is None:
        return None
    mention.end = tail.end
    if lead is not None and lead.issuer is not None:
        mention.leading = _fold(lead.issuer)
    mention.issuer = _fold(tail.issuer) if tail.issuer else mention.leading
    _date(mention, tail.day)
    _note_number(mention, text[start:end], glued, expected, lead.misprint if lead else None)
    return mention


def _told(first: str) -> tuple[str | None, bool]:
    """The type that a number's first letters tell, and whether they have run into the issuer's (`QĐUBND`)."""
    words, first = wordings(), first.casefold()
    if first in words.symbols:
        return words.symbols[first], False
    for office in words.glued:
        if first.endswith(office) and first.removesuffix(office) in words.symbols:
            return words.symbols[first.removesuffix(office)], True
    return None, False


def _letter(text: str, number: int, first: str) -> str | None:
    """A number that opens with an office and is called a number is a công văn's: `(số 12/UBND-NC)`."""
    called = text[max(0, number - 6) : number].lower().rstrip(" :\n").endswith("số")
    return "Công văn" if called and first.casefold() in wordings().offices else None


def _continue_list(text: str, mention: _Mention, mentions: list[_Mention]) -> None:
    """A number without a type goes on with the list that the number before it opened."""
    if not mentions or mentions[-1].letters != mention.letters or not mention.letters:
        return
    last = mentions[-1]
    between = text[last.end : mention.start]
    if len(between) <= _LIST and _SENTENCE_END.search(between) is None:
        mention.type, mention.listed, mention.leading = last.type, True, last.leading


def _date(mention: _Mention, day: Day | None) -> None:
    if day is None:
        return
    mention.issued = day.issued
    if day.wrong:
        mention.note("citation.date-impossible", mention.issued or "")
    year = _YEAR.search(mention.number or "")
    if year and day.issued and year[1] != day.issued[:4]:
        mention.note("citation.year-contradicts-date", f"{mention.number}, {day.issued}")


def _note_number(mention: _Mention, raw: str, glued: bool, expected: str | None, misprint: str | None) -> None:
    number = mention.number or ""
    if not number[:1].isdigit():
        mention.note("citation.number-blank", number)
    elif glued or _SPACE.search(raw) or _YEARLESS.match(number):
        mention.note("citation.number-form", _fold(raw))
    if misprint:
        mention.note("citation.type-misprint", _fold(misprint))
    kind = mention.type
    if expected and not kind.startswith(expected) and (kind, expected) not in wordings().alike:
        mention.note("citation.type-contradicts-number", f"{kind} {number}")


def _share_tails(text: str, mentions: list[_Mention]) -> None:
    """A date or issuer that stands behind the last of several joined numbers belongs to all of them."""
    for first, second in zip(mentions[-2::-1], mentions[:0:-1], strict=True):
        joined = _JOINER.fullmatch(text, first.end, max(first.end, second.start))
        if not joined or first.type != second.type or first.letters != second.letters or not first.letters:
            continue
        shared = False
        if first.issuer is None and second.issuer and (joined["joiner"] != ";" or second.listed):
            first.issuer, shared = second.issuer, True
        year = _YEAR.search(first.number or "")
        same_year = not year or (second.issued or "")[:4] == year[1]
        if first.issued is None and second.issued and joined["joiner"] != ";" and same_year:
            first.issued, shared = second.issued, True
        if shared:
            first.note("citation.tail-shared", _fold(text[second.start : second.end]))


def merge_citations(
    found: Sequence[Sequence[Citation]],
) -> tuple[tuple[tuple[int, Citation], ...], tuple[tuple[int, Note], ...]]:
    """One citation for each document that the texts cite, each with the index of its text, in their order.

    The mention that says most stands: the one with the fullest date, then the first. Two dates for one number
    are two documents, with a note; a mention without a date is of the first document that has its number.
    """
    groups: dict[str, list[tuple[int, Citation]]] = {}
    for index, citations in enumerate(found):
        for citation in citations:
            groups.setdefault(_identity(citation), []).append((index, citation))
    merged: list[tuple[int, Citation]] = []
    notes: list[tuple[int, Note]] = []
    for mentions in groups.values():
        documents = _by_date(mentions)
        merged += (max(document, key=lambda x: _fullness(x[1])) for document in documents)
        for document in documents[1:]:
            index, citation = document[0]
            notes.append((index, Note("citation.two-dates", citation.at, citation.number or citation.type)))
    merged.sort(key=lambda x: (x[0], x[1].at))
    return tuple(merged), tuple(notes)


def _identity(citation: Citation) -> str:
    """What two mentions of one document share: a law's name, else the number whatever its marks."""
    if citation.number is None or citation.rule.startswith("citation.law"):
        name = re.split(r"(?i)[\s,(]+(?:số[\s:]*\d|ngày|năm\s\d|\d{4})", _fold(citation.text))[0].casefold()
        if name != citation.type.casefold():
            return name
    return re.sub(r"(?<=\D)[\W_]|[\W_](?=\D)", "", citation.number or "").casefold()


def _by_date(mentions: list[tuple[int, Citation]]) -> list[list[tuple[int, Citation]]]:
    documents: list[list[tuple[int, Citation]]] = []
    days: list[str] = []  # the fullest date of each
    for mention in sorted(mentions, key=lambda x: x[1].issued is None):  # stable: the dated ones first
        day = mention[1].issued or ""
        for k, other in enumerate(days):
            if other.startswith(day) or day.startswith(other):
                documents[k].append(mention)
                days[k] = max(other, day, key=len)
                break
        else:
            documents.append([mention])
            days.append(day)
    return [sorted(document, key=lambda x: (x[0], x[1].at)) for document in documents]


def _fullness(citation: Citation) -> tuple[int, bool]:
    return len(citation.issued or ""), citation.issued is None and citation.issuer is not None
