"""Whole small documents: what only shows when all stages have had their part."""

from __future__ import annotations

import re
from typing import Any

import pytest

import cchc_extract

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

Số: 12/{symbol}
Lào Cai, ngày 10 tháng 01 năm 2026

{kind}
Cải cách hành chính năm 2026

"""
PLAN = HEAD.format(symbol="KH-UBND", kind="KẾ HOẠCH")


def read(text: str) -> dict[str, Any]:
    return cchc_extract.extract(text).model_dump(mode="json")


def codes(result: dict[str, Any]) -> list[str]:
    return [d["code"] for d in result["diagnostics"]]


def test_a_deadline_is_diagnosed_once() -> None:
    row = "1\tBan hành kế hoạch\tSở Nội vụ\t- Kế hoạch: Trước 31/12/2025; - Báo cáo: Quý IV/2026."
    table = f"I. NHIỆM VỤ\n\nTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\n{row}\n"
    assert codes(read(PLAN + table)) == ["deadline.before-plan-year"]


def test_a_drawn_line_is_markup_and_no_paragraph() -> None:
    result = read(f"{PLAN}__________\n\nI. NHIỆM VỤ\n\n1. Rà soát thủ tục hành chính.\n\n-----\n")
    assert [node["label"] for node in result["outline"]] == ["I"]
    assert len(result["accounting"]["leaves"]["markup"]) == 1
    assert result["accounting"]["residue"] == []


def test_the_closing_formula_of_a_resolution_is_no_task() -> None:
    resolution = HEAD.format(symbol="NQ-HĐND", kind="NGHỊ QUYẾT")
    body = """Điều 1. Nhiệm vụ, giải pháp

1. Đào tạo công chức cấp xã.

Điều 2. Tổ chức thực hiện

1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết.

Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XVI, kỳ họp thứ 9 thông qua ngày 10 tháng 01 năm 2026./.
"""
    assert [t["id"] for t in read(resolution + body)["tasks"]] == ["Điều-1.1", "Điều-2.1"]


def test_an_office_without_a_name_is_that_of_the_agency_above_it() -> None:
    letterhead = PLAN.replace("LÀO CAI\n", "LÀO CAI\nVĂN PHÒNG\n")
    assert read(letterhead)["document"]["issuer"] == "Văn phòng Ủy ban nhân dân tỉnh Lào Cai"


def test_the_type_of_an_annex_is_its_word() -> None:
    annex = "Phụ lục 02\nPHÂN CÔNG NHIỆM VỤ NĂM 2026\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh)\n"
    found = read(annex)["document"]
    assert (found["type"], found["number"]) == ("Phụ lục", "12/KH-UBND")


ROWS = "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n1\tBan hành kế hoạch\tSở Nội vụ\tQuý I/2026\n"


def test_the_heading_above_a_table_is_its_annex_though_it_has_no_label() -> None:
    body = "I. NHIỆM VỤ\n\n1. Rà soát thủ tục hành chính./.\n\nCHỦ TỊCH\n\nTrần Văn Bình\n\n"
    title = "DANH MỤC NHIỆM VỤ NĂM 2026"
    for bracket in ("", "(Kèm theo Kế hoạch số 12/KH-UBND ngày 10/01/2026)\n"):
        annex = read(f"{PLAN}{body}{title}\n{bracket}{ROWS}")["tasks"][0]["annex"]
        assert (annex["label"], annex["number"], annex["title"]) == (None, None, title)


def test_a_heading_over_a_table_in_the_body_is_no_annex() -> None:
    task = read(f"{PLAN}I. NHIỆM VỤ\n\nDANH MỤC NHIỆM VỤ\n{ROWS}\nII. TỔ CHỨC THỰC HIỆN\n\n1. Báo cáo kết quả.\n")[
        "tasks"
    ][0]
    assert task["annex"] is None
    assert [s["label"] for s in task["section"]] == ["I", None]


def test_one_footnote_in_brackets() -> None:
    text = f"{PLAN}I. NHIỆM VỤ\n\n1. Rà soát thủ tục hành chính [1].\n\n[1] Kế hoạch số 5/KH-SNV ngày 08/01/2026.\n"
    assert [(n["label"], len(n["called"])) for n in read(text)["footnotes"]] == [("1", 1)]


CALLED = """ỦY BAN NHÂN DÂN¹\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LÀO CAI\tĐộc lập - Tự do - Hạnh phúc
-------
Số: 12/KH-UBND\tLào Cai, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Sắp xếp kho lưu trữ năm 2026²

