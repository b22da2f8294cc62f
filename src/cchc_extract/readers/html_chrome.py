"""What of a page is hidden, and what belongs to the site and not to the document.

Enters: an element, and the lines read in it. Leaves: yes or no. A site's own parts are told by tags, by names that all
sites share and by lines that are nothing but links, never by a site's name; what holds a table of data is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cchc_extract.readers.html_tables import Block, Chrome, Item, Line


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSEEN = _words(
    "head script style noscript template button select textarea input svg math iframe object embed canvas audio"
    " video datalist del map"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_OWN = _words("nav aside")  # the site's wherever they stand
_OUTSIDE = _words("header footer")  # … but in an article, whose own they may be
_PAGES = _words("html body article main")
_ROLES = _words("navigation banner contentinfo search complementary menu menubar toolbar dialog")
_NAMES = _words("breadcrumb breadcrumbs navbar menu sidebar social share sharing pagination pager toolbar")
_NAME = re.compile(r"[a-z]+")
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|rtf|odt|zip|rar)(?:[?#].*)?\Z", re.IGNORECASE)
_FEW = 3  # links in a row before they may be a list of other pages
_MOSTLY = 0.8  # of the lines are links: the heading over four links is one in five
_HEADING = 80  # characters: `Văn bản liên quan` and the like over a list of links
_SENTENCE = 200  # characters: longer than what stands beside a menu


def is_unseen(element: Any) -> bool:
    """Whether nothing of an element is seen, or it is something to press."""
    if element.tag in _UNSEEN:
        return True
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search(style)) or attributes.get("role") == "button"


def leads_to_file(element: Any) -> bool:
    """Whether a link leads to a file or runs a script: alone on its line it is something to press."""
    href = element.get("href")
    return (
        href.strip().lower().startswith("javascript:")
        or "download" in element.attrib
        or bool(_FILES.search(href[-99:]))
    )


def is_chrome(element: Any, items: Sequence[Item], first: int, links: int, in_article: bool) -> bool:
    """Whether what an element holds, `items` from `first` on with so many `links`, belongs to the site."""
    tag, named = element.tag, _named(element)
    tagged = tag in _OWN or (tag in _OUTSIDE and not in_article and (links > 0 or tag == "footer"))
    if not (tagged or named or links >= _FEW) or any(isinstance(items[k], Block) for k in range(first, len(items))):
        return False
    if tagged:
        return True
    lines = [item for item in items[first:] if isinstance(item, Line) and item.words]
    free = [len(line.words) for line in lines if not line.linked]
    if named:
        return max(free, default=0) <= _SENTENCE
    aside = (line for item in items[first:] if isinstance(item, Chrome) for line in item.items)
    linked = len(lines) - len(free) + sum(isinstance(line, Line) and bool(line.words) for line in aside)
    return (
        tag not in _PAGES
        and linked >= _MOSTLY * (linked + len(free))
        and len(free) < _FEW
        and max(free, default=0) <= _HEADING
    )


def _named(element: Any) -> bool:
    """Whether an element calls itself by a name that sites give to their own parts."""
    attributes = element.attrib
    if not attributes or element.tag in ("body", "html"):
        return False
    if attributes.get("role") in _ROLES:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    return not _NAMES.isdisjoint(_NAME.findall(names))
