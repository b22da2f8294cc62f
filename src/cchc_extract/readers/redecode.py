"""Text in Unicode whose TCVN3 or VNI was taken for Latin-1 (`KÕ ho¹ch`, `Keá hoaïch`) becomes the text it was.

In: decoded text. Out: the same with such runs put right, each with its place; a run is touched only where its words
become Vietnamese by it. Word files mix fonts, so one line, one cell or half of one may be such a run.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cchc_extract.model.span import Span
from cchc_extract.readers.legacy import CELL, WORD, capitals_restored, signs
from cchc_extract.readers.normalise import Normal, normalise
from cchc_extract.readers.syllables import common_words, is_syllable

_ENCODINGS = ("tcvn3", "vni")
_FEWEST = 2  # words that only become Vietnamese by it, half of them common ones
_SUPPORT = 6  # such words elsewhere in the document: then a common one is enough, or two of any kind
_SHARE = 0.8
_UNTOLD = re.compile(r"[A-ZĐ]+|[^\w\xad]|[¹²³]")  # abbreviations; a bullet or a © alone
# Signs of the two encodings that are no letters of Vietnamese and hardly punctuation of it. Most texts have none, and
# this is all that they cost.
_SIGN = re.compile(
    "[\xa1-\xac\xae\xb5\xb6\xb8\xbb-\xbe\xc4-\xc7\xcb\xce\xcf\xd1\xd6-\xd8\xdb\xdc\xde\xdf"
    "\xe4-\xe7\xeb\xee\xef\xf1\xf6-\xf8\xfb\xfc\xfe\xff]"
)
_LETTER = re.compile(r"[^\W\d_²³¹]|[\xa1-\xb1\xb4-\xb8\xba-\xbe]")  # or a sign that may be one


class Run(NamedTuple):
    """A part of a cell and what speaks for an encoding: words that only become syllables by it (`strong`, some of them
    `common`), and words that are none either way (`bad`)."""

    start: int
    end: int
    encoding: str
    strong: int
    common: int
    bad: int


class Redecoded(NamedTuple):
    """`places[i]` is the offset in the decoded text of `text[i]`, and of its end; None where nothing changed. `repairs`
    are (diagnostic's code, span in `text`)."""

    text: str
    places: array[int] | None
    repairs: tuple[tuple[str, Span], ...]


def redecode(text: str) -> Redecoded:
    """The text with its mis-decoded runs put right. Never raises; any other text is returned as it is."""
    if not _SIGN.search(text):
        return Redecoded(text, None, ())
    cells = [cell.span() for cell in CELL.finditer(text) if not cell.group().isascii()]
    certain = [run for cell in cells if _SIGN.search(text, *cell) for run in _runs(text, cell) if _is_certain(run)]
    if not certain:
        return Redecoded(text, None, ())
    support = Counter[str]()
    for run in certain:
        support[run.encoding] += run.strong
    runs = (run for cell in cells for run in _runs(text, cell))
    return _put_together(
        text, [r for r in runs if _is_certain(r) or (support[r.encoding] >= _SUPPORT and _is_likely(r))]
    )


def right_text(decoded: str) -> Normal:
    """The text that all stages read: what was taken for Latin-1 put right, then in normal form. Its places are those in
    `decoded`. Never raises."""
    right = redecode(decoded)
    normal = normalise(right.text)
    if right.places is None:
        return normal
    inner = range(len(right.text) + 1) if normal.places is None else normal.places
    redecoded = [(code, (bisect_left(inner, start), bisect_left(inner, end))) for code, (start, end) in right.repairs]
    return Normal(
        normal.text,
        array("q", [right.places[at] for at in inner]),
        (*redecoded, *normal.repairs),
        tuple((right.places[start], right.places[end]) for start, end in normal.unseen),
    )


def _put_together(text: str, runs: list[Run]) -> Redecoded:
    parts: list[str] = []
    places = array("q")
    repairs: list[tuple[str, Span]] = []
    at = 0
    for run in runs:
        read, inside = _read_run(text, run)
        start = len(places) + run.start - at
        encoding = run.encoding
        code = f"source.{encoding}-redecoded"
        if repairs and repairs[-1][0] == code and text[at : run.start].isascii():  # one repair of many lines
            start = repairs.pop()[1][0]
        parts += (text[at : run.start], read)
        places.extend(range(at, run.start))
        places.extend(inside)
        repairs.append((code, (start, len(places))))
        at = run.end
    parts.append(text[at:])
    places.extend(range(at, len(text) + 1))
    return Redecoded("".join(parts), places, tuple(repairs))


def _read_run(text: str, run: Run) -> tuple[str, array[int]]:
    """A run's text, and the place of each of its characters."""
    letters = signs(run.encoding).letters
    parts: list[str] = []
    places = array("q")
    at = run.start
    for sign in signs(run.encoding).pattern.finditer(text, run.start, run.end):
        if _is_alone(text, sign.span(), letters[sign.group()]):
            continue
        parts += (text[at : sign.start()], letters[sign.group()])
        places.extend(range(at, sign.start() + 1))
        at = sign.end()
    parts.append(text[at : run.end])
    places.extend(range(at, run.end))
    read = "".join(parts)
    return capitals_restored(read) if run.encoding == "tcvn3" else read, places


def _is_alone(text: str, sign: Span, letter: str) -> bool:
    """A bullet, a `©` or a footnote's mark (`2021¹`) is no letter: none stands beside it. A word of one letter
    (`« nhiÔm`: `ô nhiễm`) and the sign of money (`5.000®`) are."""
    start, end = sign
    if end - start > 1 or not _UNTOLD.fullmatch(text[start]) or letter in "đĐ":
        return False
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return not _LETTER.search(beside) and not (letter in common_words() and beside.isspace())


def _is_certain(run: Run) -> bool:
    return run.strong >= _FEWEST and 2 * run.common >= run.strong and _holds(run)


def _is_likely(run: Run) -> bool:
    return (run.strong >= _FEWEST or run.common > 0) and _holds(run)


def _holds(run: Run) -> bool:
    return run.strong >= _SHARE * (run.strong + run.bad)


def _runs(text: str, cell: Span) -> Iterator[Run]:
    """The runs of a cell that may be in an encoding: of two that read one place, the better."""
    found = sorted((r for e in _ENCODINGS for r in _runs_in(text, cell, e)), key=lambda r: (-r.strong, -r.common))
    kept: list[Run] = []
    for run in found:
        if all(run.end <= other.start or other.end <= run.start for other in kept):
            kept.append(run)
    yield from sorted(kept)


def _runs_in(text: str, cell: Span, encoding: str) -> Iterator[Run]:
    """A cell parted where a word is Vietnamese in Unicode."""
    start = cell[0]
    seen = Counter[str]()
    for word in WORD.finditer(text, *cell):
        kind = "" if word.group().isascii() else _kind(word.group(), encoding)
        if kind == "unicode":
            if seen["strong"]:
                yield Run(start, word.start(), encoding, seen["strong"], seen["common"], seen["bad"])
            start, seen = word.end(), Counter[str]()
        elif kind:
            seen[kind] += 1
            seen["strong"] += kind == "common"
    if seen["strong"]:
        yield Run(start, cell[1], encoding, seen["strong"], seen["common"], seen["bad"])


@cache
def _shown(encoding: str) -> frozenset[str]:
    """Every sign that the encoding's text has."""
    return frozenset("".join(signs(encoding).letters))


@lru_cache(1 << 15)
def _kind(word: str, encoding: str) -> str:
    """How a word speaks: `common` or `strong` for the encoding, `bad` against it, `unicode` for itself, or `` not."""
    read = _decoded(word, encoding)
    if _UNTOLD.fullmatch(word) or _UNTOLD.fullmatch(read):
        return ""
    before, after = is_syllable(word), read != word and is_syllable(read)
    if after and not before:
        return "common" if read.lower() in common_words() else "strong"
    if after or (before and read == word and all(sign.isascii() or sign in _shown(encoding) for sign in word)):
        return ""
    return "unicode" if before else "bad"


def _decoded(text: str, encoding: str) -> str:
    letters = signs(encoding).letters
    read = signs(encoding).pattern.sub(lambda m: letters[m.group()], text)
    return capitals_restored(read) if encoding == "tcvn3" else read
