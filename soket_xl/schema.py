"""The tracker's sheets, tables, columns and choice lists: one place, read by the builder, the hosts and the steps.

A column has an English key for code and a Vietnamese header for people. A choice column maps stable ids to labels.
Tables, validations and formats are baked into the workbook from here when it is built; at run time only values move.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA_VERSION = 1


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    INT = "int"
    NUMBER = "number"
    CHOICE = "choice"
    FORMULA = "formula"


@dataclass(frozen=True)
class Column:
    """A column of a table: `width` in characters; `choices` maps id to label; `tip` shows when the cell is chosen."""

    key: str
    header: str
    kind: Kind = Kind.TEXT
    width: int = 14
    choices: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    tip: str = ""
    hour: bool = False
    """Whether a date may have a time of day beside it."""
    later: bool = False
    """Whether trackers that were made before this column was thought of are read as they are: it is blank there."""


@dataclass(frozen=True)
class TableSpec:
    """A table: ASCII object name, the sheet it stands on, its columns; `key` names the columns that identify a row.

    `dynamic` tables have further columns whose header is their key (one per indicator).
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    dynamic: bool = False

    def column(self, key: str) -> Column:
        """Return the column of `key`; KeyError if there is none."""
        return next((c for c in self.columns if c.key == key), None) or _no_column(self.name, key)


def _no_column(table: str, key: str) -> Column:
    raise KeyError(f"{table} has no column {key}")


GROUP_LABELS = {"agencies": "Sở, ban, ngành", "communes": "Xã, phường"}
ALL_LABEL = "Toàn tỉnh"
RULE_LABELS = {"before": "trước ngày", "by": "chậm nhất ngày"}
STATE_LABELS = {
    "not_due": "Chưa đến hạn",
    "due_soon": "Sắp đến hạn",
    "overdue": "Quá hạn",
    "received": "Đã nhận đúng hạn",
    "received_late": "Nhận muộn",
    "returned": "Trả lại bổ sung",
    "complete": "Hoàn thành",
    "exempt": "Miễn báo cáo",
}
DIAGNOSIS_LABELS = {
    "nothing_yet": "Chưa gửi, còn hạn",
    "nothing_overdue": "Chưa gửi, quá hạn",
    "empty_on_time": "Đúng hạn, chưa có nội dung",
    "empty_late": "Muộn, chưa có nội dung",
    "partial_on_time": "Đúng hạn, còn thiếu",
    "partial_late": "Muộn, còn thiếu",
    "good_on_time": "Đúng hạn, đủ nội dung",
    "good_late": "Muộn, đủ nội dung",
}
"""The diagnosis of eight: nothing, empty, incomplete, good; each in time or late."""
REVIEW_LABELS = {"accepted": "Đạt", "returned": "Trả lại"}
YES = {"yes": "Có"}
OBLIGATION_LABELS = {"M": "Bắt buộc", "O": "Tùy chọn", "-": "Không"}
HOLIDAY_LABELS = {"off": "Nghỉ", "work": "Làm bù"}
INDICATOR_KINDS = {"int": "Số nguyên", "dec": "Số thập phân", "pct": "Phần trăm"}
CHANNELS = {
    "axis": "Trục liên thông",
    "email": "Thư điện tử",
    "paper": "Bản giấy",
    "zalo": "Zalo",
    "direct": "Nộp trực tiếp",
}
OUTCOME_LABELS = {
    "imported": "Đã nhập",
    "new_version": "Bản mới",
    "unchanged": "Không thay đổi",
    "needs_confirmation": "Cần xác nhận đơn vị",
    "refused": "Không đọc được",
    "recorded": "Đã ghi nhận",
}
ENTRY_KINDS = {
    "paragraph": "Đoạn văn",
    "table": "Dòng của bảng",
    "footnote": "Chú thích",
    "aside": "Để riêng",
}
CURRENT_LABELS = {"current": "Hiện hành", "old": "Bản cũ"}
CLAIM_DECISIONS = {"use": "Dùng", "drop": "Bỏ"}
FINDING_DECISIONS = {"accepted": "Chấp nhận", "returned": "Yêu cầu bổ sung", "shared": "Đoạn dùng chung"}
SEVERITY_LABELS = {"error": "Lỗi", "warning": "Cần xem", "info": "Lưu ý"}
WORD_KINDS = {
    "object": "Đối tượng",
    "field": "Lĩnh vực",
    "predicate": "Nhận định",
    "abbreviation": "Viết tắt",
    "shared": "Đoạn dùng chung",
}
WORD_SIGNS = {"+": "Tích cực", "-": "Tiêu cực"}
DRAFT_STATES = {
    "same": "Giữ nguyên",
    "changed": "Đã sửa",
    "removed": "Đã bỏ",
    "no_source": "Không có nguồn",
    "stale": "Sổ đã đổi",
}
LEDGER_KINDS = {"sentence": "Câu", "row": "Dòng phụ lục", "added": "Người sửa thêm"}
MAIL_LABELS = {"file": "tệp .eml", "outlook": "Outlook"}
"""Where mail drafts go."""
HELD_LABELS = {"report": "Báo cáo", "conference": "Hội nghị"}
MERGE_CHOICES = {"here": "Giữ bản này", "there": "Lấy bản kia"}
MERGE_STATES = {
    "open": "Cần chọn",
    "kept": "Đã giữ bản này",
    "taken": "Đã lấy bản kia",
    "replaced": "Chỉ bản kia sửa: đã lấy",
    "same": "Không còn khác nhau",
}
AWARD_KINDS = {"collective": "Tập thể", "person": "Cá nhân"}
AWARD_DECISIONS = {"yes": "Có", "no": "Không"}
AWARD_FORMS = {
    "certificate": "Bằng khen của Chủ tịch UBND tỉnh",
    "merit": "Giấy khen của Giám đốc Sở Nội vụ",
    "ministry": "Bằng khen của Bộ trưởng Bộ Nội vụ",
    "praise": "Biểu dương",
}


