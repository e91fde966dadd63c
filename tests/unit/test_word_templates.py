"""Templates that clerks edit in Word: rebuilt the same, checked with the place of each fault, filled whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from soket_xl.build.templates import FOLDER, build_templates, templates
from soket_xl.errors import FileRefused
from soket_xl.word.compose import compose
from soket_xl.word.package import DOCUMENT, Parts, W, add_part, read_parts, write_parts
from soket_xl.word.tags import fill
from soket_xl.word.template import REPORT, TEMPLATE_KINDS, open_template
from soket_xl.word.write import write
from tests.support.docx_dump import dump, names, paragraphs, part, shown
from tests.support.report_case import inputs

TEMPLATE = FOLDER / "bao_cao.docx"


def edited(tmp_path: Path, change: Callable[[str], str], name: str = DOCUMENT) -> Path:
    """Return a copy of the report's template with one part changed."""
    parts: Parts = read_parts(TEMPLATE)
    before = parts[name].decode()
    parts[name] = change(before).encode()
    assert parts[name].decode() != before
    path = tmp_path / "mau cua toi.docx"
    path.write_bytes(write_parts(parts))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        open_template(path)
    return str(caught.value)


def text_of(path: Path) -> list[str]:
    return [shown(p) for p in paragraphs(write(compose(inputs()), open_template(path)))]


def test_stored_templates_are_what_the_source_makes(tmp_path: Path) -> None:
    assert {name: (FOLDER / name).read_bytes() for name in templates()} == dict(templates())
    assert [path.read_bytes() for path in build_templates(tmp_path)] == list(templates().values())


@pytest.mark.parametrize("name", TEMPLATE_KINDS)
def test_our_templates_use_only_their_own_tags(name: str) -> None:
    open_template(FOLDER / name, TEMPLATE_KINDS[name])
    used = set(re.findall(r"\{\{(\w+)\}\}", "".join(shown(p) for p in part(FOLDER / name).iter(f"{W}p"))))
    kind = TEMPLATE_KINDS[name]
    assert used == {*kind.needed, *kind.optional} - (set() if kind is REPORT else {"quyen_han"})


def test_tag_that_word_split_over_runs_is_filled(tmp_path: Path) -> None:
    split = '{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>kinh_</w:t></w:r><w:r><w:t>gui }}'
    path = edited(tmp_path, lambda xml: xml.replace("{{kinh_gui}}", split))
    assert "Kính gửi: Bộ Nội vụ" in text_of(path)


def test_body_tag_split_over_runs_is_still_its_place(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda xml: xml.replace("{{noi_dung}}", "{{noi</w:t></w:r><w:r><w:t>_dung}}"))
    assert "I. TÌNH HÌNH CHUNG" in text_of(path)


