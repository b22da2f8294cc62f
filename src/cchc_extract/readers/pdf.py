"""PDF: bytes enter, a `SourceDocument` leaves.

Pages are read one by one and closed; each gives its blocks (`page_blocks`), and the writer (`page_document`) puts
them together. Nothing here knows how a page's words are found.
"""

from __future__ import annotations

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.page_blocks import page_blocks
from cchc_extract.readers.page_document import PageWriter
from cchc_extract.readers.page_text import Edges
from cchc_extract.readers.pdfium import pages
from cchc_extract.readers.scan import with_unread


@held()
def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    writer, edges, unread = PageWriter(), dict[int, Edges](), list[int]()
    for page in pages(data, shown, unread):
        writer.page(page_blocks(page, edges))
    document = writer.document(data, name, "pdf")
    if not document.text.strip():
        raise ReadError(shown, "it holds no text", "give a file that holds a document")
    return with_unread(document, unread)
