"""Correct documents made in many ways have no finding; each planted fault is found under its own rule."""

import unicodedata
from pathlib import Path

import pytest

from soket_xl.word.format.check import check
from tests.support.nd30_documents import LONG, TNR, WAYS, Way, write


def rules_of(path: Path) -> set[str]:
    return {found.rule for found in check(path).findings}


def replaced(part, old, new, count=1):
    """Return a change that plants a fault, and fails where there is nothing to change."""

    def change(parts):
        assert old in parts[part], old
        return parts | {part: parts[part].replace(old, new, count)}

    return change


def body(old, new, count=1):
    return replaced("word/document.xml", old, new, count)


def around(words, old, new):
    """Return a change of formatting in the paragraph that holds `words`."""

    def change(parts):
        xml = parts["word/document.xml"]
        at = xml.index(words)
        start = max(xml.rindex("<w:p>", 0, at), 0)
        assert old in xml[start:at], old
        return parts | {"word/document.xml": xml[:start] + xml[start:at].replace(old, new) + xml[at:]}

    return change


@pytest.mark.parametrize("name", WAYS)
def test_correct_document_has_no_finding(name: str, tmp_path: Path) -> None:
    assert [(f.rule, f.where, f.found) for f in check(write(tmp_path / "a.docx", WAYS[name])).findings] == []


