"""Headers: which rows they are, and the roles of their columns."""

from __future__ import annotations

import pytest

from cchc_extract.model.span import Text
from cchc_extract.tables.columns import in_columns, role_of, wording
from cchc_extract.tables.spans import unfold
from tests.unit.table_texts import cells, tabbed, tables

BODY = "1 | Rà soát văn bản | x | y | z | t | u"


def roles(*rows: str) -> tuple[str, ...]:
    header = tables(tabbed(*rows, BODY, BODY.replace("1", "2", 1)))[0].header
    assert header
    return header.roles


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3- Hoạt động", "hoạt động"),
        ("Kinh phí (triệu đồng)", "kinh phí"),
        ("Thời gian10", "thời gian"),
        ("Thời gian10 hoàn thành", "thời gian hoàn thành"),
        ("Kinh phí2 (triệu đồng)", "kinh phí"),
        ("Nhiệm vụ năm 2025", "nhiệm vụ"),
        ("Mục tiêu giai đoạn 2021 - 2025", "mục tiêu"),
        ("Năm 2025", "năm 2025"),
    ],
)
def test_a_wording_is_what_the_grammar_sees(text: str, plain: str) -> None:
    assert wording(text) == plain


def test_a_year_names_no_column() -> None:
    assert role_of("Năm 2025") is None


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("TT | Nhiệm vụ | Đơn vị thực hiện | Thời gian", ("ordinal", "task", "implementing", "deadline")),
        ("TT | Nhiệm vụ | Đơn vị thực hiện | Đơn vị phối hợp", ("ordinal", "task", "lead", "coordinating")),
        ("TT | Nhiệm vụ | Chủ trì | Kết quả cần đạt | Sản phẩm", ("ordinal", "task", "lead", "other", "deliverable")),
        ("TT | Nhóm nhiệm vụ | Nhiệm vụ cụ thể | Chủ trì", ("ordinal", "other", "task", "lead")),
        ("TT | Nhiệm vụ | Chủ trì | Tần suất | Thời hạn", ("ordinal", "task", "lead", "other", "deadline")),
        ("TT | Nhiệm vụ | Màu | Biểu tượng | Cờ | Chủ trì", ("ordinal", "task", "other", "other", "other", "lead")),
        ("TT | Mã nhiệm vụ | Nhiệm vụ | Chủ trì", ("ordinal", "other", "task", "lead")),
        ("STT chung | TT nhóm | Nhiệm vụ | Chủ trì", ("ordinal", "other", "task", "lead")),
        ("TT | Tên văn bản | Cơ quan soạn thảo | Thời gian trình", ("ordinal", "task", "lead", "deadline")),
        ("TT | Loại văn bản | Cơ quan soạn thảo | Thời gian trình", ("ordinal", "deliverable", "lead", "deadline")),
        ("TT | Chỉ tiêu | Đơn vị | Kết quả", ("ordinal", "name", "unit", "value")),
        ("TT | Nhiệm vụ | Đơn vị | Kết quả", ("ordinal", "task", "implementing", "deliverable")),
        (
            "TT | Chỉ tiêu | ĐVT | Mục tiêu năm 2024 | Cơ quan chủ trì",
            ("ordinal", "name", "unit", "value", "lead"),
        ),
        (
            "TT | Chỉ tiêu | ĐVT | Mục tiêu năm 2024 | Cơ quan chủ trì | Thời hạn",
            ("ordinal", "objective", "other", "other", "lead", "deadline"),
        ),
        ("TT | Chỉ tiêu | ĐVT | Năm 2024 | Năm 2025 | Chủ trì", ("ordinal", "name", "unit", "other", "value", "lead")),
        (
            "TT | Chỉ tiêu | Kết quả năm 2024 | Mục tiêu năm 2025 | Chủ trì",
            ("ordinal", "name", "other", "value", "lead"),
        ),
        (
            "TT | Chỉ tiêu | Kế hoạch năm 2025 | Thực hiện năm 2025 | Chủ trì",
            ("ordinal", "name", "other", "value", "lead"),
        ),
        ("TT | Chỉ tiêu | Chủ trì | Phối hợp", ("ordinal", "objective", "lead", "coordinating")),
        ("TT | Nhiệm vụ | ĐVT | Năm 2025 | Chủ trì", ("ordinal", "task", "other", "other", "lead")),
        ("TT | Họ và tên | Đơn vị | Nhiệm vụ", ("ordinal", "other", "implementing", "other")),
        ("TT | Họ và tên | Nhiệm vụ | Thời hạn", ("ordinal", "other", "task", "deadline")),
        ("TT | Nội dung | ĐVT | Kế hoạch | Thực hiện", ("ordinal", "name", "unit", "other", "value")),
        ("TT | Nội dung | ĐVT | Năm 2022 | Năm 2023 | Ghi chú", ("ordinal", "name", "unit", "other", "value", "note")),
        ("TT | Nội dung chi | ĐVT | Số lượng | Thành tiền", ("ordinal", "task", "other", "other", "budget")),
    ],
)
def test_roles_depend_on_the_other_columns(header: str, wanted: tuple[str, ...]) -> None:
    assert roles(header) == wanted


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            ("TT | Nhiệm vụ | Phân công | | Thời gian", "| | Chủ trì | Phối hợp |"),
            ("ordinal", "task", "lead", "coordinating", "deadline"),
        ),
        (
            ("TT | Nhiệm vụ | Tổ chức thực hiện | | ", "| | Cơ quan | | Thời gian", "| | Chủ trì | Phối hợp |"),
            ("ordinal", "task", "lead", "coordinating", "deadline"),
        ),
        (
            ("TT | Nhiệm vụ | Chủ trì | Kinh phí | |", "| | | Tổng số | Trung ương | Địa phương"),
            ("ordinal", "task", "lead", "budget", "other", "other"),
        ),
        (
            ("TT | Nhiệm vụ | Chủ trì | Thời gian |", "| | | Bắt đầu | Kết thúc"),
            ("ordinal", "task", "lead", "other", "deadline"),
        ),
    ],
)
def test_spanning_headers(rows: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert roles(*rows) == wanted


def test_a_row_of_column_numbers_belongs_to_the_header() -> None:
    text = tabbed("TT | Nhiệm vụ | Chủ trì", "(1) | (2) | (3)", "1 | Rà soát | Sở Tư pháp")
    assert cells(text) == [["1", "Rà soát", "Sở Tư pháp"]]


def test_the_rest_of_a_cell_under_a_repeated_header_is_no_second_header_row() -> None:
    head = "TT | Nhiệm vụ | Chủ trì | Thời gian"
    text = tabbed(
        head, "1 | Rà soát | Sở Tư pháp | định kỳ hằng", "", head, "| | | quý.", "2 | Kiểm tra | Sở Y tế | Quý I"
    )
    assert cells(text)[0][3] == "định kỳ hằng quý."


def test_a_page_may_repeat_only_the_first_row_of_a_header() -> None:
    head = "TT | Nhiệm vụ | Phân công | | Thời gian"
    text = tabbed(
        head,
        "| | Chủ trì | Phối hợp |",
        "1 | Rà soát văn bản | Sở Tư pháp | Các | Quý I",
        "",
        head,
        "| | | sở |",
        "2 | Kiểm tra | Sở Y tế | Các sở | Quý II",
    )
    assert len(tables(text)) == 1
    assert cells(text) == [
        ["1", "Rà soát văn bản", "Sở Tư pháp", "Các sở", "Quý I"],
        ["2", "Kiểm tra", "Sở Y tế", "Các sở", "Quý II"],
    ]


@pytest.mark.parametrize(
    ("line", "yes"),
    [("TT\tNhiệm vụ", True), ("| TT | x |", True), ("Thời gian thực hiện", False), ("a   b", False)],
)
def test_a_line_in_columns_with_a_header_name(line: str, yes: bool) -> None:
    assert in_columns(line) is yes


def test_a_spanning_cell_that_takes_one_column_has_its_parts_below_it() -> None:
    text = tabbed(
        "TT | Nội dung | Cơ quan thực hiện | Thời gian | Kinh phí (triệu đồng)",
        "Chủ trì | Phối hợp",
        "1 | Mua máy quét | Văn phòng Sở | Phòng Kế toán | Quý I/2024 | 80",
        "2 | Mở lớp tập huấn | Sở Nội vụ | Trường Chính trị | Quý II/2024 | 90",
    )
    (table,) = tables(text)
    assert table.header
    assert table.header.roles == ("ordinal", "task", "lead", "coordinating", "deadline", "budget")


@pytest.mark.parametrize(
    ("top", "parts", "width"),
    [
        ("TT | Nội dung | Sản phẩm | Thời gian", "Chủ trì | Phối hợp", 5),  # nothing that they are parts of
        ("TT | Nội dung | Cơ quan thực hiện | Đơn vị", "Chủ trì | Phối hợp", 5),  # two cells that may span them
        ("TT | Nội dung | Cơ quan thực hiện | Thời gian", "Chủ trì | Phối hợp", 6),  # the rows are wider
        ("TT | Nội dung | Cơ quan thực hiện | Thời gian", "1 | Rà soát", 5),
    ],
)
def test_parts_that_no_one_cell_can_span(top: str, parts: str, width: int) -> None:
    above, below = ([Text(cell) for cell in row.split(" | ")] for row in (top, parts))
    assert unfold(above, below, width) is None
