"""The tracking sheet, as CSV and as a workbook, read back as an officer's program reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_extract.writers import archive_csv, archive_xlsx, cells
from cchc_extract.writers.tracking import DOCUMENT_COLUMNS, TASK_COLUMNS, document_row, task_rows
from tests.unit.archive_files import ENTRIES, RESULTS, odd, write


def rows() -> Iterator[list[Any]]:
    before = 0
    for entry, result in ENTRIES:
        for row in task_rows(entry, result, before) if result else ():
            yield row
            before += 1


def test_the_sheet_has_every_task_with_what_an_officer_looks_for() -> None:
    named = [dict(zip([column.heading for column in TASK_COLUMNS], row, strict=True)) for row in rows()]
    tasks = [(result, task) for result in RESULTS for task in result["tasks"]]
    assert [row["STT"] for row in named] == list(range(1, len(tasks) + 1))
    assert len({row["Mã nhiệm vụ"] for row in named}) == len(tasks)
    for row, (result, task) in zip(named, tasks, strict=True):
        assert (row["Nhiệm vụ"], row["Mục tiêu"], row["Ghi chú"]) == (task["task"], task["objective"], task["note"])
        assert row["Số, ký hiệu"] == result["document"]["number"]
        names = [party["name"] for party in task["parties"]]
        assert all(name in f"{row['Cơ quan chủ trì']} {row['Cơ quan thực hiện']} {row['Cơ quan phối hợp']} "
                   f"{row['Vai trò khác']}" for name in names)  # fmt: skip
        ends = sorted(each["end"] for each in task["deadlines"] if each["end"])
        assert row["Ngày đến hạn"] == (date.fromisoformat(ends[0]) if ends else None)
        assert row["Hạn cuối (nếu nhiều hạn)"] == (date.fromisoformat(ends[-1]) if len(set(ends)) > 1 else None)
        budget = task["budget"]
        assert row["Kinh phí (đồng)"] == (budget["amount"] if budget and budget["kind"] == "amount" else None)
        assert bool(row["Vị trí"]) == bool(task["spans"])


def test_a_rate_is_no_sum() -> None:
    budget = {"text": "1,5 triệu đồng/xã", "kind": "rate", "amount": 1500000, "currency": "VND", "per": "xã"}
    ((entry, result),) = odd(budget={**budget, "span": [0, 1], "pieces": None})
    (row,) = task_rows(entry, result, 0)
    named = dict(zip([column.heading for column in TASK_COLUMNS], row, strict=True))
    assert named["Kinh phí (đồng)"] is None
    assert named["Loại kinh phí"] == "Định mức: 1.500.000 đồng/xã"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ({"page": 3, "bbox": [0, 0, 1, 1]}, "trang 3"),
        ({"sheet": "PL 1", "cell": "B7"}, "PL 1!B7"),
        ({"part": "word/document.xml", "paragraph": None, "table": 2, "row": 4, "cell": 1}, "bảng 2, hàng 4"),
        ({"part": "word/document.xml", "paragraph": 9, "table": None, "row": None, "cell": None}, "đoạn 9"),
        (None, "ký tự 11–20"),
    ],
)
def test_where_a_task_stands(place: dict[str, Any] | None, shown: str) -> None:
    """The task's own cells count, not one that is merged with the row above."""
    ((entry, result),) = odd(spans={"lead": [[2, 5]], "task": [[10, 15], [17, 20]]}, inherited=["lead"])
    result["places"] = [{"span": [10, 15], **place}] if place else []
    (row,) = task_rows(entry, result, 0)
    assert dict(zip([column.heading for column in TASK_COLUMNS], row, strict=True))["Vị trí"] == shown


