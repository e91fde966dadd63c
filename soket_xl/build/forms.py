"""The forms that units fill in: a Word report with the outline of their group, and an Excel form for their figures.

Both carry the unit's id inside, so that what comes back is known even after renaming. Prompts are placeholder text of
content controls: Word takes them away when somebody types, and intake never reads them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any

from soket_xl.intake.units import PROPERTY
from soket_xl.model import COMMUNES, Indicator, Section, Unit
from soket_xl.texts import say

FONT = "Times New Roman"
FIRST_ROW = 7
CODE_COLUMN, NAME_COLUMN, UNIT_COLUMN, VALUE_COLUMN, CHECK_COLUMN = "ABCDE"
WIDTHS = {"A": 11, "B": 58, "C": 14, "D": 16, "E": 34}
_RULE = re.compile(r"^(=|<=)\s*([A-Z\u0110]+\d+(?:\s*\+\s*[A-Z\u0110]+\d+)*)")
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr>'
    "</property></Properties>"
)
_CONTROL = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:tag w:val="{code}"/>'
    '<w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>'
    '<w:r><w:rPr><w:i/><w:color w:val="7F7F7F"/></w:rPr><w:t xml:space="preserve">{prompt}</w:t></w:r></w:p>'
    "</w:sdtContent></w:sdt>"
)


@dataclass(frozen=True)
class Asked:
    """What a campaign asks of its units: the subject of the report, to whom it goes, until when and in which year."""

    subject: str
    recipient: str
    deadline: str
    year: int


def report_form(unit: Unit, outline: Sequence[Section], asked: Asked, made_on: datetime) -> bytes:
    """Return the Word form of `unit`: letterhead, the sections its group writes, a prompt in each, signature."""
    from docx import Document

    document: Any = Document()
    _set_up(document)
    _head(document, unit, asked)
    wanted = [s for s in outline if s.obligation.get(unit.group) != "-" and s.level <= 3 and s.marker[:1] != "P"]
    parents = {s.code.rpartition(".")[0] for s in wanted}
    for section in wanted:
        _heading(document, section)
        if section.code not in parents:
            _prompt(document, section)
    _foot(document, unit)
    return _saved(document, unit, made_on)


def prompt_of(section: Section) -> str:
    """Return the prompt that stands in a section of the form."""
    hint = f" {section.hint}" if section.hint else ""
    return say("intake.form_prompt", title=section.title[:1].lower() + section.title[1:], hint=hint)


def figures_form(unit: Unit, indicators: Sequence[Indicator], asked: Asked, made_on: datetime) -> bytes:
    """Return the Excel form of `unit`: a row per indicator that its group gives, with lists, checks and units."""
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book: Any = Workbook()
    sheet = book.active
    sheet.title = say("intake.form_sheet")
    wanted = [i for i in indicators if i.obligation.get(unit.group) != "-"]
    _figure_head(sheet, unit, asked)
    rows = {indicator.code: row for row, indicator in enumerate(wanted, FIRST_ROW)}
    for indicator in wanted:
        _figure_row(sheet, indicator, rows)
    _figure_rules(sheet, len(wanted))
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=unit.unit_id))
    book.properties.creator = book.properties.lastModifiedBy = say("build.creator")
    book.properties.created = book.properties.modified = made_on
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_up(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), FONT)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(6)


def _line(container: Any, text: str, bold: bool = False, italic: bool = False, across: str = "both") -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    at = {"center": WD_ALIGN_PARAGRAPH.CENTER, "both": WD_ALIGN_PARAGRAPH.JUSTIFY, "left": WD_ALIGN_PARAGRAPH.LEFT}
    paragraph = container.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    paragraph.alignment = at[across]
    return paragraph


def _columns(document: Any, sides: Sequence[Sequence[tuple[str, bool, bool]]]) -> None:
    """Add a borderless table of two cells, each a list of (text, bold, italic)."""
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, sides, strict=True):
        for text, bold, italic in lines:
            _line(cell, text, bold, italic, "center")
        cell._tc.remove(cell.paragraphs[0]._p)


def _head(document: Any, unit: Unit, asked: Asked) -> None:
    commune = unit.group == COMMUNES
    above = say("intake.form_committee") if commune else say("intake.form_province")
    symbol = "BC-UBND" if commune else f"BC-{unit.unit_id}"
    left = (
        (above, commune, False),
        (unit.name.upper(), True, False),
        (say("intake.form_number", symbol=symbol), False, False),
    )
    right = ((say("intake.form_country"), True, False), (say("intake.form_motto"), True, False))
    _columns(document, (left, (*right, (say("intake.form_date", year=asked.year), False, True))))
    _line(document, say("intake.form_kind"), bold=True, across="center")
    _line(document, asked.subject, bold=True, across="center")
    _line(document, say("intake.form_to", recipient=asked.recipient), across="center")


def _heading(document: Any, section: Section) -> None:
    title = section.title.upper() if section.level == 1 else section.title
    _line(document, f"{section.marker} {title}", bold=section.level < 3, across="both")


def _prompt(document: Any, section: Section) -> None:
    from docx.oxml import parse_xml

    control = parse_xml(_CONTROL.format(code=escape(section.code), prompt=escape(prompt_of(section))))
    document.element.body.insert(len(document.element.body) - 1, control)


def _foot(document: Any, unit: Unit) -> None:
    small = unit.name[:1].lower() + unit.name[1:] if unit.group == COMMUNES else unit.name
    _line(document, say("intake.form_closing", name=small))
    signer = say("intake.form_signer") if unit.group == COMMUNES else say("intake.form_head")
    title = (say("intake.form_chairman"),) if unit.group == COMMUNES else ()
    left = [(text, n == 0, n == 0) for n, text in enumerate(say("intake.form_recipients").split("\n"))]
    _columns(document, (left, [(text, True, False) for text in (signer, *title)]))


def _saved(document: Any, unit: Unit, made_on: datetime) -> bytes:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    properties = document.core_properties
    properties.author = properties.last_modified_by = say("build.creator")
    properties.created = properties.modified = made_on
    content = _CUSTOM.format(name=PROPERTY, value=escape(unit.unit_id)).encode()
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    part = Part(PackURI("/docProps/custom.xml"), kind, content, document.part.package)
    document.part.package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _figure_head(sheet: Any, unit: Unit, asked: Asked) -> None:
    from openpyxl.styles import Font

    lines = (say("intake.form_figures"), unit.name, say("intake.form_unit_id", unit_id=unit.unit_id), asked.deadline)
    for row, text in enumerate(lines, 1):
        cell = sheet.cell(row, 1, text)
        cell.data_type = "s"
        cell.font = Font(name=FONT, size=14 if row == 1 else 12, bold=row < 3, italic=row > 2)
    heads = (say("intake.form_code"), say("intake.form_name"), say("intake.form_measure"))
    for column, text in zip("ABCDE", (*heads, say("intake.form_value"), say("intake.form_check")), strict=True):
        cell = sheet[f"{column}{FIRST_ROW - 1}"]
        _look(cell, text, head=True)
        sheet.column_dimensions[column].width = WIDTHS[column]
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _figure_row(sheet: Any, indicator: Indicator, rows: dict[str, int]) -> None:
    row = rows[indicator.code]
    for column, value in zip("ABC", (indicator.code, indicator.name, indicator.unit), strict=True):
        _look(sheet[f"{column}{row}"], value)
    _look(sheet[f"{VALUE_COLUMN}{row}"], None)
    sheet[f"{VALUE_COLUMN}{row}"].number_format = "#,##0" if indicator.kind == "int" else "#,##0.##"
    check = sheet[f"{CHECK_COLUMN}{row}"]
    _look(check, None)
    check.value = _check(indicator, rows)


def _check(indicator: Indicator, rows: dict[str, int]) -> str | None:
    """Return the formula that tells whether the balance of an indicator holds, None where it has none here."""
    rule = _RULE.match(indicator.check)
    codes = re.split(r"\s*\+\s*", rule[2]) if rule else []
    if not rule or any(code not in rows for code in codes):
        return None
    here = f"{VALUE_COLUMN}{rows[indicator.code]}"
    others = [f"{VALUE_COLUMN}{rows[code]}" for code in codes]
    blank = ",".join(f'{cell}=""' for cell in (here, *others))
    good, bad = say("intake.form_holds"), say("intake.form_broken", rule=f"{rule[1]} {rule[2]}")
    return f'=IF(OR({blank}),"",IF({here}{rule[1]}{"+".join(others)},"{good}","{bad}"))'


def _figure_rules(sheet: Any, count: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    rule.showErrorMessage, rule.error = True, say("intake.form_wrong_number")
    rule.add(f"{VALUE_COLUMN}{FIRST_ROW}:{VALUE_COLUMN}{FIRST_ROW + count}")
    sheet.add_data_validation(rule)


def _look(cell: Any, value: str | None, head: bool = False) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.value = value
    if value is not None:
        cell.data_type = "s"
    side = Side(style="thin", color="BFBFBF")
    cell.font = Font(name=FONT, size=12, bold=head, color="FFFFFF" if head else "000000")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if head else None)
    if head:
        cell.fill = PatternFill("solid", fgColor="1F4E79")
