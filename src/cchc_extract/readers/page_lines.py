"""Words of a page to printed lines, and printed lines to passages: what wrapping broke is put together again.

Enters: pieces of lines with their boxes, in any order. Leaves: `Printed` lines from top to bottom; `Passage`s, each a
paragraph as it was typed, with the places of its lines. A line goes on only where the next one's first word would not
have fitted on it: where a cell or a page ends is known here, and nowhere later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Word
from cchc_extract.readers.syllables import is_syllable

_SPACE = 0.25  # of the letters' size: a blank's width
_GLUED = 0.15  # of it: pieces of one line so near are of one word
_SURELY = 0.15  # of the next word's width: what a line must have left beyond it, so that it is at its end
_TIGHT = 1.3  # letters: where the next one may be a wide one
_CENTRED = 3.0  # points
_MOST_PADDING = 8.0  # points between a cell's side and its words
_NUMBER = re.compile(r"(?:\d{1,2}([/.-]))?\d{1,2}(?(1)\1|/)(?:19|20)\d\d|\d{1,3}([.,])\d{3}(?:\2\d{3})*")
_DATE = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d")
_LONGEST_CALL = 3  # figures
_CALLS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NEAR_CALL, _SMALL, _RISEN = 0.3, 0.9, 0.2  # of the size of the letters before it
RAISED = str.maketrans("0123456789", _CALLS)
_BROKEN_WORD = re.compile(r"\w-\Z")
LABEL = re.compile(r"(?:[-–—+•*·▪]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}\.)\s")
BARE_LABEL = re.compile(r"[-–—+•*·▪]|[(\[]?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVXLC]{1,6}|[A-ZĐ])[.)\]]{0,2}")
_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
STOPS = ".;:!?"


class Printed(NamedTuple):
    """One line as it is printed: its pieces from left to right."""

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


class Passage(NamedTuple):
    """A text without line breaks; `places`: (start, end, box, confidence) of the printed pieces that it is made of."""

    text: str
    places: tuple[tuple[int, int, Box, float | None], ...]


def printed_lines(words: Iterable[Word]) -> list[Printed]:
    """The lines of a rectangle: its pieces come from top to bottom, those with middles beside each other are one."""
    rows: list[list[Word]] = []
    for word in words:
        if rows and _beside(rows[-1][0].box, word.box):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Printed((row[0],), *row[0].box) if len(row) == 1 else _line(sorted(row, key=_left)) for row in rows]


def _line(row: Sequence[Word]) -> Printed:
    words = [row[0], *(_raised(word, before) for before, word in pairwise(row))]
    boxes = [word.box for word in words]
    tallest = max(boxes, key=lambda box: box[3] - box[1])
    return Printed(tuple(words), min(b[0] for b in boxes), tallest[1], max(b[2] for b in boxes), tallest[3])


def _raised(word: Word, before: Word) -> Word:
    """A piece, with raised figures if it is a number that calls a note: small, and high behind the words before it."""
    (_, top, x1, bottom), (x0, high, _, low) = before.box, word.box
    size = bottom - top
    calls = word.text.isdecimal() and len(word.text) <= _LONGEST_CALL and x0 - x1 < _NEAR_CALL * size
    if calls and low - high < _SMALL * size and bottom - low > _RISEN * size:
        return word._replace(text=word.text.translate(RAISED))
    return word


def _beside(first: Box, box: Box) -> bool:
    """Whether the middle of one box lies within the other's height."""
    middle, other = (box[1] + box[3]) / 2, (first[1] + first[3]) / 2
    return first[1] < middle < first[3] and box[1] < other < box[3]


def passage(lines: Sequence[Printed], right: float | None = None) -> Passage:
    """Lines as one text. A word or number broken after its own hyphen is joined without a space, and so is one that is
    broken at the edge of its cell, which ends at `right`."""
    text = ""
    places: list[tuple[int, int, Box, float | None]] = []
    for at, line in enumerate(lines):
        for k, (words, box, confidence) in enumerate(line.words):
            if k:
                apart = box[0] - line.words[k - 1].box[2] > _GLUED * line.size and words[0] not in _CALLS
                text += " " if apart else ""
            elif text and not (text[-1] == "-" and _BROKEN_WORD.search(text) and words[0].isalnum()):
                text += "" if right is not None and _is_broken(lines[at - 1], line, right) else " "
            start = len(text)
            text += words if words.isprintable() else _plain(words)
            places.append((start, len(text), box, confidence))
    if len(places) > 1 and all(place[3] is None for place in places):
        places = [(0, len(text), hull([place[2] for place in places]), None)]
    return Passage(text, tuple(places))


