"""The tables of an archive, as data: what each is, its columns, their SQL types, keys and meanings.

`docs/tables.md` is printed from here, Parquet and DuckDB are written from here. A change that breaks a query (a column
that goes, or means something else) changes the number in `TABLES_VERSION`; a new column does not.
"""

from __future__ import annotations

from typing import Final, NamedTuple

TABLES_VERSION: Final = "cchc-extract-tables/1"


class Column(NamedTuple):
    """A column; `required`: it is never null."""

    name: str
    type: str
    meaning: str
    required: bool = False


class Table(NamedTuple):
    """A table: a row is identified by `key`; `parent` is the table whose key its rows carry."""

    name: str
    meaning: str
    key: tuple[str, ...]
    parent: str | None
    columns: tuple[Column, ...]


_TEXT, _TEXTS, _WHOLE, _LONG, _REAL, _DAY = "VARCHAR", "VARCHAR[]", "INTEGER", "BIGINT", "DOUBLE", "DATE"
_MONEY = "DECIMAL(20,2)"  # sums are exact, as those of floating numbers are not

_DOCUMENT = Column("document_id", _TEXT, "the document that it stands in", True)
_TASK = Column("task_id", _TEXT, "the task that it belongs to", True)
_WORDS = Column("text", _TEXT, "its words in the source", True)


def _n(meaning: str) -> Column:
    return Column("n", _WHOLE, f"{meaning}, from 1", True)


_SPAN = (
    Column("span_start", _LONG, "where it begins in the source: code points (see `accounting` in the records)"),
    Column("span_end", _LONG, "where it ends there; half-open"),
)
_PLACED = (
    *_SPAN,
    Column("pieces", "BIGINT[][]", "its parts as [start, end], where the end of a page has cut it; else null"),
    Column("confidence", _REAL, "0 to 1 where its words were recognised in a picture; else null"),
    Column("page", _WHOLE, "the page on which it begins, in a format that has pages"),
)


def _part(name: str, meaning: str, *columns: Column) -> Table:
    """A table of what a task has several of."""
    counted = _n("its number in the task")
    return Table(name, meaning, ("task_id", "n"), "tasks", (_DOCUMENT, _TASK, counted, *columns, *_PLACED))


def _list(name: str, meaning: str, *columns: Column, place: tuple[Column, ...] = _PLACED) -> Table:
    """A table of what a document has several of."""
    counted = _n("its number in the document")
    return Table(name, meaning, ("document_id", "n"), "documents", (_DOCUMENT, counted, *columns, *place))


def _count(name: str, of: str) -> Column:
    return Column(name, _WHOLE, f"how many {of}")


TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "every file of the archive in its order, also what failed or is no document",
        ("document_id",),
        None,
        (
            Column("document_id", _TEXT, "first 16 hexadecimal digits of the SHA-256 of `path` in UTF-8", True),
            _n("its number in the run"),
            Column("path", _TEXT, "the file, with `/` between folders, also those of archives", True),
            Column("state", _TEXT, "`done`, `failed`, or `skipped` (it is no document)", True),
            Column("reason", _TEXT, "why it failed or was skipped"),
            Column("format", _TEXT, "what its bytes are (`docx`, `pdf`, …)"),
            Column("sha256", _TEXT, "of its bytes: equal where a file is there twice"),
            Column("bytes", _LONG, "its size"),
            Column("pages", _WHOLE, "in a format that has pages"),
            Column("dialect", _TEXT, "how its tables are written"),
            Column("encoding", _TEXT, "how its text was decoded"),
            Column("kind", _TEXT, "`plan`, `framework`, `report` or `other`"),
            Column("type", _TEXT, "the type word as printed (`KẾ HOẠCH`)"),
            Column("number", _TEXT, "number and signs (`15/KH-UBND`)"),
            Column("issuer", _TEXT, "the agency that issued it"),
            Column("place", _TEXT, "where it was issued"),
            Column("issued", _TEXT, "the day of issue, or its known part (`2026-02`)"),
            Column("issued_on", _DAY, "the day of issue, where the whole of it is known"),
            Column("title", _TEXT, "what it is about"),
            Column("year", _WHOLE, "the year it is for"),
            Column("province", _TEXT, "null for a central agency"),
            Column("signer", _TEXT, "who signed it"),
            Column("signer_title", _TEXT, "and as what"),
            Column("legal_basis", _TEXTS, "the paragraphs `Căn cứ …`"),
            Column("recipients", _TEXTS, "`Nơi nhận`"),
            _count("task_count", "tasks it has"),
            _count("indicator_count", "indicators"),
            _count("error_count", "diagnostics of severity `error`"),
            _count("warning_count", "diagnostics of severity `warning`"),
            Column("characters", _LONG, "characters that are not white space"),
            Column("covered", _LONG, "those of them that have a home in the result"),
        ),
    ),
    Table(
        "tasks",
        "a row a task: a leaf row of a table, or an item of prose",
        ("task_id",),
        "documents",
        (
            Column("task_id", _TEXT, "`document_id`, a slash and `id`", True),
            _DOCUMENT,
            _n("its number in the document"),
            Column("id", _TEXT, "its id in the document (`I.2`)", True),
            Column("source", _TEXT, "`table` or `prose`", True),
            Column("annex_label", _TEXT, "the annex that it stands in, as labelled (`Phụ lục 01`)"),
            Column("annex_number", _TEXT, "the annex's number as printed"),
            Column("annex_title", _TEXT, "the annex's title"),
            Column("annex_inferred", "BOOLEAN", "the annex's heading is lost and was filled in"),
            Column("sections", _TEXTS, "the headings over it, outermost first (`I. Cải cách thể chế`)", True),
            Column("ordinal", _TEXT, "its number as printed, without full stop"),
            Column("objective", _TEXT, "mục tiêu"),
            Column("task", _TEXT, "nhiệm vụ; null where the row has only activities or products"),
            Column("note", _TEXT, "ghi chú"),
            Column("cells", "MAP(VARCHAR, VARCHAR)", "the words of its row's cells by role (`cells['lead']`)", True),
            Column("inherited", _TEXTS, "the roles whose cells are merged with the row above", True),
            *_SPAN,
            Column("confidence", _REAL, "the least of its cells, where words were recognised in a picture; else null"),
            Column("page", _WHOLE, "the page on which it begins, in a format that has pages"),
            Column("place", _TEXT, "where to find it, for a person (`trang 3`, `Sheet1!B7`)"),
        ),
    ),
    _part(
        "activities", "hoạt động of a task", Column("code", _TEXT, "its number as printed (`3.1`)"), _WORDS
    ),
    _part("deliverables", "sản phẩm of a task", _WORDS),
    _part(
        "parties",
        "the agencies of a task, or groups of agencies, and their part",
        Column("role", _TEXT, "`lead` (chủ trì), `coordinating` (phối hợp), `implementing` (thực hiện), …", True),
        _WORDS,
        Column("name", _TEXT, "its full name, abbreviations expanded", True),
        Column("label", _TEXT, "the label in the cell that gave the role"),
    ),
    _part(
        "deadlines",
        "when a task, or a product of it, is due",
        _WORDS,
        Column("applies_to", _TEXT, "the product or step that it is for"),
        Column("kind", _TEXT, "`date`, `month`, `quarter`, `half`, `year`, `relative`, `duration`, `recurring`, "
               "`ongoing`, `conditional` or `unknown`", True),
        Column("bound", _TEXT, "`in`, `before`, `by`, `after` or `from`", True),
        Column("value", _TEXT, "the time as TIMEX3 has it (`2026-Q2`)"),
        Column("start_on", _DAY, "the first day of the time"),
        Column("due_on", _DAY, "the last day of the time: on it the task is due"),
        Column("rrule", _TEXT, "what recurs, by RFC 5545"),
    ),
    _part(
        "budgets",
        "the money of a task: a row where its cell says anything",
        _WORDS,
        Column("kind", _TEXT, "`amount`, `rate` (per something), `allocated`, `referenced` or `other`: only `amount` "
               "may be summed", True),
        Column("amount", _MONEY, "in đồng"),
        Column("currency", _TEXT, "by ISO 4217"),
        Column("per", _TEXT, "what a rate is for"),
    ),
    _list(
        "indicators",
        "statistical indicators of reports",
        Column("code", _TEXT, "its code as printed"),
        Column("name", _TEXT, "its name"),
        Column("unit", _TEXT, "its unit"),
        Column("value_text", _TEXT, "the value as printed"),
        Column("value", _REAL, "the value, where it is one number"),
        Column("numerator", _REAL, "of a value as `48/50`"),
        Column("denominator", _REAL, "of a value as `48/50`"),
        Column("codebook", _TEXTS, "what its numbers stand for (`2 = Hoàn thành`)"),
        Column("path", _TEXTS, "the headings over it, outermost first", True),
        Column("of_which", "BOOLEAN", "it breaks down the last of `path` (trong đó)", True),
        Column("note", _TEXT, "ghi chú"),
    ),
    _list(
        "targets",
        "the quantities that objectives set",
        _WORDS,
        Column("comparator", _TEXT, "`>=`, `<=`, `=` or `range`", True),
        Column("value", _REAL, "the quantity, or the least of a range"),
        Column("value_max", _REAL, "the most of a range"),
        Column("unit", _TEXT, "its unit"),
    ),
    _list(
        "citations",
        "the legal documents mentioned",
        _WORDS,
        Column("type", _TEXT, "its type, in full (`Quyết định`)"),
        Column("number", _TEXT, "its number and signs"),
        Column("issued", _TEXT, "its day of issue, or the known part"),
        Column("issuer", _TEXT, "who issued it, as mentioned"),
    ),
    _list("footnotes", "footnotes", Column("label", _TEXT, "its mark", True), _WORDS),
    _list(
        "diagnostics",
        "what was guessed, repaired or found odd",
        Column("code", _TEXT, "`cchc-extract explain CODE` says what, why and how to mend", True),
        Column("severity", _TEXT, "`info`, `warning` or `error`", True),
        Column("message", _TEXT, "what was found", True),
        place=_SPAN,
    ),
)  # fmt: skip
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
