"""The parts of a Word file: a ZIP archive's bytes enter, trees of XML leave, or a `ReadError` of one line.

Nothing is trusted: sizes are looked at before anything is unpacked, and no part may declare entities. Knows no text.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, ParseError, XMLParser
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from cchc_extract.errors import ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
# ISO's strict form of the format has its own names for the same things
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LARGEST = 64 << 20  # bytes of one part: more text than a year of a province's documents
_SMALL = 4 << 20  # below this a part may be packed as well as it likes
_MOST_PACKED = 300  # bytes from one; Word's own text is packed 10 to 60 times
_DECLARATION = b"<!DOCTYPE"  # what entities would be declared in; in a text `<` is written otherwise
_OPENING = 4096  # bytes in which a part's root names what it is written in
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(r"""\sencoding=["'][^"']*["']""")
_FIGURES = 9  # of a whole number: no list and no table has more
# How rows and columns of a table's style differ, two thirds of a usual `styles` part: nothing here asks for it.
_CONDITIONAL = re.compile(rb"<w:tblStylePr[ >].*?</w:tblStylePr>", re.DOTALL)
_MAIN = "/officeDocument"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# LookupError: an encoding that nobody knows
_BROKEN = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ValueError,
    ParseError,
)


class Package:
    """A Word file opened: its main part, and the parts that the main one names."""

    def __init__(self, data: bytes, shown: str) -> None:
        self.shown = shown
        try:
            self._zip = ZipFile(BytesIO(data))
        except _BROKEN:
            raise self._damaged() from None
        self._infos = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        main = self._related("", _MAIN)
        self._main = main if main in self._infos else "word/document.xml"
        if self._main not in self._infos:
            raise ReadError(shown, "it is a ZIP archive without a Word document", "give the document itself")

    def body(self) -> Element:
        """The document's body."""
        root = self._tree(self._main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise ReadError(self.shown, "its main part is no Word text", "open it in Word and save it as DOCX")
        return body

    def part(self, kind: str) -> Element | None:
        """The part of this kind (`styles`, `numbering`, `footnotes`, `endnotes`), None where there is none."""
        name = self._related(self._main, f"/{kind}") or join(dirname(self._main), f"{kind}.xml")
        return self._tree(name) if name in self._infos else None

    def _related(self, part: str, kind: str) -> str | None:
        """The name of the part that `part` relates to by a type that ends with `kind`."""
        where = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
        root = self._tree(where) if where in self._infos else None
        for relation in () if root is None else root.iter(_RELATION):
            if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                return normpath(target.lstrip("/") if target.startswith("/") else join(dirname(part), target))
        return None

    def _tree(self, name: str) -> Element:
        info = self._infos[name]
        self._refuse_hostile(info)
        try:
            data = self._zip.read(info)
            if data.startswith(_UTF16):
                data = _ENCODING.sub("", data.decode("utf-16"), count=1).encode()
            if _DECLARATION in data:
                raise ReadError(
                    self.shown, f"its part {name} declares entities, as no Word file does", "do not trust it"
                )
            parser = XMLParser()
            data = data.replace(_STRICT, _USUAL) if _STRICT in data[:_OPENING] else data
            parser.feed(_CONDITIONAL.sub(b"", data) if b"<w:tblStylePr" in data else data)
            root: Element = parser.close()
        except RuntimeError:  # how `zipfile` says that a password is asked for
            raise ReadError(self.shown, "it is encrypted", "save it without its password and give that") from None
        except _BROKEN:
            raise self._damaged() from None
        return root

    def _refuse_hostile(self, info: ZipInfo) -> None:
        """A part's size is in the archive's list, and `zipfile` unpacks no byte more than that."""
        packed = info.file_size > _SMALL and info.file_size > _MOST_PACKED * max(info.compress_size, 1)
        if info.file_size > _LARGEST or packed:
            raise ReadError(
                self.shown,
                f"its part {info.filename[:80]} would unpack to {info.file_size >> 20} MiB",
                "give a document of a sensible size",
            )

    def _damaged(self) -> ReadError:
        return ReadError(self.shown, "it is a Word file cut off or damaged", "fetch it again, or save it again in Word")


def on(parent: Element | None, tag: str) -> bool:
    """Whether a switch (`w:b`, `w:vanish`) stands in `parent` and is on."""
    if parent is None or (found := parent.find(tag)) is None:
        return False
    return found.get(VAL, "1") not in ("0", "false", "off")


def number(text: str | None, default: int = 0) -> int:
    """A whole number as an attribute gives it; `default` for none and for nonsense."""
    try:
        return int(text) if text and len(text) <= _FIGURES else default
    except ValueError:
        return default
