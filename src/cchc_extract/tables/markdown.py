"""Dialect `markdown`: GitHub-style tables, `| a | b |` over a rule `|---|---|`.

Enters: lines. Leaves: grids; their marks are the bars and the rules. Bars without a rule are a table only where they
draw one evenly under a header.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import Span, Text, read_words
from cchc_extract.tables.header import is_header_row

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_SHORT_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")  # not under a header: a row of dashes
_ESCAPE = re.compile(r"\\(?=\|)")
_BAR = re.compile(r"(?<!\\)\|")


def find_markdown_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables among the lines: runs of barred lines that hold a rule."""
    grids: list[Grid] = []
    run: list[Line] = []
    for line in (*lines, None):
        raw = source[line.start : line.end] if line else ""
        if line and "|" in raw and (len(_BAR.findall(raw)) >= 2 or _RULE.fullmatch(raw) or run):
            run.append(line)
        elif line is None or line.text:
            grids += _grid(source, run, len(grids[-1].rows[0].cells) if grids else 0)
            run = []
    return grids


def _grid(source: str, run: Sequence[Line], before: int) -> list[Grid]:
    """The table that a run of barred lines draws; `before` is the width of the one above, which it may go on with."""
    ruled = [i for i, x in enumerate(run) if _is_rule(source[x.start : x.end], i)]
    if not ruled and not _drawn(source, run, before):
        return []
    rules = {run[i].index for i in ruled}
    if ruled:
        run = run[max(ruled[0] - 2, 0) :]
    rows: list[Row] = []
    marks: list[Span] = []
    last = run[0].index
    for line in run:
        raw = source[line.start : line.end]
        gap, last = line.index - last > 1, line.index
        if line.index in rules:
            marks.append((line.start, line.end))
            continue
        bars = [line.start + m.start() for m in _BAR.finditer(raw)]
        marks += [(b, b + 1) for b in bars]
        marks += [(e, e + 1) for e in (line.start + m.start() for m in _ESCAPE.finditer(raw))]
        rows.append(Row(tuple(_words(source, a, b) for a, b in _cells(line, raw, bars)), line.index, gap))
    return [Grid("markdown", run[0].index, run[-1].index + 1, tuple(rows), tuple(marks))] if rows else []


def _is_rule(raw: str, index: int) -> bool:
    return bool(_RULE.fullmatch(raw)) or (index == 1 and bool(_SHORT_RULE.fullmatch(raw)))


def _drawn(source: str, run: Sequence[Line], before: int) -> bool:
    """Whether bars without a rule draw a table: as many in every row, at both ends; a header, or the table before."""
    raws = [source[x.start : x.end].strip() for x in run]
    bars = {len(_BAR.findall(raw)) for raw in raws}
    if not run or len(bars) != 1 or min(bars) < 4 or not all(r[0] == r[-1] == "|" for r in raws):
        return False
    if min(bars) == before + 1:
        return True
    line = run[0]
    edges = [line.start + m.start() for m in _BAR.finditer(source[line.start : line.end])]
    return len(run) > 1 and is_header_row(
        [read_words(source, a, b) for a, b in _cells(line, source[line.start : line.end], edges)]
    )


def _words(source: str, start: int, end: int) -> Text:
    """The words of a cell; an escaped bar is a bar."""
    words = read_words(source, start, end)
    if "\\|" not in words.text:
        return words
    edges = [0, *(m.start() for m in _ESCAPE.finditer(words.text)), len(words.text)]
    parts = [words.slice(a + (k > 0), b) for k, (a, b) in enumerate(itertools.pairwise(edges))]
    return Text("".join(p.text for p in parts), tuple(_shifted(parts)))


def _shifted(parts: Sequence[Text]) -> Iterator[tuple[int, int, int]]:
    at = 0
    for part in parts:
        yield from ((at + offset, place, size) for offset, place, size in part.runs)
        at += len(part.text)


def _cells(line: Line, raw: str, bars: Sequence[int]) -> list[Span]:
    edges = [line.start - 1, *bars, line.end]
    spans = [(a + 1, b) for a, b in itertools.pairwise(edges)]
    if raw.lstrip().startswith("|"):
        spans = spans[1:]
    if raw.rstrip().endswith("|"):
        spans = spans[:-1]
    return spans
