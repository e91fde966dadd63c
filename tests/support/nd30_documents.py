"""Correct administrative documents made in many ways, as WordprocessingML: letterhead, formatting and text vary."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TNR = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'


@dataclass(frozen=True)
class Way:
    """One way of making a document; `fonts` is direct, style, defaults, theme or table."""

    kind: str = "BÁO CÁO"
    symbol: str = "BC-SNV"
    names: tuple[str, ...] = ("UBND TỈNH LAI CHÂU", "SỞ NỘI VỤ")
    plain_names: int = 1
    number: str = "15"
    date: str = "Lai Châu, ngày 07 tháng 5 năm 2026"
    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head: str = "table"
    rule: str = "shape"
    fonts: str = "direct"
    small: bool = False
    indent: int = 567
    spacing: str = 'w:before="120" w:after="0" w:line="240" w:lineRule="auto"'
    to: tuple[str, ...] = ("Bộ Nội vụ",)
    sign: str = "table"
    roman_centred: bool = False
    annex: str = ""
    margins: str = 'w:top="1134" w:right="851" w:bottom="1134" w:left="1701"'
    bases: tuple[str, ...] = ()


def run(text, size=28, bold=False, italic=False, way=None, more=""):
    """Return a run; the font stands here only where it is given directly."""
    font = TNR if way is None or way.fonts == "direct" else ""
    slant = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return (
        f'<w:r><w:rPr>{font}{slant}{more}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def para(content, align="center", more="", indent=""):
    return f'<w:p><w:pPr>{more}{indent}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def line_run(way):
    """Return what draws the line under a title, in this document's way."""
    if way.rule == "shape":
        return (
            '<w:r><w:drawing><wp:inline><wp:extent cx="1000000" cy="0"/><wp:docPr id="1" name="L"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    return '<w:r><w:pict><v:line from="0,0" to="100pt,0"/></w:pict></w:r>'


def ruled(content, way, align="center"):
    """Return a paragraph with its line below: shape, VML, border or typed."""
    if way.rule == "border":
        border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        return para(content, align, border)
    if way.rule == "typed":
        return para(content, align) + para(run("_______", 26, way=way), align)
    return para(content + line_run(way), align)


def table(*cells):
    """Return one row."""
    inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="4600" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in cells)
    look = '<w:tblStyle w:val="Luoi"/>'
    return (
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4600"/>'
        f'<w:gridCol w:w="4600"/></w:tblGrid><w:tr>{inner}</w:tr></w:tbl>'
    )


def letterhead(way):
    size = 24 if way.small else 26
    names = [run(n, size, i >= way.plain_names, way=way) for i, n in enumerate(way.names)]
    nation = run(way.nation, size, True, way=way)
    motto = run("Độc lập - Tự do - Hạnh phúc", size + 2, True, way=way)
    number = run(f"Số: {way.number}/{way.symbol}", 26, way=way)
    date = run(way.date, size + 2, italic=True, way=way)
    if way.head == "tabs":
        tab = "<w:r><w:tab/></w:r>"
        rows = para(names[0] + tab + nation, "left") + para(names[1] + tab + motto, "left")
        return rows + para(line_run(way) + line_run(way), "left") + para(number + tab + date, "left")
    left = "".join(para(n) for n in names[:-1]) + ruled(names[-1], way)
    left_low, right_low = para(number), para(date)
    if way.kind == "":
        subject = run("V/v đôn đốc báo cáo sơ kết", 24, way=way)
        left_low += para(subject, more='<w:spacing w:before="120"/>')
    if way.head == "boxes":
        return box(left + left_low) + box(para(nation) + ruled(motto, way) + right_low)
    return table(left, para(nation) + ruled(motto, way)) + table(left_low, right_low)


