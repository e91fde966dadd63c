"""The tracker's copy for another clerk: no personal contact anywhere in it, and nothing lost when it comes back."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

import pytest

from soket_xl.__main__ import main
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.shared_texts import without_leftovers
from soket_xl.joining.log import link
from soket_xl.schema import ENTRIES, LOG, REMINDERS, SETTINGS, UNITS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from tests.support.books import make_book

HEAD = "Lò Văn Hoan"
NAME, MAIL, PHONE, OFFICE = "Giàng Thị Páo", "pao.gt@laichau.gov.vn", "0912 345 678", "02133876543"
NOTE = f"gọi {NAME}, 0987.654.321"
OLD, AUTHOR = "D:/Páo/sổ-2025.xlsm", "Lù A Sử"
REPORT = "Đồng chí Giàng Thị Páo trực đường dây nóng 0213.3799.799 của xã."


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    """A tracker saved by Excel (shared texts), with contacts in every place where clerks write them, and its copy."""
    path = make_book(tmp_path_factory.mktemp("sổ"))
    host = FileHost(path)
    units = read_rows(host, UNITS)[0]
    units[20] |= {"contact": NAME, "email": MAIL, "phone": PHONE, "note": f"gọi {NAME} 0987.654.321", "officer": "Mẩy"}
    units[20] |= {"head": HEAD, "head_email": "hoan.lv@laichau.gov.vn", "head_phone": "0977 000 111"}
    given = {"contact_phone": OFFICE, "previous_tracker": OLD}
    settings = [r | ({"value": given[r["code"]]} if r["code"] in given else {}) for r in read_rows(host, SETTINGS)[0]]
    reminders = [
        {
            "at": datetime(2026, 5, 8, 8),
            "unit_id": units[20]["unit_id"],
            "addressee": f"{NAME} <{MAIL}>",
            "step": "Quá hạn",
        }
    ]
    log = [{"at": datetime(2026, 5, 8, 8), "who": "thu", "command": "chase", "summary": f"Soạn thư cho {MAIL}"}]
    log[0]["chain"] = link("", log[0])
    entries = [{"unit_id": units[20]["unit_id"], "text": REPORT, "order": 1}]
    given = ((UNITS, units), (SETTINGS, settings), (REMINDERS, reminders), (LOG, log), (ENTRIES, entries))
    host.write([make_table(spec, rows) for spec, rows in given])
    shared(path)
    before = path.read_bytes()
    out = path.parent / "gửi"
    assert main(["brief", str(path), "--tracker", "-o", str(out), "--on", "2026-05-12"]) == 0
    assert path.read_bytes() == before
    made = next(out.glob("*.zip"))
    copy = unpacked(made, path.parent / "bản của bạn.xlsm")
    return path, made, copy


def shared(path):
    """Put the contacts' texts where Excel keeps texts: in the list of shared ones, referred to by the cells."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    signed(parts)
    sheet = "xl/worksheets/sheet2.xml"
    inline = rf'(<c r="[A-Z]+\d+" s="\d+") t="inlineStr"><is><t[^>]*>{re.escape(MAIL)}</t></is>'
    text, count = re.subn(inline, r'\1 t="s"><v>0</v>', parts[sheet].decode("utf-8"))
    assert count == 1
    parts[sheet] = text.encode("utf-8")
    main_ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{main_ns}" count="1" uniqueCount="1"><si><t>{MAIL}</t></si></sst>'.encode()
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    if b"sharedStrings" not in parts["[Content_Types].xml"]:
        extra = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", extra)
        rels = "xl/_rels/workbook.xml.rels"
        link_kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        added = f'<Relationship Id="rIdShared" Type="{link_kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
        parts[rels] = parts[rels].replace(b"</Relationships>", added)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def signed(parts):
    """Put into the parts what Excel notes of the person who saves: the name, the folder."""
    core, book = (parts[name].decode("utf-8") for name in ("docProps/core.xml", "xl/workbook.xml"))
    core, count = re.subn(r"(<cp:lastModifiedBy>)[^<]*", rf"\g<1>{AUTHOR}", core)
    assert count == 1
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    folder = (
        f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="x15" xmlns:x15="urn:x15">'
        f'<a:absPath url="C:\\Users\\{AUTHOR}\\" xmlns:a="urn:ac"/></mc:Choice></mc:AlternateContent>'
    )
    assert book.count("<workbookProtection/>") == 1
    book = book.replace("<workbookProtection/>", folder + "<workbookProtection/>")
    parts |= {"docProps/core.xml": core.encode("utf-8"), "xl/workbook.xml": book.encode("utf-8")}


