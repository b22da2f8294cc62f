"""What kind of container a file is, by the names in it: ZIP archives (Office Open XML, OpenDocument), OLE (old Office).

Enters: bytes. Leaves: where a member's name stands. Nothing is unpacked, and no module is loaded here, but for an
OpenDocument that some program has packed anew.
"""

from __future__ import annotations

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_ZIP = b"PK\x05\x06"  # all that an empty one has
_ENTRY = b"PK\x01\x02"  # of the directory
_ENTRY_HEADER, _LOCAL_HEADER = 46, 30  # bytes before a name
_HEAD = 256  # bytes; OpenDocument says at its beginning what it is
_TYPE, _CONTENT = b"mimetype", b"content.xml"  # of OpenDocument: the member that says so, and one that it has


def find_member(data: bytes, member: str) -> int:
    """Where a member's name stands, -1 where there is none. A container may hold others of another kind: what stands
    first in the directory is the document."""
    return _in_ole(data, member) if data.startswith(OLE) else _in_zip(data, member.encode())


def _in_zip(data: bytes, name: bytes) -> int:
    """In the directory at the file's end, since an archive may hold another one; anywhere in a file that is cut off.
    What is sought begins a member's name: its header is right before it."""
    head = data.find(name, 0, _HEAD)
    if head == _LOCAL_HEADER:
        return head
    if name.startswith(_TYPE) and name != _TYPE:
        return _LOCAL_HEADER if _packed_anew(data).startswith(name) else -1
    end = data.rfind(END_OF_ZIP)
    start = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else 0
    found = data.find(name, min(start, max(end, 0)))
    while found >= 0 and not (_heads(data, _ENTRY, found - _ENTRY_HEADER) or _heads(data, ZIP, found - _LOCAL_HEADER)):
        found = data.find(name, found + 1)
    return found


def _packed_anew(data: bytes) -> bytes:
    """What an OpenDocument file says that it is, where its parts are in another order, or all of them packed: the
    member's name and its words."""
    if data.startswith(_TYPE, _LOCAL_HEADER) and data[8:10] == b"\0\0":
        return b""  # in its place, and read there
    if _in_zip(data, _TYPE) < 0 or _in_zip(data, _CONTENT) < 0:
        return b""
    from cchc_extract.errors import ReadError
    from cchc_extract.readers.archive import Archive

    try:
        return _TYPE + Archive(data, "").read(_TYPE.decode())[:_HEAD]
    except ReadError:
        return b""


def _heads(data: bytes, mark: bytes, at: int) -> bool:
    return at >= 0 and data.startswith(mark, at)


def _in_ole(data: bytes, member: str) -> int:
    """The directory has the names in UTF-16, ended by a zero."""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    directory = (int.from_bytes(data[48:52], "little") + 1) * size
    name = f"{member}\0".encode("utf-16-le")
    found = data.find(name, directory)
    return found if found >= 0 else data.find(name)
