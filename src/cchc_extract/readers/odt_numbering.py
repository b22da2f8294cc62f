"""The labels of lists in an OpenDocument text.

Lists and their paragraphs enter in their order; labels leave as a reader sees them. A list counts by what has come
before, so that each paragraph is to be asked about once.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from cchc_extract.readers.odt_package import STYLE, TEXT
from cchc_extract.readers.odt_styles import OdtStyles
from cchc_extract.readers.word_numbering import bullet, figure

_LEVELS = 10
_ID, _CONTINUES, _CONTINUES_LAST = (
    "{http://www.w3.org/XML/1998/namespace}id",
    TEXT + "continue-list",
    TEXT + "continue-numbering",
)
_FORMATS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "01, 02, 03, ...": "decimalZero",
}
_BULLETS = (TEXT + "list-level-style-bullet", TEXT + "list-level-style-image")


class OpenList(NamedTuple):
    """A list that is being read: its style, how deep it stands (from 0), how far each level has counted."""

    style: str | None
    level: int
    counted: list[int | None]


class OdtNumbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._by_id: dict[str | None, list[int | None]] = {}
        self._last: dict[str | None, list[int | None]] = {}  # of each style
        self._headings: list[int | None] = [None] * _LEVELS

    def begin(self, element: Element, outer: OpenList | None) -> OpenList:
        """A list begins; `outer` is the one that it stands in."""
        own = element.get(TEXT + "style-name")
        if outer is not None:
            return OpenList(own or outer.style, min(outer.level + 1, _LEVELS - 1), outer.counted)
        counted = self._by_id.get(element.get(_CONTINUES))
        if counted is None and element.get(_CONTINUES_LAST) == "true":
            counted = self._last.get(own)
        if counted is None:
            counted = [None] * _LEVELS
        self._last[own] = counted
        if name := element.get(_ID):
            self._by_id[name] = counted
        return OpenList(own, 0, counted)

    def label(self, inside: OpenList, item: Element, paragraph: Element, empty: bool) -> str:
        """The label of an item's first paragraph, with what parts it from the words; no bullet before nothing."""
        style = inside.style or self._styles.list_of(paragraph.get(TEXT + "style-name")) or ""
        levels = _levels(self._styles.lists.get(style))
        start = item.get(TEXT + "start-value", "")
        return _label(levels, inside.level, inside.counted, start, empty)

    def heading(self, element: Element) -> str:
        """The label of a heading that stands in no list: it is counted by its level."""
        if element.get(TEXT + "is-list-header") == "true":
            return ""
        level = _number(element.get(TEXT + "outline-level"), 1) - 1
        start = element.get(TEXT + "start-value", "")
        return _label(_levels(self._styles.outline), min(max(level, 0), _LEVELS - 1), self._headings, start, False)


def _levels(style: Element | None) -> dict[int, Element]:
    return {} if style is None else {_number(each.get(TEXT + "level"), 1) - 1: each for each in style}


def _label(levels: dict[int, Element], at: int, counted: list[int | None], start: str, empty: bool) -> str:
    before = counted[at]
    first = _number(start or (levels[at].get(TEXT + "start-value") if at in levels else None), 1)
    counted[at] = first if before is None or start else before + 1
    counted[at + 1 :] = [None] * (_LEVELS - at - 1)
    for above in range(at):  # a level passed over counts as begun
        if counted[above] is None:
            counted[above] = _number(levels[above].get(TEXT + "start-value"), 1) if above in levels else 1
    level = levels.get(at)
    if level is None:
        return ""
    if level.tag in _BULLETS:
        return "" if empty else f"{bullet(level.get(TEXT + 'bullet-char', ''))} "
    shown = _number(level.get(TEXT + "display-levels"), 1)
    figures = [_figure(counted[k], levels.get(k)) for k in range(max(at + 1 - shown, 0), at + 1)]
    words = ".".join(each for each in figures if each)
    if not words:  # a level without a number may have words of its own
        return ""
    return f"{level.get(STYLE + 'num-prefix', '')}{words}{level.get(STYLE + 'num-suffix', '')} "


def _figure(value: int | None, level: Element | None) -> str:
    form = "1" if level is None else level.get(STYLE + "num-format", "")
    return figure(value or 0, _FORMATS.get(form, form)) if form else ""


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else default
