"""Two readings of one page to one: where they agree, where they differ.

Enters: the words of both, in the same pixels. Leaves: words whose confidence says how far they are to be trusted. What
the two read differently stays below `DOUBT`, whatever tesseract thinks of it: it has read `Quý III` as `Quý II` and was sure.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.readers.scan_words import Seen

DOUBT = 0.5  # the most that a word has that was read in two ways, or by one reading only
_NOTHING = 0.35  # what only one reading saw, and is no surer than this, is dirt
_SAME = str.maketrans("–—‐⁄’‘“”", "---/''\"\"")  # signs that no reader tells apart in small print


def agreed(one: Sequence[Seen], other: Sequence[Seen]) -> list[Seen]:
    """The words of a page. Of two different readings of a place the surer one is kept, and doubted."""
    words: list[Seen] = []
    for mine, theirs in _places(one, other):
        if _spelt(mine) == _spelt(theirs):
            sure = max(_sureness(mine), _sureness(theirs))
            words += [word._replace(confidence=max(word.confidence, sure)) for word in mine]
            continue
        best = max((mine, theirs), key=_sureness)
        if mine and theirs or _sureness(best) > _NOTHING:
            words += [word._replace(confidence=min(word.confidence, DOUBT)) for word in best]
    return words


def _spelt(words: Sequence[Seen]) -> str:
    return " ".join(word.text for word in words).translate(_SAME)


def _sureness(words: Sequence[Seen]) -> float:
    return min((word.confidence for word in words), default=0.0)


def _places(one: Sequence[Seen], other: Sequence[Seen]) -> list[tuple[list[Seen], list[Seen]]]:
    """The words of both that stand over each other, from left to right, by the order of the first reading."""
    home: dict[int, int] = {}  # of a word of the other reading: the place it is in
    places: list[tuple[list[int], list[int]]] = []
    by_top = sorted(range(len(other)), key=lambda k: other[k].top)
    for i, word in enumerate(one):
        over = [k for k in by_top if _over(word, other[k])]
        known = sorted({home[k] for k in over if k in home})
        at = known[0] if known else len(places)
        if not known:
            places.append(([], []))
        places[at][0].append(i)
        for gone in known[1:]:  # a word that joins two places
            for mine, theirs in zip(places[at], places[gone], strict=True):
                mine += theirs
            places[gone] = ([], [])
        for k in (*over, *places[at][1]):
            home[k] = at
        places[at][1][:] = sorted({*places[at][1], *over})
    alone = [([], [k]) for k in range(len(other)) if k not in home]
    return [
        (sorted((one[i] for i in mine), key=_left), sorted((other[k] for k in theirs), key=_left))
        for mine, theirs in (*places, *alone)
        if mine or theirs
    ]


def _left(word: Seen) -> float:
    return word.left


def _over(one: Seen, other: Seen) -> bool:
    """Whether two boxes are of one place: half of the smaller one, in either direction."""
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if 2 * high <= min(one.bottom - one.top, other.bottom - other.top):
        return False
    wide = min(one.right, other.right) - max(one.left, other.left)
    return 2 * wide > min(one.right - one.left, other.right - other.left)
