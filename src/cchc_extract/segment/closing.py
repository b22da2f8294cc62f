"""The closings of a document: who receives it, who signs it.

In: the rows that the opening has left. Out: each closing with its recipients, the signer's titles and name, and the
lines they take. A plan that a decision promulgates has its own; the first is the document's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from cchc_extract.model.span import Text, join
from cchc_extract.segment.document_words import labelled, opens_with, rule_match, type_of, vocabulary
from cchc_extract.segment.furniture import read_page_number
from cchc_extract.segment.rows import Row

_DASH = re.compile(r"\s*[-–+•*]\s*")
_NEXT_ITEM = re.compile(r"(?<=[;.])\s+[-–+•]\s*(?=\S)")
_LAST_WORDS = re.compile(r"\A(?:Lưu|Như|Sao|Gửi)\b")
_BRACKETED = re.compile(r"\s*[\[(][^\[\]()]{2,40}[\])]\W*")
_GAP = re.compile(r"(?<=[;.:)])\s+")
_LIST = re.compile(r"(?<!\w)CÁC(?!\w)|,(?! (?:CHỦ NHIỆM|TỔNG|TRƯỞNG|PHÓ))")
_BEFORE = 8  # rows looked at above `Nơi nhận` for a signature whose column was read first
_LONGEST_RECIPIENT = 220  # characters
_LONGEST_NAME = 45  # characters


@dataclass
class Closing:
    """One closing: its recipients as printed, the signer's titles, the signer's name."""

    taken: set[int] = field(default_factory=set)
    recipients: list[Text] = field(default_factory=list)
    titles: list[Text] = field(default_factory=list)
    signer: Text | None = None


def read_closings(rows: Sequence[Row]) -> list[Closing]:
    """The closings among `rows`, in their order."""
    found: list[Closing] = []
    at = 0
    while at < len(rows):
        anchor = _anchor(rows, at)
        if anchor is None:
            at += 1
            continue
        closing = Closing()
        if anchor == "recipients":
            _signature_above(rows, at, closing, found[-1].taken if found else set())
        reader = _Reader(rows, at, closing)
        reader.listing = anchor == "items"
        at = reader.read()
        if anchor != "title" or _signs(closing) or at == len(rows):
            found.append(closing)
    return found


def _signs(closing: Closing) -> bool:
    """Whether titles without recipients are a signature: a name stands under them, or they tell for whom."""
    marks = (rule_match("signer-title", title.text) for title in closing.titles)
    return closing.signer is not None or any(match and match["mark"] for match in marks)


def _signed_below(rows: Sequence[Row], at: int) -> bool:
    """Whether a title in small letters is followed by `(Đã ký)` and a name, as some law sites print it."""
    below = [row for row in rows[at + 1 : at + 3] if row.columns and not row.after_gap]
    return len(below) == 2 and rule_match("signed-mark", below[0].text) is not None and is_name(below[1].text)


def _anchor(rows: Sequence[Row], at: int) -> str | None:
    row = rows[at]
    for column in row.columns:
        if rule_match("recipients", column.text):
            return "recipients"
    if row.columns and row.text.isupper() and all(is_title(column.text) for column in row.columns):
        return "title"
    if len(row.text) < _LONGEST_NAME and is_title(row.text, closing=True) and _signed_below(rows, at):
        return "title"
    if len(row.columns) > 1 and _DASH.match(row.text) and is_title(row.columns[-1].text):
        return "items"  # `- Như Điều 3; | TM. ỦY BAN NHÂN DÂN |`: the heading is lost
    return None


def is_title(text: str, closing: bool = False) -> bool:
    """Whether a line is a signer's title; one in small letters only within a closing."""
    match = rule_match("signer-title", text)
    if match is None or len(text) > 90 or (labelled(text) and not match["mark"]):
        return False
    post = match["post"].strip()
    if text.isupper():
        post = post.removeprefix("QUYỀN ").removeprefix("Q. ")
        return not _LIST.search(post) and (match["mark"] is not None or opens_with(post, vocabulary().lists["posts"]))
    return closing and post[:1].isupper() and opens_with(post.upper(), vocabulary().lists["posts"]) and len(text) < 60


def is_name(text: str) -> bool:
    """Whether a line is a person's name: two to six words, each with a capital."""
    match = vocabulary().name.fullmatch(text.strip(" .*"))
    if match is None or len(text) > _LONGEST_NAME or type_of(text) or is_title(text, closing=True):
        return False
    lists = vocabulary().lists
    if text.isupper() and (rule_match("annex", text) or opens_with(text, lists["heads"] + lists["title_verbs"])):
        return False
    return all(word[0].isupper() for word in re.split(r"[ ’'ʼ‘]", match["name"]) if word)


def _signature_above(rows: Sequence[Row], at: int, closing: Closing, taken: Collection[int]) -> None:
    """The signature's column was read before the recipients'. `taken` are the lines of the closing before."""
    first = at
    name: Text | None = None
    for position in range(at - 1, max(at - 1 - _BEFORE, -1), -1):
        row = rows[position]
        if row.after_gap or row.index in taken or not row.columns:
            break
        if is_title(row.text):
            closing.titles.insert(0, row.words)
            first = position
        elif rule_match("signed-mark", row.text):
            continue
        elif name is None and is_name(row.text) and not closing.titles:
            name = row.words
        else:
            break
    if closing.titles:
        closing.signer = name
        closing.taken.update(row.index for row in rows[first:at])


