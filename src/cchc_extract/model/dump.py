"""The result as plain values and as JSON text: frozen models enter, dicts and text leave. Nothing is validated here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

EXPLAINED = frozenset({"rule", "rules"})  # left out unless an explanation is asked for
RECOGNISED = frozenset({"confidence", "confidences"})  # left out unless words were recognised in images
_LAST = ("inferred", "children", "span", "pieces", "spans", "confidence", "confidences", "rule", "rules")

_encode = json.JSONEncoder(ensure_ascii=False).encode


@cache
def _names(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """(attribute, key in the output) of a model, its places and rules last."""
    ordered = sorted(model.model_fields, key=lambda name: _LAST.index(name) if name in _LAST else -1)
    return tuple((name, model.model_fields[name].alias or name) for name in ordered)


def plain(model: BaseModel, left_out: frozenset[str]) -> dict[str, Any]:
    """A model as dicts, lists, strings and numbers; its places last; without the fields that are `left_out`."""
    return {key: _plain(getattr(model, name), left_out) for name, key in _names(type(model)) if name not in left_out}


def json_text(model: BaseModel, left_out: frozenset[str], indent: int | None) -> str:
    """A model as JSON text, letters as they are: a record that holds no other on one line; None: all on one. One record
    of a field at a time is made plain: the text alone is large enough."""
    if indent is None:
        return json.dumps(plain(model, left_out), ensure_ascii=False, separators=(",", ":"))
    step = " " * indent
    margin = f"\n{step}"
    fields: list[str] = []
    for name, key in _names(type(model)):
        if name not in left_out:
            out = [f"{margin}{_encode(key)}: "]
            value = getattr(model, name)
            if _holds_models(value):
                _write_records((plain(item, left_out) for item in value), margin, step, out)
            else:
                _write(_plain(value, left_out), margin, step, out)
            fields.append("".join(out))
    return "{" + ",".join(fields) + "\n}"


def _plain(value: Any, left_out: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        if value and isinstance(value[0], (int, tuple)):  # a span, spans: most of a result
            return list(value) if isinstance(value[0], int) else list(map(list, value))
        return [_plain(item, left_out) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, left_out) for key, item in value.items()}
    return plain(value, left_out) if hasattr(value, "model_fields_set") else value


def _holds_models(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "model_fields_set")


def _write(value: Any, margin: str, step: str, out: list[str]) -> None:
    """JSON with one line a value object: a record that holds no other stays on its line in a list."""
    deeper = margin + step
    if isinstance(value, dict) and value:
        opening = "{"
        for key, item in value.items():
            out.append(f"{opening}{deeper}{_encode(key)}: ")
            if isinstance(item, (dict, list)):
                _write(item, deeper, step, out)
            else:
                out.append(_encode(item))
            opening = ","
        out.append(f"{margin}}}")
    elif _holds_records(value):
        _write_records(value, margin, step, out)
    else:
        out.append(_encode(value))


def _write_records(records: Iterable[dict[str, Any]], margin: str, step: str, out: list[str]) -> None:
    opening, deeper = "[", margin + step
    for record in records:
        out.append(opening + deeper)
        if any(isinstance(part, dict) or _holds_records(part) for part in record.values()):
            _write(record, deeper, step, out)
        else:
            out.append(_encode(record))
        opening = ","
    out.append(f"{margin}]")


def _holds_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
