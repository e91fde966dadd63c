"""The style sheet of the templates: Decree 30/2020, annex I, as one table of looks."""

from dataclasses import dataclass, replace

from soket_xl.texts import say
from soket_xl.word.package import WORD

FONT = "Times New Roman"
PORTRAIT = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" '
    'w:header="567" w:footer="567" w:gutter="0"/>'
)
"""A4 upright; 20 mm above and below, 30 mm left, 15 mm right (I.3)."""
INDENT = 720
"""First line 1.27 cm in (II.6.e)."""


@dataclass(frozen=True)
class Style:
    """A style: sizes in half points, distances in twips, `line` in 240ths of a line, `level` 0 for heading 1."""

    name: str
    style_id: str
    size: int = 28
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: int = 0
    after: int = 0
    line: int = 240
    first: int = 0
    left: int = 0
    keep: bool = False
    level: int | None = None


def _heading(number: int, bold: bool = False, before: int = 120) -> Style:
    look = Style(f"heading {number}", f"Heading{number}", bold=bold, align="both", before=before, line=276)
    return replace(look, first=INDENT, keep=True, level=number - 1)


STYLES = {
    "heading1": _heading(1, bold=True, before=160),
    "heading2": _heading(2, bold=True),
    "heading3": _heading(3),
    "header": Style("header", "Header", size=26),
    "body": Style(say("word.style_body"), "SkBody", align="both", before=120, line=276, first=INDENT),
    "to": Style(say("word.style_to"), "SkTo", before=240, after=120, line=276),
    "to_list": Style(say("word.style_to_list"), "SkToList", align="left", before=60, line=276, left=3402),
    "authority": Style(say("word.style_authority"), "SkAuthority", size=26, bold=True),
    "parent": Style(say("word.style_parent"), "SkParent", size=26),
    "nation": Style(say("word.style_nation"), "SkNation", size=26, bold=True),
    "motto": Style(say("word.style_motto"), "SkMotto", bold=True),
    "number": Style(say("word.style_number"), "SkNumber", size=26, before=200),
    "letter_subject": Style(say("word.style_letter_subject"), "SkLetterSubject", size=24, before=120),
    "place_date": Style(say("word.style_place_date"), "SkPlaceDate", italic=True, before=200),
    "kind": Style(say("word.style_kind"), "SkKind", bold=True, before=360, keep=True),
    "subject": Style(say("word.style_subject"), "SkSubject", bold=True, after=120),
    "signature": Style(say("word.style_signature"), "SkSignature", bold=True, keep=True),
    "signer": Style(say("word.style_signer"), "SkSigner", bold=True, before=1500),
    "recipients": Style(say("word.style_recipients"), "SkRecipients", size=24, bold=True, italic=True, align="left"),
    "recipient": Style(say("word.style_recipient"), "SkRecipient", size=22, align="left"),
    "annex": Style(say("word.style_annex"), "SkAnnex", bold=True, keep=True),
    "annex_title": Style(say("word.style_annex_title"), "SkAnnexTitle", bold=True, keep=True),
    "annex_reference": Style(say("word.style_annex_reference"), "SkAnnexReference", italic=True, after=180, keep=True),
    "annex_note": Style(say("word.style_annex_note"), "SkAnnexNote", size=26, align="both", before=120, first=INDENT),
    "cell": Style(say("word.style_cell"), "SkCell", size=24, align="left", before=20, after=20),
    "cell_head": Style(say("word.style_cell_head"), "SkCellHead", size=24, bold=True, before=20, after=20),
    "tail": Style(say("word.style_tail"), "SkTail", size=2),
}  # fmt: skip


def style_sheet() -> str:
    """Return word/styles.xml without its declaration."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr>{fonts}</w:rPr></w:style>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    styles = "".join(_style(style) for style in STYLES.values())
    return f'<w:styles xmlns:w="{WORD}">{defaults}{normal}{table}{styles}</w:styles>'


def _style(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    indent = f'<w:ind w:left="{style.left}" w:firstLine="{style.first}"/>' if style.left or style.first else ""
    level = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="auto"/>'
    marks = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    custom = "" if style.style_id.startswith("H") else ' w:customStyle="1"'
    following = '<w:next w:val="SkBody"/>' if level else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.style_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f'<w:pPr>{keep}{spacing}{indent}<w:jc w:val="{style.align}"/>{level}</w:pPr>'
        f'<w:rPr>{marks}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )
