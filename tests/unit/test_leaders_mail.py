"""E-mail drafts: read back by the standard parser, and nothing slipped into their headers."""

from email import message_from_bytes
from email.policy import default

import pytest

from soket_xl.leaders.mail import draft, is_address


def test_draft_is_unsent_ascii_and_reads_back_in_vietnamese(tmp_path):
    book = tmp_path / "theo-doi_2026-05-08.xlsx"
    book.write_bytes(b"PK")
    raw = draft("Sơ kết 01 năm: đã nhận 31/38 (81,6 %)", ["Kính gửi lãnh đạo,", "- Xã Bum Tở"], ["a@b.vn"], [book])
    message = message_from_bytes(raw, policy=default)
    assert raw.isascii()
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Sơ kết 01 năm: đã nhận 31/38 (81,6 %)"
    assert message["From"] is None
    assert "- Xã Bum Tở" in message.get_body().get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["theo-doi_2026-05-08.xlsx"]


def test_line_break_in_a_subject_adds_no_header():
    message = message_from_bytes(draft("Đôn đốc\r\nBcc: x@y.vn", ["a"]), policy=default)
    assert message["Bcc"] is None
    assert message["Subject"] == "Đôn đốc Bcc: x@y.vn"


@pytest.mark.parametrize("text", ["", "Nguyễn Văn A", "a@b", "a@b.vn; c@d.vn", "a@b.vn\nBcc: x@y.vn", "ủy@ban.vn"])
def test_what_is_no_single_address_is_refused(text):
    assert not is_address(text)
    with pytest.raises(ValueError, match="not an e-mail address"):
        draft("s", ["a"], [text])
