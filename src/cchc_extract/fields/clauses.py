"""The clauses of an objective that its quantities stand in.

In: the text and the places of its quantities. Out: for each quantity the clause that sets it, without label and
closing mark. A part of a sentence that has no verb of its own belongs with the part that has it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cchc_extract.grammar.load import grammar
from cchc_extract.model.span import Span

_BOUNDARY = re.compile(r"[();]|[.!?](?=\s|\Z)|:(?=\s)|\n|\s(?=\d{1,2}(?:\.\d{1,2})+\.\s)")
_LABEL = re.compile(r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[a-zđ]\)|[-–+•*])\s+)?")
_NEW_LINE = re.compile(r"\n\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+\s|[a-zđ]\)|[-–+•*]\s)")
_LABEL_END = re.compile(r"(?:\A|\n|[.;:]\s)\s*(?:\d{1,2}(?:\.\d{1,2})*|[-–+•*])\Z")
_CLOSING = " \n.;,:"


class Clause(NamedTuple):
    """A clause's place; `baseline` if the quantity only says in brackets what was before."""

    start: int
    end: int
    baseline: bool = False


class _Words(NamedTuple):
    connectors: re.Pattern[str]
    verbs: re.Pattern[str]
    second_verb: re.Pattern[str]
    documents: re.Pattern[str]
    baseline: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = grammar("targets").data["clauses"]
    compare: dict[str, Any] = grammar("targets").data["comparators"]
    some = {name: "|".join(map(re.escape, sorted(words, key=len, reverse=True))) for name, words in data.items()}
    at_least = "|".join(compare["at_least"] + compare["at_most"] + ["từ", "trên"])
    return _Words(
        connectors=re.compile(rf",\s(?=(?:{some['connectors']})(?!\w))", re.IGNORECASE),
        verbs=re.compile(rf"(?<!\w)(?:{some['verbs']})(?!\w)", re.IGNORECASE),
        second_verb=re.compile(rf"\s(?:và)\s(?=(?:{some['verbs']})(?:\s\w+){{0,2}}\s(?:{at_least})?\s?\d)", re.I),
        documents=re.compile(rf"\s*(?:{some['documents']})(?:\ssố)?\s\d"),
        baseline=re.compile(rf"(?<!\w)(?:{some['baseline']}|năm\s\d{{4}})(?!\w)", re.IGNORECASE),
    )


def read_clauses(text: str, quantities: Sequence[Span], units: Sequence[str]) -> list[Clause]:
    """The clause of each quantity, in the order given (that of the text); `units` are theirs."""
    if not quantities:
        return []
    parts, brackets = _parts(text)
    parts = _with_verbs(text, parts, quantities, units)
    clauses, at = [], 0
    compares: dict[Span, bool] = {}
    for start, end in quantities:
        while at + 1 < len(parts) and parts[at][1] <= start:
            at += 1
        last = bisect_left(brackets, (start, start)) - 1
        bracket = brackets[last] if last >= 0 and end <= brackets[last][1] else None
        if bracket is not None and bracket not in compares:
            compares[bracket] = _words().baseline.search(text, *bracket) is not None
        was = bracket is not None and compares[bracket]
        clauses.append(Clause(*_trimmed(text, *parts[at][:2]), was))
    return clauses


def _trimmed(text: str, start: int, end: int) -> Span:
    label = _LABEL.match(text, start, end)
    start = label.end() if label else start
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return start, end


def _parts(text: str) -> tuple[list[tuple[int, int, str]], list[Span]]:
    """The text cut at its marks: (start, end, the mark that ends it); and its brackets."""
    parts: list[tuple[int, int, str]] = []
    brackets: list[Span] = []
    start, opened = 0, -1
    for mark in _BOUNDARY.finditer(text):
        sign, at = mark[0], mark.start()
        if sign == "(":
            opened = at if opened < 0 else opened
        elif sign == ")":
            if opened >= 0:
                brackets.append((opened, mark.end()))
            opened = -1
        elif opened < 0 and not _is_label(text, start, at, sign):
            parts.append((start, mark.end(), sign))
            start = mark.end()
    parts.append((start, len(text), ""))
    return [cut for part in parts for cut in _cuts(text, part)], brackets


def _is_label(text: str, start: int, at: int, sign: str) -> bool:
    """A full stop of a label, or a line break within a sentence, ends nothing."""
    if sign == "\n":
        return _NEW_LINE.match(text, at) is None
    return sign == "." and text[start:at].strip().replace(".", "").isdigit()


def _cuts(text: str, part: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    """A part cut where a clause of its own is joined: `, trong đó …`, `và cắt giảm tối thiểu 10% …`."""
    start, end, sign = part
    words, out = _words(), []
    for joint in sorted(
        m.span() for pattern in (words.connectors, words.second_verb) for m in pattern.finditer(text, start, end)
    ):
        out.append((start, joint[0], ","))
        start = joint[1]
    return [*out, (start, end, sign)]


def _with_verbs(
    text: str, parts: list[tuple[int, int, str]], quantities: Sequence[Span], units: Sequence[str]
) -> list[tuple[int, int, str]]:
    """Parts between semicolons, put together where one has no verb or goes on with a list of documents.

    What is measured in another unit is another target, verb or none (`…; thời gian chờ tối đa 15 phút`).
    """
    if len(parts) == 1:
        return parts
    merged: list[tuple[int, int, str]] = []
    starts = [start for start, _ in quantities]
    open_part = False

    def governs(part: tuple[int, int, str]) -> bool:  # its verb stands before what it counts: `Áp dụng tại 20% xã`
        at = bisect_left(starts, part[0])
        return at < len(starts) and _words().verbs.search(text, part[0], starts[at]) is not None

    for start, end, sign in parts:
        goes_on = bool(merged) and merged[-1][2] == ";" and _words().documents.match(text, start, end) is not None
        at = bisect_left(starts, start)
        quantity = at < len(starts) and starts[at] < end
        verbless = quantity and _words().verbs.search(text, start, end) is None
        other = quantity and at > 0 and bool(merged) and starts[at - 1] >= merged[-1][0] and units[at - 1] != units[at]
        last = verbless and sign != ";" and bool(merged) and merged[-1][2] == ";" and governs(merged[-1])
        if merged and (goes_on or (not other and (open_part or last))):
            merged[-1] = (merged[-1][0], end, sign)
        else:
            merged.append((start, end, sign))
        open_part = sign == ";" and verbless
    return merged
