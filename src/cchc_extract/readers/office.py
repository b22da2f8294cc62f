"""RTF, and what else LibreOffice opens: bytes enter, LibreOffice makes a Word file of them, and that is read.

Leaves: the `SourceDocument` of the Word file, under the name, size and checksum of what was given. LibreOffice runs
with a profile of its own, in which no macro runs, no link is followed and nothing is fetched.
"""

from __future__ import annotations

import re

from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import docx
from cchc_extract.readers.programs import FOLDER, installed, needed, run

LIBREOFFICE = "LibreOffice"
_SECONDS = 120  # a plan takes one, six hundred pages take twenty
_PROFILE = "profile"
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
)
_BEGIN = b"{\\rtf"
# LibreOffice fills in fields anew: with the day, its own name of the file, an error. By another name one keeps what it
# showed when it was saved. (A field that holds a shape, a picture or a form keeps its own.)
_FILLED_ANEW = """
DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME FILENAME FILESIZE TEMPLATE TITLE SUBJECT KEYWORDS COMMENTS AUTHOR
LASTSAVEDBY USERNAME USERINITIALS NUMPAGES NUMWORDS NUMCHARS PAGE SECTION SECTIONPAGES SEQ REF PAGEREF NOTEREF STYLEREF
DOCPROPERTY DOCVARIABLE MERGEFIELD IF ASK FILLIN MACROBUTTON INFO"""
# `{\*\fldinst {\f0 DATE \\@ "dd/MM/yyyy"}}`
_FIELD = re.compile(
    rb"(\\fldinst\b(?:\s|\{|\\[a-z]+-?\d*){0,40}+)(?=(?:%b)\b)" % "|".join(_FILLED_ANEW.split()).encode(), re.IGNORECASE
)
# Numbers of the old kind, which WordPad writes: what is to be seen stands in `\pntext` (`{\pntext\f0 I.\tab}`), and
# LibreOffice counts anew, in Arabic figures only.
_LABEL = re.compile(rb"\{\\pntext\b([^{}]{0,200}?)(?:\\tab\s?)?\}")
_COUNTED = re.compile(rb"(\{\\\*\\pn)(?=[\\\s{])")


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from an RTF file. Raises ReadError (naming it `shown`) for what cannot be read."""
    if not installed([LIBREOFFICE]):
        raise needed(shown, "RTF", [LIBREOFFICE])
    given = _FIELD.sub(rb"\1SAVED", data[max(data.find(_BEGIN), 0) :])  # a mark or blanks may stand before it
    given = _COUNTED.sub(rb"\1seen", _LABEL.sub(rb"{\1 }", given))
    return converted(given, "Rich Text Format", shown, ("rtf", data, name))


def converted(given: bytes, filter_name: str, shown: str, file: tuple[str, bytes, str]) -> SourceDocument:
    """The document that LibreOffice reads in `given` with one of its filters; `file` is what the result is told to come
    from: its format, content and name."""
    word = run(
        LIBREOFFICE,
        (
            f"-env:UserInstallation={FOLDER}/{_PROFILE}",
            "--headless",
            f"--infilter={filter_name}",
            *("--convert-to", "docx", "--outdir", "out", "document"),
        ),
        {"document": given, f"{_PROFILE}/user/registrymodifications.xcu": _settings()},
        shown,
        seconds=_SECONDS,
        result="out/document.docx",
    )
    return docx.read_word(word, shown, file, saved=False)


def _settings() -> bytes:
    items = (
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{prop}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, prop, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>'.encode()
