"""Word files: the tables that they state."""

from __future__ import annotations

from io import BytesIO

import pytest

from cchc_extract.readers import read
from tests.unit.word_files import cell, cells, document, lines, paragraph, row, run, table

DOWN, BEGIN = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def test_a_table_stands_on_lines_of_its_own() -> None:
    found = document(
        paragraph("Trước"),
        table(row("TT", "Việc", "Chủ trì"), row("1", "<w:tc><w:p/>" + paragraph("a") + paragraph("b") + "</w:tc>", ""),
              row("", "", "")),
        paragraph("Sau"),
    )  # fmt: skip
    assert found.text.split("\n") == ["Trước", "TT", "Việc", "Chủ trì", "1", "a", "b", "", "Sau"]
    (grid,) = found.grids
    assert (grid.dialect, grid.first, grid.last, grid.stated) == ("docx", 1, 8, True)
    assert cells(found) == [["TT", "Việc", "Chủ trì"], ["1", "a\nb", ""], ["", "", ""]]
    assert [each.line for each in grid.rows] == [1, 4, 7]
    for each in (text for line in grid.rows for text in line.cells if text):
        assert [found.text[a:b] for a, b in each.spans()] == each.text.split("\n")


def test_places_count_after_letters_were_composed() -> None:
    found = document(paragraph("Nô\u0323i"), table(row("Vu\u0323", "Sở", "x"), row("a", "Nô\u0323i\u200b", "y")))
    assert cells(found) == [["Vụ", "Sở", "x"], ["a", "Nội", "y"]]
    assert [found.text[slice(*text.spans()[0])] for text in found.grids[0].rows[1].cells] == ["a", "Nội", "y"]


def test_cells_merged_across_and_down() -> None:
    found = document(table(
        row(cell("TT", properties=BEGIN), cell("Việc", properties=BEGIN), cell("Phân công", properties=span(2))),
        row(cell("lạc", properties=DOWN), cell(properties=DOWN), "Chủ trì", "Phối hợp"),
        row("I", cell("THỂ CHẾ", properties=span(3))),
        row("1", cell("Rà soát", properties=BEGIN), cell("Sở A", properties=span(2) + BEGIN)),
        row("2", cell(properties=DOWN), cell(properties=span(2) + DOWN)),
    ))  # fmt: skip
    assert cells(found) == [
        ["TT", "Việc", "Phân công", ""],
        ["", "", "Chủ trì", "Phối hợp"],
        ["I", "THỂ CHẾ", "", ""],
        ["1", "Rà soát", "Sở A", ""],
        ["2", "", "", ""],
    ]
    assert [each.covered for each in found.grids[0].rows] == [(), (0, 1), (), (), (1, 2, 3)]
    assert "lạc" not in found.text


def test_a_merge_that_nothing_above_began_is_a_cell() -> None:
    found = document(table(row(cell("a", properties=DOWN), "b", "c"), row("d", cell("e", properties=DOWN), "f")))
    assert cells(found) == [["a", "b", "c"], ["d", "e", "f"]]
    assert [each.covered for each in found.grids[0].rows] == [(), ()]


def test_rows_that_begin_late_and_end_early() -> None:
    late, early = '<w:gridBefore w:val="1"/>', '<w:gridAfter w:val="1"/>'
    rows = (row("a", "b", "c"), row("d", "e", properties=late), row("f", "g", properties=early))
    assert cells(document(table(*rows))) == [["a", "b", "c"], ["", "d", "e"], ["f", "g", ""]]


def test_lines_that_do_not_quite_meet_make_no_column() -> None:
    rows = (
        row("TT", cell("Việc", properties=span(2)), "Chủ trì"),
        row("1", "Rà soát", cell("Sở A", properties=span(2))),
    )
    assert cells(document(table(*rows, widths=(500, 4000, 60, 2000)))) == [
        ["TT", "Việc", "Chủ trì"],
        ["1", "Rà soát", "Sở A"],
    ]
    assert len(cells(document(table(*rows, widths=(500, 4000, 900, 2000))))[0]) == 4


def test_deleted_and_hidden_rows_are_none() -> None:
    rows = (row("a", "b", "c"), row("d", "e", "f", properties="<w:del/>"), row("g", "h", "i", properties="<w:hidden/>"))
    assert cells(document(table(*rows, row("k", "l", "m")))) == [["a", "b", "c"], ["k", "l", "m"]]


