"""What styles say of the paragraphs and runs that name them: numbering, hidden text, capitals, a table's lines.

The `styles` part enters; each question is answered along the chain of styles that one is based on.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc_extract.readers.word_package import VAL, W, number, on

_TYPE, _ID, _DEFAULT = W + "type", W + "styleId", W + "default"
_BASED, _PROPERTIES, _RUN = W + "basedOn", W + "pPr", W + "rPr"
_NUMBERING, _LEVEL, _NUMBER = W + "numPr", W + "ilvl", W + "numId"
_LONGEST_CHAIN = 20  # a style based on itself ends here


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._switches: dict[tuple[str, str], bool] = {}
        self._numbers: dict[str | None, tuple[int, int | None] | None] = {}
        for style in () if root is None else root.iter(W + "style"):
            name = style.get(_ID, "")
            self._styles[name] = style
            if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in ("1", "true", "on"):
                self._default = name

    def _chain(self, name: str | None) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            based = style.find(_BASED)
            name = based.get(VAL) if based is not None else None

    def switch(self, name: str | None, tag: str) -> bool:
        """Whether the style turns this switch of runs (`w:vanish`, `w:caps`) on; None is the default style."""
        name = name or self._default
        if name is None:
            return False
        key = (name, tag)
        if key not in self._switches:
            says = (style.find(_RUN) for style in self._chain(name))
            first = next((run for run in says if run is not None and run.find(tag) is not None), None)
            self._switches[key] = on(first, tag)
        return self._switches[key]

    def numbering(self, name: str | None) -> tuple[int, int | None] | None:
        """The list and the level (None: the one that names the style) that the style puts its paragraphs in."""
        name = name or self._default
        if name not in self._numbers:
            self._numbers[name] = self._find_numbering(name)
        return self._numbers[name]

    def _find_numbering(self, name: str | None) -> tuple[int, int | None] | None:
        level: int | None = None
        for style in self._chain(name):
            properties = style.find(_PROPERTIES)
            stated = None if properties is None else properties.find(_NUMBERING)
            if stated is None:
                continue
            at, which = stated.find(_LEVEL), stated.find(_NUMBER)
            if level is None and at is not None:
                level = number(at.get(VAL))
            if which is not None:
                return number(which.get(VAL)), level
        return None

    def table_borders(self, name: str | None) -> Element | None:
        """The lines that a table's style draws."""
        for style in self._chain(name):
            borders = style.find(f"{W}tblPr/{W}tblBorders")
            if borders is not None:
                return borders
        return None
