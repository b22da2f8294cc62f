"""Small OpenDocument texts written by hand: the XML of their parts, put into an archive."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import read

_PREFIXES = ("office", "text", "table", "style", "drawing", "xsl-fo-compatible")
NAMES = " ".join(
    f"xmlns:{ {'drawing': 'draw', 'xsl-fo-compatible': 'fo'}.get(name, name) }="
    f'"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in _PREFIXES
)
_LINES = '<style:table-cell-properties fo:border="1pt solid"/>'
RULED = f'<style:style style:name="c" style:family="table-cell">{_LINES}</style:style>'


def p(*inside: str, style: str = "", tag: str = "p", about: str = "") -> str:
    return f'<text:{tag} text:style-name="{style}" {about}>{"".join(inside)}</text:{tag}>'


def cell(*paragraphs: str, right: int = 1, down: int = 1, style: str = "c", repeated: int = 1) -> str:
    """A cell; what is no XML is a paragraph's text."""
    inside = "".join(each if each.startswith("<") else p(each) for each in paragraphs)
    return (
        f'<table:table-cell table:style-name="{style}" table:number-columns-spanned="{right}" '
        f'table:number-rows-spanned="{down}" table:number-columns-repeated="{repeated}">{inside}</table:table-cell>'
    )


COVERED = "<table:covered-table-cell/>"


def row(*cells: str, about: str = "") -> str:
    inside = "".join(each if each.startswith("<") else cell(*([each] if each else [])) for each in cells)
    return f"<table:table-row {about}>{inside}</table:table-row>"


def table(*rows: str, columns: str = "") -> str:
    return f"<table:table>{columns}{''.join(rows)}</table:table>"


def odt(*body: str, styles: str = "", common: str = "", manifest: str = "", main: str | bytes = "") -> bytes:
    """A file with this body; `styles` are its own, `common` those of its `styles.xml`."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{RULED}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text", ZIP_STORED)
        out.writestr("content.xml", main or content)
        out.writestr("styles.xml", f"<office:document-styles {NAMES}>{common}</office:document-styles>")
        out.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return data.getvalue()


def document(*body: str, styles: str = "", common: str = "") -> SourceDocument:
    return read(odt(*body, styles=styles, common=common))


def lines(*body: str, styles: str = "", common: str = "") -> list[str]:
    return document(*body, styles=styles, common=common).text.split("\n")
