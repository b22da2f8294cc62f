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
    # citation: legal documents mentioned
    "citation.date-impossible": Code(
        "warning",
        "a cited date is in no calendar",
        "only the part of it that can be true is kept",
        "Quyết định số 45/QĐ-UBND ngày 31/02/2022",
        "correct the date",
    ),
    "citation.number-blank": Code(
        "info",
        "a cited number is left blank",
        "the document cannot be looked up by it",
        "Quyết định số …/QĐ-UBND ngày …/12/2022",
        "fill in the number",
    ),
    "citation.number-form": Code(
        "info",
        "a cited number is printed with a space within or without its hyphen",
        "the space is removed, a lost hyphen is not put in",
        "Quyết định số 12/2019/QĐUBND",
        "write the number as its document does",
    ),
    "citation.tail-shared": Code(
        "info",
        "a citation takes its date or issuer from the one it is joined to",
        "the words stand once, behind the last of several numbers",
        "Nghị định số 45/2020/NĐ-CP và Nghị định số 42/2022/NĐ-CP của Chính phủ",
        "nothing, if it is meant so",
    ),
    "citation.two-dates": Code(
        "warning",
        "one number is cited with two dates",
        "they count as two documents; one date may be a misprint",
        "Kế hoạch số 27/KH-UBND ngày 31/01/2022 … Kế hoạch số 27/KH-UBND ngày 02/02/2022",
        "correct the date that is wrong",
    ),
    "citation.type-contradicts-number": Code(
        "info",
        "a cited document is called by another type than its number tells",
        "the printed type is kept",
        "Kế hoạch số 118/QĐ-UBND",
        "correct the type or the number",
    ),
    "citation.type-misprint": Code(
        "info",
        "the type of a cited document is misprinted",
        "the type is given in its right spelling, the text as printed",
        "Chi thị số 19/CT-TTg",
        "correct the word",
    ),
    "citation.year-contradicts-date": Code(
        "warning",
        "the year in a cited number is not the year of its date",
        "one of the two is a misprint; both are kept",
        "Nghị định số 138/2002/NĐ-CP ngày 27/11/2020",
        "correct the number or the date",
    ),
    # end of citation
    # document: facts of the opening and the closing
    "document.date-blank": Code(
        "info",
        "the day of issue is not filled in",
        "only its known part is given; times counted from it cannot be computed",
        "Hà Nam, ngày … tháng 12 năm 2022",
        "fill in the date",
    ),
    "document.date-impossible": Code(
        "warning",
        "the day of issue is in no calendar",
        "only the part of it that can be true is kept",
        "Hà Nam, ngày 31 tháng 11 năm 2022",
        "correct the date",
    ),
    "document.issuer-completed": Code(
        "info",
        "the letterhead has lost its second line",
        "the issuer's place is taken from the enacting line",
        "ỦY BAN NHÂN DÂN … CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
        "restore the letterhead",
    ),
    "document.issuer-not-in-header": Code(
        "info",
        "there is no letterhead",
        "the issuer is taken from the enacting line, a bracket or the first paragraph",
        "(Kèm theo Kế hoạch số 7/KH-UBND của UBND tỉnh)",
        "give the document its letterhead",
    ),
    "document.no-type": Code(
        "info",
        "the document does not say what it is",
        "its kind is 'other'",
        "a text without KẾ HOẠCH, BÁO CÁO, QUYẾT ĐỊNH …",
        "put the type above the title",
    ),
    "document.number-blank": Code(
        "info",
        "the document's number is not filled in",
        "only its known part is given",
        "Số:      /KH-SNV",
        "fill in the number",
    ),
    "document.number-spacing": Code(
        "info",
        "the document's number is printed with a space within",
        "the space is removed",
        "Số: 31 /QĐ-UBND",
        "nothing",
    ),
    "document.province-from-text": Code(
        "info",
        "neither letterhead, place nor title names the province",
        "it is the one that the text names above all others",
        "báo cáo của một huyện không có tên tỉnh",
        "name the province in the title",
    ),
    "document.year-of-issue": Code(
        "info",
        "the title names no year",
        "the year of issue is taken for the plan's",
        "KẾ HOẠCH Thực hiện công tác cải cách hành chính",
        "name the year in the title",
    ),
    # end of document
    # target: quantities of objectives
    "target.percent-over-100": Code(
        "info",
        "an objective sets more than 100%",
        "it is kept as printed; it may be a misprint",
        "Đạt 120% kế hoạch",
        "correct the number, if it is one",
    ),
    # end of target
}


def diagnose(code: str, span: Span | None, seen: str = "") -> Diagnostic:
    """A diagnostic of a registered code. Raises KeyError for a code that is not registered."""
    entry = CODES[code]
    return Diagnostic(code, entry.severity, f"{entry.what}: {seen}" if seen else entry.what, span)
