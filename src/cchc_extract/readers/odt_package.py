"""The XML of an OpenDocument text: an archive's bytes enter, trees leave, or a `ReadError` of one line.

No part may declare entities; `Archive` bounds what is unpacked. Knows no text.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, XMLParser

from cchc_extract.errors import ReadError
from cchc_extract.readers.archive import Archive, damaged

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW = (_NAMES % name for name in ("office", "text", "table", "style", "drawing"))
FO = _NAMES % "xsl-fo-compatible"
_MANIFEST = "META-INF/manifest.xml"


def trees(data: bytes, shown: str) -> tuple[Element, Element | None]:
    """The content and the styles of a file."""
    archive = Archive(data, shown)
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
        raise ReadError(shown, "it is encrypted", "save it without its password and give that")
    styles = _tree(archive, "styles.xml", shown) if "styles.xml" in archive.names else None
    return _tree(archive, "content.xml", shown), styles


def _tree(archive: Archive, name: str, shown: str) -> Element:
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C" in data or b"\0<\0!\0D\0O\0C" in data:
        raise ReadError(shown, f"its part {name} declares entities, as no office program does", "do not trust it")
    try:
        parser = XMLParser()
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):  # an encoding that nobody knows
        raise damaged(shown) from None
    return root
