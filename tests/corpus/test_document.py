"""The document grammar's own examples through `read_front`, and whole openings and closings of many kinds."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from cchc_extract.diagnostics import CODES
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.source import SourceDocument
from cchc_extract.segment.front import Fact, Front, read_front

RULES = grammar("document").rules
EXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.examples)]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.counterexamples)]


def front(text: str) -> tuple[SourceDocument, Front]:
    source = SourceDocument("sample", "text", "utf-8", "", 0, dedent(text).strip("\n"))
    return source, read_front(source.text, source.lines)


def facts(text: str) -> dict[str, Any]:
    """Every fact as its value; `home` of the first line and how many lines are taken."""
    _, found = front(text)
    out: dict[str, Any] = {}
    for name, value in vars(found).items():
        if isinstance(value, Fact):
            out[name] = value.value
        elif name == "recipients":
            out[name] = [fact.value for fact in value]
        elif name == "legal_basis":
            out[name] = len(value)
        elif value is None:
            out[name] = None
    out["home"], out["homes"] = found.homes.get(0), len(found.homes)
    return out


def left(text: str) -> list[str]:
    """The first words of the lines that are not taken."""
    source, found = front(text)
    return [line.text for line in source.lines if line.text and line.index not in found.homes]


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.examples and rule.counterexamples for rule in RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    found = facts(example["text"])
    assert {key: found[key] for key in example["expect"]} == example["expect"]
    lines = [" ".join(line.split()) for line in example["text"].splitlines()]
    assert any(rule.regex.search(text) for text in [*lines, " ".join(lines)]), "the rule fits none of its lines"


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    assert facts(example["text"])["homes"] == 0, example["why"]


MINISTRY = """
BỘ XÂY DỰNG                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
-------                            Độc lập - Tự do - Hạnh phúc
                                   ---------------
Số: 123/QĐ-BXD                     Hà Nội, ngày 12 tháng 01 năm 2026

QUYẾT ĐỊNH
Phê duyệt Kế hoạch cải cách hành chính
năm 2026 của Bộ Xây dựng

BỘ TRƯỞNG BỘ XÂY DỰNG

Căn cứ Nghị định của Chính phủ quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu
tổ chức của Bộ Xây dựng;
Căn cứ Nghị quyết của Chính phủ ban hành
Chương trình tổng thể cải cách hành chính;
Theo đề nghị của Vụ trưởng Vụ Tổ chức cán bộ.

QUYẾT ĐỊNH:

Điều 1. Phê duyệt kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2026.

Nơi nhận:                                          KT. BỘ TRƯỞNG
- Như Điều 3;                                      THỨ TRƯỞNG
- Các Thứ trưởng;
- Lưu: VT, TCCB.
                                                   Nguyễn Văn An

                    KẾ HOẠCH
        Cải cách hành chính năm 2026 của Bộ Xây dựng
   (Kèm theo Quyết định số 123/QĐ-BXD ngày 12 tháng 01 năm 2026
            của Bộ trưởng Bộ Xây dựng)

I. MỤC TIÊU
"""


def test_a_ministrys_decision_and_the_plan_it_promulgates() -> None:
    found = facts(MINISTRY)
    assert found["kind"] == "plan" and found["type"] == "QUYẾT ĐỊNH"
    assert found["number"] == "123/QĐ-BXD" and found["issued"] == "2026-01-12"
    assert found["issuer"] == "Bộ Xây dựng" and found["province"] is None and found["place"] == "Hà Nội"
    assert found["title"] == "Phê duyệt Kế hoạch cải cách hành chính năm 2026 của Bộ Xây dựng"
    assert found["legal_basis"] == 2
    assert found["signer"] == "Nguyễn Văn An" and found["signer_title"] == "KT. BỘ TRƯỞNG THỨ TRƯỞNG"
    assert found["recipients"] == ["Như Điều 3", "Các Thứ trưởng", "Lưu: VT, TCCB"]
    assert [text.split()[0] for text in left(MINISTRY)] == ["Điều", "I."]


COMMUNE = """
UBND XÃ BÌNH AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND Bình An, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Thực hiện công tác cải cách hành chính năm 2026
Thực hiện Kế hoạch của UBND tỉnh Hà Tĩnh về cải cách hành chính năm 2026, UBND xã
Bình An ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Theo chỉ đạo của UBND tỉnh Hà Tĩnh

