"""Lawful documents by another maker have no finding, and faults planted there are found."""

from copy import deepcopy
from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from soket_xl.word.format.check import check, mend
from tests.support.docx_made import TEXT, Words, make

LETTER = Words(kind="", number="Số: 15/SNV-XDCQ", names=("UBND TỈNH LAI CHÂU", "SỞ NỘI VỤ"), parents=1, stacked=True,
               letter_subject="V/v gửi báo cáo sơ kết", authority=("GIÁM ĐỐC",), archive="- Lưu: VT, XDCQ. NVA.55")  # fmt: skip
LAWFUL = {
    "province": Words(),
    "letter": LETTER,
    "urgent": Words(urgency="HỎA TỐC"),
    "inspectorate": Words(kind="", number="Số: 15/TTr-NV1", names=("TỈNH LAI CHÂU", "THANH TRA TỈNH"), parents=1,
                          letter_subject="V/v gửi báo cáo sơ kết", authority=("CHÁNH THANH TRA",)),
    "wrapped name": Words(names=("UBND XÃ MƯỜNG KIM", "TRUNG TÂM", "PHỤC VỤ HÀNH CHÍNH CÔNG"), parents=1,
                          number="Số: 07/BC-TTPVHCC", authority=("Q. GIÁM ĐỐC",)),
    "by order": Words(authority=("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"), signer="Vũ Thị Hoa"),
}  # fmt: skip


