"""How a cell is cut into items: the grammar's examples, activities with codes, places."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.fields.items import read_activities, read_deliverables, split_items
from cchc_extract.grammar.load import Rule, grammar

RULES = grammar("items").rules
EXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.examples)]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.counterexamples)]


def texts(cell: str) -> list[str]:
    return [item.text for item in read_deliverables(cell)]


def activities(cell: str) -> list[tuple[str | None, str]]:
    return [(item.code, item.text) for item in read_activities(cell)]


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.examples and rule.counterexamples for rule in RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    assert texts(example["text"]) == example["expect"]
    assert rule.regex.search(example["text"]), "an example of another rule"


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    assert len(texts(example["text"])) == 1, example["why"]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Kế hoạch; Báo cáo; Biên bản", ["Kế hoạch", "Báo cáo", "Biên bản"]),
        ("Kế hoạch, báo cáo/biên bản", ["Kế hoạch, báo cáo/biên bản"]),
        ("Tài liệu (sổ tay; tờ gấp); Video", ["Tài liệu (sổ tay; tờ gấp)", "Video"]),
        ("100 đơn vị (20 sở; 10 huyện; 70 xã", ["100 đơn vị (20 sở; 10 huyện; 70 xã"]),
        ("Báo cáo kết\nquả kiểm tra", ["Báo cáo kết quả kiểm tra"]),
        ("Công văn.\nQuyết định.", ["Công văn", "Quyết định"]),
        ("- Công văn\n- Quyết định", ["Công văn", "Quyết định"]),
        ("- Công văn - Quyết định", ["Công văn", "Quyết định"]),
        ("Quyết định - Kế hoạch - Báo cáo", ["Quyết định", "Kế hoạch", "Báo cáo"]),
        ("Quyết định - khóa XVIII", ["Quyết định - khóa XVIII"]),
        ("Báo cáo của Phòng Kế hoạch - Tài chính", ["Báo cáo của Phòng Kế hoạch - Tài chính"]),
        ("- Lớp tập huấn - bồi dưỡng", ["Lớp tập huấn - bồi dưỡng"]),
        ("- Tờ trình, - Dự thảo", ["Tờ trình,", "Dự thảo"]),
        ("Hợp đồng (tờ rơi...).", ["Hợp đồng (tờ rơi...)"]),
        ("Báo cáo, công văn...", ["Báo cáo, công văn..."]),
        ("-", []),
        ("", []),
    ],
)
def test_deliverables(cell: str, wanted: list[str]) -> None:
    assert texts(cell) == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("3.1. Thành lập Tổ 3.2. Phân công", [("3.1", "Thành lập Tổ"), ("3.2", "Phân công")]),
        ("3.9. Xin ý kiến 3.10. Trình ký", [("3.9", "Xin ý kiến"), ("3.10", "Trình ký")]),
        ("3.26. Báo cáo 3.26. Kế hoạch", [("3.26", "Báo cáo"), ("3.26", "Kế hoạch")]),
        ("3.1 Rà soát 3.2 Báo cáo", [("3.1", "Rà soát"), ("3.2", "Báo cáo")]),
        ("- Đôn đốc\n- Tập huấn", [(None, "Đôn đốc"), (None, "Tập huấn")]),
        ("Rà soát; đánh giá; kiến nghị", [(None, "Rà soát; đánh giá; kiến nghị")]),
        ("Rà soát văn bản.\nĐánh giá kết quả.", [(None, "Rà soát văn bản"), (None, "Đánh giá kết quả")]),
        ("Gồm:\n- Rà soát\n- Đánh giá", [(None, "Rà soát"), (None, "Đánh giá")]),
        (
            "1. Rà soát:\n- thể chế;\n- thủ tục\n2. Báo cáo",
            [("1", "Rà soát: - thể chế; - thủ tục"), ("2", "Báo cáo")],
        ),
        ("a) Ban hành; b) Tổ chức", [("a", "Ban hành"), ("b", "Tổ chức")]),
        ("Cung cấp dịch vụ mức độ 3, mức độ 4", [(None, "Cung cấp dịch vụ mức độ 3, mức độ 4")]),
    ],
)
def test_activities(cell: str, wanted: list[tuple[str | None, str]]) -> None:
    assert activities(cell) == wanted


@given(st.text(alphabet="aB. ;:\n-+1)(2đ,", max_size=60).map(lambda s: "".join(s.split(" ", 40))))
def test_items_stand_where_they_say_and_in_order(cell: str) -> None:
    for items in (read_deliverables(cell), read_activities(cell)):
        assert [cell[i.at[0] : i.at[1]].replace("\n", " ") for i in items] == [i.text for i in items]
        assert all(a.at[1] <= b.at[0] for a, b in itertools.pairwise(items))
    pieces = split_items(cell, headings=True)
    kept = "".join(cell[p.start : p.end] for p in pieces)
    marked = {c for c in cell if c.isalpha()}
    assert all(p.start < p.end for p in pieces)
    assert set(kept) <= set(cell) and (not pieces or set(kept) & (marked | set("12")))
