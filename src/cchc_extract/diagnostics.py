"""Every diagnostic: its stable code, what it says, why it matters, an example, how to mend the document.

A code is added here and nowhere else; a test fails when a code is used that is not here, or is here and never used.
Messages are for people; programs go by codes, which never change their meaning.
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


# Each area's codes stand in one block, in the order of the areas: source, document, outline, table, field, prose.
CODES: dict[str, Code] = {
    # source: what a reader repaired on the way to the text
    "source.letter-repaired": Code(
        "info",
        "a letter of another alphabet was read as Đ or đ",
        "some fonts draw Ð (eth) and Đ alike; left as it is, no word with it would be recognised",
        "“Ðề án” is read as “Đề án”",
        "Replace Ð (U+00D0) by Đ (U+0110) in the document.",
    ),
    "source.character-lost": Code(
        "warning",
        "a character is lost: the file is broken here, or a converter put a replacement sign for it",
        "the word around it may be read wrongly or not at all",
        "“Kế ho�ch” stands for “Kế hoạch”",
        "Put the character back, or convert the original once more.",
    ),
    "source.invisible-removed": Code(
        "info",
        "characters that nobody sees (zero-width, soft hyphen, direction) were left out; this is the first place",
        "pages copied from the web are full of them, and they part words that a reader sees whole",
        "“Sở\\u200b Nội vụ” is read as “Sở Nội vụ”",
        "Nothing need be done; paste as plain text to be rid of them.",
    ),
    "source.control-removed": Code(
        "warning",
        "control characters were left out of the text; this is the first place",
        "a text has none: they come from a printer's file or a broken conversion, and something may be lost with them",
        "“Quý II\\x03I” is read as “Quý III”",
        "Convert the original once more, and compare this place with it.",
    ),
    "source.encoding-guessed": Code(
        "info",
        "the text is UTF-16 without a byte-order mark; which kind was told by its zero bytes",
        "a wrong guess would give no Vietnamese at all, so this one is near certain",
        "a file that a Windows program saved as “Unicode”, its first two bytes cut off",
        "Save the document as UTF-8.",
    ),
    "source.empty": Code(
        "error",
        "the text is empty",
        "there is nothing to extract; a file would have been refused",
        'extract("")',
        "Give the text of a document, or a Path to one.",
    ),
    "source.file-name": Code(
        "warning",
        "the text is one line that looks like a file's name, and there is no such file",
        "a path was probably meant; its name was read as a document",
        'extract("ke-hoach-2022.txt")',
        "Pass a pathlib.Path, which is always a file, and check the name.",
    ),
    # end of source
}


def diagnose(code: str, span: Span | None, seen: str = "") -> Diagnostic:
    """A diagnostic of a registered code. Raises KeyError for a code that is not registered."""
    entry = CODES[code]
    return Diagnostic(code, entry.severity, f"{entry.what}: {seen}" if seen else entry.what, span)
