"""Party cells, labels and names through the functions that read them: every corpus entry, every example and
counter-example of the grammars, and whatever words of theirs may be shuffled into a cell."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.fields.parties import expand_name, find_leads, read_parties, read_roles
from cchc_extract.fields.party_labels import roles_of
from cchc_extract.grammar import grammar
from cchc_extract.model.values import Context, Party

CORPUS: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "parties.toml").read_text("utf-8"))
PROSE = CORPUS.pop("prose")
CELLS = [(role, cell, expected) for role, cells in CORPUS.items() for cell, expected in cells.items()]
PARTY = re.compile(r"(?:(?P<role>[a-z]*) ?(?:\[(?P<label>[^]]+)\])?: )?(?P<text>.+?)(?: => (?P<name>.+))?")
ROLES = (
    "lead",
    "coordinating",
    "implementing",
    "consolidating",
    "appraising",
    "drafting",
    "publishing",
    "inspecting",
)

RULES = grammar("parties").rules
EXAMPLES = [(rule.id, e["text"], e["expect"]["role"]) for rule in RULES for e in rule.examples]
COUNTEREXAMPLES = [(rule.id, e["text"], rule.emits["role"]) for rule in RULES for e in rule.counterexamples]
NAMES = [(e["text"], e["expect"]) for name in ("agencies", "abbreviations") for e in grammar(name).data["example"]]
READINGS = [(entry["id"], entry["example"]) for entry in grammar("parties").data["reading"]]


def wanted(line: str, role: str) -> tuple[str, str | None, str, str]:
    found = PARTY.fullmatch(line)
    assert found, line
    return found["role"] or role, found["label"], found["text"], found["name"] or found["text"]


def told(party: Party) -> tuple[str, str | None, str, str]:
    return party.role, party.label, party.text, party.name


def sound(parties: tuple[Party, ...], text: str) -> None:
    """Places in order, apart, and each the party's own words."""
    end = 0
    for party in parties:
        assert end <= party.at[0] < party.at[1] <= len(text)
        assert " ".join(text[slice(*party.at)].split()) == party.text
        assert party.name and party.role in ROLES
        end = party.at[1]


@pytest.mark.parametrize(("role", "cell", "expected"), CELLS, ids=[f"{r}: {c}" for r, c, _ in CELLS])
def test_a_cell_has_these_parties_and_no_other(role: str, cell: str, expected: list[str]) -> None:
    parties, _ = read_parties(cell, Context(role=role))
    assert [told(p) for p in parties] == [wanted(line, role) for line in expected]
    sound(parties, cell)


@pytest.mark.parametrize(("text", "expected"), PROSE.items(), ids=list(PROSE))
def test_an_item_of_prose_opens_with_these_agencies(text: str, expected: list[str]) -> None:
    leads, _ = find_leads(text)
    assert [told(p) for p in leads] == [wanted(line, "lead") for line in expected]
    sound(leads, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cơ quan phối hợp: Các sở, ban, ngành.", [("coordinating", "Các sở, ban, ngành")]),
        (
            "Đơn vị chủ trì: Sở Tư pháp; đơn vị phối hợp: Sở Nội vụ.",
            [("lead", "Sở Tư pháp"), ("coordinating", "Sở Nội vụ")],
        ),
        ("Sở Nội vụ: rà soát quy chế", None),
        ("Phối hợp với các sở: xây dựng kế hoạch", None),
        ("Chủ trì, phối hợp thực hiện: rà soát thủ tục", None),
        ("Cơ quan phối hợp rà soát: Sở Tư pháp xây dựng dự thảo", None),
    ],
)
def test_a_labelled_line_of_prose_gives_the_roles_it_names(text: str, expected: list[tuple[str, str]] | None) -> None:
    found = read_roles(text)
    assert (found and [(p.role, p.text) for p in found[0]]) == expected


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Vụ Khuyến nông xoay vần các hạng mục hạ tầng.", "Vụ Khuyến nông"),
        ("Các đơn vị xoay vần mấy hạng mục hạ tầng.", "Các đơn vị"),
        ("Các bệnh viện công lập thí điểm tự chủ.", "Các bệnh viện công lập"),
        ("UBND cấp xã được phân công tiếp nhận hồ sơ.", "UBND cấp xã"),
    ],
)
def test_a_name_that_swallows_a_sentence_is_cut_and_reported(text: str, lead: str) -> None:
    leads, notes = find_leads(text)
    assert [p.text for p in leads] == [lead]
    assert [n.code for n in notes] == ["party.end-unsure"]


def test_a_name_that_ends_a_heading_is_left_whole() -> None:
    heading = "Trung tâm Công nghệ thông tin và Hỗ trợ chuyển đổi số các doanh nghiệp nhỏ và vừa"
    assert find_leads(heading)[1] == ()


@pytest.mark.parametrize(("mention", "name"), NAMES, ids=[text for text, _ in NAMES])
def test_a_name_whose_reading_is_not_plain(mention: str, name: str) -> None:
    assert expand_name(mention) == name


