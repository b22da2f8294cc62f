"""Tables of PDFs: drawn lines, gutters, rows that pages cut; both engines read the same."""

from __future__ import annotations

import pytest

from cchc_extract import Extraction, extract
from cchc_extract.readers import read
from tests.pdf_files import LANDSCAPE, LEADING, Row, Sheet, head, needs_font, pdf

pytestmark = needs_font
XS = (40, 75, 290, 390, 480, 560)
NAMES = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")
FOOT = 780.0


def tasks(result: Extraction) -> list[tuple[str, ...]]:
    """Ordinal, task, lead, coordinating, deadline of each task; `^` before what is inherited."""
    roles = ("ordinal", "task", "lead", "coordinating", "deadline")
    return [
        tuple(("^" if role in t.inherited else "") + t.cells.get(role, "") for role in roles)
        for t in result.tasks
        if t.source == "table"
    ]


def both(data: bytes) -> list[tuple[str, ...]]:
    """The tasks, the same from both engines; nothing is left over."""
    found = [extract(data, pdf_engine=engine) for engine in ("pypdfium2", "pdfplumber")]
    assert not any(result.accounting.residue for result in found)
    assert tasks(found[0]) == tasks(found[1])
    return tasks(found[0])


def paged(*pages: tuple[Row, ...], deep: dict[int, tuple[int, ...]] | None = None, headers: bool = True) -> bytes:
    """A plan whose table goes over pages, each page's part down to its foot; the header on each, or on the first."""

    def drawing(k: int) -> object:
        def draw(sheet: Sheet) -> None:
            top = head(sheet) if not k else 40.0
            rows = [NAMES, *pages[k]] if headers or not k else [*pages[k]]
            sheet.table(XS, top, rows, (deep or {}).get(k, ()))

        return draw

    return pdf(*(drawing(k) for k in range(len(pages))))  # type: ignore[arg-type]


ONE = ("1", "Rà soát văn bản", "Sở Tư pháp", "Các sở", "Quý I/2026")
TWO = ("2", "Báo cáo kết quả", "Sở Nội vụ", "", "Quý II/2026")


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    assert both(paged((ONE, TWO))) == [ONE, TWO]


def test_a_merged_cell_covers_its_rows() -> None:
    rows = (ONE, ("2", "Báo cáo", None, "", "Quý II/2026"), ("3", "Công bố", "Sở Y tế", "", None))
    assert both(paged(rows)) == [
        ONE,
        ("2", "Báo cáo", "^Sở Tư pháp", "", "Quý II/2026"),
        ("3", "Công bố", "Sở Y tế", "", "^Quý II/2026"),
    ]


def test_wrapped_lines_of_a_cell_are_one_and_short_ones_are_not() -> None:
    wrapped = "Rà soát văn bản theo Nghị quyết số\n30/NQ-CP và Chỉ thị số 17/CT-\nTTg của Thủ tướng"
    row = ("1", wrapped, "Sở Tư pháp", "- Sở A;\n- Sở B", "Quý I/2026")
    result = extract(paged((row,)))
    assert result.tasks[0].cells["task"] == (
        "Rà soát văn bản theo Nghị quyết số 30/NQ-CP và Chỉ thị số 17/CT-TTg của Thủ tướng"
    )
    assert [p.text for p in result.tasks[0].parties if p.role == "coordinating"] == ["Sở A", "Sở B"]


def test_a_number_too_wide_for_its_cell_is_one_number() -> None:
    def draw(sheet: Sheet) -> None:
        row = (
            "1",
            "Theo quy định\n2108/2014/NĐ\n-CP và\n2235/17/QĐUB\nND và\n140/2017/NQ\nvà cả sau này",
            "Sở A",
            "",
            "Quý I/2026",
        )
        sheet.table((40, 75, 165, 290, 390, 500), head(sheet), [NAMES, row])

    assert both(pdf(draw))[0][1] == "Theo quy định 2108/2014/NĐ-CP và 2235/17/QĐUBND và 140/2017/NQ và cả sau này"


