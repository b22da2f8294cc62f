"""The library's door: a path, bytes or text, and which of them a `str` is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cchc_extract
from cchc_extract import ExtractError, Extraction, ReadError, extract


@pytest.fixture
def document(tmp_path: Path, plan: str) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(plan, "utf-8")
    return path


def test_a_path_its_bytes_and_its_text_give_the_same_records(document: Path, plan: str) -> None:
    results = [
        extract(source, name="same")
        for source in (document, str(document), document.read_bytes(), memoryview(document.read_bytes()), plan)
    ]
    assert isinstance(results[0], Extraction)
    assert all(result == results[0] for result in results)


def test_a_result_is_named_after_its_file(document: Path) -> None:
    assert extract(document).source.name == "plan.txt"
    assert extract(document, name="khác.txt").source.name == "khác.txt"


def test_one_line_that_names_no_file_is_a_text_with_a_warning(tmp_path: Path) -> None:
    result = extract(str(tmp_path / "absent.txt"))
    assert "source.file-name" in [finding.code for finding in result.diagnostics]


def test_a_path_is_always_a_file(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.txt", tmp_path):
        with pytest.raises(ReadError):
            extract(path)


def test_a_text_is_never_refused() -> None:
    result = extract("")
    assert [finding.code for finding in result.diagnostics] == ["source.empty"]
    assert result.tasks == () and result.accounting.characters == 0


@given(st.text())
def test_any_text_gives_a_result(text: str) -> None:
    accounting = extract(text).accounting
    assert accounting.characters == sum(not character.isspace() for character in text)


@given(st.binary())
def test_any_bytes_give_a_result_or_a_reason(data: bytes) -> None:
    try:
        assert isinstance(extract(data), Extraction)
    except ReadError as error:
        assert error.advice


@pytest.mark.parametrize("source", [None, 5, ["plan.txt"]])
def test_anything_else_is_a_mistake_of_the_caller(source: object) -> None:
    with pytest.raises(TypeError, match="path, bytes or text"):
        extract(source)  # type: ignore[arg-type]


def test_a_name_is_any_text() -> None:
    assert extract("abc", name="\udcff\ud800").source.name == "??"
    assert extract("abc", name="k\udce1\udcba\udcbf").source.name == "kế"
    with pytest.raises(TypeError, match="name"):
        extract("abc", name=5)  # type: ignore[arg-type]


def test_every_public_name_is_there() -> None:
    for name in cchc_extract.__all__:
        assert getattr(cchc_extract, name)
    assert issubclass(ReadError, ExtractError)
    with pytest.raises(AttributeError):
        _ = cchc_extract.nothing
