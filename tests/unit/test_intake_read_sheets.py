"""Number forms as spreadsheet programs and attackers write them: places kept, far cells never made room for."""

import pytest

from soket_xl.build.package import write_parts
from soket_xl.errors import FileRefused
from soket_xl.intake.sheets import read_sheets

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
