"""A Word report read as its reader sees it: built by XML in the ways that Word and others write."""

import io
import random
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from soket_xl.build.package import write_parts
from soket_xl.errors import FileRefused
from soket_xl.intake.blocks import TableBlock
from soket_xl.intake.document import read_document
from soket_xl.intake.report import ReportReader
from soket_xl.ooxml.effective import Cascade
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory
from tests.support.word_xml import W_NS, p, word_parts, write_word


@pytest.fixture
def read(tmp_path):
    def run(body, **parts):
        return read_document(write_word(tmp_path / "a.docx", body, **parts))

    return run


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs()]


def test_content_controls_smart_tags_fields_and_insertions_are_read(read):
    body = (
        f"<w:sdt><w:sdtContent>{p('khối')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>dòng </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>thẻ </w:t></w:r></w:smartTag><w:fldSimple w:instr='PAGE'><w:r><w:t>trường </w:t></w:r></w:fldSimple>"
        "<w:ins><w:r><w:t>thêm </w:t></w:r></w:ins><w:moveTo><w:r><w:t>chuyển đến </w:t></w:r></w:moveTo>"
        "<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>"
    )
    assert texts(read(body)) == ["khối", "dòng thẻ trường thêm chuyển đến liên kết"]


def test_deleted_hidden_commented_and_prompt_text_is_not_read(read):
    styles = (
        f'<w:styles xmlns:w="{W_NS}"><w:style w:type="paragraph" w:styleId="An"><w:name w:val="An"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    body = (
        "<w:p><w:r><w:t>thấy</w:t></w:r><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:commentReference w:id='1'/></w:r></w:p>"
        + p("ẩn theo kiểu", '<w:pStyle w:val="An"/>')
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Nhập ở đây')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(body, styles=styles)) == ["thấy"]


def test_text_box_is_read_once_not_its_fallback_again(read):
    box = "<w:txbxContent>" + p("trong khung") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>ngoài</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    found = list(read(body).paragraphs())
    assert [(x.text, x.kind) for x in found] == [("ngoài", "paragraph"), ("trong khung", "textbox")]


def test_complex_field_shows_its_result_not_its_instruction(read):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = (
        f"<w:p>{mark('begin')}<w:r><w:t>REF a</w:t></w:r><w:r><w:instrText>REF b</w:instrText></w:r>{mark('separate')}"
        f"<w:r><w:t>kết quả</w:t></w:r>{mark('end')}</w:p>"
    )
    assert texts(read(body)) == ["kết quả"]


def test_footnote_follows_its_paragraph(read):
    notes = f'<w:footnotes xmlns:w="{W_NS}"><w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote><w:footnote w:id="2">{p("chú thích")}</w:footnote></w:footnotes>'
    body = "<w:p><w:r><w:t>một</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + p("hai")
    found = [(x.text, x.kind) for x in read(body, footnotes=notes).paragraphs()]
    assert found == [("một", "paragraph"), ("chú thích", "footnote"), ("hai", "paragraph")]


def test_formatting_is_resolved_once_for_all_that_have_the_same_properties(read, monkeypatch):
    resolved, centered = [], '<w:jc w:val="center"/>'
    resolve = Cascade._resolved
    monkeypatch.setattr(Cascade, "_resolved", lambda *parts: resolved.append(parts[1:]) or resolve(*parts))
    rows = "".join(f"<w:tr><w:tc>{p(f'ô {n}', centered)}</w:tc></w:tr>" for n in range(40))
    document = read(f"<w:tbl>{rows}</w:tbl>" + "".join(p(f"Ý {n}", run="<w:b/>") for n in range(40)))
    assert [(q.centered, q.bold) for q in document.paragraphs()] == [(True, 0.0)] * 40 + [(False, 1.0)] * 40
    assert len(resolved) == 2


def test_breaks_tabs_symbols_and_hyphens(read):
    body = (
        "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/><w:br w:type="page"/></w:r></w:p>'
    )
    assert texts(read(body)) == ["a\nb\tc-d✓"]


NUMBERING = f"""<w:numbering xmlns:w="{W_NS}"><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Muc2"/><w:lvlText w:val="%1.%2."/><w:isLgl/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = f"""<w:styles xmlns:w="{W_NS}"><w:style w:type="paragraph" w:styleId="Muc2"><w:name w:val="Muc 2"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"""


def listed(text, number, level=0):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_are_what_the_reader_sees(read):
    body = (
        listed("một", 1) + listed("con", 1, 2) + listed("con nữa", 1, 2) + p("kiểu", '<w:pStyle w:val="Muc2"/>')
        + listed("hai", 1) + listed("con lại", 1, 2) + listed("gạch", 2) + listed("năm", 3) + listed("thôi", 0) + listed("mất", 9)
    )  # fmt: skip
    markers = [x.marker for x in read(body, numbering=NUMBERING, styles=STYLES).paragraphs()]
    assert markers == ["I.", "a)", "b)", "1.1.", "II.", "a)", "-", "V.", "", ""]


def test_missing_numbering_part_is_no_fault(read):
    assert [x.marker for x in read(listed("một", 1)).paragraphs()] == [""]


def test_merged_cells_keep_the_columns_in_place(read):
    cell = "<w:tc><w:tcPr>{0}</w:tcPr>{1}</w:tc>"
    row1 = cell.format('<w:gridSpan w:val="2"/>', p("ngang")) + cell.format('<w:vMerge w:val="restart"/>', p("dọc"))
    row2 = cell.format("", p("1")) + cell.format("", p("2")) + cell.format("<w:vMerge/>", "<w:p/>")
    table = read(f"<w:tbl><w:tr>{row1}</w:tr><w:tr>{row2}</w:tr></w:tbl>").blocks[0]
    assert isinstance(table, TableBlock)
    shown = [[" ".join(x.text for x in cell) for cell in row] for row in table.rows]
    assert shown == [["ngang", "", "dọc"], ["1", "2", ""]]


def test_strict_file_is_read(tmp_path):
    parts = word_parts(p("nghiêm ngặt"))
    for name in ("word/document.xml", "_rels/.rels"):
        parts[name] = (
            parts[name]
            .replace(W_NS.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
        )
    path = tmp_path / "strict.docx"
    path.write_bytes(write_parts(parts))
    assert texts(read_document(path)) == ["nghiêm ngặt"]


def test_external_picture_is_reported_and_not_followed(tmp_path):
    parts = word_parts(p("a"))
    rels = "word/_rels/document.xml.rels"
    extra = b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://192.0.2.1/a.png" TargetMode="External"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", extra)
    path = tmp_path / "a.docx"
    path.write_bytes(write_parts(parts))
    assert "192.0.2.1" in read_document(path).warnings[0]


def test_deep_nesting_is_read_or_refused_never_a_crash(read):
    body = "<w:sdt><w:sdtContent>" * 3000 + p("sâu") + "</w:sdtContent></w:sdt>" * 3000
    try:
        found = texts(read(body))
    except FileRefused:
        found = ["refused"]
    assert found in (["sâu"], ["refused"])


def test_long_report_is_read_whole(read):
    assert len(texts(read("".join(p(f"đoạn {n}") for n in range(15_000))))) == 15_000


def bomb(size):
    return write_parts({**word_parts(p("a")), "word/media.xml": b"<a>" + b" " * size + b"</a>"})


WRONG = {
    "old doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "rtf": (b"{\\rtf1 a}", "RTF"),
    "html": (b"<html><body>a</body></html>", "trang web"),
    "picture": (b"\x89PNG\r\n\x1a\n", "không phải tệp Word"),
    "empty": (b"", "rỗng"),
    "plain zip": (write_parts({"a.txt": b"a"}), "tệp nén"),
    "odt": (write_parts({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
    "bomb": (bomb(40_000_000), "bất thường"),
    "doctype": (
        write_parts({**word_parts(p("a")), "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "DTD",
    ),
    "broken xml": (write_parts({**word_parts(p("a")), "word/document.xml": b"<w:document>"}), "hỏng"),
    "no document": (
        write_parts({k: v for k, v in word_parts(p("a")).items() if "document.xml" not in k or "rels" in k}),
        "Word",
    ),
    "workbook": (write_parts({**word_parts(p("a")), "word/document.xml": b"<workbook/>"}), "Word"),
    "climbing name": (write_parts({**word_parts(p("a")), "../../x": b"a"}), "cấu trúc lạ"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_no_sound_word_file_is_refused_by_name_with_the_remedy(fault, tmp_path):
    content, told = WRONG[fault]
    path = tmp_path / "báo cáo.docx"
    path.write_bytes(content)
    started = time.process_time()
    with pytest.raises(FileRefused, match=r"báo cáo\.docx") as refusal:
        read_document(path)
    assert told in str(refusal.value)
    assert time.process_time() - started < 2


def test_every_truncation_is_refused_or_read(tmp_path):
    whole = write_parts(word_parts("".join(p(f"đoạn {n}") for n in range(300))))
    path = tmp_path / "cut.docx"
    for step in range(50):
        path.write_bytes(whole[: len(whole) * step // 50])
        with pytest.raises(FileRefused):
            read_document(path)


def test_lying_sizes_and_doubled_parts_are_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in word_parts(p("a")).items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", b"<a/>")
    path = tmp_path / "double.docx"
    path.write_bytes(stream.getvalue())
    with pytest.raises(FileRefused):
        read_document(path)
    content = bytearray(write_parts(word_parts(p("a"))))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 5)
    path.write_bytes(bytes(content))
    with pytest.raises(FileRefused):
        read_document(path)


TRACKER = Tracker(tracker_in_memory())
READER = ReportReader(TRACKER.outline, TRACKER.indicators, TRACKER.units, TRACKER.year)
SYLLABLES = (
    "xã",
    "thiếu",
    "địa",
    "chính",
    "- đã",
    "98,8%",
    "hồ sơ;",
    "Ủy",
    "ban.",
    "được",
    "x",
    "1.",
    "(a)",
    "ngoẵng",
    "kẻ",
)
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=7).map(" ".join)


@st.composite
def bodies(draw):
    """Documents of nested containers, with the text that shows in them in order."""
    shown, parts = [], []
    for _ in range(draw(st.integers(1, 6))):
        text = draw(WORDS)
        shape = draw(st.sampled_from(["plain", "control", "table", "inserted", "deleted", "hidden", "split"]))
        inner = {
            "inserted": f'<w:p><w:ins><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins></w:p>',
            "deleted": f"<w:p><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>",
            "hidden": p(text, run="<w:vanish/>"),
            "split": "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{c}</w:t></w:r>' for c in text) + "</w:p>",
            "control": f"<w:sdt><w:sdtContent>{p(text)}</w:sdtContent></w:sdt>",
            "table": f"<w:tbl><w:tr><w:tc>{p(text)}</w:tc></w:tr></w:tbl>",
        }.get(shape, p(text))
        parts.append(inner)
        shown += [] if shape in ("deleted", "hidden") else [text]
    return "".join(parts), shown


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies())
def test_every_visible_letter_is_read_and_no_other(read, case):
    body, shown = case
    letters = "".join("".join(text.split()) for text in shown)
    assert "".join("".join(text.split()) for text in texts(read(body))) == letters


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies())
def test_every_letter_ends_up_placed_unplaced_or_set_aside(read, case):
    body, shown = case
    report = READER.read(read(p("I. ĐẶC ĐIỂM TÌNH HÌNH", run="<w:b/>") + body), "BC xa Bum To.docx")
    kept = sorted(letter for item in report.items for letter in item.text if letter.isalpha())
    assert kept == sorted(letter for text in ["I ĐẶC ĐIỂM TÌNH HÌNH", *shown] for letter in text if letter.isalpha())


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_field_that_never_ends_hides_nothing_and_is_told(read):
    document = read(f"<w:p>{field('begin')}<w:r><w:instrText>TOC</w:instrText></w:r></w:p>{p('còn')}{p('lại')}")
    assert texts(document) == ["còn", "lại"]
    assert any("field" in warning for warning in document.warnings)


def test_field_that_never_ends_in_a_text_box_hides_nothing_outside(read):
    box = f"<w:pict><v:shape><v:textbox><w:txbxContent><w:p>{field('begin')}</w:p>{p('trong')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    assert texts(read(f"<w:p><w:r>{box}</w:r></w:p>{p('ngoài')}")) == ["trong", "ngoài"]


def test_field_over_several_paragraphs_hides_its_instruction_only(read):
    body = (
        f"<w:p>{field('begin')}<w:r><w:instrText>TOC</w:instrText><w:t>mã</w:t></w:r>{field('separate')}<w:r><w:t>một</w:t></w:r></w:p>"
        f"{p('hai')}<w:p>{field('end')}</w:p>{p('ba')}"
    )
    assert texts(read(body)) == ["một", "hai", "ba"]


DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


def test_last_paragraph_whose_mark_is_deleted_is_kept(read):
    assert texts(read(p("một") + p("hai", DELETED_MARK))) == ["một", "hai"]


def test_text_before_a_table_is_not_carried_into_it(read):
    cell = f"<w:tbl><w:tr><w:tc>{p('ô', DELETED_MARK)}</w:tc><w:tc>{p('khác')}</w:tc></w:tr></w:tbl>"
    document = read(p("trước", DELETED_MARK) + cell + p("sau"))
    assert texts(document) == ["trước", "ô", "khác", "sau"]
    assert isinstance(document.blocks[1], TableBlock)


def test_prompts_are_told_by_the_value_of_their_mark(read):
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr{}/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format(' w:val="0"', p("viết")) + control.format("", p("nhắc"))
    row = control.format("", f"<w:tc>{p('nhắc trong ô')}</w:tc>")
    assert texts(read(f"{body}<w:tbl><w:tr>{row}<w:tc>{p('ô')}</w:tc></w:tr></w:tbl>")) == ["viết", "ô"]


def test_formulas_are_read_without_what_was_deleted_in_them(read):
    math = "<m:oMath><m:r><m:t>x=1</m:t></m:r><w:del><m:r><m:t>cũ</m:t></m:r></w:del></m:oMath>"
    assert texts(read(f"<m:oMathPara>{math}</m:oMathPara>{p('sau')}")) == ["x=1", "sau"]


def test_text_around_a_comment_or_instruction_inside_a_run_is_whole(read):
    assert texts(read("<w:p><w:r><w:t>một<!-- x --> hai<?y z?> ba</w:t></w:r></w:p>")) == ["một hai ba"]


def test_alternatives_in_a_run_are_chosen_by_what_word_understands(read):
    choice = '<mc:Choice xmlns:zz="urn:not-known" Requires="zz"><w:t>lạ</w:t></mc:Choice>'
    body = f"<w:p><w:r><mc:AlternateContent>{choice}<mc:Fallback><w:t>quen</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert texts(read(body)) == ["quen"]
    known = body.replace("zz", "wps").replace("urn:not-known", "http://schemas.microsoft.com/office/word/2010/x")
    assert texts(read(known)) == ["lạ"]


def test_notes_are_read_once_with_their_tables_and_controls(read):
    inner = (
        f"<w:sdt><w:sdtContent>{p('khối')}</w:sdtContent></w:sdt><w:tbl><w:tr><w:tc>{p('bảng')}</w:tc></w:tr></w:tbl>"
    )
    notes = f'<w:footnotes xmlns:w="{W_NS}"><w:footnote w:id="1">{inner}</w:footnote></w:footnotes>'
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = f"<w:p><w:r><w:t>một</w:t></w:r>{reference}</w:p><w:p><w:r><w:t>hai</w:t></w:r>{reference}</w:p>"
    assert texts(read(body, footnotes=notes)) == ["một", "khối", "bảng", "hai"]


def test_notes_and_boxes_of_hidden_runs_are_hidden(read):
    notes = f'<w:footnotes xmlns:w="{W_NS}"><w:footnote w:id="1">{p("ghi chú")}</w:footnote></w:footnotes>'
    box = f"<w:pict><v:textbox><w:txbxContent>{p('hộp')}</w:txbxContent></v:textbox></w:pict>"
    hidden = f'<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="1"/>{box}</w:r>'
    assert texts(read(f"<w:p><w:r><w:t>chữ</w:t></w:r>{hidden}</w:p>", footnotes=notes)) == ["chữ"]


def numbering(level):
    return (
        f'<w:numbering xmlns:w="{W_NS}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("level", "marker"),
    [
        ('<w:start w:val="2000000000"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>', "2000000000."),
        ('<w:start w:val="2000000000"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/>', "2000000000)"),
        ('<w:start w:val="0"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>', "0."),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlRestart w:val="abc"/>', "1."),
        ('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr>', ""),
    ],
)
def test_odd_numbers_of_lists_end_at_once(read, level, marker):
    (paragraph,) = read(p("ý", NUMBERED), numbering=numbering(level)).paragraphs()
    assert (paragraph.marker, paragraph.text) == (marker, "ý")


def test_numbers_that_are_no_numbers_are_passed_over(read):
    (paragraph,) = read(p("ý", '<w:ind w:left="inf"/>', '<w:sz w:val="1e400"/>')).paragraphs()
    assert paragraph.text == "ý"


def test_three_thousand_styles_on_each_other_are_read_at_once(read):
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/><w:rPr><w:b/></w:rPr></w:style>'
        for n in range(3000)
    )
    body = "".join(p("ý", f'<w:pStyle w:val="s{n}"/>') for n in range(0, 3000, 10))
    document = read(body, styles=f'<w:styles xmlns:w="{W_NS}">{chain}</w:styles>')
    assert all(paragraph.bold == 1 for paragraph in document.paragraphs())


def test_long_plain_reports_are_no_bombs(read):
    assert len(texts(read(p("Đoạn văn giống nhau của một báo cáo dài. " * 10) * 15_000))) == 15_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/never_read.xml"])
def test_document_type_is_refused_in_any_part_and_encoding(part, encoding, tmp_path):
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!-- {"x" * 5000} --><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    path = tmp_path / "a.docx"
    path.write_bytes(write_parts({**word_parts(p("a")), part: declared.encode(encoding)}))
    with pytest.raises(FileRefused, match="DTD"):
        read_document(path)


def test_strict_file_in_utf_16_is_read(tmp_path):
    parts = word_parts(p("nghiêm ngặt"))
    root = etree.fromstring(parts["word/document.xml"])
    parts["word/document.xml"] = (
        etree.tostring(root, encoding="unicode")
        .replace(W_NS, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .encode("utf-16")
    )
    path = tmp_path / "a.docx"
    path.write_bytes(write_parts(parts))
    assert texts(read_document(path)) == ["nghiêm ngặt"]


def test_macro_document_is_read_as_any_other(tmp_path):
    parts = word_parts(p("có macro"))
    usual, macro = b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"vnd.openxmlformats-officedocument." + usual, b"vnd." + macro)
    assert parts["[Content_Types].xml"] != types
    path = tmp_path / "a.docm"
    path.write_bytes(write_parts({**parts, "word/vbaProject.bin": b"\xd0\xcf"}))
    assert texts(read_document(path)) == ["có macro"]


def test_flipped_bytes_are_refused_or_read_never_a_crash(tmp_path):
    whole = write_parts(word_parts("".join(p(f"đoạn {n}") for n in range(50)), numbering=numbering("")))
    path, outcomes = tmp_path / "a.docx", set()
    chance = random.Random(7)
    for _ in range(300):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            outcomes.add(len(texts(read_document(path))))
        except FileRefused:
            outcomes.add("refused")
    assert outcomes == {50, "refused"}


def test_many_text_boxes_deep_down_are_read_at_once(read):
    box = "<w:txbxContent><w:p><w:r><w:t>h</w:t></w:r></w:p></w:txbxContent>"
    deep = "<w:x>" * 200 + box * 2000 + "</w:x>" * 200
    assert texts(read(f"<w:p><w:r><w:pict>{deep}</w:pict></w:r></w:p>")) == ["h"] * 2000
