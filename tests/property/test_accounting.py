"""Accounting (RECORDS.md section 7): whatever the text, every character has one home, and every place gives its text.

Documents are the invented plans in every dialect, then the same cut short, shuffled, and mixed with hostile pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_extract import extract
from tests.metamorphic import DIALECTS, plans, render

DOCUMENTS = [render(plan, dialect) for plan in plans() for dialect in DIALECTS]
FOREIGN = "Con mèo đen nằm ngủ yên trên mái ngói đỏ của nhà bên cạnh"
MARKUP = re.compile(r"</?[a-z][^>]*>|\*+")


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", MARKUP.sub("", text)))


def values(part: Any) -> Iterator[dict[str, Any]]:
    """Every object of a result, however deep."""
    if isinstance(part, dict):
        yield part
        for each in part.values():
            yield from values(each)
    elif isinstance(part, list):
        for each in part:
            yield from values(each)


def check_account(text: str) -> dict[str, Any]:
    """The result of a text, its account checked: one home each, whatever stands between the blanks."""
    result = extract(text).to_dict()
    seen = bytearray(len(text))
    account = result["accounting"]
    for spans in (*account["leaves"].values(), account["residue"]):
        for start, end in spans:
            for at in range(start, end):
                if not text[at].isspace():
                    seen[at] += 1
    wanted = [0 if c.isspace() else 1 for c in text]
    assert list(seen) == wanted, "a character has no home, or two"
    assert account["characters"] == sum(wanted)
    assert account["covered"] == account["characters"] - sum(
        not c.isspace() for start, end in account["residue"] for c in text[start:end]
    )
    return result


def check(text: str) -> dict[str, Any]:
    """The result of a text, its places and its account checked."""
    result = check_account(text)
    for task in result["tasks"]:
        for role, spans in task["spans"].items():
            assert plain(" ".join(text[a:b] for a, b in spans)) == plain(task["cells"][role])
    for value in values({k: v for k, v in result.items() if k not in ("outline", "diagnostics", "tasks")}):
        if isinstance(value.get("text"), str) and value.get("span"):
            pieces = value["pieces"] or [value["span"]]
            assert plain(" ".join(text[a:b] for a, b in pieces)) == plain(value["text"])
    return result


@pytest.mark.parametrize("text", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_a_document_leaves_no_residue(text: str) -> None:
    assert check(text)["accounting"]["residue"] == []


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(DOCUMENTS), st.data())
def test_a_document_cut_or_shuffled_keeps_its_account(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    lines = text[start:end].split("\n")
    check("\n".join(data.draw(st.permutations(lines)) if len(lines) < 200 else lines))


PIECES = [
    *(
        "\t",
        "|",
        "\n",
        "-",
        "*",
        "<b>",
        "<ul",
        "</i>",
        "**",
        "I.",
        "1.",
        "1.1.",
        "a)",
        ")",
        "(",
        "“",
        "¹",
        ":",
        ";",
        ",",
        "%",
        "/",
    ),
    *(
        "Quý ",
        "Tháng ",
        "31/02/2022",
        "99/99/9999",
        "TT",
        "STT",
        "Phụ lục ",
        "Điều ",
        "Sở ",
        "UBND ",
        "Nơi nhận:",
        "trước ",
    ),
    *(
        "\ufeff",
        "\u200b",
        " \u200b ",
        "\n\u00ad\n",
        " \x00\t",
        "\f",
        "\r",
        "đ",
        "Trong đó",
        "Kinh phí",
        "Nhiệm vụ",
        "Chủ trì",
        "Thời gian",
        "ngày ",
        "số ",
    ),
    *("12/QĐ-UBND", "|---|---|"),
]
HOSTILE = st.lists(st.sampled_from([*PIECES, " "]) | st.characters(codec="utf-8"), max_size=120).map("".join)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(HOSTILE)
def test_hostile_text_gives_a_result_and_keeps_its_account(text: str) -> None:
    check_account(text)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(DOCUMENTS), HOSTILE, st.data())
def test_a_document_with_a_hostile_piece_keeps_its_account(text: str, piece: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    check_account(text[:at] + piece + text[at:])


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\x00", "\u200b \u200b"])
@pytest.mark.parametrize("around", ["{}{}\n{}", "{} {} {}", "{}\n{}\t{}", "{}\r\n{}\r\n{}", "<b {} {} x>{}</b>"])
def test_an_invisible_character_between_blanks_has_one_home(sign: str, around: str) -> None:
    check_account(around.format("I. NHIỆM VỤ", f" {sign} ", "1. Phòng Tư pháp tổng hợp."))


def said(result: dict[str, Any], text: str) -> str:
    """All that records, headings and paragraphs say, and the residue."""
    parts = [v for each in values(result) for v in each.values() if isinstance(v, str)]
    parts += [text[a:b] for a, b in result["accounting"]["residue"]]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_foreign_sentence_is_found_again_wherever_it_stands(dialect: str) -> None:
    """Between the rows of a table it has a diagnostic too, or has become part of a cell."""
    for plan in plans():
        lines = render(plan, dialect).split("\n")
        for at in range(len(lines) + 1):
            text = "\n".join([*lines[:at], FOREIGN, *lines[at:]])
            result = check(text)
            place = text.index(FOREIGN)
            assert FOREIGN in said(result, text), f"line {at} of {plan.slug}: {lines[at - 1 : at + 1]}"
            home = next(
                h for h, spans in result["accounting"]["leaves"].items() if any(a <= place < b for a, b in spans)
            )
            assert home not in ("furniture", "duplicate", "markup"), (at, home)
            if home == "outline" and in_a_table(result, place):
                known = any(d["span"] and d["span"][0] <= place <= d["span"][1] for d in result["diagnostics"])
                assert known, f"line {at} of {plan.slug} has no diagnostic"


def in_a_table(result: dict[str, Any], place: int) -> bool:
    """Whether a place has a row of a table above and below: a heading and a new header below it end the table."""
    leaves = result["accounting"]["leaves"]
    rows = [(start, home) for home in ("cell", "section_row", "table_header") for start, _ in leaves.get(home, [])]
    below = min((row for row in rows if row[0] > place), default=None)
    return below is not None and below[1] != "table_header" and min(rows)[0] < place
