"""What stands between the title and the body: what it is enclosed in, who enacts, on what basis.

In: rows, a position, what has been read. Out: how many rows are of it; what they hold is put into the opening. The
body's first paragraph, `Căn cứ …, Sở Nội vụ báo cáo như sau:` too, is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cchc_extract.grammar.load import grammar
from cchc_extract.model.span import Text, join
from cchc_extract.segment.document_words import labelled, opens_with, rule_match
from cchc_extract.segment.found import Opening
from cchc_extract.segment.rows import Row
from cchc_extract.segment.title import ANNOUNCES, is_authority

_DASH = re.compile(r"\A[-–+*•]\s*")
_NEXT = re.compile(r"(?<=;)\s+(?=Căn cứ\s)")
_TERM = re.compile(r"\(?KH(?:ÓA|OÁ)|KỲ HỌP|NHIỆM KỲ")
_LAWS = re.compile(r"(?:Luật|Bộ luật|Nghị |Thông tư|Quyết định|Pháp lệnh|Văn bản)")
_BRACKET = 5  # rows of a bracket
_PARAGRAPH = 25  # rows of a paragraph


def read_enacting(rows: Sequence[Row], at: int, found: Opening) -> int:
    """The rows at `at` that are a bracket under the title, the enacting line or authority, or a paragraph of the
    legal basis. A copy may have lost the title: then a complete letterhead must stand above.
    """
    row = rows[at]
    if not found.titled and not found.headed and not found.basis:
        return 0
    if row.text.startswith("("):
        return _read_bracket(rows, at, found)
    if rule_match("enacting", row.text) is not None:
        found.enacted = row.words
        return 1
    runs_on = found.authority and not found.basis and row.text.isupper() and not row.after_blank
    if is_authority(row.text) or (found.authority and _TERM.match(row.text)) or (runs_on and row.columns):
        found.authority.append(row.words)
        return 1
    return _read_basis(rows, at, found)


def _read_bracket(rows: Sequence[Row], at: int, found: Opening) -> int:
    words = [rows[at].words]
    while ")" not in words[-1].text and len(words) < _BRACKET and at + len(words) < len(rows):
        words.append(rows[at + len(words)].words)
    text = join(words, " ")
    if ")" not in text.text or found.basis or not found.titled:
        return 0
    if (match := rule_match("enclosed", text.text)) is not None:
        found.enclosed = (text, match)
    return len(words)


def _read_basis(rows: Sequence[Row], at: int, found: Opening) -> int:
    basis = rule_match("basis", _DASH.sub("", rows[at].text)) is not None
    other = rule_match("proposal", rows[at].text)
    opens = basis or (other is not None and bool(other["act"] or found.basis or found.authority))
    if not opens and (not found.basis or labelled(rows[at].text)):
        return 0
    words = [rows[at].words]
    for row in rows[at + 1 : at + _PARAGRAPH]:
        if not _goes_on(words[-1].text, row):
            break
        words.append(row.words)
    paragraph = join(words, " ")
    if not _enacts_below(rows, at + len(words)) and not (opens and _is_preamble(paragraph.text, other)):
        return 0
    if basis:
        found.basis += _paragraphs(paragraph)
    return len(words)


def _enacts_below(rows: Sequence[Row], at: int) -> bool:
    """Is the enacting line next? Then what stands between the basis and it is preamble, whatever its words and stop:
    `Trên cơ sở kết quả biểu quyết …` over `QUYẾT NGHỊ:`."""
    return at < len(rows) and rule_match("enacting", rows[at].text) is not None


def _is_preamble(text: str, other: re.Match[str] | None) -> bool:
    """Does this paragraph end as one of a preamble does? Another is the first of the body."""
    if text.endswith(":") or ANNOUNCES.search(text):
        return False
    return other is None or text.endswith((";", ",") if other["act"] else (";", ",", "."))


def _paragraphs(text: Text) -> Iterator[Text]:
    """The paragraphs of a basis, without dash; two of them may have run into one line."""
    start = 0
    for end in (*(m.start() for m in _NEXT.finditer(text.text)), len(text.text)):
        part = text.slice(start, end)
        opener = re.match(r"[-–+*•\s]*", part.text)
        yield part.slice(opener.end() if opener else 0, len(part.text))
        start = end


@cache
def _offices() -> tuple[str, ...]:
    """What opens the name of an office in small letters: `Ủy ban nhân dân tỉnh ban hành …`."""
    return tuple(grammar("citations").data["names"]["heads"])


def _goes_on(before: str, row: Row) -> bool:
    text = _DASH.sub("", row.text)
    if not row.columns or row.after_gap or labelled(row.text) or is_authority(row.text):
        return False
    if any(rule_match(name, text) for name in ("basis", "enacting")) or (
        before.endswith((";", ",", ".")) and rule_match("proposal", text)
    ):
        return False
    first = text[:1] if text[:1].isascii() else text[:1].upper()  # TCVN3 has no `Ủ`: its `ủy ban` opens a line too
    if before.endswith(",") and opens_with(first + text[1:], _offices()):  # who enacts, on a line of its own
        return False
    if before.endswith((";", ".", ":")):
        return not row.after_blank and before.endswith(";") and _LAWS.match(row.text) is not None
    return not row.after_blank or row.text[0].islower()
