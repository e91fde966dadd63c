"""Official letters: the office's letterhead, addressees, and the decree's end mark."""

from datetime import date

from soket_xl.build.templates import FOLDER
from soket_xl.word.letter import letter, letter_reference
from soket_xl.word.model import Annex, Column, ReportModel, Sentence, TableRow
from soket_xl.word.template import LETTER, REMINDER_TEMPLATE, open_template
from soket_xl.word.write import write
from tests.support.docx_dump import W, bookmarks, dump, part

SETTINGS = {
    "parent_authority": "UBND TỈNH LAI CHÂU",
    "office": "SỞ NỘI VỤ",
    "letter_code": "SNV-XDCQ",
    "place": "Lai Châu",
    "letter_signer_acting": "KT. GIÁM ĐỐC",
    "letter_signer_title": "PHÓ GIÁM ĐỐC",
    "letter_signer_name": "Lò Thị Mai",
    "letter_cc": "Như trên; UBND tỉnh; Lưu: VT, XDCQ",
}
ON = date(2026, 5, 11)


def written(model: ReportModel) -> bytes:
    return write(model, open_template(FOLDER / REMINDER_TEMPLATE, LETTER))


def test_letter_reads_as_the_decree_lays_it_out() -> None:
    model = letter(SETTINGS, ON, "đôn đốc gửi báo cáo", ["Sở Y tế", "UBND xã Mù Cả"], ["Đề nghị gửi:", "Trân trọng."])
    assert dump(written(model)) == (
        "| UBND TỈNH LAI CHÂU / SỞ NỘI VỤ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc |\n"
        "| Số:        /SNV-XDCQ / V/v đôn đốc gửi báo cáo | Lai Châu, ngày 11 tháng 5 năm 2026 |\n"
        "[SkTo] Kính gửi:\n"
        "[SkToList] - Sở Y tế;\n"
        "[SkToList] - UBND xã Mù Cả.\n"
        "[SkBody] Đề nghị gửi:\n"
        "[SkBody] Trân trọng./.\n"
        "| Nơi nhận: / - Như trên; / - UBND tỉnh; / - Lưu: VT, XDCQ. | KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Lò Thị Mai |\n"
        "[SkTail]\n"
        "===== portrait 11906 x 16838, pages from 1\n"
    )


def test_letter_to_one_place_has_it_on_the_line_and_carries_no_bookmark() -> None:
    content = written(letter(SETTINGS, ON, "bổ sung báo cáo", ["UBND xã Mù Cả"], ["Một", "Hai; ./."]))
    assert "[SkTo] Kính gửi: UBND xã Mù Cả\n[SkBody] Một\n[SkBody] Hai./.\n" in dump(content)
    assert bookmarks(content) == []


def test_letter_may_have_an_annex_with_its_own_section() -> None:
    reference = letter_reference(SETTINGS, ON)
    note = Sentence("", "Ghi chú.")
    annex = Annex("Phụ lục", "DANH SÁCH", reference, (Column("TT", 20),), (TableRow(("1",)),), (note,))
    content = written(letter(SETTINGS, ON, "đôn đốc", ["Sở Y tế"], ["Nội dung."], [annex]))
    assert reference == "(Kèm theo Công văn số        /SNV-XDCQ ngày 11 tháng 5 năm 2026 của Sở Nội vụ)"
    assert len(list(part(content).iter(f"{W}sectPr"))) == 2


def test_parent_authority_and_subject_are_not_bold_but_the_office_is() -> None:
    styles = part(FOLDER / REMINDER_TEMPLATE, "word/styles.xml")
    bold = {s.get(f"{W}styleId"): s.find(f"{W}rPr/{W}b") is not None for s in styles.iter(f"{W}style") if len(s) > 2}
    assert (bold["SkParent"], bold["SkLetterSubject"], bold["SkAuthority"]) == (False, False, True)
