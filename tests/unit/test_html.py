"""Web pages: what a reader sees of them, which tables are tables, what belongs to the site."""

from __future__ import annotations

import base64
import quopri
import sys

import pytest

from cchc_extract import extract
from cchc_extract.errors import ReadError
from cchc_extract.readers import read
from cchc_extract.readers.formats import recognise
from cchc_extract.readers.html_lists import ItemLabels
from tests.legacy_encodings import encoded


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def lines(body: str) -> list[str]:
    return [x for x in read(page(body)).text.split("\n") if x]


def grid(body: str) -> list[list[str]]:
    (found,) = read(page(body)).grids
    return [[cell.text for cell in row.cells] for row in found.rows]


# Words and lines


def test_a_word_that_markup_cuts_is_whole() -> None:
    assert lines("<p>K<b>ế ho</b>ạch <i>năm</i>\n 2026<!-- x --> và</p>") == ["Kế hoạch năm 2026 và"]


def test_breaks_and_blocks_are_lines() -> None:
    assert lines("a<br>b<div>c<p>d</p>e</div>f") == ["a", "b", "c", "d", "e", "f"]


def test_what_is_hidden_is_out() -> None:
    hidden = (
        "<script>1</script><style>2</style><noscript>3</noscript><template>4</template><p hidden>5</p>"
        '<span style="DISPLAY : none">6</span><div style="visibility:hidden">7</div><button>8</button><del>9</del>'
    )
    assert lines(f"<p>Sở{hidden} Nội vụ</p>") == ["Sở", "Nội vụ"]
    assert lines('<p>Sở<span style="display:none">6</span> Nội vụ</p>') == ["Sở Nội vụ"]


def test_entities_and_blanks() -> None:
    assert lines("<p>S&#7903;&nbsp;Nội&ensp;vụ &amp; &lt;b&gt;&shy; a&#x301;</p>") == ["Sở Nội vụ & <b> á"]


def test_a_wide_gap_parts_columns() -> None:
    assert lines(f"<p>Nơi nhận:{'&nbsp;' * 30} CHỦ TỊCH</p>") == ["Nơi nhận:\tCHỦ TỊCH"]


def test_text_that_is_set_keeps_its_gaps() -> None:
    assert lines("<pre>TT   Nhiệm vụ\n1    Rà soát</pre>") == ["TT   Nhiệm vụ", "1    Rà soát"]


def test_a_raised_figure_calls_a_note_and_stays_a_square() -> None:
    assert lines("<p>triển khai<sup>10</sup>, 5 m<sup>2</sup>, a<sup>[1]</sup></p>") == ["triển khai¹⁰, 5 m², a[1]"]


def test_a_note_is_found_where_it_is_called() -> None:
    body = "<p>KẾ HOẠCH</p><p>1. Rà soát<sup>1</sup> thủ tục.</p><p><sup>1</sup> Theo Quyết định số 5/QĐ-UBND.</p>"
    assert [(n.label, len(n.called)) for n in extract(page(body)).footnotes] == [("1", 1)]


def test_a_header_and_a_cell_call_notes() -> None:
    rows = "<tr><th>TT<th>Nhiệm vụ<th>Chủ trì<th>Thời gian triển khai<sup>10</sup></tr>"
    rows += "<tr><td>1<td>Rà soát<sup>2</sup> 500 m<sup>2</sup> sàn<td>Sở Xây dựng<td>Quý I</tr>"
    found = read(page(f"<table>{rows}</table><p><sup>2</sup> Do xã quản lý.</p><p><sup>10</sup> Trừ thẩm định.</p>"))
    result = extract(
        page(f"<table>{rows}</table><p><sup>2</sup> Do xã quản lý.</p><p><sup>10</sup> Trừ thẩm định.</p>")
    )
    assert [[found.text[a:b] for a, b in note.called] for note in result.footnotes] == [["²"], ["¹⁰"]]
    assert result.footnotes[0].called[0][0] == found.text.index("²")
    assert not any(d.code == "outline.footnote-uncalled" for d in result.diagnostics)
    assert [t.cells["deadline"] for t in result.tasks] == ["Quý I"]


