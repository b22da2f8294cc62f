"""The target grammar's own examples through the reader, and the clauses it cuts."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_extract.diagnostics import CODES
from cchc_extract.fields.targets import find_targets
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Number

RULES = grammar("targets").rules
EXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.examples)]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.counterexamples)]


def values(text: str) -> list[tuple[str, Number, str]]:
    return [(t.comparator, t.value, t.unit) for t in find_targets(text)[0]]


def clauses(text: str) -> list[str]:
    return [t.text for t in find_targets(text)[0]]


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.examples and rule.counterexamples for rule in RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    text, expect = example["text"], example["expect"]
    wanted = expect if isinstance(expect, list) else [expect]
    found, notes = find_targets(text)
    assert [{k: getattr(t, k) for k in w} for t, w in zip(found, wanted, strict=True)] == wanted
    assert {t.rule for t in found} == {rule.id}
    assert all(t.at == (0, len(text)) for t in found), "one clause: the whole example"
    assert not notes


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    assert not find_targets(example["text"])[0], example["why"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trên 90% đúng hạn; dưới 5% quá hạn", [(">=", 90, "%"), ("<=", 5, "%")]),
        ("≥ 95% hồ sơ; ≤ 2% quá hạn", [(">=", 95, "%"), ("<=", 2, "%")]),
        ("đạt tối thiểu 92%; 100% hồ sơ được số hóa", [(">=", 92, "%"), ("=", 100, "%")]),
        ("tăng 03 bậc, đạt từ 85 điểm trở lên", [("=", 3, "bậc"), (">=", 85, "điểm")]),
        ("Tỷ lệ số hóa đạt tối thiểu 80% (năm 2022 đạt 65%)", [(">=", 80, "%")]),
        ("Có thêm 01 đơn vị tự chủ 100% chi thường xuyên", [("=", 1, "đơn vị")]),
        ("Thời gian chờ tối đa 30 phút/01 lần giao dịch", [("<=", 30, "phút")]),
        ("Giảm thời gian giải quyết từ 15 ngày xuống còn 10 ngày", [("=", 10, "ngày")]),
        ("Mỗi quý 01 chuyên mục; tổng số 314 cơ quan", [("=", 1, "chuyên mục"), ("=", 314, "cơ quan")]),
        ("Bồi dưỡng 02 cán bộ có trình độ đại học trở lên", [("=", 2, "cán bộ")]),
        ("Giai đoạn 2021 - 2025 đơn vị áp dụng ISO 9001:2015", []),
        ("Trong 06 tháng đầu năm 2022; trước ngày 30/6/2022; theo Quyết định số 12/QĐ-UBND", []),
    ],
)
def test_quantities(text: str, wanted: list[tuple[str, Number, str]]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "1.2. Mức hài lòng đạt 90%, riêng lĩnh vực đất đai đạt 85%.",
            ["Mức hài lòng đạt 90%", "riêng lĩnh vực đất đai đạt 85%"],
        ),
        ("100% trạm y tế; 100% bệnh viện hoàn thành", ["100% trạm y tế; 100% bệnh viện hoàn thành"] * 2),
        (
            "Từ 80% hồ sơ được nộp trực tuyến; thời gian chờ tối đa 20 phút",
            ["Từ 80% hồ sơ được nộp trực tuyến", "thời gian chờ tối đa 20 phút"],
        ),
        ("Áp dụng tại 20% xã; 25% trường", ["Áp dụng tại 20% xã; 25% trường"] * 2),
        (
            "An toàn thông tin: 70% hệ thống được xác định cấp độ; triển khai SOC.",
            ["70% hệ thống được xác định cấp độ"],
        ),
        (
            "Đơn giản hóa tối thiểu 10% quy định và cắt giảm tối thiểu 15% chi phí",
            ["Đơn giản hóa tối thiểu 10% quy định", "cắt giảm tối thiểu 15% chi phí"],
        ),
        (
            "Chuyển đổi 01 đơn vị theo Nghị định số 1/2020/NĐ-CP; Quyết định số 2/2021/QĐ-TTg.",
            ["Chuyển đổi 01 đơn vị theo Nghị định số 1/2020/NĐ-CP; Quyết định số 2/2021/QĐ-TTg"],
        ),
        (
            "Đến năm 2027: 90% hồ sơ được số hóa; 70% hồ sơ nộp tại nhà.",
            ["90% hồ sơ được số hóa", "70% hồ sơ nộp tại nhà"],
        ),
        ("1.1. 85% xã đạt chuẩn\n1.2. 90% hồ sơ được\nsố hóa", ["85% xã đạt chuẩn", "90% hồ sơ được số hóa"]),
    ],
)
def test_clauses(text: str, wanted: list[str]) -> None:
    assert clauses(text) == wanted
    for target in find_targets(text)[0]:
        assert text[slice(*target.at)].replace("\n", " ") == target.text


def test_more_than_all_is_noted() -> None:
    notes = find_targets("Đạt 120% kế hoạch")[1]
    assert [note.code for note in notes] == ["target.percent-over-100"]
    assert "target.percent-over-100" in CODES


@pytest.mark.parametrize("text", ["Cắt giảm 1/3 thời gian giải quyết", "Ít nhất 2/3 số xã hoàn thành"])
def test_a_fraction_is_noted_and_no_target(text: str) -> None:
    targets, notes = find_targets(text)
    assert not targets
    assert [note.code for note in notes] == ["target.fraction"]
