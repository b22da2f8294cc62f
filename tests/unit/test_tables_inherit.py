"""Merged cells that the text has lost."""

from __future__ import annotations

from tests.unit.table_texts import leaves, tabbed

HEAD = "TT | Mục tiêu | Nhiệm vụ | Hoạt động | Sản phẩm | Chủ trì | Phối hợp | Thời gian | Kinh phí"


def inherited(*rows: str) -> list[tuple[str, ...]]:
    return [leaf.inherited for leaf in leaves(tabbed(HEAD, *rows))]


FIRST = "1 | Hài lòng 90% | Khảo sát | Phát phiếu | Phiếu | Sở Nội vụ | Các sở | Quý I | 100"


def test_a_new_activity_takes_task_and_objective() -> None:
    row = "| | | Tổng hợp phiếu | Báo cáo | Sở Y tế | Các xã | Quý II |"
    assert inherited(FIRST, row)[1] == ("ordinal", "objective", "task")


def test_a_new_task_takes_the_objective_and_no_activity() -> None:
    row = "| | Công bố kết quả | | Báo cáo | Sở Y tế | Các xã | Quý II |"
    assert inherited(FIRST, row)[1] == ("ordinal", "objective")


def test_a_new_objective_takes_no_task() -> None:
    row = "2 | Đúng hạn 98% | | Đôn đốc | Báo cáo | Sở Y tế | | Quý II |"
    assert inherited(FIRST, row)[1] == ()


def test_coordinating_and_deadline_come_only_with_the_lead() -> None:
    with_lead = "| | | Tổng hợp phiếu | Báo cáo | | | |"
    without = "| | | Tổng hợp phiếu | Báo cáo | Sở Y tế | | |"
    assert inherited(FIRST, with_lead)[1][3:] == ("lead", "coordinating", "deadline")
    assert inherited(FIRST, without)[1] == ("ordinal", "objective", "task")


def test_products_and_money_never_come_down() -> None:
    (_, second) = leaves(tabbed(HEAD, FIRST, "| | | Tổng hợp phiếu | | Sở Y tế | | Quý II |"))
    assert not {"deliverable", "budget"} & set(second.cells)


def test_nothing_comes_over_a_section_row() -> None:
    rows = (
        "I | Thể chế | | | | | | |",
        FIRST,
        "II | Thủ tục | | | | | | |",
        "2 | Đúng hạn | Nhắc việc | Gửi thư | | | | |",
    )
    assert inherited(*rows)[1] == ()


def test_in_a_table_with_numbers_the_lead_comes_down_too() -> None:
    text = tabbed("TT | Nhiệm vụ | Chủ trì | Thời gian", "1 | Rà soát | Sở Tư pháp | Quý I", "2 | Kiểm tra | | Quý II")
    assert [leaf.inherited for leaf in leaves(text)] == [(), ("lead",)]


def test_what_a_section_row_holds_comes_before_what_stands_in_the_row_above() -> None:
    head = "TT | Nhiệm vụ | Chủ trì | Thời gian"
    group = ("N01 | Thể chế | Sở Tư pháp | Cả năm", "N01.1 | Rà soát | | Tháng 3", "N01.2 | Kiểm tra | |")
    found = leaves(tabbed(head, *group))
    assert [leaf.cells["deadline"].plain for leaf in found] == ["Tháng 3", "Cả năm"]
