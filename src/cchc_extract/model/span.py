"""Places in the source, and text that knows where it stood.

A `Span` is half-open and counts code points of the document's text. A `Text` is what a reader would copy:
markup gone, white space folded; each of its characters still knows its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

Span = tuple[int, int]

# Tags that converters leave in the text; an autolink (`<http://…>`) is text.
_NAMES = "ul|ol|li|i|b|u|s|em|strong|br|p|div|span|sup|sub|font|a|table|tbody|thead|tr|td|th"
_TAG = rf"</?(?:{_NAMES})(?:\s[^<>\n]*)?/?>"
MARKUP = re.compile(rf"{_TAG}|\*\*+", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"(?<![\w*\\(])\*(?=[^\s*)])[^*\n]*[^\s*(](\*)(?![\w*])|(?<=\()\*(?=[^\s*)])[^*\n]*[^\s*(](\*)(?=\))"
)
_TOKEN = re.compile(rf"(?P<gap>\s+)|(?P<markup>{_TAG}|\*\*+)|[^\s<*]+|[<*]", re.IGNORECASE)
_PARTING = re.compile(r"</?(?:br|li|p|div|tr)\b", re.IGNORECASE)  # tags that part lines
_CHUNK = re.compile(r"\S+(?:[^\S\n]\S+)*")
_BLANK = re.compile(r"\s")
_BROKEN_WORD = re.compile(r"\w-\Z")
_FEW_RUNS = 8  # up to here a plain walk is faster than a search
_offset = itemgetter(0)


class Text(NamedTuple):
    """Words with their places. `text` keeps a line break of the source as one `\\n`, else one space.

    `runs` are (offset in text, offset in source, length), in the order of the text.
    """

    text: str
    runs: tuple[tuple[int, int, int], ...] = ()

    @property
    def plain(self) -> str:
        """The text on one line; of the same length, so that offsets hold in both."""
        return self.text.replace("\n", " ")

    def __bool__(self) -> bool:
        return bool(self.text)

    def _cut(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        runs = self.runs
        if len(runs) > _FEW_RUNS:
            runs = runs[max(bisect_right(runs, start, key=_offset) - 1, 0) :]
        for at, source, length in runs:
            if at >= end:
                return
            a, b = max(start, at), min(end, at + length)
            if a < b:
                yield a - start, source + a - at, b - a

    def spans(self, start: int = 0, end: int | None = None) -> list[Span]:
        """Where text[start:end] stands in the source; more than one span where it was cut."""
        if start == 0 and end is None:
            return [(place, place + size) for _, place, size in self.runs]
        return [(place, place + size) for _, place, size in self._cut(start, len(self.text) if end is None else end)]

    def slice(self, start: int, end: int) -> Text:
        """text[start:end], with its places."""
        return Text(self.text[start:end], tuple(self._cut(start, end)))


EMPTY = Text("")


def join(texts: Iterable[Text], separator: str = "\n") -> Text:
    """The texts as one, parted by `separator`; empty ones add nothing.

    A word broken after its own hyphen is joined without it (`17/NQ-` + `CP`).
    """
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = 0
    for text in texts:
        if not text:
            continue
        if length:
            gap = "" if _BROKEN_WORD.search(parts[-1]) and text.text[0].isalnum() else separator
            parts.append(gap)
            length += len(gap)
        runs += ((at + length, source, size) for at, source, size in text.runs)
        parts.append(text.text)
        length += len(text.text)
    return Text("".join(parts), tuple(runs))


def markup_spans(source: str) -> Iterator[Span]:
    """Where tags, bold and emphasis marks stand."""
    if "<" in source or "*" in source:
        for match in MARKUP.finditer(source):
            yield match.span()
        for match in _EMPHASIS.finditer(source):
            yield match.start(), match.start() + 1
            yield match.end(match.lastindex or 0) - 1, match.end(match.lastindex or 0)


def read_words(source: str, start: int, end: int) -> Text:
    """The words of source[start:end]: markup out, white space folded, a line break kept as `\\n`."""
    raw = source[start:end]
    stripped = raw.strip()
    if not stripped:
        return EMPTY
    start += len(raw) - len(raw.lstrip())
    if "<" in stripped or "*" in stripped:
        return _read_marked(stripped, start)
    if stripped.isprintable() and "  " not in stripped:
        return Text(stripped, ((0, start, len(stripped)),))
    return _read_spaced(stripped, start)


def _read_spaced(raw: str, start: int) -> Text:
    """Words that only white space parts: a run goes on over a single blank, which is one character in both."""
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = last = 0
    for match in _CHUNK.finditer(raw):
        if runs:
            newline = "\n" in raw[last : match.start()]
            if not (newline and _BROKEN_WORD.search(parts[-1]) and match[0][0].isalnum()):
                parts.append("\n" if newline else " ")
                length += 1
        runs.append((length, start + match.start(), match.end() - match.start()))
        parts.append(_BLANK.sub(" ", match[0]))
        length += match.end() - match.start()
        last = match.end()
    return Text("".join(parts), tuple(runs))


def _read_marked(raw: str, start: int) -> Text:
    stars = {m.start() for m in _EMPHASIS.finditer(raw)} | {m.start(m.lastindex or 0) for m in _EMPHASIS.finditer(raw)}
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length, gap = 0, ""
    for token in _TOKEN.finditer(raw):
        word, at = token.group(), token.start()
        if token.lastgroup == "gap":
            gap += word
        elif token.lastgroup == "markup" or at in stars:
            gap += "\n" if _PARTING.match(word) else ""
        else:
            if gap and length:
                broken = "\n" in gap and _BROKEN_WORD.search(parts[-1]) and word[0].isalnum()
                if not broken:
                    parts.append("\n" if "\n" in gap else " ")
                    length += 1
            gap = ""
            if runs and runs[-1][0] + runs[-1][2] == length and runs[-1][1] + runs[-1][2] == start + at:
                runs[-1] = (*runs[-1][:2], runs[-1][2] + len(word))
            elif runs and parts[-1] == " " and raw[at - 1] == " " and runs[-1][1] + runs[-1][2] == start + at - 1:
                runs[-1] = (*runs[-1][:2], runs[-1][2] + 1 + len(word))
            else:
                runs.append((length, start + at, len(word)))
            parts.append(word)
            length += len(word)
    return Text("".join(parts), tuple(runs))