def test_zip_holds_the_copy_and_what_to_do_first(campaign):
    with zipfile.ZipFile(campaign[1]) as archive:
        assert sorted(archive.namelist()) == ["DOC-TRUOC-KHI-MO.txt", "so-theo-doi.xlsm"]
        guide = archive.read("DOC-TRUOC-KHI-MO.txt")
    assert guide.startswith(b"\xef\xbb\xbf")
    assert guide.count(b"\n") == guide.count(b"\r\n") > 5
    for said in ("Unblock", "tin cậy", "so-theo-doi.xlsm", "Gộp bản của đồng nghiệp"):
        assert said in guide.decode("utf-8-sig")


def test_no_contact_is_anywhere_in_the_copy_but_the_reports_words_stay(campaign):
    with zipfile.ZipFile(campaign[2]) as archive:
        whole = b"\n".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    for gone in (
        MAIL,
        PHONE,
        OFFICE,
        "0987.654.321",
        HEAD,
        "hoan.lv",
        "0977",
        AUTHOR,
        OLD,
        "absPath",
        "lastModifiedBy",
    ):
        assert gone not in whole, gone
    assert whole.count(NAME) == whole.count(REPORT) == 1
    unit = Tracker(FileHost(campaign[2])).units[20]
    assert (unit.contact, unit.email, unit.phone, unit.officer) == (None, None, None, "Mẩy")


def test_copy_works_and_its_log_holds_together(campaign):
    rows = read_rows(FileHost(campaign[2]), LOG)[0]
    assert "đã bỏ người liên hệ" in str(rows[-1]["summary"])
    assert "[đã lược]" in str(rows[0]["summary"])
    before = ""
    for row in rows:
        assert row["chain"] == link(before, row)
        before = str(row["chain"])
    assert main(["receive", str(campaign[2]), "03388", "--date", "2026-05-06"]) == 0


def test_contacts_are_not_lost_when_the_copy_is_merged_back(tmp_path, capsys):
    mine = make_book(tmp_path)
    host = FileHost(mine)
    rows = read_rows(host, UNITS)[0]
    rows[20] |= {"contact": NAME, "email": MAIL, "phone": PHONE, "note": NOTE}
    drafts = [
        {
            "at": datetime(2026, 5, day, 8),
            "unit_id": rows[20]["unit_id"],
            "addressee": f"Đầu mối ({MAIL})",
            "step": "Quá hạn",
        }
        for day in (8, 9)
    ]
    given = {"contact_phone": OFFICE, "previous_tracker": OLD}
    settings = [r | ({"value": given[r["code"]]} if r["code"] in given else {}) for r in read_rows(host, SETTINGS)[0]]
    host.write([make_table(UNITS, rows), make_table(SETTINGS, settings), make_table(REMINDERS, drafts)])
    # A command of both copies' past, so that its backup is the state that they have in common.
    assert main(["receive", str(mine), "03388", "--date", "2026-05-06"]) == 0
    assert main(["brief", str(mine), "--tracker", "-o", str(tmp_path / "ra")]) == 0
    theirs = unpacked(next((tmp_path / "ra").glob("*.zip")), tmp_path / "của bạn.xlsm")
    host = FileHost(theirs)
    rows = read_rows(host, UNITS)[0]
    rows[21] |= {"email": "moi@laichau.gov.vn"}
    host.write([make_table(UNITS, rows)])
    assert main(["merge", str(mine), str(theirs)]) == 0
    assert "khác nhau" not in capsys.readouterr().out
    assert [row["addressee"] for row in read_rows(FileHost(mine), REMINDERS)[0]] == [f"Đầu mối ({MAIL})"] * 2
    assert read_rows(FileHost(mine), UNITS)[0][20]["note"] == NOTE
    units = Tracker(FileHost(mine)).units
    assert (units[20].contact, units[20].email, units[20].phone) == (NAME, MAIL, PHONE)
    assert units[21].email == "moi@laichau.gov.vn"
    assert Tracker(FileHost(mine)).setting("contact_phone") == OFFICE
    assert Tracker(FileHost(mine)).setting("previous_tracker") == OLD


def unpacked(made, target):
    """Write the tracker in the zip `made` to `target`."""
    with zipfile.ZipFile(made) as archive:
        target.write_bytes(archive.read(next(name for name in archive.namelist() if name.endswith(".xlsm"))))
    return target


def test_shared_texts_still_in_use_stay(campaign):
    assert MAIL.encode() in zipfile.ZipFile(BytesIO(without_leftovers(campaign[0]))).read("xl/sharedStrings.xml")
