"""Rules on signature, recipients and annexes (R37 to R41)."""

import re
from collections.abc import Iterator

from soket_xl.text.fold import squeeze
from soket_xl.texts import say, template
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding
from soket_xl.word.format.looks import finding
from soket_xl.word.format.roles import Role

_DRAFTER = re.compile(r"[.;] ?\w+[.\-/ ]?\d+\w?\.?$")
"""Who typed it and how many copies, which stand behind the last recipient (R45)."""


def ending(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge the words of the signature, the list of recipients and the annexes' headings."""
    for line in anatomy.of(Role.AUTHORITY):
        if re.match(r"^(t/m|k/t|t/l|t/uq|(tm|kt|tl|tuq|q) )", line.folded):
            yield finding("R37", line, say("format.wording", text=line.text.split()[0]))
    for line in anatomy.of(Role.SIGNER):
        if re.search(template("format.pattern_degree"), line.text):
            yield finding("R38", line, say("format.wording", text=line.text))
    yield from _recipients(anatomy)
    yield from _annexes(anatomy)


def _recipients(anatomy: Anatomy) -> Iterator[FormatFinding]:
    opened, listed = anatomy.of(Role.RECIPIENTS), anatomy.of(Role.RECIPIENT)
    if not opened:
        yield finding("R39", say("format.where_document"), say("format.missing"))
        return
    for line in opened:
        if not squeeze(line.raw).endswith(":"):
            yield finding("R39", line, say("format.wording", text=line.text))
    for index, line in enumerate(listed):
        last = index == len(listed) - 1
        if not line.text.startswith("-"):
            yield finding("R40", line, say("format.not_dashed"))
        if line.text[-1] != (".", ";")[not last] and not (last and _DRAFTER.search(line.text)):
            yield finding("R40", line, say("format.ending", end=line.text[-1]))
    archive = [line for line in listed if line.folded.lstrip("- ").startswith("luu")]
    if not archive:
        yield finding("R40", opened[0], say("format.no_archive"))
    for line in archive:
        if not re.match(template("format.pattern_archive"), line.text):
            yield finding("R40", line, say("format.wording", text=line.text))


def _annexes(anatomy: Anatomy) -> Iterator[FormatFinding]:
    lines = anatomy.of(Role.ANNEX)
    for line in lines if len(lines) > 1 else []:
        if not re.search(r" [IVXLC]+[.:]?$", line.text):
            yield finding("R41", line, say("format.annex_number"))
