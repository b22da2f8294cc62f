"""The words of a paragraph of an OpenDocument text: what a reader sees of it, with the calls of its notes and the text
boxes it anchors.

Paragraphs enter; strings leave, a line break in them as `\\n`. Deleted text is kept apart by the format itself; hidden
text, remarks and what is not shown of a field are out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cchc_extract.readers.odt_package import DRAW, OFFICE, TEXT
from cchc_extract.readers.odt_styles import OdtStyles

_BLANKS = re.compile("[ \t\r\n]+")  # which the file may hold for its own sake
_MOST_BLANKS = 100
_PARAGRAPHS = (TEXT + "p", TEXT + "h", TEXT + "list")
_ASIDE = {OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "ruby-text", TEXT + "tracked-changes"}
_ASIDE.add(TEXT + "number")  # of a heading, for programs that do not count
_NOTE, _BOX = TEXT + "note", DRAW + "text-box"
_STYLED = {TEXT + "span", TEXT + "a"}
_HIDING = {TEXT + "hidden-text", TEXT + "hidden-paragraph"}


class OdtWords(NamedTuple):
    """A paragraph read: its words, the text boxes it anchors."""

    text: str
    boxes: list[Element]


class OdtRuns:
    """Reads paragraphs. `call` gives the sign that calls a note."""

    def __init__(self, styles: OdtStyles, call: Callable[[Element], str]) -> None:
        self._styles, self._call = styles, call
        self._parts: list[str] = []
        self._boxes: list[Element] = []

    def read(self, paragraph: Element) -> OdtWords:
        """The words of a paragraph."""
        self._parts, self._boxes = [], []
        style = paragraph.get(TEXT + "style-name")
        hidden, capitals = self._styles.hidden("paragraph", style), self._styles.capitals("paragraph", style)
        if not any(each.get(TEXT + "is-hidden") == "true" for each in paragraph.iter(TEXT + "hidden-paragraph")):
            self._inline(paragraph, bool(hidden), bool(capitals))
        first = "\n" if self._styles.breaks(style) else ""
        return OdtWords(first + "".join(self._parts).strip(" "), self._boxes)

    def _inline(self, parent: Element, hidden: bool, capitals: bool) -> None:
        self._put(parent.text, hidden, capitals)
        for child in parent:
            self._child(child, hidden, capitals)
            self._put(child.tail, hidden, capitals)

    def _child(self, child: Element, hidden: bool, capitals: bool) -> None:
        tag = child.tag
        if tag in _ASIDE or (tag in _HIDING and child.get(TEXT + "is-hidden") == "true"):
            return
        if tag in _STYLED:
            style = child.get(TEXT + "style-name")
            said = self._styles.hidden("text", style), self._styles.capitals("text", style)
            self._inline(child, hidden if said[0] is None else said[0], capitals if said[1] is None else said[1])
        elif tag == TEXT + "s":
            self._add(" " * _count(child.get(TEXT + "c")), hidden)
        elif tag == TEXT + "tab":
            self._add("\t", hidden)
        elif tag == TEXT + "line-break":
            self._add("\n", hidden)
        elif tag == _NOTE:
            if not hidden:
                self._parts.append(self._call(child))
        elif tag.startswith(DRAW):
            if not hidden:
                self._boxes += boxes_in(child)
        else:  # a field, a mark around words
            self._inline(child, hidden, capitals)

    def _put(self, words: str | None, hidden: bool, capitals: bool) -> None:
        if words:
            words = _BLANKS.sub(" ", words)
            self._add(words.upper() if capitals else words, hidden)

    def _add(self, words: str, hidden: bool) -> None:
        if not hidden:
            self._parts.append(words)


def boxes_in(element: Element) -> list[Element]:
    """The text boxes in a drawing, and the shapes that have words themselves; none within another."""
    if element.tag == _BOX or any(child.tag in _PARAGRAPHS for child in element):
        return [element]
    return [box for child in element for box in boxes_in(child)]


def _count(text: str | None) -> int:
    return min(int(text), _MOST_BLANKS) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 1
