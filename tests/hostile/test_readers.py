"""Every reader takes every file: it is read, or refused with a sentence, within a gigabyte and seconds."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from soket_xl.build.listing import read_listing
from soket_xl.build.outline import read_outline
from soket_xl.errors import SoketError
from soket_xl.hosts.file import FileHost
from soket_xl.intake.document import read_document
from soket_xl.intake.sheets import read_sheets
from soket_xl.schema import TABLES
from soket_xl.word.draft.file import open_draft
from soket_xl.word.draft.ledger import Line
from soket_xl.word.draft.match import find_headings, match
from soket_xl.word.draft.stream import read_stream
from soket_xl.word.draft.tables import find_rows
from soket_xl.word.format.check import check, mend
from soket_xl.word.template import open_template
from tests.hostile.corpus import OLE, cases
from tests.support.books import tracker_bytes
from tests.support.confined import confined

ROOT = Path(__file__).parents[2]
REFUSED, READ = "refused: ", "read"


@cache
def report() -> bytes:
    document = docx.Document()
    document.add_heading("I. KẾT QUẢ", 1)
    for number in range(30):
        document.add_paragraph(f"Ý thứ {number} của báo cáo, có số liệu {number * 7}.", style="List Bullet")
    document.add_table(3, 3).cell(0, 0).text = "Chỉ tiêu"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def form() -> bytes:
    book = openpyxl.Workbook()
    for number in range(40):
        book.active.append([f"CT{number}", "Số hồ sơ", number * 11])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def outline() -> bytes:
    document = docx.Document()
    for number, title in enumerate(("Kết quả thực hiện", "Hạn chế", "Kiến nghị"), 1):
        document.add_heading(f"{'I' * number}. {title}", 1)
        document.add_paragraph("Nêu rõ số liệu so với trước khi sắp xếp.")
    table = document.add_table(9, 3)
    for cell, text in zip(table.rows[0].cells, ("code", "name", "type"), strict=True):
        cell.text = text
    for number, row in enumerate(table.rows[1:]):
        for cell, text in zip(row.cells, (f"0338{number}", f"Xã thứ {number}", "xã"), strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def letter() -> bytes:
    """Return a document with a letterhead, so that all rules of the format check have something to look at."""
    document = docx.Document()
    head = document.add_table(2, 2)
    texts = ("UBND TỈNH LAI CHÂU\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    for cell, text in zip(head.rows[0].cells, texts, strict=True):
        cell.text = text
    for cell, text in zip(head.rows[1].cells, ("Số: 12/BC-SNV", "Lai Châu, ngày 08 tháng 5 năm 2026"), strict=True):
        cell.text = text
    for line in ("BÁO CÁO", "Sơ kết 01 năm", "I. KẾT QUẢ", "Đã làm xong việc a).", "KT. GIÁM ĐỐC"):
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def template() -> bytes:
    return (ROOT / "templates" / "bao_cao.docx").read_bytes()


def read_tracker(path: Path) -> object:
    host = FileHost(path)
    return [host.read_table(spec.name) for spec in TABLES]


def read_draft(path: Path) -> object:
    stream = read_stream(open_draft(path).root)
    lines = [Line(f"Y{number}", "sentence", f"Ý thứ {number} của báo cáo.") for number in range(20)]
    return match(stream, lines, find_headings(stream, {"I": "I. KẾT QUẢ"})), find_rows(stream, lines)


def read_campaign_file(path: Path) -> object:
    """Read a file as the outline of a campaign, and as its list of units."""
    return read_outline(path), read_list_of_units(path)


def read_list_of_units(path: Path) -> object:
    return read_listing(path, {"code": ("mã",), "name": ("tên",), "type": ()}, ("code", "name"))


def check_and_mend(path: Path) -> object:
    return check(path), mend(path)


READERS: dict[str, tuple[Callable[[], bytes], str, str, Callable[[Path], object]]] = {
    "unit report": (report, "word/document.xml", ".docx", read_document),
    "number form": (form, "xl/workbook.xml", ".xlsx", read_sheets),
    "number form's sheet": (form, "xl/worksheets/sheet1.xml", ".xlsx", read_sheets),
    "template": (template, "word/document.xml", ".docx", open_template),
    "edited draft": (report, "word/document.xml", ".docx", read_draft),
    "outline and list of units": (outline, "word/document.xml", ".docx", read_campaign_file),
    "document to be checked": (letter, "word/document.xml", ".docx", check_and_mend),
    "tracker's sheet": (tracker_bytes, "xl/worksheets/sheet2.xml", ".xlsm", read_tracker),
    "tracker": (tracker_bytes, "xl/workbook.xml", ".xlsm", read_tracker),
}


def outcome(path: Path, read: Callable[[Path], object]) -> str:
    try:
        read(path)
    except SoketError as error:
        return f"{REFUSED}{error}"
    return READ


CSV = "code,name,type\n03388,Than Uyên,xã\n03390,Tân Uyên,xã\n"
LISTS: dict[str, bytes] = {
    "nothing": b"",
    "zeros": bytes(1000),
    "all bytes": bytes(range(256)) * 100,
    "UTF-16 cut in a letter": CSV.encode("utf-16")[:-1],
    "UTF-8 cut in a letter": CSV.encode()[: CSV.encode().index("ê".encode()) + 1],
    "half a surrogate": CSV.encode().replace(b"Than", b"\xed\xa0\xbd"),
    "no character": CSV.replace("Than", "\ufffe\uffff").encode(),
    "quote that never ends": CSV.replace("Than", '"Than').encode(),
    "one line of four megabytes": b"code,name,type\n" + b"a" * 4_000_000,
    "a hundred thousand columns": b"code,name,type" + b"," * 100_000 + b"\n",
    "two hundred thousand lines": b"code,name,type\n" + b"03388,Than,x\n" * 200_000,
    "a million empty lines": b"code,name,type\n" + b"\n" * 1_000_000,
    "quotes of four megabytes": b"code,name,type\n" + b'"' * 4_000_000,
    "carriage returns": CSV.replace("\n", "\r").encode(),
    "larger than the limit": b"a" * 5_000_001,
    "a page of the web": b"<!DOCTYPE html><html><table><tr><td>code</td></tr></table></html>",
    "XML of Excel 2003": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "of Office 97": OLE + bytes(4000),
    "begins like an archive": b"PK\x03\x04" + CSV.encode(),
    "formulas": CSV.replace("Than", "=cmd|' /C calc'!A0").encode(),
}


def test_every_bad_list_is_read_or_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "tệp lạ.csv"
    path.write_bytes(CSV.encode())
    assert confined(lambda: outcome(path, read_list_of_units)) == READ
    ends = {}
    for name, content in LISTS.items():
        path.write_bytes(content)
        ends[name] = confined(lambda: outcome(path, read_list_of_units))
    assert {name: end for name, end in ends.items() if end != READ and not end.startswith(REFUSED)} == {}
    assert {"carriage returns", "formulas", "two hundred thousand lines"} <= {
        n for n, end in ends.items() if end == READ
    }


@pytest.mark.parametrize("reader", READERS)
def test_every_bad_file_is_read_or_refused_by_name(reader: str, tmp_path: Path) -> None:
    sound, main, ending, read = READERS[reader]
    path = tmp_path / f"tệp lạ{ending}"
    path.write_bytes(sound())
    assert confined(lambda: outcome(path, read)) == READ
    wrong, ends = [], set()
    for name, content in cases(sound(), main):
        path.write_bytes(content)
        end = confined(lambda: outcome(path, read))
        ends.add(end == READ)
        if end != READ and not end.startswith(REFUSED):
            wrong.append(f"{name}: {end}")
    assert wrong == []
    assert ends == {True, False}
    assert [left.name for left in tmp_path.iterdir()] == [path.name]