def _is_broken(line: Printed, following: Printed, right: float) -> bool:
    """Whether the end of a cell's line has broken a number or a word, and the next line holds its rest."""
    return _fills(line, following, right) or _cuts(line.words[-1], following.words[0], right)


def _cuts(last: Word, following: Word, right: float) -> bool:
    """Whether not one letter more would fit on a line, and its last letters give a date, a sum or a syllable together
    with the first of the next line: a sum or date that is too wide for its cell, a syllable of which a part is none."""
    broken_after = last.text[-1] in "/.-"  # there a line may be broken wherever it ends
    if not broken_after and last.box[2] + _TIGHT * (last.box[2] - last.box[0]) / len(last.text) <= right:
        return False
    before, after = last.text.rsplit(" ", 1)[-1], following.text.split(" ", 1)[0].rstrip(STOPS + ",")
    if broken_after:
        return before[:1].isdecimal() and _is_number(before, after, alone=False)
    if before[-1].isdecimal():
        return _is_number(before, after, alone=before == last.text)
    if not (after.isalpha() and before.isalpha()) or (is_syllable(before) and is_syllable(after)):
        return False
    return is_syllable(before + after)


def _is_number(before: str, after: str, alone: bool) -> bool:
    """Whether the parts of a line's end and the next one's beginning are one date or sum; of a line with other words
    only a whole date is believed, of which neither part is one."""
    if alone and after.isdecimal():
        return _NUMBER.fullmatch(before + after) is not None
    return after[:1].isdecimal() and _DATE.fullmatch(before + after) is not None and _DATE.fullmatch(after) is None


def _fills(line: Printed, following: Printed, right: float) -> bool:
    """Whether a line is a document's number, cut before its hyphen or where not one letter more would fit. What follows
    is in capitals then: in small letters the next word begins."""
    text, after = line.words[0].text, following.words[0].text.split(" ", 1)[0]
    if len(line.words) > 1 or " " in text or "/" not in text or not text[-1].isalnum() or not after.isupper():
        return False
    letter = (line.x1 - line.x0) / len(text)
    return after[0] == "-" or line.x1 + _TIGHT * letter > right


def hull(boxes: Sequence[Box]) -> Box:
    """The least rectangle around some."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def _plain(words: str) -> str:
    """Words without signs that would break the line or part columns."""
    return _BREAKS.sub(" ", words)


def cell_passages(words: Sequence[Word], box: Box) -> list[Passage]:
    """The paragraphs of a cell."""
    if not words:
        return []
    if len(words) == 1:
        return [passage((Printed((words[0],), *words[0].box),))]
    lines = printed_lines(words)
    left = min(line.x0 for line in lines)
    padding = min(max(left - box[0], 0.0), _MOST_PADDING)
    right = max(box[2] - padding, *(line.x1 for line in lines))
    return [passage(group, right) for group in wrapped(lines, left, right)]


def wrapped(lines: Sequence[Printed], left: float, right: float) -> list[list[Printed]]:
    """The lines between two edges, those together that only wrapping parts."""
    groups = [[lines[0]]]
    for line in lines[1:]:
        if goes_on(groups[-1], line, left, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def goes_on(group: Sequence[Printed], following: Printed, left: float, right: float) -> bool:
    """Whether the next line is the rest of a passage: its first word would not have fitted on the line before, and it
    opens no item: after a stop, or with the bullet that opens the passage."""
    if has_room(group[-1], following, left, right):
        return False
    label = LABEL.match(following.words[0].text + " ")
    if label is None:
        return True
    return group[-1].words[-1].text[-1:] not in STOPS and group[0].words[0].text[:1] != label[0][0]


def has_room(line: Printed, following: Printed, left: float, right: float) -> bool:
    """Whether the first word of the next line would have fitted on this one, between these edges."""
    text = following.words[0].text
    word = text.split(" ", 1)[0]
    box = following.words[0].box
    width = (box[2] - box[0]) * len(word) / len(text)
    centred = abs(line.x0 - left - right + line.x1) < _CENTRED and line.x0 - left > _CENTRED
    end = left + line.x1 - line.x0 if centred else line.x1
    return end + _SPACE * line.size + width * (1 + _SURELY) < right


def _left(word: Word) -> float:
    return word.box[0]
