"""Passages that the clerk calls common ("Doan dung chung"): from then on they make nobody a copy."""

import itertools
from collections.abc import Mapping, Sequence

from soket_xl.consolidate.lexicon import SHARED
from soket_xl.consolidate.statements import split
from soket_xl.model import Entry, Row
from soket_xl.tables import text
from soket_xl.text.fold import fold_words

COMMON = "shared"
"""The decision on a finding of a copy that what is alike may be alike."""
ALIKE = 0.6
"""Share of a sentence's word pairs that the other unit's section must hold."""


def shared_rows(findings: Sequence[Row], entries: Sequence[Entry], known: Sequence[str]) -> list[Row]:
    """Return new rows for tblLexicon: the sentences that two units share in the findings decided as COMMON.

    `known` are the passages that are common already.
    """
    seen = {fold_words(passage) for passage in known}
    rows: list[Row] = []
    for finding in findings:
        if finding.get("decision") == COMMON and text(finding, "code") == "copied":
            for passage in _common(finding, entries):
                if fold_words(passage) not in seen:
                    seen.add(fold_words(passage))
                    rows.append({"kind": SHARED, "concept": passage})
    return rows


def _common(finding: Mapping[str, object], entries: Sequence[Entry]) -> list[str]:
    here = [e for e in entries if e.section == finding.get("section")]
    other = {
        pair for e in here if e.unit_id == finding.get("other_unit_id") for s in split(e.text) for pair in _pairs(s)
    }
    own = [s for e in here if e.unit_id == finding.get("unit_id") for s in split(e.text)]
    return [s for s in own if (pairs := _pairs(s)) and len(pairs & other) >= ALIKE * len(pairs)]


def _pairs(sentence: str) -> set[tuple[str, str]]:
    return set(itertools.pairwise(fold_words(sentence).split()))
