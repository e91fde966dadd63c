"""A clerk's own additions to the tracker are still there, to the byte, after a command has written."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soket_xl.errors import WorkbookError
from soket_xl.hosts.cells import canonical
from soket_xl.hosts.file import FileHost
from soket_xl.model import Table
from tests.support.books import make_book
from tests.support.xlsx_lint import lint

HEADERS = ("Mã đơn vị", "Nội dung đơn vị viết")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
X14 = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="dataBar" priority="9" id="{1}"/><xm:sqref>E5:E5</xm:sqref></x14:conditionalFormatting>'
    "</x14:conditionalFormattings></ext></extLst>"
)
ADDED = {
    "xl/drawings/drawing77.xml": b"<xdr:wsDr xmlns:xdr='d'><xdr:sp>h\xe1\xbb\x99p ch\xe1\xbb\xaf</xdr:sp></xdr:wsDr>",
    "xl/media/image77.png": bytes(range(256)) * 40,
    "xl/slicers/slicer1.xml": b"<slicers xmlns='s'><slicer name='Khoi'/></slicers>",
    "xl/slicerCaches/slicerCache1.xml": b"<slicerCacheDefinition xmlns='s'/>",
    "xl/comments9.xml": b"<comments xmlns='c'><comment ref='A5'/></comments>",
    "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments xmlns='t'/>",
    "customUI/customUI14.xml": b"<customUI xmlns='u'/>",
    "xl/calcChain.xml": b"<calcChain xmlns='m'><c r='A1'/></calcChain>",
}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_part(path: Path, table: str) -> str:
    return FileHost(path)._package.tables[table].sheet_part


def rewrite(path: Path, changed: dict[str, bytes]) -> None:
    content = parts(path) | changed
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    path.write_bytes(stream.getvalue())


def rich_book(folder: Path) -> Path:
    """Return a tracker with parts that no library knows, a rich sheet, and a chain of calculation."""
    path = make_book(folder)
    part = sheet_part(path, "tblEntries")
    sheet = parts(path)[part].decode()
    sheet = sheet.replace("</worksheet>", f"{X14}</worksheet>")
    sheet = re.sub(r'(<col [^>]*?width=")[^"]*', r"\g<1>91.5", sheet, count=1)
    types = parts(path)["[Content_Types].xml"].decode()
    chain = '<Override PartName="/xl/calcChain.xml" ContentType="application/x"/>'
    rels = parts(path)["xl/_rels/workbook.xml.rels"].decode()
    link = '<Relationship Id="rId777" Type="calcChain" Target="calcChain.xml"/>'
    changed = {
        part: sheet.encode(),
        "[Content_Types].xml": types.replace("</Types>", f"{chain}</Types>").encode(),
        "xl/_rels/workbook.xml.rels": rels.replace("</Relationships>", f"{link}</Relationships>").encode(),
    }
    rewrite(path, changed | ADDED)
    return path


def edit_sheet(path: Path, table: str, old: str, new: str) -> None:
    part = sheet_part(path, table)
    sheet = parts(path)[part].decode()
    assert old in sheet
    rewrite(path, {part: sheet.replace(old, new, 1).encode()})


def put_cell(path: Path, cell: str) -> None:
    """Put the XML of O5, the last cell of the first row of tblEntries, into the sheet."""
    part = sheet_part(path, "tblEntries")
    old = re.search(r'<c r="O5"[^>]*?(/>|></c>)', parts(path)[part].decode())
    assert old
    edit_sheet(path, "tblEntries", old[0], cell)


def test_every_part_but_the_touched_ones_is_the_same_to_the_byte(tmp_path: Path) -> None:
    path = rich_book(tmp_path)
    before = parts(path)
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "ý một"), ("00001", "- ý hai")))])
    after = parts(path)
    place = FileHost(path)._package.tables["tblEntries"]
    touched = {place.part, place.sheet_part, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert set(before) - set(after) == {"xl/calcChain.xml"}
    assert {name for name in after if after[name] != before[name]} <= touched
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_stored_bytes_are_copied_without_packing_them_again(tmp_path: Path) -> None:
    path = rich_book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        before = {info.filename: (info.compress_size, info.CRC) for info in archive.infolist()}
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "ý"),))])
    with zipfile.ZipFile(path) as archive:
        after = {info.filename: (info.compress_size, info.CRC) for info in archive.infolist()}
    assert after["xl/media/image77.png"] == before["xl/media/image77.png"]
    assert after["xl/vbaProject.bin"] == before["xl/vbaProject.bin"]


def test_the_touched_sheet_keeps_its_looks_and_extensions(tmp_path: Path) -> None:
    path = rich_book(tmp_path)
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "một"), ("00001", "hai")))])
    sheet = parts(path)[sheet_part(path, "tblEntries")].decode()
    assert 'width="91.5"' in sheet
    assert "x14:cfRule" in sheet
    assert re.search(r"sqref>E5:E6</", sheet)


def test_a_coloured_row_and_its_height_stay_with_the_row(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    host = FileHost(path)
    host.write([Table("tblEntries", HEADERS, (("00001", "một"), ("00001", "hai")))])
    sheet = parts(path)[sheet_part(path, "tblEntries")].decode()
    row = re.search(r'<row r="6"[^>]*>', sheet)
    assert row
    edit_sheet(path, "tblEntries", row[0], '<row r="6" ht="77" customHeight="1" hidden="1">')
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "ba"), ("00001", "bốn"), ("00001", "năm")))])
    sheet = parts(path)[sheet_part(path, "tblEntries")].decode()
    assert '<row r="6" ht="77" customHeight="1" hidden="1"' in sheet
    assert 'hidden="1"' not in sheet[sheet.index('<row r="7"') :].partition(">")[0]


def test_rules_that_end_with_the_table_grow_with_it(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    rule = f'<conditionalFormatting {MAIN} sqref="G5 G5:H5 B1:B9"><cfRule type="expression" priority="7"/>'
    edit_sheet(path, "tblEntries", "<dataValidations", f"{rule}</conditionalFormatting><dataValidations")
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "a"),) * 4)])
    assert 'sqref="G5:G8 G5:H8 B1:B9"' in parts(path)[sheet_part(path, "tblEntries")].decode()


def test_the_ranges_of_table_filter_and_sorting_follow_the_rows(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    part = FileHost(path)._package.tables["tblEntries"].part
    listing = parts(path)[part].decode()
    sorting = '<sortState ref="A5:O5"><sortCondition ref="B5:B5"/></sortState><tableColumns'
    rewrite(path, {part: listing.replace("<tableColumns", sorting, 1).encode()})
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "a"),) * 3)])
    listing = parts(path)[part].decode()
    assert 'ref="A4:O7"' in listing
    assert '<sortState ref="A5:O7"><sortCondition ref="B5:B7"/>' in listing


def test_cells_that_shared_a_formula_keep_it_when_its_owner_goes(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    shared = (
        '<row r="40"><c r="T40"><f t="shared" ref="T40:T42" si="3">$A40+B$1&amp;"A1"</f></c></row>'
        '<row r="41"><c r="T41"><f t="shared" si="3"/></c></row></sheetData>'
    )
    edit_sheet(path, "tblEntries", "</sheetData>", shared)
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "a"),))])
    sheet = parts(path)[sheet_part(path, "tblEntries")].decode()
    assert '<c r="T41"><f>$A41+B$1&amp;"A1"</f></c>' in sheet
    assert "shared" not in sheet


def test_a_clerks_formula_in_an_added_column_is_filled_into_new_rows_only(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    put_cell(path, '<c r="O5"><f>LEN(G5)</f><v>3</v></c>')
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "a"),) * 3)])
    sheet = parts(path)[sheet_part(path, "tblEntries")].decode()
    assert '<c r="O5"><f>LEN(G5)</f><v>3</v></c>' in sheet
    assert "<f>LEN(G6)</f>" in sheet
    assert "<f>LEN(G7)</f>" in sheet


def test_array_formulas_in_the_table_are_refused(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    put_cell(path, '<c r="O5"><f t="array" ref="O5:O9">A5:A9</f></c>')
    before = path.read_bytes()
    with pytest.raises(WorkbookError) as caught:
        FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "a"),))])
    assert caught.value.code == "host.array"
    assert path.read_bytes() == before


def test_a_date_in_a_cell_of_text_format_is_still_a_date(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    host = FileHost(path)
    table = host.read_table("tblSettings")
    at = table.headers.index("Giá trị")
    rows = [list(row) for row in table.rows]
    rows[0][at], rows[1][at], rows[2][at] = date(2026, 6, 1), 12, "=1+1"
    host.write([Table("tblSettings", table.headers, tuple(tuple(row) for row in rows))])
    again = FileHost(path).read_table("tblSettings")
    assert [row[at] for row in again.rows[:3]] == [date(2026, 6, 1), 12, "=1+1"]
    assert [row[at] for row in again.rows[3:]] == [row[at] for row in table.rows[3:]]


def test_formats_are_not_multiplied_by_repeated_writes(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    table = FileHost(path).read_table("tblSettings")
    at = table.headers.index("Giá trị")
    sizes = []
    for day in (1, 2, 3):
        rows = tuple((*row[:at], date(2026, 6, day), *row[at + 1 :]) for row in table.rows)
        FileHost(path).write([Table("tblSettings", table.headers, rows)])
        sizes.append(len(parts(path)["xl/styles.xml"]))
    assert sizes[1] == sizes[2]


def test_a_workbook_that_counts_from_1904_keeps_its_days(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    book = parts(path)["xl/workbook.xml"].decode()
    rewrite(path, {"xl/workbook.xml": book.replace("<workbookPr", '<workbookPr date1904="1"', 1).encode()})
    rows = ((date(2026, 5, 1), "Nghỉ", "a"),)
    FileHost(path).write([Table("tblHolidays", ("Ngày", "Loại", "Nội dung"), rows)])
    assert FileHost(path).read_table("tblHolidays").rows == rows


def test_the_file_is_ready_for_openpyxl_after_a_write(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = make_book(tmp_path)
    FileHost(path).write([Table("tblEntries", HEADERS, (("00001", "=1+1"), ("00002", "hai")))])
    sheet = load_workbook(path)["Nội dung"]
    assert sheet.tables["tblEntries"].ref == "A4:O6"
    assert sheet["G5"].value == "=1+1"
    assert sheet["G5"].data_type in ("s", "inlineStr")


def test_a_written_tracker_has_no_fault_that_excel_would_repair(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    for name in ("tblUnits", "tblSettings", "tblHolidays", "tblOutline"):
        host = FileHost(path)
        table = host.read_table(name)
        formulas = host._package.tables[name].formulas
        at = [n for n in range(len(table.headers)) if n not in formulas]
        rows = tuple(tuple(row[n] for n in at) for row in (*table.rows, table.rows[0]))
        host.write([Table(name, tuple(table.headers[n] for n in at), rows)], {"nmPasteUnit": "=x"}, ["nmPaste"])
    assert lint(path.read_bytes()) == []


@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_but_for_what_no_cell_holds(tmp_path: Path, texts: list[str]) -> None:
    path = make_book(tmp_path)
    FileHost(path).write([Table("tblEntries", HEADERS, tuple(("00001", text) for text in texts))])
    read = FileHost(path).read_table("tblEntries")
    at = read.headers.index(HEADERS[1])
    assert [row[at] for row in read.rows] == [canonical(text) for text in texts]