def test_a_header_that_a_page_cuts_is_no_row() -> None:
    names = ("TT", "Nhiệm vụ", "Cơ quan chủ", "Phối hợp", "Thời hạn")
    data = pdf(
        lambda sheet: (sheet.table(XS, head(sheet), [names]), None)[1],
        lambda sheet: (sheet.table(XS, 40, [("", "", "trì", "", ""), ONE]), None)[1],
    )
    assert [row[:2] for row in tasks(extract(data))] == [ONE[:2]]


@pytest.mark.parametrize("headers", [True, False])
def test_a_row_that_a_page_cuts_is_one_row(headers: bool) -> None:
    cut = ("2", "Xây dựng đề án nâng cao chất lượng\nphục vụ của bộ phận một cửa", "Sở Nội vụ", "", "Quý II/2026")
    rest = ("", "các cấp trên địa bàn tỉnh", "", "", "")
    three = ("3", "Công bố chỉ số", "Sở Nội vụ", "", "Quý III/2026")
    assert both(paged((ONE, cut), (rest, three), headers=headers)) == [
        ONE,
        ("2", "Xây dựng đề án nâng cao chất lượng phục vụ của bộ phận một cửa các cấp trên địa bàn tỉnh", *cut[2:]),
        three,
    ]


def test_a_row_below_a_page_end_is_new_where_the_words_above_had_room_to_go_on() -> None:
    """`và` alone would go on; but the cells above end well before the page's foot."""
    last = ("2", "Báo cáo kết quả", "Sở Nội vụ", "", "Quý II/2026")
    new = ("", "và gửi các cơ quan liên quan", "Sở Y tế", "", "Quý III/2026")
    found = both(paged((ONE, last), (new,), deep={0: (1, 1, 4)}))
    assert [row[1] for row in found] == ["Rà soát văn bản", "Báo cáo kết quả", "và gửi các cơ quan liên quan"]


def test_a_merged_cell_goes_on_over_a_page_end_beside_a_new_row() -> None:
    names = ("TT", "Nhiệm vụ", "Hoạt động", "Chủ trì", "Thời hạn")

    def first(sheet: Sheet) -> None:
        rows = [
            names,
            ("1", "Cải cách thủ tục\nhành chính, cắt\ngiảm giấy tờ và", "1.1. Rà soát", "Sở Tư pháp", "Quý I/2026"),
        ]
        sheet.table((40, 75, 190, 390, 480, 560), head(sheet), rows)

    def second(sheet: Sheet) -> None:
        rest = ("", "thời gian đi lại", "1.2. Công bố", "Sở Y tế", "Quý II/2026")
        sheet.table((40, 75, 190, 390, 480, 560), 40, [names, rest, (None, None, "1.3. In", "Sở Y tế", "Quý III/2026")])

    result = extract(pdf(first, second))
    assert [t.cells["activity"] for t in result.tasks] == ["1.1. Rà soát", "1.2. Công bố", "1.3. In"]
    whole = "Cải cách thủ tục hành chính, cắt giảm giấy tờ và thời gian đi lại"
    assert [t.cells["task"] for t in result.tasks] == [whole] * 3
    assert [t.inherited for t in result.tasks] == [(), ("ordinal", "task"), ("ordinal", "task")]


def test_columns_that_one_page_does_not_show_are_those_of_the_page_before() -> None:
    """The second page holds a section's title over all columns, and one row."""

    def second(sheet: Sheet) -> None:
        foot = sheet.table((40, 75, 560), 40, [("II", "Cải cách bộ máy")])
        sheet.table(XS, foot, [TWO])

    data = pdf(
        lambda sheet: (sheet.table(XS, head(sheet), [NAMES, ("I", "Thể chế", "", "", ""), ONE]), None)[1], second
    )
    result = extract(data)
    assert tasks(result) == [ONE, TWO]
    assert [t.section[0].label for t in result.tasks] == ["I", "II"]


def test_a_header_of_two_rows() -> None:
    def draw(sheet: Sheet) -> None:
        rows = [("TT", "Nhiệm vụ", "Phân công", "", "Thời hạn"), (None, None, "Chủ trì", "Phối hợp", None), ONE]
        sheet.table(XS, head(sheet), rows)

    assert both(pdf(draw)) == [ONE]