Căn cứ Luật Lưu trữ ngày 21/6/2024³;
¹ Nay gồm cả cơ quan chuyên môn.
² Thực hiện Thông báo số 9/TB-UBND ngày 05/01/2026.
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ³.

I. MỤC TIÊU
1. Số hóa tối thiểu 70%³ hồ sơ.

³ Văn bản đã được sửa đổi.
"""


@pytest.mark.parametrize("mark", ["{}", "[^{}]", "<sup>{}</sup>"])
def test_the_figures_that_call_notes_are_in_no_value_of_the_header(mark: str) -> None:
    text = re.sub("[¹²³]", lambda found: mark.format("0¹²³".index(found[0]) if mark != "{}" else found[0]), CALLED)
    result = read(text)
    found = result["document"]
    assert [[text[slice(*place)] for place in n["called"]] for n in result["footnotes"]] == [
        ["".join(c for c in mark.format(k) if c.isdigit()) if "<" in mark else mark.format(k)]
        for k in ("¹²³" if mark == "{}" else "123")
    ]
    assert (found["issuer"], found["title"]) == ("Ủy ban nhân dân tỉnh Lào Cai", "Sắp xếp kho lưu trữ năm 2026")
    assert [basis["text"] for basis in found["legal_basis"]] == [
        "Căn cứ Luật Lưu trữ ngày 21/6/2024;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
    ]
    assert [(t["text"], t["value"]) for t in result["targets"]] == [("Số hóa tối thiểu 70% hồ sơ", 70)]
    assert not result["accounting"]["residue"]
    assert "outline.footnote-uncalled" not in codes(result)


def test_who_enacts_is_no_basis_where_the_encoding_has_lost_its_capital() -> None:
    basis = "Căn cứ Nghị quyết số 8/NQ-HĐND ngày 09/12/2025 của Hội đồng nhân dân tỉnh,\n"
    result = read(f"{PLAN}{basis}ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\nI. NHIỆM VỤ\n1. Rà soát thủ tục.\n")
    assert len(result["document"]["legal_basis"]) == 1


def test_a_plain_label_may_be_called_by_a_raised_figure_in_a_cell() -> None:
    table = "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n1\tLập mục lục hồ sơ³\tSở Nội vụ\tQuý I/2026\n"
    notes = "1 Nay là Sở A.\n2 Nay là Sở B.\n"
    body = (
        f"I. YÊU CẦU\n\nCác sở¹ và ngành² phối hợp.\n\n{notes}\n\nPhụ lục\nNHIỆM VỤ\n\n{table}\n3 Mẫu của Bộ Nội vụ.\n"
    )
    result = read(PLAN + body)
    assert [(n["label"], len(n["called"])) for n in result["footnotes"]] == [("1", 1), ("2", 1), ("3", 1)]
    assert result["tasks"][0]["task"] == "Lập mục lục hồ sơ"


def test_a_bracket_left_open_is_noted_and_an_items_is_none() -> None:
    head = "I. NHIỆM VỤ\n\nTT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời gian\n"
    cells = {
        "03 đơn vị (02 sở; 01 huyện": True,
        "Báo cáo (nếu có).": False,
        "a) Kế hoạch; b) Báo cáo (Sở Nội vụ)": False,
    }
    for cell, left in cells.items():
        result = read(f"{PLAN}{head}1\tBan hành kế hoạch\t{cell}\tSở Nội vụ\tQuý I/2026\n")
        assert ("cell.bracket-unbalanced" in codes(result)) == left


def test_who_only_helps_does_not_lead() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n\n- Cơ quan chủ trì: Sở Nội vụ.\n\n- Cơ quan phối hợp: Các sở, ngành.\n"
    tasks = read(PLAN + body)["tasks"]
    assert [[(p["role"], p["text"]) for p in t["parties"]] for t in tasks] == [
        [("lead", "Sở Nội vụ")],
        [("coordinating", "Các sở, ngành")],
    ]


def records(body: str) -> list[dict[str, Any]]:
    return list(read(PLAN + body)["tasks"])


def test_a_prose_task_in_an_annex_has_its_annex_and_its_id() -> None:
    body = "PHỤ LỤC 2\nNHIỆM VỤ CỦA CẤP XÃ\n1. Thể chế\n1.1. Phòng Tư pháp rà soát.\n1.2. Văn phòng tổng hợp.\n"
    tasks = records(f"I. NHIỆM VỤ\n1. Sở Nội vụ theo dõi.\n\n{body}")
    assert [t["id"] for t in tasks] == ["I.1", "pl2.1.1", "pl2.1.2"]
    assert [t["annex"] and t["annex"]["number"] for t in tasks] == [None, "2", "2"]
    assert [[s["label"] for s in t["section"]] for t in tasks] == [["I"], ["1"], ["1"]]


def preamble(*lines: str) -> str:
    decision = HEAD.format(symbol="NQ-HĐND", kind="NGHỊ QUYẾT")
    return "\n".join([decision + "Căn cứ Luật Tổ chức chính quyền địa phương;", *lines, "", "Điều 1. Ban hành Đề án."])


def test_what_stands_between_the_basis_and_the_enacting_line_is_header() -> None:
    for words in (
        "Trên cơ sở thảo luận của các đại biểu.\n\nQUYẾT NGHỊ:",
        "Sau khi xem xét báo cáo thẩm tra:\nQUYẾT NGHỊ",
        "Ý kiến của các đại biểu dự họp đã được tiếp thu.\nQUYẾT NGHỊ:",
        "Căn cứ Nghị quyết số 7/NQ-CP ngày 05/01/2026 của Chính phủ:\nQUYẾT NGHỊ",
    ):
        assert [n["label"] for n in read(preamble(words))["outline"]] == ["Điều 1"], words


def test_a_paragraph_behind_the_basis_is_the_bodys_where_nothing_is_enacted() -> None:
    result = read(f"{PLAN}Căn cứ Luật Tổ chức Chính phủ;\nTrên cơ sở đó, các phòng chủ động thực hiện.\n")
    assert [n["text"] for n in result["outline"]] == ["Trên cơ sở đó, các phòng chủ động thực hiện."]


def test_a_letterhead_in_small_letters_on_two_lines() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    for lines, issuer in (
        ("Ủy ban nhân dân\ntỉnh Lào Cai\n", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Ủy ban nhân dân\nphường Sa Pa\n", "Ủy ban nhân dân phường Sa Pa"),
        ("Sở Văn hóa, Thể thao\nvà Du lịch\n", "Sở Văn hóa, Thể thao và Du lịch"),
    ):
        result = read(lines + motto + PLAN.partition("\n\n")[2] + "I. NHIỆM VỤ\n1. Làm việc.\n")
        assert result["document"]["issuer"] == issuer
        assert [n["label"] for n in result["outline"]] == ["I"]


@pytest.mark.parametrize("number", ["\f2\n", "\f2\n\n", "8\n", "8\n\n", "\n8\n", "- 2 -\n", "\n\n2\n\n"])
@pytest.mark.parametrize("place", range(3))
def test_a_page_number_in_a_closing_is_no_end_of_it(number: str, place: int) -> None:
    at = ["", "", ""]
    at[place] = number
    closing = "\nNơi nhận:\n- Như trên;\n{}- Các phòng thuộc Sở;\n- Lưu: VT.\n{}GIÁM ĐỐC\n{}Lò Thị Mai\n".format(*at)
    result = read(f"{PLAN}I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế triển khai.\n{closing}")
    assert [r["text"] for r in result["document"]["recipients"]] == ["Như trên", "Các phòng thuộc Sở", "Lưu: VT"]
    assert result["document"]["signer"] == "Lò Thị Mai"
    assert [t["id"] for t in result["tasks"]] == ["I.1"]


def test_a_recipient_cut_by_a_page() -> None:
    result = read(f"{PLAN}I. NHIỆM VỤ\n1. Làm.\n\nNơi nhận:\n- Như trên;\n- Các phòng,\n\f2\n\nđơn vị;\n- Lưu: VT.\n")
    assert [r["text"] for r in result["document"]["recipients"]] == ["Như trên", "Các phòng, đơn vị", "Lưu: VT"]


@pytest.mark.parametrize(
    ("name", "signer"),
    [
        ("Lò Thị Mai (đã ký)", "Lò Thị Mai"),
        ("(Đã ký) Lò Thị Mai", "Lò Thị Mai"),
        ("Lò  Thị   Mai", "Lò Thị Mai"),
        ("Lò   Thị   Hoàng   Mai", "Lò Thị Hoàng Mai"),
        ("H' Len Niê", "H' Len Niê"),
        ("K’ Brông", "K’ Brông"),
        ("H'Len Niê", "H'Len Niê"),
    ],
)
def test_a_signers_name(name: str, signer: str) -> None:
    for title in ("GIÁM ĐỐC", "TRƯỞNG THUẾ TỈNH", "KT. TRƯỞNG THUẾ TỈNH\nPHÓ TRƯỞNG THUẾ TỈNH"):
        closing = f"\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n{title}\n{name}\n"
        result = read(f"{PLAN}I. NHIỆM VỤ\n1. Sở Y tế triển khai.\n{closing}")
        document = result["document"]
        assert (document["signer"], document["signer_title"]) == (signer, title.replace("\n", " "))
        assert [t["id"] for t in result["tasks"]] == ["I.1"]


def told(task: dict[str, Any]) -> tuple[Any, ...]:
    """What a task's label lines say: parties, deadlines, deliverables, budget."""
    parties = [(p["role"], p["name"]) for p in task["parties"]]
    amount = task["budget"] and task["budget"]["amount"]
    return parties, [d["value"] for d in task["deadlines"]], [d["text"] for d in task["deliverables"]], amount