def box(content):
    return (
        '<w:p><w:r><w:pict><v:shape style="width:200pt;height:80pt"><v:textbox><w:txbxContent>'
        f"{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def text(words, way, bold=False, italic=False, align="both"):
    style = '<w:pStyle w:val="NoiDung"/>' if way.fonts == "style" else ""
    spacing = "" if way.fonts == "style" else f"<w:spacing {way.spacing}/>"
    indent = "" if way.fonts == "style" else f'<w:ind w:firstLine="{way.indent}"/>'
    if align == "center":
        indent = '<w:ind w:firstLine="0"/>'
    jc = "" if way.fonts == "style" and align == "both" else f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{style}{spacing}{indent}{jc}</w:pPr>{run(words, 28, bold, italic, way)}</w:p>"


LONG = (
    "Sở Nội vụ đã phối hợp với các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện nhiệm vụ được "
    "giao, bảo đảm đúng tiến độ, đúng thẩm quyền và đúng quy định của pháp luật."
)


def main_text(way):
    centre = "center" if way.roman_centred else "both"
    return (
        text(LONG, way)
        + text("I. KẾT QUẢ THỰC HIỆN", way, True, align=centre)
        + text("1. Công tác chỉ đạo, điều hành", way, True)
        + text(LONG, way)
        + text("a) Đã ban hành 12 văn bản chỉ đạo, hướng dẫn các đơn vị thực hiện;", way)
        + text("b) Đã tổ chức 03 hội nghị tập huấn cho cán bộ, công chức cấp xã;", way)
        + text("c) Đã kiểm tra tại xã Mường Kim và phường Tân Phong;", way)
        + text("d) Đã giải quyết 100% hồ sơ đúng hạn;", way)
        + text("đ) Đã công khai kết quả trên trang thông tin điện tử.", way)
        + text("2. Công tác phối hợp", way, True)
        + text("- " + LONG, way) * 6
        + text("II. PHƯƠNG HƯỚNG, NHIỆM VỤ", way, True, align=centre)
        + text("1. Tiếp tục thực hiện các nhiệm vụ được giao tại Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026.", way)
        + text("2. Tăng cường kiểm tra công vụ ở cơ sở, kịp thời tháo gỡ khó khăn cho các xã, phường.", way)
        + text("Trên đây là nội dung của văn bản, Sở Nội vụ trân trọng gửi quý cơ quan xem xét./.", way)
    )


def signature(way):
    recipients = (
        para(run("Nơi nhận:", 24, True, True, way), "left")
        + para(run("- Như trên;", 22, way=way), "left")
        + para(run("- Ban Giám đốc Sở;", 22, way=way), "left")
        + para(run("- Lưu: VT, XDCQ.", 22, way=way), "left")
    )
    signer = (
        para(run("KT. GIÁM ĐỐC", 28, True, way=way))
        + para(run("PHÓ GIÁM ĐỐC", 28, True, way=way))
        + "<w:p/>"
        + para(run("Nguyễn Văn An", 28, True, way=way))
    )
    return table(recipients, signer) if way.sign == "table" else signer + recipients


def opening(way):
    parts = ""
    if way.kind:
        parts += para(run(way.kind, 28, True, way=way))
        parts += ruled(run("Sơ kết 01 năm thực hiện mô hình chính quyền địa phương 02 cấp", 28, True, way=way), way)
    if len(way.to) == 1:
        parts += para(run(f"Kính gửi: {way.to[0]}.", 28, way=way))
    elif way.to:
        parts += para(run("Kính gửi:", 28, way=way), "left")
        ends = [";"] * (len(way.to) - 1) + ["."]
        parts += "".join(para(run(f"- {n}{e}", 28, way=way), "left") for n, e in zip(way.to, ends, strict=True))
    ends = [";"] * (len(way.bases) - 1) + ["."]
    return parts + "".join(text(b + e, way, italic=True) for b, e in zip(way.bases, ends, strict=False))


def annex(way):
    """Return the annex in its own section, upright or turned."""
    head = (
        para(run("Phụ lục", 28, True, way=way))
        + para(run("DANH SÁCH ĐƠN VỊ GỬI BÁO CÁO", 28, True, way=way))
        + para(run("(Kèm theo Báo cáo số 15/BC-SNV ngày 07 tháng 5 năm 2026 của Sở Nội vụ)", 28, italic=True, way=way))
    )
    return (
        head
        + table(
            para(run("Đơn vị", 26, True, way=way)),
            para(run("Xã Mường Kim", 26, way=way)),
        )
        + "<w:p/>"
    )


def section(way, turned=False, start=""):
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if turned else '<w:pgSz w:w="11906" w:h="16838"/>'
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/>{size}<w:pgMar {way.margins} w:header="709" '
        f'w:footer="709" w:gutter="0"/>{start}<w:titlePg/></w:sectPr>'
    )


