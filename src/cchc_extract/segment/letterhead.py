"""The opening of a document: letterhead, number, place and date, type, title, legal basis, enacting lines.

In: the lines of a document. Out: what stands in each of them, with its place, and which lines are taken. It stops at
the first line that is none of these: headings, items and paragraphs of the body are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc_extract.model.span import Text, join
from cchc_extract.segment.document_words import labelled, opens_with, rule_match, type_of, vocabulary
from cchc_extract.segment.marks import Cut, cut_marks, place_start
from cchc_extract.segment.rows import Row

_UNFINISHED = re.compile(r"(?:,|-|–|&|(?<!\w)(?:và|VÀ|của|CỦA|về|VỀ))\Z")
_CONTINUES = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|VÀ|&)(?!\w)(?! (?:ỦY|UỶ))")

_ANNOUNCES = re.compile(r"(?:như sau|sau đây)\W*\Z")
_UNDER = re.compile(
    r"(?P<upper>(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|BỘ|TỔNG CỤC|SỞ) .{3,60}?) "
    r"(?<!ỦY )(?<!UỶ )(?<!HẢI )(?<!QUỐC )(?<!MÔI )"
    r"(?P<lower>(?:SỞ|PHÒNG|BAN|CỤC|CHI CỤC|TỔNG CỤC|TRUNG TÂM|VĂN PHÒNG|THANH TRA|TRƯỜNG) .+)"
)
_DASH = re.compile(r"\A[-–+*•]\s*")
_TERM = re.compile(r"KH(?:ÓA|OÁ) |KỲ HỌP|NHIỆM KỲ|\(?KH(?:ÓA|OÁ)")
_LAWS = re.compile(r"(?:Luật|Bộ luật|Nghị |Thông tư|Quyết định|Pháp lệnh|Văn bản)")
_AHEAD = 12  # lines looked at for a letterhead that stands below unknown lines
_LONGEST_TITLE = 400  # characters
_LONGEST_NAME = 110  # characters of an agency's line


@dataclass
class Opening:
    """What the opening holds; `end` is the position of the first row after it."""

    end: int = 0
    taken: set[int] = field(default_factory=set)
    agencies: list[list[Text]] = field(default_factory=list)
    number: Text | None = None
    issued: tuple[Text, re.Match[str]] | None = None
    place: Text | None = None
    type: Text | None = None
    kind: str | None = None
    title: list[Text] = field(default_factory=list)
    authority: list[Text] = field(default_factory=list)
    basis: list[Text] = field(default_factory=list)
    enacted: Text | None = None
    site: dict[str, Text] = field(default_factory=dict)
    enclosed: tuple[Text, re.Match[str]] | None = None


def read_opening(rows: Sequence[Row]) -> Opening:
    """The opening of the document that begins with `rows[0]`."""
    return _Reader(rows).read()


class _Reader:
    """Reads row by row; `stage` tells how far: letterhead, title, legal basis."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows, self.at, self.found, self.letter = rows, 0, Opening(), False

    def read(self) -> Opening:
        steps = (self._site, self._marks, self._whole, self._agency, self._type, self._late)
        while self.at < len(self.rows):
            row, begun = self.rows[self.at], self._titled
            if begun and row.after_gap:
                break
            if not any(step(row) for step in steps):
                if begun or not self._letterhead_below():
                    break
                self.at += 1
        self._drop_last_bars()
        self.found.end = self.at
        return self.found

    @property
    def _titled(self) -> bool:
        return self.found.type is not None or (bool(self.found.title) and not self.letter)

    def _take(self, count: int = 1) -> bool:
        self.found.taken.update(row.index for row in self.rows[self.at : self.at + count])
        self.at += count
        return True

    def _letterhead_below(self) -> bool:
        if self.found.number is not None or self.found.issued is not None:
            return False
        ahead = self.rows[self.at + 1 : self.at + 1 + _AHEAD]
        return any(self._shows_letterhead(row) for row in ahead)

    def _shows_letterhead(self, row: Row) -> bool:
        return bool(self._cut(row))

    def _cut(self, row: Row) -> list[Cut]:
        """The marks of a letterhead's line; none if it holds anything but them and agencies' names.

        Read across its columns too: a blank in a number or a date is a gap like that between them.
        """
        for parts in (row.columns, [row.words]):
            cuts = [cut_marks(part) for part in parts]
            if any(marks for marks, _ in cuts) and all(self._may_stand_beside(rest) for _, rest in cuts):
                return cuts
        return []

    def _drop_last_bars(self) -> None:
        """A bar after the opening may be a table's."""
        while self.at and self.rows[self.at - 1].index in self.found.taken and not self.rows[self.at - 1].columns:
            self.at -= 1
            self.found.taken.discard(self.rows[self.at].index)

    def _site(self, row: Row) -> bool:
        if self._titled or self.found.agencies:
            return False
        if rule_match("site-title", row.text):
            return self._take()
        match = rule_match("site-row", row.text)
        if match is None or not (len(row.columns) > 1 or match["value"] == "" or ":" in row.text):
            return False
        if match["value"] or self.at + 1 >= len(self.rows):
            self.found.site[match["key"].lower()] = row.words.slice(*match.span("value"))
            return self._take()
        self.found.site[match["key"].lower()] = self.rows[self.at + 1].words
        return self._take(2)

    def _marks(self, row: Row) -> bool:
        """Columns with the motto, the number, the place and date; what is left of one is an agency's name."""
        if self._titled or not row.columns:
            return False
        cuts = self._cut(row)
        if not cuts:
            return False
        for marks, rest in cuts:
            for name, text, match in marks:
                self._mark(name, text, match)
            if rest and not self._subject(rest):
                self._add_agency(rest)
        self._take()
        return not self.letter or self._more_title()

    def _subject(self, text: Text) -> bool:
        """What a letter is about: `V/v …`; it has no type word."""
        match = None if self.letter else rule_match("subject", text.text)
        if match is not None:
            self.found.title.append(text.slice(*match.span("subject")))
            self.found.kind, self.letter = "other", True
        return match is not None

    def _may_stand_beside(self, rest: Text) -> bool:
        return not rest or self._is_agency(rest.text) or rule_match("subject", rest.text) is not None

    def _mark(self, name: str, text: Text, match: re.Match[str]) -> None:
        if name == "number" and self.found.number is None:
            self.found.number = text.slice(*match.span("number"))
        elif name == "place-date" and self.found.issued is None:
            self.found.issued = (text, match)
            if match["place"]:
                self.found.place = text.slice(place_start(match), match.end("place"))

    def _whole(self, row: Row) -> bool:
        """Rules of dashes, stamps, addresses, the subject of a letter."""
        if not row.columns or rule_match("rule-line", row.text):
            return bool(self.found.taken or self._letterhead_below()) and self._take()
        if rule_match("address", row.text):
            self._take()
            while self.at < len(self.rows) and self.rows[self.at].text.startswith(("-", "+")):
                self._take()
            return True
        if self._titled:
            return False
        if self._subject(row.words):
            self._take()
            return self._more_title()
        return rule_match("stamp", row.text) is not None and self._take()

    def _agency(self, row: Row) -> bool:
        """A letterhead of agencies' names alone, one or two columns of them."""
        if self._titled or not all(self._is_agency(column.text) for column in row.columns):
            return False
        marked = self.found.number is not None or self.found.issued is not None
        below = self.rows[self.at + 1 : self.at + _AHEAD]
        if not marked and not any(self._shows_letterhead(r) or type_of(r.text) for r in below):
            return False
        if not row.text.isupper() and not any(self._shows_letterhead(r) for r in below[:4]):
            return False
        for column in row.columns:
            self._add_agency(column)
        return self._take()

    def _is_agency(self, text: str) -> bool:
        heads = vocabulary().lists["heads"]
        if len(text) > _LONGEST_NAME or text.endswith((".", ":", ";")) or labelled(text):
            return False
        if type_of(text) is not None or opens_with(text, vocabulary().lists["title_verbs"]):
            return False
        if opens_with(text.upper(), heads) and text[0].isupper():
            return True
        open_name = bool(self.found.agencies) and self.found.number is None and self.found.issued is None
        return open_name and text.isupper()

    def _add_agency(self, text: Text) -> None:
        if (under := _UNDER.match(text.text)) is not None:  # both lines of a letterhead run into one
            self._add_agency(text.slice(*under.span("upper")))
            text = text.slice(*under.span("lower"))
        last = self.found.agencies[-1] if self.found.agencies else None
        new = opens_with(text.text.upper(), vocabulary().lists["heads"]) and not _CONTINUES.match(text.text)
        if last is not None and (not new or _UNFINISHED.search(last[-1].text)):
            last.append(text)
        else:
            self.found.agencies.append([text])

    def _type(self, row: Row) -> bool:
        """The type word, with the title on its line or under it; or a title whose type word is lost."""
        if self._titled or labelled(row.text):
            return False
        letterhead = self.found.number or self.found.issued or self.found.agencies or self.found.site
        found = type_of(row.text) or (type_of(row.text.upper()) if letterhead else None)
        if found is not None and (row.text.startswith(found[0]) or len(row.text) == len(found[0])):
            word, kind = found
            if rule_match("enacting", row.text) and row.text.rstrip().endswith(":"):
                return False
            self.found.type, self.found.kind = row.words.slice(0, len(word)), kind
            rest = row.words.slice(len(word), len(row.text)).text.strip(" :")
            if rest:
                start = row.text.rindex(rest)
                self.found.title.append(row.words.slice(start, start + len(rest)))
            self._take()
            return self._more_title()
        if letterhead and row.text.isupper() and opens_with(row.text, vocabulary().lists["title_verbs"]):
            self.found.title.append(row.words)
            self._take()
            return self._more_title()
        return False

    def _more_title(self) -> bool:
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if row.after_gap or not self._is_title(row):
                break
            self.found.title.append(row.words)
            self._take()
        return True

    def _is_title(self, row: Row) -> bool:
        text, so_far = row.text, " ".join(t.text for t in self.found.title)
        if not row.columns or labelled(text) or text.startswith("(") or not any(c.isalpha() for c in text):
            return False
        if len(so_far) + len(text) > _LONGEST_TITLE or rule_match("address", text) or rule_match("basis", text):
            return False
        if text in vocabulary().lists["headings"] or rule_match("annex", text) or rule_match("stamp", text):
            return False
        if self._is_authority(text) or rule_match("enacting", text) or self._shows_letterhead(row):
            return False
        if not text.isupper() and self._is_body():
            return False
        if not so_far:
            return True
        if row.after_blank:
            return text[0].islower() or (text.isupper() and so_far.isupper() and not text.endswith(":"))
        return not so_far.endswith(".") and (text.isupper() or not so_far.isupper() or text[0].islower())

    def _is_body(self) -> bool:
        """Whether a paragraph of the body begins here: it ends as a sentence does, or announces what follows."""
        paragraph = self._paragraph(self.at) if self.found.title else self.rows[self.at].text
        if paragraph.endswith(":") or _ANNOUNCES.search(paragraph):
            return True
        opener = opens_with(paragraph, vocabulary().lists["openers"])
        return (opener or len(paragraph) > 160) and paragraph.endswith((".", ";", "./"))

    def _paragraph(self, at: int) -> str:
        text = self.rows[at].text
        for row in self.rows[at + 1 : at + 12]:
            if row.after_blank or row.after_gap or labelled(row.text) or text.endswith((":", ";", ".")):
                break
            if row.text.isupper() or opens_with(row.text, vocabulary().lists["openers"]):
                break
            text += " " + row.text
        return text

    def _is_authority(self, text: str) -> bool:
        heads = vocabulary().lists["heads"]
        verb = opens_with(text, vocabulary().lists["title_verbs"]) or type_of(text) is not None
        return text.isupper() and len(text) < _LONGEST_NAME and opens_with(text, heads) and not verb

    def _late(self, row: Row) -> bool:
        """After the title: where it is enclosed, who enacts, on what basis."""
        if not self._titled:
            return False
        if row.text.startswith("("):
            return self._bracket(row)
        if rule_match("enacting", row.text) is not None:
            self.found.enacted = row.words
            return self._take()
        if self._is_authority(row.text) or (self.found.authority and _TERM.match(row.text)):
            self.found.authority.append(row.words)
            return self._take()
        if self.found.authority and row.text.isupper() and not self.found.basis and not row.after_blank:
            self.found.authority.append(row.words)
            return self._take()
        return self._basis(row)

    def _bracket(self, row: Row) -> bool:
        words = [row.words]
        while ")" not in words[-1].text and len(words) < 5 and self.at + len(words) < len(self.rows):
            words.append(self.rows[self.at + len(words)].words)
        text = join(words, " ")
        if ")" not in text.text or self.found.basis:
            return False
        if (match := rule_match("enclosed", text.text)) is not None:
            self.found.enclosed = (text, match)
        return self._take(len(words))

    def _basis(self, row: Row) -> bool:
        basis = rule_match("basis", _DASH.sub("", row.text)) is not None
        other = rule_match("proposal", row.text)
        if not basis and not (other and (self.found.basis or self.found.authority)):
            return False
        words, end = [row.words], self.at + 1
        while end < len(self.rows) and self._same_paragraph(words[-1].text, self.rows[end]):
            words.append(self.rows[end].words)
            end += 1
        paragraph = join(words, " ")
        if paragraph.text.endswith(":") or _ANNOUNCES.search(paragraph.text):
            return False
        if other and not paragraph.text.endswith((";", ",") if other["act"] else (";", ",", ".")):
            return False
        if basis:
            dash = _DASH.match(paragraph.text)
            self.found.basis.append(paragraph.slice(dash.end() if dash else 0, len(paragraph.text)))
        return self._take(len(words))

    def _same_paragraph(self, before: str, row: Row) -> bool:
        text = _DASH.sub("", row.text)
        opener = any(rule_match(name, text) for name in ("basis", "proposal", "enacting"))
        if not row.columns or row.after_gap or labelled(row.text) or self._is_authority(row.text) or opener:
            return False
        if before.endswith((";", ".", ":")):
            return not row.after_blank and before.endswith(";") and _LAWS.match(row.text) is not None
        return not row.after_blank or row.text[0].islower()
