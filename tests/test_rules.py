"""Every value names a rule (ARCHITECTURE.md, invariant 3): one that is written down, and the one that made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cchc_extract import extract
from cchc_extract.grammar.load import grammar
from cchc_extract.grammar.registry import STATED, describe, rules
from tests.conftest import ROOT
from tests.golden.samples import SAMPLES, source_text
from tests.unit.test_every_code import CASES, LETTERHEAD, TITLE, tabbed

TEXTS = [source_text(sample) for sample in SAMPLES] + list(CASES.values())


def named(part: Any, where: str = "$") -> Iterator[tuple[str, str | None]]:
    """Each place of a result that names a rule, and the rule."""
    if isinstance(part, dict):
        if "rule" in part:
            yield where, part["rule"]
        for key, rule in part.get("rules", {}).items():
            yield f"{where}.{key}", rule
        for key, value in part.items():
            yield from named(value, f"{where}.{key}")
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from named(value, f"{where}[{index}]")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_value_names_a_rule_that_is_written_down(text: str) -> None:
    result = extract(text).to_dict(explain=True)
    known = STATED.keys() | rules().keys()
    assert [where for where, rule in named(result) if rule not in known] == []
    for task in result["tasks"]:
        assert task["rules"].keys() == task["cells"].keys(), task["id"]
    head = result["document"]
    assert head["rules"].keys() == {k for k, v in head.items() if v is not None and not isinstance(v, (list, dict))}


def test_a_rule_is_written_down_once_and_used() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "registry.py")
    assert not STATED.keys() & rules().keys()
    for rule, what in STATED.items():
        name = rule.removeprefix("document.").removeprefix("prose.")
        assert f'"{rule}"' in source or f'"{name}"' in source, rule
        assert what and "\n" not in what


def test_the_values_of_a_small_plan_name_their_own_rules() -> None:
    """What the registry cannot see: that it is the right one."""
    text = LETTERHEAD + TITLE + tabbed(
        "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Phối hợp | Thời gian | Kinh phí (triệu đồng)",
        "I | Thể chế | | | | |",
        "1 | Rà soát văn bản | Báo cáo | Sở Tư pháp | Các sở | Quý I/2023 | 120",
        "2 | Kiểm tra công vụ | Kết luận | Sở Nội vụ | Thanh tra tỉnh | Trước ngày 30/11/2023 | Theo dự toán được cấp",
    )  # fmt: skip
    result = extract(text).to_dict(explain=True)
    assert {k: v for k, v in result["document"]["rules"].items() if k != "province"} == {
        "kind": "document.type",
        "type": "document.type",
        "number": "document.number",
        "issuer": "document.agency",
        "place": "document.place-date",
        "issued": "document.place-date",
        "title": "document.type",
        "year": "document.year",
    }
    one, two = result["tasks"]
    assert one["rules"] == {
        "ordinal": "column.ordinal",
        "task": "column.task",
        "deliverable": "column.deliverable",
        "lead": "column.lead",
        "coordinating": "column.coordinating",
        "deadline": "column.deadline",
        "budget": "column.budget",
    }
    assert [s["rule"] for s in one["section"]] == ["section.row"]
    assert [d["rule"] for d in one["deliverables"]] == ["item.deliverable"]
    assert [p["rule"] for p in one["parties"]] == ["party.agency", "party.group"]
    assert [task["deadlines"][0]["rule"] for task in (one, two)] == ["deadline.quarter", "deadline.day"]
    assert [task["budget"]["rule"] for task in (one, two)] == ["budget.figure", "budget.allocated"]


def test_a_columns_rule_gives_its_role() -> None:
    gives = {rule.id: rule.emits["role"] for rule in grammar("columns").rules}
    turned = {("implementing", "lead"), ("deliverable", "task")}  # by the columns beside
    for text in TEXTS:
        for task in extract(text).to_dict(explain=True)["tasks"]:
            for role, rule in task["rules"].items():
                if rule in gives and role not in (gives[rule], "other"):
                    assert (gives[rule], role) in turned, (rule, role)


@pytest.mark.parametrize("rule", [*STATED, *rules()])
def test_every_rule_is_explained(rule: str) -> None:
    """By what it does or by what it reads, whatever table it stands in."""
    head, _, *lines = describe(rule)
    assert head.startswith(f"{rule} (rule") and lines and all("\n" not in line for line in lines)


def test_an_unknown_rule_is_not() -> None:
    assert describe("no.such-rule") == []
