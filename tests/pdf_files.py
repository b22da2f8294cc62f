"""PDFs of our own writing, by reportlab: lines and words where a test puts them.

Enters: pages as functions that draw. Leaves: the bytes of a file. Needs a font with the letters of Vietnamese
(Debian's fonts-dejavu-core); without one the tests that draw are skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
needs_font = pytest.mark.skipif(not FONT.exists(), reason="fonts-dejavu-core is not installed")
PORTRAIT, LANDSCAPE = (595.0, 842.0), (842.0, 595.0)
LEADING = 13.0
_PADDING, _SIZE = 5.0, 10.0
Draw = Callable[["Sheet"], None]
Row = Sequence[str | None]  # None: merged with the cell above


class Sheet:
    """A page to draw on; places are points from its top left corner."""

    def __init__(self, canvas: Any, size: tuple[float, float]) -> None:
        self.canvas, self.width, self.height = canvas, *size

    def text(self, x: float, top: float, words: str, size: float = _SIZE) -> None:
        """Words on a line whose letters begin at `top`."""
        self.canvas.setFont("serif", size)
        self.canvas.drawString(x, self.height - top - 0.8 * size, words)

    def centred(self, x: float, top: float, words: str, size: float = _SIZE) -> None:
        """The same around a middle."""
        self.text(x - pdfmetrics.stringWidth(words, "serif", size) / 2, top, words, size)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A drawn line."""
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def table(self, xs: Sequence[float], top: float, rows: Iterable[Row], deep: Sequence[int] = ()) -> float:
        """A table with its lines: cells of lines parted by `\\n`. `deep`: how many lines high a row is, if not as its
        cells are. Returns where it ends."""
        tops, drawn = [top], [list(row) for row in rows]
        for k, row in enumerate(drawn):
            lines = deep[k] if k < len(deep) else max(len((cell or "").split("\n")) for cell in row)
            tops.append(tops[-1] + lines * LEADING + 6)
        for k, row in enumerate(drawn):
            for column, cell in enumerate(row):
                if cell is not None:
                    self.line(xs[column], tops[k], xs[column + 1], tops[k])
                    for at, words in enumerate(cell.split("\n")):
                        self.text(xs[column] + _PADDING, tops[k] + 3 + at * LEADING, words)
        self.line(xs[0], tops[-1], xs[-1], tops[-1])
        for x in xs:
            self.line(x, top, x, tops[-1])
        return tops[-1]


def pdf(*pages: Draw, size: tuple[float, float] = PORTRAIT, password: str | None = None, turned: int = 0) -> bytes:
    """A file of pages."""
    pdfmetrics.registerFont(TTFont("serif", str(FONT)))
    out = BytesIO()
    lock = None if password is None else StandardEncryption(password, "owner", canPrint=1)
    canvas = Canvas(out, pagesize=size, encrypt=lock, invariant=1)
    for draw in pages:
        canvas.setPageRotation(turned)
        draw(Sheet(canvas, size))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def head(sheet: Sheet) -> float:
    """The head of a plan, and where it ends."""
    sheet.centred(150, 40, "ỦY BAN NHÂN DÂN")
    sheet.centred(410, 40, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.centred(150, 54, "TỈNH AN PHÚ")
    sheet.centred(410, 54, "Độc lập - Tự do - Hạnh phúc")
    sheet.centred(150, 74, "Số: 15/KH-UBND")
    sheet.centred(410, 74, "An Phú, ngày 12 tháng 01 năm 2026")
    sheet.centred(300, 110, "KẾ HOẠCH")
    sheet.centred(300, 126, "Cải cách hành chính năm 2026")
    return 160.0
