"""Every file that the product writes is sound for the Open XML SDK and for our own lints."""

from pathlib import Path

import pytest

from soket_xl.__main__ import main
from tests.conftest import reference_faults, sdk_errors
from tests.support import docx_lint, xlsx_lint

ROOT = Path(__file__).parents[2]
STORED = ROOT / "workbook" / "soket_tracker.xlsm"
TEMPLATES = sorted((ROOT / "templates").glob("*.docx"))


def linted(path: Path) -> list[str]:
    if path.suffix != ".docx":
        return xlsx_lint.lint(path.read_bytes())
    return docx_lint.lint(path.read_bytes()) + reference_faults(path)


def files(folder: Path, *suffixes: str) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix in suffixes and not p.name.startswith("~$"))


def every(paths: list[Path], count: int) -> list[Path]:
    """Return about `count` of many files of one make, spread over all of them."""
    return paths[:: max(1, len(paths) // count)]


def test_stored_tracker_has_no_fault():
    assert linted(STORED) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_word_templates_have_no_fault_but_their_placeholders(template):
    assert [fault for fault in linted(template) if "placeholder" not in fault] == []


@pytest.mark.ooxml
@pytest.mark.parametrize("path", [STORED, *TEMPLATES], ids=lambda path: path.name)
def test_stored_files_are_sound(path):
    assert sdk_errors(path) == []


@pytest.mark.ooxml
def test_every_file_of_the_demo_is_sound(demo):
    made = [path for path in demo.iterdir() if path.suffix in (".xlsm", ".xlsx", ".docx")]
    assert sorted(path.suffix for path in made) == [".docx", ".xlsm", ".xlsx"]
    for path in made:
        assert (path.name, sdk_errors(path), linted(path)) == (path.name, [], [])


@pytest.mark.ooxml
def test_sample_reports_are_sound(demo):
    reports = files(demo / "bao_cao_don_vi", ".docx")
    assert len(reports) > 40
    for path in every(reports, 6):
        assert (path.name, sdk_errors(path), linted(path)) == (path.name, [], [])


@pytest.mark.ooxml
@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (["report", "BOOK", "-o", "OUT/annotated.docx", "--annotated"], {".docx"}),
        (["forms", "BOOK", "-o", "OUT"], {".docx", ".xlsx"}),
        (["chase", "BOOK", "-o", "OUT", "--on", "2026-05-12"], {".docx"}),
        (["request", "BOOK", "-o", "OUT", "--on", "2026-05-12"], {".docx"}),
        (["submit", "BOOK", "-o", "OUT", "--on", "2026-05-12"], {".docx"}),
        (["brief", "BOOK", "-o", "OUT", "--on", "2026-05-12"], {".xlsx"}),
        (["new", "OUT/moi.xlsm"], {".xlsm"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_files_of_other_commands_are_sound(demo, tmp_path, words, kinds):
    book = tmp_path / "so.xlsm"
    book.write_bytes((demo / "soket_tracker.xlsm").read_bytes())
    out = tmp_path / "kết quả"
    out.mkdir()
    given = [word.replace("BOOK", str(book)).replace("OUT", str(out)) for word in words]
    assert main(given) == 0
    made = files(out, ".docx", ".xlsx", ".xlsm")
    assert {path.suffix for path in made} == kinds
    for path in [p for kind in kinds for p in every([m for m in made if m.suffix == kind], 3)]:
        assert (path.name, sdk_errors(path), linted(path)) == (path.name, [], [])


@pytest.mark.ooxml
def test_tracker_is_sound_after_commands_that_write_to_it(demo, tmp_path):
    book = tmp_path / "so.xlsm"
    book.write_bytes((demo / "soket_tracker.xlsm").read_bytes())
    receive = ["receive", str(book), "Xã Mường Tè", "--date", "2026-05-09", "--no", "15/BC-UBND"]
    for words in (receive, ["review", str(book)], ["consolidate", str(book)]):
        assert main(words) in (0, 1)
    assert (sdk_errors(book), linted(book)) == ([], [])
    assert main(["undo", str(book)]) == 0
    assert sdk_errors(book) == []