def test_a_finding_is_told_beside_each_task_of_its_cell() -> None:
    ((entry, result),) = odd(spans={"lead": [[2, 5]], "task": [[10, 20]]}, id="1")
    result["tasks"] += [{**result["tasks"][0], "id": "2", "spans": {"lead": [[2, 5]], "task": [[30, 40]]}}]
    finding = {"severity": "warning", "message": "m"}
    result["diagnostics"] = [
        {**finding, "code": "party.unknown-agency", "span": [3, 5]},
        {**finding, "code": "row.cut-ambiguous", "span": [30, 33]},
        {**finding, "code": "party.unknown-agency", "span": [2, 3]},
        {**finding, "code": "code.repeats", "span": [20, 21]},
        {**finding, "code": "x.x", "span": [3, 4], "severity": "info"},
        {**finding, "code": "source.empty", "span": None},
    ]
    heading = [column.heading for column in TASK_COLUMNS].index("Cần kiểm tra")
    told = [row[heading] for row in task_rows(entry, result, 0)]
    assert told == ["party.unknown-agency", "party.unknown-agency; row.cut-ambiguous"]


def test_the_csv_is_read_back_by_csv(tmp_path: Path) -> None:
    (file,) = write("csv", tmp_path)
    assert file.read_bytes().startswith("\ufeffSTT,".encode()) and file.read_bytes().endswith(b"\r\n")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        heading, *body = csv.reader(lines, strict=True)
    assert heading == [column.heading for column in TASK_COLUMNS]
    want = [["" if value is None else str(archive_csv.harmless(value)) for value in row] for row in rows()]
    assert body == want and len(body) > 200


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("- Sở Nội vụ", "'- Sở Nội vụ"),
        (" +84", "' +84"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("-", "-"),
        ("", ""),
        ("Sở Nội vụ - chủ trì", "Sở Nội vụ - chủ trì"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        (-5, -5),
        (None, None),
    ],
)
def test_no_cell_of_the_csv_is_a_formula(value: Any, want: Any) -> None:
    assert archive_csv.harmless(value) == want


def test_the_workbook_is_read_back_with_days_and_numbers(tmp_path: Path) -> None:
    (file,) = write("xlsx", tmp_path)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Nhiệm vụ", "Văn bản"]
    sheet = book["Nhiệm vụ"]
    heading, *body = sheet.iter_rows()
    assert [cell.value for cell in heading] == [column.heading for column in TASK_COLUMNS]
    want = [[value.isoformat() if isinstance(value, date) else value for value in row] for row in rows()]
    got = [[cell.value.date().isoformat() if cell.is_date else cell.value for cell in row] for row in body]
    assert got == want
    kinds = {cell.data_type for row in body for cell in row}
    assert {"n", "d"} <= kinds and "f" not in kinds, "no formula"
    assert not any(cell.hyperlink for row in body for cell in row)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:AB{len(body) + 1}"
    assert all(cell.alignment.wrap_text for cell in body[0])
    documents = [[cell.value for cell in row] for row in book["Văn bản"].iter_rows(min_row=2)]
    assert [row[1] for row in documents] == [entry.path for entry, _ in ENTRIES]
    states = {row[1]: (row[2], row[3]) for row in documents}
    assert states["hop-thu/hong.pdf"] == ("Không đọc được", "the file is damaged")
    assert states["hop-thu/anh.bin"] == ("Không phải văn bản", "it is no document")


def test_a_row_is_as_high_as_its_longest_cell(tmp_path: Path) -> None:
    columns = TASK_COLUMNS[9:11]
    wide = columns[0].width
    assert archive_xlsx.height(["một dòng", date(2026, 1, 1)], columns) == 15
    assert archive_xlsx.height(["x" * wide * 2, None], columns) == 30
    assert archive_xlsx.height(["X" * wide * 2, 7], columns) == 45
    assert archive_xlsx.height(["một\nhai\nba", "bốn"], columns) == 45
    assert archive_xlsx.height(["x\n" * 1000, None], columns) == 409
    (file,) = write("xlsx", tmp_path, [odd(task="một\nhai\nba\nbốn\nnăm\nsáu\nbảy\ntám\nchín\nmười")[0]])
    assert openpyxl.load_workbook(file)["Nhiệm vụ"].row_dimensions[2].height == 150


