"""The words of a paragraph: what a reader sees of its runs, with the calls of its notes and the text boxes it anchors.

Paragraphs enter in their order, since fields and notes go on from one to the next; strings leave, a line break in them
as `\\n`. Insertions are in, deletions out, moved text is where it was moved to; hidden text and field codes are out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cchc_extract.readers.word_package import VAL, W, on
from cchc_extract.readers.word_styles import Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
PROPERTIES, _RUN, _RUN_PROPERTIES, _BOX = W + "pPr", W + "r", W + "rPr", W + "txbxContent"
_TEXT, _STYLE, _RUN_STYLE = W + "t", W + "pStyle", W + "rStyle"
_HIDDEN, _CAPITALS, _RUN_IN = W + "vanish", W + "caps", W + "specVanish"
_DELETED, _MOVED = W + "del", W + "moveFrom"
LEFT_OUT = {PROPERTIES, _DELETED, _MOVED, W + "sdtPr", W + "sdtEndPr"}
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",  # unseen, but where TCVN3 was taken for Latin-1: there it is ư
}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_FIELD, _FIELD_TYPE, _SYMBOL, _BREAK = W + "fldChar", W + "fldCharType", W + "sym", W + "br"
_FIELD_CODE = W + "instrText"
# What LibreOffice fills in anew where it makes a Word file of another: with the day, or its own name of the file. And
# what it writes where a reference leads nowhere.
_FILLED_ANEW = frozenset({"DATE", "TIME", "FILENAME", "EDITTIME"})
_LEADS_NOWHERE = "Error: Reference source not found"
_RUBY, _RUBY_BASE = W + "ruby", W + "rubyBase"
_DRAWN = {W + "drawing", W + "pict", W + "object"}
# What signs of the two fonts that draw instead of writing stand for; any other is kept as the code it has.
_DRAWN_SIGNS = {
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xAE: "→", 0x2D: "-"},
    "wingdings": {0xE0: "→", 0xF0: "→", 0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xA7: "▪", 0xD8: "➢"},
}
_DRAWN_SIGN = re.compile("[\uf020-\uf0ff]")


class Words(NamedTuple):
    """A paragraph read. `boxes` are the text boxes it anchors; `open`: its mark is deleted or hidden, so that the next
    paragraph goes on with it; `deleted`: the mark is, so that it is no paragraph of a list."""

    text: str
    boxes: list[Element]
    open: bool
    deleted: bool


class Runs:
    """Reads paragraphs. `call` gives the sign that calls a note: from the kind of note and its id. `saved`: whether
    fields show what the document has saved; `field_left_out`: whether one was met that does not."""

    def __init__(self, styles: Styles, call: Callable[[str, str], str], saved: bool = True) -> None:
        self._styles, self._call, self._saved = styles, call, saved
        self.field_left_out = False
        self._code = ""  # of the field that is open
        self._fields: list[bool] = []  # the fields that are open: whether each is at its result
        self._parts: list[str] = []
        self._boxes: list[Element] = []
        self._shown = (False, False)

    def read(self, paragraph: Element, properties: Element | None, style: str | None) -> Words:
        """The words of the next paragraph."""
        self._parts, self._boxes = [], []
        self._shown = self._styles.switch(style, _HIDDEN), self._styles.switch(style, _CAPITALS)
        self._inline(paragraph)
        while (
            self._fields and not self._fields[-1]
        ):  # a code ends with its paragraph: one that never does takes no more
            self._fields.pop()
        mark = None if properties is None else properties.find(_RUN_PROPERTIES)
        deleted = mark is not None and (mark.find(_DELETED) is not None or mark.find(_MOVED) is not None)
        joined = deleted or (on(mark, _HIDDEN) and on(mark, _RUN_IN))
        return Words("".join(self._parts), self._boxes, joined, deleted)

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == ALTERNATE:
                self._alternate(child, self._inline)
            elif tag == _MATH_TEXT:
                self._parts.append(child.text or "")
            elif tag not in LEFT_OUT and len(child):
                self._inline(child)

    def _run(self, run: Element) -> None:
        hidden, capitals = self._shown
        properties = run.find(_RUN_PROPERTIES)
        for said in () if properties is None else properties:
            if said.tag == _RUN_STYLE:
                hidden = hidden or self._styles.switch(said.get(VAL), _HIDDEN)
                capitals = capitals or self._styles.switch(said.get(VAL), _CAPITALS)
            elif said.tag == _HIDDEN:
                hidden = on(properties, _HIDDEN)
            elif said.tag == _CAPITALS:
                capitals = on(properties, _CAPITALS)
        at = len(self._parts)
        self._content(run, hidden)
        if capitals:
            self._parts[at:] = [part.upper() for part in self._parts[at:]]

    def _content(self, run: Element, hidden: bool = False) -> None:
        for child in run:
            tag = child.tag
            if tag == _FIELD:  # hidden or not: what ends a field ends it
                self._field(child.get(_FIELD_TYPE))
            elif tag == _FIELD_CODE:
                self._code += child.text or ""
            elif hidden or (self._fields and not all(self._fields)):
                continue
            elif tag == _TEXT:
                words = (child.text or "").replace("\n", " ")
                if words == _LEADS_NOWHERE and not self._saved:
                    self.field_left_out = True
                    continue
                self._parts.append(_drawn(words, run) if _DRAWN_SIGN.search(words) else words)
            elif tag in _SIGNS:
                self._parts.append(_SIGNS[tag])
            elif tag == _BREAK:
                self._parts.append("\n\n" if child.get(W + "type") == "page" else "\n")
            elif tag == _SYMBOL:
                self._parts.append(_symbol(child))
            elif tag in _NOTES:
                self._parts.append(self._call(_NOTES[tag], child.get(W + "id", "")))
                if child.get(W + "customMarkFollows") in ("1", "true", "on"):
                    return  # the sign that the author chose: the note has its number
            elif tag in _DRAWN:
                self._boxes += boxes_in(child)
            elif tag == ALTERNATE:
                self._alternate(child, self._content)
            elif tag == _RUBY:
                for base in child.iter(_RUBY_BASE):
                    self._inline(base)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
            self._code = ""
        elif kind == "separate" and self._fields:
            self._fields[-1] = self._saved or re.split(r"[\s\\]", self._code.strip(), maxsplit=1)[0] not in _FILLED_ANEW
            self.field_left_out = self.field_left_out or not self._fields[-1]
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _alternate(self, element: Element, read: Callable[[Element], None]) -> None:
        """The same content for newer programs and for older ones: the first that gives anything."""
        before = len(self._parts), len(self._boxes)
        for branch in element:
            read(branch)
            if (len(self._parts), len(self._boxes)) != before:
                return


def boxes_in(element: Element) -> list[Element]:
    """The text boxes in a drawing, each once: it is there for newer programs and again for older ones."""
    found: list[Element] = []
    for child in element:
        if child.tag == _BOX:
            found.append(child)
        elif child.tag == ALTERNATE:
            found += next((boxes for branch in child if (boxes := boxes_in(branch))), [])
        elif len(child):
            found += boxes_in(child)
    return found


def style_of(properties: Element | None) -> str | None:
    """The style that a paragraph names."""
    named = None if properties is None else properties.find(_STYLE)
    return None if named is None else named.get(VAL)


def branches(element: Element) -> Iterator[Element]:
    """The variants of a block, the one to be preferred first."""
    yield from element.iterfind(_CHOICE)
    yield from element.iterfind(_FALLBACK)


def _drawn(words: str, run: Element) -> str:
    """Words typed in a font that draws: Word keeps their signs apart from letters, at U+F000 and above."""
    fonts = run.find(f"{_RUN_PROPERTIES}/{W}rFonts")
    signs = _DRAWN_SIGNS.get("" if fonts is None else fonts.get(W + "ascii", "").lower(), {})
    return _DRAWN_SIGN.sub(lambda m: signs.get(ord(m[0]) & 0xFF, m[0]), words)


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
        font = element.get(W + "font", "").lower()
        drawn = _DRAWN_SIGNS.get(font, {}).get(code & 0xFF) if code < 0x100 or 0xF000 <= code < 0xF100 else None
        return drawn or chr(code)
    except (ValueError, OverflowError):
        return ""
