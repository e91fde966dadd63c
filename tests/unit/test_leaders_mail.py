"""E-mail drafts: read back by the standard parser and by one of our own, and nothing slipped into their headers."""

from datetime import date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from soket_xl.actions.brief import brief
from soket_xl.actions.chase import chase
from soket_xl.actions.request import request
from soket_xl.leaders.mail import Mail, draft, is_address
from soket_xl.model import Context
from tests.support.memory import tracker_in_memory, unit_row
from tests.support.mime import parts_of

AT = Context(on=date(2026, 5, 8), now=datetime(2026, 5, 8, 9, 0), who="thu")
SLIPPED = "\r\nBcc: c@evil.vn\r\n\r\n--==boundary\r\nContent-Type: text/html\r\n"
HEADERS = {"x-unsent", "subject", "to", "cc", "mime-version", "content-type", "content-transfer-encoding"}


def test_draft_is_unsent_ascii_and_reads_back_in_vietnamese(tmp_path):
    book = tmp_path / "theo-doi_2026-05-08.xlsx"
    book.write_bytes(b"PK")
    lines = ["Kính gửi lãnh đạo,", "- Xã Bum Tở"]
    raw = draft(Mail("Sơ kết 01 năm: đã nhận 31/38 (81,6 %)", lines, ["a@b.vn"], ["c@d.vn"], [book]))
    message = message_from_bytes(raw, policy=default)
    assert raw.isascii()
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Sơ kết 01 năm: đã nhận 31/38 (81,6 %)"
    assert (message["From"], message["To"], message["Cc"]) == (None, "a@b.vn", "c@d.vn")
    assert "- Xã Bum Tở" in message.get_body().get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["theo-doi_2026-05-08.xlsx"]


@pytest.mark.parametrize("text", ["", "Nguyễn Văn A", "a@b", "a@b.vn; c@d.vn", "a@b.vn\nBcc: x@y.vn", "ủy@ban.vn"])
def test_what_is_no_single_address_is_refused_as_addressee_and_in_copy(text):
    assert not is_address(text)
    for field in ("to", "cc"):
        with pytest.raises(ValueError, match="not an e-mail address"):
            Mail("s", ["a"], **{field: [text]})


@pytest.mark.parametrize("letter", ["\r\n", "\n", "\x0b", "\x85", "\u2028", "\x00", "\ud800", "\ufffe", "\u202e"])
def test_letters_that_nobody_sees_neither_break_nor_hide_in_a_subject(letter):
    headers, _ = parts_of(draft(Mail(f"Đôn đốc{letter}Bcc: x@y.vn", [f"a{letter}b"])))
    assert headers.keys() <= HEADERS
    assert headers["subject"].replace(" ", "") == "ĐônđốcBcc:x@y.vn"


SUBJECT = "Đôn đốc gửi báo cáo: Sơ kết 01 năm hoạt động của chính quyền địa phương 02 cấp (Xã Nậm Cuổi)"


@pytest.mark.parametrize("start", range(20))
def test_no_space_of_a_long_subject_is_lost_wherever_its_lines_are_cut(start):
    subject = f"{SUBJECT} {SUBJECT}"[start:].strip()
    raw = draft(Mail(subject, ["a"]))
    assert parts_of(raw)[0]["subject"] == message_from_bytes(raw, policy=default)["Subject"] == subject
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def campaign(slipped):
    """A campaign whose cells carry `slipped` wherever a mail takes its words from."""
    late = unit_row("03390", f"Xã Bình Lư{slipped}", email=f"a@x.vn{slipped}", head_email=f"h@x.vn;{slipped}")
    back = unit_row("03405", "Xã Tả Lèng", email="b@x.vn", received_on=date(2026, 5, 5), review="returned", version=1)
    back |= {"return_reason": f"Thiếu phụ lục{slipped}"}
    names = ("campaign_name", "plan_reference", "contact_name", "contact_email", "office")
    entry = {"unit_id": "03405", "section": "I.2", "order": 1, "text": "Đã làm.", "current": "current", "version": 1}
    return tracker_in_memory(
        {"tblUnits": [late, back], "tblEntries": [entry]}, {name: f"{name}{slipped}" for name in names}
    )


@pytest.mark.parametrize("command", [chase, request, brief])
@pytest.mark.parametrize("slipped", ["", SLIPPED], ids=["plain", "hostile"])
def test_second_reader_sees_the_same_and_nothing_more(command, slipped, tmp_path, monkeypatch):
    monkeypatch.setattr("soket_xl.machine.printing.by_libreoffice", lambda *_: None)
    command(campaign(slipped), AT, tmp_path)
    found = sorted(tmp_path.glob("*.eml"))
    assert found
    for path in found:
        raw = path.read_bytes()
        message = message_from_bytes(raw, policy=default)
        headers, leaves = parts_of(raw)
        assert raw.isascii()
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert max(map(len, raw.split(b"\r\n"))) <= 998
        assert headers.keys() <= HEADERS
        assert headers["x-unsent"] == "1"
        assert [headers.get(name) for name in ("subject", "to", "cc")] == [message[n] for n in ("Subject", "To", "Cc")]
        assert "evil" not in f"{headers.get('to')} {headers.get('cc')}"
        assert leaves[0].content.decode() == message.get_body().get_content().replace("\n", "\r\n").replace(
            "\r\r", "\r"
        )
        assert [leaf.headers["content-type"].split(";")[0] for leaf in leaves].count("text/html") == 0
        assert len(leaves) == 1 + len(list(message.iter_attachments()))