@pytest.mark.parametrize("sign", ["- ", "+ ", "", "a) "])
def test_label_lines_are_fields_of_the_item_above_them(sign: str) -> None:
    lines = (
        "Cơ quan chủ trì: Sở Tư pháp.",
        "Đơn vị phối hợp: Sở Nội vụ, Sở Y tế.",
        "Thời gian: Quý I/2026.",
        "Sản phẩm: Kế hoạch kiểm tra; báo cáo.",
        "Kinh phí: 20 triệu đồng.",
    )
    letters = "abcde"
    below = "\n".join((f"{letters[n]}) " if sign == "a) " else sign) + line for n, line in enumerate(lines))
    first, second = records(f"I. NHIỆM VỤ\n1. Kiểm tra cấp xã.\n{below}\n2. Sở Nội vụ số hóa hồ sơ.\n")
    assert (first["id"], first["task"], second["id"]) == ("I.1", "Kiểm tra cấp xã.", "I.2")
    parties = [("lead", "Sở Tư pháp"), ("coordinating", "Sở Nội vụ"), ("coordinating", "Sở Y tế")]
    assert told(first) == (parties, ["2026-Q1"], ["Kế hoạch kiểm tra", "báo cáo"], 20_000_000)
    assert told(second) == ([("lead", "Sở Nội vụ")], [], [], None)
    assert first["cells"]["lead"] == "Sở Tư pháp."
    assert [p["label"] for p in first["parties"]] == ["Cơ quan chủ trì", "Đơn vị phối hợp", "Đơn vị phối hợp"]


