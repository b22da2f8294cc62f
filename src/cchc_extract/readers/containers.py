"""What kind of container a file is, by the names in it: ZIP archives (Office Open XML, OpenDocument), OLE (old Office).

Enters: bytes. Leaves: where a member's name stands. Nothing is unpacked, and no module is loaded here.
"""

from __future__ import annotations

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_ZIP = b"PK\x05\x06"
_HEAD = 256  # bytes; OpenDocument says at its beginning what it is


def find_member(data: bytes, member: str) -> int:
    """Where a member's name stands, -1 where there is none. A container may hold others of another kind: what stands
    first in the directory is the document."""
    return _in_ole(data, member) if data.startswith(OLE) else _in_zip(data, member.encode())


def _in_zip(data: bytes, name: bytes) -> int:
    """In the directory at the file's end, since an archive may hold another one; anywhere in a file that is cut off."""
    head = data.find(name, 0, _HEAD)
    end = data.rfind(_END_OF_ZIP)
    start = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else 0
    return head if head >= 0 else data.find(name, min(start, max(end, 0)))


def _in_ole(data: bytes, member: str) -> int:
    """The directory has the names in UTF-16, ended by a zero."""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    directory = (int.from_bytes(data[48:52], "little") + 1) * size
    name = f"{member}\0".encode("utf-16-le")
    found = data.find(name, directory)
    return found if found >= 0 else data.find(name)
