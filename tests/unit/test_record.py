"""The result's models: what the contract promises is refused when it is broken, and dumped as it says."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from cchc_extract.model.record import (
    Accounting,
    Annex,
    Deadline,
    Document,
    Extraction,
    Finding,
    Indicator,
    Node,
    Passage,
    Ratio,
    Section,
    Source,
    Task,
    schema,
)

SOURCE = {
    "name": "plan.txt", "format": "text", "dialect": None, "encoding": "utf-8",
    "sha256": "0" * 64, "bytes": 5, "pages": None,
}  # fmt: skip
DEADLINE = {
    "text": "Quý III/2022", "applies_to": None, "kind": "quarter", "bound": "in", "value": "2022-Q3",
    "start": "2022-07-01", "end": "2022-09-30", "rrule": None, "span": (3, 15), "rule": "deadline.quarter",
}  # fmt: skip


def result(**more: Any) -> Extraction:
    return Extraction.model_validate(
        {
            "source": SOURCE,
            "document": {"kind": "plan"},
            "accounting": {"characters": 5, "covered": 5, "leaves": {"cell": [(0, 5)]}, "residue": []},
            **more,
        }
    )


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Passage, {"text": "", "span": (1, 4)}),
        (Passage, {"text": "x", "span": (5, 4)}),
        (Passage, {"text": "x", "span": (-1, 4)}),
        (Passage, {"text": "x", "span": (1, 4), "pieces": [(1, 2), (4, 3)]}),
        (Passage, {"text": "x", "span": (1, 4), "colour": "red"}),
        (Document, {"kind": "letter"}),
        (Document, {"kind": "plan", "title": ""}),
        (Document, {"kind": "plan", "issued": "24/12/2021"}),
        (Deadline, {**DEADLINE, "kind": "week"}),
        (Deadline, {**DEADLINE, "bound": "until"}),
        (Deadline, {**DEADLINE, "start": "2022-7-1"}),
        (Deadline, {**DEADLINE, "end": "2022-02-30"}),
        (Task, {"id": "1", "source": "table", "cells": {"who": "Sở Tư pháp"}}),
        (Task, {"id": "1", "source": "table", "cells": {"lead": ""}}),
        (Task, {"id": "", "source": "table"}),
        (Finding, {"code": "a.b", "severity": "fatal", "message": "x", "span": None}),
        (Finding, {"code": "no area", "severity": "info", "message": "x", "span": None}),
        (Source, {**SOURCE, "sha256": "ABC"}),
        (Accounting, {"characters": 1, "covered": 2, "leaves": {}, "residue": []}),
        (Accounting, {"characters": 1, "covered": 1, "leaves": {"somewhere": []}, "residue": []}),
    ],
)
def test_a_broken_promise_is_refused(model: Any, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model(**values)


def test_the_result_is_frozen() -> None:
    extraction = result(outline=[{"kind": "section", "span": (0, 9), "children": [{"kind": "clause", "span": (2, 9)}]}])
    with pytest.raises(ValidationError, match="frozen"):
        extraction.tasks = ()  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        extraction.outline[0].children[0].label = "1"  # type: ignore[misc]
    assert isinstance(extraction.outline, tuple)


def test_what_a_result_holds_by_name_is_frozen_too() -> None:
    (task,) = result(tasks=[{"id": "1", "source": "prose", "cells": {"task": "Rà soát"}}]).tasks
    for change in (
        lambda: task.cells.update(task="x"),
        lambda: task.cells.__setitem__("task", "x"),
        lambda: task.cells.pop("task"),
        lambda: task.rules.setdefault("task", "x"),
    ):
        with pytest.raises(TypeError, match="does not change"):
            change()
    for same in (pickle.loads(pickle.dumps(task)), copy.deepcopy(task)):
        assert same == task and same.cells == {"task": "Rà soát"}


def test_what_is_absent_is_null_or_an_empty_list() -> None:
    dumped = result(tasks=[{"id": "1", "source": "prose"}]).to_dict()
    assert dumped["document"]["title"] is None
    assert dumped["tasks"][0]["budget"] is None and dumped["tasks"][0]["deadlines"] == []

    def check(value: Any) -> None:
        assert value != ""
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(item)

    check(dumped)


def test_rules_are_dumped_only_when_asked_for() -> None:
    extraction = result(
        document={"kind": "plan", "rules": {"title": "head.title"}},
        tasks=[{"id": "1", "source": "table", "deadlines": [DEADLINE], "rules": {"lead": "column.lead"}}],
    )
    plain, explained = extraction.to_dict(), extraction.to_dict(explain=True)
    assert "rule" not in plain["tasks"][0]["deadlines"][0]
    assert "rules" not in plain["tasks"][0] and "rules" not in plain["document"]
    assert explained["tasks"][0]["deadlines"][0]["rule"] == "deadline.quarter"
    assert explained["tasks"][0]["rules"] == {"lead": "column.lead"}
    assert explained["document"]["rules"] == {"title": "head.title"}


def test_what_pydantic_dumps_is_the_same() -> None:
    extraction = result(
        tasks=[
            {
                "id": "1",
                "source": "table",
                "deadlines": [DEADLINE],
                "annex": {"label": "Phụ lục", "span": (0, 7)},
            }
        ],
        places=[{"span": (0, 9), "page": 1, "bbox": (0, 0, 9.5, 9), "confidence": 0.5}],
    )
    assert extraction.to_dict(explain=True) == extraction.model_dump(mode="json", by_alias=True)


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("indent", [None, 0, 2])
def test_json_is_the_dict_and_comes_back(explain: bool, indent: int | None) -> None:
    extraction = result(
        outline=[
            {
                "kind": "section",
                "label": "I",
                "span": (0, 99),
                "children": [
                    {"kind": "point", "text": "Đề án “x” \\ \n", "span": (2, 99)},
                ],
            },
        ],
        tasks=[{"id": "1", "source": "table", "deadlines": [DEADLINE, DEADLINE], "cells": {"lead": "Sở Tư pháp"}}],
        diagnostics=[{"code": "a.b", "severity": "info", "message": "x", "span": None}],
    )
    text = extraction.to_json(explain, indent)
    assert json.loads(text) == extraction.to_dict(explain)
    assert "Sở Tư pháp" in text
    back = Extraction.model_validate_json(text)
    assert back.to_dict(explain) == extraction.to_dict(explain)


def test_a_value_object_stands_on_one_line() -> None:
    text = result(tasks=[{"id": "1", "source": "table", "deadlines": [DEADLINE]}]).to_json()
    (line,) = (line for line in text.splitlines() if "Quý III/2022" in line)
    assert json.loads(line.strip().rstrip(",")) == {
        **{key: value for key, value in DEADLINE.items() if key != "rule"},
        "span": [3, 15],
        "pieces": None,
    }


def test_places_come_last() -> None:
    assert list(result(outline=[{"kind": "section", "span": (0, 1)}]).to_dict()["outline"][0])[-2:] == [
        "span",
        "pieces",
    ]


def test_numbers_keep_their_kind() -> None:
    whole = Indicator(code="1", name="x", unit=None, value_text="35", value=35, span=(0, 9))
    part = Indicator(code="1", name="x", unit=None, value_text="92,41", value=92.41, span=(0, 9))
    ratio = Indicator.model_validate(
        {
            "code": None,
            "name": "x",
            "unit": None,
            "value_text": "48/48",
            "value": {"numerator": 48, "denominator": 48},
            "span": (0, 5),
        }
    )
    assert (repr(whole.value), repr(part.value)) == ("35", "92.41")
    assert ratio.value == Ratio(numerator=48, denominator=48)


def test_only_what_was_inferred_has_no_place() -> None:
    assert Annex(label="Phụ lục 04", number="04", inferred=True).span is None
    assert Node(kind="section", label="5", inferred=True).text is None
    for model, values in (
        (Annex, {"number": "04"}),
        (Node, {"kind": "section"}),
        (Section, {}),
        (Passage, {"text": "x"}),
    ):
        assert model.model_validate({**values, "span": (0, 9)})
        with pytest.raises(ValidationError):
            model.model_validate(values)


def test_the_schema_knows_every_field_and_asks_for_all_but_rules_and_confidences() -> None:
    described = schema()
    parts = {"Extraction": described, **described["$defs"]}
    for name, part in parts.items():
        if part.get("type") == "object":
            assert set(part["required"]) == set(part["properties"]) - {"rule", "rules", "confidence", "confidences"}, (
                name
            )
            assert part["additionalProperties"] is False, name
    assert described["properties"]["schema"]["const"] == "cchc-extract/1"
