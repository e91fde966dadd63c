"""Mails to be drafted, and drafts as files that open in Outlook and Thunderbird as unsent: no sender, date or server.

What may be an address or a subject is decided here once, for the files and for the drafts in Outlook alike.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from soket_xl.model import Unit
from soket_xl.text.clean import strip_hidden
from soket_xl.text.fold import squeeze
from soket_xl.texts import say

_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
    ".png": ("image", "png"),
}


@dataclass(frozen=True)
class Mail:
    """A mail to draft in plain text; the subject is one line, and no control letter stands anywhere.

    Attachments need short ASCII names, which every mail program shows rightly. Raises ValueError for an address that is
    none, so that neither a header nor a second addressee can be slipped in.
    """

    subject: str
    lines: Sequence[str]
    to: Sequence[str] = ()
    cc: Sequence[str] = ()
    attachments: Sequence[Path] = ()

    def __post_init__(self) -> None:
        wrong = [address for address in (*self.to, *self.cc) if not is_address(address)]
        if wrong:
            raise ValueError(f"not an e-mail address: {wrong[0]!r}")
        object.__setattr__(self, "subject", squeeze(strip_hidden(self.subject)[0]))
        object.__setattr__(self, "lines", tuple(strip_hidden(line)[0] for line in self.lines))


@dataclass(frozen=True)
class Recipients:
    """Whom a mail goes to; `warnings` say what is odd with the addresses of the unit."""

    to: Sequence[str] = ()
    cc: Sequence[str] = ()
    warnings: Sequence[str] = ()
    no_head: bool = False
    """Whether the head of the unit is meant and has no address that can be used."""


def is_address(text: str) -> bool:
    """Tell whether `text` is one plain e-mail address (ASCII, no display name)."""
    return bool(_ADDRESS.fullmatch(text))


def recipients_of(unit: Unit, head: bool = False) -> Recipients:
    """Return whom a mail to the unit goes to: its own address; with `head` its head's, the unit in copy.

    Where the head has no address, the unit's own is used: the mail is not lost, and the lack is told.
    """
    own, warning = addresses_of(unit)
    warnings = [warning] if warning else []
    if not head:
        return Recipients(own, (), warnings)
    first, wrong = _read(unit.head_email)
    warnings += _odd(unit, first, wrong)
    if not first:
        return Recipients(own, (), warnings, no_head=True)
    return Recipients(first, [address for address in own if address not in first], warnings)


def addresses_of(unit: Unit) -> tuple[list[str], str]:
    """Return the unit's addresses, and a sentence where something is odd with them: it is named, not passed over.

    Odd are none, a wrong one, several, and one that stands in a name's column: that one is not used.
    """
    good, wrong = _read(unit.email)
    for odd in _odd(unit, good, wrong):
        return good, odd
    place = {"unit": unit.name, "row": unit.row}
    misplaced = _ADDRESS.findall(f"{unit.contact or ''} {unit.name}") if not good else []
    if misplaced:
        return good, say("tracking.address_elsewhere", **place, value="; ".join(misplaced))
    if good:
        return good, ""
    return good, say("tracking.no_address", **place) if unit.phone else say("tracking.no_contact", **place)


def draft(mail: Mail) -> bytes:
    """Return a mail as an .eml draft: CRLF, pure ASCII on the wire.

    The subject is folded by the older `Header`: the policy of Python 3.11 loses spaces where it folds.
    """
    from email.header import Header
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    for header, addresses in (("To", mail.to), ("Cc", mail.cc)):
        if addresses:
            message[header] = ", ".join(addresses)
    message.set_content("\n".join(mail.lines) + "\n", cte="base64")
    for path in mail.attachments:
        main, sub = _TYPES[path.suffix.lower()]
        message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    subject = Header(mail.subject, "utf-8", header_name="Subject").encode(linesep="\r\n")
    return f"X-Unsent: 1\r\nSubject: {subject}\r\n".encode("ascii") + message.as_bytes()


def _read(cell: str | None) -> tuple[list[str], list[str]]:
    """Return the addresses of a cell, each once, and its other parts; a space may stand between addresses alone."""
    parts = [part.strip() for part in re.split(r"[;,\n]", cell or "") if part.strip()]
    good = {part: part.split() for part in parts if all(map(is_address, part.split()))}
    wrong = [part for part in parts if part not in good]
    return list(dict.fromkeys(address for found in good.values() for address in found)), wrong


def _odd(unit: Unit, good: Sequence[str], wrong: Sequence[str]) -> list[str]:
    """Return a sentence on a cell with a wrong address or several."""
    place = {"unit": unit.name, "row": unit.row}
    if wrong:
        return [say("tracking.bad_address", **place, value="; ".join(wrong))]
    return [say("tracking.two_addresses", **place, value="; ".join(good))] if len(good) > 1 else []