def test_a_label_line_over_items() -> None:
    body = "1. Lập trang tin:\n- Sản phẩm:\n+ Kế hoạch;\n+ Báo cáo.\n- Phối hợp:\n+ Sở Y tế;\n+ Sở Nội vụ.\n"
    (task,) = records(f"I. NHIỆM VỤ\n{body}")
    assert told(task)[0] == [("coordinating", "Sở Y tế"), ("coordinating", "Sở Nội vụ")]
    assert told(task)[2] == ["Kế hoạch", "Báo cáo"]


def test_label_lines_beside_items_give_what_these_have_not() -> None:
    items = "- Rà soát trước ngày 30/6/2026.\n- Sở Y tế báo cáo.\n- Chủ trì: Sở Tư pháp.\n- Thời hạn: Quý IV/2026.\n"
    first, second = records(f"I. NHIỆM VỤ\n1. Thể chế\n{items}")
    assert told(first)[:2] == ([("lead", "Sở Tư pháp")], ["2026-06-30"])
    assert told(second)[:2] == ([("lead", "Sở Y tế")], ["2026-Q4"])


@pytest.mark.parametrize(
    "line",
    [
        "Các phòng, đơn vị: Chủ động triển khai.",
        "Đơn vị thực hiện: các phòng chủ động tham mưu kế hoạch của mình.",
        "Thời gian: các đơn vị chủ động bố trí.",
        "Tuyên truyền: Quý I/2026 tổ chức hội nghị.",
        "Thời gian báo cáo: trước ngày 15/12 hằng năm.",
    ],
)
def test_an_item_that_says_what_to_do_is_no_label_line(line: str) -> None:
    assert [t["task"] for t in records(f"I. NHIỆM VỤ\n1. Cải cách thể chế\n- {line}\n")] == [line]


