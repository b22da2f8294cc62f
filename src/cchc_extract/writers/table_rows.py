"""Rows of the tables: an entry and its result enter, rows leave as dicts in the order of the table's columns.

Values are as JSON has them; a number that no column can hold is null (its words are in the row). Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.whereabouts import Whereabouts, hull, shown

Row = dict[str, Any]
_MOST_MONEY = 10**17
_MOST_REAL = 10**308  # what is more, or no number at all, is null
_FACTS = ("kind", "type", "number", "issuer", "place", "issued")
_MORE_FACTS = ("title", "year", "province", "signer", "signer_title")
_COUNTS = (
    *("legal_basis", "recipients", "task_count", "indicator_count", "error_count", "warning_count"),
    *("characters", "covered"),
)
_PARTS = {  # what a task has several of: table, and its columns that a record has by the same name
    "activities": ("code", "text"),
    "deliverables": ("text",),
    "parties": ("role", "text", "name", "label"),
    "deadlines": ("text", "applies_to", "kind", "bound", "value", "start", "end", "rrule"),
}
_MENTIONED = {"citations": ("text", "type", "number", "issued", "issuer"), "footnotes": ("label", "text")}
_RENAMED = {"start": "start_on", "end": "due_on"}  # `end` is a word of SQL


def document_id(path: str) -> str:
    """The same for a path in every run and on every machine."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def labelled(heading: dict[str, Any]) -> str | None:
    """A heading's label and title (`I. Cải cách thể chế`), or the one that it has."""
    return ". ".join(filter(None, (heading["label"], heading["title"]))) or None


def rows(entry: Entry, n: int, result: dict[str, Any] | None) -> Iterator[tuple[str, Row]]:
    """(table, row) of an entry, parents before children; `n` is its number in the run."""
    key = document_id(entry.path)
    yield "documents", _document(key, n, entry, result)
    if result is None:
        return
    where = Whereabouts(result)
    for number, task in enumerate(result["tasks"], 1):
        yield from _task(key, number, task, where)
    for number, indicator in enumerate(result["indicators"], 1):
        yield "indicators", {"document_id": key, "n": number, **_indicator(indicator), **_placed(indicator, where)}
    for number, target in enumerate(result["targets"], 1):
        yield "targets", {"document_id": key, "n": number, **_target(target), **_placed(target, where)}
    for table, names in _MENTIONED.items():
        for number, item in enumerate(result[table], 1):
            yield table, {"document_id": key, "n": number, **_named(item, names), **_placed(item, where)}
    for number, finding in enumerate(result["diagnostics"], 1):
        row = {"document_id": key, "n": number, **_named(finding, ("code", "severity", "message"))}
        yield "diagnostics", {**row, **_span(finding)}


def _document(key: str, n: int, entry: Entry, result: dict[str, Any] | None) -> Row:
    source, document = (result["source"], result["document"]) if result else ({}, {})
    row = {"document_id": key, "n": n, "path": entry.path, "state": entry.state, "reason": entry.reason}
    for name in ("format", "sha256", "bytes", "pages"):
        stated = getattr(entry, name)
        row[name] = source.get(name) if stated is None else stated
    row |= {name: source.get(name) for name in ("dialect", "encoding")}
    row |= {name: document.get(name) for name in _FACTS}
    row["issued_on"] = _day(document.get("issued"))
    row |= {name: document.get(name) for name in _MORE_FACTS}
    return row | (_counts(result) if result else dict.fromkeys(_COUNTS))


def _counts(result: dict[str, Any]) -> Row:
    """What is known only of a document that has a result; by `_COUNTS`."""
    severities = [each["severity"] for each in result["diagnostics"]]
    lists = ([each["text"] for each in result["document"][name]] for name in ("legal_basis", "recipients"))
    counts = (len(result["tasks"]), len(result["indicators"]), severities.count("error"), severities.count("warning"))
    account = result["accounting"]
    return dict(zip(_COUNTS, (*lists, *counts, account["characters"], account["covered"]), strict=True))


def _task(document: str, number: int, task: dict[str, Any], where: Whereabouts) -> Iterator[tuple[str, Row]]:
    key = f"{document}/{task['id']}"
    annex = task["annex"] or {}
    span = hull(task) if task["spans"] else None
    place = where.place(span[0]) if span else None
    yield (
        "tasks",
        {
            "task_id": key,
            "document_id": document,
            "n": number,
            "id": task["id"],
            "source": task["source"],
            **{f"annex_{name}": annex.get(name) for name in ("label", "number", "title", "inferred")},
            "sections": list(filter(None, map(labelled, task["section"]))),
            **_named(task, ("ordinal", "objective", "task", "note", "cells", "inherited")),
            "span_start": span and span[0],
            "span_end": span and span[1],
            "confidence": min(task.get("confidences", {}).values(), default=None),
            "page": place and place.get("page"),
            "place": shown(place, span) if span else None,
        },
    )
    for table, names in _PARTS.items():
        for n, item in enumerate(task[table], 1):
            values = {_RENAMED.get(name, name): item[name] for name in names}
            yield table, {"document_id": document, "task_id": key, "n": n, **values, **_placed(item, where)}
    if budget := task["budget"]:
        values = _named(budget, ("text", "kind")) | {"amount": _money(budget["amount"])}
        values |= _named(budget, ("currency", "per"))
        yield "budgets", {"document_id": document, "task_id": key, "n": 1, **values, **_placed(budget, where)}


def _indicator(item: dict[str, Any]) -> Row:
    value = item["value"]
    ratio = value if isinstance(value, dict) else {}
    codebook = item["codebook"]
    return {
        **_named(item, ("code", "name", "unit", "value_text")),
        "value": None if ratio else _real(value),
        "numerator": _real(ratio.get("numerator")),
        "denominator": _real(ratio.get("denominator")),
        "codebook": codebook and [f"{each['value']} = {each['label']}" for each in codebook],
        "path": [". ".join(filter(None, (each["code"], each["name"]))) for each in item["path"]],
        **_named(item, ("of_which", "note")),
    }


def _target(item: dict[str, Any]) -> Row:
    numbers = {"value": _real(item["value"]), "value_max": _real(item["value_max"])}
    return {**_named(item, ("text", "comparator")), **numbers, "unit": item["unit"]}


def _named(item: dict[str, Any], names: Iterable[str]) -> Row:
    return {name: item[name] for name in names}


def _span(item: dict[str, Any]) -> Row:
    start, end = item["span"] or (None, None)
    return {"span_start": start, "span_end": end}


def _placed(item: dict[str, Any], where: Whereabouts) -> Row:
    place = where.place(item["span"][0]) or {}
    more = {"pieces": item["pieces"], "confidence": item.get("confidence"), "page": place.get("page")}
    return {**_span(item), **more}


def _day(issued: str | None) -> str | None:
    """A whole day that the calendar has."""
    try:
        return date.fromisoformat(issued).isoformat() if issued and len(issued) == len("2026-01-31") else None
    except ValueError:
        return None


def _real(value: float | None) -> float | None:
    return None if value is None or not -_MOST_REAL <= value <= _MOST_REAL else float(value)


def _money(amount: float | None) -> float | None:
    return None if amount is None or not -_MOST_MONEY < amount < _MOST_MONEY else amount
