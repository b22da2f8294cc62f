"""The XML members of a ZIP file (Office Open XML, OpenDocument), each by its events.

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

MOST_XML = 128 << 20  # bytes unpacked; the sheet of a plan has one in a hundred of that
_DAMAGED = "it is damaged or cut off"
_AGAIN = "get the file again, or open it in its program and save it anew"


class Archive:
    """The members of a ZIP file. Every failure is a ReadError of one line that names the file `shown`."""

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._left = MOST_XML
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise ReadError(shown, _DAMAGED, _AGAIN) from None
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """A member's bytes, their checksum compared."""
        try:
            with self._zip.open(name) as member:
                content = member.read(self._left + 1)
        except RuntimeError:
            raise ReadError(self._shown, "it is encrypted", "save it without a password") from None
        except (KeyError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
            raise ReadError(self._shown, _DAMAGED, _AGAIN) from None
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