Nơi nhận: TM. ỦY BAN NHÂN DÂN
- UBND tỉnh; CHỦ TỊCH
- Các phòng, ban,
đơn vị;
- Lưu: VT, VX. Nguyễn Văn Hùng
PHỤ LỤC
NHIỆM VỤ NĂM 2026
(Kèm theo Kế hoạch số 15/KH-UBND ngày 05/02/2026)
"""


def test_a_communes_plan_with_its_columns_run_together() -> None:
    found = facts(COMMUNE)
    assert found["issuer"] == "UBND xã Bình An" and found["place"] == "Bình An"
    assert found["title"] == "Thực hiện công tác cải cách hành chính năm 2026"
    assert found["province"] == "Hà Tĩnh"
    assert found["recipients"] == ["UBND tỉnh", "Các phòng, ban, đơn vị", "Lưu: VT, VX"]
    assert found["signer"] == "Nguyễn Văn Hùng" and found["signer_title"] == "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"
    words = [text.split()[0] for text in left(COMMUNE)]
    assert words == ["Thực", "Bình", "I.", "1.", "PHỤ", "NHIỆM", "(Kèm"], "body and annex are left alone"


def test_a_departments_report_whose_letterhead_is_wrapped() -> None:
    found = facts("""
        UBND TỈNH BÌNH DƯƠNG
        SỞ VĂN HÓA, THỂ THAO
        VÀ DU LỊCH
        Số: 210/BC-SVHTTDL
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập – Tự do – Hạnh phúc
        Bình Dương, ngày 12 tháng 6 năm 2023
        BÁO CÁO
        Kết quả cải cách hành chính 6 tháng đầu năm 2023
        và phương hướng 6 tháng cuối năm
        (Số liệu từ ngày 15/12/2022)
        Kính gửi: Sở Nội vụ.
        Thực hiện Công văn của Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch báo cáo như sau:
        I. KẾT QUẢ
    """)
    assert found["kind"] == "report" and found["issuer"] == "Sở Văn hóa, Thể thao và Du lịch"
    assert found["title"] == "Kết quả cải cách hành chính 6 tháng đầu năm 2023 và phương hướng 6 tháng cuối năm"
    assert found["year"] == 2023 and found["province"] == "Bình Dương" and found["homes"] == 12


def test_a_markdown_letterhead() -> None:
    found = facts("""
        | UBND TỈNH HÀ NAM<br>**SỞ NỘI VỤ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>Độc lập - Tự do - Hạnh phúc |
        |---|---|
        | Số: 12/KH-SNV | *Hà Nam, ngày 05 tháng 01 năm 2023* |

        # KẾ HOẠCH

        ## Cải cách hành chính năm 2023

        - Căn cứ Kế hoạch của UBND tỉnh;

        Sở Nội vụ ban hành Kế hoạch như sau:
    """)
    assert found["issuer"] == "Sở Nội vụ" and found["number"] == "12/KH-SNV" and found["issued"] == "2023-01-05"
    assert found["title"] == "Cải cách hành chính năm 2023" and found["legal_basis"] == 1 and found["homes"] == 6


LAW_SITE = """
ỦY BAN NHÂN DÂN
TỈNH KON TUM
-------
|
CỘNG HÒA XÃ HỘI CHỦ
NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
636/QĐ-UBND
|
Kon Tum, ngày 21
tháng 11 năm 2012
|
QUYẾT
ĐỊNH
VỀ
VIỆC BAN HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH
NĂM 2013
ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức HĐND và UBND; Căn cứ Luật Công nghệ thông
tin ngày 29 tháng 6 năm 2006;
Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ
trình số 617/TTr-SNV,
QUYẾT ĐỊNH:
Điều 1. Ban
hành kèm theo Quyết định này Kế hoạch
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
|
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn An
|
KẾ
HOẠCH
CẢI CÁCH HÀNH CHÍNH NĂM 2013
(Ban hành kèm theo Quyết định số 636/QĐ-UBND của UBND tỉnh)
I. MỤC TIÊU
"""


def test_a_law_sites_copy_broken_by_its_narrow_columns() -> None:
    found = facts(LAW_SITE)
    assert found["number"] == "636/QĐ-UBND" and found["issued"] == "2012-11-21"
    assert found["issuer"] == "Ủy ban nhân dân tỉnh Kon Tum" and found["type"] == "QUYẾT ĐỊNH"
    assert found["title"] == "VỀ VIỆC BAN HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2013"
    assert found["legal_basis"] == 2 and found["signer"] == "Lê Văn An" and found["kind"] == "plan"
    rest = [text for text in left(LAW_SITE) if text != "|"]
    assert rest == ["Điều 1. Ban", "hành kèm theo Quyết định này Kế hoạch", "I. MỤC TIÊU"]


def test_a_law_sites_copy_without_type_and_title() -> None:
    found = facts("""
        Quyết định 13/QĐ-BNV năm 2012 phê duyệt Đề án “Đo lường sự hài lòng” do Bộ Nội vụ ban hành
        Số hiệu: | 13/QĐ-BNV | Loại văn bản: | Quyết định |
        Nơi ban hành: | Bộ Nội vụ | Người ký: | Lê Văn An |
        BỘ NỘI VỤ |
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        Số: 13/QĐ-BNV |
        Hà Nội, ngày 28 tháng 12 năm 2012 |
        BỘ TRƯỞNG BỘ NỘI VỤ
        Căn cứ Nghị định của Chính phủ;
        QUYẾT ĐỊNH:
        Điều 1. Phê duyệt Đề án
    """)
    assert found["kind"] == "plan" and found["type"] == "QUYẾT ĐỊNH" and found["issuer"] == "Bộ Nội vụ"
    assert found["title"] == "phê duyệt Đề án “Đo lường sự hài lòng”" and found["signer"] == "Lê Văn An"
    assert found["legal_basis"] == 1 and found["homes"] == 10


def test_a_plan_known_by_its_number_alone() -> None:
    text = """
        ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
        Số: 48/KH-UBND | Bình Dương, ngày 11 tháng 10 năm 2018 |
        Căn cứ Quyết định của Ủy ban nhân dân tỉnh về việc phê duyệt Đề án.
        Ủy ban nhân dân tỉnh ban hành kế hoạch, cụ thể như sau:
        1. Mục tiêu
        - Như trên; | TM. ỦY BAN NHÂN DÂN |
    """
    found = facts(text)
    assert found["kind"] == "plan" and found["type"] is None and found["province"] == "Bình Dương"
    assert found["issuer"] == "Ủy ban nhân dân tỉnh" and found["legal_basis"] == 1
    assert found["recipients"] == ["Như trên"] and found["signer_title"] == "TM. ỦY BAN NHÂN DÂN"
    assert [words.split()[0] for words in left(text)] == ["Ủy", "1."]


def test_a_letter_has_a_subject_and_no_type() -> None:
    text = """
        ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc
        Số: 77/UBND-NC
        V/v tăng cường công tác cải       Lâm Đồng, ngày 03 tháng 4 năm 2024
        cách hành chính

        Kính gửi:
        - Các sở, ban, ngành;
        Thực hiện chỉ đạo của Thủ tướng Chính phủ, UBND tỉnh yêu cầu:
    """
    found = facts(text)
    assert found["kind"] == "other" and found["type"] is None and found["place"] == "Lâm Đồng"
    assert found["title"] == "tăng cường công tác cải cách hành chính"
    assert found["issuer"] == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert left(text) == ["Thực hiện chỉ đạo của Thủ tướng Chính phủ, UBND tỉnh yêu cầu:"]


def test_a_councils_resolution() -> None:
    found = facts("""
        HỘI ĐỒNG NHÂN DÂN
        TỈNH QUẢNG TRỊ
        Số: 10/2026/NQ-HĐND
        Quảng Trị, ngày 15 tháng 3 năm 2026
        NGHỊ QUYẾT
        BAN HÀNH CHƯƠNG TRÌNH CẢI CÁCH HÀNH CHÍNH GIAI ĐOẠN 2026 - 2030
        HỘI ĐỒNG NHÂN DÂN TỈNH QUẢNG TRỊ
        KHÓA VIII, KỲ HỌP THỨ 30
        Căn cứ Luật Tổ chức chính quyền địa phương;
        Xét Tờ trình của UBND tỉnh; ý kiến thảo luận của đại biểu.
        QUYẾT NGHỊ:
        Điều 1. Ban hành Chương trình
    """)
    assert found["kind"] == "plan" and found["issuer"] == "Hội đồng nhân dân tỉnh Quảng Trị"
    assert found["year"] == 2026 and found["homes"] == 11


def test_a_decision_that_only_names_a_programme_is_no_plan() -> None:
    found = facts("""
        UBND TỈNH HÀ TĨNH
        Số: 8/QĐ-UBND
        QUYẾT ĐỊNH
        Về việc thành lập Ban Chỉ đạo Chương trình chuyển đổi số
    """)
    assert found["kind"] == "other"


def test_nothing_is_made_up() -> None:
    found = facts("Cải cách hành chính là nhiệm vụ trọng tâm.\n\n1. Mục tiêu")
    assert found["kind"] == "other" and found["homes"] == 0
    assert not any(found[name] for name in ("type", "number", "issuer", "title", "year", "province", "signer"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SỞ TƯ PHÁP\nSố: 9 /KH-STP\nKẾ HOẠCH\nCải cách hành chính năm 2022", ["number-spacing"]),
        ("SỞ TƯ PHÁP\nSố:   /KH-STP\nKẾ HOẠCH\nCải cách hành chính năm 2022", ["number-blank"]),
        ("Số: 9/KH-STP\nHà Nam, ngày … tháng 2 năm 2022\nKẾ HOẠCH\nNăm 2022", ["date-blank"]),
        ("Hà Nam, ngày 31 tháng 11 năm 2022\nKẾ HOẠCH\nNăm 2022", ["date-impossible", "date-blank"]),
        ("Hà Nam, ngày 1 tháng 11 năm 2022\nKẾ HOẠCH\nCải cách hành chính", ["year-of-issue"]),
        ("Một đoạn văn.", ["no-type"]),
        (
            "ỦY BAN NHÂN DÂN\nSố: 9/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành Kế hoạch năm 2022\n"
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
            ["issuer-not-in-header"],
        ),
        (
            "ỦY BAN NHÂN DÂN\nSố: 9/KH-UBND\nKẾ HOẠCH\nCải cách hành chính năm 2022\n\n"
            "Ủy ban nhân dân tỉnh Hà Nam ban hành Kế hoạch như sau:",
            ["issuer-completed"],
        ),
        (
            "UBND HUYỆN ĐÔNG HẢI\nVĂN PHÒNG HĐND VÀ UBND\nSố: 9/KH-VP\nKẾ HOẠCH\nNăm 2022\n\n"
            "Văn phòng HĐND và UBND huyện ban hành Kế hoạch như sau:",
            [],
        ),
        ("UBND TỈNH THÁI NGUYỄN\nSố: 9/KH-UBND\nKẾ HOẠCH\nNăm 2022", ["province-spelling"]),
        ("UBND TỈNH SÔNG VÀNG\nSố: 9/KH-UBND\nKẾ HOẠCH\nNăm 2022", ["province-unlisted"]),
        (
            "QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2022\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM",
            ["issuer-not-in-header"],
        ),
        (
            "BÁO CÁO\nNăm 2022\n\n1. Tỉnh chỉ đạo.\n\n2. Ở tỉnh Hà Nam, tỉnh Hà Nam",
            ["no-letterhead", "province-from-text"],
        ),
    ],
)
def test_oddities_are_noted(text: str, codes: list[str]) -> None:
    _, found = front(text)
    assert [note.code for note in found.notes] == [f"document.{code}" for code in codes]
    assert all(f"document.{code}" in CODES for code in codes)


def test_every_fact_slices_back_to_the_source() -> None:
    source, found = front(MINISTRY)
    for name in ("type", "number", "place", "signer", "signer_title", "title"):
        fact = getattr(found, name)
        words = " ".join(" ".join(source.text[a:b].split()) for a, b in fact.spans)
        assert words == fact.value, name
