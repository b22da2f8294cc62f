"""Page furniture: page numbers and running heads.

In: the lines of a document, and its text where there is one (form feeds show there). Out: indexes of lines that
belong to the page. A line is furniture because it numbers a page in sequence or because it repeats at the edge of
page after page, never because it is not understood; a table's repeated header is not furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.source import Line
from cchc_extract.segment.labels import read_label
from cchc_extract.segment.stops import asks_for_more, completed_by
from cchc_extract.segment.wrapping import indent

_APART = 900  # characters: few pages are shorter, and table rows that are numbered 1, 2, 3 are nearer
_PAGE = 9000  # characters: no page is longer
_FAR = 20  # columns: a number so far from the margin stands in the middle or at the right of a page
_HEAD = 120  # characters: the longest running head
_FEW = 3  # page numbers of a run for one other number alone on its line
_EDGE = 2  # lines with words at the top and the bottom of a page where furniture stands
_DIGITS = re.compile(r"\d+")
_HEADER = re.compile(r"(?:TT|STT|Số\s+TT|Số\s+thứ tự)\b", re.IGNORECASE)
_TT = re.compile(r"(?:S?TT|Số\s+TT|Số\s+thứ\s+tự)", re.IGNORECASE)
_TT_ALONE = 12  # characters: a longer line names more columns than that of the numbers
_SENTENCE_END = ".;:!?…”)"


@lru_cache(maxsize=1)
def _rule() -> Rule:
    return next(rule for rule in grammar("structure").rules if rule.id == "page.number")


def read_page_number(text: str) -> tuple[int, bool] | None:
    """The page number that this whole line is, and whether its form says so (`Trang 2/10`, `- 2 -`)."""
    if len(text) > 24 or not (match := _rule().regex.match(text)):
        return None
    groups = match.groupdict()
    if groups["ratio"]:
        page, total = int(groups["ratio"]), int(groups["total"])
        return (page, False) if 0 < page <= total else None
    number = int(groups["dashed"] or groups["named"] or groups["plain"])
    return (number, not groups["plain"]) if number else None


def find_furniture(lines: Sequence[Line], source: str = "") -> set[int]:
    """Indexes of the lines that are page numbers or running heads. `source` is the text the lines' places count in."""
    pages = _pages(lines, source) if "\f" in source else []
    if len(pages) > 1 and max(sum(len(line.text) for line in page) for page in pages) <= _PAGE:
        numbers = _numbers_on_pages(pages)
        return numbers | _running_heads(pages, numbers)
    numbers = _numbers_in_sequence(lines, source)
    return numbers | _heads_beside(lines, numbers) | _heads_in_sentences(lines)


def _pages(lines: Sequence[Line], source: str) -> list[list[Line]]:
    """The lines with words, page by page; a form feed begins a page."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if source[max(line.start - 1, 0) : line.start] == "\f" and pages[-1]:
            pages.append([])
        if line.text:
            pages[-1].append(line)
    return [page for page in pages if page]


def _edges(page: Sequence[Line]) -> list[Line]:
    return list(page) if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _numbers_on_pages(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Numbers at the edges of pages that count with the pages; the most usual difference decides."""
    seen = [
        (line.index, number[0] - at)
        for at, page in enumerate(pages)
        for line in _edges(page)
        if (number := read_page_number(line.text))
    ]
    if not seen:
        return set()
    if len(seen) == 1 and any(_ends_apart(page, seen[0][0]) for page in pages):  # an extract from a longer text
        return {seen[0][0]}
    usual, times = Counter(difference for _, difference in seen).most_common(1)[0]
    return {index for index, difference in seen if difference == usual} if times > 1 or usual == 1 else set()


def _ends_apart(page: Sequence[Line], index: int) -> bool:
    """Is this line the first or the last of the page, a blank line between it and the rest?"""
    if len(page) < 2:
        return False
    first = page[0].index == index and page[1].index > index + 1
    return first or (page[-1].index == index and page[-2].index < index - 1)


