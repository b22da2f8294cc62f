"""What the first bytes of a source look like, for formats that no fixed bytes begin.

Enters: bytes. Leaves: yes or no, at the cost of a look at the first of them; what reads a format may still find that
it is none.
"""

from __future__ import annotations

import re

_PAGE = 2048
_ARCHIVE = 8192
_TABLE = 8192
_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    rb"(?:<!doctype\s+html|<html[\s>]|<(?:head|body|meta|title|style|table|div|p|center|h1)[\s>].*?</\w+>)",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_CLOSING = re.compile(rb"</(?:p|td|li|div)\s*>", re.IGNORECASE)
# How Word 2003, newer Word ("flat OPC"), Excel 2003 and LibreOffice ("flat") begin what they save as one XML file.
_ONE_XML = re.compile(rb"<\?mso-application\b|<w:wordDocument\b|<pkg:package\b|<office:document\b|<Workbook\b")
_FIELDS = re.compile(rb"[A-Za-z-]+:[^\n]*\n(?:[A-Za-z-]+:[^\n]*\n|[ \t][^\n]*\n)*", re.DOTALL)
_TIGHT = re.compile(rb"[,;](?=[^ \t\r\n])")


def _narrow(data: bytes) -> bytes:
    """The bytes without a byte-order mark; UTF-16 as far as it is ASCII."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[2:].replace(b"\x00", b"")
    return data.removeprefix(b"\xef\xbb\xbf")


def looks_like_page(data: bytes) -> bool:
    """Whether it begins as a web page does, or as a piece of one: a text may well begin with a stray tag."""
    head = _narrow(data[:_PAGE])
    if b"<" not in head or not (match := _OPENING.match(head)):
        return False
    return bool(_WHOLE.search(match[0])) or len(_CLOSING.findall(_narrow(data[: 8 * _PAGE]))) > 2


def looks_like_one_xml(data: bytes) -> bool:
    """Whether it is an office program's document as one XML file."""
    head = _narrow(data[:_PAGE]).lstrip()
    return head.startswith(b"<?xml") and bool(_ONE_XML.search(head))


def looks_like_data(data: bytes) -> bool:
    """Whether it is JSON: one value, or an object a line."""
    head = _narrow(data[:_PAGE]).lstrip()
    if not head.startswith((b"{", b"[")):
        return False
    import json

    lines = data.lstrip(b"\xef\xbb\xbf \t\r\n").splitlines()
    for text in (lines[0] if head.startswith(b"{") else b"", data):
        try:
            return isinstance(json.loads(text), (dict, list))
        except (ValueError, RecursionError):
            continue
    return False


def looks_archived(data: bytes) -> bool:
    """Whether it begins with the header fields of a message that holds a web page."""
    head = data[:_ARCHIVE].lstrip(b"\xef\xbb\xbf \t\r\n")
    fields = _FIELDS.match(head)
    told = fields[0].lower() if fields else b""
    return b"mime-version:" in told and (b"multipart/" in told or b"text/html" in told)


def looks_delimited(data: bytes) -> bool:
    """Whether commas or semicolons stand between words without a blank, on most lines, or quotes behind tabs."""
    head = _narrow(data[:_TABLE])
    if b'\t"' in head or (b'"' in head and b'\n"' in head):
        return True
    return 2 * len(_TIGHT.findall(head)) > head.count(b"\n") + 1 and b"\n" in head
