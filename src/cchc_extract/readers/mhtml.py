"""The web archive format (MHTML): the page in it is read as a web page is.

Enters: a MIME message. Leaves: the document of its first part that is a page. Pictures and style sheets are not read.
"""

from __future__ import annotations

from email import message_from_bytes

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.html import read_page


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a web archive. Raises ReadError (naming it `shown`) for one without a page."""
    try:
        parts = list(message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n")).walk())
    except RecursionError:
        raise ReadError(shown, "its parts are nested too deep", "save the page again, whole") from None
    for part in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return read_page(page, name, shown, (data, "mhtml", part.get_content_charset()))
    raise ReadError(shown, "the web archive holds no page", "save the page again, whole")
