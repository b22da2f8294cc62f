"""The source model: what every reader hands on, whatever the format was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cchc_extract.model.grid import Grid
from cchc_extract.model.place import Origin
from cchc_extract.model.span import Span, Text, read_words


@dataclass(frozen=True)
class Line:
    """One line of the text, without its break. `words` is what a reader sees of it."""

    index: int
    start: int
    end: int
    words: Text

    @property
    def text(self) -> str:
        """The words on the line; `""` for a blank one."""
        return self.words.text


@dataclass(frozen=True)
class SourceDocument:
    """A decoded document.

    `text` is the source in NFC with plain spaces; all stages count in it. `decoded` is the source before any
    normalisation, where it is a text (else None: then the result's spans count in `text`), and `places` maps each
    offset of `text` to the offset there (None where the two are the same). `repairs` are (diagnostic's code, span in
    `text`). `unseen` are spans of the decoded source, between blanks, that hold only
    invisible characters: nothing in `text` stands for them, so accounting takes them for markup. `grids` are the
    tables that the format states, in order; their words stand on lines of their own. `origins`: where stretches of the
    text stood in a file that is no text, in order, none over another.
    """

    name: str
    format: str
    encoding: str
    sha256: str
    bytes: int
    text: str
    decoded: str | None = None
    places: Sequence[int] | None = None
    pages: int | None = None
    repairs: tuple[tuple[str, Span], ...] = field(default=())
    unseen: tuple[Span, ...] = ()
    grids: tuple[Grid, ...] = ()
    origins: Sequence[Origin] = ()

    @property
    def counted(self) -> str:
        """The text that the spans of the result count in."""
        return self.text if self.decoded is None else self.decoded

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, blank ones too. The form feed before a page's first line is part of the break."""
        out, start = [], 0
        for index, raw in enumerate(self.text.split("\n")):
            end = start + len(raw)
            first = start + len(raw) - len(raw.lstrip("\f")) if raw[:1] == "\f" else start
            out.append(Line(index, first, end, read_words(self.text, first, end)))
            start = end + 1
        return tuple(out)

    def place(self, offset: int) -> int:
        """The offset in the decoded source of an offset in `text`."""
        return offset if self.places is None else self.places[offset]
