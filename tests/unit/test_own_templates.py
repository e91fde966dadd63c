"""The Word templates of one campaign: the clerk's own ones go along into a new campaign and are used there."""

import shutil

import docx
import pytest

from soket_xl.__main__ import main
from soket_xl.actions import own_templates
from soket_xl.actions.own_templates import FOLDER, carry_templates, plain_folder, template_file
from soket_xl.hosts.file import FileHost
from soket_xl.tracker import Tracker
from soket_xl.word.template import REPORT_TEMPLATE, SUBMIT_TEMPLATE, TEMPLATES
from tests.support.books import make_book
from tests.support.memory import tracker_in_memory

MARK = "Mẫu của chị Mẩy"


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """Last year's tracker with one template of its own."""
    book = make_book(tmp_path_factory.mktemp("đợt cũ"))
    changed(TEMPLATES / SUBMIT_TEMPLATE, book.parent / FOLDER / SUBMIT_TEMPLATE)
    return book


def changed(source, target):
    target.parent.mkdir(exist_ok=True)
    document = docx.Document(source)
    document.sections[0].header.paragraphs[0].text = MARK
    document.save(target)


def header(path):
    return docx.Document(path).sections[0].header.paragraphs[0].text


def test_own_template_goes_along_and_is_used_and_the_others_are_the_programs(old, tmp_path, capsys):
    new = tmp_path / "so-2027.xlsm"
    assert main(["new", str(new), "--from", str(old)]) == 0
    assert f"vào thư mục {FOLDER}: {SUBMIT_TEMPLATE}" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [SUBMIT_TEMPLATE]
    assert template_file(Tracker(FileHost(new)), REPORT_TEMPLATE) == TEMPLATES / REPORT_TEMPLATE
    assert main(["submit", str(new), "-o", str(tmp_path / "to-trinh.docx")]) == 0
    assert header(tmp_path / "to-trinh.docx") == MARK
    assert main(["templates", "--book", str(new)]) == 0
    assert f"{FOLDER}: {SUBMIT_TEMPLATE}" in capsys.readouterr().out


def test_template_of_the_program_that_the_clerk_changed_goes_along_too(tmp_path, monkeypatch):
    folder = shutil.copytree(TEMPLATES, tmp_path / "templates")
    changed(TEMPLATES / REPORT_TEMPLATE, folder / REPORT_TEMPLATE)
    monkeypatch.setattr(own_templates, "TEMPLATES", folder)
    before = Tracker(FileHost(make_book(tmp_path)))
    own = tmp_path / "mau-2027"
    assert carry_templates(before, own).files == (own / REPORT_TEMPLATE,)
    assert header(own / REPORT_TEMPLATE) == MARK
    assert template_file(before, REPORT_TEMPLATE) == folder / REPORT_TEMPLATE


def test_template_that_is_there_is_kept_and_what_is_no_word_file_is_named(old, tmp_path):
    (tmp_path / SUBMIT_TEMPLATE).write_bytes(b"cua dot nay")
    broken = old.parent / FOLDER / REPORT_TEMPLATE
    broken.write_bytes(b"khong phai Word")
    found = carry_templates(Tracker(FileHost(old)), tmp_path)
    broken.unlink()
    assert (found.files, found.kept) == ((), (tmp_path / SUBMIT_TEMPLATE,))
    assert f"Chưa chép được mẫu {REPORT_TEMPLATE}" in found.notes[0]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {SUBMIT_TEMPLATE: b"cua dot nay"}


@pytest.mark.parametrize(
    ("named", "folder"),
    [
        ("mau rieng", "mau rieng"), ("mau\\nam 2027", "mau/nam 2027"), ("", FOLDER), ("..\\..\\Windows", FOLDER),
        ("C:\\mau", FOLDER), ("\\\\may\\mau", FOLDER), ("/etc", FOLDER),
    ],
)  # fmt: skip
def test_folder_of_templates_lies_below_the_tracker(named, folder):
    assert plain_folder(named) == folder


def test_name_of_a_folder_that_no_disk_takes_leaves_the_programs_templates():
    tracker = Tracker(tracker_in_memory(settings={"template_folder": "mẫu của đợt " * 30}))
    assert template_file(tracker, REPORT_TEMPLATE) == TEMPLATES / REPORT_TEMPLATE
