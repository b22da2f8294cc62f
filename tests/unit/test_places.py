"""A format without a text of its own says where each value stands in the file, and how sure a recognised one is."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import xlsxwriter

from cchc_extract import extract
from cchc_extract.model.place import Origin, PagePlace
from cchc_extract.pipeline import extract_document
from cchc_extract.readers import read
from tests.unit.table_texts import tabbed
from tests.unit.word_files import LINES, cell, paragraph, row, table, word_file

NAMES = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
ONE = ("1", "Rà soát văn bản của tỉnh", "Sở Tư pháp", "Quý I/2026")


def place_of(result: dict[str, Any], span: tuple[int, int]) -> dict[str, Any]:
    """The one place that holds a span."""
    (found,) = (p for p in result["places"] if p["span"][0] <= span[0] and span[1] <= p["span"][1])
    return found


def test_a_value_of_a_workbook_leads_to_its_cell() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Nhiệm vụ")
        sheet.write_row("B1", ("UBND TỈNH X", "CỘNG HÒA"))
        for at, words in enumerate((NAMES, ONE), 3):
            sheet.write_row(at, 27, words)
    data = out.getvalue()
    result = extract(data).to_dict()
    deadline = result["tasks"][0]["deadlines"][0]
    assert place_of(result, deadline["span"]) == {
        "sheet": "Nhiệm vụ", "cell": "AE5", "span": deadline["span"]
    }  # fmt: skip
    text = read(data).counted
    assert [text[slice(*p["span"])] for p in result["places"][:2]] == ["UBND TỈNH X", "CỘNG HÒA"]
    assert [p["cell"] for p in result["places"][:2]] == ["B1", "C1"]


def test_a_value_of_a_word_file_leads_to_its_cell_or_paragraph() -> None:
    rows = (row(*(cell(words) for words in each)) for each in (NAMES, ONE))
    result = extract(word_file(paragraph("KẾ HOẠCH"), paragraph("Năm 2026"), table(*rows, properties=LINES))).to_dict()
    (party,) = result["tasks"][0]["parties"]
    where = place_of(result, party["span"])
    assert (where["part"], where["table"], where["row"], where["cell"]) == ("document", 1, 2, 3)
    assert place_of(result, result["document"]["spans"]["year"][0])["paragraph"] == 2


def test_a_value_of_a_page_leads_to_its_cell() -> None:
    rows = "".join("<tr>" + "".join(f"<td>{words}</td>" for words in each) + "</tr>" for each in (NAMES, ONE))
    result = extract(f"<html><p>KẾ HOẠCH</p><table>{rows}</table></html>".encode()).to_dict()
    where = place_of(result, result["tasks"][0]["parties"][0]["span"])
    assert (where["part"], where["table"], where["row"], where["cell"]) == ("html", 1, 2, 3)


def test_a_text_needs_no_places() -> None:
    text = tabbed(" | ".join(NAMES), " | ".join(ONE))
    result = extract(text).to_dict()
    assert result["places"] == [] and result["tasks"][0]["deadlines"]
    assert "confidence" not in result["tasks"][0]["deadlines"][0]


def test_what_was_recognised_has_its_confidence_and_a_doubtful_value_its_diagnostic() -> None:
    document = read(tabbed(" | ".join(NAMES), " | ".join(ONE)), "scan")
    at = document.text.index("Quý I/2026")
    page = PagePlace(1, (0.0, 0.0, 100.0, 20.0))
    origins = (Origin(0, at, page, 0.97), Origin(at, at + 3, page, 0.99), Origin(at + 3, len(document.text), page, 0.0))
    result = extract_document(replace(document, decoded=None, places=None, origins=origins)).to_dict()
    (task,) = result["tasks"]
    assert [deadline["confidence"] for deadline in task["deadlines"]] == [0.0]
    assert [party["confidence"] for party in task["parties"]] == [0.97]
    assert task["confidences"] == {"ordinal": 0.97, "task": 0.97, "lead": 0.97, "deadline": 0.0}
    doubts = [d for d in result["diagnostics"] if d["code"] == "ocr.uncertain"]
    assert [tuple(d["span"]) for d in doubts] == [(at, len("Quý I/2026") + at)]
    assert result["places"][1]["confidence"] == 0.99
