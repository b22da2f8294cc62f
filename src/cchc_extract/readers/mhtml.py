"""The web archive format (MHTML): the page in it is read as a web page is.

Enters: a MIME message. Leaves: the document of its first part that is a page. Pictures and style sheets are not read.
"""

from __future__ import annotations

from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.html import read_page

_AGAIN = "save the page again, whole"
_PAGES = ("text/html", "application/xhtml+xml")
_TAIL = 4096  # bytes in which a page closes


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a web archive. Raises ReadError (naming it `shown`) for one without a page."""
    try:
        parts = list(message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n")).walk())
    except RecursionError:
        raise ReadError(shown, "its parts are nested too deep", _AGAIN) from None
    open_ended = any(isinstance(defect, CloseBoundaryNotFoundDefect) for part in parts for defect in part.defects)
    for part in parts:
        page = part.get_payload(decode=True)
        if part.get_content_type() not in _PAGES or not isinstance(page, bytes) or not page.strip():
            continue
        if open_ended and part is parts[-1] and b"</html" not in page[-_TAIL:].lower():
            raise ReadError(shown, "the web archive is cut off in its page", _AGAIN)
        return read_page(page, name, shown, (data, "mhtml", part.get_content_charset()))
    raise ReadError(shown, "the web archive holds no page", _AGAIN)
