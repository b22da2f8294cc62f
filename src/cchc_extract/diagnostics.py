"""Every diagnostic: its stable code, what it says, why it matters, an example, how to mend the document.

A code is added here and nowhere else; a test fails when a code is used that is not here, or is here and never used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cchc_extract.model.span import Span

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic, as `cchc-extract explain CODE` prints it."""

    severity: Severity
    what: str
    why: str
    example: str
    mend: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `span` is its place in the document's text, None where it has none."""

    code: str
    severity: Severity
    message: str
    span: Span | None


CODES: dict[str, Code] = {
    # -- fields: time and money
    "deadline.year-assumed": Code(
        "info",
        "a deadline without a year was put in the plan's year",
        "a quarter, month or day alone has no place in a calendar",
        "Quý III",
        "name the year: Quý III/2026",
    ),
    "deadline.year-unknown": Code(
        "warning",
        "a deadline names no year and the document gives none",
        "its days cannot be told; the value says XXXX for the year",
        "Tháng 3",
        "name the year in the cell, or in the document's title",
    ),
    "deadline.before-plan-year": Code(
        "info",
        "a deadline lies before the plan's year",
        "it may be meant (a plan drawn up in December) or be a year left over from an older plan",
        "Trước ngày 31/12/2025",
        "check the year",
    ),
    "deadline.impossible-date": Code(
        "warning",
        "a deadline names a day, month or quarter that the calendar does not have",
        "no day can be told without a guess",
        "Trước ngày 31/6/2026",
        "correct the date",
    ),
    "deadline.ends-before-it-begins": Code(
        "warning",
        "a deadline's period ends before it begins",
        "one of its two ends must be wrong, and nothing says which",
        "Từ 30/6/2026 đến 01/02/2026",
        "correct the earlier or the later date",
    ),
    "deadline.issue-day-unknown": Code(
        "warning",
        "a deadline counts from the day of issue, which the document does not tell",
        "its first and last day stay open",
        "30 ngày kể từ ngày ban hành",
        "fill in the document's date",
    ),
    "deadline.no-period": Code(
        "info",
        "a deadline recurs, but how often is not said",
        "no rule of recurrence can be given",
        "Báo cáo định kỳ",
        "name the period: định kỳ hàng quý",
    ),
    "deadline.unread": Code(
        "info",
        "a part of a deadline cell names no time",
        "the rest of the cell was read without it",
        "Quý II/2026; Sở Nội vụ tổng hợp",
        "keep the time apart from other remarks",
    ),
    "deadline.unreadable": Code(
        "warning",
        "a deadline cell names no time that can be read",
        "the deadline is kept as it stands, of kind unknown",
        "Đã hoàn thành",
        "write a date, a period or a condition",
    ),
    "budget.several-amounts": Code(
        "warning",
        "a budget cell holds several amounts",
        "whether they add up, or are years or sources of one sum, is not said; none was taken",
        "Năm 2026: 200 triệu đồng; năm 2027: 300 triệu đồng",
        "give one amount to a row",
    ),
    "budget.no-unit": Code(
        "warning",
        "an amount has no unit, in the cell or in its header",
        "it may be đồng, thousands or millions",
        "400",
        "name the unit in the header: Kinh phí (triệu đồng)",
    ),
    "budget.unit-assumed": Code(
        "info",
        "an amount without a unit was read in đồng",
        "it is too large to be counted in thousands or millions",
        "500.000.000",
        "name the unit in the header: Kinh phí (đồng)",
    ),
    "budget.odd-number": Code(
        "warning",
        "a point in an amount groups no thousands and was read as a decimal point",
        "Vietnamese figures group thousands with the point and have a decimal comma",
        "2.5",
        "write 2,5",
    ),
    "budget.unread": Code(
        "warning",
        "figures in a budget cell could not be read as one amount",
        "no amount was taken",
        "Đợt 1: 200, đợt 2: 300",
        "give one amount to a row",
    ),
    # -- end of fields: time and money
}


def diagnose(code: str, span: Span | None, seen: str = "") -> Diagnostic:
    """A diagnostic of a registered code. Raises KeyError for a code that is not registered."""
    entry = CODES[code]
    return Diagnostic(code, entry.severity, f"{entry.what}: {seen}" if seen else entry.what, span)