@pytest.mark.parametrize(("rule", "label", "role"), EXAMPLES, ids=[f"{r}: {t}" for r, t, _ in EXAMPLES])
def test_a_label_gives_its_role_to_the_agency_behind_it(rule: str, label: str, role: str) -> None:
    (party,), _ = read_parties(f"- {label}: Sở Nội vụ", Context(role="implementing"))
    assert (party.role, party.label, party.text) == (role, label, "Sở Nội vụ")
    assert next(r.emits["role"] for r in RULES if r.id == rule) == roles_of(label)[0]


@pytest.mark.parametrize(("rule", "label", "role"), COUNTEREXAMPLES, ids=[f"{r}: {t}" for r, t, _ in COUNTEREXAMPLES])
def test_a_label_of_another_role_does_not_give_this_one(rule: str, label: str, role: str) -> None:
    assert role not in roles_of(label)[:1], rule


@pytest.mark.parametrize(("rule", "example"), READINGS, ids=[rule for rule, _ in READINGS])
def test_a_reading_is_what_its_example_carries(rule: str, example: str) -> None:
    parties, _ = read_parties(example, Context(role="lead"))
    assert rule in [p.rule for p in parties]


def test_every_party_carries_a_reading_that_is_explained() -> None:
    explained = {rule for rule, _ in READINGS}
    for role, cell, _ in CELLS:
        assert {p.rule for p in read_parties(cell, Context(role=role))[0]} <= explained


def noted(cell: str, role: str = "lead") -> list[str]:
    return [note.code for note in read_parties(cell, Context(role=role))[1]]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Các sở, ban ngành", "party.name-repaired"),
        ("Đài Phát thanh và Tryền hình tỉnh", "party.name-repaired"),
        ("Cơ quan phối hợp, tổng hợp: Sở Nội vụ", "party.label-two-roles"),
        ("Cấp tỉnh: Sở Nội vụ", "party.label-without-role"),
        ("các Sở: Y tế, Tư pháp, Văn phòng UBND tỉnh", "party.head-mixed-list"),
        ("Vinasat", "party.unknown-agency"),
        ("Sở Tài chính bố trí kinh phí", "party.duty"),
        ("Theo quy định", "party.none"),
        ("Trung tâm Y tế truy vết ca bệnh", "party.end-unsure"),
        ("Bệnh viện Đa khoa tỉnh khám lưu động", "party.end-unsure"),
        ("UBND các xã dọn vệ sinh môi trường", "party.end-unsure"),
    ],
)
def test_what_is_odd_is_noted_once(cell: str, code: str) -> None:
    assert noted(cell) == [code]


@pytest.mark.parametrize(
    "cell",
    [
        "Sở TT&TT",
        "UBND cấp xã",
        "Sở, ban, ngành",
        "SỞ NỘI VỤ",
        "Cơ quan chủ trì: Sở Nội vụ",
        "Sở Y tế:",
        "Bộ Tư lệnh Thủ đô Hà Nội",
        "",
    ],
)
def test_what_is_plain_is_not_noted(cell: str) -> None:
    assert noted(cell) == []


@pytest.mark.parametrize("cell", ["", "-", "x", "…", "Như trên", "Không", ";;;", "(", ")", ":", "1.", "\n"])
def test_a_cell_that_names_nobody_has_no_party(cell: str) -> None:
    assert read_parties(cell, Context(role="lead"))[0] == ()


def vocabulary() -> list[str]:
    agencies: dict[str, Any] = grammar("agencies").data
    words = [name for names in agencies["heads"].values() for name in names]
    words += [f"{word} {name}" for word, names in agencies["fields"].items() for name in names[:4]]
    words += list(grammar("abbreviations").data["short"])
    words += grammar("parties").data["ends"]["verbs"] + grammar("parties").data["openings"]["words"]
    return [
        *words,
        "các",
        "cấp",
        "huyện",
        "thị xã",
        "xã",
        "liên quan",
        "thuộc",
        "An Phú",
        "15/QĐ-UBND",
        "Cơ quan phối hợp:",
    ]


MARKS = [
    ", ",
    "; ",
    " ",
    "\n",
    " và ",
    "/",
    " - ",
    "\n- ",
    ": ",
    ". ",
    " (",
    ") ",
    " & ",
    "+",
    " 1. ",
    "“",
    "…",
]


@given(st.data())
def test_shuffled_words_of_the_grammars_are_read_without_fail(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(vocabulary()), max_size=12))
    cell = "".join(word + data.draw(st.sampled_from(MARKS)) for word in words)
    for role in ("lead", "implementing"):
        sound(read_parties(cell, Context(role=role))[0], cell)
    sound(find_leads(cell)[0], cell)


@given(st.text(max_size=60))
def test_any_text_is_read_without_fail(text: str) -> None:
    sound(read_parties(text, Context(role="coordinating"))[0], text)
    sound(find_leads(text)[0], text)
    expand_name(text)


@given(st.sampled_from([cell for _, cell, _ in CELLS]))
def test_other_spaces_change_no_name(cell: str) -> None:
    def names(text: str) -> list[str]:
        return [p.name for p in read_parties(text, Context(role="lead"))[0]]

    assert names(re.sub(r"(?<=[,;]) ", " \u00a0 ", cell)) == names(cell)
