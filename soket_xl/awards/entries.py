"""Where units write about awards: the outline's sections on them, and annex tables that list nominees."""

import re
from collections.abc import Mapping, Sequence

from soket_xl.awards.passages import Passage
from soket_xl.model import Entry, Section
from soket_xl.text.fold import fold
from soket_xl.tracking.missing import ANNEX

TOPIC = "khen thuong"
"""What the title or another name of a section on awards holds, folded."""
_HEADING = re.compile(rf"\bde nghi {TOPIC}\b")
_ASKS = re.compile(
    r"(?<!\bda )\b(?:de nghi|de xuat|kien nghi)\b[^.;]{0,120}\b(?:tang|trao)\b[^.;]{0,40}"
    r"\b(?:bang khen|giay khen|huan chuong|co thi dua)\b"
)
"""A sentence that asks for a reward, wherever it stands: units write it among their proposals too."""
_HEADER = re.compile(r"^(?:tt|stt|so tt)\b")
_LISTS = re.compile(rf"{TOPIC}|\bthanh tich\b|\bbang khen\b")


def award_sections(outline: Sequence[Section]) -> set[str]:
    """Return the codes of the sections on awards and of their parts, told by title and synonyms."""
    named = [s.code for s in outline if any(TOPIC in fold(words) for words in (s.title, *s.synonyms))]
    return {s.code for s in outline if any(s.code == code or s.code.startswith(code + ".") for code in named)}


def passages_by_unit(entries: Sequence[Entry], outline: Sequence[Section]) -> Mapping[str, list[Passage]]:
    """Return what each unit wrote on awards, in its order.

    An entry that is not placed counts where the outline's section is its guess, or its heading asks for awards. Of all
    other entries the lines count that ask for a reward.
    """
    sections = award_sections(outline)
    by_unit: dict[str, list[Entry]] = {}
    for entry in entries:
        by_unit.setdefault(entry.unit_id, []).append(entry)
    return {unit: found for unit, own in by_unit.items() if (found := _passages(own, sections))}


def _passages(entries: Sequence[Entry], sections: set[str]) -> list[Passage]:
    found, listing = [], False
    for entry in sorted(entries, key=lambda e: e.order):
        if entry.section == ANNEX and entry.kind == "table":
            folded = fold(entry.text)
            listing = bool(_LISTS.search(folded)) if _HEADER.match(folded) else listing
            wanted = listing
        else:
            listing = False
            wanted = (entry.section or entry.guess) in sections or bool(_HEADING.search(fold(entry.heading)))
        lines = [line for line in entry.text.splitlines() if line.strip()]
        found += [Passage(line, entry.source) for line in lines if wanted or _ASKS.search(fold(line))]
    return found
