"""Every reader takes every file: it is read, or refused with a sentence, within a gigabyte and seconds."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

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
from soket_xl.word.template import open_template
from tests.hostile.corpus import cases
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


def template() -> bytes:
    return (ROOT / "templates" / "bao_cao.docx").read_bytes()


def read_tracker(path: Path) -> object:
    host = FileHost(path)
    return [host.read_table(spec.name) for spec in TABLES]


def read_draft(path: Path) -> object:
    stream = read_stream(open_draft(path).root)
    lines = [Line(f"Y{number}", "sentence", f"Ý thứ {number} của báo cáo.") for number in range(20)]
    return match(stream, lines, find_headings(stream, {"I": "I. KẾT QUẢ"})), find_rows(stream, lines)


READERS: dict[str, tuple[Callable[[], bytes], str, str, Callable[[Path], object]]] = {
    "unit report": (report, "word/document.xml", ".docx", read_document),
    "number form": (form, "xl/workbook.xml", ".xlsx", read_sheets),
    "number form's sheet": (form, "xl/worksheets/sheet1.xml", ".xlsx", read_sheets),
    "template": (template, "word/document.xml", ".docx", open_template),
    "edited draft": (report, "word/document.xml", ".docx", read_draft),
    "tracker's sheet": (tracker_bytes, "xl/worksheets/sheet2.xml", ".xlsm", read_tracker),
    "tracker": (tracker_bytes, "xl/workbook.xml", ".xlsm", read_tracker),
}


def outcome(path: Path, read: Callable[[Path], object]) -> str:
    try:
        read(path)
    except SoketError as error:
        return f"{REFUSED}{error}"
    return READ


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
