"""Workbooks: what a sheet shows, where its tables begin and end, and what cannot be read."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tracemalloc
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
import xlwt

from cchc_extract import extract
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import read
from cchc_extract.readers.number_formats import Value, show
from cchc_extract.readers.sheets import Sheet

SPAN = 'table:number-rows-spanned="3" table:number-columns-spanned="1"'
REPEATED = 'table:number-rows-repeated="1000000"'
NAMES = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
ONE = (1, "Rà soát văn bản", "Sở Tư pháp", "Quý I/2026")
TWO = (2, "Công bố thủ tục", "Sở Nội vụ", "Quý II/2026")


class Book:
    """A workbook under hand: rows of values, `(value, format)` where the format says something."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True})

    def sheet(self, *rows: tuple[Any, ...], name: str | None = None, merged: tuple[str, ...] = ()) -> Any:
        sheet = self.book.add_worksheet(name)
        for each in merged:
            sheet.merge_range(each, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                value, code = value if isinstance(value, tuple) else (value, None)
                style = self.book.add_format({"num_format": code}) if code else None
                if isinstance(value, (date, time)):
                    sheet.write_datetime(number, column, value, style)
                elif value not in ("", None):
                    sheet.write(number, column, value, style)
        return sheet

    def close(self) -> bytes:
        self.book.close()
        return self.out.getvalue()


def book(*rows: tuple[Any, ...], name: str | None = None, merged: tuple[str, ...] = ()) -> bytes:
    made = Book()
    made.sheet(*rows, name=name, merged=merged)
    return made.close()


def tables(document: SourceDocument) -> list[list[tuple[str, ...]]]:
    return [[tuple(c.plain for c in row.cells) for row in grid.rows] for grid in document.grids]


def outside(document: SourceDocument) -> list[str]:
    inside = {i for grid in document.grids for i in range(grid.first, grid.last)}
    return [document.text[x.start : x.end] for x in document.lines if x.text and x.index not in inside]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.0, "", "1"),
        (1500.0, "", "1500"),
        (1.5, "", "1,5"),
        (1500.0, "#,##0", "1.500"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (0.9, "0%", "90%"),
        (0.925, "0.0%", "92,5%"),
        (5.0, "00", "05"),
        (0.25, "0.##", "0,25"),
        (2300.0, '#,##0" triệu đồng"', "2.300 triệu đồng"),
        (1500.0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-', "1.500"),
        (0.0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-', "-"),
        (0.0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "-"),
        (1e30, "#,##0.00", "1e+30"),
        (float("nan"), "0", "nan"),
        (0.5, "0%%%%%%", "0,5"),
        (-5.0, "#,##0;(#,##0)", "(5)"),
        (1500000.0, "#,##0,", "1.500"),
        (3.0, '"Quý" 0', "Quý 3"),
        (date(2026, 2, 13), "", "13/02/2026"),
        (date(2026, 2, 13), "d/m/yyyy", "13/2/2026"),
        (date(2026, 2, 13), "mm/yyyy", "02/2026"),
        (date(2026, 2, 13), "m/d/yyyy", "13/02/2026"),
        (date(2026, 2, 13), "yyyy-mm-dd", "13/02/2026"),
        (date(2026, 2, 13), "d-mmm-yy", "13/02/2026"),
        (date(2026, 2, 3), '[$-42A]"ngày" dd "tháng" mm "năm" yyyy;@', "ngày 03 tháng 02 năm 2026"),
        (datetime(2026, 2, 13, 8, 30), "dd/mm/yyyy hh:mm", "13/02/2026 08:30"),
        (datetime(2026, 2, 13, 8, 5), "yyyy-mm-dd hh:mm:ss", "13/02/2026 08:05"),
        (time(8, 30), "hh:mm", "08:30"),
        (True, "", "TRUE"),
        ("1.1", "0", "1.1"),
    ],
)
def test_a_value_is_shown_as_the_sheet_shows_it(value: Value, code: str, shown: str) -> None:
    assert show(value, code) == shown


def test_numbers_dates_and_percentages_of_a_sheet() -> None:
    row = (1, "Rà soát", (date(2026, 2, 13), "d/m/yyyy"), (2300, "#,##0"), (0.9, "0%"), 1.5)
    assert tables(read(book(("TT", "Nhiệm vụ", "Thời hạn", "Kinh phí", "Tỷ lệ", "Điểm"), row, row)))[0][1] == (
        *("1", "Rà soát", "13/2/2026", "2.300", "90%"),
        "1,5",
    )


def test_a_code_taken_for_a_number_keeps_its_point() -> None:
    document = read(book(NAMES, (1.1, *ONE[1:]), (1.2, *TWO[1:])))
    assert [row[0] for row in tables(document)[0]] == ["TT", "1.1", "1.2"]


def test_titles_above_and_remarks_below_are_text() -> None:
    document = read(
        book(
            ("DANH MỤC NHIỆM VỤ NĂM 2026",),
            NAMES,
            ONE,
            TWO,
            ("Ghi chú: số liệu tạm tính",),
            (),
            ("Nơi nhận:", "", "GIÁM ĐỐC"),
            ("- Như trên;",),
            merged=("A1:D1",),
        )
    )
    assert [len(t) for t in tables(document)] == [3]
    assert outside(document) == [
        *("DANH MỤC NHIỆM VỤ NĂM 2026", "Ghi chú: số liệu tạm tính", "Nơi nhận:\tGIÁM ĐỐC"),
        "- Như trên;",
    ]


def test_a_total_is_a_row_and_empty_rows_part_nothing_that_counts_on() -> None:
    rows = (NAMES, ONE, (), ("II", "Thể chế"), TWO, ("", "Tổng cộng", "", 500))
    assert [[row[1] for row in t] for t in tables(read(book(*rows)))] == [
        ["Nhiệm vụ", "Rà soát văn bản", "Thể chế", "Công bố thủ tục", "Tổng cộng"]
    ]


WIDE = ("TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn")


def wide(number: int | str) -> tuple[int | str, ...]:
    return (number, f"Rà soát {number}", "Báo cáo", "Sở Tư pháp", "Các sở", "Quý I/2026")


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ((WIDE, wide(1), wide(2), ("Người lập biểu", "", "Kế toán", "", "", "Giám đốc")), [3]),
        (
            (
                WIDE,
                wide(1),
                wide(2),
                (),
                ("Người lập", "", "", "Kế toán", "", "Giám đốc"),
                (),
                ("Bà An", "Bà Ba", "Bà Ca"),
            ),
            [3],
        ),
        ((WIDE, (), wide(1), (), wide(2), (), wide(3)), [4]),
        ((WIDE[1:], wide("a")[1:], wide("b")[1:], ("Báo cáo kết quả", "", "Sở Y tế")), [4]),
        ((WIDE, wide(1), (2, "Báo cáo")), [3]),
        ((WIDE, wide(1), WIDE, wide(2)), [4]),
        ((("UBND TỈNH", "", "CỘNG HÒA", "", "", "Mẫu 01"), ("DANH MỤC",), WIDE, wide(1)), [2]),
        ((("KẾ HOẠCH",), ("Năm 2026",), ("1. Rà soát.",)), []),
    ],
)
def test_where_a_table_begins_and_ends(rows: tuple[tuple[Any, ...], ...], held: list[int]) -> None:
    assert [len(t) for t in tables(read(book(*rows)))] == held


