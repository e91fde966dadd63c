"""Text from outside goes through the whole campaign and stays text: no formula, link, field, macro, header or path."""

import email
import re
import zipfile
from collections.abc import Iterator
from email.policy import default
from pathlib import Path, PureWindowsPath

import docx
import pytest
from lxml import etree

from soket_xl.__main__ import main
from soket_xl.hosts.file import FileHost
from soket_xl.schema import AWARDS, FINDINGS, SETTINGS, UNITS
from soket_xl.tables import make_table, read_rows

WORDS = (
    '=HYPERLINK("https://example.invalid","bấm vào đây")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "{{noi_dung}} {{nguoi_ky}} {% raw %}",
    "</w:t></w:r></w:p><w:p><w:r><w:t>lẻn vào",
    "]]><!-- --> & < > \" '",
    "HYPERLINK \\l https://example.invalid INCLUDETEXT c:\\secret.txt DDEAUTO c:\\windows\\calc.exe",
    "Bcc: ai-do@example.invalid",
    "\u202egnoud\u202c \u200bẩn",
)
LIST = (
    "code,name,type\n"
    "03388,\"=cmd|' /C calc'!A0\",xã\n"
    "03390,..\\..\\..\\Tân Uyên,xã\n"
    "03394,CON,xã\n"
    '03391,"Mường Kim\r\nBcc: ai-do@example.invalid",xã\n'
    f"03400,{'Rất dài ' * 30},phường\n"
)
IDS = ("03388", "03390", "03394", "03391", "03400")
FIELDS = re.compile(r"^\s*(PAGE|NUMPAGES|SECTIONPAGES)\b")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with hostile names and reports, done from beginning to end."""
    folder = tmp_path_factory.mktemp("x") / "đợt"
    (folder / "den").mkdir(parents=True)
    (folder / "units.csv").write_text(LIST, "utf-8", newline="")
    book = str(folder / "so.xlsm")
    assert main(["new", book, "--units", str(folder / "units.csv")]) == 0
    for number, unit in enumerate(IDS[:3]):
        document = docx.Document()
        document.core_properties.author = WORDS[0]
        for line in ("UBND XÃ CON", "I. KẾT QUẢ THỰC HIỆN", "1. Về tổ chức bộ máy", *WORDS[number:], *WORDS[:number]):
            document.add_paragraph(line)
        document.save(folder / "den" / f"{number} =1+1 ;calc {unit}.docx")
    assert main(["intake", book, str(folder / "den")]) == 0
    assert main(["receive", book, IDS[4], "--date", "2026-05-06", "--no", "=1+1", "--channel", WORDS[1]]) == 0
    for command in ("review", "consolidate", "report", "brief", "forms"):
        assert main([command, book]) in (0, 1)
    assert main(["report", book, "--annotated", "-o", str(folder / "ket_qua" / "chu-thich.docx")]) == 0
    assert main(["receive", book, IDS[3], "--date", "2026-05-06", "--no", WORDS[0]]) == 0
    draft = str(folder / "ket_qua" / "chu-thich.docx")
    assert main(["trace", book, draft]) == 1
    assert main(["fold", book, draft, "-o", str(folder / "ket_qua" / "bo-sung.docx")]) == 0
    typed_into(folder / "so.xlsm")
    assert main(["receive", book, IDS[0], "--return", "\n".join(WORDS)]) == 0
    assert main(["chase", book, "--on", "2026-05-12"]) == 0
    asked = [word for unit in IDS[:3] for word in ("--unit", unit)]
    for words in (["request", book, *asked], ["awards", book], ["submit", book], ["brief", book, "--tracker"]):
        assert main(words) == 0
    assert main(["new", str(folder / "moi.xlsm"), "--from", book, "--name", WORDS[0]]) == 0
    assert main(["upgrade", book]) == 0
    assert main(["format", draft, "--fix", "-o", str(folder / "ket_qua" / "ban-sua.docx")]) in (0, 1)
    return folder


def typed_into(path: Path) -> None:
    """Put hostile words where a clerk types: addresses, points of the review, nominees, settings."""
    host = FileHost(path)
    units = [
        row
        | {"email": f"x{number}@lc.gov.vn;\nBcc: ai-do@example.invalid", "contact": WORDS[number], "phone": WORDS[1]}
        for number, row in enumerate(read_rows(host, UNITS)[0])
    ]
    own = [{"unit_id": unit, "request": word, "decision": "returned"} for unit in IDS[:3] for word in WORDS]
    findings = [*read_rows(host, FINDINGS)[0], *own]
    nominees = [
        {"unit_id": IDS[0], "nominee": word, "achievement": word, "note": word, "decision": "yes", "award_id": f"K{n}"}
        for n, word in enumerate(WORDS)
    ]
    office = {
        "office": WORDS[0],
        "authority": WORDS[6],
        "signer_name": WORDS[8],
        "letter_code": WORDS[7],
        "cc": WORDS[9],
    }
    settings = [row | {"value": office.get(str(row["code"]), row["value"])} for row in read_rows(host, SETTINGS)[0]]
    tables = ((UNITS, units), (FINDINGS, findings), (AWARDS, nominees), (SETTINGS, settings))
    host.write([make_table(spec, rows) for spec, rows in tables])


def test_every_command_that_writes_files_has_been_heard(folder: Path) -> None:
    """Without it the tests below might look at nothing."""
    names = {path.name for path in made(folder, ".docx", ".xlsx", ".xlsm", ".eml", ".pdf")}
    wanted = (
        "to-trinh-khen-thuong",
        "to-trinh",
        "yeu-cau",
        "don-doc",
        "bao-cao",
        "theo-doi",
        "moi",
        "so-moi",
        "ban-sua",
    )
    assert [part for part in wanted if not any(part in name for name in names)] == []
    assert max(path.stat().st_size for path in made(folder, ".docx")) > 5_000


def made(folder: Path, *endings: str) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in endings and "den" not in path.relative_to(folder).parts:
            yield path


def parts(path: Path, pattern: str) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(pattern, name):
                yield name, etree.fromstring(archive.read(name))


def test_hostile_words_are_in_the_tracker_as_text(folder: Path) -> None:
    with zipfile.ZipFile(folder / "so.xlsm") as archive:
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name)
    assert "DDEAUTO" in texts
    assert "HYPERLINK(" in texts


def test_no_formula_holds_text_from_outside(folder: Path) -> None:
    books = list(made(folder, ".xlsx", ".xlsm"))
    assert len(books) >= 5
    for path in books:
        for name, root in parts(path, r"worksheets/sheet\d+\.xml$"):
            formulas = [f.text or "" for f in root.iter("{*}f")]
            guilty = [f for f in formulas if re.search(r"cmd|calc\.exe|example|HYPERLINK|DDE", f, re.IGNORECASE)]
            assert guilty == [], f"{path.name} {name}"


def test_no_file_leads_outside_but_to_nothing(folder: Path) -> None:
    for path in made(folder, ".xlsx", ".xlsm", ".docx"):
        for name, root in parts(path, r"\.rels$"):
            outside = [rel.get("Target") for rel in root if rel.get("TargetMode") == "External"]
            assert outside == [], f"{path.name} {name}"


def test_word_files_have_no_fields_but_page_numbers(folder: Path) -> None:
    documents = list(made(folder, ".docx"))
    assert len(documents) >= 6
    for path in documents:
        for name, root in parts(path, r"^word/(document|header\d*|footer\d*|comments)\.xml$"):
            said = [field.text or "" for field in root.iter("{*}instrText")]
            said += [str(value) for field in root.iter("{*}fldSimple") for value in field.values()]
            assert [text for text in said if not FIELDS.match(text)] == [], f"{path.name} {name}"
            assert not list(root.iter("{*}hyperlink", "{*}altChunk", "{*}object"))


def test_report_holds_the_words_and_no_tag(folder: Path) -> None:
    report = next(path for path in made(folder, ".docx") if path.name.startswith("bao-cao"))
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(report)).paragraphs)
    assert "lẻn vào" in text
    assert "</w:t>" in text
    assert "\u202e" not in text


def test_mails_have_only_their_own_headers(folder: Path) -> None:
    mails = list(made(folder, ".eml"))
    assert len(mails) >= 2
    allowed = {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    for path in mails:
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert set(message.keys()) <= allowed
        assert "\n" not in str(message["Subject"])
        assert not message.defects


def test_file_names_are_safe_on_windows_and_stay_in_the_folder(folder: Path) -> None:
    names = [path.relative_to(folder) for path in folder.rglob("*") if "den" not in path.relative_to(folder).parts]
    assert len(names) > 15
    for name in names:
        assert not re.search(r'[<>:"|?*\x00-\x1f\\]', str(name))
        assert all(len(part) <= 120 and not part.endswith((" ", ".")) for part in name.parts)
        assert not PureWindowsPath(name).is_reserved()
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}


def test_no_macro_is_in_what_leaves_the_house(folder: Path) -> None:
    for path in made(folder, ".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            assert not [name for name in archive.namelist() if "vba" in name.lower() or "macro" in name.lower()]