def _text(key: str, header: str, width: int = 14, tip: str = "", required: bool = False) -> Column:
    return Column(key, header, Kind.TEXT, width, tip=tip, required=required)


def _date(key: str, header: str, tip: str = "", hour: bool = False, later: bool = False) -> Column:
    return Column(key, header, Kind.DATE, 14 if hour else 12, tip=tip, hour=hour, later=later)


def _choice(key: str, header: str, choices: Mapping[str, str], width: int = 14, tip: str = "") -> Column:
    return Column(key, header, Kind.CHOICE, width, choices, tip=tip)


def _suggest(key: str, header: str, choices: Mapping[str, str], width: int = 14) -> Column:
    """A text column whose choices are only suggested: other words are as good."""
    return Column(key, header, Kind.TEXT, width, choices)


def _int(key: str, header: str, width: int = 9) -> Column:
    return Column(key, header, Kind.INT, width)


def _formula(key: str, header: str, width: int = 12) -> Column:
    return Column(key, header, Kind.FORMULA, width)


_UNIT_ID = _text("unit_id", "Mã đơn vị", 10, required=True)
_UNIT_NAME = _text("unit_name", "Tên đơn vị", 24)

UNITS = TableSpec(
    "tblUnits",
    "Theo dõi",
    (
        Column(
            "unit_id",
            "Mã đơn vị",
            Kind.TEXT,
            10,
            required=True,
            tip="Mã năm chữ số của xã, phường hoặc tên viết tắt của sở",
        ),
        Column("name", "Tên đơn vị", Kind.TEXT, 30, required=True),
        _choice("group", "Khối", GROUP_LABELS),
        _formula("state", "Tình trạng", 17),
        _formula("diagnosis", "Đánh giá", 24),
        Column(
            "deadline",
            "Thời hạn",
            Kind.DATE,
            14,
            required=True,
            tip="Có giờ thì gõ cả giờ: 08/5/2026 17:00",
            hour=True,
        ),
        _choice("rule", "Cách tính hạn", RULE_LABELS, 13),
        _date("extended_to", "Gia hạn đến hết ngày", "Ngày cuối cùng còn đúng hạn sau khi gia hạn", hour=True),
        _text("extension_reason", "Lý do gia hạn", 22),
        _date(
            "extended_on",
            "Ngày đồng ý gia hạn",
            "Xem lại một ngày trước ngày này thì vẫn tính theo thời hạn cũ; để trống: coi như đã gia hạn từ đầu",
            later=True,
        ),
        _formula("last_day", "Ngày cuối cùng đúng hạn", 12),
        _date(
            "received_on",
            "Ngày đến",
            "Ngày Sở Nội vụ nhận được báo cáo lần đầu; thời hạn có giờ thì gõ cả giờ: 08/5/2026 16:30",
            hour=True,
        ),
        _suggest("channel", "Hình thức nhận", CHANNELS, 15),
        _text("document_no", "Số, ký hiệu", 16),
        _date("document_date", "Ngày văn bản", "Ngày ghi trên văn bản của đơn vị"),
        _int("version", "Lần gửi", 8),
        _choice("review", "Kết quả rà soát", REVIEW_LABELS, 13),
        _date("reviewed_on", "Ngày rà soát"),
        _text("missing", "Mục bắt buộc còn thiếu", 24),
        _formula("days_late", "Số ngày muộn", 9),
        _formula("working_days_late", "Số ngày làm việc muộn", 11),
        _choice("exempt", "Miễn báo cáo", YES, 9),
        _text("exempt_reason", "Lý do miễn", 20),
        _date("held_on", "Ngày tổ chức sơ kết"),
        _choice("held_as", "Hình thức sơ kết", HELD_LABELS, 12),
        _text("officer", "Chuyên viên phụ trách", 20),
        _text("contact", "Người liên hệ", 20),
        _text("email", "Thư điện tử", 26),
        _text("phone", "Điện thoại", 13),
        Column(
            "head",
            "Lãnh đạo đơn vị",
            width=20,
            tip="Người nhận thư đôn đốc khi đến lần nhắc lãnh đạo (sheet Cấu hình)",
            later=True,
        ),
        Column("head_email", "Thư điện tử của lãnh đạo", width=26, later=True),
        Column("head_phone", "Điện thoại của lãnh đạo", width=13, later=True),
        _formula("reminders", "Số lần đôn đốc", 9),
        _text("confirm", "Xác nhận", 12, "cần xác nhận: chưa chắc đơn vị thuộc diện báo cáo"),
        _text("note", "Ghi chú", 30),
        _formula("owing", "Thứ tự nợ", 8),
        _text("return_reason", "Lý do trả lại", 30, "Ghi khi trả lại; in trong thư nhắc bổ sung"),
        _formula("version_then", "Lần gửi tính đến ngày xem", 8),
    ),
    key=("unit_id",),
)
CONTACT_COLUMNS = ("contact", "email", "phone", "head", "head_email", "head_phone")
"""The columns of tblUnits with personal contacts."""
OUTLINE = TableSpec(
    "tblOutline",
    "Đề cương",
    (
        _text("code", "Mã mục", 9, required=True),
        _int("level", "Cấp", 6),
        _text("marker", "Ký hiệu", 9),
        _text("title", "Tên mục", 70, required=True),
        _choice("agencies", "Sở, ban, ngành", OBLIGATION_LABELS, 12),
        _choice("communes", "Xã, phường", OBLIGATION_LABELS, 12),
        _text("indicator_groups", "Nhóm chỉ tiêu", 14, "Tên có dấu ? là gợi ý, chưa dùng: đúng thì xóa dấu ?"),
        _text("hint", "Gợi ý", 50),
        _text("synonyms", "Tên gọi khác", 50, "Các cách viết khác của tên mục, ngăn bằng dấu chấm phẩy"),
    ),
    key=("code",),
)
INDICATORS = TableSpec(
    "tblIndicators",
    "Chỉ tiêu",
    (
        _text("code", "Mã chỉ tiêu", 11, required=True),
        _text("group", "Nhóm", 8),
        _text("name", "Tên chỉ tiêu", 56, required=True),
        _text("unit", "Đơn vị tính", 12),
        _choice("kind", "Kiểu số", INDICATOR_KINDS, 13),
        _text(
            "aggregate",
            "Cách tổng hợp",
            18,
            "sum: cộng; =A/B: tỷ lệ tính từ tổng A và tổng B; ratio: không cộng",
        ),
        _choice("agencies", "Sở, ban, ngành", OBLIGATION_LABELS, 12),
        _choice("communes", "Xã, phường", OBLIGATION_LABELS, 12),
        _text("check", "Quy tắc kiểm tra", 34),
        _text("synonyms", "Tên gọi khác", 40, "Các cách viết khác của chỉ tiêu, ngăn bằng dấu chấm phẩy"),
    ),
    key=("code",),
)
RECEIPTS = TableSpec(
    "tblReceipts",
    "Nhập báo cáo",
    (
        _text("file", "Tệp", 40),
        _choice("outcome", "Kết quả", OUTCOME_LABELS, 20),
        _text("reason", "Lý do", 46),
        _text("candidates", "Có thể là đơn vị", 30),
        _text(
            "confirmed_unit",
            "Đơn vị do người xác nhận",
            26,
            "Chọn đơn vị khi chương trình chưa chắc, rồi bấm lại Nhập báo cáo",
        ),
        _text("unit_id", "Mã đơn vị", 10),
        _UNIT_NAME,
        _date("received_on", "Ngày đến", hour=True),
        _suggest("channel", "Hình thức nhận", CHANNELS, 15),
        _text("document_no", "Số, ký hiệu", 16),
        _date("document_date", "Ngày văn bản"),
        _text("subject", "Trích yếu", 40),
        _int("version", "Lần gửi", 8),
        _int("read", "Số đoạn đọc được", 10),
        _int("placed", "Số đoạn đã xếp", 10),
        _int("unplaced", "Số đoạn chưa xếp", 10),
        _text("warnings", "Lưu ý", 50),
        Column("at", "Thời điểm nhập", Kind.MOMENT, 17),
        _text("sha256", "Mã kiểm SHA-256", 20),
        _choice("review", "Kết quả rà soát", REVIEW_LABELS, 13),
        _date("reviewed_on", "Ngày rà soát"),
        _text("return_reason", "Lý do trả lại", 30),
        _text("missing", "Mục bắt buộc còn thiếu", 24),
    ),
)
INBOX = TableSpec(
    "tblInbox",
    "Văn bản đến",
    (
        _text("unit", "Đơn vị", 34),
        _text("number", "Số, ký hiệu", 20),
        _text("dated", "Ngày văn bản", 16),
        _text("received", "Ngày đến", 18),
        _suggest("channel", "Hình thức nhận", CHANNELS, 18),
        _text("file", "Tệp", 34),
        _text("reason", "Chưa ghi nhận được vì", 70),
    ),
)
"""Where a whole day's register of incoming reports is pasted; text only, so that Excel turns no date around."""
ENTRIES = TableSpec(
    "tblEntries",
    "Nội dung",
    (
        _text("unit_id", "Mã đơn vị", 10),
        _UNIT_NAME,
        _text("section", "Mục (máy xếp)", 9),
        _text(
            "section_by_hand",
            "Mục (người xếp)",
            9,
            "Chọn mục đúng nếu máy xếp chưa đúng; chương trình giữ lựa chọn này",
        ),
        _int("order", "Thứ tự", 7),
        _int("part", "Phần", 6),
        _text("text", "Nội dung đơn vị viết", 80),
        _text("text_by_hand", "Nội dung sửa lại", 40, "Lời văn sửa lại dùng thay cho cột bên trái"),
        _choice("kind", "Loại", ENTRY_KINDS, 12),
        _text("heading", "Đề mục trong báo cáo", 34),
        _text("guess", "Mục gợi ý", 9),
        _int("version", "Lần gửi", 8),
        _choice("current", "Hiệu lực", CURRENT_LABELS, 11),
        _text("source", "Tệp", 34),
        _text("note", "Ghi chú", 24),
    ),
)
FIGURES = TableSpec(
    "tblFigures",
    "Số liệu",
    (_UNIT_ID, _UNIT_NAME, _choice("group", "Khối", GROUP_LABELS)),
    key=("unit_id",),
    dynamic=True,
)
FIGURE_SOURCES = TableSpec(
    "tblFigureSources",
    "Nguồn số liệu",
    (
        _text("unit_id", "Mã đơn vị", 10),
        _UNIT_NAME,
        _text("indicator", "Mã chỉ tiêu", 11),
        Column("value", "Giá trị đã nhập", Kind.NUMBER, 14),
        _text("written", "Đơn vị viết", 24),
        _text("place", "Vị trí trong tệp", 30),
        _text("source", "Tệp", 40),
        _int("version", "Lần gửi", 8),
    ),
)
CLAIMS = TableSpec(
    "tblClaims",
    "Tổng hợp",
    (
        _text("claim_id", "Mã ý", 12),
        _text("section", "Mục", 8),
        _int("order", "Thứ tự", 7),
        _text("text", "Ý của các đơn vị", 60),
        _text("proposed", "Câu đề xuất", 60),
        _text("wording", "Lời văn chính thức", 60, "Lời văn do người viết; luôn được dùng thay câu đề xuất"),
        _choice("decision", "Xử lý", CLAIM_DECISIONS, 9),
        _int("count", "Số đơn vị nêu", 9),
        _int("reporting", "Số đơn vị có mục này", 11),
        _text("units", "Đơn vị nêu", 50),
        _text("opposed", "Đơn vị nêu ngược lại", 24),
        _text("merged_into", "Gộp vào ý", 12, "Ghi mã của ý sẽ nhận ý này"),
        _text(
            "split_out",
            "Tách đơn vị",
            20,
            "Ghi mã các đơn vị cần tách ra khỏi ý này, ngăn bằng dấu chấm phẩy",
        ),
        _text("suggestion", "Có thể gộp với", 14),
        _text("change", "Thay đổi so với lần trước", 24),
        _text("note", "Ghi chú", 24),
        _text("spread", "Khoảng số liệu", 24),
    ),
    key=("claim_id",),
)
FINDINGS = TableSpec(
    "tblFindings",
    "Rà soát",
    (
        _text("finding_id", "Mã điểm", 12),
        _text("unit_id", "Mã đơn vị", 10),
        _UNIT_NAME,
        _choice("severity", "Mức độ", SEVERITY_LABELS, 9),
        _text("code", "Quy tắc", 18),
        _text("section", "Mục", 8),
        _text("indicator", "Chỉ tiêu", 10),
        _text("message", "Điểm cần xem lại", 70),
        _text("request", "Nội dung đề nghị đơn vị", 60),
        _text("cell", "Vị trí", 22),
        _text("other_unit_id", "Đơn vị liên quan", 12),
        _choice("decision", "Xử lý", FINDING_DECISIONS, 16),
        _text("note", "Ý kiến", 30),
        _text("why", "Vì sao cần xem", 44),
    ),
    key=("finding_id",),
)
REMINDERS = TableSpec(
    "tblReminders",
    "Đôn đốc",
    (
        Column("at", "Thời điểm soạn", Kind.MOMENT, 17),
        _date("on", "Nhắc cho ngày", "Ngày mà lần nhắc này tính đến; thường là ngày soạn", later=True),
        _text("unit_id", "Mã đơn vị", 10),
        _UNIT_NAME,
        _text("step", "Lần nhắc", 18),
        _text("addressee", "Gửi đến", 34),
        _text("channel", "Hình thức", 14),
        _text("file", "Tệp", 40),
        _choice("sent", "Đã gửi", YES, 8, "Chọn Có sau khi đã gửi"),
        _text("note", "Ghi chú", 30),
        _text("points", "Mã điểm yêu cầu", 24, "Chương trình dùng cột này để không yêu cầu lại cùng một điểm"),
    ),
)
AWARDS = TableSpec(
    "tblAwards",
    "Khen thưởng",
    (
        _text("unit_id", "Mã đơn vị", 10),
        _UNIT_NAME,
        _choice("kind", "Đối tượng", AWARD_KINDS, 11),
        _text("nominee", "Tập thể, cá nhân đề nghị", 34),
        _choice("form", "Hình thức khen thưởng", AWARD_FORMS, 30),
        _text("achievement", "Tóm tắt thành tích", 60),
        _text("source", "Nguồn", 30),
        _choice("decision", "Đưa vào tờ trình", AWARD_DECISIONS, 10),
        _text("note", "Ghi chú", 24),
        _text(
            "facts",
            "Chấp hành chế độ báo cáo",
            34,
            "Chương trình ghi: đúng hạn hay muộn, hoàn thành chưa, số điểm rà soát",
        ),
        _text("remark", "Cần xem lại", 34),
        _text("passage", "Đoạn trong báo cáo", 50),
        _text("award_id", "Mã dòng", 10),
    ),
)
LEXICON = TableSpec(
    "tblLexicon",
    "Từ đồng nghĩa",
    (
        _choice("kind", "Loại", WORD_KINDS, 16),
        _text("concept", "Khái niệm", 30, "Tên gọi chung của các cách viết; dòng thêm ở đây bổ sung từ điển có sẵn"),
        _choice("sign", "Sắc thái", WORD_SIGNS, 11),
        _text("phrases", "Cách viết", 80, "Các cách viết cùng nghĩa, ngăn bằng dấu chấm phẩy"),
        _text("note", "Ghi chú", 24),
    ),
)
HOLIDAYS = TableSpec(
    "tblHolidays",
    "Ngày nghỉ",
    (
        Column("date", "Ngày", Kind.DATE, 12, required=True),
        _choice("kind", "Loại", HOLIDAY_LABELS, 10),
        _text("name", "Nội dung", 50),
    ),
    key=("date",),
)
SETTINGS = TableSpec(
    "tblSettings",
    "Cấu hình",
    (
        _text("group", "Nhóm", 18),
        _text("label", "Nội dung", 46),
        _text("value", "Giá trị", 60),
        _text("note", "Giải thích", 60),
        _text("code", "Mã", 20, "Chương trình dùng cột này; không sửa"),
    ),
    key=("code",),
)
LEDGER = TableSpec(
    "tblLedger",
    "Truy nguyên",
    (
        _text("report", "Tệp báo cáo", 30),
        _text("section", "Mục", 8),
        _text("text", "Nội dung đã ghi", 60),
        _choice("state", "Tình trạng trong bản đã sửa", DRAFT_STATES, 17, "Lệnh Rà bản đã sửa ghi cột này"),
        _text("draft_text", "Nội dung trong bản đã sửa", 60),
        _text("units", "Đơn vị nguồn", 40),
        _text("files", "Tệp nguồn [mã kiểm SHA-256]", 100),
        _text("places", "Vị trí nguồn", 40, "Sheet, mục và thứ tự đoạn của đơn vị, hoặc mã chỉ tiêu trong sổ này"),
        _text("figures", "Số liệu đã ghi", 30),
        _choice("kind", "Loại", LEDGER_KINDS, 13),
        _text("line_id", "Mã câu", 20),
        _text("claim_id", "Mã ý", 12),
        _text("under", "Đứng dưới", 16),
        _text("text_hash", "Mã kiểm lời văn", 18),
        _date("on", "Tính đến ngày", hour=True),
        _text("report_id", "Mã bản", 14),
        _text("campaign", "Mã đợt", 14),
        _text("file_hash", "Mã kiểm tệp báo cáo", 18),
    ),
)
LOG = TableSpec(
    "tblLog",
    "Nhật ký",
    (
        Column("at", "Thời điểm", Kind.MOMENT, 17),
        _text("who", "Người thực hiện", 20),
        _text("command", "Lệnh", 14),
        _text("summary", "Nội dung thay đổi", 90),
        _text("chain", "Mã chuỗi", 20),
        _text("changed", "Dòng thay đổi", 60),
        _text("origin", "Mã chuỗi ở bản kia", 20),
    ),
)
CONFLICTS = TableSpec(
    "tblConflicts",
    "Chọn khi gộp",
    (
        Column("at", "Thời điểm gộp", Kind.MOMENT, 17),
        _text("source", "Bản của đồng nghiệp", 28),
        _text("sheet", "Ở sheet", 16),
        _text("row", "Dòng", 36),
        _text("header", "Cột", 22),
        _text("here", "Bản này", 44),
        _text("there", "Bản kia", 44),
        _choice("choice", "Chọn", MERGE_CHOICES, 15, "Chọn xong, bấm lại Gộp bản của đồng nghiệp và chọn lại tệp ấy"),
        _choice("state", "Kết quả gộp", MERGE_STATES, 22),
        _text("note", "Ghi chú", 24),
        _text("code", "Mã", 20, "Chương trình dùng cột này; không sửa"),
    ),
)