@pytest.mark.parametrize("between", [((),), ((), ("B. KẾ HOẠCH THÁNG",)), (("B. KẾ HOẠCH THÁNG",),)])
def test_two_tables_in_a_sheet(between: tuple[tuple[str, ...], ...]) -> None:
    found = read(book(NAMES, ONE, TWO, *between, NAMES, (1, *TWO[1:]), (2, *ONE[1:])))
    assert [len(t) for t in tables(found)] == [3, 3]
    assert outside(found) == [row[0] for row in between if row]


def test_tables_beside_each_other_are_two() -> None:
    gap = book((*NAMES, "", *NAMES), (*ONE, "", *TWO), (*TWO, "", *ONE))
    assert tables(read(gap)) == [[NAMES, *map(words, (ONE, TWO))], [NAMES, *map(words, (TWO, ONE))]]
    close = book((*NAMES, *NAMES), (*ONE, *TWO), ("", "", "", "", *ONE))
    assert tables(read(close)) == [[NAMES, words(ONE)], [NAMES, *map(words, (TWO, ONE))]]
    repeated = book(("TT", "Nhiệm vụ", "TT", "Thời hạn"), (1, "Rà soát", 2, "Quý I"), (2, "Báo cáo", 3, "Quý II"))
    assert len(tables(read(repeated))) == 1


