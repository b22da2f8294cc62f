"""The letterhead: agencies, motto, number, place and date; a letter's subject; stamps; a law site's own rows.

In: rows, a position, what has been read. Out: how many rows are of the letterhead; what they hold is put into the
opening. Nothing here reads the type, the title or what follows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_extract.model.span import Text, join
from cchc_extract.segment.document_words import labelled, opens_with, rule_match, type_of, vocabulary
from cchc_extract.segment.found import Opening, Step
from cchc_extract.segment.marks import Cut, cut_marks, place_start
from cchc_extract.segment.rows import Row
from cchc_extract.segment.title import more_title

_UNFINISHED = re.compile(r"(?:,|-|–|&|(?<!\w)(?:và|VÀ|của|CỦA|về|VỀ))\Z")
_CONTINUES = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|VÀ|&)(?!\w)(?! (?:ỦY|UỶ))")
_UNDER = re.compile(
    r"(?P<upper>(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|BỘ|TỔNG CỤC|SỞ) .{3,60}?) "
    r"(?<!ỦY )(?<!UỶ )(?<!HẢI )(?<!QUỐC )(?<!MÔI )"
    r"(?P<lower>(?:SỞ|PHÒNG|BAN|CỤC|CHI CỤC|TỔNG CỤC|TRUNG TÂM|VĂN PHÒNG|THANH TRA|TRƯỜNG) .+)"
)
_BROKEN = re.compile(r"(?:ngày|tháng|năm|Số\s?:?|\d|,|CỘNG|HỘI|CHỦ|NGHĨA)\Z")  # a row that a narrow column has cut
_AHEAD = 12  # rows looked at for a letterhead that stands below unknown ones
_LONGEST_STRAY = 60  # characters of a stray line above the type, as a site's menu leaves
_LONGEST_PLACE = 50  # characters of a line in small letters that goes on with an agency's name: `tỉnh Sơn La`
_LONGEST_NAME = 110  # characters of an agency's line


def letterhead_below(rows: Sequence[Row], at: int, found: Opening) -> bool:
    """Whether unknown rows may be passed over, because a letterhead begins under them."""
    if found.number is not None or found.issued is not None or labelled(rows[at].text):
        return False
    below = rows[at + 1 : at + 1 + _AHEAD]
    if any(shows_letterhead(row, found) for row in below):
        return True
    short = len(rows[at].text) <= _LONGEST_STRAY
    return short and any((told := type_of(row.text)) and told[0] == row.text for row in below[:3])


def shows_letterhead(row: Row, found: Opening) -> bool:
    """Whether a row holds marks of a letterhead, and nothing else but agencies' names."""
    return bool(_cut(row, found))


def _cut(row: Row, found: Opening) -> list[Cut]:
    """A row's marks; none if it holds anything else. Read across its columns too: a blank in a date is a gap."""
    for parts in (row.columns, [row.words]):
        cuts = [cut_marks(part) for part in parts]
        if any(marks for marks, _ in cuts) and all(_may_stand_beside(rest, found) for _, rest in cuts):
            return cuts
    return []


def _may_stand_beside(rest: Text, found: Opening) -> bool:
    return not rest or _is_agency(rest.text, found) or rule_match("subject", rest.text) is not None


def _is_agency(text: str, found: Opening) -> bool:
    lists = vocabulary().lists
    if len(text) > _LONGEST_NAME or text.endswith((".", ":", ";")) or labelled(text):
        return False
    if type_of(text) is not None or opens_with(text, lists["title_verbs"]):
        return False
    if opens_with(text.upper(), lists["heads"]) and text[0].isupper():
        return True
    goes_on = text.isupper() or (len(text) < _LONGEST_PLACE and _CONTINUES.match(text.upper()) is not None)
    return bool(found.agencies) and not found.number and not found.issued and goes_on


def _read_site(rows: Sequence[Row], at: int, found: Opening) -> int:
    """`Số hiệu | 31/QĐ-UBND |`, one pair or two on a row; the value may stand on the next row."""
    row = rows[at]
    if found.titled or found.agencies or not row.columns:
        return 0
    if (match := rule_match("site-title", row.text)) is not None:
        found.site_title = (row.words, match)
        return 1
    pairs = _site_pairs(row)
    if not pairs:
        return 0
    key, value = pairs[0]
    if len(pairs) == 1 and not value:
        if at + 1 >= len(rows) or not rows[at + 1].words:
            return 0
        found.site[key] = rows[at + 1].words
        return 2
    beside = (rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows))
    if len(row.columns) == 1 and ":" not in row.text and not any(_site_pairs(other) for other in beside):
        return 0
    found.site |= {key: value for key, value in pairs if value}
    return 1


