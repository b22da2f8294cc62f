"""Comma-separated values: recognised where the fields count out, with places in the decoded source."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_extract import extract
from cchc_extract.readers import read
from tests.conftest import ROOT

HEAD = "TT,Nhiệm vụ,Chủ trì,Thời hạn\r\n"
ROWS = '1,"Rà soát ""một cửa"", báo cáo;\nhọp",Sở Nội vụ,Quý I/2026\r\n2,Số hóa,Sở Y tế,\r\n'


def test_cells_lines_and_places() -> None:
    source = f"\ufeffKẾ HOẠCH,,,\r\n\r\n{HEAD}{ROWS}"
    document = read(source.encode())
    (grid,) = document.grids
    assert (document.format, document.encoding, grid.stated) == ("csv", "utf-8", False)
    assert [[c.text for c in row.cells] for row in grid.rows] == [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["1", 'Rà soát "một cửa", báo cáo;\nhọp', "Sở Nội vụ", "Quý I/2026"],
        ["2", "Số hóa", "Sở Y tế", ""],
    ]
    assert [row.line for row in grid.rows] == [2, 3, 5]
    assert (grid.first, grid.last) == (2, 6)
    for row in grid.rows:
        for cell in row.cells:
            for at, place, size in cell.runs:
                start, end = document.place(place), document.place(place + size)
                assert source[start:end].replace('""', '"').rstrip('"') == cell.text[at : at + size].rstrip('"')


def test_records_and_account() -> None:
    source = f"PHỤ LỤC,,,\nDANH MỤC NHIỆM VỤ,,,\n{HEAD}{ROWS}"
    result = extract(source.encode())
    assert [t.task for t in result.tasks] == ['Rà soát "một cửa", báo cáo; họp', "Số hóa"]
    assert result.accounting.residue == ()
    assert result.source.dialect == "csv"


def test_each_table_of_a_file_is_one_and_what_stands_between_is_text() -> None:
    signed = ",,,\nNgười lập biểu,,GIÁM ĐỐC,\n"
    source = f"PHỤ LỤC 01,,,\n{HEAD}{ROWS}{signed},,,\nPHỤ LỤC 02,,,\nTẬP HUẤN,,,\n{HEAD}1,Tập huấn,Sở A,Quý I/2026\n"
    document = read(source.encode())
    assert [len(grid.rows) for grid in document.grids] == [3, 2]
    assert ["Người lập biểu", " GIÁM ĐỐC "] in [line.split("\t") for line in document.text.split("\n")]
    assert [(t.annex.number if t.annex else None, t.task) for t in extract(source.encode()).tasks] == [
        ("01", 'Rà soát "một cửa", báo cáo; họp'),
        ("01", "Số hóa"),
        ("02", "Tập huấn"),
    ]


def test_more_fields_than_are_read_are_text() -> None:
    assert read(b"a,b,c,d\n" * 200_000).format == "text"


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_delimiters_and_what_excel_writes_first(delimiter: str, encoding: str) -> None:
    source = f"sep={delimiter}\n" + HEAD.replace(",", delimiter) + delimiter.join(("1", "a", "b", "c"))
    document = read(source.encode(encoding))
    assert document.text.split("\n")[0].strip() == ""
    assert [len(g.rows) for g in document.grids] == [2]


def test_two_sides_above_the_table_are_columns() -> None:
    document = read(f"UBND TỈNH A,,CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM,\n{HEAD}{ROWS}".encode())
    assert document.text.split("\n")[0].split("\t") == ["UBND TỈNH A", " CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "]


def test_tabs_only_where_a_quoted_cell_holds_lines() -> None:
    tabs = HEAD.replace(",", "\t")
    assert read(f'{tabs}1\t"a"\tb\tc\n'.encode()).format == "text"
    assert read(f'{tabs}1\t"a\nx"\tb\tc\n'.encode()).format == "csv"


@pytest.mark.parametrize(
    "text",
    [
        "Sở A, Sở B, Sở C\nSở D, Sở E, Sở G\nSở H, Sở I, Sở K\n",
        "1,5;\n2,5;\n3,5;\n",
        "a,b\nc,d\ne,f\n",
        'Theo "Đề án"\n"Một"\n"Hai"\n',
        "a,b,c\nMột câu dài không có gì.\nHai câu dài không có gì.\nBa câu.\n",
        ",,,\n,,,\n",
    ],
)
def test_what_does_not_count_out_is_text(text: str) -> None:
    assert read(text.encode()).format == "text"


def test_the_samples_are_texts() -> None:
    for path in sorted((ROOT / "samples").glob("*/input.txt")):
        assert read(Path(path)).format == "text", path


@pytest.mark.parametrize("data", ['"a,' * 20_000, '""' * 50_000 + ",b,c\n1,2,3", '"a" b,' * 20_000 + "\n"])
def test_odd_quotes_are_read(data: str) -> None:
    assert read(f"{data}\na,b,c".encode()).text
