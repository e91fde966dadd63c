"""Workbooks that are broken, locked or made to do harm are refused with a sentence, within a moment."""

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from soket_xl.errors import WorkbookError
from soket_xl.hosts.file import FileHost
from soket_xl.model import Table
from soket_xl.schema import TABLES
from tests.support.books import make_book, tracker_bytes

SHEET = "xl/worksheets/sheet2.xml"
ROWS = Table("tblEntries", ("Nội dung đơn vị viết",), (("ý một",), ("ý hai",)))


def repacked(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return the tracker with its parts changed."""
    with zipfile.ZipFile(BytesIO(tracker_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def use(path: Path) -> None:
    """Do what a command does: read every table, write one."""
    host = FileHost(path)
    for spec in TABLES:
        host.read_table(spec.name)
    host.write([ROWS])


def refusal_of(path: Path) -> str:
    """Return the sentence that the workbook is refused with, "" if it is used."""
    try:
        use(path)
    except WorkbookError as error:
        return str(error)
    return ""


def refused(folder: Path, content: bytes) -> WorkbookError:
    path = folder / "sổ theo dõi.xlsm"
    path.write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        use(path)
    assert str(caught.value)
    assert path.read_bytes() == content
    assert [left.name for left in folder.iterdir() if left.name != "_luu"] == [path.name]
    return caught.value


def set_part(name: str, content: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.__setitem__(name, content)


def sub(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        found = re.sub(old, new, parts[name].decode(), count=1)
        assert found.encode() != parts[name]
        parts[name] = found.encode()

    return change


def test_a_workbook_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    error = refused(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    assert error.code == "host.password"
    assert "mật khẩu" in str(error)


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7", b"<html></html>", b"\0" * 70_000]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content).code == "host.not_workbook"


@pytest.mark.parametrize("cut", range(0, 50, 4))
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    content = tracker_bytes()
    assert refused(tmp_path, content[: len(content) * cut // 50]).code == "host.not_workbook"


def test_a_word_file_is_refused(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(tmp_path, stream.getvalue()).code == "host.not_workbook"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = repacked(set_part("xl/media/bomb.bin", b"\0" * 300_000_000))
    assert refused(tmp_path, bomb).code == "host.bomb"


def test_an_archive_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    def add(parts: dict[str, bytes]) -> None:
        parts |= {f"xl/media/{number}.bin": b"x" for number in range(2100)}

    assert refused(tmp_path, repacked(add)).code == "host.bomb"


def test_a_single_cell_far_away_is_refused_with_its_place(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    error = refused(tmp_path, repacked(sub(SHEET, "</sheetData>", far)))
    assert (error.code, error.fields["cell"]) == ("host.far_cell", "XFD1048576")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )
    error = refused(tmp_path, repacked(set_part("xl/workbook.xml", text.encode(encoding))))
    assert (error.code, error.fields["part"]) == ("host.broken", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b"<workbook"),
        ("xl/_rels/workbook.xml.rels", b"\xff\xfe\x00"),
        (SHEET, b"<worksheet/>"),
        (SHEET, b"not xml at all"),
        ("xl/tables/table1.xml", b"<table ref='nowhere'/>"),
    ],
)
def test_broken_parts_are_refused(tmp_path: Path, part: str, content: bytes) -> None:
    assert refused(tmp_path, repacked(set_part(part, content))).code in (
        "host.broken",
        "host.table_missing",
        "host.not_workbook",
    )


def test_a_part_whose_check_sum_lies_is_refused(tmp_path: Path) -> None:
    content = bytearray(tracker_bytes())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(SHEET)
    start = info.header_offset + 30 + len(SHEET) + 400
    content[start : start + 40] = bytes(255 - byte for byte in content[start : start + 40])
    assert refused(tmp_path, bytes(content)).code in ("host.broken", "host.not_workbook")


def test_random_damage_never_ends_in_anything_but_a_refusal_or_a_sound_book(tmp_path: Path) -> None:
    chance, sound = random.Random(20260508), tracker_bytes()
    path = tmp_path / "so.xlsm"
    ends = set()
    for _ in range(40):
        content = bytearray(sound)
        for _ in range(chance.choice((1, 3, 30))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content))
        refusal = refusal_of(path)
        ends.add(refusal == "")
        assert refusal == "" or path.read_bytes() == bytes(content)
        assert refusal or len(FileHost(path).read_table("tblEntries").rows) == 2
    assert False in ends
    path.write_bytes(sound)
    assert refusal_of(path) == ""


def test_links_that_lead_out_of_the_package_are_not_followed(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    link = '<Relationship Id="rIdX" Type="t" Target="../../../../etc/passwd"/></Relationships>'
    path.write_bytes(repacked(sub("xl/_rels/workbook.xml.rels", "</Relationships>", link)))
    use(path)
    assert len(FileHost(path).read_table("tblEntries").rows) == 2


def test_names_that_point_nowhere_do_not_stop_the_others(tmp_path: Path) -> None:
    path = make_book(tmp_path)
    names = '<definedName name="hong">#REF!</definedName><definedName name="cot">A:A</definedName></definedNames>'
    path.write_bytes(repacked(sub("xl/workbook.xml", "</definedNames>", names)))
    assert FileHost(path).read_value("nmPasteUnit") is None
    with pytest.raises(WorkbookError, match="hong"):
        FileHost(path).read_value("hong")
