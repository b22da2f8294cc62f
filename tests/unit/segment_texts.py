"""Invented texts for the segmenting tests, and a short way to read a tree."""

from __future__ import annotations

import textwrap

from cchc_extract.model.outline import Outline
from cchc_extract.model.source import SourceDocument
from cchc_extract.segment.outline import build_outline

PLAN = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "a) Tiếp tục đẩy mạnh cải cách hành chính trên địa bàn xã, bảo đảm công khai, minh bạch, lấy sự hài lòng của "
    "người dân làm thước đo; phấn đấu hoàn thành các chỉ tiêu được giao tại Quyết định số 15/QĐ-UBND ngày 05 tháng 01 "
    "năm 2026 của Ủy ban nhân dân tỉnh Sông Vàng.",
    "b) Nâng cao trách nhiệm của người đứng đầu các phòng chuyên môn trong tổ chức thực hiện nhiệm vụ được giao và "
    "phối hợp công tác giữa các cơ quan, đơn vị.",
    "2. Yêu cầu",
    "Các phòng chuyên môn xác định rõ nội dung công việc, thời gian, tiến độ hoàn thành và kết quả cụ thể của từng "
    "nhiệm vụ. Kế hoạch phải bám sát chương trình công tác của Ủy ban nhân dân xã và điều kiện thực tế tại địa phương.",
    "II. NHIỆM VỤ VÀ GIẢI PHÁP TRỌNG TÂM VỀ CẢI CÁCH HÀNH CHÍNH, CHUYỂN ĐỔI SỐ, XÂY DỰNG CHÍNH QUYỀN SỐ NĂM 2026",
    "1. Cải cách thể chế",
    "- Rà soát, hệ thống hóa văn bản quy phạm pháp luật do Hội đồng nhân dân, Ủy ban nhân dân xã ban hành; kịp thời "
    "kiến nghị sửa đổi, bổ sung, thay thế hoặc bãi bỏ văn bản không còn phù hợp.",
    "- Tổ chức phổ biến, giáo dục pháp luật cho cán bộ, công chức và Nhân dân giai đoạn 2026 - 2030 gắn với chuyển đổi "
    "số; ưu tiên các nội dung liên quan trực tiếp đến đời sống của người dân ở các thôn, tổ dân phố.",
    "2. Cải cách thủ tục hành chính",
    "- Công khai đầy đủ, kịp thời thủ tục hành chính tại Trung tâm Phục vụ hành chính công xã và trên Cổng Dịch vụ "
    "công quốc gia theo quy định.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã",
    "a) Chủ trì, phối hợp với các phòng chuyên môn theo dõi, đôn đốc việc thực hiện Kế hoạch này; định kỳ hằng quý "
    "tổng hợp, báo cáo Chủ tịch Ủy ban nhân dân xã.",
    "b) Tham mưu tổ chức kiểm tra công tác cải cách hành chính trước ngày 30 tháng 9 năm 2026.",
    "2. Phòng Văn hóa - Xã hội chủ trì tuyên truyền về cải cách hành chính trên hệ thống truyền thanh cơ sở và trang "
    "thông tin điện tử của xã.",
    "Trên đây là Kế hoạch cải cách hành chính năm 2026 của Ủy ban nhân dân xã; trong quá trình thực hiện nếu có vướng "
    "mắc, các đơn vị phản ánh về Văn phòng để tổng hợp./.",
]


def document(text: str) -> SourceDocument:
    """A text as its reader would hand it on."""
    return SourceDocument("invented.txt", "text", "utf-8", "", len(text), text)


def outline_of(text: str, tables_at: tuple[int, ...] = ()) -> Outline:
    """The outline of all lines of a text but those of its tables (one line each)."""
    lines = [line for line in document(text).lines if line.index not in tables_at]
    return build_outline(lines, tables_at, text)


def paths(outline: Outline) -> list[str]:
    """Each node as `II/1/a: its first words`; `*` before a heading, `?` before an inferred one."""
    out = []
    for path in outline.walk():
        node = path[-1]
        sign = "?" if node.inferred else "*" if node.title else ""
        words = " ".join(node.words.plain.split()[:3])
        out.append(f"{sign}{'/'.join(each.label or '' for each in path)}: {words}".strip())
    return out


def signature(outline: Outline) -> list[tuple[int, str | None, str, bool]]:
    """What must not change with the layout: depth, label, words, heading or not."""
    return [(len(p), p[-1].label, p[-1].words.plain, p[-1].title is not None) for p in outline.walk()]


def laid_out(paragraphs: list[str], *, width: int, page: int, indent: int, blank: bool, form_feed: bool) -> str:
    """The paragraphs as a page-oriented converter writes them: wrapped, paged, each page but the first numbered."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, width, initial_indent=" " * indent, break_on_hyphens=False)
        lines += [""] if blank else []
    out: list[str] = []
    for number, start in enumerate(range(0, len(lines), page), 1):
        if number > 1:
            out += [("\f" if form_feed else "") + " " * (width // 2) + str(number), ""]
        out += [*lines[start : start + page], ""]
    return "\n".join(out)
