"""A lawful document made by python-docx with direct formatting only: another hand than `nd30_documents`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

TEXT = (
    "Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ban, ngành, Ủy ban nhân dân các xã, phường triển khai đồng bộ, kịp thời các"
    " nhiệm vụ, giải pháp theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh."
)


@dataclass(frozen=True)
class Words:
    """What the document says; `stacked` puts the signature above the recipients, without a table."""

    names: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU")
    parents: int = 0
    number: str = "Số:       /BC-UBND"
    kind: str = "BÁO CÁO"
    subject: str = "Sơ kết 01 năm vận hành mô hình chính quyền địa phương 02 cấp"
    letter_subject: str = ""
    urgency: str = ""
    authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    signer: str = "Đoàn Đức Long"
    archive: str = "- Lưu: VT, Th4."
    stacked: bool = False


def make(path: Path, words: Words = Words(), change: Callable[[object], None] | None = None) -> Path:
    """Write the document, after `change` has planted what it likes; return its path."""
    document = Document()
    _page(document)
    _letterhead(document.add_table(rows=2, cols=2), words)
    if words.kind:
        _line(document, words.kind, bold=True, align=ALIGN.CENTER)
        _line(document, words.subject, bold=True, align=ALIGN.CENTER)
        _line(document, "____________", align=ALIGN.CENTER)
    _line(document, "Kính gửi: Bộ Nội vụ.", align=ALIGN.CENTER)
    for text in (TEXT, "I. KẾT QUẢ THỰC HIỆN", "1. Công tác chỉ đạo", TEXT, "Đề nghị Bộ Nội vụ xem xét./."):
        heading = text[:2] in ("I.", "1.")
        line = _line(document, text, bold=heading, align=ALIGN.JUSTIFY, first=Cm(1.27), before=6)
        line.paragraph_format.line_spacing = 1.3
    _ending(document, words)
    if change is not None:
        change(document)
    document.save(str(path))
    return path


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = ALIGN.CENTER
    for name, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if name else "w:instrText")
        if name:
            mark.set(qn("w:fldCharType"), name)
        mark.text = text or None
        _styled(header.add_run(), 13).append(mark)


def _styled(run, size: float, bold: bool = False, italic: bool = False):
    run.font.name, run.font.size, run.bold, run.italic = "Times New Roman", Pt(size), bold, italic
    return run._r


def _line(holder, text, size=14.0, bold=False, italic=False, align=None, first=None, before=0):
    paragraph = holder.add_paragraph()
    _styled(paragraph.add_run(text), size, bold, italic)
    paragraph.alignment, look = align, paragraph.paragraph_format
    look.first_line_indent, look.space_before, look.space_after = first, Pt(before), Pt(0)
    return paragraph


def _letterhead(table, words: Words) -> None:
    left, right = table.cell(0, 0), table.cell(0, 1)
    for index, name in enumerate(words.names):
        _line(left, name, 13, bold=index >= words.parents, align=ALIGN.CENTER)
    _line(left, "_______", 13, align=ALIGN.CENTER)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True, align=ALIGN.CENTER)
    _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, align=ALIGN.CENTER)
    _line(right, "____________________", 13, align=ALIGN.CENTER)
    _line(table.cell(1, 0), words.number, 13, align=ALIGN.CENTER)
    if words.letter_subject:
        _line(table.cell(1, 0), words.letter_subject, 12, align=ALIGN.CENTER, before=6)
    if words.urgency:
        _line(table.cell(1, 0), words.urgency, 13, bold=True, align=ALIGN.CENTER)
    _line(table.cell(1, 1), "Lai Châu, ngày     tháng 5 năm 2026", italic=True, align=ALIGN.CENTER)


def _ending(document, words: Words) -> None:
    table = None if words.stacked else document.add_table(rows=1, cols=2)
    left, right = (document, document) if table is None else (table.cell(0, 0), table.cell(0, 1))
    for text in (*words.authority, "", "", words.signer):
        _line(right, text, bold=True, align=ALIGN.CENTER)
    _line(left, "Nơi nhận:", 12, bold=True, italic=True)
    for text in ("- Như trên;", "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;", words.archive):
        _line(left, text, 11)