def styles(way):
    fonts = {
        "direct": '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>',
        "theme": '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>',
    }.get(way.fonts, TNR)
    if way.fonts == "style":
        fonts = ""
    body = (
        f'<w:pPr><w:spacing {way.spacing}/><w:ind w:firstLine="{way.indent}"/><w:jc w:val="both"/></w:pPr>'
        if way.fonts == "style"
        else ""
    )
    return (
        f'<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/>{"<w:rPr>" + TNR + "</w:rPr>" if way.fonts == "style" else ""}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="NoiDung"><w:name w:val="Noi dung"/><w:basedOn w:val="Normal"/>{body}'
        '</w:style><w:style w:type="table" w:styleId="Luoi"><w:name w:val="Luoi"/></w:style></w:styles>'
    )


def theme():
    font = '<a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'<a:theme {NS} name="T"><a:themeElements><a:fontScheme name="F"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )


def write(path: Path, way: Way, change=lambda parts: parts) -> Path:
    """Write the document; `change` takes and returns the parts by name, to plant a fault."""
    body = letterhead(way) + opening(way) + main_text(way) + signature(way)
    start = '<w:pgNumType w:start="1"/>'
    if way.annex:
        body += f"<w:p><w:pPr>{section(way)}</w:pPr></w:p>" + annex(way) + section(way, way.annex == "turned", start)
    else:
        body += section(way)
    field = f'<w:fldSimple w:instr=" PAGE ">{run("2", 26)}</w:fldSimple>'
    parts = {
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {NS}>{para(field)}</w:hdr>",
        "word/styles.xml": styles(way),
        "word/theme/theme1.xml": theme(),
    }
    return package(path, change(parts))


def package(path: Path, parts: dict[str, str]) -> Path:
    """Write the parts with what makes a package of them."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{c}"/>'
        for n, c in (
            ("document", f"{kind}.document.main+xml"),
            ("header1", f"{kind}.header+xml"),
            ("styles", f"{kind}.styles+xml"),
            ("theme/theme1", "application/vnd.openxmlformats-officedocument.theme+xml"),
        )
    )
    relation = '<Relationship Id="{}" Type="' + OFFICE + '/{}" Target="{}"/>'
    related = (("rIdH", "header", "header1.xml"), ("r2", "styles", "styles.xml"), ("r3", "theme", "theme/theme1.xml"))
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels", rels + relation.format("r1", "officeDocument", "word/document.xml") + "</Relationships>"
        )
        inner = "".join(relation.format(*r) for r in related)
        archive.writestr("word/_rels/document.xml.rels", rels + inner + "</Relationships>")
        for name, xml in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + xml)
    return path


PROVINCE = {"names": ("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU"), "plain_names": 0, "symbol": "BC-UBND"}
WAYS = {
    "direct": Way(),
    "style": Way(fonts="style", indent=720, rule="border"),
    "defaults": Way(fonts="defaults", small=True, rule="vml"),
    "theme": Way(fonts="theme", nation="CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", rule="typed"),
    "tabs": Way(head="tabs", date="Lai Châu, ngày     tháng 5 năm 2026", number="     "),
    "boxes": Way(head="boxes", rule="border", sign="paragraphs"),
    "letter": Way(kind="", symbol="SNV-XDCQ", to=("Sở Tài chính", "Sở Xây dựng", "Ủy ban nhân dân các xã, phường")),
    "proposal": Way(kind="TỜ TRÌNH", symbol="TTr-SNV", to=("Ủy ban nhân dân tỉnh",), roman_centred=True),
    "plan": Way(
        kind="KẾ HOẠCH", symbol="KH-UBND", to=(), names=PROVINCE["names"], plain_names=0,
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020"),
    ),
    "commune": Way(names=("ỦY BAN NHÂN DÂN", "XÃ MƯỜNG KIM"), plain_names=0, symbol="BC-UBND", annex="upright",
                   date="Mường Kim, ngày 12 tháng 02 năm 2026", to=("Sở Nội vụ tỉnh Lai Châu",)),
    "province": Way(names=PROVINCE["names"], plain_names=0, symbol="BC-UBND", annex="turned", spacing='w:after="120" w:line="360" w:lineRule="exact"'),
    "wps": Way(fonts="defaults", spacing='w:beforeLines="50" w:before="156" w:line="312" w:lineRule="auto"', small=True,
               margins='w:top="1418" w:right="1134" w:bottom="1418" w:left="1985"', names=("UBND TỈNH LAI CHÂU", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"), symbol="BC-SNNMT"),
}  # fmt: skip