def line(document, words: str):
    """Return the paragraph that begins with `words`, in tables too."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    found = [p for holder in (document, *cells) for p in holder.paragraphs if p.text.startswith(words)]
    assert found, words
    return found[0]


def say_instead(old: str, new: str):
    def change(document) -> None:
        run = line(document, old).runs[0]
        run.text = run.text.replace(old, new)

    return change


def aligned(words: str, align):
    return lambda document: setattr(line(document, words), "alignment", align)


def shaded(document) -> None:
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFFF00"/>')
    line(document, TEXT[:20])._p.get_or_add_pPr().insert_element_before(shade, "w:spacing", "w:ind", "w:jc")


def numbered_in_arial(document) -> None:
    paragraph = line(document, TEXT[:20])
    paragraph.style = document.styles["List Number"]
    numbers = document.part.numbering_part.element
    for level in numbers.iter(qn("w:lvl")):
        for old in level.findall(qn("w:rPr")):
            level.remove(old)
        level.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>'))


FAULTS = [
    ("R07", Words(), numbered_in_arial),
    ("R09", Words(), shaded),
    ("R14", LETTER, lambda d: setattr(line(d, "UBND TỈNH").runs[0], "bold", True)),
    ("R17", LETTER, say_instead("Số: 15/SNV", "Số: 15/CV-SNV")),
    ("R17", Words(), say_instead("Số:       /BC", "Số:       /Bc")),
    ("R18", Words(), aligned("Lai Châu", ALIGN.LEFT)),
    ("R19", Words(), say_instead("Lai Châu, ngày     tháng 5", "Lai Châu, ngày     tháng 05")),
    ("R21", Words(), lambda d: setattr(line(d, "Sơ kết").runs[0], "underline", True)),
    ("R30", Words(), say_instead("I. KẾT", "I) KẾT")),
    ("R37", LETTER, say_instead("GIÁM ĐỐC", "Giám đốc")),
    ("R38", Words(), aligned("Đoàn Đức", ALIGN.RIGHT)),
    ("R38", Words(signer="LÝ A SỬ"), lambda d: None),
    ("R39", LETTER, aligned("Nơi nhận", ALIGN.CENTER)),
    ("R40", LETTER, say_instead("- Như trên;", "Như trên;")),
    ("R40", Words(), say_instead("- Lưu: VT", "- Lưu VT")),
    ("R44", Words(urgency="HỎA TỐC"), lambda d: setattr(line(d, "HỎA TỐC").runs[0], "bold", False)),
]


@pytest.mark.parametrize("name", LAWFUL)
def test_lawful_document_of_another_maker_has_no_finding(name: str, tmp_path: Path) -> None:
    assert [(f.rule, f.where, f.found) for f in check(make(tmp_path / "a.docx", LAWFUL[name])).findings] == []


@pytest.mark.parametrize(("rule", "words", "change"), FAULTS, ids=[f"{r}-{i}" for i, (r, _, _) in enumerate(FAULTS)])
def test_fault_planted_there_is_found_and_mended_or_listed(rule: str, words: Words, change, tmp_path: Path) -> None:
    source = make(tmp_path / "a.docx", words, change)
    assert {found.rule for found in check(source).findings} >= {rule}
    (tmp_path / "b.docx").write_bytes(mend(source).content)
    left = mend(tmp_path / "b.docx")
    assert left.mended == []
    assert [(f.rule, f.where) for f in left.findings] == [(f.rule, f.where) for f in mend(source).findings]


def without_addressee(document) -> None:
    paragraph = line(document, "Kính gửi")
    paragraph._p.getparent().remove(paragraph._p)


@pytest.mark.parametrize(("first", "severity"), [("Như trên", "error"), ("Bộ Nội vụ", "warning")])
def test_report_to_those_as_above_must_name_them(first: str, severity: str, tmp_path: Path) -> None:
    def change(document) -> None:
        without_addressee(document)
        line(document, "- Như trên").runs[0].text = f"- {first};"

    found = check(make(tmp_path / "a.docx", change=change)).findings
    assert [(f.rule, f.severity) for f in found] == [("R36", severity)]


@pytest.mark.parametrize("paragraph", ["Sơ kết 01 năm", TEXT[:20]])
def test_date_that_ends_a_subject_or_sentence_is_not_the_date_of_issue(paragraph: str, tmp_path: Path) -> None:
    def dated(document) -> None:
        found = line(document, paragraph)
        found.runs[0].text = "Thực hiện Tờ trình số 05/TTr-SNV ngày 07 tháng 5 năm 2026"
        found.runs[0].text += "" if paragraph.startswith("S") else "."

    assert [(f.rule, f.where) for f in check(make(tmp_path / "a.docx", change=dated)).findings] == []


def test_header_prepared_for_a_number_but_without_one_is_found_on_a_short_letter(tmp_path: Path) -> None:
    def unnumbered(document) -> None:
        for run in document.sections[0].header.paragraphs[0].runs:
            run._r.getparent().remove(run._r)

    def bare(document) -> None:
        unnumbered(document)
        document.sections[0].different_first_page_header_footer = False

    assert {f.rule for f in check(make(tmp_path / "a.docx", LETTER, unnumbered)).findings} == {"R10"}
    assert check(make(tmp_path / "b.docx", LETTER, bare)).findings == []


def test_italic_sentence_of_the_text_is_found(tmp_path: Path) -> None:
    source = make(tmp_path / "a.docx", change=lambda d: setattr(line(d, TEXT[:20]).runs[0], "italic", True))
    assert {found.rule for found in check(source).findings} == {"R25"}


def test_note_below_a_table_needs_no_indent(tmp_path: Path) -> None:
    def noted(document) -> None:
        table = document.add_table(rows=1, cols=1)
        paragraph = line(document, TEXT[:20])
        note = paragraph.insert_paragraph_before("")
        run = note.add_run("Ghi chú: số liệu của 33 xã, phường.")
        run.font.name, run.font.size = "Times New Roman", Pt(12)
        paragraph._p.addprevious(table._tbl)
        note._p.addprevious(table._tbl)
        cell = table.cell(0, 0).paragraphs[0].add_run("12,5")
        cell.font.name, cell.font.size = "Times New Roman", Pt(12)

    assert [(f.rule, f.found) for f in check(make(tmp_path / "a.docx", change=noted)).findings] == []


def again(document, words: str, text: str, before: str) -> None:
    """Put a copy of the paragraph that begins with `words`, saying `text`, in front of the one with `before`."""
    copied = deepcopy(line(document, words)._p)
    line(document, before)._p.addprevious(copied)
    Paragraph(copied, document).runs[0].text = text


def to_two(document) -> None:
    line(document, "Kính gửi").runs[0].text = "Kính gửi:"
    for text in ("- Bộ Nội vụ;", "- Bộ Tài chính."):
        again(document, "Kính gửi", text, TEXT[:20])
    again(document, TEXT[:20], "Ủy ban nhân dân báo cáo kết quả như sau:", TEXT[:20])


LONG_BASIS = (
    "Căn cứ Quyết định số 33/2025/QĐ-UBND ngày 25 tháng 6 năm 2025 của Ủy ban nhân dân tỉnh quy định chức năng, nhiệm vụ,"
    " quyền hạn và cơ cấu tổ chức của Sở Tư pháp tỉnh Lai Châu."
)


def decided(document) -> None:
    again(document, "QUYẾT ĐỊNH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "Kính gửi")
    for text in ("Căn cứ Luật Tổ chức chính quyền địa phương;", LONG_BASIS):
        again(document, TEXT[:20], text, "Kính gửi")
        line(document, text).runs[0].italic = True
    without_addressee(document)


DECISION = Words(kind="QUYẾT ĐỊNH", number="Số: 05/QĐ-UBND", subject="Thành lập Tổ công tác hỗ trợ các xã, phường")


@pytest.mark.parametrize(("words", "change"), [(Words(), to_two), (DECISION, decided)], ids=["to two", "decision"])
def test_what_follows_the_addressees_or_the_issuer_is_known_for_what_it_is(
    words: Words, change, tmp_path: Path
) -> None:
    found = [(f.rule, f.found) for f in check(make(tmp_path / "a.docx", words, change)).findings]
    assert [(rule, what) for rule, what in found if rule in ("R23", "R25", "R36")] == []