# Lists


@pytest.mark.parametrize(
    ("ordered", "attributes", "labels"),
    [
        (True, {}, ["1. ", "2. ", "3. "]),
        (True, {"start": "9"}, ["9. ", "10. ", "11. "]),
        (True, {"type": "a", "start": "26"}, ["z. ", "aa. ", "ab. "]),
        (True, {"type": "I", "start": "3"}, ["III. ", "IV. ", "V. "]),
        (True, {"style": "list-style: lower-roman inside"}, ["i. ", "ii. ", "iii. "]),
        (True, {"reversed": ""}, ["3. ", "2. ", "1. "]),
        (True, {"style": "list-style-type:none"}, ["", "", ""]),
        (True, {"start": "x"}, ["1. ", "2. ", "3. "]),
        (False, {}, ["- ", "- ", "- "]),
        (False, {"style": "list-style:none"}, ["", "", ""]),
    ],
)
def test_labels_of_lists(ordered: bool, attributes: dict[str, str], labels: list[str]) -> None:
    found = ItemLabels(ordered, attributes, 3)
    assert [found.next({}) for _ in labels] == labels


def test_lists_in_lists_and_values() -> None:
    body = "<ol><li value=4>a<ul><li>b<li>- c</ul><li><p>d</p><p>e</p></ol><p>f</p>"
    assert lines(body) == ["4. a", "- b", "- c", "5. d", "e", "f"]


# Tables

HEAD = "<tr><th>TT<th>Nhiệm vụ<th>Chủ trì<th>Thời hạn</tr>"


def test_spans_of_rows_and_columns() -> None:
    body = f"<table>{HEAD}<tr><td>1<td>a<td rowspan=2>Sở<br>Y tế<td>x<tr><td>2<td>b<td>y<tr><td colspan=4>I. c</table>"
    (found,) = read(page(body)).grids
    assert [[c.text for c in row.cells] for row in found.rows[1:]] == [
        ["1", "a", "Sở\nY tế", "x"],
        ["2", "b", "", "y"],
        ["I. c", "", "", ""],
    ]
    assert [row.covered for row in found.rows] == [(), (), (2,), ()]
    assert found.stated


def test_a_span_ends_with_its_part_and_no_further() -> None:
    body = f"<table><thead>{HEAD}</thead><tbody><tr><td>1<td>a<td rowspan=0>b<td>c<tr><td>2<td>d<td>e</tbody>"
    body += "<tbody><tr><td>3<td>f<td rowspan=65000>g<td colspan=9999>h</tbody></table>"
    assert grid(body)[1:] == [["1", "a", "b", "c"], ["2", "d", "", "e"], ["3", "f", "g", "h"]]


def test_a_foot_stands_below_and_an_empty_column_is_none() -> None:
    body = f"<table><tfoot><tr><td>9<td>z<td><td></tfoot><thead>{HEAD.replace('Chủ trì', '')}</thead>"
    assert grid(f"{body}<tbody><tr><td>1<td>a<td>&nbsp;<td>b</tbody></table>") == [
        ["TT", "Nhiệm vụ", "Thời hạn"],
        ["1", "a", "b"],
        ["9", "z", ""],
    ]


