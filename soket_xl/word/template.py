"""The Word templates that clerks edit: what each must have, and opening one that can be filled."""

from collections.abc import Mapping
from pathlib import Path

from soket_xl.errors import FileRefused
from soket_xl.word.package import Parts, read_parts
from soket_xl.word.styles import REPORT_STYLES
from soket_xl.word.template_faults import Fault, TemplateKind, faults

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_NEEDED = ("so_ky_hieu", "dia_danh_ngay", "trich_yeu", "kinh_gui", "noi_dung", "noi_nhan", "chuc_vu", "nguoi_ky")
REPORT = TemplateKind(_NEEDED, ("co_quan", "co_quan_2", "kinh_gui_khac", "quyen_han", "thay_mat"), REPORT_STYLES)
LETTER = TemplateKind(_NEEDED, ("co_quan_chu_quan", "co_quan", "kinh_gui_khac", "quyen_han", "thay_mat"), REPORT_STYLES)
REPORT_TEMPLATE, REMINDER_TEMPLATE, REQUEST_TEMPLATE = "bao_cao.docx", "cong_van_don_doc.docx", "yeu_cau_bo_sung.docx"
AWARDS_TEMPLATE, SUBMIT_TEMPLATE = "to_trinh_khen_thuong.docx", "to_trinh_ubnd.docx"
TEMPLATE_KINDS: Mapping[str, TemplateKind] = {
    REPORT_TEMPLATE: REPORT,
    REMINDER_TEMPLATE: LETTER,
    REQUEST_TEMPLATE: LETTER,
    AWARDS_TEMPLATE: LETTER,
    SUBMIT_TEMPLATE: LETTER,
}
"""Every template by file name: in letters and proposals the office is named under the body above it."""


def check_template(path: Path, kind: TemplateKind = REPORT) -> list[Fault]:
    """Return every fault of the template at `path`; FileRefused if it is gone or no Word file."""
    return _opened(path, kind)[1]


def open_template(path: Path, kind: TemplateKind = REPORT) -> Parts:
    """Return the parts of a template that can be filled; FileRefused names every fault that forbids it."""
    parts, found = _opened(path, kind)
    wrong = [fault.message for fault in found if fault.severity == "error"]
    if wrong:
        raise FileRefused("word.template_tags", file=path.name, problems="; ".join(wrong))
    return parts


def _opened(path: Path, kind: TemplateKind) -> tuple[Parts, list[Fault]]:
    """Return the parts of a template and its faults; a part that is no XML refuses the file by the file's name."""
    parts = read_parts(path)
    try:
        return parts, faults(parts, kind)
    except FileRefused as error:
        raise FileRefused("word.not_docx", file=path.name) from error
