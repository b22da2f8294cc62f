"""Tables with the columns of tasks that hold none: schedules, lists of things and of persons."""

from __future__ import annotations

import pytest

from tests.unit.table_texts import result, tabbed

TITLE = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. NỘI DUNG\n\n"
TASKS = tabbed("TT | Nội dung | Chủ trì | Thời gian", "1 | Họp tổ giúp việc | Sở Nội vụ | 12/3/2026")
THINGS = tabbed("TT | Nội dung | Cấu hình | Đơn vị phụ trách", "1 | Máy chủ dữ liệu | 64 GB | Trung tâm Dữ liệu")
PERSONS = tabbed("TT | Họ và tên | Đơn vị | Nhiệm vụ", "1 | Lê Thị Hoa | Sở Tài chính | Thành viên")
WEEK = tabbed(
    "Ngày | Buổi | Nội dung | Chủ trì",
    "Thứ Hai, 02/3 | Sáng | Họp giao ban | Giám đốc Sở",
    "Thứ Ba, 03/3 | Chiều | Tiếp công dân | Giám đốc Sở",
)
HALVES = tabbed("TT | Nội dung | Chủ trì | Thời gian", "1 | Làm việc tại Sở Y tế | Sở Nội vụ | Chiều ngày 12/3/2026")
HOURS = tabbed("Thời gian | Nội dung | Người thực hiện", "8h00 - 8h15 | Khai mạc | Giám đốc Sở")


@pytest.mark.parametrize(
    "text",
    [
        f"LỊCH HỌP TỔ GIÚP VIỆC\n\n{TASKS}",
        f"LỊCH LÀM VIỆC\nCỦA ĐOÀN KIỂM TRA NĂM 2026\n(Kèm theo Kế hoạch này)\n{TASKS}",
        f"2. Chương trình hội nghị:\n{TASKS}",
        f"Danh mục máy chủ\n{THINGS}",
        PERSONS,
        WEEK,
        HALVES,
        HOURS,
    ],
    ids=["caption", "capitals", "prose", "things", "persons", "week", "halves", "hours"],
)
def test_a_table_of_something_else_has_no_tasks(text: str) -> None:
    found = result(TITLE + text)
    assert found.tasks == []
    assert "table.not-tasks" in found.codes


@pytest.mark.parametrize(
    "text",
    [
        TASKS,
        f"Lịch họp được gửi sau.\n2. Phân công thực hiện:\n{TASKS}",
        f"LỊCH TRÌNH THỰC HIỆN NHIỆM VỤ\n{TASKS}",
        f"DANH MỤC HỆ THỐNG CẦN NÂNG CẤP\n{TASKS}",
        TASKS.replace("12/3/2026", "Thứ Sáu hằng tuần"),
    ],
    ids=["plain", "further up", "road map", "things with a time", "recurring"],
)
def test_a_table_of_tasks_is_one_whatever_stands_near_it(text: str) -> None:
    assert [t["task"] for t in result(TITLE + text).tasks] == ["Họp tổ giúp việc"]


@pytest.mark.parametrize(
    "rows",
    [
        ("1 | | |", "2 | | |", "… | | |"),
        ("1 | ………… | … | …", "2 | … | |"),
        ("1 | (ghi rõ nhiệm vụ) | (tên cơ quan) | (ngày, tháng)", "2 | | |"),
        ("1 | Nhiệm vụ 1 | |", "2 | Nhiệm vụ 2 | |", "n | Nhiệm vụ n | |"),
        ("1 | Nhiệm vụ tỉnh giao | |", "2 | Nhiệm vụ phát sinh | |"),
        ("I | Nhiệm vụ tỉnh giao | |", "1 | | |", "II | Nhiệm vụ khác | |", "1 | | |"),
    ],
    ids=["numbers", "dots", "prompts", "counted", "groups", "sections"],
)
def test_an_empty_form_has_no_tasks(rows: tuple[str, ...]) -> None:
    found = result(TITLE + tabbed("TT | Nội dung | Chủ trì | Thời gian", *rows))
    assert found.tasks == []
    assert "table.blank-form" in found.codes


def test_one_row_with_somebody_in_charge_makes_a_table_of_tasks() -> None:
    rows = ("1 | Rà soát quy chế | |", "2 | Sắp xếp kho | Văn phòng |")
    assert len(result(TITLE + tabbed("TT | Nội dung | Chủ trì | Thời gian", *rows)).tasks) == 2