def _site_pairs(row: Row) -> list[tuple[str, Text]]:
    pairs: list[tuple[str, Text]] = []
    at = 0
    while at < len(row.columns):
        column = row.columns[at]
        match = rule_match("site-row", column.text)
        if match is None:
            return []
        value = column.slice(*match.span("value"))
        if not value and at + 1 < len(row.columns):
            at += 1
            value = row.columns[at]
        pairs.append((match["key"].lower(), value))
        at += 1
    return pairs


def _read_marks(rows: Sequence[Row], at: int, found: Opening) -> int:
    """Columns with the motto, the number, the place and date; what is left of one is an agency's name."""
    row, count = rows[at], 1
    if found.titled or not row.columns:
        return 0
    cuts = _cut(row, found)
    if not cuts and _BROKEN.search(row.text) and at + 1 < len(rows) and not rows[at + 1].after_blank:
        words, count = join([row.words, rows[at + 1].words], " "), 2
        cuts = _cut(Row(row.index, (words,), words, row.after_blank, row.after_gap), found)
    for marks, rest in cuts:
        for name, text, match in marks:
            _keep(name, text, match, found)
        if rest and not _read_subject(rest, found):
            _add_agency(rest, found)
    if not cuts:
        return 0
    return count + (more_title(rows, at + count, found) if found.letter else 0)


def _keep(name: str, text: Text, match: re.Match[str], found: Opening) -> None:
    if name == "number" and found.number is None:
        found.number = text.slice(*match.span("number"))
    elif name == "place-date" and found.issued is None:
        found.issued = (text, match)
        if match["place"]:
            found.place = text.slice(place_start(match), match.end("place"))


def _read_subject(text: Text, found: Opening) -> bool:
    """What a letter is about: `V/v …`; it has no type word."""
    match = None if found.letter else rule_match("subject", text.text)
    if match is not None:
        found.title.append(text.slice(*match.span("subject")))
        found.kind, found.letter = "other", True
    return match is not None


def _read_whole(rows: Sequence[Row], at: int, found: Opening) -> int:
    """Rules of dashes, stamps, addresses, the subject of a letter."""
    row = rows[at]
    if not row.columns or rule_match("rule-line", row.text):
        return 1 if found.taken or letterhead_below(rows, at, found) else 0
    if rule_match("address", row.text):
        end = at + 1
        while end < len(rows) and rows[end].text.startswith(("-", "+")):
            end += 1
        return end - at
    if found.titled:
        return 0
    if _read_subject(row.words, found):
        return 1 + more_title(rows, at + 1, found)
    return 1 if rule_match("stamp", row.text) else 0


def _read_agencies(rows: Sequence[Row], at: int, found: Opening) -> int:
    """A letterhead of agencies' names alone, one or two columns of them; beside one may stand a drawn line."""
    row = rows[at]
    names = [column for column in row.columns if not rule_match("rule-line", column.text)]
    if found.titled or found.headed or not all(_is_agency(column.text, found) for column in names):
        return 0
    below = rows[at + 1 : at + _AHEAD]
    marked = found.number is not None or found.issued is not None
    if not marked and not any(shows_letterhead(r, found) or type_of(r.text) for r in below):
        return 0
    if not all(name.text.isupper() for name in names) and not any(shows_letterhead(r, found) for r in below[:4]):
        return 0
    for column in names:
        _add_agency(column, found)
    return 1


def _add_agency(text: Text, found: Opening) -> None:
    if (under := _UNDER.match(text.text)) is not None:  # both lines of a letterhead run into one
        _add_agency(text.slice(*under.span("upper")), found)
        text = text.slice(*under.span("lower"))
    last = found.agencies[-1] if found.agencies else None
    new = opens_with(text.text.upper(), vocabulary().lists["heads"]) and not _CONTINUES.match(text.text)
    if last is not None and (not new or _UNFINISHED.search(last[-1].text)):
        last.append(text)
    else:
        found.agencies.append([text])


LETTERHEAD: tuple[Step, ...] = (_read_site, _read_marks, _read_whole, _read_agencies)
