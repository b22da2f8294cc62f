"""The parts of a citation: its type, its date, who issued it.

In: a text and a place in it. Out: what stands there, and where it ends. Nothing here decides what is a
citation.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.fields.lexicon import Lexicon
from cchc_extract.grammar.load import grammar
from cchc_extract.model.span import Span

_PLAIN = (("Đ", "D"), ("Ư", "U"), ("–", "-"), ("…", "."), ("“", '"'), ("”", '"'))
_WORD = re.compile(r"\S+")
_NUMBER_WORD = re.compile(r"[\s,(:]*(?:\b[Ss][Ốố][\s:]*)?\Z")
_JOINT = re.compile(r"\s?(?:,|-|–|và|&|;)\s")
_OPENERS = "(\"“‘'-–[+*"
_LONGEST_TYPE = 4  # words: `Chương trình hành động`
_LONGEST_OFFICE = 12  # words
_LONGEST_PLACE = 4  # words: `Bà Rịa - Vũng Tàu`, two of them joined by the dash
_PLACE_WORD = re.compile(r"\s?(?:-\s)?(?P<word>[^\W_]+(?:-[^\W_]+)*)")
_WINDOW = 160  # characters between a type and its number: `Quyết định của … số`


class Reading(NamedTuple):
    """A text as it is printed, and as the grammar's patterns look at it; offsets hold in both."""

    text: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Reading:
        """The reading of a text."""
        plain = text
        for letter, plainer in _PLAIN:
            plain = plain.replace(letter, plainer)
        return cls(text, plain)


class Wordings(NamedTuple):
    """`grammars/citations.toml`, ready for use."""

    types: dict[str, str]
    symbols: dict[str, str]
    alike: frozenset[tuple[str, str]]
    offices: frozenset[str]
    glued: tuple[str, ...]
    central: Lexicon
    fields: Lexicon
    heads: Lexicon
    stops: Lexicon
    patterns: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """The grammar's types, symbols and names, and the patterns of its tails."""
    source = grammar("citations")
    names, reading = source.data["names"], source.data["reading"]
    types: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for name, spelled, marks in reading["types"]:
        types |= dict.fromkeys(spelled, name)
        symbols |= dict.fromkeys((mark.casefold() for mark in marks), name)
    return Wordings(
        types=types,
        symbols=symbols,
        alike=frozenset((a, b) for a, b in reading["alike"]),
        offices=frozenset(name.casefold() for name in reading["offices"]),
        glued=tuple(name.casefold() for name in reading["glued"]),
        central=Lexicon(name.lower() for name in names["central"]),
        fields=Lexicon(name.lower() for name in names["fields"]),
        heads=Lexicon(names["heads"]),
        stops=Lexicon(names["stops"]),
        patterns={
            name: re.compile(source.expand(source.macros[name]), re.IGNORECASE)
            for name in ("dated", "undayed", "by", "council", "ministry", "level", "term", "word")
        },
    )


class Lead(NamedTuple):
    """What stands before a number: the type, printed from `start` on, and an issuer between the two."""

    start: int
    type: str
    issuer: str | None = None
    misprint: str | None = None


def read_lead(reading: Reading, number: int, expected: str | None) -> Lead | None:
    """The type before the number that begins at `number`; `expected` is what the number tells."""
    text = reading.text
    tail = _NUMBER_WORD.search(text[max(0, number - 12) : number])
    end = number - (len(tail[0]) if tail else 0)
    if (found := _type_before(text, end, expected)) is not None:
        return found
    window = max(0, end - _WINDOW)
    of = max(text.rfind(" của ", window, end), text.rfind("\ncủa ", window, end))
    if of < 0 or (office := read_office(reading, of + 5)) != (of + 5, end):
        return None
    found = _type_before(text, of, expected)
    return found and Lead(found.start, found.type, text[office[0] : office[1]], found.misprint)


def _type_before(text: str, end: int, expected: str | None) -> Lead | None:
    spans = [m.span() for m in _WORD.finditer(text, max(0, end - 60), end)][-_LONGEST_TYPE:]
    for start, _ in spans:
        while start < end and text[start] in _OPENERS:
            start += 1
        phrase = " ".join(text[start:end].lower().split())
        if (kind := wordings().types.get(phrase)) is not None:
            return Lead(start, kind)
        if expected is not None and _misprinted(phrase, expected.lower()):
            return Lead(start, expected, misprint=text[start:end])
    return None


