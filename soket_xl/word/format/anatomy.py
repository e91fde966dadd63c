"""The parts of an administrative document (Decree 30/2020, annex I), found in any lawful way of laying them out.

Parts are told by words and place, never by formatting: formatting is what the rules judge.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from soket_xl.word.format.parts import annex_roles, ending_roles, head_roles, main_roles
from soket_xl.word.format.reading import Line, WordDocument, split_line
from soket_xl.word.format.roles import ANNEX, KINDS, PARTY_BODY, TITLES, Role, is_mark, is_sign, names_kind, table_of

FEWEST_PLACES = 2
HEAD_LINES, SIGNATURE_LINES = 60, 14


class Anatomy:
    """The recognised parts of a document; `parts` holds every line once, in order."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        lines = _without_fallback(document.lines)
        self.head_end = _head_end(lines)
        head = [part for line in lines[: self.head_end] for part in split_line(line)]
        rest = lines[self.head_end :]
        annex = next((i for i, line in enumerate(rest) if ANNEX.match(line.folded) and _is_annex(rest, i)), len(rest))
        sign = _sign_start(rest[:annex])
        ending = [part for line in rest[sign:annex] for part in split_line(line)]
        opening = [part for line in rest[:sign] for part in _split_opening(line)]
        self.parts = [
            *head_roles(head),
            *main_roles(opening),
            *ending_roles(ending),
            *annex_roles(rest[annex:]),
        ]

    def of(self, *roles: Role) -> list[Line]:
        """Return the lines of these roles, in order."""
        return [part.line for part in self.parts if part.role in roles]

    @cached_property
    def kind(self) -> str:
        """The kind: "party", "template", "none" (no letterhead), "cong_van", or the name folded."""
        if self._is_party():
            return "party"
        if not self.of(Role.NUMBER) and sum("{{" in part.line.raw for part in self.parts) > FEWEST_PLACES:
            return "template"
        if not self.of(Role.COUNTRY, Role.MOTTO, Role.NUMBER):
            return "none"
        names = self.of(Role.KIND)
        if names:
            return next(k for k in KINDS if names[0].folded.startswith(k)).replace(" ", "_")
        return "cong_van"

    def _is_party(self) -> bool:
        head = " ".join(p.line.folded for p in self.parts[:14])
        numbers = " ".join(line.text for line in self.of(Role.NUMBER))
        names = self.of(Role.PARENT, Role.ISSUER)
        if any(PARTY_BODY.match(line.folded) for line in names):
            return True
        return "dang cong san viet nam" in head or bool(re.search(r"[/-](\u0110U|TU|TW|HU|\u0110UK)\b", numbers))


def _without_fallback(lines: Sequence[Line]) -> list[Line]:
    """Return the lines but those empty ones that only carry a text box."""
    return [line for line in lines if line.text or line.has_drawing or not line.boxed]


def _head_end(lines: Sequence[Line]) -> int:
    """Return the index after the letterhead; 0 where there is none."""
    starts = (i for i, line in enumerate(lines[:HEAD_LINES]) if names_kind(line) or line.folded.startswith("kinh gui"))
    above = lines[: next(starts, HEAD_LINES)]
    marks = [i for i, line in enumerate(above) if any(is_mark(part.folded) for part in split_line(line))]
    if not marks:
        return 0
    end = marks[-1] + 1
    table = table_of(lines[marks[-1]])
    while end < len(lines):
        line = lines[end]
        in_table = table is not None and table_of(line) is table
        in_box = line.boxed and lines[end - 1].boxed
        if names_kind(line) or line.folded.startswith("kinh gui"):
            break
        if not (in_table or in_box or line.folded.startswith(("v/v", "ve viec"))):
            break
        end += 1
    return end


def _is_annex(lines: Sequence[Line], index: int) -> bool:
    above = (part for line in lines[:index] for part in split_line(line))
    return lines[index].cell is None and any(is_sign(part.folded) for part in above)


def _sign_start(lines: Sequence[Line]) -> int:
    """Return where the signature begins: the first row of its table, or its first line."""
    for index, line in enumerate(lines):
        if any(is_sign(part.folded) for part in split_line(line)):
            return _title_above(lines, index) if line.cell is None else _table_start(lines, index)
    titles = [i for i, line in enumerate(lines) if len(line.text) < 40 and TITLES.match(line.folded) and line.upper]
    return titles[-1] if titles and titles[-1] > len(lines) / 2 else len(lines)


def _title_above(lines: Sequence[Line], index: int) -> int:
    """Return where a signature begins that stands above the recipients, one below the other; else `index`."""
    above = range(max(index - SIGNATURE_LINES, 0), index)
    titles = [i for i in above if len(lines[i].text) < 60 and TITLES.match(lines[i].folded)]
    between = [line.text for line in (lines[titles[0] : index] if titles else []) if line.text]
    return titles[0] if titles and all(len(text) < 60 and text[-1] not in ".;:," for text in between) else index


def _table_start(lines: Sequence[Line], index: int) -> int:
    table = table_of(lines[index])
    return next(i for i in range(index + 1) if table_of(lines[i]) is table)


def _split_opening(line: Line) -> list[Line]:
    folded = line.folded
    if line.cell is None and any(folded.startswith(kind + " ") for kind in KINDS) and "\n" in line.raw:
        return split_line(line)
    return [line]
