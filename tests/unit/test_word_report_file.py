"""The report as a Word file: looks by Decree 30/2020, bookmarks, comments, and nothing that should not be there."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from soket_xl.build.templates import FOLDER
from soket_xl.word.compose import ReportInputs, compose
from soket_xl.word.model import Heading, sentence_id
from soket_xl.word.template import open_template
from soket_xl.word.widths import text_width
from soket_xl.word.write import write
from tests.support.docx_dump import W, bookmarks, dump, names, paragraphs, part, shown, style
from tests.support.report_case import CLAIMS, SETTINGS, UNITS, claim, inputs

GOLDEN = Path(__file__).parents[1] / "data" / "report_dump.txt"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def made(annotated: bool = False, given: ReportInputs | None = None) -> bytes:
    return write(compose(given or inputs()), open_template(FOLDER / "bao_cao.docx"), annotated)


@cache
def report() -> bytes:
    return made()


def cell(row: int, column: int, table: int = 0) -> list[etree._Element]:
    rows = list(part(report()).iter(f"{W}tbl"))[table].findall(f"{W}tr")
    return rows[row].findall(f"{W}tc")[column].findall(f"{W}p")


def look(paragraph: etree._Element) -> dict[str, str | None]:
    """Return the looks that the paragraph's style and its defaults give (runs of ours have none of their own)."""
    styles = part(report(), "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    own = styles.find(f"{W}style[@{W}styleId='{style(paragraph)}']")
    found: dict[str, str | None] = {"sz": defaults.find(f"{W}sz").get(f"{W}val")}
    for element in (*own.iterfind(f"{W}pPr/*"), *own.iterfind(f"{W}rPr/*"), *paragraph.iterfind(f"{W}pPr/*")):
        name = etree.QName(element).localname
        found[name] = element.get(f"{W}val", "on")
        for key, value in element.attrib.items():
            found[f"{name}.{etree.QName(key).localname}"] = value
    return found


def line_mm(paragraph: etree._Element) -> float:
    (extent,) = paragraph.iter(f"{WP}extent")
    return int(extent.get("cx")) / 36000


def test_report_reads_as_the_stored_dump() -> None:
    assert dump(report()) == GOLDEN.read_text(encoding="utf-8")


def test_same_inputs_give_the_same_bytes() -> None:
    assert made() == made()
    assert made(annotated=True) == made(annotated=True)


def test_every_section_is_a4_with_the_margins_and_page_numbers_of_the_decree() -> None:
    sections = list(part(report()).iter(f"{W}sectPr"))
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections] == [None, "landscape", "landscape"]
    for section in sections:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert sorted((size.get(f"{W}w"), size.get(f"{W}h"))) == ["11906", "16838"]
        top, bottom, left, right = (int(margins.get(f"{W}{side}")) for side in ("top", "bottom", "left", "right"))
        assert 1134 <= top <= 1418
        assert 1134 <= bottom <= 1418
        assert 1701 <= left <= 1985
        assert 850 <= right <= 1134
        assert section.find(f"{W}titlePg") is not None
        assert section.find(f"{W}pgNumType").get(f"{W}start") == "1"
        assert {ref.get(f"{W}type") for ref in section.findall(f"{W}headerReference")} == {"default", "first"}


def test_page_number_stands_in_the_middle_of_the_header_but_not_on_the_first_page() -> None:
    default, first = part(report(), "word/header1.xml"), part(report(), "word/header2.xml")
    assert [node.text for node in default.iter(f"{W}instrText")] == [" PAGE "]
    assert list(first.iter(f"{W}instrText")) == []
    (number,) = default.iter(f"{W}p")
    assert (look(number)["jc"], look(number)["sz"]) == ("center", "26")


def test_times_new_roman_stands_in_all_four_slots_and_nowhere_else_is_a_font_named() -> None:
    fonts = list(part(report(), "word/styles.xml").iter(f"{W}rFonts"))
    assert fonts
    for font in fonts:
        assert {font.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert len(font.attrib) == 4
    assert list(part(report()).iter(f"{W}rFonts")) == []
    assert part(report(), "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "vi-VN"


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("ỦY BAN NHÂN DÂN", "26", True, False),
        ("TỈNH LAI CHÂU", "26", True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "26", True, False),
        ("Độc lập - Tự do - Hạnh phúc", "28", True, False),
        ("Số:        /BC-UBND", "26", False, False),
        ("Lai Châu, ngày 08 tháng 5 năm 2026", "28", False, True),
        ("BÁO CÁO", "28", True, False),
        ("Sơ kết 01 năm hoạt động của chính quyền địa phương 02 cấp", "28", True, False),
        ("Kính gửi: Bộ Nội vụ", "28", False, False),
        ("TM. ỦY BAN NHÂN DÂN", "28", True, False),
        ("KT. CHỦ TỊCH", "28", True, False),
        ("PHÓ CHỦ TỊCH", "28", True, False),
        ("Nguyễn Văn Minh", "28", True, False),
        ("Nơi nhận:", "24", True, True),
        ("- Lưu: VT, Th4.", "22", False, False),
        ("Phụ lục I", "28", True, False),
        ("TỔNG HỢP SỐ LIỆU CỦA CÁC ĐƠN VỊ", "28", True, False),
    ],
)
def test_each_part_has_the_size_and_weight_of_the_decree(text: str, size: str, bold: bool, italic: bool) -> None:
    (found,) = [p for p in paragraphs(report()) if shown(p) == text]
    seen = look(found)
    assert (seen["sz"], "b" in seen, "i" in seen) == (size, bold, italic)


