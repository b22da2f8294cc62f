"""One cell a line: rows, sections, totals, headers of two rows and page numbers are found by counting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.unit.table_texts import cells, paths, result

HEADER = ["TT", "Nội dung", "Sản phẩm", "Chủ trì", "Thời gian"]
COSTS = ["TT", "Nội dung", "Chủ trì", "Thời gian", "Kinh phí (triệu đồng)"]
TOP = ["TT", "Nội dung", "Cơ quan thực hiện", "Thời gian", "Kinh phí (triệu đồng)"]
PARTS = ["Chủ trì", "Phối hợp"]
SPANNED = [[*TOP[:3], "", *TOP[3:]], ["", "", *PARTS, "", ""]]
NUMBERS = [f"({n})" for n in range(1, 7)]
Rows = Sequence[Sequence[str]]
Write = Callable[[Rows], str]


def row(n: int) -> list[str]:
    return [str(n), f"Rà soát nhóm văn bản {'abcdefgh'[n % 8]}", "Báo cáo", "Sở Tư pháp", "Quý II/2024"]


def cost(n: int) -> list[str]:
    return [str(n), "Trang bị máy quét", "Văn phòng Sở", "Quý I/2024", str(10 * n)]


def shared(n: int) -> list[str]:
    return [str(n), "Điều tra xã hội học", "Sở Nội vụ", "Bưu điện tỉnh", "Quý IV/2024", str(10 * n)]


def led(rows: Rows) -> str:
    return "".join(f"\t{cell}\n" for row in rows for cell in row)


def spaced(rows: Rows) -> str:
    return "\n".join(led([row]) for row in rows)


def bars(rows: Rows) -> str:
    return "".join(f"{cell} |\n" if cell else "|\n" for row in rows for cell in row)


def bare(rows: Rows) -> str:
    return "".join(f"{cell}\n" for row in rows for cell in row if cell)


def apart(rows: Rows) -> str:
    return "".join(f"{cell}\n\n" for row in rows for cell in row if cell)


MARKED = [led, spaced, bars]
ALL = pytest.mark.parametrize("write", [*MARKED, bare, apart])


@ALL
@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("I. Thể chế", "II. Thủ tục", ("I", "II")),
        ("A. PHẦN CHUNG", "B. PHẦN RIÊNG", ("A", "B")),
        ("CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỦ TỤC", ("CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỦ TỤC")),
        ("Cải cách thể chế", "Cải cách thủ tục", ("Cải cách thể chế", "Cải cách thủ tục")),
    ],
)
def test_a_section_row_of_one_cell(write: Write, first: str, second: str, labels: tuple[str, str]) -> None:
    text = write([HEADER, [first], row(1), row(2), [second], row(3)])
    assert paths(text) == [(labels[0], "1"), (labels[0], "2"), (labels[1], "3")]
    assert "row.cells-uncounted" not in result(text).codes


@ALL
@pytest.mark.parametrize("total", [["Tổng cộng", "30"], ["Tổng cộng: 30 triệu đồng"], ["", "Tổng cộng", "30"]])
def test_a_total_of_few_cells(write: Write, total: list[str]) -> None:
    found = result(write([COSTS, cost(1), cost(2), total]))
    assert [t["ordinal"] for t in found.tasks] == ["1", "2"]
    assert [t["budget"] for t in found.tasks] == ["10", "20"]
    assert "row.total" in found.codes


@pytest.mark.parametrize("write", MARKED)
@pytest.mark.parametrize("numbers", [[], [NUMBERS]])
def test_a_header_of_two_rows_with_empty_cells(write: Write, numbers: Rows) -> None:
    found = result(write([*SPANNED, *numbers, shared(1), shared(2)]))
    assert [t["ordinal"] for t in found.tasks] == ["1", "2"]
    assert {t["lead"] for t in found.tasks} == {"Sở Nội vụ"}
    assert {t["coordinating"] for t in found.tasks} == {"Bưu điện tỉnh"}


@pytest.mark.parametrize("write", MARKED)
def test_a_row_cut_by_a_page_below_a_header_of_two_rows(write: Write) -> None:
    rest = ["", "tại các xã", "", "tỉnh", "", ""]
    found = result(write([*SPANNED, shared(1), shared(2), rest, shared(3), shared(4)]))
    assert [t["ordinal"] for t in found.tasks] == ["1", "2", "3", "4"]
    assert found.tasks[1]["task"] == "Điều tra xã hội học tại các xã"


@ALL
def test_a_dash_begins_a_row(write: Write) -> None:
    text = write(
        [HEADER, ["I", "Thể chế"], ["-", *row(1)[1:]], ["-", *row(2)[1:]], ["II", "Thủ tục"], ["-", *row(3)[1:]]]
    )
    assert [path[0] for path in paths(text)] == ["I", "I", "II"]


def test_a_body_cell_that_reads_like_a_header_begins_no_table() -> None:
    header, first, second = [*HEADER, "Ghi chú"], [*row(1), ""], [*row(2), ""]
    text = led([header, first, header, ["", "tiếp nhận", "", "", "Trình:", ""], header, second])
    assert [c[0] for c in cells(text)] == ["1", "2"]


def in_tabs(rows: Rows) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


@pytest.mark.parametrize("write", [*MARKED, bare, apart, in_tabs])
@pytest.mark.parametrize("numbers", [[], [NUMBERS]])
def test_a_header_whose_spanning_cell_lost_its_width(write: Write, numbers: Rows) -> None:
    found = result(write([TOP, PARTS, *numbers, shared(1), shared(2)]))
    assert [t["deadline"] for t in found.tasks] == ["Quý IV/2024"] * 2
    assert {t["lead"] for t in found.tasks} == {"Sở Nội vụ"}
    assert {t["coordinating"] for t in found.tasks} == {"Bưu điện tỉnh"}
    assert [t["budget"] for t in found.tasks] == ["10", "20"]


@pytest.mark.parametrize("write", MARKED)
def test_two_spanning_cells_and_parts_without_a_role(write: Write) -> None:
    top = ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian", "Kinh phí (triệu đồng)"]
    parts = [*PARTS, "Bắt đầu", "Kết thúc", "Tổng số", "Tỉnh cấp"]
    rows = [[str(n), "Số hóa hồ sơ", "Sở Y tế", "Sở Tài chính", "Quý I/2024", "Quý II/2024", "9", "8"] for n in (1, 2)]
    for task in result(write([top, parts, *rows])).tasks:
        assert (task["lead"], task["deadline"], task["budget"]) == ("Sở Y tế", "Quý II/2024", "9")


def test_two_header_rows_without_an_ordinal() -> None:
    rows = [r[1:] for r in (*SPANNED, shared(1), shared(2))]
    assert [t["lead"] for t in result(led(rows)).tasks] == ["Sở Nội vụ"] * 2


@ALL
def test_a_header_of_two_rows_repeats(write: Write) -> None:
    found = result(write([TOP, PARTS, shared(1), shared(2), TOP, PARTS, shared(3)]))
    assert [t["ordinal"] for t in found.tasks] == ["1", "2", "3"]


@ALL
def test_page_numbers_tight_between_rows(write: Write) -> None:
    long = "Nội dung công việc dài như ở một trang in thật của một kế hoạch. " * 4
    rows = [[r[0], long + r[1], *r[2:]] for r in map(row, range(1, 17))]
    end = "\n" if write is apart else ""
    parts = [write([HEADER, *rows[:6]]), write(rows[6:11]), write(rows[11:])]
    text = f"{parts[0]}2\n{end}{parts[1]}3\n{end}{parts[2]}"
    assert [c[0] for c in cells(text)] == [str(n) for n in range(1, 17)]
    assert {c[-1] for c in cells(text)} == {"Quý II/2024"}
    assert result(text).codes.isdisjoint({"row.cells-uncounted", "accounting.residue"})


def test_a_number_that_no_page_can_have_stays_in_its_cell() -> None:
    text = led([HEADER, row(1)]) + "45\n" + led([row(2)])
    assert cells(text)[0][-1] == "Quý II/2024 45"


@pytest.mark.parametrize("write", [bare, apart])
def test_nothing_marks_the_cells_and_a_page_repeats_the_header(write: Write) -> None:
    text = write([HEADER, row(1), row(2), HEADER, row(3)]) + "\nNơi nhận:\n- Lưu: VT.\n"
    assert [c[0] for c in cells(text)] == ["1", "2", "3"]


def test_prose_below_a_table_that_nothing_marks() -> None:
    text = bare([HEADER, row(1), row(2)]) + "III. TỔ CHỨC THỰC HIỆN\n1. Các phòng triển khai Kế hoạch.\n"
    assert [c[0] for c in cells(text)] == ["1", "2"]
    assert result(text).codes.isdisjoint({"row.cells-uncounted", "table.unread"})


def test_rows_that_do_not_count_out_end_a_table_that_nothing_marks() -> None:
    found = result(bare([HEADER, row(1), row(2), row(3)[:3], row(4), row(5)]))
    assert len(found.tasks) == 2
    assert "row.cells-uncounted" in found.codes


def test_a_header_below_which_no_rows_count_out() -> None:
    found = result(bare([HEADER, *([*row(n)[:2], "của các sở, ngành", *row(n)[2:]] for n in range(1, 4))]))
    assert not found.tasks
    assert "table.unread" in found.codes


@pytest.mark.parametrize("write", MARKED)
def test_a_row_with_a_cell_too_many(write: Write) -> None:
    found = result(write([HEADER, row(1), [*row(2), "Quý IV/2024"], row(3)]))
    assert [t["ordinal"] for t in found.tasks] == ["1", "2", "3"]
    assert "row.cells-uncounted" in found.codes


@pytest.mark.parametrize("write", MARKED)
@pytest.mark.parametrize(
    "tail", [["Nơi nhận:", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Bình"], ["NGƯỜI LẬP BIỂU", "Lê Bình"]]
)
def test_who_signs_below_the_rows(write: Write, tail: list[str]) -> None:
    found = result(write([HEADER, row(1), row(2), tail]))
    assert [t["deadline"] for t in found.tasks] == ["Quý II/2024"] * 2
    assert "row.cells-uncounted" not in found.codes


@pytest.mark.parametrize("write", [led, bars])
def test_a_section_line_without_a_mark(write: Write) -> None:
    text = write([HEADER]) + "I. THỂ CHẾ\n" + write([row(1), row(2)]) + "II. THỦ TỤC\n" + write([row(3)])
    assert paths(text)[1:] == [("I", "2"), ("II", "3")]


@pytest.mark.parametrize("write", MARKED)
def test_a_title_that_every_cell_repeats(write: Write) -> None:
    found = result(write([HEADER, ["I. Thể chế"] * 5, row(1), ["II. Bộ máy"] * 5, row(2)]))
    assert found.paths == [["I"], ["II"]]
    assert "section.without-rows" not in found.codes


@pytest.mark.parametrize("write", MARKED)
def test_one_header_over_two_number_columns(write: Write) -> None:
    sections = [["", label, title, "", "", ""] for label, title in (("a)", "Thể chế"), ("b)", "Bộ máy"))]
    rows = [[number, "", *row(int(number))[1:]] for number in "12"]
    text = write([["TT", "", *HEADER[1:]], sections[0], rows[0], sections[1], rows[1]])
    assert paths(text) == [("a", "1"), ("b", "2")]


@pytest.mark.parametrize("write", MARKED)
def test_the_rest_of_a_cell_begins_no_header(write: Write) -> None:
    cut = ["1", "Rà soát", "Báo cáo", "Sở Tư pháp", "Chưa rõ"]
    again = ["STT", *HEADER[1:]]
    found = result(write([again, cut, again, ["", "", "", "", "tình trạng"], again, ["2", *row(2)[1:]]]))
    assert [t["deadline"] for t in found.tasks] == ["Chưa rõ tình trạng", "Quý II/2024"]