def test_label_lines_under_a_section_heading_belong_to_no_item() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n- Cơ quan chủ trì: Sở Tư pháp.\n- Cơ quan phối hợp: Sở Y tế.\n"
    assert [t["task"] for t in records(body)] == ["Cơ quan chủ trì: Sở Tư pháp.", "Cơ quan phối hợp: Sở Y tế."]


def test_items_that_stand_in_no_section_of_tasks_are_told_of() -> None:
    directive = HEAD.format(symbol="CT-UBND", kind="CHỈ THỊ")
    for body in (
        "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n1. Tăng cường kiểm tra.\n2. Báo cáo kết quả.\n",
        "Công tác số hóa còn chậm.\n1. Sở Nội vụ:\na) Rà soát.\nb) Báo cáo.\n2. Sở Y tế tổng hợp.\n",
    ):
        result = read(directive + body)
        assert result["tasks"] == []
        assert "prose.no-task-section" in codes(result), body
    for body in (
        "1. Công tác số hóa đã hoàn thành.\n2. Kết quả tốt.\n",
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Sở Nội vụ nắm vững yêu cầu.\n",
        "I. NHIỆM VỤ\n1. Sở Nội vụ tổng hợp.\n",
    ):
        assert "prose.no-task-section" not in codes(read(directive + body)), body


@pytest.mark.parametrize("parting", ["<br>", " | **CHỦ TỊCH** |\n|---|---|\n| "], ids=["one row", "two rows"])
def test_a_letterhead_and_a_signature_set_as_markdown_tables(parting: str) -> None:
    text = (
        "| ỦY BAN NHÂN DÂN<br>**XÃ HÒA AN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>Độc lập - Tự do - Hạnh phúc |\n"
        "|---|---|\n| Số: 12/KH-UBND | *Hòa An, ngày 05 tháng 01 năm 2026* |\n\n**KẾ HOẠCH**\n"
        "**Cải cách hành chính năm 2026**\n\n| TT | Nội dung | Chủ trì | Hoàn thành |\n|---|---|---|---|\n"
        "| 1 | Rà soát | Văn phòng | Quý I/2026 |\n\n"
        f"| **Nơi nhận:**{parting}- Như trên;<br>- Lưu: VT. | **PHÓ CHỦ TỊCH**<br><br>Lê Văn Bình |\n"
    )
    result = cchc_extract.extract(text)
    head = result.document
    assert (head.number, head.issued, head.signer) == ("12/KH-UBND", "2026-01-05", "Lê Văn Bình")
    assert [each.text for each in head.recipients] == ["Như trên", "Lưu: VT"]
    assert [task.task for task in result.tasks] == ["Rà soát"]
    assert not result.accounting.residue


def test_an_agency_s_name_goes_on_beside_a_drawn_line() -> None:
    head = (
        "UBND TỈNH LÀO CAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ GIÁO DỤC VÀ ĐÀO\tĐộc lập - Tự do - Hạnh phúc\n"
        "TẠO\t_______________\n_______\tLào Cai, ngày 10 tháng 01 năm 2026\nSố: 12/KH-SGDĐT\n\nKẾ HOẠCH\n"
        "Cải cách hành chính năm 2026\n\nI. NHIỆM VỤ\n\n1. Rà soát thủ tục hành chính.\n"
    )
    result = read(head)
    assert result["document"]["issuer"] == "Sở Giáo dục và Đào tạo"
    assert [node["label"] for node in result["outline"]] == ["I"]


@pytest.mark.parametrize(("first", "second"), [("năm", "2026"), ("giai đoạn", "2026 - 2030"), ("2026 -", "2030")])
def test_a_title_whose_last_line_is_a_year(first: str, second: str) -> None:
    body = (
        f"{PLAN.strip().removesuffix('năm 2026')}{first}\n{second}\n\nI. NHIỆM VỤ\n\n1. Rà soát thủ tục hành chính.\n"
    )
    assert read(body)["document"]["title"] == f"Cải cách hành chính {first} {second}"
