"""The leaders' copy: workbook, page and mail say the same, and nothing is hidden in any of them."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from soket_xl.actions import brief as action
from soket_xl.actions.brief import brief_of
from soket_xl.actions.status import status
from soket_xl.hosts.excel import ExcelHost
from soket_xl.leaders import snapshot
from soket_xl.leaders.brief import ON_FIRST_PAGE, share, shares
from soket_xl.leaders.contacts import without_contacts
from soket_xl.leaders.names import short_name
from soket_xl.leaders.summary import summary_lines
from soket_xl.machine import printing
from soket_xl.model import Context
from soket_xl.schema import FINDINGS, REMINDERS, SETTINGS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from tests.support.books import make_book
from tests.support.fake_xlwings import FAILED, App, ComError, open_fake
from tests.support.memory import tracker_in_memory, unit_row
from tests.support.mime import parts_of

NOW = datetime(2026, 5, 12, 9, 5)
CONTEXT = Context(on=NOW.date(), now=NOW, who="thu")
COUNT = re.compile(r"[\d.]+/[\d.]+ \(\d+(?:,\d)? %\)")
PDFTOTEXT = shutil.which("pdftotext")


def campaign(units=40, received=17):
    """A campaign of communes: some came in day by day, the first to owe was reminded twice, one was sent back."""
    rows = []
    for number in range(units):
        cells = {"officer": "Lò Thị Mẩy 0912 345 678", "phone": "0987654321", "email": f"x{number}@laichau.gov.vn"}
        if number < received:
            cells |= {"received_on": date(2026, 5, 11) - timedelta(days=number // 2), "document_no": f"{number}/BC"}
        rows.append(unit_row(f"{3388 + number:05d}", f"Xã Nậm Cuổi {number}", contact="Giàng A Páo", **cells))
    rows[0] |= {"review": "returned"}
    rows[-1] |= {"confirm": "cần xác nhận"}
    owing = rows[min(received, units - 1)]
    reminders = [
        {"at": datetime(2026, 5, day, 8, 0), "unit_id": owing["unit_id"], "addressee": "a@b.vn"} for day in (5, 8, 8)
    ]
    findings = [
        {
            "finding_id": "a",
            "unit_id": "03388",
            "severity": "error",
            "message": "Gọi 0912.345.678 để hỏi. " + "dài " * 99,
        },
        {"finding_id": "b", "unit_id": "03389", "severity": "warning", "message": "Thiếu số liệu"},
        {"finding_id": "c", "unit_id": "03389", "severity": "error", "message": "Đã xong", "decision": "accepted"},
    ]
    host = tracker_in_memory({"tblUnits": rows})
    for spec, given in ((REMINDERS, reminders), (FINDINGS, findings)):
        host.tables[spec.name] = make_table(spec, given, [column.key for column in spec.columns])
    return host


def value_of(host):
    return brief_of(Tracker(host), CONTEXT.on, CONTEXT.now)


def drawn_text(content, folder):
    path = folder / "trang.pdf"
    path.write_bytes(content)
    done = subprocess.run([PDFTOTEXT, "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def book_text(content, sheet=0):
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[sheet]
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The files of one run, the page drawn by ourselves."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    host = campaign()
    outcome = action.brief(host, CONTEXT, tmp_path)
    return host, {path.suffix: path for path in outcome.files}


def test_book_page_and_mail_show_the_same_figures_and_units(made, tmp_path):
    host, files = made
    value = value_of(host)
    _, leaves = parts_of(files[".eml"].read_bytes())
    texts = {"book": book_text(files[".xlsx"].read_bytes()), "mail": leaves[0].content.decode("utf-8")}
    if ".pdf" in files and PDFTOTEXT:
        texts["page"] = drawn_text(files[".pdf"].read_bytes(), tmp_path)
    told = [text for rate in value.rates for text in shares(rate) if rate.expected]
    expected = sorted([*told, share(17, 40)])
    for name, text in texts.items():
        assert sorted(COUNT.findall(text)) == expected, name
        flat = " ".join(text.split())
        for said in (value.as_of, *(m.left for m in value.milestones), value.reviewed_line, value.more.split(":")[0]):
            assert " ".join(said.split()) in flat, (name, said)
        for unit in value.foremost:
            assert re.search(rf"{unit.name}\b", flat), (name, unit.name)
        assert "Xã Nậm Cuổi 38" not in flat.replace("Xã Nậm Cuổi 39", ""), name
    assert len(value.foremost) == ON_FIRST_PAGE


def test_mail_carries_the_page_and_the_book_as_they_lie_in_the_folder(made):
    _, files = made
    headers, leaves = parts_of(files[".eml"].read_bytes())
    assert headers["subject"].endswith("đã nhận 17/40 (42,5 %) báo cáo (đến ngày 12/5/2026)")
    assert headers["x-unsent"] == "1"
    attached = [part.content for part in leaves[1:]]
    assert attached == [files[suffix].read_bytes() for suffix in (".xlsx", ".pdf") if suffix in files]
    names = [re.search(r'filename="([^"]+)"', part.headers["content-disposition"])[1] for part in leaves[1:]]
    assert names[0] == "theo-doi_2026-05-12.xlsx"
    assert all(name.isascii() for name in names)


def test_mail_reads_well_on_a_phone(made):
    lines = summary_lines(value_of(made[0]))
    assert lines[0] == "Đã nhận 17/40 (42,5 %) báo cáo; còn 24 đơn vị nợ"
    assert lines[1] == "Tình hình đến 09 giờ 05 phút, ngày 12/5/2026"
    assert not [line for line in lines if "\t" in line or "  " in line.strip()]
    assert (
        "1. Xã Nậm Cuổi 17: quá hạn 5 ngày; phụ trách: Lò Thị Mẩy [đã lược]; đã đôn đốc 2 lần, gần nhất 08/5/2026"
        in lines
    )


def test_worst_comes_first_and_what_needs_a_decision_is_told():
    value = value_of(campaign())
    assert [w.standing for w in value.waiting[:2]] == ["Quá hạn 5 ngày"] * 2
    assert value.waiting[0].reminders == 2
    assert value.waiting[-1].state == "Trả lại bổ sung"
    starts = [re.sub(r"\d+ ", "", line)[:32] for line in value.decisions]
    assert starts == [
        "đơn vị đã được đôn đốc nhưng vẫn",
        "đơn vị quá hạn chưa gửi báo cáo:",
        "đơn vị bị trả lại báo cáo, đến n",
        "Ngày cuối cùng để trình Ủy ban n",
        "đơn vị chưa rõ có phải báo cáo h",
    ]
    assert "và 14 đơn vị nữa" in value.decisions[1]


def test_pace_adds_up_to_what_was_received_and_marks_days_off_and_the_last_day():
    value = value_of(campaign())
    pace = value.pace
    assert sum(day.received for day in pace.days) + pace.before + pace.after == value.rates[-1].received == 17
    assert [day.day for day in pace.days if day.last] == [date(2026, 5, 7)]
    closed = {day.day.day for day in pace.days if not day.working}
    assert {30, 1, 9, 10} <= closed
    assert not closed & {4, 5, 6, 7, 8}


def test_pace_long_after_the_campaign_still_adds_up():
    host = campaign()
    late = brief_of(Tracker(host), date(2026, 9, 1))
    assert sum(day.received for day in late.pace.days) + late.pace.before + late.pace.after == 17
    sheet = book_text(snapshot.write(late, NOW))
    figures = [int(text) for text in re.findall(r"^(\d)$", sheet, re.MULTILINE)]
    assert sum(figures) == 17


def test_package_holds_these_parts_and_nothing_hidden(made):
    _, files = made
    with zipfile.ZipFile(files[".xlsx"]) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert set(parts) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml",
    }  # fmt: skip
    tags = {
        etree.QName(e).localname for name, part in parts.items() if name != "xl/theme/theme1.xml" for e in _tree(part)
    }
    assert not tags & {
        "f",
        "hyperlink",
        "externalReference",
        "legacyDrawing",
        "oleObject",
        "comment",
        "customSheetView",
    }
    assert not re.search(rb'hidden="(1|true)|state="(very)?hidden', b"".join(parts.values()), re.IGNORECASE)
    names = etree.fromstring(parts["xl/workbook.xml"]).iter("{*}definedName")
    assert {name.get("name") for name in names} <= {"_xlnm.Print_Titles"}
    assert b'TargetMode="External"' not in b"".join(parts.values())
    core = {etree.QName(e).localname: e.text for e in _tree(parts["docProps/core.xml"])}
    assert core["creator"] == core["lastModifiedBy"] == "Sở Nội vụ"


def test_mail_and_page_hold_nothing_but_what_is_named(made):
    _, files = made
    headers, leaves = parts_of(files[".eml"].read_bytes())
    assert set(headers) == {"x-unsent", "subject", "mime-version", "content-type"}
    kinds = [leaf.headers["content-type"].split(";")[0] for leaf in leaves]
    assert kinds == [
        "text/plain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/pdf",
    ]
    assert all(
        set(leaf.headers) <= {"content-type", "content-transfer-encoding", "content-disposition", "mime-version"}
        for leaf in leaves
    )
    page = files[".pdf"].read_bytes()
    assert not re.search(
        rb"/(Author|Creator|Producer|JavaScript|JS|OpenAction|EmbeddedFile|URI|Annots|AcroForm)\b", page
    )


def test_very_long_names_leave_the_page_readable_and_stand_whole_in_the_list():
    long = "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng, công nghiệp, giao thông khu vực biên giới số {}"
    host = campaign()
    table = host.tables["tblUnits"]
    at = table.headers.index("Tên đơn vị")
    rows = tuple((*row[:at], long.format(n), *row[at + 1 :]) for n, row in enumerate(table.rows))
    host.tables["tblUnits"] = replace(table, rows=rows)
    value = value_of(host)
    names = [unit.name for unit in value.foremost]
    assert len(set(names)) == ON_FIRST_PAGE
    assert names[0] == "Ban Quản lý dự án đầu tư xây dựng … vực biên giới số 17"
    assert max(len(line) for line in value.decisions) < 700
    assert long.format(39) in {unit.name for unit in value.listed}
    assert short_name("X" * 70) == "X" * 37 + " … " + "X" * 20


def test_without_units_or_a_name_the_page_says_so():
    host = tracker_in_memory({"tblUnits": []})
    settings = [
        row | ({"value": None} if row["code"] == "campaign_name" else {}) for row in read_rows(host, SETTINGS)[0]
    ]
    host.tables[SETTINGS.name] = make_table(SETTINGS, settings)
    value = value_of(host)
    assert (value.headline, value.campaign) == ("Chưa có đơn vị nào phải báo cáo", "Đợt báo cáo chưa có tên")
    assert "còn đơn vị nào nợ" not in "\n".join(summary_lines(value))


def _tree(part):
    return etree.fromstring(part).iter()


def test_nobodys_phone_address_or_contact_is_in_any_file(made):
    _, files = made
    _, leaves = parts_of(files[".eml"].read_bytes())
    text = "\n".join(book_text(files[".xlsx"].read_bytes(), sheet) for sheet in range(3))
    for told in (text, leaves[0].content.decode("utf-8")):
        assert not re.search(r"0912|0987654321|laichau\.gov\.vn|a@b\.vn|Giàng A Páo|thu\b", told)
    assert "Gọi [đã lược] để hỏi" in text
    assert "Đã xong" not in text


def test_text_that_begins_like_a_formula_stays_text():
    host = tracker_in_memory({"tblUnits": [unit_row("03388", '=HYPERLINK("http://x.vn")', officer="+1+2")]})
    content = snapshot.write(value_of(host), NOW)
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    found = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith(("=", "+"))]
    assert len(found) == 2
    assert {cell.data_type for cell in found} == {"s"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("anh Páo 0912345678", "anh Páo [đã lược]"),
        ("ĐT: 0213.3876.543, 02133 876543", "ĐT: [đã lược], [đã lược]"),
        ("+84 912 345 678; (0213) 3876543", "[đã lược]; [đã lược]"),
        ("a.b@laichau.gov.vn", "[đã lược]"),
        ("ngày 08/5/2026 và 08.05.2026 123", "ngày 08/5/2026 và 08.05.2026 123"),
        (
            "08-05-2026 10:30; mã 03388; 1.945.000.000 đồng; 012/BC-UBND",
            "08-05-2026 10:30; mã 03388; 1.945.000.000 đồng; 012/BC-UBND",
        ),
        ("0,912345678", "0,912345678"),
    ],
)
def test_phone_numbers_and_addresses_go_and_figures_stay(text, left):
    assert without_contacts(text) == left


@pytest.mark.parametrize(("units", "received"), [(3, 0), (3, 3), (120, 2)])
def test_page_that_we_draw_is_one_a4_page_with_every_word_inside(units, received, tmp_path):
    value = value_of(campaign(units, received))
    content = printing.by_hand(value)
    if content is None:
        pytest.skip("no TrueType font on this machine")
    assert content == printing.by_hand(value)
    assert content.count(b"/Type /Page ") == 1
    assert b"/Author" not in content
    assert b"CreationDate" not in content
    if PDFTOTEXT:
        assert "Ủy ban nhân dân tỉnh" in " ".join(drawn_text(content, tmp_path).split())


def test_libreoffice_that_hangs_or_fails_is_left_and_the_page_drawn(tmp_path, monkeypatch):
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nsleep 30\n")
    fake.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(fake))
    monkeypatch.setattr(printing, "PATIENCE", 0.2)
    monkeypatch.setattr(printing, "by_hand", lambda value: b"%PDF by hand")
    value = value_of(campaign(3, 1))
    assert printing.first_page(tracker_in_memory(), value, b"") == b"%PDF by hand"
    fake.write_text("#!/bin/sh\nexit 0\n")
    assert printing.first_page(tracker_in_memory(), value, b"") == b"%PDF by hand"


def test_without_any_font_the_clerk_is_told_that_there_is_no_page(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(printing, "fonts_here", lambda: iter(()))
    outcome = action.brief(campaign(3, 1), CONTEXT, tmp_path)
    assert [path.suffix for path in outcome.files] == [".xlsx", ".eml"]
    assert any("Chưa làm được trang PDF" in line for line in outcome.lines)
    _, leaves = parts_of(outcome.files[1].read_bytes())
    assert "(PDF)" not in leaves[0].content.decode("utf-8")


@pytest.mark.libreoffice
def test_libreoffices_page_shows_the_same_figures(tmp_path):
    value = value_of(campaign())
    page = printing.first_page(tracker_in_memory(), value, snapshot.write(value, NOW))
    assert page != printing.by_hand(value)
    assert set(COUNT.findall(drawn_text(page, tmp_path))) == {t for r in value.rates for t in shares(r) if r.expected}


class Printing:
    """Excel's Workbooks as the export asks for it: what is opened, exported and closed is written down."""

    def __init__(self, works=True):
        self.works, self.told = works, []
        self.Workbooks = self

    def Open(self, name, **how):
        self.told.append(("open", how["ReadOnly"], how["UpdateLinks"]))
        return self

    def Worksheets(self, number):
        self.told.append(("sheet", number))
        return self

    def ExportAsFixedFormat(self, kind, target):
        if not self.works:
            raise ComError(FAILED, "no printer is installed")
        assert kind == 0
        Path(target).write_bytes(b"%PDF by Excel")

    def Close(self, SaveChanges):
        self.told.append(("close", SaveChanges))