def test_body_is_justified_with_indent_and_distance() -> None:
    body = [p for p in paragraphs(report()) if style(p) == "SkBody"]
    assert len(body) == 13
    for paragraph in body:
        seen = look(paragraph)
        assert seen["jc"] == "both"
        assert seen["ind.firstLine"] in ("567", "720")
        assert int(seen["spacing.before"] or 0) >= 120
        assert 240 <= int(seen["spacing.line"] or 0) <= 360


def test_headings_are_real_ones_with_outline_levels() -> None:
    headings = [p for p in paragraphs(report()) if style(p).startswith("Heading")]
    assert [look(p)["outlineLvl"] for p in headings] == ["0", "1", "0", "1", "2", "2"]
    assert ["b" in look(p) for p in headings] == [True, True, True, True, False, False]
    assert all("keepNext" in look(p) for p in headings)


def test_no_empty_paragraph_and_no_spaces_stand_in_for_layout() -> None:
    body = part(report()).find(f"{W}body")
    for paragraph in body.iterfind(f"{W}p"):
        assert shown(paragraph) or paragraph.find(f"{W}pPr/{W}sectPr") is not None
        assert shown(paragraph) == shown(paragraph).strip()
    letterhead, signature = list(body.iterfind(f"{W}tbl"))[:2]
    assert all(shown(p) for table in (letterhead, signature) for p in table.iter(f"{W}p"))
    assert list(body.iter(f"{W}tab")) == []


