"""Phone numbers and e-mail addresses in free text: leaders and other clerks get none of them."""

import re
from collections.abc import Iterable

from soket_xl.texts import say

_GAP = r"[\s.\-]?"
_PHONE = re.compile(
    r"(?<![\w./,])(?!\d{1,2}[./\-\s]\d{1,2}[./\-\s]\d{4}\b)"
    rf"(?:\(?(?:\+?84|0){_GAP}[35789](?:{_GAP}\d){{8}}|\(?(?:\+?84|0){_GAP}2\d{{1,2}}\)?(?:{_GAP}\d){{7,8}})(?![\w/])"
)
"""Mobile numbers (03, 05, 07, 08, 09 and eight digits) and fixed ones (02x or 02xx), however they are grouped."""
_MAIL = re.compile(r"[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+")


def without_contacts(text: str, known: Iterable[str] = ()) -> str:
    """Return `text` with phone numbers, e-mail addresses and the `known` words replaced by a mark that says so."""
    mark = say("leaders.left_out")
    for word in sorted(filter(None, known), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: mark, text)
    return _PHONE.sub(mark, _MAIL.sub(mark, text))