class _Reader:
    """Reads a closing from its first row on, column by column."""

    def __init__(self, rows: Sequence[Row], at: int, closing: Closing) -> None:
        self.rows, self.at, self.found = rows, at, closing
        self.listing = False

    def read(self) -> int:
        """Fills the closing; the position of the first row after it."""
        start = bars = self.at
        while bars and not self.rows[bars - 1].columns:  # a law site's bar before the signature
            bars -= 1
            self.found.taken.add(self.rows[bars].index)
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if row.columns and ((row.after_gap and self.found.taken) or not self._row(row)):
                break
            if not row.columns and not self._more_below():
                break
            self.found.taken.add(row.index)
            self.at += 1
        self.found.recipients = [item for text in self.found.recipients for item in _items(text)]
        return max(self.at, start + 1)

    def _more_below(self) -> bool:
        below = self.rows[self.at + 1 : self.at + 2]
        text = below[0].text if below and below[0].columns else ""
        return bool(text) and (is_title(text) or is_name(text) or (self.listing and _DASH.match(text) is not None))

    def _goes_on_below(self) -> bool:
        """Does the list, or the signature, go on in the next row? Then a number before it is a page's."""
        below = self.rows[self.at + 1 : self.at + 2]
        return self._more_below() or (bool(below) and _DASH.match(below[0].text) is not None)

    def _row(self, row: Row) -> bool:
        columns = [part for column in _whole_name(row) for part in self._parts(column)]
        titles, listing, kinds = list(self.found.titles), self.listing, []
        for column in columns:
            kinds.append(self._kind(column, row))
            if kinds[-1] is None:
                self.found.titles, self.listing = titles, listing
                return False
            if kinds[-1] == "title":
                self.found.titles.append(column)
            self.listing = self.listing or kinds[-1] == "anchor"
        for column, kind in zip(columns, kinds, strict=True):
            if kind == "anchor":
                match = rule_match("recipients", column.text)
                if match is not None and (rest := column.slice(match.end(), len(column.text))).text.strip():
                    self.found.recipients.append(_trim(rest))
            elif kind == "recipient":
                self.found.recipients.append(column)
            elif kind == "more":
                self.found.recipients[-1] = join([self.found.recipients[-1], column], " ")
            elif kind == "name":
                self.found.signer = column
        return True

    def _parts(self, column: Text) -> list[Text]:
        """A recipient and the signature beside it, a title and a name, a name and `(đã ký)`, without the gap."""
        if (bracket := _BRACKETED.search(column.text)) is not None and rule_match("signed-mark", bracket[0].strip()):
            cuts = ((0, bracket.start()), bracket.span(), (bracket.end(), len(column.text)))
            return [stripped for cut in cuts if (stripped := _stripped(column.slice(*cut)))]
        for space in list(re.finditer(r" ", column.text))[:-6:-1]:
            title, name = column.slice(0, space.start()), column.slice(space.end(), len(column.text))
            if not name.text.isupper() and is_name(name.text) and title.text.isupper() and is_title(title.text):
                return [title, name]
        # `PGS.TS. Lê Văn An` has stops of its own; the name in a stamp, `Ký bởi: …`, is not the one that is printed
        whole = is_title(column.text) or is_name(column.text) or rule_match("signed-mark", column.text)
        if whole or not (self.listing or rule_match("recipients", column.text)):
            return [column]
        for gap in _GAP.finditer(column.text):
            right = column.slice(gap.end(), len(column.text))
            if is_title(right.text) or (self.found.titles and is_name(right.text)):
                return [column.slice(0, gap.start()), right]
        return [column]

    def _kind(self, column: Text, row: Row) -> str | None:
        text = column.text
        if rule_match("recipients", text):
            return None if self.found.recipients or self.listing else "anchor"
        if rule_match("signed-mark", text):
            return "mark" if self.found.titles else None
        if is_title(text, closing=self.listing or not self.found.titles):
            return "title" if self.found.signer is None else None
        if self.found.titles and self.found.signer is None and is_name(text):
            return "name"
        if not self.listing or len(text) > _LONGEST_RECIPIENT or type_of(text):
            return None
        if _DASH.match(text) or _LAST_WORDS.match(text):
            return "recipient"
        if rule_match("rule-line", text) or (read_page_number(text) and self._goes_on_below()):
            return "mark"
        return self._unmarked(text, row)

    def _unmarked(self, text: str, row: Row) -> str | None:
        """A recipient without a dash, or the rest of a wrapped one."""
        last = self.found.recipients[-1].text if self.found.recipients else ""
        if labelled(text) or rule_match("annex", text) or self.found.signer is not None:
            return None
        if last and not last.endswith((";", ".")) and (not row.after_blank or text[0].islower()):
            return "more"
        if not self.found.titles and text.endswith(";") and not row.after_blank:
            return "recipient"
        if not last and not row.after_blank and text.endswith((";", ",", ".")):
            return "recipient"
        return None


def _whole_name(row: Row) -> Sequence[Text]:
    """The row's columns; one where they are a name spaced out, `Lê  Văn   An`, and not the names of two signers."""
    spaced = len(row.columns) > 1 and is_name(row.text) and not all(is_name(column.text) for column in row.columns)
    return (row.words,) if spaced else row.columns


def _stripped(text: Text) -> Text:
    start = len(text.text) - len(text.text.lstrip())
    return text.slice(start, max(start, len(text.text.rstrip())))


def _items(text: Text) -> list[Text]:
    """The recipients that stand on one line, without dash and closing mark."""
    starts = [0, *(m.end() for m in _NEXT_ITEM.finditer(text.text))]
    ends = [*(m.start() for m in _NEXT_ITEM.finditer(text.text)), len(text.text)]
    return [item for a, b in zip(starts, ends, strict=True) if (item := _trim(text.slice(a, b)))]


def _trim(text: Text) -> Text:
    dash = _DASH.match(text.text)
    start = dash.end() if dash else len(text.text) - len(text.text.lstrip())
    return text.slice(start, max(start, len(text.text.rstrip(" ;.,/"))))
