"""Word files of the sample campaign, written as XML in the forms that units really use.

Letterhead as table, tabs or lines; headings typed, numbered by Word or by style; bullets of every kind; old fonts.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from soket_xl.build.package import write_parts

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPED, AUTOMATIC, STYLED, DECIMAL, INLINE = range(5)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Piece:
    """A heading (level 1-3, its marker, the number of its part) or, at level 0, a paragraph."""

    level: int
    text: str
    marker: str
    part: int


@dataclass(frozen=True)
class Form:
    """How a unit lays out its report."""

    letterhead: int
    headings: int
    bullet: str
    annex: int
    reworded: bool
    extra: bool
    tcvn3: bool = False
    nfd: bool = False
    footnote: bool = False

    @classmethod
    def of(cls, number: int, tcvn3: bool, nfd: bool, footnote: bool) -> "Form":
        """Return the form of the unit of this number."""
        bullets = ("- ", "", "+ ", "\u2022 ", "- ")
        headings = (TYPED, STYLED, DECIMAL, INLINE, AUTOMATIC)[number % 5]
        form = cls(number % 3, headings, bullets[number // 2 % 5], number // 3 % 4, number % 2 == 1, number % 11 == 7)
        return cls(**{**form.__dict__, "tcvn3": tcvn3, "nfd": nfd, "footnote": footnote})


def write(
    form: Form,
    words: Mapping[str, str],
    frame: Mapping[str, str],
    pieces: Sequence[Piece],
    annex: Sequence[Sequence[str]],
) -> bytes:
    """Return a .docx of a unit report: `words` fills the places of `frame`, `annex` is the number table."""
    body = "".join(
        (*_letterhead(form, words, frame), *_title(words, frame, form), *_content(pieces, form, frame),
         *_signature(words, frame, form), *_annex(annex, words, frame, form))
    )  # fmt: skip
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    section = f'<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>{page}</w:sectPr>'
    document = f"<w:document {NAMESPACE} {RELATIONS}><w:body>{body}{section}</w:body></w:document>"
    parts = {"word/document.xml": document, "word/header1.xml": _header(frame), **_fixed_parts(form, frame)}
    return write_parts({name: _declared(text) for name, text in parts.items()})


def _declared(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


def _paragraph(
    text: str, form: Form, bold: bool = False, italic: bool = False, align: str = "both", style: str = "", numbered: str = "",
    indent: bool = False, note: str = "",
) -> str:  # fmt: skip
    shown = unicodedata.normalize("NFD", text) if form.nfd else text
    fonts = ""
    if form.tcvn3:
        shown, fonts = _tcvn3(shown), '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:cs=".VnTime"/>'
    looks = fonts + "<w:b/>" * bold + "<w:i/>" * italic
    runs = "".join(f"<w:r><w:rPr>{looks}</w:rPr>{_text(part)}</w:r>" for part in shown.split("\t", 1)[:1]) + "".join(
        f"<w:r><w:rPr>{looks}</w:rPr><w:tab/>{_text(part)}</w:r>" for part in shown.split("\t")[1:]
    )
    properties = f'<w:pStyle w:val="{style}"/>' * bool(style) + numbered
    properties += '<w:ind w:firstLine="567"/>' * indent + f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}{note}</w:p>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def _letterhead(form: Form, words: Mapping[str, str], frame: Mapping[str, str]) -> Iterator[str]:
    if not words["heading"]:
        return
    above = frame["province"] if words["agency"] else frame["committee"]
    number = frame["number"].format(**words)
    dated = frame["date"].format(**words)
    if form.letterhead == 0:
        left, right = [above, words["heading"], number], [frame["country"], frame["motto"], dated]
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_lines(lines, form)}</w:tc>'
            for width, lines in ((3900, left), (5800, right))
        )
        yield f'<w:tbl><w:tblPr><w:tblW w:w="9700" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="3900"/><w:gridCol w:w="5800"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
    elif form.letterhead == 1:
        yield _paragraph(f"{above}\t{frame['country']}", form, bold=True)
        yield _paragraph(f"{words['heading']}\t{frame['motto']}", form, bold=True)
        yield _paragraph(f"{number}\t{dated}", form)
    else:
        name = words["heading"] if words["agency"] else f"{frame['committee_short']} {words['heading']}"
        for text, bold in (
            (name, True),
            (number, False),
            (frame["country"], True),
            (frame["motto"], True),
            (dated, False),
        ):
            yield _paragraph(text, form, bold=bold, align="center", italic=text == dated)


def _lines(lines: Sequence[str], form: Form) -> str:
    last = len(lines) - 1
    return "".join(_paragraph(line, form, bold=n < last, align="center") for n, line in enumerate(lines))


def _title(words: Mapping[str, str], frame: Mapping[str, str], form: Form) -> Iterator[str]:
    yield _paragraph(frame["kind"], form, bold=True, align="center")
    yield _paragraph(frame["subject"], form, bold=True, align="center")
    yield _paragraph(frame["to"], form, align="center")
    yield _paragraph(frame["basis"], form, italic=True, indent=True)
    yield _paragraph(frame["opening"].format(**words), form, indent=True)


def _content(pieces: Sequence[Piece], form: Form, frame: Mapping[str, str]) -> Iterator[str]:
    counters = [0, 0, 0]
    waiting = ""
    first = True
    for piece in pieces:
        if piece.level:
            counters[piece.level - 1] += 1
            counters[piece.level :] = [0] * (3 - piece.level)
            inline = form.headings == INLINE and piece.level == 3
            waiting = f"{piece.marker} {piece.text}: " if inline else ""
            if not inline:
                yield _heading(piece, form, counters, frame)
            continue
        note = ""
        if form.footnote and first and piece.part == 2:
            note, first = (
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
                False,
            )
        text = waiting + piece.text if waiting else form.bullet + piece.text
        waiting = ""
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>' if not form.bullet else ""
        yield _paragraph(text, form, indent=True, numbered=listed, note=note)


def _heading(piece: Piece, form: Form, counters: Sequence[int], frame: Mapping[str, str]) -> str:
    marker, style, numbered, align = piece.marker, "", "", "both"
    if form.headings == AUTOMATIC:
        numbered = f'<w:numPr><w:ilvl w:val="{piece.level - 1}"/><w:numId w:val="1"/></w:numPr>'
        marker = ""
    elif form.headings == STYLED:
        style = f"Heading{piece.level}"
    elif form.headings == DECIMAL:
        ordinals = frame["ordinals"].split(";")
        if piece.level == 1 and piece.part <= len(ordinals):
            marker, align = frame["part"].format(ordinal=ordinals[piece.part - 1]) + ".", "center"
        elif piece.level > 1:
            marker = ".".join(str(n) for n in counters[1 : piece.level]) + "."
    return _paragraph(f"{marker} {piece.text}".strip(), form, bold=True, style=style, numbered=numbered, align=align)


def _signature(words: Mapping[str, str], frame: Mapping[str, str], form: Form) -> Iterator[str]:
    yield _paragraph(frame["closing"].format(**words), form, indent=True)
    title = frame["office_head"] if words["office"] else frame["director"] if words["agency"] else frame["chairman"]
    right = [title, words["signer"]] if words["agency"] else [frame["authority"], title, words["signer"]]
    left = [frame["recipients"], frame["as_above"], frame["archive"]]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="4800" w:type="dxa"/></w:tcPr>{"".join(_paragraph(t, form, bold=b, align=a) for t in lines)}</w:tc>'
        for lines, b, a in ((left, False, "left"), (right, True, "center"))
    )
    yield f'<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4800"/><w:gridCol w:w="4800"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'


def _annex(
    rows: Sequence[Sequence[str]], words: Mapping[str, str], frame: Mapping[str, str], form: Form
) -> Iterator[str]:
    yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    yield _paragraph(frame["annex"], form, bold=True, align="center")
    yield _paragraph(frame["annex_note"].format(**words), form, italic=True, align="center")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    widths = _widths(len(rows[0]))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        "<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, form, bold=n == 0, align="left")}</w:tc>'
            for width, cell in zip(widths, row, strict=True)
        ) + "</w:tr>"
        for n, row in enumerate(rows)
    )  # fmt: skip
    yield f'<w:tbl><w:tblPr><w:tblW w:w="9300" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'
    yield "<w:p/>"


def _widths(columns: int) -> Sequence[int]:
    return {5: (700, 4800, 1300, 1500, 1000), 4: (1300, 5000, 1400, 1600), 3: (5700, 1800, 1800), 2: (6300, 3000)}[
        columns
    ]


def _header(frame: Mapping[str, str]) -> str:
    run = f'<w:r><w:rPr><w:i/><w:color w:val="808080"/><w:sz w:val="18"/></w:rPr>{_text(frame["header"])}</w:r>'
    return f'<w:hdr {NAMESPACE}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run}</w:p></w:hdr>'


def _fixed_parts(form: Form, frame: Mapping[str, str]) -> dict[str, str]:
    """Return styles, numbering, footnotes, relationships and content types."""
    parts = {"styles": "styles", "numbering": "numbering", "header1": "header", "footnotes": "footnotes"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>' for part, kind in parts.items()
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>{overrides}</Types>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{part}.xml"/>'
        for n, (part, kind) in enumerate(parts.items(), 1)
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{inner}</Relationships>',
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/footnotes.xml": _footnotes(frame, form.footnote),
    }


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for n in (1, 2, 3)
    )
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"<w:styles {NAMESPACE}>{defaults}{normal}{headings}</w:styles>"


def _numbering() -> str:
    shapes = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for n, (shape, text) in enumerate(shapes)
    )
    bullet = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/></w:lvl>'
    return (
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )


def _footnotes(frame: Mapping[str, str], used: bool) -> str:
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in enumerate(("separator", "continuationSeparator"))
    )
    note = f'<w:footnote w:id="2"><w:p><w:r>{_text(frame["footnote"])}</w:r></w:p></w:footnote>'
    return f"<w:footnotes {NAMESPACE}>{marks}{note * used}</w:footnotes>"


def _tcvn3(text: str) -> str:
    """Return `text` as old TCVN3 fonts hold it; capital letters with tones become small, as they did then."""
    table = _old_letters()
    return "".join(
        table.get(letter) or table.get(letter.lower(), letter) for letter in unicodedata.normalize("NFC", text)
    )


@cache
def _old_letters() -> Mapping[str, str]:
    text = (files("soket_xl") / "data" / "legacy_letters.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["letter"]: row["written"] for row in rows if row["encoding"] == "TCVN3"}