@pytest.mark.parametrize("turned", [0, 90])
def test_a_table_set_sideways_is_read_upright(turned: int) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.translate(595, 0)
        sheet.canvas.rotate(90)
        sideways = Sheet(sheet.canvas, LANDSCAPE)
        sideways.text(40, 40, "Phụ lục 1: Nhiệm vụ năm 2026")
        sideways.table(XS, 70, [NAMES, ONE, TWO])

    assert tasks(extract(pdf(draw, turned=turned))) == [ONE, TWO]


def test_a_table_without_lines_is_told_by_its_gutters() -> None:
    rows = [
        NAMES,
        ("1", "Rà soát, cập nhật danh mục thủ tục", "Văn phòng UBND", "Các sở", "Quý I/2026"),
        ("", "hành chính của tỉnh", "tỉnh", "", ""),
        ("2", "Khảo sát mức độ hài lòng", "Sở Nội vụ", "", "Quý III/2026"),
    ]

    def draw(sheet: Sheet) -> None:
        top = head(sheet)
        sheet.text(40, top, "Các nhiệm vụ năm 2026 được phân công như sau:")
        for k, row in enumerate(rows):
            for x, words in zip(XS, row, strict=False):
                sheet.text(x, top + 24 + k * LEADING, words)

    assert both(pdf(draw)) == [
        ("1", "Rà soát, cập nhật danh mục thủ tục hành chính của tỉnh", "Văn phòng UBND tỉnh", "Các sở", "Quý I/2026"),
        ("2", "Khảo sát mức độ hài lòng", "Sở Nội vụ", "", "Quý III/2026"),
    ]


def test_rows_that_no_line_parts_begin_with_their_ordinals() -> None:
    def draw(sheet: Sheet) -> None:
        foot = sheet.table(XS, head(sheet), [NAMES])
        columns = (
            "1\n\n2\n3",
            "Rà soát văn bản\ncủa tỉnh\nBáo cáo\nCông bố",
            "Sở A\n\nSở B\nSở C",
            "",
            "Quý I/2026\n\nQuý II/2026\nQuý III/2026",
        )
        sheet.table(XS, foot, [columns])

    assert [row[:3] for row in both(pdf(draw))] == [
        ("1", "Rà soát văn bản của tỉnh", "Sở A"),
        ("2", "Báo cáo", "Sở B"),
        ("3", "Công bố", "Sở C"),
    ]


def test_where_words_stand_in_the_middle_of_cells_only_they_tell() -> None:
    """A page's end cuts a row whose cells are centred: none of them reaches the foot."""

    def first(sheet: Sheet) -> None:
        foot = sheet.table(XS, head(sheet), [NAMES, ONE, ("", "", "", "", "")], (1, 1, 4))
        for x, words in zip(
            XS, ("2", "Xây dựng đề án nâng cao chất lượng và", "Sở Y tế", "", "Quý II/2026"), strict=False
        ):
            sheet.text(x + 5, foot - 34, words)

    def second(sheet: Sheet) -> None:
        sheet.table(XS, 40, [NAMES, ("", "hiệu quả phục vụ", "", "", "")])

    assert [row[1] for row in both(pdf(first, second))] == [
        "Rà soát văn bản",
        "Xây dựng đề án nâng cao chất lượng và hiệu quả phục vụ",
    ]


def test_a_frame_and_lines_that_enclose_nothing_are_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.line(110, 70, 190, 70)
        top = head(sheet)
        sheet.table((40, 560), top, [("Các sở thực hiện kế hoạch này.",)])

    document = read(pdf(draw), "a.pdf")
    assert document.grids == ()
    assert "Các sở thực hiện kế hoạch này." in document.text


def test_every_stretch_of_text_has_its_page_and_box() -> None:
    document = read(paged((ONE,), (TWO,)), "a.pdf")
    assert document.pages == 2
    assert document.text.count("\f") == 1
    places = {document.text[o.start : o.end]: o.place for o in document.origins}
    box = places["Báo cáo kết quả"]
    assert box.page == 2  # type: ignore[union-attr]
    x0, top, x1, bottom = box.bbox  # type: ignore[union-attr]
    assert 75 < x0 < x1 < 290 and 40 < top < bottom < 100


