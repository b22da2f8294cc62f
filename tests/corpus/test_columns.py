"""Every wording in `columns.toml` and `tables.toml` through the functions that use them, in both directions."""

from __future__ import annotations

import pytest

from cchc_extract.grammar import grammar
from cchc_extract.tables.columns import role_of, wording
from cchc_extract.tables.streams import ends_table

HEADERS = [(rule.id, e["text"], e["expect"]) for rule in grammar("columns").rules for e in rule.examples]
NO_HEADERS = [(rule.id, e["text"]) for rule in grammar("columns").rules for e in rule.counterexamples]
ENDS = [(rule.id, e["text"]) for rule in grammar("tables").rules for e in rule.examples]
NO_ENDS = [(rule.id, e["text"]) for rule in grammar("tables").rules for e in rule.counterexamples]

# What offices write over their columns: the role each names.
WORDINGS = {
    "ordinal": ["TT", "STT", "Số TT", "S.TT", "Số thứ tự", "Mã nhiệm vụ"],
    "objective": ["Mục tiêu", "1- Mục tiêu/Chỉ tiêu", "Chỉ tiêu cụ thể"],
    "task": [
        "Nội dung thực hiện",
        "Nhiệm vụ cụ thể",
        "Nội dung công việc",
        "Tên nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "Công việc",
        "Thủ tục hành chính",
        "Nội dung kiểm tra",
    ],
    "activity": ["Hoạt động", "3- Hoạt động", "Các giải pháp thực hiện"],
    "deliverable": [
        "Sản phẩm/Kết quả",
        "Kết quả, sản phẩm",
        "Sản phẩm đầu ra",
        "Kết quả cần đạt",
        "Kết quả/ Sản phẩm",
    ],
    "lead": ["Cơ quan chủ trì", "Chủ trì", "Đơn vị chủ trì", "Phòng, đơn vị chủ trì", "Cơ quan soạn thảo"],
    "coordinating": ["Cơ quan phối hợp", "6- Phối hợp", "Đơn vị phối hợp/thực hiện"],
    "implementing": ["Cơ quan thực hiện", "Cơ quan, đơn vị thực hiện", "Phân công thực hiện"],
    "deadline": [
        "Thời gian hoàn thành",
        "Thời hạn",
        "Thời gian trình",
        "Số ngày dự kiến",
        "Ngày dự kiến trình ban hành",
        "Thời gian triển khai10",
        "Tiến độ thực hiện",
    ],
    "budget": ["8- Kinh phí (triệu đồng)", "Kinh phí", "Dự kiến kinh phí thực hiện"],
    "note": ["Ghi chú"],
    "other": ["Cấp trình", "Đơn vị được kiểm tra"],
    "unit": ["Đơn vị tính", "ĐVT"],
}


@pytest.mark.parametrize(("rule", "text", "role"), HEADERS, ids=[f"{r}: {t}" for r, t, _ in HEADERS])
def test_an_example_is_read_by_its_own_rule(rule: str, text: str, role: str) -> None:
    words = wording(text)
    first = next(r for r in grammar("columns").matching(words) if r.regex.fullmatch(words))
    assert (first.id, role_of(text)) == (rule, role)


@pytest.mark.parametrize(("rule", "text"), NO_HEADERS, ids=[f"{r}: {t}" for r, t in NO_HEADERS])
def test_a_counterexample_is_not_read_by_the_rule(rule: str, text: str) -> None:
    words = wording(text)
    read = next((r.id for r in grammar("columns").matching(words) if r.regex.fullmatch(words)), None)
    assert read != rule


@pytest.mark.parametrize(("role", "text"), [(role, t) for role, texts in WORDINGS.items() for t in texts])
def test_a_wording_names_its_role(role: str, text: str) -> None:
    assert role_of(text) == role


@pytest.mark.parametrize("text", ["Quý II/2022", "- Báo cáo; - Kế hoạch.", "Sở Nội vụ: tổng hợp báo cáo", "92,5%"])
def test_what_a_body_cell_holds_names_no_column(text: str) -> None:
    assert role_of(text) is None


@pytest.mark.parametrize(("rule", "text"), ENDS, ids=[f"{r}: {t}" for r, t in ENDS])
def test_a_line_that_ends_a_table_or_sums_it_up(rule: str, text: str) -> None:
    kind = rule.rpartition(".")[0]
    assert next(r.id for r in grammar("tables").rules if r.id.startswith(kind) and r.regex.fullmatch(text)) == rule
    if kind != "table.caption":  # a caption may end the table above it
        assert ends_table(text) is (kind == "table.end")


@pytest.mark.parametrize(("rule", "text"), NO_ENDS, ids=[f"{r}: {t}" for r, t in NO_ENDS])
def test_a_line_that_does_not(rule: str, text: str) -> None:
    assert not next(r for r in grammar("tables").rules if r.id == rule).regex.fullmatch(text)