def test_a_table_in_a_cell_is_lines_of_it() -> None:
    inner = table(row("x", "y"), row(cell("z", properties=span(2))))
    found = document(table(row("1", cell("Trước", inner, "Sau"), "Sở A"), row("2", "Hai", "Sở B")))
    assert cells(found)[0] == ["1", "Trước\nx\ny\nz\nSau", "Sở A"]
    assert len(found.grids) == 1


def test_a_table_within_layout_is_stated() -> None:
    tasks = table(row("TT", "Việc", "Chủ trì"), row("1", "Rà soát", "Sở A"))
    for outer in (table(row(cell(paragraph("Đầu"), tasks))), table(row(cell(tasks), cell("bên")), properties="")):
        found = document(outer)
        assert cells(found) == [["TT", "Việc", "Chủ trì"], ["1", "Rà soát", "Sở A"]]
        assert found.grids[0].last - found.grids[0].first == 6


def test_two_columns_with_lines_are_a_table_and_without_are_none() -> None:
    rows = (row("Chỉ tiêu", "Năm 2026"), row("Hồ sơ trực tuyến", "80%"))
    assert len(document(table(*rows)).grids) == 1
    assert lines(table(*rows, properties="")) == ["Chỉ tiêu\tNăm 2026", "Hồ sơ trực tuyến\t80%"]
    nil = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
    bare = [cell(text, properties=f"<w:tcBorders>{nil}</w:tcBorders>") for text in ("UBND TỈNH", "CỘNG HÒA")]
    assert document(table(row(*bare))).grids == ()


def test_a_styles_lines_count() -> None:
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "insideV"))
    styles = (
        f'<w:style w:type="table" w:styleId="Luoi"><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Con"><w:basedOn w:val="Luoi"/></w:style>'
    )
    named = table(row("a", "b"), row("c", "d"), properties='<w:tblPr><w:tblStyle w:val="Con"/></w:tblPr>')
    assert cells(document(named, styles=styles)) == [["a", "b"], ["c", "d"]]


def test_rows_and_cells_in_controls_and_tracked() -> None:
    kept = f"<w:sdt><w:sdtContent>{row('a', 'b', cell(paragraph(run('c'))))}</w:sdtContent></w:sdt>"
    wrapped = f"<w:sdt><w:sdtContent>{cell('d')}</w:sdtContent></w:sdt>"
    assert cells(document(table(kept, row(wrapped, "e", "f")))) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_file_that_another_program_wrote() -> None:
    made = pytest.importorskip("docx", reason="python-docx, of the extra [test], is not installed").Document()
    made.add_heading("Phụ lục", 1)
    grid = made.add_table(3, 4, style="Table Grid")
    for line, texts in enumerate(
        (("TT", "Việc", "Chủ trì", "Thời gian"), ("1", "A", "Sở X", "Quý I"), ("2", "B", "", ""))
    ):
        for at, text in enumerate(texts):
            grid.cell(line, at).text = text
    grid.cell(1, 2).merge(grid.cell(2, 3))
    data = BytesIO()
    made.save(data)
    found = read(data.getvalue(), "phu-luc")
    assert found.text.split("\n")[0] == "Phụ lục"
    assert cells(found)[1:] == [["1", "A", "Sở X\nQuý I", ""], ["2", "B", "", ""]]
    assert found.grids[0].rows[2].covered == (2, 3)
    assert (found.format, found.encoding, found.name) == ("docx", "utf-8", "phu-luc")


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_without_words_is_none(count: int) -> None:
    found = document(paragraph("Một"), table(*[row("", "", "")] * count))
    assert found.grids == ()


def test_more_columns_than_word_has_lose_no_words() -> None:
    wide = document(table(row(*(f"c{at}" for at in range(150))), row("a", cell("b", properties=span(5000)), "c")))
    (grid,) = wide.grids
    assert len(grid.rows[0].cells) == 101
    assert grid.rows[0].cells[-1].text.split("\n") == [f"c{at}" for at in range(100, 150)]
    assert [each.text for each in grid.rows[1].cells if each] == ["a", "b", "c"]
