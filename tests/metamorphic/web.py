"""An invented plan as a web page and as comma-separated values.

Enters: a `Plan`, a `Variant`. Leaves: the source of a page, or of a CSV file. A merged cell is one cell with `rowspan`, a
section row one cell over all columns; page furniture of a law site stands around the document where it is asked for.
Never: changes a word of a cell; knows what a right extraction is.
"""

from __future__ import annotations

import csv
import io
from html import escape

from .plan import Plan
from .render import Block, Pair, Paragraph, PrintedRow, Table, blocks
from .variants import PLAIN, Variant

SITE_ABOVE = """<header><div class="logo"><a href="/"><img src="logo.png" alt="Cổng"></a></div>
<nav><ul><li><a href="/a">Trang chủ</a></li><li><a href="/b">Văn bản</a></li><li><a href="/c">Liên hệ</a></li></ul></nav>
</header><div class="breadcrumb"><a href="/">Trang chủ</a> &gt; <a href="/vb">Văn bản</a> &gt; Kế hoạch</div>
<div class="tools"><a href="/tep/ke-hoach.docx">Tải về</a> <button>In trang</button></div>"""
SITE_BELOW = """<div class="other"><h3>Văn bản liên quan</h3><ul><li><a href="/1">Quyết định về nhiệm vụ năm 2020</a></li>
<li><a href="/2">Kế hoạch tuyên truyền của tỉnh bạn</a></li><li><a href="/3">Công văn nhắc việc</a></li>
<li><a href="/4">Chỉ thị về kỷ cương</a></li></ul></div><aside>Lượt truy cập: 1.234</aside>
<footer><p>Bản quyền thuộc Cổng thông tin. Điện thoại: 0123.456.789</p></footer>"""


def page(plan: Plan, variant: Variant = PLAIN, *, site: bool = False, nested: bool = False) -> str:
    """The plan as a page; `site` adds what a law site puts around it, `nested` sets all in a layout table."""
    body = "\n".join(_block(each) for each in blocks(plan, "cell_lines", variant, prose=True))
    if nested:
        body = f'<table width="100%"><tr><td>&nbsp;</td><td>{body}</td></tr></table>'
    if site:
        body = f"{SITE_ABOVE}<article>{body}</article>{SITE_BELOW}"
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Văn bản</title></head><body>{body}</body></html>'


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Pair):
        return f"<table><tr><td>{_lines(block.left)}</td><td>{_lines(block.right)}</td></tr></table>"
    tag = {"title": "h2", "heading": "h3", "annex": "h3"}.get(block.kind, "p")
    return f"<{tag}>{_cut(block.text)}</{tag}>"


def _lines(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in lines)


def _cut(text: str) -> str:
    """Words as converters leave them: markup inside the first word, the rest as it is."""
    head, _, rest = text.partition(" ")
    return f"<b>{escape(head[:1])}</b><span>{escape(head[1:])}</span> {escape(rest)}".rstrip()


def _table(table: Table) -> str:
    width = len(table.columns)
    rows = [row for part in table.pages for row in part]
    headers = ("".join(f"<th>{escape(cell or '')}</th>" for cell in row.cells) for row in table.header)
    head = "".join(f"<tr>{cells}</tr>" for cells in headers)
    out = [_row(rows, number, width) for number in range(len(rows))]
    return f"<table border=1><thead>{head}</thead><tbody>{''.join(out)}</tbody></table>"


def _row(rows: list[PrintedRow], number: int, width: int) -> str:
    row = rows[number]
    if row.kind == "section" and len(row.cells) == 2:
        label, title = row.cells
        return f"<tr><td>{escape(label or '')}</td><td colspan={width - 1}><b>{escape(title or '')}</b></td></tr>"
    cells = []
    for column, cell in enumerate(row.cells):
        if cell is None:
            continue
        span = 1
        while number + span < len(rows) and rows[number + span].cells[column : column + 1] == (None,):
            span += 1
        spans = f" rowspan={span}" if span > 1 else ""
        cells.append(f"<td{spans}>{'<br>'.join(escape(line) for line in cell.split(chr(10)))}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def sheet(plan: Plan, variant: Variant = PLAIN, delimiter: str = ",") -> str:
    """The annexes' first table as values with a delimiter, the words above it in rows of their own; merged cells are
    lost."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    found = blocks(plan, "tabs", variant, prose=False)
    last = next(k for k, each in enumerate(found) if isinstance(each, Table))
    table = found[last]
    assert isinstance(table, Table)
    width = len(table.columns)
    for each in found[:last]:
        assert isinstance(each, Paragraph)
        writer.writerow([each.text, *[""] * (width - 1)])
    for row in (*table.header, *(row for part in table.pages for row in part)):
        cells = [cell or "" for cell in row.cells]
        writer.writerow(cells + [""] * (width - len(cells)))
    return out.getvalue()
