"""A folded draft is sound for the Open XML SDK, and a draft that went through LibreOffice is folded as well."""

from pathlib import Path

import pytest

from soket_xl.actions.report import report
from soket_xl.actions.trace import trace_draft
from tests.conftest import sdk_errors
from tests.support.draft_edits import Editor
from tests.support.late_reports import LATER, check_fold, many_units, three_late_units
from tests.support.libreoffice import convert_all
from tests.support.memory import MemoryHost
from tests.unit.test_word_report_action import CONTEXT


def edited(host: MemoryHost, folder: Path, seed: int) -> tuple[Path, Editor]:
    """Return a draft edited by chance, and who edited it."""
    editor = Editor(report(host, CONTEXT, folder / "bao cao.docx").files[0].read_bytes(), seed)
    editor.at_random()
    draft = folder / f"sửa {seed}.docx"
    draft.write_bytes(editor.saved())
    return draft, editor


@pytest.mark.ooxml
def test_folded_draft_and_its_list_of_changes_are_sound(tmp_path: Path) -> None:
    host = many_units()
    draft, editor = edited(host, tmp_path, 706)
    three_late_units(host)
    check_fold(host, draft, tmp_path / "mới.docx", editor.words)
    assert sdk_errors(tmp_path / "mới.docx") == []
    assert sdk_errors(tmp_path / "mới-thay-doi.docx") == []


@pytest.mark.ooxml
@pytest.mark.libreoffice
def test_draft_saved_by_libreoffice_is_traced_and_folded(tmp_path: Path) -> None:
    host = many_units()
    out = tmp_path / "lo"
    out.mkdir()
    plain = report(host, CONTEXT, tmp_path / "nguyên.docx").files[0]
    draft, editor = edited(host, tmp_path, 5)
    made = convert_all([plain, draft], "docx", out)
    untouched = trace_draft(host, LATER, made[plain]).data
    lines = [*untouched["sentences"], *untouched["rows"]]
    assert {item["state"] for item in lines} == {"same"}
    three_late_units(host)
    check_fold(host, made[draft], tmp_path / "mới.docx", editor.words)
    assert sdk_errors(tmp_path / "mới.docx") == []