def words(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


def test_merged_cells_and_a_header_of_two_rows() -> None:
    rows = (
        (*NAMES, "Kinh phí", ""),
        ("", "", "", "", "Tỉnh", "Xã"),
        (*ONE, 5, 6),
        (2, "Công bố", "", "Quý II", 7, 8),
    )
    grid = read(book(*rows, merged=("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "C3:C4"))).grids[0]
    assert [[c.plain for c in row.cells][2:] for row in grid.rows] == [
        ["Chủ trì", "Thời hạn", "Kinh phí", ""],
        ["", "", "Tỉnh", "Xã"],
        ["Sở Tư pháp", "Quý I/2026", "5", "6"],
        ["", "Quý II", "7", "8"],
    ]
    assert [row.covered for row in grid.rows] == [(), (0, 1, 2, 3), (), (2,)]


def test_what_is_hidden_is_out_and_a_merged_cell_is_seen_in_its_first_shown_row() -> None:
    made = Book()
    sheet = made.sheet(("TT", "Mã", *NAMES[1:]), (1, "x", *ONE[1:]), (2, "y", *TWO[1:]), merged=("D2:D3",))
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    made.sheet(("nháp",)).hide()
    document = read(made.close())
    assert tables(document) == [[NAMES, ("2", "Công bố thủ tục", "Sở Tư pháp", "Quý II/2026")]]
    assert "nháp" not in document.text
    assert [code for code, _ in document.repairs] == ["source.hidden-left-out"]
    assert not read(book(NAMES, ONE)).repairs


def test_a_sheet_named_as_an_annex_heads_it_unless_it_says_so_itself() -> None:
    made = Book()
    made.sheet(NAMES, ONE, name="Phụ lục 1")
    made.sheet(("PHỤ LỤC SỐ 02",), NAMES, ONE, name="Phụ lục 2")
    made.sheet(NAMES, ONE, name="Sheet1")
    assert outside(read(made.close())) == ["Phụ lục 1", "PHỤ LỤC SỐ 02"]


def test_line_breaks_and_rich_text_in_cells_and_a_used_range_of_empty_rows() -> None:
    made = Book()
    sheet = made.sheet(NAMES, ONE, (2, "- Báo cáo;\n\n- Tờ trình.", "Sở Y tế", ""))
    sheet.write_rich_string("D3", "Trước ", made.book.add_format({"bold": True}), "30/6", "/2026")
    sheet.write_blank("Z1200", None, made.book.add_format({"bold": True}))
    sheet.write("A1201", " ")
    document = read(made.close())
    assert document.grids[0].rows[2].cells[1].text == "- Báo cáo;\n- Tờ trình."
    assert document.grids[0].rows[2].cells[3].plain == "Trước 30/6/2026"
    assert document.text.count("\n") < 20


def test_a_formula_is_the_value_that_was_saved_and_a_date_is_a_deadline() -> None:
    made = Book()
    sheet = made.sheet(NAMES, ONE, ("", "Báo cáo", "Sở Y tế", (date(2026, 2, 13), "dd/mm/yyyy")))
    sheet.write_formula("A3", "=A2+1", None, 2)
    task = extract(made.close()).tasks[1]
    assert (task.ordinal, task.deadlines[0].value) == ("2", "2026-02-13")


# --- what cannot be read ---------------------------------------------------------------------------------------------


def archive(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def ole(member: str) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\x00" + bytes(480)
    return head + "Root Entry\0".encode("utf-16-le") + member.encode("utf-16-le") + bytes(2000)


def far_apart() -> bytes:
    made = Book()
    made.sheet(("a",)).write(1_000_000, 16_000, "b")
    return made.close()


def changed(member: str, old: bytes, new: bytes) -> bytes:
    """A workbook with a member that says something else."""
    whole = zipfile.ZipFile(io.BytesIO(book(NAMES, ONE)))
    members = {name: whole.read(name) for name in whole.namelist()}
    assert old in members[member]
    return archive(**members | {member: members[member].replace(old, new)})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ole("EncryptedPackage\0"), "it is encrypted"),
        (ole("WordDocument\0"), "a Word file"),
        (ole("VisioDocument\0"), "holds no workbook"),
        (ole("Workbook\0"), "damaged"),
        (book(NAMES, ONE)[:-400], "damaged"),
        (book(NAMES, ONE)[:900], "ZIP archive"),
        (archive(xl__workbook_xml="<workbook/>"), "damaged"),
        (archive(xl__workbook_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"), "document type"),
        (archive(a="b"), "a ZIP archive"),
        (far_apart(), "far more"),
        (book(), "it is empty"),
        (changed("xl/sharedStrings.xml", b'uniqueCount="7"', b'uniqueCount="999999999"'), "damaged"),
        (changed("xl/worksheets/sheet1.xml", b'encoding="UTF-8"', b'encoding="STF-8"'), "damaged"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read(data, "plan.xlsx")
    assert "\n" not in str(caught.value)


def test_a_member_that_unpacks_to_more_than_a_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_extract.readers.archive.MOST_XML", 1 << 20)
    whole = zipfile.ZipFile(io.BytesIO(book(NAMES, ONE)))
    bomb = {name: whole.read(name) for name in whole.namelist()} | {"xl/sharedStrings.xml": b" " * (4 << 20)}
    with pytest.raises(ReadError, match="far more"):
        read(archive(**bomb))


def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ReadError, match=r"pip install 'cchc-extract\[xlsx\]'"):
        read(book(NAMES, ONE), "plan.xlsx")


# --- ODS and XLS -----------------------------------------------------------------------------------------------------


def ods(table: str, styles: str = "", manifest: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{n}="urn:{n}"' for n in ("office", "style", "table", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        made.writestr("content.xml", f"<office:document-content {spaces}>{styles}{table}</office:document-content>")
    return out.getvalue()


def ods_row(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(c if c[:1] == '<' else ods_cell(c) for c in cells)}</table:table-row>"


def ods_cell(words: str, about: str = "") -> str:
    return f"<table:table-cell {about}><text:p>{words}</text:p></table:table-cell>"


def test_ods_says_what_it_shows() -> None:
    hidden = '<style:style style:name="no"><style:table-properties table:display="false"/></style:style>'
    note = "<office:annotation><text:p>nhận xét</text:p></office:annotation>"
    date_cell = '<table:table-cell office:value-type="date" office:date-value="2026-02-13"/>'
    table = "".join(
        (
            '<table:table table:name="Phụ lục 1"><table:table-column table:number-columns-repeated="4"/>',
            '<table:table-column table:visibility="collapse"/>',
            ods_row(*NAMES, "ẩn"),
            ods_row("1", "Rà<text:s/><text:span>soát</text:span>" + note, ods_cell("Sở A", SPAN), "Quý I", "ẩn"),
            ods_row("9", "ẩn", "ẩn", "ẩn", about='table:visibility="filter"'),
            ods_row("2", "a</text:p><text:p>b", "<table:covered-table-cell/>", date_cell),
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>',
            f'<table:table table:name="x" table:style-name="no">{ods_row("ẩn")}</table:table>',
        )
    )
    document = read(ods(table, hidden))
    assert outside(document) == ["Phụ lục 1"]
    assert tables(document) == [[NAMES, ("1", "Rà soát", "Sở A", "Quý I"), ("2", "a b", "", "13/02/2026")]]
    assert [row.covered for row in document.grids[0].rows] == [(), (), (2,)]


@pytest.mark.parametrize(
    ("stated", "words", "shown"),
    [
        ('office:value-type="float" office:value="1500"', "1,500", "1.500"),
        ('office:value-type="float" office:value="1500"', "1.500", "1.500"),
        ('office:value-type="float" office:value="1.5"', "1.500", "1,500"),
        ('office:value-type="float" office:value="1.5"', "1,5", "1,5"),
        ('office:value-type="float" office:value="1234567.891"', "1,234,567.89 đ", "1.234.567,89 đ"),
        ('office:value-type="percentage" office:value="0.925"', "92.5%", "92,5%"),
        ('office:value-type="float" office:value="-1500"', "(1,500)", "(1.500)"),
        ('office:value-type="float" office:value="7"', "Quý 1, 2", "Quý 1, 2"),
        ('office:value-type="date" office:date-value="2026-02-03"', "02/03/2026", "03/02/2026"),
        ('office:value-type="date" office:date-value="2026-02-03"', "02/03/26", "03/02/2026"),
        ('office:value-type="date" office:date-value="2026-02-03"', "3/2/2026", "3/2/2026"),
        ('office:value-type="date" office:date-value="2026-02-03"', "02/2026", "02/2026"),
        ('office:value-type="date" office:date-value="2026-02-03"', "ngày 03 tháng 02", "ngày 03 tháng 02"),
        ('office:value-type="string"', "1,500", "1,500"),
    ],
)
def test_what_an_english_program_showed_is_shown_as_a_vietnamese_one_does(stated: str, words: str, shown: str) -> None:
    cell = f"<table:table-cell {stated}><text:p>{words}</text:p></table:table-cell>"
    point = '<table:table-cell office:value-type="float" office:value="1.1"><text:p>1.1</text:p></table:table-cell>'
    document = read(ods(f"<table:table>{ods_row(*NAMES)}{ods_row(point, 'Rà soát', 'Sở A', cell) * 2}</table:table>"))
    assert tables(document)[0][1] == ("1.1", "Rà soát", "Sở A", shown)


def xls() -> bytes:
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("Phụ lục 2")
    for column, words in enumerate((*NAMES, "Tỷ lệ", "ẩn")):
        sheet.write(0, column, words)
    for row in (1, 2):
        sheet.write(row, 0, row)
        sheet.write(row, 1, "Rà soát")
        sheet.write(row, 3, date(2026, 2, 13), xlwt.easyxf(num_format_str="d/m/yyyy"))
        sheet.write(row, 4, 0.9, xlwt.easyxf(num_format_str="0%"))
        sheet.write(row, 5, "ẩn")
    sheet.write_merge(1, 2, 2, 2, "Sở A")
    sheet.write(3, 1, "ẩn")
    sheet.row(3).hidden = True
    sheet.col(5).hidden = True
    made.add_sheet("x").visibility = 1
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_corner_far_away_in_an_xls_is_no_matter() -> None:
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("A")
    sheet.write(0, 0, "a")
    sheet.write(65_535, 255, "b")
    out = io.BytesIO()
    made.save(out)
    tracemalloc.start()
    assert read(out.getvalue()).text.split() == ["a", "b"]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 << 20


def test_xls_shows_formats_and_merged_cells_and_hides_what_is_hidden() -> None:
    document = read(xls())
    assert outside(document) == ["Phụ lục 2"]
    assert tables(document) == [
        [(*NAMES, "Tỷ lệ"), ("1", "Rà soát", "Sở A", "13/2/2026", "90%"), ("2", "Rà soát", "", "13/2/2026", "90%")]
    ]
    assert [row.covered for row in document.grids[0].rows] == [(), (), (2,)]


@pytest.mark.parametrize("form", [book(NAMES, ONE), xls(), ods(f"<table:table>{ods_row(*NAMES)}</table:table>")])
def test_damaged_bytes_are_read_or_refused_in_one_line(form: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(7)
    for turn in range(120):
        broken = bytearray(form if turn % 3 else form[: chance.randrange(1, len(form))])
        for _ in range((0, 2, 20)[turn % 3]):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with contextlib.suppress(ReadError):
            read(bytes(broken))
    assert capfd.readouterr() == ("", "")


def test_hidden_rows_end_with_the_sheet() -> None:
    hidden = '<table:table-row table:visibility="collapse" table:number-rows-repeated="999999999"/>'
    columns = '<table:table-column table:visibility="collapse" table:number-columns-repeated="999999999"/>'
    rows: list[Sheet] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cchc_extract.readers.ods.build", lambda sheets, *_: rows.extend(sheets))
        read(ods(f"<table:table>{columns * 3}{hidden * 3}{ods_row('a')}</table:table>"))
    assert (len(rows[0].hidden_rows), len(rows[0].hidden_columns)) == (1 << 20, 1 << 14)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ods("", manifest="<encryption-data/>"), "encrypted"),
        (ods("<table:table>"), "damaged"),
        (ods(""), "it is empty"),
        (ods(f"<table:table>{ods_row('a', about=REPEATED)}</table:table>"), "far more"),
    ],
)
def test_an_ods_that_cannot_be_read_is_one_line(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(data)


def test_the_name_of_a_file_says_nothing() -> None:
    assert read(book(NAMES, ONE), "plan.txt").format == "xlsx"
    assert read(ods(f"<table:table>{ods_row('a')}</table:table>"), "plan.xls").format == "ods"
