"""The forms of a claim's sentence, by what its section holds: several for each, so that a page does not repeat itself.

A claim keeps its form: it is picked by the claim's id, not by the place of the claim.
"""

import hashlib
from enum import Enum

from soket_xl.consolidate.likeness import PLANS
from soket_xl.text.fold import fold


class Kind(Enum):
    """What the claims of a section are."""

    RESULTS = "results"
    FAULTS = "faults"
    CAUSES = "causes"
    LESSONS = "lessons"
    PLANS = "plans"
    REQUESTS = "requests"


SAYS = {
    Kind.RESULTS: ("consolidate.says", "consolidate.says_reports"),
    Kind.FAULTS: ("consolidate.says", "consolidate.says_points_out"),
    Kind.CAUSES: ("consolidate.says", "consolidate.says_cause"),
    Kind.LESSONS: ("consolidate.says_lesson", "consolidate.says_lesson_drawn"),
    Kind.PLANS: ("consolidate.says_plan", "consolidate.says_plan_set"),
    Kind.REQUESTS: ("consolidate.asks",),
}
"""Who says so, then the point: keys of sentences with `who` and `text`."""
EXAMPLES = {
    Kind.RESULTS: ("consolidate.alike_after", "consolidate.alike"),
    Kind.FAULTS: ("consolidate.alike_fault_after", "consolidate.alike_fault"),
    Kind.CAUSES: ("consolidate.alike_cause_after", "consolidate.alike_cause"),
    Kind.LESSONS: ("consolidate.alike_after", "consolidate.alike"),
    Kind.PLANS: ("consolidate.alike_plan_after", "consolidate.alike_plan"),
    Kind.REQUESTS: ("consolidate.alike_request_after", "consolidate.alike_request"),
}
"""One unit's own words as an example, then who says the like, or the other way round: keys with `who`, `example`."""
_FAULTS = ("ton tai", "han che", "kho khan", "vuong mac")


def kind_of(code: str, title: str, lean: int | None) -> Kind:
    """Return what the claims under a heading are; `lean` as in `claims.lean_of`."""
    folded = fold(title)
    if "nguyen nhan" in folded:
        return Kind.CAUSES
    if any(word in folded for word in _FAULTS):
        return Kind.FAULTS
    if "bai hoc" in folded:
        return Kind.LESSONS
    if lean == PLANS:
        return Kind.REQUESTS if code.startswith("V") else Kind.PLANS
    return Kind.RESULTS


def pick(keys: tuple[str, ...], claim_id: str) -> str:
    """Return the one of `keys` that the claim always gets."""
    return keys[hashlib.sha256(claim_id.encode()).digest()[0] % len(keys)]
