"""Files beside the tracker: written whole, or not at all, or beside the one that is open."""

import errno

import pytest

from soket_xl.errors import SoketError
from soket_xl.outputs import safe_name, write_file


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Xã Pa Ủ", "xa-pa-u"),
        ("Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
        ("CON", "con-"),
        ("../../etc/passwd", "etc-passwd"),
        ('a:b?"c".', "a-b-c"),
        ("…", "tep"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names_are_safe_on_windows(name, file):
    assert safe_name(name) == file


def test_file_is_written_into_a_folder_that_was_not_there(tmp_path):
    assert write_file(tmp_path / "kết quả" / "a.docx", b"x").read_bytes() == b"x"


def test_file_that_is_open_in_word_is_left_alone(tmp_path):
    (tmp_path / "bao-cao.docx").write_bytes(b"old")
    (tmp_path / "~$o-cao.docx").write_bytes(b"")
    made = write_file(tmp_path / "bao-cao.docx", b"new")
    assert made.name == "bao-cao (2).docx"
    assert (tmp_path / "bao-cao.docx").read_bytes() == b"old"


def test_full_disk_leaves_nothing_and_says_where(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SoketError, match=r"a\.docx"):
        write_file(tmp_path / "a.docx", b"x")
    assert list(tmp_path.iterdir()) == []