def test_every_sentence_is_in_a_bookmark_of_its_own_with_just_its_words() -> None:
    root = part(report())
    model = compose(inputs())
    expected = {f"_SK_{s.sentence_id}": s.text for s in model.sentences()}
    assert len(bookmarks(report())) == len(expected)
    expected |= {f"_SH_{sentence_id(b.code)}": b.text for b in model.blocks if isinstance(b, Heading)}
    expected |= {f"_ST_{row.row_id}": row.cells[0] for _, row in model.rows()}
    found = {}
    for start in root.iter(f"{W}bookmarkStart"):
        node, words = start.getnext(), ""
        while node.tag != f"{W}bookmarkEnd":
            words += shown(node)
            node = node.getnext()
        assert node.get(f"{W}id") == start.get(f"{W}id")
        found[start.get(f"{W}name")] = words
    assert found == expected
    assert all(len(name) <= 40 for name in found)
    ids = [start.get(f"{W}id") for start in root.iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(ids)


def test_clean_copy_has_no_comment_and_the_annotated_one_names_every_source() -> None:
    assert "word/comments.xml" not in names(report())
    annotated = made(annotated=True)
    comments = [shown(c) for c in part(annotated, "word/comments.xml").iter(f"{W}comment")]
    assert len(comments) == len(bookmarks(annotated))
    assert "Nguồn: Xã Bình Lư (bao-cao.docx); Phường Đoàn Kết (bao-cao.docx)." in comments
    assert any(comment.startswith("Nguồn: Sở Y tế (syt.docx); Xã Bình Lư;") for comment in comments)
    references = [c.get(f"{W}id") for c in part(annotated).iter(f"{W}commentReference")]
    assert references == [c.get(f"{W}id") for c in part(annotated, "word/comments.xml").iter(f"{W}comment")]
    text = [shown(p) for p in paragraphs(annotated)]
    assert text == [shown(p) for p in paragraphs(report())]


HOSTILE = '<w:fldSimple w:instr="DDE"/> {{noi_dung}} & "x" =HYPERLINK("http://a") \x00\x07\ud800\ufffe ]]> {{la}} ￾'


def test_text_from_outside_stays_text() -> None:
    unit = replace(UNITS[0], name=HOSTILE, document_no=HOSTILE)
    given = inputs(
        units=(unit, *UNITS[1:]),
        claims=[*CLAIMS, claim("Y7", "I.1", HOSTILE, ["SYT"])],
        settings={**SETTINGS, "report_subject": "{{noi_dung}}", "cc": HOSTILE, "signer_name": HOSTILE},
    )
    content = made(annotated=True, given=given)
    document = part(content)
    for tag in ("fldSimple", "instrText", "fldChar", "hyperlink"):
        assert list(document.iter(f"{W}{tag}")) == []
    words = [shown(p) for p in document.iter(f"{W}p")]
    assert any('=HYPERLINK("http://a")' in line and '<w:fldSimple w:instr="DDE"/>' in line for line in words)
    assert len([line for line in words if line.startswith("I. TÌNH HÌNH")]) == 1


def test_nothing_of_the_template_is_left_unfilled() -> None:
    for name in names(report()):
        if name.endswith(".xml"):
            with zipfile.ZipFile(io.BytesIO(report())) as archive:
                assert b"{{" not in archive.read(name), name


def test_properties_tell_title_creator_and_language_and_nobody_else() -> None:
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>BÁO CÁO: Sơ kết 01 năm hoạt động của chính quyền địa phương 02 cấp</dc:title>" in core
    assert core.count("Ủy ban nhân dân tỉnh Lai Châu") == 2
    assert "<dc:language>vi-VN</dc:language>" in core
    assert core.count("2026-05-08T00:00:00Z") == 2


def test_annex_tables_repeat_their_header_and_split_no_row() -> None:
    tables = list(part(report()).iter(f"{W}tbl"))
    for table in tables[2:]:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert all(cell.find(f"{W}p") is not None for cell in table.iter(f"{W}tc"))
        width = sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
        assert width <= 16838 - 1701 - 851
    assert list(tables[0].iter(f"{W}tblBorders")) == []


def test_lines_follow_their_words() -> None:
    motto = cell(0, 1)[1]
    assert line_mm(motto) == pytest.approx(60.5, rel=0.02)
    issuer = cell(0, 0)[1]
    assert 1 / 3 <= line_mm(issuer) / text_width("TỈNH LAI CHÂU", 13) <= 1 / 2
    assert text_width("TỈNH LAI CHÂU", 13) == pytest.approx(35.7, rel=0.01)
    assert text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13) == pytest.approx(95.7, rel=0.01)
    (subject,) = [p for p in paragraphs(report()) if style(p) == "SkSubject"]
    assert 0 < line_mm(subject) <= 165 / 2


def broken(paragraph: etree._Element) -> list[str]:
    """Return the lines of a paragraph, as its line breaks part them."""
    nodes = paragraph.iter(f"{W}t", f"{W}br")
    return "".join("\n" if node.tag == f"{W}br" else node.text for node in nodes).split("\n")


def test_name_longer_than_its_column_is_in_even_lines_with_a_line_under_the_last() -> None:
    long = "UỶ BAN NHÂN DÂN LÂM THỜI CÁC DÂN TỘC VÙNG CAO BIÊN GIỚI TÂY BẮC"
    content = made(given=inputs(settings={**SETTINGS, "authority_place": long}))
    issuer = [p for p in part(content).iter(f"{W}p") if style(p) == "SkAuthority"][1]
    assert " ".join(broken(issuer)) == long
    widths = [text_width(line, 13) for line in broken(issuer)]
    assert len(widths) == 3
    assert max(widths) < 61
    assert max(widths) < 1.3 * min(widths)
    assert 1 / 3 <= line_mm(issuer) / widths[-1] <= 1 / 2


def test_lines_without_a_value_leave_no_gap_in_the_signature() -> None:
    content = made(given=inputs(settings={**SETTINGS, "signer_acting": "", "signer_name": ""}))
    signature = list(part(content).iter(f"{W}tbl"))[1].findall(f".//{W}tc")[1]
    assert [shown(p) for p in signature.iter(f"{W}p")] == ["TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"]


def test_several_addressees_are_a_list_under_the_word() -> None:
    content = made(given=inputs(settings={**SETTINGS, "recipient": "Bộ Nội vụ; Bộ Tài chính"}))
    text = [shown(p) for p in paragraphs(content)]
    place = text.index("Kính gửi:")
    assert text[place + 1 : place + 3] == ["- Bộ Nội vụ;", "- Bộ Tài chính."]


def test_signature_stays_with_the_last_sentence() -> None:
    (closing,) = [p for p in paragraphs(report()) if shown(p).endswith("./.")]
    assert "keepNext" in look(closing)
    (row,) = list(part(report()).iter(f"{W}tbl"))[1].findall(f"{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
