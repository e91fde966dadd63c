"""The command `format`: what is said of bad files, what --fix mends, and that it mends nothing else."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from soket_xl.__main__ import main
from soket_xl.word.format.check import check, mend
from tests.support.nd30_documents import TNR, WAYS, Way, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def spoil(parts):
    """Plant what can be mended: font, sizes, margins, spacing, indents, alignment, page number, slant, colour."""
    xml = parts["word/document.xml"]
    xml = xml.replace(TNR, '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:color w:val="FF0000"/>', 30)
    xml = xml.replace('w:left="1701"', 'w:left="1134"').replace("<w:titlePg/>", "")
    xml = xml.replace('w:firstLine="567"', 'w:firstLine="0"').replace('w:before="120"', 'w:before="0"')
    xml = xml.replace('w:line="240"', 'w:line="480"').replace('<w:sz w:val="28"/>', '<w:sz w:val="24"/>')
    xml = xml.replace('<w:jc w:val="both"/>', '<w:jc w:val="left"/>').replace("<w:b/>", "").replace("<w:i/>", "<w:b/>")
    return parts | {"word/document.xml": xml.replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')}


def words(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


@pytest.mark.parametrize("name", WAYS)
def test_mended_copy_has_the_same_words_and_nothing_left_to_mend(name: str, tmp_path: Path) -> None:
    source = write(tmp_path / "a.docx", WAYS[name], spoil)
    before = source.read_bytes()
    assert main(["format", str(source), "--fix", "-o", str(tmp_path / "b.docx")]) in (0, 1)
    assert source.read_bytes() == before
    assert words(tmp_path / "b.docx") == words(source)
    assert [(f.rule, f.where, f.found) for f in check(tmp_path / "b.docx").findings if f.mend] == []


def test_a_document_with_only_mendable_faults_comes_out_correct(tmp_path: Path) -> None:
    checked = mend(write(tmp_path / "a.docx", Way(), spoil))
    assert [(f.rule, f.where, f.found) for f in checked.findings] == []
    assert {"R01", "R05", "R07", "R09", "R10", "R11", "R25", "R26", "R27", "R28", "R39"} <= {
        f.rule for f in checked.mended
    }


def test_mending_a_correct_document_changes_no_word_and_no_look(tmp_path: Path) -> None:
    source = write(tmp_path / "a.docx", Way())
    checked = mend(source)
    assert (checked.findings, checked.mended) == ([], [])
    (tmp_path / "b.docx").write_bytes(checked.content)
    assert words(tmp_path / "b.docx") == words(source)


def test_findings_come_as_json_with_exit_code_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "a.docx", Way(), spoil)
    assert main(["format", str(source), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["kind"] == "bao_cao"
    assert all(re.fullmatch(r"R\d\d", f["rule"]) and f["where"] and not f["fixed"] for f in said["findings"])
    assert main(["format", str(write(tmp_path / "b.docx", Way()))]) == 0


def test_party_document_is_named_and_not_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(
        tmp_path / "a.docx", Way(symbol="BC/ĐU", names=("ĐẢNG BỘ TỈNH LAI CHÂU", "ĐẢNG ỦY XÃ MƯỜNG KIM")), spoil
    )
    assert main(["format", str(source)]) == 0
    assert "không thuộc Nghị định 30/2020/NĐ-CP" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "symbol"),
    [
        (("TỈNH ỦY LAI CHÂU", "BAN TỔ CHỨC"), "BC-BTC"),
        (("ĐẢNG BỘ XÃ MƯỜNG KIM", "CHI BỘ BẢN LÀ"), "BC-CB"),
        (("ĐẢNG ỦY UBND TỈNH", "CHI BỘ SỞ NỘI VỤ"), "BC-CB"),
    ],
)
def test_party_bodies_are_known_by_name(names: tuple[str, str], symbol: str, tmp_path: Path) -> None:
    assert check(write(tmp_path / "a.docx", Way(symbol=symbol, names=names))).kind == "party"


def test_template_with_places_to_fill_is_not_judged_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", "templates/bao_cao.docx"]) == 0
    assert "Kiểm tra mẫu" in capsys.readouterr().out


def test_document_without_letterhead_has_one_finding(tmp_path: Path) -> None:
    def bare(parts):
        body = "".join(f"<w:p><w:r><w:t>Ghi chép cuộc họp {n}</w:t></w:r></w:p>" for n in range(9))
        start, end = parts["word/document.xml"].split("<w:body>")[0], "<w:sectPr/></w:body></w:document>"
        return parts | {"word/document.xml": f"{start}<w:body>{body}{end}"}

    assert len(check(write(tmp_path / "a.docx", Way(), bare)).findings) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"khong phai Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04hong", b"%PDF-1.7"],
)
def test_file_that_is_no_word_document_is_refused_in_words(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bao cao.docx").write_bytes(content)
    assert main(["format", str(tmp_path / "bao cao.docx")]) == 2
    said = capsys.readouterr().err
    assert "bao cao.docx" in said
    assert "Traceback" not in said


def test_fix_asks_for_another_file_to_write_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "a.docx", Way())
    assert main(["format", str(source), "--fix"]) == 2
    assert main(["format", str(source), "--fix", "-o", str(source)]) == 2
    assert main(["format", str(source), "-o", str(tmp_path / "b.docx")]) == 2
    assert "-o" in capsys.readouterr().err
    assert main(["format", str(tmp_path / "khong-co.docx")]) == 2