def test_a_table_inside_the_layout_is_a_table_and_the_layout_none() -> None:
    data = f"<table>{HEAD}<tr><td>1<td>a<td>b<td>c</table>"
    layout = f"<table><tr><td>&nbsp;<td><p>Trên</p>{data}<p>Dưới</p><td>Bên</td></tr><tr><td colspan=3>Cuối</table>"
    document = read(page(layout))
    assert len(document.grids) == 1
    assert [x for x in document.text.split("\n") if x] == [
        *("Trên", "TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "1", "a", "b", "c", "Dưới", "Bên", "Cuối")
    ]


def test_a_letterhead_is_lines_in_two_columns() -> None:
    body = "<table><tr><td>UBND TỈNH A<br>Số: 1/KH-UBND<td></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table>"
    document = read(page(body))
    assert not document.grids
    assert document.text.rstrip() == "UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH-UBND"


def test_a_box_of_names_and_values_is_no_table() -> None:
    box = "<table><tr><td>Số hiệu:<td>1/KH-UBND<td>Loại:<td>Kế hoạch<tr><td>Nơi ra:<td>Tỉnh A<td>Ngày:<td>1/2/2026"
    assert not read(page(box)).grids


def test_a_form_to_be_filled_in_is_a_table() -> None:
    rows = "<tr><td>1<td><td><td><tr><td>2.<td><td><td>"
    assert grid(f"<table>{HEAD.replace('th>', 'td>')}{rows}</table>")[1:] == [["1", "", "", ""], ["2.", "", "", ""]]
    links = "<tr><td>Trang chủ<td>Tin tức<td>Liên hệ<tr><td colspan=3>Sở Y tế báo cáo."
    assert not read(page(f"<table>{links}</table>")).grids


def test_a_row_that_a_page_parts_from_its_table() -> None:
    body = f"<table>{HEAD}<tr><td>1<td>a<td>b<td>c</table><p></p><table><tr><td>2<td>d<td>e<td>f</table>"
    assert [len(g.rows) for g in read(page(body)).grids] == [2, 1]


def test_lists_in_a_cell_are_its_lines() -> None:
    body = f"<table>{HEAD}<tr><td>1<td>a<ul><li>b;<li>c</ul><td><ol><li>d</ol><td><p>e</p><p>f</p></table>"
    assert grid(body)[1] == ["1", "a\n- b;\n- c", "1. d", "e\nf"]


# The site's own parts

TEXT = "<article><h1>KẾ HOẠCH</h1><p>Sở Nội vụ chủ trì rà soát thủ tục hành chính trong năm.</p></article>"
MENU = "<ul><li><a href=/a>Trang chủ</a><li><a href=/b>Tin tức</a><li><a href=/c>Văn bản</a></ul>"


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav>Mục lục</nav>",
        "<footer>Bản quyền</footer>",
        "<aside>Lượt xem: 5</aside>",
        '<header><a href="/">Cổng thông tin</a></header>',
        '<div role="navigation">Bạn ở đây</div>',
        '<div class="main-menu">Giới thiệu</div>',
        '<div class="breadcrumb"><a href="/">Trang chủ</a> / Kế hoạch</div>',
        MENU,
        f"<div><h3>Văn bản liên quan</h3>{MENU}<a href=/d>Xem thêm</a></div>",
        '<p><a href="/tep/1.pdf">Tải về</a></p>',
        '<p><a href="javascript:in()">In</a> <a href="x" download>Lưu</a></p>',
    ],
)
def test_what_is_the_sites_is_left_out(chrome: str) -> None:
    assert lines(chrome + TEXT) == lines(TEXT)


@pytest.mark.parametrize(
    "kept",
    [
        "<p>Căn cứ <a href=/1>Luật A</a>; <a href=/2>Luật B</a>; <a href=/3>Luật C</a>;</p>",
        "<p>Căn cứ <a href=/1>Luật A</a>;</p><p>Căn cứ <a href=/2>Luật B</a>;</p><p>Căn cứ <a href=/3>Luật C</a>;</p>",
        '<div class="menu">' + "Sở Nội vụ theo dõi việc thực hiện. " * 8 + "</div>",
        "<h2><a href=/4>CHỈ THỊ</a></h2>",
        "<article><header>TỈNH A</header></article>",
        "<header>TỈNH A</header>",
        f"<nav><table>{HEAD}<tr><td>1<td>a<td>b<td>c</table></nav>",
    ],
)
def test_what_may_be_the_documents_is_kept(kept: str) -> None:
    assert len(lines(kept + TEXT)) > len(lines(TEXT))


def test_links_in_a_table_are_its_cells() -> None:
    row = "<tr><td>{0}<td><a href=/{0}>Quyết định {0}</a><td><a href=/s>Sở A</a><td><a href=/q>Quý I</a>"
    assert len(grid(f"<table>{HEAD}{''.join(row.format(n) for n in range(1, 6))}</table>")) == 6


