"""The whole check of one document, and its mended copy."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from soket_xl.errors import FileRefused
from soket_xl.ooxml.package import OfficeFile
from soket_xl.texts import say
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.body import body
from soket_xl.word.format.ending import ending
from soket_xl.word.format.finding import FormatFinding
from soket_xl.word.format.head import head
from soket_xl.word.format.looks import finding, letters, looks
from soket_xl.word.format.pages import pages
from soket_xl.word.format.reading import WordDocument
from soket_xl.word.package import check_length

MOST_ROUNDS = 4
"""A correction can bring another fault to light (a size mended brings the pair of sizes); seen: two rounds."""


@dataclass(frozen=True)
class Checked:
    """What a check found; `content` is the mended file, b"" where nothing was mended."""

    kind: str
    findings: Sequence[FormatFinding]
    mended: Sequence[FormatFinding] = ()
    content: bytes = b""


def check(path: Path) -> Checked:
    """Return what is wrong with the document at `path`. Raises FileRefused where it is no Word document."""
    kind, findings, _ = _check(_document(path))
    return Checked(kind, findings)


def mend(path: Path) -> Checked:
    """Return the mended copy of the document at `path`, what was mended and what is left for a person."""
    document = _document(path)
    kind, findings, _ = _check(document)
    mended: list[FormatFinding] = []
    for _ in range(MOST_ROUNDS):
        todo = [found for found in findings if found.mend is not None]
        if not todo:
            break
        for found in todo:
            if found.mend is not None:
                found.mend()
        mended += todo
        document = document.again()
        kind, findings, _ = _check(document)
    return Checked(kind, findings, _once(mended), _package(document))


def _once(mended: Sequence[FormatFinding]) -> list[FormatFinding]:
    return list({(found.rule, found.where): found for found in mended}.values())


def _document(path: Path) -> WordDocument:
    file = OfficeFile(path)
    main = next((part for kind, part in file.relations("").values() if kind == "officeDocument"), "word/document.xml")
    if not file.has(main) or not main.startswith("word/"):
        raise FileRefused("format.not_word", file=path.name)
    check_length(file.xml(main), path.name)
    return WordDocument(file)


def _check(document: WordDocument) -> tuple[str, list[FormatFinding], Anatomy]:
    anatomy = Anatomy(document)
    if anatomy.kind in ("party", "template"):
        return anatomy.kind, [], anatomy
    if anatomy.kind == "none":
        nothing = finding("R11", say("format.where_document"), say("format.no_letterhead"))
        return anatomy.kind, [nothing], anatomy
    edges = {n for s in document.sections for n in (*s.headers.values(), *s.footers.values())}
    lines = [*document.lines, *(line for name in sorted(edges) for line in document.lines_of_part(name))]
    steps = (pages(anatomy), letters(lines), looks(anatomy), head(anatomy), body(anatomy), ending(anatomy))
    return anatomy.kind, sorted((f for step in steps for f in step), key=lambda f: f.rule), anatomy


def _package(document: WordDocument) -> bytes:
    """Return the file with the parts that were read for judging written anew, all others as they were."""
    file, written = document.file, document.roots
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in file.names():
            if name in written:
                xml = etree.tostring(written[name], xml_declaration=True, encoding="UTF-8", standalone=True)
                archive.writestr(name, xml)
            else:
                archive.writestr(name, file.part(name))
    return content.getvalue()
