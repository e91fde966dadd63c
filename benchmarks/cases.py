"""The cases of the table: what the product does, the floor under it, and how others would do it.

Each makes ready for a number of units in a folder and returns the work to be timed.
"""

import copy
import itertools
import random
import zipfile
from functools import partial
from pathlib import Path

from lxml import etree

from benchmarks import word_report
from benchmarks.campaigns import CONTEXT, ON, reports, statements, tracker
from benchmarks.measuring import Work
from soket_xl.build.templates import FOLDER
from soket_xl.schema import ENTRIES, UNITS

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


# --- reading the table of contents of a tracker: 30 paragraphs of 600 letters for each unit


def read_ours(units: int, folder: Path) -> Work:
    """Read tblEntries through the host."""
    from soket_xl.hosts.file import FileHost

    path = tracker(units, folder)
    return lambda: FileHost(path).read_table(ENTRIES.name)


def read_bare(units: int, folder: Path) -> Work:
    """Unzip and walk the XML of every sheet: the floor."""
    path = tracker(units, folder)
    return lambda: _walk_sheets(path)


def read_openpyxl(units: int, folder: Path) -> Work:
    """Load the workbook and take every cell, as scripts usually do."""
    from openpyxl import load_workbook

    path = tracker(units, folder)
    return lambda: [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path, read_only=True)]