def test_a_page_that_is_nothing_but_links_is_read_whole() -> None:
    assert lines(f"<nav>{MENU}</nav>") == ["- Trang chủ", "- Tin tức", "- Văn bản"]


# Bytes


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ('<meta charset="windows-1258"><p>Sở Nội vụ'.encode("ascii", "ignore"), "utf-8"),
        (b'<html><meta charset="windows-1258"><p>' + "Sơ\u0309".encode("cp1258"), "cp1258"),
        ('<html><meta charset="iso-8859-1"><p>Sở'.encode(), "utf-8"),
        ("<html><p>Sở".encode("utf-16"), "utf-16"),
        ("\ufeff<html><p>Sở".encode(), "utf-8"),
        ('<html><meta http-equiv="Content-Type" content="text/html; charset=unknown-8"><p>Sở'.encode(), "utf-8"),
        (b'<html><meta charset="utf-16"><p>S\xe1\xbb\x9f', "utf-8"),
        (b'<html><meta charset="base64"><p>S\xe1\xbb\x9f', "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    document = read(data + b" " if data[:1] == b"<" and b"</" in data else data)
    assert (document.format, document.encoding) == ("html" if b"html" in data.replace(b"\0", b"") else "text", encoding)
    assert "S" in document.text


@pytest.mark.parametrize("told", ["", '<meta charset="iso-8859-1">', '<meta charset="x-user-defined">'])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "windows-1258"])
def test_the_words_tell_the_encoding_whatever_the_page_says(encoding: str, told: str) -> None:
    style = "<style>p{margin:0}</style><script>var a = document.all;</script>"
    cells = "<tr><td>STT<td>Nhiệm vụ<td>Chủ trì<tr><td>1<td>Rà soát thủ tục<td>Sở Nội vụ"
    source = (
        f"<html><head>{told}{style}</head><p align=center>KẾ HOẠCH</p><table border=1>{cells}{cells}</table></html>"
    )
    document = read(encoded(source, encoding))
    assert document.encoding == encoding
    assert document.text.split("\n")[0] == "KẾ HOẠCH"
    assert document.grids[0].rows[1].cells[2].text == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<!-- saved from url=(0022)http://a.vn/ -->\n<!DOCTYPE html>", "html"),
        (b'\xef\xbb\xbf  <?xml version="1.0"?><!doctype HTML PUBLIC "x">', "html"),
        (b"<table><tr><td>1</td><td>2</td><td>3</td></tr></table>", "html"),
        (b"<div align=center>A</div>\n\n| TT | B |\n|---|---|\n", "text"),
        (b'<ul style="x"> - a; - b', "text"),
        (b"<http://a.vn>", "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n", "mhtml"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: text/html\n\n", "mhtml"),
        (b"Subject: A\nMIME-Version: 1.0\nContent-Type: text/plain\n\n", "text"),
        (b"a,b,c\n1,2,3\n", "csv"),
    ],
)
def test_what_it_is_by_its_content(head: bytes, name: str) -> None:
    assert recognise(head, "a").name == name


def web_archive(coding: str) -> bytes:
    inner = page("<p>Sở Nội vụ chủ trì.</p>", "")
    body = base64.encodebytes(inner) if coding == "base64" else quopri.encodestring(inner)
    fields = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    top = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    style = "--x\r\nContent-Type: text/css\r\n\r\na\r\n--x\r\n"
    return f"{top}{style}{fields}".encode() + body + b"\r\n--x--\r\n"


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_a_web_archive(coding: str) -> None:
    data = web_archive(coding)
    document = read(data)
    assert (document.format, document.encoding, document.bytes) == ("mhtml", "utf-8", len(data))
    assert document.text.strip() == "Sở Nội vụ chủ trì."


