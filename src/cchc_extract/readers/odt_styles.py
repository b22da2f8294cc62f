"""What the styles of an OpenDocument text say: hidden text, capitals, page breaks, lists, widths, a cell's lines.

The trees enter; each question is answered along the chain of styles that one is based on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc_extract.readers.odt_package import FO, STYLE, TEXT

_NAME, _FAMILY, _PARENT = STYLE + "name", STYLE + "family", STYLE + "parent-style-name"
_TEXT_PROPERTIES, _PARAGRAPH_PROPERTIES = STYLE + "text-properties", STYLE + "paragraph-properties"
_DISPLAY, _TRANSFORM = TEXT + "display", FO + "text-transform"
_LONGEST_CHAIN = 20  # a style based on itself ends here
_LENGTH = re.compile(r"([\d.]{1,9})(cm|mm|in|pt|pc|px)")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}
_SIDES = ("border-top", "border-bottom", "border-left", "border-right")


class OdtStyles:
    """The styles of a document, by family and name."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._said: dict[tuple[str, str, str, str], str | None] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        for root in reversed(roots):  # what the content says itself goes before what is common
            for style in () if root is None else root.iter(STYLE + "style"):
                self._styles[style.get(_FAMILY, ""), style.get(_NAME, "")] = style
            for each in () if root is None else root.iter(TEXT + "list-style"):
                self.lists[each.get(_NAME, "")] = each
            for each in () if root is None else root.iter(TEXT + "outline-style"):
                self.outline = each

    def _chain(self, family: str, name: str | None) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.get(_PARENT)

    def _ask(self, family: str, name: str | None, properties: str, attribute: str) -> str | None:
        """What the style, or the nearest that it is based on, says."""
        key = (family, name or "", properties, attribute)
        if key not in self._said:
            asked = (style.find(properties) for style in self._chain(family, name))
            said = (each.get(attribute) for each in asked if each is not None)
            self._said[key] = next((value for value in said if value is not None), None)
        return self._said[key]

    def hidden(self, family: str, name: str | None) -> bool | None:
        """Whether text of this style is hidden; None where the style says nothing."""
        found = self._ask(family, name, _TEXT_PROPERTIES, _DISPLAY)
        return None if found is None else found == "none"

    def capitals(self, family: str, name: str | None) -> bool | None:
        """Whether text of this style is shown in capitals; None where the style says nothing."""
        found = self._ask(family, name, _TEXT_PROPERTIES, _TRANSFORM)
        return None if found is None else found == "uppercase"

    def breaks(self, name: str | None) -> bool:
        """Whether a page begins with a paragraph of this style."""
        return self._ask("paragraph", name, _PARAGRAPH_PROPERTIES, FO + "break-before") == "page"

    def list_of(self, name: str | None) -> str | None:
        """The style of lists that paragraphs of this style have."""
        said = (style.get(STYLE + "list-style-name") for style in self._chain("paragraph", name))
        return next((found for found in said if found is not None), None)

    def width(self, name: str | None) -> int:
        """The width of a column, in twips."""
        found = _LENGTH.fullmatch(
            self._ask("table-column", name, STYLE + "table-column-properties", STYLE + "column-width") or ""
        )
        try:
            return round(float(found[1]) * _TWIPS[found[2]]) if found else 0
        except ValueError:
            return 0

    def lines(self, name: str | None) -> int:
        """On how many sides of a cell a line is drawn."""
        around = self._ask("table-cell", name, STYLE + "table-cell-properties", FO + "border") or "none"
        sides = (self._ask("table-cell", name, STYLE + "table-cell-properties", FO + side) for side in _SIDES)
        return sum((side or around) not in ("none", "hidden") for side in sides)
