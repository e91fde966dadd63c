"""Word files made of plain XML, for what python-docx cannot write."""

from pathlib import Path

from soket_xl.build.package import write_parts

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OPEN = (
    f'<w:document xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:mc="{MC_NS}" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
)


def word_parts(body: str, **parts: str) -> dict[str, bytes]:
    """Return the parts of a .docx with `body` and further parts by short name (styles, numbering, footnotes)."""
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{R_NS}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(parts)
    )
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R_NS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>',
        "word/document.xml": f"{OPEN}<w:body>{body}</w:body></w:document>",
    }
    texts |= {f"word/{name}.xml": text for name, text in parts.items()}
    return {name: text.encode() for name, text in texts.items()}


def write_word(path: Path, body: str, **parts: str) -> Path:
    """Write a .docx with `body` and return its path."""
    path.write_bytes(write_parts(word_parts(body, **parts)))
    return path


def p(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )
