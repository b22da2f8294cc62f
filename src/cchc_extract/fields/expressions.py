"""Expressions of time in a wording: what stands where, by the rules of `grammars/deadlines.toml`.

A text with folded white space enters; expressions that do not overlap leave, in order, and the calendar
periods they name. Nothing is decided here: which expression counts is the business of `wordings`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from cchc_extract.fields.calendar import Period
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Context

CALENDAR = {"date", "first-day", "month", "quarter", "part-of-year", "year", "plan-year", "issue"}
BOUNDS = ("before", "by", "after", "from", "in")
_WINDOW = 56  # characters before an expression in which its bound is sought


_Hit = tuple[int, int, int, Rule, re.Match[str]]


class Expression(NamedTuple):
    """One match of a rule; `reading` says what its groups mean."""

    start: int
    end: int
    reading: str
    rule: Rule
    match: re.Match[str]


@dataclass(slots=True)
class Atom:
    """One calendar period that a wording names.

    `link`: how it hangs on the one before (range, list, or not at all); `dated`: whether it names its own
    year; `beside`: whether it names that only as the one beside the plan's (`năm sau`); `assumed`: whether the
    year is the plan's for want of another.
    """

    start: int
    end: int
    period: Period
    rule: str
    link: str = ""
    dated: bool = False
    assumed: bool = False
    beside: bool = False


def scan(text: str, *scopes: str) -> list[Expression]:
    """The expressions of a text by the rules of these scopes: the first that begins, of those the longest.

    What only looks like a time (`mask`) is sought only where something does.
    """
    lowered = text.lower()
    readings, masks = _rules(scopes)
    found = _matches(readings, text, lowered)
    if not found:
        return []
    found += _matches(masks, text, lowered)
    found.sort(key=itemgetter(0, 1, 2))
    out: list[Expression] = []
    reached = 0
    for start, end, _, rule, match in found:
        if start >= reached:
            reached = -end
            out.append(Expression(start, reached, rule.emits["reading"], rule, match))
    return out


@cache
def _rules(scopes: tuple[str, ...]) -> tuple[list[tuple[int, Rule]], list[tuple[int, Rule]]]:
    """The rules of these scopes with their order: those that read a time, and those that mask one."""
    numbered = list(enumerate(grammar("deadlines").rules))
    known = [(order, rule) for order, rule in numbered if rule.emits.get("scope", "") in ("", *scopes)]
    masks = [entry for entry in known if entry[1].emits["reading"] == "mask"]
    return [entry for entry in known if entry not in masks], masks


def _matches(rules: list[tuple[int, Rule]], text: str, lowered: str) -> list[_Hit]:
    out: list[_Hit] = []
    for order, rule in rules:
        for keyword in rule.keywords or ("",):
            if keyword in lowered:
                out += ((m.start(), -m.end(), order, rule, m) for m in rule.regex.finditer(text))
                break
    return out


def between(found: Sequence[Expression], start: int, end: int) -> tuple[Expression, ...]:
    """The expressions that begin in text[start:end]."""
    low = bisect_left(found, start, key=attrgetter("start"))
    return tuple(found[low : bisect_left(found, end, low, key=attrgetter("start"))])


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """A pattern of one of the grammar's tables, compiled when first needed."""
    known = grammar("deadlines")
    return re.compile(known.expand(known.data[table][name]), re.IGNORECASE)


def count_of(word: str | None, otherwise: int = 1) -> float:
    """A number in figures or as a word."""
    if not word:
        return otherwise
    named = grammar("deadlines").data["numbers"].get(word.lower())
    value = float(named if named is not None else word.replace(",", "."))
    return int(value) if value.is_integer() else value


@lru_cache(maxsize=1)
def _bounds() -> re.Pattern[str]:
    table = grammar("deadlines").data["bounds"]
    words = "|".join(f"(?P<{name}>{table[name]})" for name in BOUNDS)
    return re.compile(rf"(?<!\w)(?:{words})[:,]?(?P<filler>(?:\s(?:{table['filler']}))*)\s?\Z", re.IGNORECASE)


def bound_before(text: str, start: int, floor: int) -> tuple[str | None, int]:
    """The bound that the words before an expression set, and where they begin; (None, start) without any."""
    low = max(floor, start - _WINDOW)
    m = _bounds().search(text[low:start])
    if m is None:
        return None, start
    name = next(name for name in BOUNDS if m[name])
    filler = m["filler"].lower()
    if name == "before" and "cuối" in filler:
        name = "by"  # before the end of a month is by its end
    elif name == "from" and "đến" in filler:
        name = "in"  # `từ 8h00 đến 17h00 ngày …`
    return name, low + m.start()


def atoms(found: Iterable[Expression], text: str, floor: int, context: Context) -> list[Atom]:
    """The calendar periods that expressions name, in order, linked where one leads to the next."""
    out: list[Atom] = []
    for expression in found:
        if expression.reading not in CALENDAR:
            continue
        for atom in _read(expression, text, out[-1].end if out else floor, context):
            atom.beside = bool(expression.match.groupdict().get("next"))
            if out and not atom.link:
                atom.link = _link(text[out[-1].end : atom.start], out[-1].period.unit == atom.period.unit == "date")
            out.append(atom)
    return _in_each(out, text)


def _link(gap: str, days: bool) -> str:
    if pattern("bounds", "range").fullmatch(gap):
        return "range"
    # a remark may stand between two days: `trước 05/7 (6 tháng) và 15/12 (năm)`
    told = pattern("bounds", "remark").sub("", gap) if days and "(" in gap else gap
    return "list" if pattern("bounds", "list").fullmatch(told) else ""


def _in_each(found: list[Atom], text: str) -> list[Atom]:
    """The same part of each of several: `Quý I các năm 2027, 2029`, `ngày 15 các tháng 6, 12`."""
    out: list[Atom] = []
    part: Atom | None = None
    for atom in found:
        before = out[-1] if out else None
        if before is not None and _is_part(before, atom, text[before.end : atom.start]):
            part = out.pop()
            atom.start, atom.link, atom.rule = part.start, part.link, part.rule
        elif atom.link != "list":
            part = None
        if part is not None:
            number = atom.period.part if atom.period.unit == "month" else part.period.part
            atom.period = part.period._replace(year=atom.period.year, part=number)
        out.append(atom)
    return out


def _is_part(part: Atom, whole: Atom, gap: str) -> bool:
    """A period without a year before years, or a day without a month before months."""
    if whole.period.unit == "month":
        of_each = part.period.unit == "date" and not part.period.part
        return of_each and pattern("bounds", "months").fullmatch(gap) is not None
    of_each = whole.period.unit == "year" and part.period.year is None
    return of_each and pattern("bounds", "years").fullmatch(gap) is not None


def _read(expression: Expression, text: str, floor: int, context: Context) -> Iterator[Atom]:
    m, rule = expression.match, expression.rule.id
    groups = m.groupdict()
    year = _year(groups, context)
    here = (expression.start, expression.end)
    match expression.reading:
        case "date":
            yield Atom(*here, Period("date", year, int(m["month"]), int(m["day"])), rule, dated=year is not None)
        case "first-day":
            yield Atom(*here, Period("date", None, 0, int(m["day"])), rule)
        case "month" | "quarter":
            yield from _parts(expression, year)
        case "part-of-year":
            yield from _part_of_year(expression, year)
        case "year":
            yield Atom(*here, Period("year", year), rule, dated=True)
        case "plan-year" if m["part"] or m["next"] or bound_before(text, expression.start, floor)[0]:
            plan = context.year + bool(m["next"]) if context.year else None
            yield Atom(*here, Period("year", plan), rule, assumed=True)
        case "issue" if names_own_issue(m["event"], context):
            day = context.issued
            period = Period("date", day.year, day.month, day.day) if day else Period("date", None, 0, 0)
            yield Atom(*here, period, rule)


def _year(groups: dict[str, str | None], context: Context) -> int | None:
    stated, beside = groups.get("year") or groups.get("short"), groups.get("next")
    if stated:
        return int(stated) if len(stated) == 4 else 2000 + int(stated)
    return context.year + _step(beside) if beside and context.year else None


def _step(beside: str) -> int:
    """From the plan's year to the one beside it: `năm sau`, `năm trước`."""
    return -1 if "trước" in beside.lower() else 1


def _parts(expression: Expression, year: int | None) -> Iterator[Atom]:
    """`Quý II, III/2026`, `tháng 3 đến tháng 6`: each part with its place; only the last has the year."""
    m, unit = expression.match, expression.reading
    token = r"\d{1,2}" if unit == "month" else rf"(?<![^\Wq]){grammar('deadlines').macros['quarter']}"
    hits = list(re.compile(token, re.IGNORECASE).finditer(m["parts"]))
    base = m.start("parts")
    for index, hit in enumerate(hits):
        last = index == len(hits) - 1
        start = expression.start if index == 0 else base + hit.start()
        end = expression.end if last else base + hit.end()
        number = int(hit.group()) if unit == "month" else _quarter(hit.group())
        gap = m["parts"][hits[index - 1].end() : hit.start()] if index else ""
        link = gap and ("range" if pattern("bounds", "range").match(gap) else "list")
        period = Period(unit, year if last else None, number)
        yield Atom(start, end, period, expression.rule.id, link, dated=period.year is not None)


def _quarter(token: str) -> int:
    token = token.lstrip("0").upper()
    if token.isdigit() and len(token) == 1:
        return int(token)
    token = re.sub(r"[L1|]", "I", token)
    return {"I": 1, "II": 2, "III": 3, "IV": 4}.get(token, 5)


def _part_of_year(expression: Expression, year: int | None) -> Iterator[Atom]:
    m, rule, dated = expression.match, expression.rule.id, year is not None
    count, late = int(count_of(m["count"], 6)), m["side"].lower() == "cuối"
    if count == 6:
        yield Atom(expression.start, expression.end, Period("half", year, 2 if late else 1), rule, dated=dated)
        return
    first, last = (13 - count, 12) if late else (1, count)
    yield Atom(expression.start, expression.start, Period("month", year, first), rule, dated=dated)
    yield Atom(expression.start, expression.end, Period("month", year, last), rule, "range", dated)


def names_own_issue(event: str | None, context: Context) -> bool:
    """Whether an event is the issue of this very document: it names that, its kind, or nothing else."""
    if not event:
        return True
    m = pattern("issue", "event").fullmatch(event.strip())
    if m is None:
        return False
    named = (m["first"] or m["second"] or "").lower()
    own = (context.type or "").lower()
    table = grammar("deadlines").data["issue"]
    if not named or m["own"] or m["this"] or named == own:  # `văn bản` alone is some other document
        return True
    return named in table["promulgated"] and (not own or own in table["promulgating"])
