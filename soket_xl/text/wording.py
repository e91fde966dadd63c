"""Small forms of language that the report and the letters need: dates, names and sentences in running text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from soket_xl.model import COMMUNES, Unit
from soket_xl.text.capitals import PLACES, unit_in_sentence
from soket_xl.text.fold import fold, nfc
from soket_xl.texts import say

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_controls(text: str) -> str:
    """Return `text` without the characters that XML refuses."""
    return _NOT_XML.sub("", text)


def clean(text: str) -> str:
    """Return `text` on one line, in NFC, without the characters that XML refuses."""
    return without_controls(" ".join(nfc(text).split()))


def ended(text: str) -> str:
    """Return `text` as a sentence: its own end mark, or a full stop in place of a comma or semicolon."""
    kept = clean(text)
    return kept if kept.endswith(("!", "?", ":", "\u2026")) else kept.removesuffix("./.").rstrip(" ;,.") + "."


def lower_first(text: str) -> str:
    """Return `text` for the middle of a sentence: an abbreviation or a name keeps its capitals."""
    second = text[1:2]
    return text[:1].lower() + text[1:] if second == second.lower() and not second.isdigit() else text


def addressee_name(unit: Unit) -> str:
    """Return whom a letter to `unit` is addressed to: the committee of a commune, an agency as it is."""
    name = clean(unit.name)
    if unit.group != COMMUNES or not fold(name).startswith(PLACES):
        return name
    return say("letters.committee", name=unit_in_sentence(name))


def issuer_name(settings: Mapping[str, str]) -> str:
    """Return the issuing authority as running text: from the two lines of the letterhead, which are in capitals."""
    first, place = settings.get("authority", ""), settings.get("authority_place", "")
    words = clean(place).split(" ")
    return clean(f"{first.capitalize()} {words[0].lower()} {' '.join(word.title() for word in words[1:])}")


def date_words(day: date) -> Mapping[str, str]:
    """Return day, month and year as the decree writes them: a zero before days under 10 and months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {"day": f"{day.day:02d}", "month": month, "year": str(day.year)}


def listed(value: str) -> list[str]:
    """Return the items of a setting that are set off by semicolons, without end marks."""
    items = [clean(part).strip(" .;-") for part in value.split(";")]
    return [item for item in items if item]


def recipient_lines(names: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of a list of addressees: semicolons, a full stop at the last (decree, annex I, II.9)."""
    if not names:
        return ()
    before = [say("word.recipient_line", name=name) for name in names[:-1]]
    return (*before, say("word.recipient_last", name=names[-1]))