def test_the_list_of_documents_has_them_all() -> None:
    named = [
        dict(zip([column.heading for column in DOCUMENT_COLUMNS], document_row(entry, result, n), strict=True))
        for n, (entry, result) in enumerate(ENTRIES, 1)
    ]
    assert [row["Số nhiệm vụ"] for row in named] == [result and len(result["tasks"]) for _, result in ENTRIES]
    assert [row["STT"] for row in named] == list(range(1, len(ENTRIES) + 1))


def test_words_that_look_like_more_stay_words(tmp_path: Path) -> None:
    words = ["=1+1", "http://example.org", "1/2", "0012", "_x0041_", "@SUM(A1)", "{=1}", "mailto:a@b.c"]
    (file,) = write("xlsx", tmp_path, [odd(task=each)[0] for each in words])
    column = [each.heading for each in TASK_COLUMNS].index("Nhiệm vụ") + 1
    cells_there = [row[0] for row in openpyxl.load_workbook(file)["Nhiệm vụ"].iter_rows(2, None, column, column)]
    shown = [str(cell.value).replace("_x005F_", "_") for cell in cells_there]
    assert shown == words
    assert {cell.data_type for cell in cells_there} <= {"s", "inlineStr"} and not any(c.hyperlink for c in cells_there)


def test_rows_that_no_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_xlsx, "_ROWS", 100)
    (file,) = write("xlsx", tmp_path)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Nhiệm vụ", "Văn bản", "Nhiệm vụ 2", "Nhiệm vụ 3"]
    sheets = [book[name] for name in book.sheetnames if name.startswith("Nhiệm vụ")]
    assert [sheet["A1"].value for sheet in sheets] == ["STT"] * 3
    numbers = [row[0] for sheet in sheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 200
    assert [sheet.max_row for sheet in sheets[:2]] == [101, 101]
    assert sheets[0].auto_filter.ref == "A1:AB101"


@pytest.mark.parametrize("letter", ["ă", "𠮷"])
def test_a_cell_holds_no_more_than_excel_lets_it_and_says_so(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    longest = letter * (cells.LONGEST // units)
    assert cells.bounded(longest) == longest
    cut = cells.bounded(longest * 3)
    assert len(cut.encode("utf-16-le")) // 2 <= cells.LONGEST
    kept = cut.rstrip(cut.lstrip(letter)) if letter != "ă" else cut[: len(cut) - len(cut.lstrip(letter))]
    assert f"còn {len(longest) * 3 - cut.count(letter)} ký tự" in cut and kept


def test_a_long_cell_and_letters_that_xml_cannot_hold_reach_the_workbook(tmp_path: Path) -> None:
    (file,) = write("xlsx", tmp_path, [odd(task="a" * 40_000)[0], odd(task="x\x00\x0b\ufffe\udc80y\nz")[0]])
    column = [each.heading for each in TASK_COLUMNS].index("Nhiệm vụ") + 1
    first, second = openpyxl.load_workbook(file)["Nhiệm vụ"].iter_rows(2, 3, column, column, values_only=True)
    assert len(first[0]) <= cells.LONGEST and "còn" in first[0]
    assert second[0] == "x\ufffd\ufffd\ufffd\ufffdy\nz"


def test_a_day_before_excels_first_is_words(tmp_path: Path) -> None:
    ((entry, result),) = odd()
    result = {**result, "document": {**result["document"], "issued": "1899-05-04"}}
    (file,) = write("xlsx", tmp_path, [(entry, result)])
    column = [each.heading for each in TASK_COLUMNS].index("Ngày ban hành") + 1
    value = openpyxl.load_workbook(file)["Nhiệm vụ"].cell(2, column).value
    assert value == "1899-05-04" and not isinstance(value, datetime)
