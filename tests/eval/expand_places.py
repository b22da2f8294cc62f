"""Reference answers kept as places in their source document.

A file of places holds no text of the document. A text that stands there is written
`{"at": [[start, end], …]}`: half-open spans that count code points of the source as decoded, newlines
untranslated. What is a judgement (a role, a date, a label, the official name of an agency) is a value.
`agencies` lists each mention once with its official name, null where that is the mention itself with a
capital letter; parties take their `name` from it.
"""

import re
from typing import Any

MARKUP = re.compile(r"</?[a-z][^>]*>|\*+")


def expand(places: dict[str, Any], source: str) -> dict[str, Any]:
    """The answer in the shape of the other reference answers."""
    answer: dict[str, Any] = _filled(places, source)
    names = {a["text"]: a["name"] or a["text"][:1].upper() + a["text"][1:] for a in answer["agencies"]}
    for task in answer["tasks"]:
        for party in task["parties"]:
            party["name"] = names[party["text"]]
    return answer | {"agencies": names}


def _filled(value: Any, source: str) -> Any:
    """`value` with each place in it replaced by the text that stands there."""
    if isinstance(value, list):
        return [_filled(item, source) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"at"}:
        return _text(value["at"], source)
    return {key: _filled(item, source) for key, item in value.items()}


def _text(spans: list[list[int]], source: str) -> str:
    """The pieces joined by a space, without markup, with white space folded."""
    pieces = (MARKUP.sub("", source[start:end]) for start, end in spans)
    return " ".join(" ".join(pieces).split())
