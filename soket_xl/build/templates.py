"""The Word templates, made from source the same to the byte each time (`templates/`; a test rebuilds and compares).

Looks follow Decree 30/2020, annex I; a clerk may change them in Word afterwards.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from soket_xl.build.template_styles import PORTRAIT, STYLES, style_sheet
from soket_xl.outputs import write_file
from soket_xl.texts import say
from soket_xl.word.lines import EMU_PER_MM, line_name
from soket_xl.word.package import PACKAGE_RELATIONS, RELATIONS, WORD, write_parts
from soket_xl.word.tags import BODY_TAG
from soket_xl.word.template import (
    AWARDS_TEMPLATE,
    REMINDER_TEMPLATE,
    REPORT_TEMPLATE,
    REQUEST_TEMPLATE,
    SUBMIT_TEMPLATE,
)

FOLDER = Path(__file__).resolve().parents[2] / "templates"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_LINE_BELOW = 1.2
"""How far under its line of words a line lies, in millimetres."""
_LEFT_HEAD, _RIGHT_HEAD = 3572, 5783
"""Columns of the letterhead in twips: the country's name in size 13 needs 95,7 mm."""
_LEFT_SIGN, _RIGHT_SIGN = 4535, 4820
_SIGN_HEIGHT = 2835
"""50 mm: room to sign where the name is still blank."""


def build_templates(folder: Path = FOLDER) -> list[Path]:
    """Write every template into `folder` and return their paths."""
    return [write_file(folder / name, content) for name, content in templates().items()]


def restore_templates(folder: Path = FOLDER) -> list[Path]:
    """Write the templates that are gone, and return their paths; one that a clerk has changed is left alone."""
    return [write_file(folder / name, content) for name, content in templates().items() if not (folder / name).exists()]


def templates() -> Mapping[str, bytes]:
    """Return each template by file name."""
    made = {REPORT_TEMPLATE: _report(), REMINDER_TEMPLATE: _letter(), REQUEST_TEMPLATE: _letter()}
    made |= {AWARDS_TEMPLATE: _proposal(), SUBMIT_TEMPLATE: _proposal()}
    return {name: _package(body) for name, body in made.items()}


def _report() -> str:
    left = _line("authority", "{{co_quan}}") + _line("authority", "{{co_quan_2}}", percent=45)
    number, when = _line("number", "{{so_ky_hieu}}"), _line("place_date", "{{dia_danh_ngay}}")
    head = _table(((left, _nation()), (number, when)), _LEFT_HEAD, _RIGHT_HEAD)
    title = _title(say("word.kind"))
    signer = _line("signature", "{{quyen_han}}") + _line("signature", "{{thay_mat}}") + _signer()
    return head + title + _to() + _line("body", "{{" + BODY_TAG + "}}") + _foot(signer)


def _letter() -> str:
    left = _line("parent", "{{co_quan_chu_quan}}") + _line("authority", "{{co_quan}}", percent=45)
    number = _line("number", "{{so_ky_hieu}}") + _line("letter_subject", "{{trich_yeu}}")
    head = _table(((left, _nation()), (number, _line("place_date", "{{dia_danh_ngay}}"))), _LEFT_HEAD, _RIGHT_HEAD)
    signer = _line("signature", "{{thay_mat}}") + _signer()
    return head + _to() + _line("body", "{{" + BODY_TAG + "}}") + _foot(signer)


def _proposal() -> str:
    """Return a proposal of the office (to trinh): its letterhead with the name of the kind."""
    left = _line("parent", "{{co_quan_chu_quan}}") + _line("authority", "{{co_quan}}", percent=45)
    number, when = _line("number", "{{so_ky_hieu}}"), _line("place_date", "{{dia_danh_ngay}}")
    head = _table(((left, _nation()), (number, when)), _LEFT_HEAD, _RIGHT_HEAD)
    signer = _line("signature", "{{thay_mat}}") + _signer()
    title = _title(say("word.kind_proposal"))
    return head + title + _to() + _line("body", "{{" + BODY_TAG + "}}") + _foot(signer)


def _title(kind: str) -> str:
    return _line("kind", kind) + _line("subject", "{{trich_yeu}}", percent=35)


def _nation() -> str:
    return _line("nation", say("word.nation")) + _line("motto", say("word.motto"), percent=100)


def _to() -> str:
    return _line("to", say("word.to", tag="{{kinh_gui}}")) + _line("to_list", "{{kinh_gui_khac}}")


def _signer() -> str:
    return _line("signature", "{{chuc_vu}}") + _line("signer", "{{nguoi_ky}}")


def _foot(signer: str) -> str:
    recipients = _line("recipients", say("word.recipients")) + _line("recipient", "{{noi_nhan}}")
    table = _table(((recipients, signer),), _LEFT_SIGN, _RIGHT_SIGN, _SIGN_HEIGHT)
    return table + _paragraph(STYLES["tail"].style_id, "")


def _line(style: str, text: str, percent: int = 0) -> str:
    """Return a paragraph; with `percent`, a line under its words of that share of their length."""
    words = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    return _paragraph(STYLES[style].style_id, words + (_rule(percent, STYLES[style].size) if percent else ""))


def _paragraph(style_id: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{content}</w:p>'


def _rule(percent: int, size: int) -> str:
    """Return a run with a thin line under the line of words in which it stands, to be fitted when words are filled."""
    width = 40 * EMU_PER_MM
    below = round((size / 2 * 1.15 * 25.4 / 72 + _LINE_BELOW) * EMU_PER_MM)
    shape = (
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="line"><wp:posOffset>{below}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{percent}" name="{line_name(percent)}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _table(rows: tuple[tuple[str, str], ...], left: int, right: int, height: int = 0) -> str:
    """Return a table of two columns without any ruling; its rows are `height` twips high at least."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    look = (
        f'<w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    grid = f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{least}</w:trPr>{_cell(first, left)}{_cell(second, right)}</w:tr>"
        for first, second in rows
    )
    return f"<w:tbl>{look}{grid}{body}</w:tbl>"


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _package(body: str) -> bytes:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        f'{PORTRAIT}<w:pgNumType w:start="1"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    document = f"{_DECLARATION}<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>"
    header = f'{_DECLARATION}<w:hdr xmlns:w="{WORD}">'
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": _DECLARATION + style_sheet(),
        "word/settings.xml": _settings(),
        "word/header1.xml": f"{header}{_paragraph('Header', field)}</w:hdr>",
        "word/header2.xml": f"{header}{_paragraph('Header', '')}</w:hdr>",
        "docProps/core.xml": _core(),
    }
    return write_parts({name: content.encode() for name, content in parts.items()})


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    kinds |= {"header1": "header", "header2": "header"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def _document_relations() -> str:
    targets = (("styles", "styles"), ("settings", "settings"), ("header", "header1"), ("header", "header2"))
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
        for number, (kind, name) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}">{relations}</Relationships>'


def _settings() -> str:
    return (
        f'{_DECLARATION}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _core() -> str:
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>'
        f"{say('build.creator')}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


if __name__ == "__main__":
    build_templates()