def _running_heads(pages: Sequence[Sequence[Line]], numbers: set[int]) -> set[int]:
    """Lines at the edges of pages that read the same, numbers aside, on at least half of the pages."""
    edges = [_head_and_foot([line for line in page if line.index not in numbers]) for page in pages]
    times = Counter(key for page in edges for key in {_key(line) for line in page})
    usual = {key for key, n in times.items() if n >= 3 and 2 * n >= len(pages) and key}
    return {line.index for page in edges for line in page if _key(line) in usual}


def _head_and_foot(page: Sequence[Line]) -> list[Line]:
    """The lines at the page's top before any that is in columns, and at its foot after any; a table's stay with it."""
    out: list[Line] = []
    for edge, inner in (
        (page[:_EDGE], page[1 : _EDGE + 1]),
        (page[: -_EDGE - 1 : -1], page[-2 : -_EDGE - 2 : -1]),
    ):
        for line, neighbour in zip_longest(edge, inner):
            if line is None or _columns(line) > 1 or _HEADER.match(line.text):
                break
            if neighbour is None or not _columns(neighbour) or len(line.text.split()) >= 5:
                out.append(line)
    return out


def _columns(line: Line) -> int:
    """How many tabs, wide gaps or marks part the line's words: each begins a run of its own."""
    return len(line.words.runs) - 1


def _key(line: Line) -> str:
    """What a running head keeps from page to page; empty for what cannot be one, as a table's header or cells."""
    text = line.text
    if len(text) > _HEAD or len(text.split()) < 3 or _HEADER.match(text) or "|" in text:
        return ""
    if _columns(line) > (text[-1].isdecimal() or text[0].isdecimal()):
        return ""
    if not any(c.isalpha() for c in text):
        return ""
    return text if read_label(text) else _DIGITS.sub("0", text)  # annexes 01 to 03 may each begin a page


@dataclass(frozen=True, slots=True)
class _Lone:
    """A number alone on a line: the characters before it, and whether its place or form says that it numbers a page.

    `apart` says that it stands apart from the text, `shown` that a blank line is on one side of it at least or that no
    sentence goes on with it, `centred` that it stands far from the margin, blank lines around it, between lines that
    are no columns.
    """

    index: int
    number: int
    written: int
    plain: bool
    apart: bool
    shown: bool
    centred: bool


def _numbers_in_sequence(lines: Sequence[Line], source: str) -> set[int]:
    """Numbers alone on a line that count pages: 2, 3, 4 …, apart from the text, in a broken sentence, or alone."""
    found: list[_Lone] = []
    written, blank, last, prose = 0, True, "", False
    headers: set[str] = set()
    for at, line in enumerate(lines):
        if not line.text:
            blank = True
            continue
        number = read_page_number(line.text)
        if number and "\t" not in source[line.start : line.start + 1]:  # a cell of its own line is led by a tab
            following = lines[at + 1].text if at + 1 < len(lines) else ""
            below = next((each for each in lines[at + 1 : at + 4] if each.text), None)
            after = below.text if below else ""
            broken = bool(last) and last[-1] not in _SENTENCE_END
            cut = broken and bool(after)
            in_sentence = cut and (after[0].islower() or asks_for_more(last) or completed_by(last, after))
            again = below is not None and below.text in headers  # a page begins with the header of its table
            plain = number[1] or in_sentence or (blank and again)
            far = not following and indent(line) >= _FAR
            centred = far and blank and prose and below is not None and not _columns(below)
            apart = plain or far or (not following and blank)
            shown = apart or blank or not following or not broken
            found.append(_Lone(line.index, number[0], written, plain, apart, shown, centred))
        written += len(line.text)
        last, blank, prose = line.text, False, not _columns(line)
        if len(line.text) > _TT_ALONE and _HEADER.match(line.text.lstrip("| ")):
            headers.add(line.text)
    rows = any(line.text and _TT.fullmatch(line.text) for line in lines) if len(found) >= _FEW else False
    counted = _only_numbers(found, written, rows) or _counting([each for each in found if each.apart], written)
    return counted | {each.index for each in found if each.plain}


