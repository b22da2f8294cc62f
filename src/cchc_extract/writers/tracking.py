"""The tracking sheet: an entry and its result enter, rows as an officer keeps them leave, a row a task.

Values are str, int, float, date or None; how a format writes them is its writer's business. Nothing is added that the
result does not hold: a sum of money is a number only where it is one (a rate is none, it would be counted wrong).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.table_rows import document_id, labelled
from cchc_extract.writers.whereabouts import Whereabouts, hull, shown

Value = str | int | float | date | None

_STEP = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "  # between the headings of a path
_DEADLINES = {
    "date": "Ngày", "month": "Tháng", "quarter": "Quý", "half": "Nửa năm", "year": "Năm",
    "relative": "Kể từ một mốc", "duration": "Số ngày", "recurring": "Định kỳ", "ongoing": "Thường xuyên",
    "conditional": "Theo điều kiện", "unknown": "Chưa rõ",
}  # fmt: skip
_ROLES = {
    "consolidating": "Tổng hợp", "appraising": "Thẩm định", "drafting": "Xây dựng dự thảo",
    "publishing": "Niêm yết, công bố", "inspecting": "Kiểm tra",
}  # fmt: skip
_STATES = {"done": "Đã xử lý", "failed": "Không đọc được", "skipped": "Không phải văn bản"}
_KINDS = {"plan": "Kế hoạch", "framework": "Khung nhiệm vụ", "report": "Báo cáo", "other": "Khác"}


class Found(NamedTuple):
    """A task with what its row needs to know of its document."""

    number: int
    entry: Entry
    result: dict[str, Any]
    task: dict[str, Any]
    where: Whereabouts
    codes: dict[str, list[str]]


class Column(NamedTuple):
    """A column: its heading, how wide it is (in figures of the usual font), and its value."""

    heading: str
    width: int
    value: Callable[[Any], Value]


def task_rows(entry: Entry, result: dict[str, Any], before: int) -> Iterator[list[Value]]:
    """A row a task, numbered on from the `before` rows of the documents before."""
    where = Whereabouts(result)
    codes = where.codes()
    for number, task in enumerate(result["tasks"], before + 1):
        found = Found(number, entry, result, task, where, codes)
        yield [column.value(found) for column in TASK_COLUMNS]


def document_row(entry: Entry, result: dict[str, Any] | None, number: int) -> list[Value]:
    """The row of an entry in the list of documents, whatever became of it."""
    return [column.value((number, entry, result)) for column in DOCUMENT_COLUMNS]


# What the cells of a task's row hold


def _document(name: str) -> Callable[[Found], Value]:
    return lambda found: found.result["document"][name]


def _field(name: str) -> Callable[[Found], Value]:
    return lambda found: found.task[name]


def _issued(result: dict[str, Any]) -> Value:
    """The day, or what is known of it (`2026-02` → `02/2026`)."""
    issued: str | None = result["document"]["issued"]
    if issued is None or len(issued) < len("2026-01-01"):
        return issued and "/".join(reversed(issued.split("-")))
    try:
        return date.fromisoformat(issued)
    except ValueError:  # a day that the calendar does not have, as printed
        return issued


def _lines(items: list[dict[str, Any]], text: Callable[[dict[str, Any]], str]) -> str | None:
    """Items below each other in one cell."""
    return "\n".join(text(item) for item in items) or None


def _parties(*roles: str) -> Callable[[Found], Value]:
    def names(found: Found) -> Value:
        return "; ".join(party["name"] for party in found.task["parties"] if party["role"] in roles) or None

    return names


def _others(found: Found) -> Value:
    return _lines(
        [party for party in found.task["parties"] if party["role"] in _ROLES],
        lambda party: f"{_ROLES[party['role']]}: {party['name']}",
    )


def _annex(found: Found) -> Value:
    return found.task["annex"] and labelled(found.task["annex"])


def _section(found: Found) -> Value:
    return _STEP.join(filter(None, map(labelled, found.task["section"]))) or None


def _time(found: Found) -> Value:
    """The cell, since its items may make sense only together (`15/6 và 15/12`); in prose the words that set a time."""
    printed: str | None = found.task["cells"].get("deadline")
    return printed or _lines(found.task["deadlines"], lambda deadline: str(deadline["text"]))


def _kinds(found: Found) -> Value:
    return "; ".join(dict.fromkeys(_DEADLINES[deadline["kind"]] for deadline in found.task["deadlines"])) or None


def _due(which: Callable[[list[date]], date], least: int) -> Callable[[Found], Value]:
    """One of the days on which something of the task is due, where there are as many different ones."""

    def day(found: Found) -> Value:
        days = {date.fromisoformat(each["end"]) for each in found.task["deadlines"] if each["end"]}
        return which(sorted(days)) if len(days) >= least else None

    return day


def _money(found: Found) -> Value:
    budget = found.task["budget"]
    return budget["amount"] if budget and budget["kind"] == "amount" else None


def _kind_of_money(found: Found) -> Value:
    budget = found.task["budget"]
    if budget is None:
        return None
    if budget["kind"] == "rate" and budget["amount"] is not None:
        return f"Định mức: {_grouped(budget['amount'])} đồng/{budget['per'] or 'đơn vị'}"
    kinds = {"amount": "Số tiền", "rate": "Định mức", "allocated": "Theo dự toán", "referenced": "Theo văn bản khác"}
    return kinds.get(budget["kind"], "Khác")


def _grouped(amount: float) -> str:
    """As a Vietnamese reader writes it: `1.250.000,5`."""
    return f"{amount:,}".removesuffix(".0").translate(str.maketrans(",.", ".,"))


def _place(found: Found) -> Value:
    if not found.task["spans"]:
        return None
    span = hull(found.task)
    return shown(found.where.place(span[0]), span)


TASK_COLUMNS: tuple[Column, ...] = (
    Column("STT", 6, lambda found: found.number),
    Column("Loại văn bản", 12, _document("type")),
    Column("Số, ký hiệu", 16, _document("number")),
    Column("Cơ quan ban hành", 20, _document("issuer")),
    Column("Ngày ban hành", 12, lambda found: _issued(found.result)),
    Column("Phụ lục", 22, _annex),
    Column("Mục", 24, _section),
    Column("TT trong văn bản", 9, _field("ordinal")),
    Column("Mục tiêu", 30, _field("objective")),
    Column("Nhiệm vụ", 48, _field("task")),
    Column(
        "Hoạt động",
        36,
        lambda found: _lines(
            found.task["activities"], lambda each: f"{each['code']}. {each['text']}" if each["code"] else each["text"]
        ),
    ),
    Column("Sản phẩm", 28, lambda found: _lines(found.task["deliverables"], lambda each: str(each["text"]))),
    Column("Cơ quan chủ trì", 24, _parties("lead")),
    Column("Cơ quan thực hiện", 24, _parties("implementing")),
    Column("Cơ quan phối hợp", 28, _parties("coordinating")),
    Column("Vai trò khác", 20, _others),
    Column("Thời hạn (như văn bản)", 20, _time),
    Column("Loại thời hạn", 13, _kinds),
    Column("Ngày đến hạn", 12, _due(lambda days: days[0], 1)),
    Column("Hạn cuối (nếu nhiều hạn)", 12, _due(lambda days: days[-1], 2)),
    Column("Kinh phí (như văn bản)", 18, lambda found: found.task["budget"] and found.task["budget"]["text"]),
    Column("Kinh phí (đồng)", 16, _money),
    Column("Loại kinh phí", 16, _kind_of_money),
    Column("Ghi chú", 20, _field("note")),
    Column("Cần kiểm tra", 18, lambda found: "; ".join(found.codes.get(found.task["id"], ())) or None),
    Column("Tệp", 26, lambda found: found.entry.path),
    Column("Vị trí", 16, _place),
    Column("Mã nhiệm vụ", 24, lambda found: f"{document_id(found.entry.path)}/{found.task['id']}"),
)


# The list of documents: (number, entry, result or None)


def _of_result(value: Callable[[dict[str, Any]], Value]) -> Callable[[Any], Value]:
    return lambda row: None if row[2] is None else value(row[2])


def _found(severity: str) -> Callable[[Any], Value]:
    return _of_result(lambda result: sum(1 for each in result["diagnostics"] if each["severity"] == severity))


DOCUMENT_COLUMNS: tuple[Column, ...] = (
    Column("STT", 6, lambda row: row[0]),
    Column("Tệp", 40, lambda row: row[1].path),
    Column("Tình trạng", 16, lambda row: _STATES[row[1].state]),
    Column("Lý do", 40, lambda row: row[1].reason),
    Column("Nhóm", 14, _of_result(lambda result: _KINDS[result["document"]["kind"]])),
    Column("Loại văn bản", 14, _of_result(lambda result: result["document"]["type"])),
    Column("Số, ký hiệu", 18, _of_result(lambda result: result["document"]["number"])),
    Column("Cơ quan ban hành", 28, _of_result(lambda result: result["document"]["issuer"])),
    Column("Ngày ban hành", 12, _of_result(_issued)),
    Column("Trích yếu", 48, _of_result(lambda result: result["document"]["title"])),
    Column("Số nhiệm vụ", 10, _of_result(lambda result: len(result["tasks"]))),
    Column("Lỗi", 8, _found("error")),
    Column("Cảnh báo", 10, _found("warning")),
    Column("Mã văn bản", 18, lambda row: document_id(row[1].path)),
)