NO_LEAD = ("2", "Báo cáo kết quả", "", "", "Quý II/2026")
THREE = ("3", "Công bố chỉ số", "Sở Y tế", "", "Quý III/2026")
MERGED = ("3", "Công bố chỉ số", None, "", "Quý III/2026")


def test_a_merged_cell_that_no_line_closes_at_a_page_end_goes_on_below_it() -> None:
    """As a browser prints it: lines close the other columns at the page's end."""

    def unclosed(sheet: Sheet) -> None:
        top = head(sheet)
        for k, row in enumerate((NAMES, ONE)):
            for x, end, words in zip(XS[:-1], XS[1:], row, strict=True):
                sheet.line(x, top + 20 * k, end, top + 20 * k)
                sheet.text(x + 5, top + 20 * k + 3, words)
        for k, x in enumerate(XS):
            sheet.line(x, top, x, top + 40)
            if k not in (2, 5):
                sheet.line(x, top + 40, XS[k + 1], top + 40)

    found = both(pdf(unclosed, lambda sheet: (sheet.table(XS, 40, [NO_LEAD, THREE]), None)[1]))
    assert found == [ONE, ("2", "Báo cáo kết quả", "^Sở Tư pháp", "", "Quý II/2026"), THREE]


def test_a_lead_below_a_page_end_is_inherited_where_only_the_page_closes_merged_cells() -> None:
    four = ("4", "In sổ tay", None, "", "Quý IV/2026")
    result = extract(paged((ONE,), (NO_LEAD, THREE, four), headers=False))
    assert tasks(result)[1] == ("2", "Báo cáo kết quả", "^Sở Tư pháp", "", "Quý II/2026")
    assert "row.cut-ambiguous" in {d.code for d in result.diagnostics}


@pytest.mark.parametrize("last", [THREE, MERGED])
def test_a_lead_below_a_page_end_is_empty_where_cells_above_are_closed(last: Row) -> None:
    """Nothing is merged, or a row elsewhere has none, too."""
    found = both(paged((("0", "Tổng kết", "", "", "Quý I/2026"), ONE), (NO_LEAD, THREE, last), headers=False))
    assert found[2] == NO_LEAD


def test_a_row_that_a_page_cuts_without_a_line_is_one_row() -> None:
    """As a browser prints it: the upright lines end where the page does, and nothing closes the row."""

    def upright(sheet: Sheet, top: float, lines: tuple[float, ...], rows: tuple[Row, ...], foot: float) -> None:
        for row, at in zip(rows, lines, strict=True):
            for x, words in zip(XS[:-1], row, strict=True):
                for k, part in enumerate((words or "").split("\n")):
                    sheet.text(x + 5, at + 3 + k * LEADING, part)
        for x in XS:
            sheet.line(x, top, x, foot)

    def first(sheet: Sheet) -> None:
        foot = sheet.table(XS, head(sheet), [NAMES, ("I", "THỂ CHẾ", "", "", ""), ONE])
        upright(sheet, foot, (foot,), (("2", "Báo cáo kết quả\nthực hiện", "Sở Nội vụ", "", "Quý II/2026"),), foot + 32)

    def second(sheet: Sheet) -> None:
        upright(sheet, 40, (40, 60), (("", "Kế hoạch này", "", "", ""), THREE), 80)
        for top in (60, 80):
            sheet.line(XS[0], top, XS[-1], top)

    assert both(pdf(first, second)) == [
        ONE,
        ("2", "Báo cáo kết quả thực hiện Kế hoạch này", "Sở Nội vụ", "", "Quý II/2026"),
        THREE,
    ]


