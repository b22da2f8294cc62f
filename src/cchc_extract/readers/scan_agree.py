"""Two readings of one page to one: where they agree, where they differ.

Enters: the words of both, in the same pixels. Leaves: words whose confidence says how far they are to be trusted. What
the two read differently is `DOUBT` at most, whatever tesseract thinks of it. No word is made that neither of them read,
but for signs that can stand for one thing only, or for none, and words that are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

from cchc_extract.grammar.load import vocabulary
from cchc_extract.readers.scan_words import Seen

DOUBT = 0.5  # the most that a word has that was read in two ways, or by one reading only
_NOTHING = 0.35  # what only one reading saw, and is no surer than this, is dirt
_USUAL = 4  # times as often in the grammars: `phẩm` beside `phãm`, `Tổ` beside `Tố`, whatever tesseract prefers
_SAME = str.maketrans("–—‐~⁄’‘“”", "----/''\"\"")  # signs that no reader tells apart in small print
_RARE = 6  # times in the grammars, at most
_OVER_ROOF = "\u0301\u0303\u0309"  # sắc, ngã, hỏi: over `â`, `ê`, `ô` they are the smallest signs of print
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r".*\d|\(?[IVX]+(?![^\W\d_])")
_NO_WORD = re.compile("[0-9][À-ỹ]|[À-ỹ][0-9]")  # `1ư` for `Tư`
_STROKES = re.compile(r"\(?[Il|]+[.)/,]?")  # `l.`, `lI`, `|`: strokes alone are a Roman number
_BEFORE_FIVE = re.compile(r"(?<![^(])[1l|](?=[VX](?![^\W\d_]))")  # `1V/2026`
_QUOTES = frozenset("'\"‘’“”`´")
Witness = Callable[[Seen], bool]  # whether something else speaks against a word
Look = Callable[[Seen], str]  # what something else says that a word is


def agreed(
    one: Sequence[Seen],
    other: Sequence[Seen],
    against: Witness = lambda word: False,
    shown: Look = lambda word: word.text,
) -> list[Seen]:
    """The words of a page. Of two different readings of a place one is kept, and doubted. `against` and `shown` are
    what the picture itself says of a word."""
    words: list[Seen] = []
    look = partial(_put_right, shown=shown)
    for mine_as_read, theirs_as_read in _places(_unquoted(one), _unquoted(other)):
        mine, theirs = [*map(look, mine_as_read)], [*map(look, theirs_as_read)]
        if _spelt(mine) == _spelt(theirs):
            sure = min(_surety(mine, theirs), DOUBT if any(map(against, mine)) else 1.0)
            words += [word._replace(confidence=sure) for word in mine]
            continue
        best = _likelier(mine, theirs, against)
        if (mine and theirs) or not _is_dirt(mine_as_read or theirs_as_read, other if mine else one):
            words += [word._replace(confidence=min(word.confidence, DOUBT)) for word in best]
    return words


def _unquoted(words: Sequence[Seen]) -> Sequence[Seen]:
    """The words of a cell without a quotation mark that is opened and never closed: tesseract sees one before the arm
    of many a `T` (`“Tháng 5`)."""
    closed = any(_QUOTES & set(word.text[1:]) for word in words)
    if closed:
        return words
    return [w._replace(text=w.text[1:]) if w.text[0] in _QUOTES and len(w.text) > 1 else w for w in words]


def _put_right(word: Seen, shown: Look) -> Seen:
    """Signs that stand for no other in any document: a tilde alone is a dash; strokes alone are a Roman number, which
    has as many as the picture shows; a word that is none, one small tone from a usual one, is that."""
    if word.text == "~":
        return word._replace(text="-")
    word = word._replace(text=word.text.replace("⁄", "/"))
    text = shown(word)
    if _STROKES.fullmatch(text) and set(text) & set("l|"):
        text = text.replace("l", "I").replace("|", "I")
    text = _toned(_BEFORE_FIVE.sub("I", text))
    return word if text == word.text else word._replace(text=text, confidence=min(word.confidence, DOUBT))


def _surety(mine: Sequence[Seen], theirs: Sequence[Seen]) -> float:
    """How far to trust what both read. Figures have no other witness: they are as sure as the doubtful reading; a word
    that is known is as sure as the sure one."""
    one, other = _least(mine), _least(theirs)
    text = _spelt(mine)
    if _NO_WORD.search(text) or any(map(_is_mistakable, _LETTERS.findall(text.lower()))):
        return min(one, other, DOUBT)
    if _FIGURES.match(text):
        return min(one, other)
    return max(one, other) if _usual(mine) or not _LETTERS.search(text) else (one + other) / 2


def _likelier(mine: Sequence[Seen], theirs: Sequence[Seen], against: Witness) -> Sequence[Seen]:
    """Of two readings that differ the one that nothing speaks against, else that of the far more usual words, else the
    surer one."""
    if not mine or not theirs:
        return mine or theirs
    denied = any(map(against, mine)), any(map(against, theirs))
    if denied[0] != denied[1]:
        return theirs if denied[0] else mine
    if not _FIGURES.match(_spelt(mine)) and not _FIGURES.match(_spelt(theirs)):
        one, other = _usual(mine), _usual(theirs)
        if max(one, other) + 1 > _USUAL * (min(one, other) + 1) or bool(one) != bool(other):
            return mine if one > other else theirs
    return max((mine, theirs), key=_least)


def _is_dirt(words: Sequence[Seen], reading: Sequence[Seen]) -> bool:
    """Whether what only one reading saw is nothing: it is hardly sure itself, or a sign on a line of words that the
    other reading has without it. A dash may open a line."""
    text = _spelt(words)
    if _least(words) <= _NOTHING or any(sign.isalnum() for sign in text):
        return _least(words) <= _NOTHING
    first = words[0]
    middle = (first.top + first.bottom) / 2
    beside = [word for word in reading if word.top < middle < word.bottom]
    return any(word.right <= first.left for word in beside) if text in "-+•*" else bool(beside)


def _is_mistakable(word: str) -> bool:
    """Whether a rare word is a usual one but for a tone over a roof: `thế` for `thể`, which both readings mistake."""
    own = vocabulary().get(word, 0)
    return own <= _RARE and _rival(word)[0] > 10 * own + _RARE


def _toned(text: str) -> str:
    """The usual word instead of one that stands nowhere and is it but for a tone over a roof: `phẩm` for `phấm`."""
    if not text.isalpha() or vocabulary().get(text.lower()):
        return text
    times, word = _rival(text.lower())
    if times <= _RARE:
        return text
    return "".join(new.upper() if old.isupper() else new for old, new in zip(text, word, strict=True))


def _rival(word: str) -> tuple[int, str]:
    """The most usual word that is this one but for a tone over a roof, and how often it stands in the grammars."""
    parted = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in _OVER_ROOF if f"\u0302{mark}" in parted), None)
    if tone is None:
        return (0, word)
    rivals = [unicodedata.normalize("NFC", parted.replace(tone, other)) for other in _OVER_ROOF if other != tone]
    return max((vocabulary().get(rival, 0), rival) for rival in rivals)


def _usual(words: Sequence[Seen]) -> int:
    """How often the least usual of the words stands in the grammars."""
    return min((vocabulary().get(w, 0) for word in words for w in _LETTERS.findall(word.text.lower())), default=0)


def _spelt(words: Sequence[Seen]) -> str:
    return " ".join(word.text for word in words).translate(_SAME)


def _least(words: Sequence[Seen]) -> float:
    return min((word.confidence for word in words), default=0.0)


def _places(one: Sequence[Seen], other: Sequence[Seen]) -> list[tuple[list[Seen], list[Seen]]]:
    """The words of both that stand over each other: from the first reading's words, with those of the other that no
    word of the first is over behind them."""
    places: list[tuple[set[int], set[int]]] = []
    for i, word in enumerate(one):
        place = ({i}, {k for k, seen in enumerate(other) if _over(word, seen)})
        for known in [p for p in places if p[1] & place[1]]:  # a word of the other reading is over several
            places.remove(known)
            place = (known[0] | place[0], known[1] | place[1])
        places.append(place)
    matched = {k for _, theirs in places for k in theirs}
    places += [(set(), {k}) for k in range(len(other)) if k not in matched]
    return [(sorted((one[i] for i in m), key=_left), sorted((other[k] for k in t), key=_left)) for m, t in places]


def _left(word: Seen) -> float:
    return word.left


def _over(one: Seen, other: Seen) -> bool:
    """Whether two boxes are of one place: half of the smaller one, in either direction."""
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if 2 * high <= min(one.bottom - one.top, other.bottom - other.top):
        return False
    wide = min(one.right, other.right) - max(one.left, other.left)
    return 2 * wide > min(one.right - one.left, other.right - other.left)