@pytest.mark.parametrize("works", [True, False])
def test_excel_that_has_the_tracker_open_exports_the_page(works, tmp_path, monkeypatch):
    book = open_fake(make_book(tmp_path))
    excel = Printing(works)
    monkeypatch.setattr(App, "api", excel, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(printing, "by_hand", lambda value: b"%PDF by hand")
    outcome = action.brief(ExcelHost(book), CONTEXT, tmp_path / "ra")
    page = next(path for path in outcome.files if path.suffix == ".pdf").read_bytes()
    assert page == (b"%PDF by Excel" if works else b"%PDF by hand")
    assert excel.told == [("open", True, 0), ("sheet", 1), ("close", False)]
    assert book.impl.activations == [book.name]
    assert book.app.impl.states["screen_updating"] is True


def test_deadline_with_an_hour_is_judged_in_the_brief_as_in_the_status():
    unit = unit_row("03390", "Xã Bình Lư") | {"deadline": datetime(2026, 5, 8, 17, 0)}
    host = tracker_in_memory({"tblUnits": [unit]}, {"report_deadline": datetime(2026, 5, 8, 17, 0)})
    counts = {}
    for hour in (16, 18):
        now = datetime(2026, 5, 8, hour, 0)
        counts[hour] = brief_of(Tracker(host), now.date(), now).rates[-1].overdue
        told = status(host, Context(on=now.date(), now=now, who="thu")).data["rates"][-1]["overdue"]
        assert told == counts[hour]
    assert counts == {16: 0, 18: 1}
    assert "17" in brief_of(Tracker(host), date(2026, 5, 8)).milestones[1].when


def test_counts_beyond_a_thousand_have_dots_wherever_they_are_shown():
    assert share(1400, 3321) == "1.400/3.321 (42,2 %)"
    host = campaign(units=1203, received=100)
    value = value_of(host)
    lines = summary_lines(value)
    assert value.headline == "Đã nhận 100/1.203 (8,3 %) báo cáo; còn 1.104 đơn vị nợ"
    assert value.waiting_head in lines
    told = [*lines, *status(host, CONTEXT).lines]
    assert any("đã nhận 100/1.203 báo cáo" in line for line in told)
    assert not [line for line in told if re.search(r"(?<![\d./])1\d{3}(?!\d)", re.sub(r"Nậm Cuổi \d+", "", line))]


def test_reminders_that_nobody_marked_as_sent_are_told_to_the_clerk(tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "first_page", lambda *_: None)
    host = campaign()
    assert any(line.startswith("1 đơn vị có thư đôn đốc") for line in action.brief(host, CONTEXT, tmp_path).lines)
    rows, _ = read_rows(host, REMINDERS)
    host.write([make_table(REMINDERS, [rows[0] | {"sent": "yes"}, *rows[1:]])])
    assert not any("cột Đã gửi" in line for line in action.brief(host, CONTEXT, tmp_path).lines)


def test_last_good_day_has_one_red_frame_above_its_bar():
    sheet = openpyxl.load_workbook(BytesIO(snapshot.write(value_of(campaign(received=5)), NOW))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.border.left and cell.border.left.style]
    red = [cell for cell in cells if cell.border.left.color.rgb.endswith("C00000")]
    assert len(red) > 1
    sides = [(cell.border.top, cell.border.bottom) for cell in red]
    edges = [tuple(bool(side and side.style) for side in both) for both in sides]
    assert edges == [(True, False)] + [(False, False)] * (len(red) - 1)