def test_one_line_and_upright_ones_are_the_last_row_of_a_table() -> None:
    def second(sheet: Sheet) -> None:
        for x, words in zip(XS[:-1], THREE, strict=True):
            sheet.text(x + 5, 43, words)
        for x in XS:
            sheet.line(x, 40, x, 60)
        sheet.line(XS[0], 60, XS[-1], 60)

    data = pdf(lambda sheet: (sheet.table(XS, head(sheet), [NAMES, ONE, TWO]), None)[1], second)
    assert both(data) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Trước\n31/12/20\n26", "Trước 31/12/2026"),
        ("Trước\n30/9/202\n6", "Trước 30/9/2026"),
        ("Tháng\n00012/20\n26", "Tháng 00012/20 26"),
        ("nêu Tron\ng đó", "nêu Trong đó"),
        ("Trước ngày 31/1\n0/2026", "Trước ngày 31/10/2026"),
        ("Trước ngày 31/\n10/2026", "Trước ngày 31/10/2026"),
        ("ngày 1\n5/6/2026", "ngày 1 5/6/2026"),
        ("Quý I và\nII/2026", "Quý I và II/2026"),
        ("00002025\n2026", "00002025 2026"),
    ],
)
def test_what_the_edge_of_a_cell_breaks_is_joined(broken: str, whole: str) -> None:
    def draw(sheet: Sheet) -> None:
        width = max(sheet.canvas.stringWidth(line, "serif", 10) for line in broken.split("\n"))
        xs = (40, 75, 290, 390, 440, 440 + width + 12)
        sheet.table(xs, head(sheet), [(*NAMES[:4], "Hạn"), ("1", "Rà soát", "Sở A", "", broken)])

    assert extract(pdf(draw)).tasks[0].cells["deadline"] == whole


def _coloured(sheet: Sheet, top: float, rows: tuple[Row, ...], deep: float = 20) -> None:
    for row in rows:
        for x, end, words in zip(XS[:-1], XS[1:], row, strict=True):
            sheet.canvas.setFillColorRGB(0.8, 0.9, 1)
            sheet.canvas.rect(x, sheet.height - top - deep, end - x, deep, stroke=0, fill=1)
            sheet.canvas.setFillColorRGB(0, 0, 0)
            sheet.text(x + 5, top + 4, words or "")
        top += deep


def test_coloured_cells_without_lines_are_a_table() -> None:
    assert both(pdf(lambda sheet: _coloured(sheet, head(sheet), (NAMES, ONE, NO_LEAD)))) == [ONE, NO_LEAD]


def test_a_coloured_header_belongs_to_the_lines_below_it() -> None:
    """White lines part cells of a colour, and the header has none."""

    def draw(sheet: Sheet) -> None:
        top = head(sheet)
        _coloured(sheet, top, (NAMES, ("",) * 5, ("",) * 5))
        sheet.canvas.setStrokeColorRGB(1, 1, 1)
        sheet.table(XS, top + 20, (ONE, NO_LEAD))

    assert both(pdf(draw)) == [ONE, NO_LEAD]


def test_words_marked_with_a_colour_are_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        _coloured(sheet, head(sheet), (("1.", "Sở Nội vụ báo cáo", "các sở", "và huyện", "tháng 5"),) * 3, 13)

    result = extract(pdf(draw))
    assert not [t for t in result.tasks if t.source == "table"]


def test_columns_of_which_no_header_is_known_are_told() -> None:
    def draw(sheet: Sheet) -> None:
        top = head(sheet) + 30
        for k in range(5):
            for x, words in zip(XS, ("a", "Sông dài", "Núi cao", "Biển xa", "Gió"), strict=False):
                sheet.text(x, top + 30 * k, f"{words} {k}")

    result = extract(pdf(draw))
    assert "table.unread" in {d.code for d in result.diagnostics}


def test_a_word_too_wide_for_its_cell_is_one_word() -> None:
    def draw(sheet: Sheet) -> None:
        xs = (40, 75, 290, 390, 480, 520)
        row = ("1", "Rà soát văn bản", "Sở Tư pháp", "", "30/11/2026")
        sheet.table(xs, head(sheet), [(*NAMES[:4], "Hạn"), row])

    assert extract(pdf(draw)).tasks[0].cells["deadline"] == "30/11/2026"


