"""The gates are no ornament: planted faults are caught, those that no validator sees by our own lints."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from soket_xl.build.package import read_parts, write_parts
from tests.conftest import reference_faults, sdk_errors
from tests.support import docx_lint, xlsx_lint

ROOT = Path(__file__).parents[2]
STORED = ROOT / "workbook" / "soket_tracker.xlsm"
TEMPLATE = ROOT / "templates" / "bao_cao.docx"


def swapped(part: str, old: str, new: str, count: int = 1):
    """Return a fault: the first `count` matches of `old` in a part made `new` (all for 0)."""

    def change(parts):
        text = parts[part].decode()
        assert re.search(old, text, re.DOTALL), f"the fault {old} does not fit {part}"
        parts[part] = re.sub(old, new, text, count=count, flags=re.DOTALL).encode()

    return change


def without(part: str):
    """Return a fault: a part that is gone."""
    return lambda parts: parts.pop(part)


def _sheet_of(sheet: str) -> str:
    with zipfile.ZipFile(STORED) as archive:
        number = re.search(rf'name="{sheet}" sheetId="(\d+)"', archive.read("xl/workbook.xml").decode())
    assert number
    return f"xl/worksheets/sheet{number[1]}.xml"


BOOK, TABLE, OTHER_TABLE = "xl/workbook.xml", "xl/tables/table1.xml", "xl/tables/table2.xml"
RIBBON, DOCUMENT = "customUI/customUI.xml", "word/document.xml"
UNITS, SETTINGS, OVERVIEW = (_sheet_of(name) for name in ("Theo dõi", "Cấu hình", "Tổng quan"))
FOR_THE_LINT = {
    "table head is not its cell": swapped(TABLE, 'name="Khối"', 'name="Khoi"'),
    "table column twice": swapped(TABLE, 'name="Khối"', 'name="Tên đơn vị"'),
    "table id twice": swapped(OTHER_TABLE, r'<table id="\d+"', '<table id="1"'),
    "table name twice": swapped(OTHER_TABLE, 'displayName="[^"]*"', 'displayName="tblUnits"'),
    "table without a row": swapped(TABLE, r'ref="A4:([A-Z]+)\d+"', r'ref="A4:\g<1>4"', 2),
    "table narrower than its columns": swapped(TABLE, r'ref="A4:[A-Z]+(\d+)"', r'ref="A4:C\g<1>"', 2),
    "merged cells in a table": swapped(
        UNITS, r"</sheetData>.*?(?=<)", '</sheetData><mergeCells><mergeCell ref="A6:B6"/></mergeCells>'
    ),
    "semicolons in a formula": swapped(UNITS, r"<f>(\w+)\(", r"<f>\1(1;"),
    "bracket left open": swapped(UNITS, r"<f>IF\(", "<f>IF(("),
    "column that no table has": swapped(OVERVIEW, r"tblUnits\[", "tblUnits[Cột không có]+tblUnits["),
    "name that is not there": swapped(UNITS, "nmToday", "nmTodey"),
    "name that leads nowhere": swapped(BOOK, "'Hướng dẫn'!", "#REF!"),
    "function newer than Excel 2013": swapped(UNITS, r"<f>IF\(", "<f>_xlfn.IFS("),
    "table column in a condition": swapped(UNITS, r"<formula>\$D5=", "<formula>tblUnits[Khối]="),
    "link to a book that is not there": swapped(UNITS, r"<f>", "<f>[1]a!A1+"),
    "list over 255 letters": swapped(UNITS, r'<formula1>"[^<]*"</formula1>', f'<formula1>"{"a" * 300}"</formula1>'),
    "text over 32767 letters": swapped(UNITS, r"(<is><t[^>]*>)", r"\g<1>" + "a" * 33_000),
    "rows out of order": swapped(UNITS, '<row r="5"', '<row r="9000"'),
    "cell twice": swapped(UNITS, 'r="B5"', 'r="A5"'),
    "number that is none": swapped(SETTINGS, r"<v>1</v>", "<v>abc</v>"),
    "style that is not there": swapped(UNITS, r'r="A5" s="\d+"', 'r="A5" s="9999"'),
    "condition without format": swapped(UNITS, r'dxfId="\d+"', 'dxfId="999"'),
    "overlapping merged cells": swapped(OVERVIEW, r'<mergeCell ref="A1:L1"', '<mergeCell ref="A1:L2"'),
    "defined name twice": swapped(BOOK, 'name="nmStatus"', 'name="nmPaste"'),
    "sheet name too long": swapped(BOOK, 'name="Theo dõi" sheetId', f'name="{"a" * 32}" sheetId'),
    "all sheets hidden": swapped(BOOK, 'state="visible"', 'state="hidden"', 0),
    "shared string that is not there": swapped(
        UNITS, r'(<c r="A5"[^>]*?)( t="[^"]*")?>.*?</c>', r'\1 t="s"><v>999999</v></c>'
    ),
    "sheet name with a slash": swapped(BOOK, 'name="Theo dõi" sheetId', 'name="Theo/dõi" sheetId'),
    "sheet name twice": swapped(BOOK, 'name="Theo dõi" sheetId', 'name="Cấu hình" sheetId'),
    "defined name like a cell": swapped(BOOK, 'name="nmStatus"', 'name="AB12"'),
    "two tables over each other": swapped(
        UNITS, r'<tableParts count="1">(<tablePart [^>]*/>)', r'<tableParts count="2">\1\1'
    ),
    "filter beside its table": swapped(TABLE, r'<autoFilter ref="A4:', '<autoFilter ref="A3:'),
    "header over 255 letters": swapped(UNITS, "<oddFooter>", "<oddFooter>" + "a" * 300),
    "formula over 8192 letters": swapped(UNITS, r"<f>IF\(", "<f>" + "1+" * 4_500 + "IF("),
    "columns over each other": swapped(UNITS, r"(<col [^>]*/>)", r"\1\1"),
    "one cell merged": swapped(OVERVIEW, r'<mergeCell ref="A1:L1"', '<mergeCell ref="A1"'),
    "list over no cells": swapped(UNITS, r'(<dataValidation [^>]*sqref=)"[^"]*"', r'\1"Z"'),
    "row number 0": swapped(UNITS, '<row r="5"', '<row r="0"'),
    "book fetched from elsewhere": swapped(
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        '<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
        'Target="http://example.org/a.xlsx" TargetMode="External"/></Relationships>',
    ),
    "ribbon id twice": swapped(RIBBON, 'id="btnReview"', 'id="btnReport"'),
    "part that is gone": without(TABLE),
    "relationships that are gone": without(UNITS.replace("worksheets/", "worksheets/_rels/") + ".rels"),
    "relationship id twice": swapped("_rels/.rels", 'Id="rIdCustomUI"', 'Id="rId1"'),
}
FOR_THE_SDK = {
    "unknown ribbon attribute": swapped(RIBBON, 'size="large"', 'sise="large"'),
    "unknown ribbon event": swapped(RIBBON, "onAction=", "onClick="),
    "wrong content type": swapped("[Content_Types].xml", r"worksheet\+xml", "worksheets+xml"),
    "element out of order": swapped(UNITS, r"(<pageMargins[^>]*/>)(.*)(</worksheet>)", r"\2\1\3"),
    "value outside its list": swapped(UNITS, 'orientation="landscape"', 'orientation="sideways"'),
    "boolean that is neither": swapped(UNITS, r'(<c r="A5"[^>]*?)( t="[^"]*")?>.*?</c>', r'\1 t="b"><v>2</v></c>'),
    "sheet id twice": swapped(BOOK, 'sheetId="2"', 'sheetId="1"'),
    "condition over no cells": swapped(
        UNITS, r'<conditionalFormatting sqref="[^"]*"', '<conditionalFormatting sqref=""'
    ),
    "control character": swapped(UNITS, r"(<is><t[^>]*>)", r"\1&#x1;"),
    "number that is none": FOR_THE_LINT["number that is none"],
    "part that is gone": FOR_THE_LINT["part that is gone"],
    "xml that does not parse": swapped(UNITS, "</sheetData>", ""),
}
IN_WORD_FOR_THE_SDK = {
    "measure that is none": swapped(DOCUMENT, '<w:pgSz w:w="11906"', '<w:pgSz w:w="wide"'),
    "paragraph in a run's place": swapped(DOCUMENT, "(<w:r>)", r"<w:p><w:r><w:t>a</w:t></w:r></w:p>\1"),
    "run beside the paragraphs": swapped(DOCUMENT, "(<w:body>)", r"\1<w:r><w:t>a</w:t></w:r>"),
    "style twice": swapped("word/styles.xml", r'(<w:style [^>]*w:styleId="SkNation".*?</w:style>)', r"\1\1"),
    "part without a content type": swapped("[Content_Types].xml", '<Override PartName="/word/header1.xml"[^>]*/>', ""),
}
IN_WORD = {
    "cell without a paragraph": swapped(DOCUMENT, r"(</w:tcPr>)<w:p>.*?</w:tc>", r"\1</w:tc>"),
    "table at the end of a cell": swapped(DOCUMENT, r"</w:tc>", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>"),
    "row narrower than its table": swapped(DOCUMENT, r"<w:tc>.*?</w:tc>", ""),
    "style that is not there": swapped(DOCUMENT, 'w:val="SkNation"', 'w:val="SkNationn"'),
    "list that is not there": swapped(DOCUMENT, "(<w:pStyle[^>]*/>)", r'\1<w:numPr><w:numId w:val="7"/></w:numPr>'),
    "field without end": swapped("word/header1.xml", 'fldCharType="end"', 'fldCharType="begin"'),
    "field that only ends": swapped("word/header1.xml", 'fldCharType="begin"', 'fldCharType="end"'),
    "header that is not there": swapped(DOCUMENT, 'r:id="rId3"', 'r:id="rId33"'),
    "header part that is gone": without("word/header1.xml"),
    "drawing id twice": swapped(DOCUMENT, 'docPr id="100"', 'docPr id="45"'),
    "bookmark without end": swapped(DOCUMENT, "(<w:p>)", r'\1<w:bookmarkStart w:id="1" w:name="a"/>'),
    "bookmark twice": swapped(
        DOCUMENT,
        "(<w:p>)",
        "".join([r"\1", *(f'<w:bookmarkStart w:id="{n}" w:name="a"/><w:bookmarkEnd w:id="{n}"/>' for n in (1, 2))]),
    ),
    "comment that is not there": swapped(DOCUMENT, "(<w:r>)", r'\1<w:commentReference w:id="3"/>'),
    "template fetched from elsewhere": swapped(
        "word/_rels/document.xml.rels",
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://example.org/a.dotx" TargetMode="External"/></Relationships>',
    ),
    "no section at the end": swapped(DOCUMENT, "<w:sectPr>.*</w:sectPr>", ""),
    "link without its target": swapped(
        DOCUMENT, "(<w:r>)", r'<w:hyperlink r:id="rId77"><w:r><w:t>a</w:t></w:r></w:hyperlink>\1'
    ),
    "footnote that is not there": swapped(DOCUMENT, "(<w:r>)", r'\1<w:footnoteReference w:id="9"/>'),
    "letter of an old symbol font": swapped(DOCUMENT, "CỘNG HÒA", "\uf0b7"),
}


def broken(source: Path, fault) -> bytes:
    parts = read_parts(source.read_bytes())
    fault(parts)
    return write_parts(parts)


@pytest.mark.parametrize("fault", FOR_THE_LINT)
def test_lint_catches_a_fault_in_a_workbook(fault):
    assert xlsx_lint.lint(broken(STORED, FOR_THE_LINT[fault]))


@pytest.mark.parametrize("fault", IN_WORD)
def test_lint_catches_a_fault_in_a_word_file(fault):
    sound = docx_lint.lint(TEMPLATE.read_bytes())
    assert set(docx_lint.lint(broken(TEMPLATE, IN_WORD[fault]))) - set(sound)


def test_part_twice_is_caught():
    content = BytesIO(STORED.read_bytes())
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(BOOK, archive.read(BOOK))
    assert f"{BOOK}: part twice" in xlsx_lint.lint(content.getvalue())


@pytest.mark.ooxml
@pytest.mark.parametrize("fault", FOR_THE_SDK)
def test_sdk_catches_a_fault_in_a_workbook(fault, tmp_path):
    path = tmp_path / "broken.xlsm"
    path.write_bytes(broken(STORED, FOR_THE_SDK[fault]))
    assert sdk_errors(path)


@pytest.mark.ooxml
@pytest.mark.parametrize("fault", IN_WORD_FOR_THE_SDK)
def test_sdk_catches_a_fault_in_a_word_file(fault, tmp_path):
    path = tmp_path / "broken.docx"
    path.write_bytes(broken(TEMPLATE, IN_WORD_FOR_THE_SDK[fault]))
    assert sdk_errors(path)


@pytest.mark.parametrize("fault", ["style that is not there", "comment that is not there", "header part that is gone"])
def test_second_reader_of_references_catches_a_fault_in_a_word_file(fault, tmp_path):
    path = tmp_path / "broken.docx"
    path.write_bytes(broken(TEMPLATE, IN_WORD[fault]))
    assert reference_faults(TEMPLATE) == []
    assert reference_faults(path)