SZ28, SZ26 = '<w:sz w:val="28"/>', '<w:sz w:val="26"/>'
FAULTS = [
    ("R01", "direct", body('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    ("R01", "province", body('w:w="16838" w:h="11906"', 'w:w="15840" w:h="12240"')),
    ("R03", "style", body('w:top="1134"', 'w:top="1000"')),
    ("R04", "letter", body('w:bottom="1134"', 'w:bottom="1440"')),
    ("R05", "plan", body('w:left="1701"', 'w:left="1440"')),
    ("R05", "direct", body('w:gutter="0"', 'w:gutter="600"')),
    ("R06", "commune", body('w:right="851"', 'w:right="1440"')),
    ("R07", "direct", body(TNR, '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')),
    ("R07", "style", replaced("word/styles.xml", TNR, '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>')),
    ("R07", "defaults", replaced("word/styles.xml", TNR, '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria"/>')),
    ("R07", "theme", replaced("word/theme/theme1.xml", "Times New Roman", "Aptos", 2)),
    ("R08", "direct", body("tập huấn", unicodedata.normalize("NFD", "tập huấn"))),
    ("R08", "letter", body("Đã kiểm tra", "§· kiÓm tra")),
    ("R09", "direct", around("100% hồ sơ", SZ28, '<w:color w:val="FF0000"/>' + SZ28)),
    ("R09", "style", replaced("word/styles.xml", TNR + "</w:rPr>", TNR + '<w:color w:val="0070C0"/></w:rPr>')),
    ("R09", "theme", around("100% hồ sơ", SZ28, SZ28 + '<w:highlight w:val="yellow"/>')),
    ("R10", "direct", body("<w:titlePg/>", "")),
    ("R10", "style", replaced("word/header1.xml", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>')),
    ("R10", "letter", replaced("word/header1.xml", SZ26, '<w:sz w:val="20"/>')),
    ("R10", "plan", replaced("word/header1.xml", " PAGE ", " DATE ")),
    ("R11", "direct", around("CỘNG HÒA", SZ26, '<w:sz w:val="32"/>')),
    ("R11", "boxes", around("CỘNG HÒA", "<w:b/>", "")),
    ("R11", "letter", body("CHỦ NGHĨA", "CHŨ NGHĨA")),
    ("R11", "tabs", body("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam")),
    ("R12", "direct", body("Độc lập - Tự do", "Độc lập – Tự do")),
    ("R12", "plan", around("Độc lập", "<w:b/>", "")),
    ("R12", "style", body("Độc lập - Tự do", "Độc lập-Tự do")),
    ("R14", "direct", around("UBND TỈNH", TNR, TNR + "<w:b/>")),
    ("R15", "direct", around("SỞ NỘI VỤ", "<w:b/>", "")),
    ("R15", "plan", body("ỦY BAN NHÂN DÂN", "Ủy ban nhân dân")),
    ("R16", "direct", body("Số: 15/BC-SNV", "Số: 5/BC-SNV")),
    ("R16", "letter", body("Số: 15/SNV-XDCQ", "Số 15/SNV-XDCQ")),
    ("R16", "tabs", around("/BC-SNV", SZ26, SZ28)),
    ("R17", "direct", body("15/BC-SNV", "15/TB-SNV")),
    ("R17", "proposal", body("TTr-SNV", "TT-SNV")),
    ("R17", "letter", body("15/SNV-XDCQ", "15/CV-SNV")),
    ("R17", "plan", body("/KH-", "/Kh-")),
    ("R18", "direct", around("Lai Châu, ngày", "<w:i/>", "")),
    ("R18", "style", body("Lai Châu, ngày", "Lai Châu ngày")),
    ("R19", "direct", body("ngày 07 tháng 5", "ngày 7 tháng 5")),
    ("R19", "plan", body("ngày 07 tháng 5", "ngày 07 tháng 05")),
    ("R19", "commune", body("tháng 02", "tháng 2")),
    ("R19", "tabs", body("tháng 5 năm 2026", "tháng 05 năm 2026")),
    ("R19", "direct", body("Đã kiểm tra", "Đến 08/05/2026 đã kiểm tra")),
    ("R20", "direct", around("BÁO CÁO</w:t>", "<w:b/>", "")),
    ("R20", "plan", around("KẾ HOẠCH</w:t>", '"center"', '"left"')),
    ("R21", "direct", around("Sơ kết 01 năm", "<w:b/>", "")),
    ("R21", "proposal", around("Sơ kết 01 năm", '"center"', '"both"')),
    ("R22", "letter", around("V/v", '<w:sz w:val="24"/>', '<w:b/><w:sz w:val="24"/>')),
    ("R22", "letter", around("V/v", '<w:sz w:val="24"/>', SZ28)),
    ("R22", "letter", around("V/v", 'w:before="120"', 'w:before="0"')),
    ("R23", "plan", around("Căn cứ Luật", "<w:i/>", "")),
    ("R23", "plan", body("địa phương;", "địa phương,")),
    ("R24", "direct", body("12/KH-UBND ngày 05 tháng 3 năm 2026", "12/KH-UBND")),
    ("R25", "direct", around(LONG, '"both"', '"left"')),
    ("R25", "style", replaced("word/styles.xml", 'w:val="both"', 'w:val="left"')),
    ("R25", "plan", around(LONG, SZ28, '<w:sz w:val="24"/>')),
    ("R26", "direct", around(LONG, 'w:firstLine="567"', 'w:firstLine="0"')),
    ("R26", "style", replaced("word/styles.xml", 'w:firstLine="720"', 'w:firstLine="360"')),
    ("R27", "direct", around("b) Đã", 'w:before="120"', 'w:before="0"')),
    ("R27", "style", replaced("word/styles.xml", 'w:before="120"', 'w:before="60"')),
    ("R28", "direct", around("b) Đã", 'w:line="240"', 'w:line="480"')),
    ("R28", "style", replaced("word/styles.xml", 'w:line="240"', 'w:line="200"')),
    ("R28", "province", around("b) Đã", 'w:line="360"', 'w:line="200"')),
    ("R30", "direct", body("I. KẾT QUẢ THỰC HIỆN", "I. Kết quả thực hiện")),
    ("R30", "style", around("I. KẾT QUẢ", "<w:b/>", "")),
    ("R30", "plan", body("I. KẾT QUẢ THỰC HIỆN", "I/ KẾT QUẢ THỰC HIỆN")),
    ("R31", "direct", around("1. Công tác chỉ đạo", "<w:b/>", "")),
    ("R32", "direct", around("1. Tiếp tục", TNR, TNR + "<w:b/>")),
    ("R33", "direct", body("d) Đã giải quyết", "f) Đã giải quyết")),
    ("R33", "plan", body("đ) Đã công khai", "e) Đã công khai")),
    ("R33", "letter", body("a) Đã ban hành", "a. Đã ban hành")),
    ("R34", "direct", body("2. Công tác phối hợp", "1.1. Công tác phối hợp")),
    ("R35", "direct", body("xem xét./.", "xem xét.")),
    ("R36", "proposal", body("Kính gửi: Ủy ban nhân dân tỉnh.", "Tờ trình này gửi tỉnh.")),
    ("R36", "letter", body("- Sở Xây dựng;", "Sở Xây dựng;")),
    ("R36", "direct", around("Kính gửi", TNR, TNR + "<w:b/>")),
    ("R37", "direct", body("KT. GIÁM ĐỐC", "K/T GIÁM ĐỐC")),
    ("R37", "plan", around("KT. GIÁM ĐỐC", "<w:b/>", "")),
    ("R38", "direct", body("Nguyễn Văn An", "ThS. Nguyễn Văn An")),
    ("R38", "style", body("Nguyễn Văn An", "NGUYỄN VĂN AN")),
    ("R39", "direct", around("Nơi nhận:", "<w:i/>", "")),
    ("R39", "plan", around("Nơi nhận:", '"24"', '"28"')),
    ("R39", "plan", around("Nơi nhận:", '"left"', '"center"')),
    ("R40", "direct", around("- Như trên", '"22"', '"28"')),
    ("R40", "letter", body("- Lưu: VT, XDCQ.", "- Lưu: VT, XDCQ")),
    ("R40", "style", body("- Như trên;", "- Như trên,")),
    ("R40", "plan", body("- Lưu: VT", "- Lưu VT")),
    ("R41", "commune", body("Phụ lục</w:t>", "PHỤ LỤC</w:t>")),
    ("R41", "commune", around("Phụ lục</w:t>", "<w:b/>", "")),
    ("R41", "province", body("DANH SÁCH ĐƠN VỊ", "Danh sách đơn vị")),
    ("R42", "commune", body('<w:pgNumType w:start="1"/>', "")),
    ("R43", "direct", around("Độc lập", SZ28, SZ26)),
    ("R46", "direct", body("tại xã Mường Kim", "tại Xã Mường Kim")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "way", "change"), FAULTS, ids=[f"{r}-{w}-{i}" for i, (r, w, _) in enumerate(FAULTS)])
def test_planted_fault_is_found(rule: str, way: str, change, tmp_path: Path) -> None:
    assert rule in rules_of(write(tmp_path / "a.docx", WAYS[way], change))


def test_lack_of_a_line_is_found_under_motto_issuer_and_subject(tmp_path: Path) -> None:
    from tests.support import nd30_documents as made

    without = body(made.line_run(Way()), "", 3)
    assert {"R13", "R15", "R21"} <= rules_of(write(tmp_path / "a.docx", Way(), without))


def test_words_cut_by_runs_are_not_taken_for_an_old_encoding(tmp_path: Path) -> None:
    cut = body("hồ sơ", "h</w:t></w:r><w:r><w:t>ồ s</w:t></w:r><w:r><w:t>ơ")
    found = check(write(tmp_path / "a.docx", WAYS["defaults"], cut)).findings
    assert "R08" not in {f.rule for f in found}


@pytest.mark.parametrize(("share", "named"), [(0.3, True), (1.0, False), (2.0, True)])
def test_a_line_under_the_motto_far_from_its_length_is_named(share: float, named: bool, tmp_path: Path) -> None:
    from tests.support import nd30_documents as made

    old = made.line_run(Way())
    long = old.replace('cx="1000000"', f'cx="{round(60.5 * share * 36000)}"')
    path = write(tmp_path / "a.docx", Way(), body(old, long, 3))
    assert ("R13" in rules_of(path)) is named


def test_each_drawn_line_serves_one_part_only(tmp_path: Path) -> None:
    from tests.support import nd30_documents as made

    one_less = body(made.line_run(WAYS["tabs"]), "", 1)
    assert rules_of(write(tmp_path / "a.docx", WAYS["tabs"], one_less)) & {"R13", "R15", "R21"}
