"""ZIP files: what is in them, and the XML of those that are documents (Office Open XML, OpenDocument) by its events.

Enters: bytes. Leaves: members, all of them within one limit: the size that an archive states is not believed.
Nothing is unpacked to a disk.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

from cchc_extract.errors import ReadError

MOST = 128 << 20  # bytes unpacked; the sheet of a plan has one in a hundred of that
_SMALL = 4 << 20  # below this a member may be packed as well as it likes
_MOST_PACKED = 300  # bytes from one; the text of an office program is packed 10 to 60 times
_ENCRYPTED = 1  # of a member's flags
_DAMAGED = "it is damaged or cut off"
_AGAIN = "get the file again, or open it in its program and save it anew"
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError)


class Archive:
    """The members of a ZIP file. Every failure is a ReadError of one line that names the file `shown`."""

    def __init__(self, data: bytes, shown: str, most: int | None = None) -> None:
        self._shown = shown
        self._left = MOST if most is None else most
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN:
            raise damaged(shown) from None
        self.members = self._zip.infolist()
        self._by_name = {info.filename.lstrip("/"): info for info in self.members}
        self.names = self._by_name.keys()

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """A member's bytes, their checksum compared."""
        info = self._by_name.get(member) if isinstance(member, str) else member
        if info is None:
            raise damaged(self._shown)
        if info.flag_bits & _ENCRYPTED:
            raise ReadError(self._shown, "it is encrypted", "save it without its password and give that")
        if info.file_size > _SMALL and info.file_size > _MOST_PACKED * max(info.compress_size, 1):
            raise too_large(self._shown)
        try:
            with self._zip.open(info) as packed:
                content = packed.read(self._left + 1)
        except (*_BROKEN, RuntimeError):
            raise damaged(self._shown) from None
        self._left -= len(content)
        if self._left < 0:
            raise too_large(self._shown)
        return content

    def parse(self, name: str, start: Callable[[str, dict[str, str]], None], **handlers: Callable[..., None]) -> None:
        """Read an XML member by its events: `start`, and `end` and `text` where given. Names lose their prefix."""
        parse(self.read(name), self._shown, start, **handlers)


def parse(
    content: bytes,
    shown: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML by its events, without the prefixes of names. A document type is refused: no office program writes one,
    and entities are how a small file grows large."""

    def refuse(*_: object) -> None:
        raise ReadError(shown, "its XML declares a document type, as no spreadsheet program does", _AGAIN)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    local = _Local()
    parser.StartElementHandler = lambda name, attributes: start(
        local[name], {local[key]: value for key, value in attributes.items()}
    )
    if end:
        parser.EndElementHandler = lambda name: end(local[name])
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError):  # LookupError: an encoding that nobody knows
        raise damaged(shown) from None


class _Local(dict[str, str]):
    """Names without their prefixes, each cut once."""

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, name.rpartition(":")[2])


def damaged(shown: str) -> ReadError:
    """The error for a file that is not whole."""
    return ReadError(shown, _DAMAGED, _AGAIN)


def too_large(shown: str) -> ReadError:
    """The error for a file that unpacks to more than any plan is."""
    return ReadError(shown, "it unpacks to far more than a document holds", "check where the file comes from")