@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("at_once", [True, False])
def test_words_on_their_side_are_read_along_their_line(angle: int, at_once: bool) -> None:
    def on_its_side(sheet: Sheet, x: float, top: float, words: str) -> None:
        canvas = sheet.canvas
        canvas.saveState()
        canvas.translate(x + (10 if angle == 90 else 0), sheet.height - top - (60 if angle == 90 else 0))
        canvas.rotate(angle)
        canvas.setFont("serif", 10)
        for k, sign in enumerate([words] if at_once else words):
            canvas.drawString(0 if at_once else canvas.stringWidth(words[:k], "serif", 10), 0, sign)
        canvas.restoreState()

    def draw(sheet: Sheet) -> None:
        empty = [(*row[:2], "", *row[3:]) for row in (ONE, TWO)]
        sheet.table(XS, head(sheet), [NAMES, *empty], (1, 5, 5))
        first, second = (310, 325) if angle == 90 else (325, 310)
        for words, x, top in (("Sở Tư pháp", 310, 183), ("Sở Nông", first, 254), ("nghiệp", second, 254)):
            on_its_side(sheet, x, top, words)

    assert both(pdf(draw)) == [ONE, (*TWO[:2], "Sở Nông nghiệp", *TWO[3:])]


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_giant_letters_across_a_table_are_left_out_and_told(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(XS, head(sheet), [NAMES, ONE, TWO])
        sheet.centred(290, 165, "BẢN SAO", 70)

    result = extract(pdf(draw), pdf_engine=engine)
    assert tasks(result) == [ONE, TWO]
    assert "source.slanted-left-out" in {d.code for d in result.diagnostics}


def _banded(sheet: Sheet, top: float, rows: tuple[Row, ...]) -> None:
    """A table with lines between its rows only, but where a cell is merged with the one above."""
    for row in rows:
        for x, end, words in zip(XS[:-1], XS[1:], row, strict=True):
            if words is not None:
                sheet.line(x, top, end, top)
                for k, line in enumerate(words.split("\n")):
                    sheet.text(x + 2, top + 3 + k * LEADING, line)
        top += 18 + LEADING * max((words or "").count("\n") for words in row)
    sheet.line(XS[0], top, XS[-1], top)


def test_lines_between_rows_alone_make_a_table() -> None:
    merged = ("3", "Kiểm tra việc thực hiện\nkế hoạch ở các sở", None, "", "Quý III/2026")
    section = ("I", "Cải cách thể chế và thủ tục hành chính, hiện đại hóa hành chính", "", "", "")
    cut = ("4", "Tổng kết", "Sở Nội vụ", "", "Quý IV/2026")
    first, second = (NAMES, section, ONE, TWO, merged), (cut,)
    pages = (lambda sheet: _banded(sheet, head(sheet), first), lambda sheet: _banded(sheet, 60, second))
    assert both(pdf(*pages)) == [
        ONE,
        TWO,
        ("3", "Kiểm tra việc thực hiện kế hoạch ở các sở", "^Sở Nội vụ", "", "Quý III/2026"),
        cut,
    ]


def test_lines_made_of_dots_are_lines() -> None:
    def draw(sheet: Sheet) -> None:
        top = head(sheet)
        _banded(sheet, top, (NAMES, ONE, TWO))
        for x in XS:
            for k in range(27):
                sheet.canvas.rect(x, sheet.height - top - 2 * k, 0.7, 0.7, stroke=0, fill=1)
        sheet.text(XS[1] - 12, top + 21, "*")  # no gutter is white

    assert [row[1:] for row in both(pdf(draw))] == [ONE[1:], TWO[1:]]


def test_a_page_number_below_a_table_without_lines_is_no_cell() -> None:
    def draw(sheet: Sheet) -> None:
        top = head(sheet)
        for k, row in enumerate((NAMES, ONE, TWO)):
            for x, words in zip(XS[:-1], row, strict=True):
                sheet.text(x, top + 20 * k, words)
        sheet.text(300, top + 80, "2")

    found = tasks(extract(pdf(draw)))
    assert [row[2] for row in found] == [ONE[2], TWO[2]]


@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_a_page_full_of_lines_too_near_for_columns_is_read(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(70, 400, "Kế hoạch năm 2026")
        for k in range(50):
            sheet.line(60 + 4 * k, 300, 60 + 4 * k, 496)
            sheet.line(60, 300 + 4 * k, 256, 300 + 4 * k)

    assert read(pdf(draw), "a.pdf", pdf_engine=engine).grids == ()