def test_unknown_tag_is_named_with_its_page_and_text(tmp_path: Path) -> None:
    more = '<w:p><w:r><w:br w:type="page"/><w:t>Người lập: {{nguoi_lap}} của Sở</w:t></w:r></w:p><w:sectPr>'
    path = edited(tmp_path, lambda xml: xml.replace("<w:sectPr>", "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + more))
    said = refusal(path)
    assert "mau cua toi.docx" in said
    assert 'trang 2, đoạn "Người lập: {{nguoi_lap}} của Sở": không có chỗ điền {{nguoi_lap}}' in said


@pytest.mark.parametrize("tag", REPORT.needed)
def test_missing_tag_is_named(tmp_path: Path, tag: str) -> None:
    path = edited(tmp_path, lambda xml: xml.replace("{{" + tag + "}}", "chữ"))
    assert "thiếu chỗ điền {{" + tag + "}}" in refusal(path)


@pytest.mark.parametrize("tag", REPORT.optional)
def test_words_may_stand_in_place_of_an_optional_tag(tmp_path: Path, tag: str) -> None:
    path = edited(tmp_path, lambda xml: xml.replace("{{" + tag + "}}", "CHỮ CỐ ĐỊNH"))
    assert "CHỮ CỐ ĐỊNH" in " ".join(text_of(path))


@pytest.mark.parametrize("broken", ["{{kinh_gui}", "{kinh_gui}}", "{kinh_gui}", "{{kinh gui}}", "{{ }}"])
def test_broken_braces_are_named(tmp_path: Path, broken: str) -> None:
    path = edited(tmp_path, lambda xml: xml.replace("{{kinh_gui}}", broken))
    said = refusal(path)
    assert "Kính gửi: " in said
    assert "dấu ngoặc" in said


def test_body_tag_twice_inside_a_table_or_beside_words_is_refused(tmp_path: Path) -> None:
    tag = "{{noi_dung}}"
    twice = edited(tmp_path, lambda xml: xml.replace("<w:sectPr>", f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p><w:sectPr>"))
    assert "2 lần" in refusal(twice)
    beside = edited(tmp_path, lambda xml: xml.replace(tag, f"Nội dung: {tag}"))
    assert "phải đứng riêng" in refusal(beside)
    table = edited(tmp_path, lambda xml: xml.replace(tag, "x").replace("{{co_quan}}", tag))
    assert "phải đứng riêng" in refusal(table)


def test_missing_style_is_named(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda xml: xml.replace('"heading 2"', '"Muc hai"'), "word/styles.xml")
    assert 'thiếu kiểu chữ "heading 2"' in refusal(path)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda xml: xml.replace("{{kinh_gui}}", "{{la}}").replace("{{noi_nhan}}", ""))
    assert all(word in refusal(path) for word in ("{{la}}", "{{kinh_gui}}", "{{noi_nhan}}"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 old or locked"])
def test_file_that_is_no_docx_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(content)
    assert "mau.docx" in refusal(path)


def test_missing_template_tells_the_folder(tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(tmp_path / "mau.docx")


def test_entities_in_a_template_are_refused(tmp_path: Path) -> None:
    declared = '<!DOCTYPE w [<!ENTITY a "b">]><w:document'
    said = refusal(edited(tmp_path, lambda xml: xml.replace("<w:document", declared, 1)))
    assert "mau cua toi" in said
    assert "khai báo DTD" in said


def test_what_a_clerk_changed_in_the_template_is_in_the_report(tmp_path: Path) -> None:
    def smaller(xml: str) -> str:
        return re.sub(r'(w:styleId="SkBody".*?<w:sz w:val=")28', r"\g<1>26", xml, count=1)

    content = write(compose(inputs()), open_template(edited(tmp_path, smaller, "word/styles.xml")))
    size = part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='SkBody']/{W}rPr/{W}sz")
    assert size.get(f"{W}val") == "26"


def test_tag_in_a_footer_is_filled(tmp_path: Path) -> None:
    path = edited(
        tmp_path, lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{so_ky_hieu}}</w:t></w:r></w:p>"), "word/header2.xml"
    )
    header = part(write(compose(inputs()), open_template(path)), "word/header2.xml")
    assert [shown(p) for p in header.iter(f"{W}p")] == ["Số:        /BC-UBND"]


def test_template_without_a_section_or_a_last_paragraph_still_works(tmp_path: Path) -> None:
    def bare(xml: str) -> str:
        return re.sub(r"<w:p><w:pPr><w:pStyle w:val=\"SkTail\"/></w:pPr></w:p><w:sectPr>.*</w:sectPr>", "", xml)

    root = part(write(compose(inputs()), open_template(edited(tmp_path, bare))))
    assert len(list(root.iter(f"{W}sectPr"))) == 3


def test_bookmarks_of_the_template_do_not_collide_with_ours(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="cua_toi"/><w:bookmarkEnd w:id="7"/></w:p>'
    path = edited(tmp_path, lambda xml: xml.replace("</w:p>", mark, 1))
    starts = list(part(write(compose(inputs()), open_template(path))).iter(f"{W}bookmarkStart"))
    ids = [start.get(f"{W}id") for start in starts]
    assert len(set(ids)) == len(ids)


def test_list_is_a_paragraph_for_each_item_and_nothing_leaves_no_paragraph() -> None:
    cells = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("{{a}}", "{{b}}", "x {{c}} y {{a}}"))
    root = etree.fromstring(f'<w:tc xmlns:w="{W[1:-1]}">{cells}</w:tc>')
    fill(root, {"a": ("một", "{{b}}", "ba"), "b": "", "c": "C"})
    assert [shown(p) for p in root.iter(f"{W}p")] == ["một", "{{b}}", "ba", "x C y một {{b}} ba"]


def test_remarks_on_the_template_do_not_come_into_the_report(tmp_path: Path) -> None:
    annotated = tmp_path / "ban co ghi chu.docx"
    parts = open_template(TEMPLATE)
    ends = '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>'
    remarks = ends + '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"</w:p>", remarks.encode(), 1)
    comments = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="0" w:author="A"><w:p/></w:comment></w:comments>'
    add_part(parts, "word/comments.xml", comments.encode(), "application/xml", "comments")
    annotated.write_bytes(write_parts(parts))
    content = write(compose(inputs()), open_template(annotated))
    assert "word/comments.xml" not in names(content)
    assert list(part(content).iter(f"{W}commentReference", f"{W}commentRangeStart", f"{W}commentRangeEnd")) == []
    assert dump(content) == dump(write(compose(inputs()), open_template(TEMPLATE)))