TABLES = (
    UNITS, INBOX, RECEIPTS, ENTRIES, FIGURES, FIGURE_SOURCES, CLAIMS, FINDINGS, REMINDERS,
    AWARDS, OUTLINE, INDICATORS, LEXICON, HOLIDAYS, SETTINGS, LOG, CONFLICTS, LEDGER,
)  # fmt: skip

OVERVIEW_SHEET = "Tổng quan"
PASTE_SHEET = "Dán báo cáo"
GUIDE_SHEET = "Hướng dẫn"
CONF_SHEET = "xlwings.conf"
SHEET_ORDER = (
    OVERVIEW_SHEET, "Theo dõi", "Văn bản đến", "Nhập báo cáo", PASTE_SHEET, "Nội dung", "Số liệu", "Tổng hợp",
    "Rà soát", "Đôn đốc", "Khen thưởng", "Truy nguyên", "Đề cương", "Chỉ tiêu", "Nguồn số liệu", "Từ đồng nghĩa",
    "Ngày nghỉ", "Cấu hình", "Nhật ký", "Chọn khi gộp", GUIDE_SHEET, CONF_SHEET,
)  # fmt: skip

# Defined names: single cells that code reads or writes, and the block where a report is pasted.
NAME_STATUS = "nmStatus"
"""The hand-shake cell on the guide sheet: VBA writes "RUN <action>", Python overwrites it."""
NAME_TODAY = "nmToday"
"""The day that the live formulas look at: the setting view_date, else today."""
NAME_PASTE = "nmPaste"
"""First cell below the header where a report is pasted; the block runs down and right from there."""
NAME_PASTE_UNIT = "nmPasteUnit"
"""The unit that the pasted report belongs to (chosen by name)."""
NAME_PASTE_RECEIVED = "nmPasteReceived"
"""The day that the pasted report came in; blank means today."""


def table_spec(name: str) -> TableSpec:
    """Return the table of ASCII object name `name`; KeyError if there is none."""
    return {spec.name: spec for spec in TABLES}[name]