def _longest_run(found: Sequence[_Lone]) -> list[_Lone]:
    """The longest run that counts up by one, a page of text between."""
    best: list[_Lone] = []
    runs: dict[int, list[_Lone]] = {}
    for each in found:
        before = runs.pop(each.number - 1, None)
        near = before is not None and _APART * 2 // 3 <= each.written - before[-1].written <= _PAGE
        run = [*before, each] if before is not None and near else [each]
        runs[each.number] = run
        if len(run) > len(best):
            best = run
    return best


def _reaches(run: Sequence[_Lone], written: int) -> bool:
    """Does the run reach from the text's first page to its last?"""
    return bool(run) and run[0].number <= 3 and run[0].written <= _PAGE and written - run[-1].written <= _PAGE


def _only_numbers(found: Sequence[_Lone], written: int, rows: bool) -> set[int]:
    """A run where hardly another number stands alone. `rows` says that a table has its cells one a line.

    How they stand then says nothing: a converter may leave a blank line on both sides of a page's number, on one, on
    none. The ordinals of a table's rows are told apart by a 1; numbers at the foot of pages, which begin with 1 too,
    by their even distances.
    """
    run = _longest_run(found)
    if not _reaches(run, written) or (len(found) - len(run)) * _FEW > len(run):
        return set()
    if run[0].number == 1:
        pages = [run[0].written, *(after.written - before.written for before, after in pairwise(run))]
        sure = len(run) >= _FEW and not rows and min(pages) >= _APART and max(pages) <= 2 * min(pages)
    else:
        sure = run[0].written >= _APART * (run[0].number - 1) and (len(run) >= _FEW or all(x.shown for x in run))
        sure = sure and not any(each.number == 1 and not each.plain for each in found)
    return {each.index for each in run} if sure else set()


def _counting(found: Sequence[_Lone], written: int) -> set[int]:
    """Of numbers that stand apart from the text, the longest run."""
    best = _longest_run(found)
    others = len(found) - len(best)
    steps = [after.written - before.written for before, after in pairwise(best)]
    second = len(best) == 1 and best[0].number == 2 and best[0].written >= _APART and not others
    broken = any(each.plain for each in best) or all(each.centred for each in best)  # no rows of a table
    long_enough = second or (len(best) > 1 and (broken or min(steps) >= _APART))
    return {each.index for each in best} if long_enough and _reaches(best, written) and others < len(best) else set()


def _heads_beside(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Lines next to page numbers that repeat from page to page."""
    worded = [line for line in lines if line.text]
    beside = [
        worded[k]
        for at, line in enumerate(worded)
        if line.index in numbers
        for k in (at - 1, at + 1)
        if 0 <= k < len(worded) and worded[k].index not in numbers
    ]
    times = Counter(_key(line) for line in beside)
    return {line.index for line in beside if _key(line) and times[_key(line)] >= max(3, len(numbers) // 2)}


def _heads_in_sentences(lines: Sequence[Line]) -> set[int]:
    """Lines that repeat a page apart, three times or more, and break a sentence in two at least once."""
    worded = [line for line in lines if line.text]
    places: dict[str, list[int]] = {}
    for at, line in enumerate(worded):
        if len(line.text) <= _HEAD:
            places.setdefault(line.text, []).append(at)
    out: set[int] = set()
    for found in places.values():
        if len(found) < 3 or not _key(worded[found[0]]) or read_label(worded[found[0]].text):
            continue
        apart = all(worded[b].start - worded[a].start >= _APART for a, b in pairwise(found))
        beside = [worded[k] for at in found for k in (at - 1, at + 1) if 0 <= k < len(worded)]
        if apart and not any(map(_columns, beside)) and any(_breaks_sentence(worded, at) for at in found):
            out.update(worded[at].index for at in found)
    return out


def _breaks_sentence(worded: Sequence[Line], at: int) -> bool:
    if not 0 < at < len(worded) - 1:
        return False
    return worded[at - 1].text[-1] not in _SENTENCE_END and worded[at + 1].text[0].islower()
