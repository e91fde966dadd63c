"""A small campaign for tests of the Word report: four units, three of which have reported."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from soket_xl.consolidate.model import FigureTotal
from soket_xl.model import Deadline, Indicator, Section, Unit
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import assess
from soket_xl.word.compose import ReportClaim, ReportInputs
from soket_xl.word.model import Source

ON = date(2026, 5, 8)
DEADLINE = Deadline(date(2026, 5, 8), "before")
M = {"agencies": "M", "communes": "M"}
SETTINGS = {
    "report_subject": "Sơ kết 01 năm hoạt động của chính quyền địa phương 02 cấp",
    "plan_reference": "Kế hoạch số 45/KH-UBND ngày 20/4/2026 của Ủy ban nhân dân tỉnh",
    "authority": "ỦY BAN NHÂN DÂN",
    "authority_place": "TỈNH LAI CHÂU",
    "place": "Lai Châu",
    "document_code": "BC-UBND",
    "recipient": "Bộ Nội vụ",
    "signer_authority": "TM. ỦY BAN NHÂN DÂN",
    "signer_acting": "KT. CHỦ TỊCH",
    "signer_title": "PHÓ CHỦ TỊCH",
    "signer_name": "Nguyễn Văn Minh",
    "cc": "Như trên; TT. Tỉnh ủy; Lưu: VT, Th4",
}


def _unit(unit_id: str, name: str, group: str, received: date | None, number: str | None = None) -> Unit:
    dated = date(2026, 5, 4) if received else None
    return Unit(unit_id, name, group, DEADLINE, received_on=received, document_no=number, document_date=dated)


UNITS = (
    _unit("SYT", "Sở Y tế", "agencies", date(2026, 5, 6), "31/BC-SYT"),
    _unit("03390", "Xã Bình Lư", "communes", date(2026, 5, 7), "12/BC-UBND"),
    _unit("03388", "Phường Đoàn Kết", "communes", date(2026, 5, 8), "07/BC-UBND"),
    _unit("03445", "Xã Mường Tè", "communes", None),
)
OUTLINE = (
    Section("I", 1, "I.", "Tình hình chung", M),
    Section("I.1", 2, "1.", "Công tác chỉ đạo", M, ("VB",)),
    Section("II", 1, "II.", "Kết quả", M),
    Section("II.1", 2, "1.", "Tổ chức bộ máy", M),
    Section("II.1.a", 3, "a)", "Kiện toàn cơ quan chuyên môn", M, ("BC",)),
    Section("II.1.b", 3, "b)", "Quy chế làm việc", M),
    Section("PL", 1, "Phụ lục", "Biểu số liệu", M, ("*",)),
)
INDICATORS = (
    Indicator("VB01", "VB", "Số văn bản đã ban hành", "văn bản", "int", "sum", M),
    Indicator("BC01", "BC", "Biên chế được giao", "người", "int", "sum", M),
    Indicator("BC02", "BC", "Cán bộ, công chức có mặt", "người", "int", "sum", M),
    Indicator("BC03", "BC", "Tỷ lệ có mặt", "%", "pct", "=BC02/BC01", M),
)
TOTALS = (
    FigureTotal("VB01", "Số văn bản đã ban hành", "văn bản", 61, 3, ("03445",), {"agencies": 20, "communes": 41}),
    FigureTotal("BC01", "Biên chế được giao", "người", 2045, 3, ("03445",), {"agencies": 1945, "communes": 100}),
    FigureTotal(
        "BC02", "Cán bộ, công chức có mặt", "người", 1890, 2, ("03388", "03445"), {"agencies": 1800, "communes": 90}
    ),
    FigureTotal("BC03", "Tỷ lệ có mặt", "%", 92.42, 0, (), {"agencies": 92.54, "communes": 90}),
)  # fmt: skip


def source(unit_id: str, file: str = "bao-cao.docx") -> Source:
    name = next(unit.name for unit in UNITS if unit.unit_id == unit_id)
    return Source(unit_id, name, file, "Nội dung 1")


def claim(claim_id: str, section: str, text: str, units: Sequence[str]) -> ReportClaim:
    return ReportClaim(claim_id, section, text, tuple(source(unit_id) for unit_id in units))


CLAIMS = (
    claim("Y1a", "I.1", "Các đơn vị đã ban hành đủ văn bản chỉ đạo", ("SYT", "03390", "03388")),
    claim("Y2b", "II.1.a", "Sở Y tế đã kiện toàn 05 phòng chuyên môn;", ("SYT",)),
    claim("Y4d", "II.1.a", "Sở Y tế chưa có trưởng phòng Tổ chức cán bộ", ("SYT",)),
    claim("Y5e", "II.1.a", "Xã Bình Lư còn thiếu 02 công chức địa chính", ("03390",)),
    claim("Y3c", "II.1.a", "02 xã, phường đã thành lập Trung tâm Phục vụ hành chính công", ("03390", "03388")),
)


def inputs(**changes: object) -> ReportInputs:
    """Return the case, with `changes` in place of its parts."""
    calendar = Calendar(frozenset(), frozenset())
    units: Sequence[Unit] = changes.pop("units", UNITS)
    whole = ReportInputs(
        settings=SETTINGS,
        on=ON,
        units=units,
        statuses=[assess(unit, ON, calendar, 3) for unit in units],
        outline=OUTLINE,
        claims=CLAIMS,
        reporting={"I.1": 3, "II.1.a": 3},
        indicators=INDICATORS,
        totals=TOTALS,
        unit_files={"SYT": "syt.docx"},
        figure_files={("SYT", "BC01"): "syt-bieu.xlsx", ("03390", "BC01"): ""},
    )
    return replace(whole, **changes)