def _misprinted(phrase: str, wanted: str) -> bool:
    """Whether a type is misspelt in a letter or two, or has lost a tone: `chi thị`, `nghi đinh`."""
    if len(phrase) != len(wanted) or [w[0] for w in phrase.split()] != [w[0] for w in wanted.split()]:
        return False
    return 0 < sum(a != b for a, b in zip(phrase, wanted, strict=True)) <= 2


class Day(NamedTuple):
    """A printed date: `issued` its ISO form or known part, None for none; `wrong` if it is in no calendar."""

    issued: str | None
    wrong: bool = False


def read_day(match: re.Match[str]) -> Day:
    """The date in a match of the grammar's `dated` or `undayed`."""
    groups = match.groupdict()
    day, month, year = (groups.get(f"{part}1") or groups.get(f"{part}2") or "" for part in "dmy")
    if len(year) == 2:
        year = ("20" if int(year) < 70 else "19") + year
    d, m = (int(x) if x.isdigit() else None for x in (day, month))
    if m is None:
        return Day(year)
    if not 1 <= m <= 12:
        return Day(year, wrong=True)
    if d is None:
        return Day(f"{year}-{m:02}")
    try:
        return Day(date(int(year), m, d).isoformat())
    except ValueError:
        return Day(f"{year}-{m:02}", wrong=True)


class Tail(NamedTuple):
    """What stands behind a number, up to `end`: the date and the issuer, in any order."""

    end: int
    day: Day | None
    issuer: str | None


def read_tail(reading: Reading, at: int, joint: bool, day: Day | None = None) -> Tail:
    """The tail behind `at`. `joint`: several may issue it (liên tịch); `day`: a date already read."""
    patterns, plain, issuer = wordings().patterns, reading.plain, None
    for _ in range(2):
        if day is None and (m := patterns["dated"].match(plain, at) or patterns["undayed"].match(plain, at)):
            day, at = read_day(m), m.end()
        if issuer is None and (m := patterns["by"].match(plain, at)):
            office = read_office(reading, m.end())
            while joint and office is not None and (more := _JOINT.match(plain, office[1])):
                after = read_office(reading, more.end())
                if after is None:
                    break
                office = (office[0], after[1])
            if office is not None:
                issuer, at = reading.text[office[0] : office[1]], office[1]
    return Tail(at, day, issuer)


def read_office(reading: Reading, at: int) -> Span | None:
    """The agency, or its head, whose name begins at `at`; None if no agency does."""
    words, window = wordings(), reading.text[at : at + 240]
    low = window.lower().replace("\n", " ")
    if len(low) != len(window):  # a letter whose small form is longer: no Vietnamese
        return None
    if (end := words.central.end(low, 0)) is not None:
        term = words.patterns["term"].match(reading.plain, at + end)
        return at, term.end() if term else at + end
    if (council := words.patterns["council"].match(reading.plain, at)) is not None:
        end = _place(reading, council.end())
        term = words.patterns["term"].match(reading.plain, end)
        return at, term.end() if term else end
    if (ministry := words.patterns["ministry"].match(reading.plain, at)) is not None:
        end = words.fields.end(low, ministry.end() - at)
        if end is not None:
            return at, _place(reading, at + end)
    return _other_office(reading, at, low)


def _place(reading: Reading, at: int) -> int:
    """Where the place that stands at `at` ends (` tỉnh Hà Nam`); `at` itself if there is none."""
    level = wordings().patterns["level"].match(reading.plain, at)
    if level is None:
        return at
    end = level.end()
    if level["whole"]:
        return end
    for _ in range(_LONGEST_PLACE):
        word = _PLACE_WORD.match(reading.plain, end)
        if word is None or not (reading.text[word.start("word")].isupper() or word["word"].isdigit()):
            break
        end = word.end()
    return end


def _other_office(reading: Reading, at: int, low: str) -> Span | None:
    words = wordings()
    end = words.heads.end(reading.text, at)
    if end is None:
        return None
    for _ in range(_LONGEST_OFFICE):
        after = end + 1
        if not reading.text[end:after].isspace() or words.stops.end(reading.text, after) is not None:
            break
        known = words.fields.end(low, after - at)
        word = words.patterns["word"].match(reading.plain, after)
        if known is None and word is None:
            break
        end = word.end() if known is None and word else at + (known or 0)
    return at, end
