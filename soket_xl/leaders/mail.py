"""E-mail drafts that open in Outlook and Thunderbird as unsent: no name, date or server in them."""

import re
from collections.abc import Sequence
from pathlib import Path

from soket_xl.model import Unit
from soket_xl.texts import say

_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
    ".png": ("image", "png"),
}


def is_address(text: str) -> bool:
    """Tell whether `text` is one plain e-mail address (ASCII, no display name)."""
    return bool(_ADDRESS.fullmatch(text))


def addresses_of(unit: Unit) -> tuple[list[str], str]:
    """Return the unit's addresses, and a sentence where something is odd with them: it is named, not passed over.

    Odd are none, a wrong one, several, and one that stands in a name's column: that one is not used.
    """
    parts = [part.strip() for part in re.split(r"[;,\n]", unit.email or "") if part.strip()]
    good = [part for part in parts if is_address(part)]
    wrong = [part for part in parts if part not in good]
    place = {"unit": unit.name, "row": unit.row}
    if wrong:
        return good, say("tracking.bad_address", **place, value="; ".join(wrong))
    if len(good) > 1:
        return good, say("tracking.two_addresses", **place, value="; ".join(good))
    misplaced = _ADDRESS.findall(f"{unit.contact or ''} {unit.name}") if not good else []
    if misplaced:
        return good, say("tracking.address_elsewhere", **place, value="; ".join(misplaced))
    if good:
        return good, ""
    return good, say("tracking.no_address", **place) if unit.phone else say("tracking.no_contact", **place)


def draft(subject: str, lines: Sequence[str], to: Sequence[str] = (), attachments: Sequence[Path] = ()) -> bytes:
    """Return an .eml draft: plain text, CRLF, pure ASCII on the wire.

    Attachments need short ASCII names, which every mail program shows rightly. Raises ValueError for an address that
    is none; a subject of several lines becomes one, so that no header can be slipped in.
    """
    from email.message import EmailMessage
    from email.policy import SMTP

    wrong = [address for address in to if not is_address(address)]
    if wrong:
        raise ValueError(f"not an e-mail address: {wrong[0]!r}")
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = " ".join(subject.split())
    if to:
        message["To"] = ", ".join(to)
    message.set_content("\n".join(lines) + "\n", cte="base64")
    for path in attachments:
        main, sub = _TYPES[path.suffix.lower()]
        message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    return message.as_bytes()
