"""How tables are written: tabs, one cell a line, bars, Markdown, and where a table begins and ends."""

from __future__ import annotations

import pytest

from tests.unit.table_texts import cells, result, tabbed, tables

HEAD = "TT | Nhiệm vụ | Chủ trì | Thời gian"
HEADER = HEAD.split(" | ")
WANTED = [["1", "Rà soát văn bản", "Sở Tư pháp", "Quý I"], ["2", "Kiểm tra văn bản", "Sở Tư pháp", "Quý II"]]
ROWS = [HEADER, *WANTED]


def lines(pattern: str, end: str = "") -> str:
    """A line for each cell."""
    return "".join("".join(pattern.format(cell) for cell in row) + end for row in ROWS)


def rows(separator: str, edge: str = "") -> list[str]:
    """A line for each row."""
    return [f"{edge}{separator.join(row)}{edge}\n" for row in ROWS]


SAME = {
    "tabs": "".join(rows("\t")),
    "indented tabs": "".join(f"\t{row}" for row in rows("\t")),
    "broken tabs": "".join(rows("\t")).replace("soát văn", "soát\nvăn").replace("Sở Tư", "Sở\nTư"),
    "cell lines": lines("\t{}\n", end="\n").replace("soát văn", "soát\n\nvăn"),
    "cell lines, no blanks": lines("\t{}\n"),
    "bars": lines("{} |\n").replace("soát văn", "soát\nvăn"),
    "markdown": "|:--|---|---|--:|\n".join(["".join(rows("|", "|")[:1]), "".join(rows("|", "|")[1:])])
    .replace("Rà soát", "**Rà soát**")
    .replace("tra văn", "tra<br>văn"),
    "markdown without outer bars": "---|---|---|---\n".join([rows(" | ")[0], "".join(rows(" | ")[1:])]),
    "bars without a rule": "".join(rows("|", "|")),
    "layout": " TT   Nhiệm vụ             Chủ trì       Thời gian\n 1    Rà soát văn bản      Sở Tư pháp    Quý I\n"
    " 2    Kiểm tra văn         Sở Tư pháp    Quý II\n      bản\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_one_table_however_it_is_written(text: str) -> None:
    assert [[c.replace("\n", " ") for c in row] for row in cells(text)] == WANTED


@pytest.mark.parametrize("last", ["", "| 2 | Kiểm", "| 2", "|"])
def test_a_rule_of_single_dashes_holds_a_table_that_ends_too_soon(last: str) -> None:
    text = f"|TT|Nhiệm vụ|Chủ trì|\n|-|:-|-|\n|1|Rà soát|Sở|\n{last}"
    assert cells(text)[0] == ["1", "Rà soát", "Sở"]
    assert result(text).tasks[0]["task"] == "Rà soát"


def test_an_escaped_bar_is_a_bar() -> None:
    text = "| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Hệ A \\| B \\| C | Sở |\n"
    assert cells(text) == [["1", "Hệ A | B | C", "Sở"]]
    assert result(text).tasks[0]["task"] == "Hệ A | B | C"


def test_cell_lines_without_numbers() -> None:
    header, row = ("Nội dung", "Đơn vị chủ trì", "Thời gian", "Ghi chú"), ("Rà soát", "Phòng Tư pháp", "Quý I", "")
    text = "".join(f"\t{cell}\n" for cell in (*header, *row, *row))
    assert cells(text) == [list(row), list(row)]


def test_a_column_without_a_known_name_may_end_the_header() -> None:
    header = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Mức ưu tiên")
    rows = [(str(n), "Rà soát", "Sở", "Quý I", "Cao") for n in range(1, 5)]
    assert cells("".join(f"\t{c}\n" for row in (header, *rows) for c in row)) == [list(row) for row in rows]


def test_a_title_right_under_the_header_is_no_column() -> None:
    header, title = ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), ("CẢI CÁCH THỂ CHẾ",)
    rows = [(str(n), "Rà soát", "Sở", "Quý I") for n in range(1, 5)]
    text = "".join(f"\t{c}\n" for row in (header, title, *rows) for c in row)
    assert cells(text)[1:] == [list(row) for row in rows]


def test_tabs_missing_at_the_end_of_rows() -> None:
    text = tabbed(HEAD, "I | Thể chế", "1 | Rà soát | Sở", "2 | Kiểm tra | Sở | Quý II")
    assert cells(text) == [["I", "Thể chế", "", ""], ["1", "Rà soát", "Sở", ""], ["2", "Kiểm tra", "Sở", "Quý II"]]


def test_a_last_column_that_is_empty_throughout() -> None:
    (table,) = tables(tabbed(HEAD + " | Ghi chú", "1 | Rà soát | Sở | Quý I | ", "2 | Kiểm tra | Sở | Quý II"))
    assert table.header and table.header.roles[-1] == "note"
    assert [len(row.cells) for row in table.rows] == [5, 5]


def test_headings_between_rows_under_one_header() -> None:
    row = "{} | Rà soát | Sở | Quý I"
    text = (
        f"I. THỂ CHẾ\n{tabbed(HEAD, row.format(1), row.format(2))}II. THỦ TỤC\n{tabbed(row.format(1), row.format(2))}"
    )
    found = result(text)
    assert len(found.tasks) == 4
    assert "table.header-assumed" in found.codes and "table.interrupted" not in found.codes
    assert found.paths == [["I"], ["I"], ["II"], ["II"]]


def test_several_tables_of_one_annex_and_the_next() -> None:
    other = tabbed("TT | Tên đề án | Chủ trì | Thời gian trình", "1 | Đề án A | Sở | Quý I", "2 | Đề án B | Sở | Quý I")
    same = tabbed(HEAD, "1 | Rà soát | Sở | Quý I", "2 | Kiểm tra | Sở | Quý I")
    found = result(f"Phụ lục I\nNHIỆM VỤ CHUNG\n\n{same}\nPhụ lục II\nNHIỆM VỤ KHÁC\n\n{same}\n{other}")
    assert found.annexes == ["I", "I", "II", "II", "II", "II"]


NO_TASKS = {
    "schedule": (
        "Thời gian | Nội dung | Người thực hiện",
        "8h - 8h15 | Đón tiếp | Văn phòng",
        "8h15 | Khai mạc | Chủ tọa",
    ),
    "people": (
        "TT | Họ và tên | Chức vụ | Ghi chú",
        "1 | Nguyễn A | Giám đốc | Trưởng ban",
        "2 | Trần B | Phó | Ủy viên",
    ),
    "blank form": (HEAD, "1 | … | … | …", "2 | | |", "... | | |"),
    "costs": (
        "TT | Nội dung chi | ĐVT | Số lượng | Đơn giá | Thành tiền",
        "1 | In | Cuốn | 2 | 5 | 10",
        "| Cộng | | | | 10",
    ),
    "letterhead": ("ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN | Độc lập - Tự do - Hạnh phúc"),
}


@pytest.mark.parametrize("rows", NO_TASKS.values(), ids=NO_TASKS)
def test_what_holds_no_tasks(rows: tuple[str, ...]) -> None:
    found = result(tabbed(*rows))
    assert (found.tasks, found.indicators) == ([], [])