def message_within(n: int) -> bytes:
    return b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (n, n)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (page(""), "holds no text"),
        (b"<html>", "holds no text"),
        (b"<!doctype html>\x00", "holds no text"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "holds no page"),
        (web_archive("base64")[:-40], "cut off"),
        (web_archive("quoted-printable")[:-30], "cut off"),
        (page("<p>Kế hoạch</p>" + "<div>" * 20_000 + "Sở"), "nested too deep"),
        (page("<p>Kế hoạch</p>" + "<table><tr><td>" * 2_000 + "Sở"), "nested too deep"),
        (page("<table><tr>" + "<td rowspan=65534>a" * 1_000 + "<tr><td>b" * 1_000), "a table larger"),
        (b"MIME-Version: 1.0\n" + b"".join(map(message_within, range(2_000))), "nested too deep"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as error:
        read(data, "a.html")
    assert "\n" not in str(error.value)


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith(("lxml", "cchc_extract.readers.html"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(ReadError, match=r"cchc-extract\[html\]"):
        read(page("<p>a</p>"))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 1_500 + "Sở",
        "<table><tr><td>" * 500 + "Sở",
        "<table>" + "<tr><td rowspan=65534 colspan=1000>Sở" * 50,
        "<ol>" * 900 + "<li>Sở",
        "<a href=x>" * 5_000 + "Sở",
        "<sup>" * 1_500 + "Sở",
        "<p>Sở</p></td></tr></table></body></html><td>x<tr><caption>y<tfoot>z",
        "<table>Sở<caption>a<tr>b<td>c<tbody>d",
    ],
)
def test_odd_pages_are_read(body: str) -> None:
    assert "Sở" in read(page(f"<p>Kế hoạch</p>{body}")).text


def test_a_line_that_was_dragged_in_one_row_makes_no_column() -> None:
    head = "<tr><th rowspan=2>STT<th colspan=2>Phân công<th colspan=2 rowspan=2>Thời hạn<tr><th>Chủ trì<th>Phối hợp"
    rows = "<tr><td>1<td>Sở A<td>Sở B<td colspan=2>Quý I<tr><td>2<td>Sở A<td colspan=2>Sở B<td>Quý II"
    (grid,) = read(page(f"<table border=1>{head}{rows}</table>")).grids
    assert [[c.text for c in row.cells] for row in grid.rows[2:]] == [
        ["1", "Sở A", "Sở B", "Quý I"],
        ["2", "Sở A", "Sở B", "Quý II"],
    ]
    assert [row.covered for row in grid.rows] == [(), (0, 3), (), ()]


def test_a_number_before_no_words_is_the_rows() -> None:
    head = "<tr><th>STT<th>Việc<th>Ai"
    item = "<tr><td><ol start={}><li><p></p></ol><td><ul><li></ul>Rà soát<td>Sở A"
    (grid,) = read(page(f"<table border=1>{head}{item.format(1)}{item.format(2)}</table>")).grids
    assert [[c.text for c in row.cells] for row in grid.rows[1:]] == [
        ["1.", "Rà soát", "Sở A"],
        ["2.", "Rà soát", "Sở A"],
    ]


def test_a_number_that_a_saved_sheet_states_has_our_signs() -> None:
    head = "<tr><td>TT<td>Việc<td>Ai<td>Kinh phí"
    rows = '<tr><td sdval="1.1">1.1<td>Rà soát<td>Sở A<td sdval="1500" sdnum="1033;">1,500'
    rows += '<tr><td>2<td>In<td>Sở A<td x:num="1.5">1.5'
    (grid,) = read(page(f"<table border=1>{head}{rows}</table>")).grids
    assert grid.rows[1].cells[0].text == "1.1"
    assert [row.cells[3].text for row in grid.rows] == ["Kinh phí", "1.500", "1,5"]


def test_a_page_break_in_set_text_moves_no_cell() -> None:
    document = read(
        page("<pre>a&#12;b</pre><table border=1><tr><th>STT<th>Việc<th>Ai<tr><td>1<td>Rà soát<td>Sở A</table>")
    )
    assert [c.text for c in document.grids[0].rows[1].cells] == ["1", "Rà soát", "Sở A"]


def test_repairs_stand_where_the_letter_does() -> None:
    document = read(page("<p>Kế hoạch</p><p>tỉnh Ðồng Nai</p>"))
    assert [(code, document.text[slice(*span)]) for code, span in document.repairs] == [("source.letter-repaired", "Đ")]
