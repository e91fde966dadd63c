"""Kiểm tra mẫu: what a clerk's editing did to a template is named with its page, its text and what to do."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from soket_xl.__main__ import main
from soket_xl.build.templates import FOLDER
from soket_xl.word.package import DOCUMENT, read_parts, write_parts
from soket_xl.word.template import TEMPLATE_KINDS

NAME = "to_trinh_ubnd.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "mẫu của tôi"))


def edit(folder: Path, change: Callable[[str], str], name: str = NAME, part: str = DOCUMENT) -> None:
    parts = read_parts(folder / name)
    before = parts[part].decode()
    parts[part] = change(before).encode()
    assert parts[part].decode() != before
    (folder / name).write_bytes(write_parts(parts))


def checked(folder: Path, capsys: pytest.CaptureFixture[str], code: int = 1) -> list[dict[str, Any]]:
    """Return the findings of the edited template; the others have none."""
    assert main(["templates", str(folder), "--json"]) == code
    found = {item["file"]: item["findings"] for item in json.loads(capsys.readouterr().out)["templates"]}
    assert list(found) == list(TEMPLATE_KINDS)
    assert [name for name, findings in found.items() if findings and name != NAME] == []
    return list(found[NAME])


def test_templates_as_we_make_them_are_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates"]) == 0
    assert "5 mẫu không có lỗi" in capsys.readouterr().out


def test_unknown_tag_is_named_with_the_one_that_was_meant(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda xml: xml.replace("{{kinh_gui}}", "{{kính_gửi}}"))
    unknown, missing = checked(folder, capsys)
    assert (unknown["code"], unknown["page"], unknown["text"]) == ("unknown_tag", 1, "Kính gửi: {{kính_gửi}}")
    assert "{{kinh_gui}}" in unknown["remedy"]
    assert (missing["code"], missing["remedy"]) == ("missing_tag", "Gõ {{kinh_gui}} sau chữ Kính gửi.")


def test_tag_split_over_runs_is_named_but_still_filled(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda xml: xml.replace("{{trich_yeu}}", "{{trich_</w:t></w:r><w:r><w:t>yeu}}"))
    (split,) = checked(folder, capsys)
    assert (split["code"], split["severity"], split["text"]) == ("split_tag", "warning", "{{trich_yeu}}")
    assert "gõ lại liền một mạch" in split["remedy"]


def test_tag_split_over_two_paragraphs_is_named_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda xml: xml.replace("{{noi_dung}}", "{{noi_</w:t></w:r></w:p><w:p><w:r><w:t>dung}}"))
    split, missing = checked(folder, capsys)
    assert (split["code"], split["severity"], split["text"]) == ("split_tag", "error", "{{noi_")
    assert "hai đoạn" in split["message"]
    assert missing["code"] == "missing_tag"


def test_list_beside_other_words_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda xml: xml.replace("{{noi_nhan}}", "- {{noi_nhan}}"))
    assert [(f["code"], f["text"]) for f in checked(folder, capsys)] == [("not_alone", "- {{noi_nhan}}")]


def test_missing_style_is_named_with_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda xml: xml.replace('"SK Nội dung"', '"Nội dung"'), part="word/styles.xml")
    (missing,) = checked(folder, capsys)
    assert missing["code"] == "missing_style"
    assert "SK Nội dung" in missing["message"]
    assert "build" in missing["remedy"]


def test_template_that_is_gone_or_no_word_file_is_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / NAME).unlink()
    assert [f["code"] for f in checked(folder, capsys)] == ["gone"]
    (folder / NAME).write_bytes(b"\xd0\xcf\x11\xe0 old or locked")
    (unreadable,) = checked(folder, capsys)
    assert unreadable["code"] == "unreadable"
    assert NAME in unreadable["message"]


def test_text_tells_the_clerk_page_text_and_remedy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, lambda xml: xml.replace("{{kinh_gui}}", "{{kinh_gui}"))
    assert main(["templates", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"{NAME}: 2 chỗ cần sửa." in said
    assert '- trang 1, đoạn "Kính gửi: {{kinh_gui}": dấu ngoặc' in said
    assert "ví dụ {{kinh_gui}}." in said


def test_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", str(tmp_path / "khong co")]) == 2
    assert "khong co" in capsys.readouterr().err
