"""Decoded text to the text all stages read: NFC, plain spaces, one kind of line break, nothing invisible.

Offsets are recorded while the text is made, never found again afterwards. Leaves tabs, bullets, private-use signs
and every visible character as they are, but for letters that are none of Vietnamese (Ð, eth, for Đ).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cchc_extract.model.span import Span

# Soft hyphen, zero-width and direction signs, byte-order mark: what web pages and converters leave between letters.
INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
CONTROLS = "\x00-\x08\x0e-\x1b\x7f"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_BLANKS = "\x1c\x1d\x1e\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_MOST_MARKS = 30  # Unicode's stream-safe limit: no letter of any language has more
# What Vietnamese text is made of: no combining sign, nothing that NFC would change. Private-use signs are bullets.
_COMPOSED = (
    "\x00-\u02ff\u1e00-\u1eff\u2010-\u205e\u2070-\u209f\u20a0-\u20bf\u2190-\u22ff\u2500-\u27bf\ue000-\uf8ff\ufffd"
)
# The same without what is replaced or taken out: a text of these is in normal form as it stands, as most are.
_PLAIN = (
    "\t\n\x20-\x7e\u00a1-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u01a1\u01a4-\u0255\u0257-\u02ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u209f\u20a0-\u20bf\u2190-\u22ff\u2500-\u27bf\ue000-\uf8ff"
)
_BREAKS = "\x0b\x85\u2028\u2029"
# Letters of other alphabets (U+00D0, U+0189, U+00F0, U+0256; in PDFs U+01A2, U+01A3) that some fonts draw as the
# Vietnamese ones: no Vietnamese word has them.
_TAKEN_FOR = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư"}
_LOST = "\ufffd"


class Normal(NamedTuple):
    """`places[i]` is the offset in the decoded text of `text[i]`, and of its end; None where they are the same.

    `repairs` are (diagnostic's code, span in `text`). `unseen` are spans of the decoded text that hold invisible
    characters and lie between blanks: no character of `text` covers them.
    """

    text: str
    places: Sequence[int] | None
    repairs: tuple[tuple[str, Span], ...]
    unseen: tuple[Span, ...]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            "same length": f"[{_BLANKS}{_BREAKS}{''.join(_TAKEN_FOR)}\ud800-\udfff]",
            "break": f"(?<![\n\r\f{_BREAKS}])\f",
            "token": f"(?P<line>\r+\n|\r)|(?P<unseen>[{INVISIBLE}{CONTROLS}]+)"
            f"|(?P<cluster>[^\\s{_MARKS}{INVISIBLE}{CONTROLS}][{_MARKS}]{{1,{_MOST_MARKS}}})",
            "odd": f"[^{_PLAIN}]",
            "foreign": f"[^{_COMPOSED}]",
            "piece": r"\S{1,200}",
            "repair": f"[{''.join(_TAKEN_FOR)}{_LOST}\ud800-\udfff]",
            "control": f"[{CONTROLS}]",
        }[name]
    )


def normalise(decoded: str) -> Normal:
    """The text of a document, with its offset map. Never raises."""
    if not _pattern("odd").search(decoded):
        return Normal(decoded, None, (), ())
    text = decoded
    if "\f" in text:  # at a line's beginning it parts two pages, as `pdftotext` writes it; elsewhere it breaks the line
        text = _pattern("break").sub("\n", text)
    if _pattern("same length").search(text):
        text = text.translate(_same_length())
    places: array[int] | None = None
    unseen: list[Span] = []
    first: dict[str, int] = {}
    if _pattern("token").search(text):
        text, places = _rewrite(text, unseen, first)
    if _pattern("foreign").search(text):
        text, places = _by_word(text, places)
    repairs = sorted(
        [(at, code) for code, at in first.items()]
        + [
            (m.start(), "source.letter-repaired" if m.group() in _TAKEN_FOR else "source.character-lost")
            for m in _pattern("repair").finditer(decoded)
        ]
    )
    return Normal(
        text,
        places,
        tuple((code, _in_text(at, places, len(text))) for at, code in repairs),
        tuple(unseen),
    )


@cache
def _same_length() -> dict[int, str]:
    surrogates = dict.fromkeys(range(0xD800, 0xE000), _LOST)  # in a `str` made by a careless program only
    blanks, breaks = ({ord(c): by for c in signs} for signs, by in ((_BLANKS, " "), (_BREAKS, "\n")))
    return surrogates | blanks | breaks | {ord(c): by for c, by in _TAKEN_FOR.items()}


def _rewrite(text: str, unseen: list[Span], first: dict[str, int]) -> tuple[str, array[int]]:
    """The text without invisible characters, its clusters composed, its line breaks plain.

    An invisible run belongs to the visible character before it, else to the one after it, else it is `unseen`.
    """
    parts: list[str] = []
    places = array("q")
    borrowed: list[tuple[int, int]] = []
    at = 0
    for token in _pattern("token").finditer(text):
        start, end = token.span()
        parts.append(text[at:start])
        places.extend(range(at, start))
        at = end
        if token.lastgroup == "line":
            parts.append("\n")
            places.append(start)
        elif token.lastgroup == "cluster":
            composed = unicodedata.normalize("NFC", token.group())
            parts.append(composed)
            places.append(start)
            places.extend(range(end - len(composed) + 1, end))
        else:
            kind = "control" if _pattern("control").search(token.group()) else "invisible"
            first.setdefault(f"source.{kind}-removed", start)
            if start and not text[start - 1].isspace():
                continue
            if end < len(text) and not text[end].isspace():
                borrowed.append((len(places), start))
            else:
                unseen.append((start, end))
    parts.append(text[at:])
    places.extend(range(at, len(text) + 1))
    for index, place in borrowed:
        places[index] = place
    return "".join(parts), places


def _by_word(text: str, places: array[int] | None) -> tuple[str, array[int] | None]:
    """NFC for what the clusters do not cover (other scripts, an invisible sign inside a letter), word by word.

    Inside such a word places are shared out evenly; its own place is exact. Whole texts are not given to
    `unicodedata`: its time grows with the square of a run of marks, so a word is cut where no real one ends.
    """
    parts: list[str] = []
    known: Sequence[int] = range(len(text) + 1) if places is None else places
    wider = array("q")
    at = 0
    for piece in _pattern("piece").finditer(text):
        if (composed := unicodedata.normalize("NFC", piece.group())) == piece.group():
            continue
        start, end = piece.span()
        parts += (text[at:start], composed)
        wider.extend(known[at:start])
        wider.extend(known[start + i * (end - start) // len(composed)] for i in range(len(composed)))
        at = end
    if not at:
        return text, places
    parts.append(text[at:])
    wider.extend(known[at : len(text) + 1])
    return "".join(parts), wider


def _in_text(at: int, places: Sequence[int] | None, length: int) -> Span:
    """The character of the text that an offset of the decoded text belongs to."""
    here = at if places is None else bisect_right(places, at) - 1
    here = max(0, min(here, length - 1))
    return here, min(here + 1, length)
