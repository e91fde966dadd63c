"""Number forms as spreadsheet programs and attackers write them: places kept, far cells never made room for."""

import openpyxl
import pytest

from soket_xl.build.package import write_parts
from soket_xl.errors import FileRefused
from soket_xl.intake.sheets import Sheets, read_sheets
from tests.support.intake_case import reader

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def form(tmp_path):
    def made(rows, name="worksheets/sheet1.xml", encoding="utf-8", head=f'<worksheet xmlns="{S}">'):
        relations = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{R}/'
        types = (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        )
        sheets = '<sheets><sheet name="Biểu" sheetId="1" r:id="r"/></sheets>'
        sheet = f'<?xml version="1.0" encoding="{encoding}"?>{head}<sheetData>{rows}</sheetData></worksheet>'
        parts = {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": f'{relations}officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{sheets}</workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'{relations}worksheet" Target="{name}"/></Relationships>'.encode(),
            f"xl/{name}": sheet.encode(encoding),
        }
        path = tmp_path / "form.xlsx"
        path.write_bytes(write_parts(parts))
        return path

    return made


def test_cells_keep_their_places_and_show_as_written(form):
    rows = '<row r="2"><c r="B2"><v>1e-7</v></c><c r="C2"><v>98.8</v></c><c r="D2"><v>1945</v></c></row>'
    ((name, grid),) = read_sheets(form(rows)).grids
    assert name == "Biểu"
    assert grid == (("", "", "", ""), ("", "0,0000001", "98,8", "1945"))


NEAR = "<c r='A1'><v>1</v></c>"
FAR = {
    "single quotes": "<row r='1'>" + NEAR + "</row><row><c r='XFD1048576'><v>1</v></c></row>",
    "spaced": '<row r="1">' + NEAR + '</row><row><c r = "XFD1048576"><v>1</v></c></row>',
    "lower case": '<row r="1">' + NEAR + '</row><row><c r="xfd1048576"><v>1</v></c></row>',
    "place by its row": '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
@pytest.mark.parametrize("name", ["worksheets/sheet1.xml", "other/part.xml", "other/part.bin"])
def test_far_cell_is_refused_however_it_is_written(form, rows, name):
    with pytest.raises(FileRefused, match=r"form\.xlsx"):
        read_sheets(form(rows, name))


def test_far_cell_under_a_vietnamese_prefix_is_refused(form):
    rows = '<ê:row r="1"><ê:c r="A1"><ê:v>1</ê:v></ê:c><ê:c r="XFD1048576"><ê:v>1</ê:v></ê:c></ê:row>'
    with pytest.raises(FileRefused, match=r"form\.xlsx"):
        read_sheets(form(rows, head=f'<worksheet xmlns="{S}" xmlns:ê="{S}">'))


def test_far_cell_in_utf_16_is_refused(form):
    with pytest.raises(FileRefused, match=r"form\.xlsx"):
        read_sheets(form(FAR["single quotes"], encoding="utf-16"))


def test_empty_rows_make_no_room(form):
    rows = "".join(f'<row r="{n}"/>' for n in range(2, 100_000))
    ((_, grid),) = read_sheets(form(f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}')).grids
    assert grid == (("1",),)


def test_form_with_a_password_is_named_as_such(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(FileRefused, match="mật khẩu"):
        read_sheets(path)


def test_number_that_excel_shows_as_a_percentage_is_read_as_one(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([0.988, 0.5, 1, "x"])
    for cell, shown in zip(book.active[1], ("0.0%", '0.0" %"', "0%", "0%"), strict=True):
        cell.number_format = shown
    book.save(tmp_path / "form.xlsx")
    ((_, grid),) = read_sheets(tmp_path / "form.xlsx").grids
    assert grid == (("98,8%", "0,5", "100%", "x"),)


def report(*rows):
    return reader().read_form(Sheets((("Biểu", rows),)), "bieu.xlsx")


HEAD = ("TT", "Chỉ tiêu", "ĐVT", "Số liệu")


def test_what_measures_and_rows_are_called_never_speaks_against_the_sender():
    found = report(
        ("UBND TỈNH LAI CHÂU",), ("SỞ XÂY DỰNG",), ("Đơn vị tính: triệu đồng",), HEAD, ("1", "Số cấp phó", "phòng", "9")
    )
    assert (found.match.unit_id, {code: f.value for code, f in found.figures.items()}) == ("SXD", {"TCBM04": 9})


@pytest.mark.parametrize("line", ["Đơn vị báo cáo: UBND xã Nậm Cuổi", "Đơn vị: xã Nậm Cuổi", "Tên đơn vị: Xã Nậm Cuổi"])
def test_sender_behind_a_label_is_read(line):
    assert report((line,), HEAD, ("1", "Dân số", "người", "9.000")).match.unit_id == "03544"


def test_blank_column_of_figures_gives_none_and_no_complaint():
    title = (("BIỂU SỐ LIỆU",), ("Xã Nậm Cuổi",), ("",), ("",))
    found = report(*title, HEAD, ("1", "Số cuộc kiểm tra, giám sát", "cuộc", ""), ("2", "Dân số", "người", ""))
    assert (found.figures, found.warnings) == ({}, ())
