"""A parsed web page to what a reader sees: lines, tables of data, and the site's own parts apart.

Enters: the tree of a page. Leaves: items in reading order. What is hidden is out; what belongs to the site is set
aside, not thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from lxml import etree

from cchc_extract.readers.html_chrome import is_chrome, is_unseen, leads_to_file
from cchc_extract.readers.html_lists import ItemLabels
from cchc_extract.readers.html_tables import SPACE, Block, Cell, Chrome, Item, Line, OpenTable, laid_out
from cchc_extract.readers.shown_values import respelt

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = frozenset((*_HEADINGS, "p", "blockquote", "dl", "ul", "ol", "pre", "table", "article", "section", "main"))
_LINES = frozenset(
    (
        *("html", "body", "div", "dt", "dd", "form", "fieldset", "address", "figure", "figcaption", "center", "header"),
        *("footer", "aside", "nav", "details", "summary", "legend"),
    )
)
_GAP = re.compile("\u00a0(?:[ \t\r\n]*\u00a0){5,}")  # wider than any space between words: columns
_EDGES = " \t\r\n\f\v\u00a0"
_BLANKS = re.compile(f"[{_EDGES}]+")
_WORD = re.compile(r"\w")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OPENING = re.compile(r"[-–•+*·]|\w{1,4}[.)]\s")  # a label that is written out

_STATED = ("sdval", "x:num")  # as LibreOffice and Excel call the number of a cell

End = Callable[[], None]


class _Mark(NamedTuple):
    """Where in a cell or page an element began."""

    items: int
    links: int


class PageReader:
    """Reads one page. `whole`: the site's own parts stay, for a page that would be nothing without them."""

    def __init__(self, whole: bool = False) -> None:
        self.items: list[Item] = []
        self._whole = whole
        self._words: list[str] = []
        self._free = False  # whether words without a link stand on the line
        self._file = False  # whether a link on the line leads to a file or nowhere
        self._links = self._in_link = self._in_pre = self._in_article = 0
        self._label = ""
        self._lists: list[ItemLabels] = []
        self._tables: list[OpenTable] = []

    def read(self, root: etree._Element) -> list[Item]:
        """What is seen of the page, in reading order."""
        ends: list[End | None] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if is_unseen(element):
                    ends.append(None)
                    walk.skip_subtree()
                    continue
                ends.append(self._open(element))
                if element.text:
                    self._add(element.text)
            else:
                if end := ends.pop():
                    end()
                if element.tail:
                    self._add(element.tail)
        self._flush()
        return self.items

    # --- words and lines ---

    def _add(self, words: str) -> None:
        if not self._in_pre:
            self._piece(words)
            return
        for number, line in enumerate(words.replace("\r", "").split("\n")):
            if number:
                self._flush(always=True)
            self._piece(line)

    def _piece(self, words: str) -> None:
        self._words.append(words)
        if not self._in_link and not self._free and _WORD.search(words):
            self._free = True

    def _flush(self, always: bool = False) -> None:
        """The line that is open ends."""
        words = "".join(self._words)
        if not self._in_pre:
            parts = _GAP.split(words.strip(_EDGES)) if "\u00a0" in words else (words,)
            words = "\t".join(_BLANKS.sub(" ", part).strip() for part in parts)
        linked, aside = not self._free, not self._free and self._file
        self._words, self._free, self._file = [], False, False
        words = words.rstrip()
        if not words:
            if always:
                self.items.append(SPACE)
            return
        label, self._label = self._label, ""
        if label and not (label == "- " and _OPENING.match(words)):
            words = label + words
        line = Line(words, linked and bool(_WORD.search(words)))
        self.items.append(Chrome((line,)) if aside and line.linked and not self._whole else line)

    # --- elements ---

    def _open(self, element: etree._Element) -> End | None:
        """An element begins; what is to be done where it ends."""
        tag = element.tag
        if opener := _OPENERS.get(tag):
            return opener(self, element)
        if tag in _PARAGRAPHS or tag in _LINES:
            return self._block(element)
        return None

    def _block(self, element: etree._Element, then: End | None = None) -> End:
        self._flush()
        spaced = element.tag in _PARAGRAPHS
        if spaced:
            self.items.append(SPACE)
        mark = _Mark(len(self.items), self._links)
        article = element.tag in ("article", "main")
        self._in_article += article

        def end() -> None:
            self._flush()
            self._in_article -= article
            links = self._links - mark.links
            if not self._whole and is_chrome(element, self.items, mark.items, links, self._in_article > 0):
                self._set_aside(mark.items)
            if then:
                then()
            if spaced:
                self.items.append(SPACE)

        return end

    def _set_aside(self, first: int) -> None:
        aside = self.items[first:]
        if aside:
            flat: list[Line | Block] = []
            for item in aside:
                flat += item.items if isinstance(item, Chrome) else (item,)
            self.items[first:] = [Chrome(tuple(flat))]

    def _break(self, element: etree._Element) -> None:
        self._flush(always=len(self.items) > 0 and element.tag == "hr")

    def _link(self, element: etree._Element) -> End | None:
        if element.get("href") is None:
            return None
        self._links += 1
        self._in_link += 1
        self._file = self._file or leads_to_file(element)

        def end() -> None:
            self._in_link -= 1

        return end

    def _raised(self, element: etree._Element) -> End:
        """Figures that call a footnote are raised ones: plain ones would belong to the word before them."""
        first = len(self._words)

        def end() -> None:
            words = "".join(self._words[first:])
            if re.fullmatch(r"\s*\d{1,3}\s*", words) and words.strip().isascii():
                self._words[first:] = [words.strip().translate(_RAISED)]

        return end

    def _preformatted(self, element: etree._Element) -> End:
        def leave() -> None:
            self._in_pre -= 1

        end = self._block(element, leave)
        self._in_pre += 1
        return end

    def _list(self, element: etree._Element) -> End:
        count = sum(child.tag == "li" for child in element)
        self._lists.append(ItemLabels(element.tag == "ol", dict(element.attrib), count))

        def leave() -> None:
            self._lists.pop()
            self._label = ""

        return self._block(element, leave)

    def _item(self, element: etree._Element) -> End:
        end = self._block(element)
        if self._lists:
            self._label = self._lists[-1].next(dict(element.attrib))
        return end

    # --- tables ---

    def _table(self, element: etree._Element) -> End:
        table = OpenTable()

        def leave() -> None:
            self._tables.pop()
            self.items += laid_out(table, self.items)

        end = self._block(element, leave)
        self._tables.append(table)
        return end

    def _part(self, element: etree._Element) -> End | None:
        if self._tables:
            self._tables[-1].begin_part(("thead", "tbody", "tfoot").index(element.tag))
        return None

    def _row(self, element: etree._Element) -> End | None:
        self._flush()
        if self._tables:
            self._tables[-1].begin_row()
        return None

    def _cell(self, element: etree._Element) -> End:
        if not self._tables:
            return self._block(element)
        cell = Cell(_span(element.get("rowspan"), 1 << 16), _span(element.get("colspan"), 1), element.tag == "th")
        self._tables[-1].add(cell)
        end = self._inside(element, cell.items)
        stated = next((value for name in _STATED if (value := element.get(name))), None)
        return end if stated is None else partial(_end_stated, end, cell, stated)

    def _caption(self, element: etree._Element) -> End:
        return self._inside(element, self._tables[-1].caption) if self._tables else self._block(element)

    def _inside(self, element: etree._Element, items: list[Item]) -> End:
        """What stands in the element goes to `items`; lists and tables around it do not count in it."""
        self._flush()
        outer, self.items = self.items, items
        tables, self._tables = self._tables, []
        lists, self._lists = self._lists, []

        def leave() -> None:
            self.items, self._tables, self._lists, self._label = outer, tables, lists, ""

        return self._block(element, leave)


_OPENERS: dict[str, Callable[[PageReader, etree._Element], End | None]] = {
    "br": PageReader._break,
    "hr": PageReader._break,
    "a": PageReader._link,
    "sup": PageReader._raised,
    "pre": PageReader._preformatted,
    "ul": PageReader._list,
    "ol": PageReader._list,
    "li": PageReader._item,
    "table": PageReader._table,
    "thead": PageReader._part,
    "tbody": PageReader._part,
    "tfoot": PageReader._part,
    "tr": PageReader._row,
    "td": PageReader._cell,
    "th": PageReader._cell,
    "caption": PageReader._caption,
}


def _end_stated(end: End, cell: Cell, stated: str) -> None:
    """The end of a cell whose number the spreadsheet program that saved the page has stated."""
    end()
    with suppress(ValueError):
        number = float(stated)
        cell.items = [Line(respelt(x.words, number), x.linked) if isinstance(x, Line) else x for x in cell.items]


def _span(text: str | None, zero: int) -> int:
    """`rowspan` and `colspan`: a row's 0 means to the end of its part; what is no number is 1."""
    number = re.match(r"\s*(\d{1,5})", text, re.ASCII) if text else None
    return (int(number[1]) or zero) if number else 1