def _walk_sheets(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                with archive.open(name) as stream:
                    for _, cell in etree.iterparse(stream, tag=f"{SHEET}c"):
                        cell.clear()


# --- writing one column of tblUnits


def write_ours(units: int, folder: Path) -> Work:
    """Change a column through the host: backup, look again, replace."""
    from soket_xl.hosts.file import FileHost
    from soket_xl.tables import make_table
    from soket_xl.tracker import Tracker

    path = tracker(units, folder, entries=1)
    rows = Tracker(FileHost(path)).rows(UNITS)
    change = itertools.count()

    def work() -> None:
        note = f"lan {next(change)}"
        FileHost(path).write([make_table(UNITS, [row | {"note": note} for row in rows])])

    return work


def write_bare(units: int, folder: Path) -> Work:
    """Copy the package and write one sheet's XML again: the floor, without a backup or a second look."""
    path = tracker(units, folder, entries=1)
    return lambda: _rewrite(path, folder / "moi.xlsm")


def write_openpyxl(units: int, folder: Path) -> Work:
    """Load, set the column, save."""
    from openpyxl import load_workbook

    path = tracker(units, folder, entries=1)

    def work() -> None:
        book = load_workbook(path, keep_vba=True)
        sheet = book[UNITS.sheet]
        for row in range(6, 6 + units):
            sheet.cell(row, 30).value = "lan 1"
        book.save(folder / "moi.xlsm")

    return work


def _rewrite(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for item in archive.infolist():
            content = archive.read(item)
            if item.filename == "xl/worksheets/sheet2.xml":
                content = etree.tostring(etree.fromstring(content))
            made.writestr(copy.copy(item), content)


# --- the Word report: 30 sections, three claims for each unit and section


def report_ours(units: int, folder: Path) -> Work:
    """Write the composed report into the template."""
    from soket_xl.word.template import open_template
    from soket_xl.word.write import write

    model, template = word_report.compose(word_report.inputs(units)), open_template(FOLDER / "bao_cao.docx")
    return partial(write, model, template)


def report_bare(units: int, folder: Path) -> Work:
    """Zip the same paragraphs as plain XML text: the floor."""
    from soket_xl.word.template import open_template

    model, template = word_report.compose(word_report.inputs(units)), open_template(FOLDER / "bao_cao.docx")
    return partial(word_report.bare, model, template)


def report_python_docx(units: int, folder: Path) -> Work:
    """Add the same paragraphs as python-docx is usually used."""
    return partial(word_report.by_python_docx, word_report.compose(word_report.inputs(units)))


def report_docxtpl(units: int, folder: Path) -> Work:
    """Fill a Jinja template with one loop over the paragraphs."""
    from docx import Document
    from docxtpl import DocxTemplate

    model = word_report.compose(word_report.inputs(units))
    frame = Document()
    for text in ("{%p for line in lines %}", "{{ line }}", "{%p endfor %}"):
        frame.add_paragraph(text)
    frame.save(str(folder / "mau.docx"))
    lines = [sentence.text for sentence in model.sentences()]

    def work() -> None:
        template = DocxTemplate(folder / "mau.docx")
        template.render({"lines": lines})
        template.save(folder / "ra.docx")

    return work


def report_docxcompose(units: int, folder: Path) -> Work:
    """Append one Word file for each unit."""
    from docx import Document
    from docxcompose.composer import Composer

    files = reports(units, folder)

    def work() -> None:
        whole = Composer(Document(str(files[0])))
        for file in files[1:]:
            whole.append(Document(str(file)))
        whole.save(str(folder / "ra.docx"))

    return work


# --- reading unit reports


def intake_ours(units: int, folder: Path) -> Work:
    """Read, tell the unit, place every paragraph, read the figures; nothing is written."""
    from soket_xl.build.tracker import STORED
    from soket_xl.hosts.file import FileHost
    from soket_xl.intake.document import read_document
    from soket_xl.intake.report import ReportReader
    from soket_xl.tracker import Tracker

    files = reports(units, folder)
    book = Tracker(FileHost(STORED))
    reader = ReportReader(book.outline, book.indicators, book.units, book.year)
    return lambda: [reader.read(read_document(file), file.name) for file in files]


def intake_reading(units: int, folder: Path) -> Work:
    """Only read what a reader of the document sees."""
    from soket_xl.intake.document import read_document

    files = reports(units, folder)
    return lambda: [read_document(file) for file in files]


def intake_bare(units: int, folder: Path) -> Work:
    """Parse the main part and look at every text: the floor."""
    files = reports(units, folder)
    return lambda: [_walk_document(file) for file in files]


def intake_docx2python(units: int, folder: Path) -> Work:
    """Read the text with docx2python."""
    from docx2python import docx2python

    files = reports(units, folder)

    def work() -> None:
        for file in files:
            with docx2python(file) as found:
                len(found.text)

    return work


def intake_mammoth(units: int, folder: Path) -> Work:
    """Turn each report into HTML with mammoth."""
    import mammoth

    files = reports(units, folder)

    def work() -> None:
        for file in files:
            with file.open("rb") as stream:
                mammoth.convert_to_html(stream)

    return work


def _walk_document(file: Path) -> int:
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len(text.text or "") for text in root.iter("{*}t"))


# --- merging statements: 100 for each unit, real wording with other numbers, or with three words that others wrote


def _statements(units: int) -> list[tuple[str, str, str]]:
    chance, bank = random.Random(30), statements()
    found = []
    for unit in range(units):
        for section, text in chance.sample(bank, 100):
            found.append((f"{unit:05d}", section, f"- {text} ({chance.randint(2, 99)} ho so)"))
    return found


def _distinct(units: int, each: int = 100) -> list[tuple[str, str, str]]:
    chance, bank = random.Random(31), statements()
    words: dict[str, list[str]] = {}
    for section, text in bank:
        words.setdefault(section, []).extend(text.split())
    found = []
    for unit, _ in itertools.product(range(units), range(each)):
        section, text = chance.choice(bank)
        made = text.split()
        for _ in range(3):
            made[chance.randrange(len(made))] = chance.choice(words[section])
        found.append((f"{unit:05d}", section, f"- {' '.join(made)}"))
    return found


def merge_ours(units: int, folder: Path) -> Work:
    """Split, understand and merge statements into counted claims."""
    return _merging(_statements(units), units)


def merge_distinct(units: int, folder: Path) -> Work:
    """Merge statements of which hardly two have the same words."""
    return _merging(_distinct(units), units)


def merge_200(units: int, folder: Path) -> Work:
    """Merge 200 distinct statements of each unit."""
    return _merging(_distinct(units, 200), units)


def _merging(said: list[tuple[str, str, str]], count: int) -> Work:
    from soket_xl.build.campaign import read_campaign
    from soket_xl.consolidate.claims import merge
    from soket_xl.consolidate.lexicon import load
    from soket_xl.model import COMMUNES, Deadline, Entry, Section, Unit

    units = [Unit(f"{n:05d}", f"X\u00e3 S\u1ed1 {n}", COMMUNES, Deadline(ON, "by")) for n in range(count)]
    entries = [Entry(unit, section, text, n) for n, (unit, section, text) in enumerate(said)]
    outline = [
        Section(str(row["code"]), int(str(row["level"])), "", str(row["title"]), {}) for row in read_campaign().outline
    ]
    return lambda: merge(entries, outline, units, load([], [unit.name for unit in units]))


def merge_rapidfuzz(units: int, folder: Path) -> Work:
    """Compare all pairs of a section by token_set_ratio with rapidfuzz, on both cores."""
    from rapidfuzz import fuzz, process

    sections: dict[str, list[str]] = {}
    for _, section, text in _statements(units):
        sections.setdefault(section, []).append(text)
    return lambda: [
        process.cdist(texts, texts, scorer=fuzz.token_set_ratio, score_cutoff=70, workers=-1).shape
        for texts in sections.values()
    ]


# --- where every unit stands


def status_ours(units: int, folder: Path) -> Work:
    """Run the command `status` on the tracker."""
    from soket_xl.actions.status import status
    from soket_xl.hosts.file import FileHost

    path = tracker(units, folder, entries=5, letters=100)
    return lambda: status(FileHost(path), CONTEXT)


def status_bare(units: int, folder: Path) -> Work:
    """Read the two tables it needs and look at nothing: the floor."""
    from soket_xl.hosts.file import FileHost

    path = tracker(units, folder, entries=5, letters=100)

    def work() -> None:
        host = FileHost(path)
        host.read_table(UNITS.name)
        host.read_table(ENTRIES.name)

    return work


# --- the whole job, on the sample campaign


def demo_ours(units: int, folder: Path) -> Work:
    """Run the command `demo`: tracker, sample reports, intake, status, review, consolidation, report, brief."""
    from soket_xl.actions.demo import demo

    return lambda: demo(CONTEXT, folder / "ket_qua")


def demo_plain(units: int, folder: Path) -> Work:
    """Do what an office programmer's script does with the same reports."""
    from benchmarks.plain_script import run

    given = reports(units, folder)[0].parent
    return lambda: run(given, folder / "ket_qua_script", ON)
