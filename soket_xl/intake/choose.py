"""Which section of the outline a heading names: by its words, then by what stands around it, last by its number."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from soket_xl.intake.headings import Marked, OutlineMatcher, says_nothing
from soket_xl.intake.lines import TOP_KINDS
from soket_xl.intake.sequence import NUMBERS, Level, same_number
from soket_xl.text.fold import fold_words
from soket_xl.texts import say

EXACT, SURE, LIKELY, POSSIBLE = 0.95, 0.7, 0.6, 0.42
INLINE, BY_STOP, LONGEST_TITLE = 0.66, 0.9, 34
RIVAL = 0.4
"""How like another section of its part a heading on an agency's own field must not be."""
_OWN_FIELD = "quan ly nha nuoc theo nganh, linh vuc"
FEW_WORDS = 3
"""A heading of fewer words ("Difficulties") belongs to the part it stands in."""
FORWARD, SAME_PART = 0.8, 0.9
"""How like a heading must be to be taken for a section of a later part, or a later one of the same part."""
AGAIN, PARTS_NAMED, SKIPPED = 0.15, 0.4, 0.25
SAME_NUMBER = 0.5
"""How like a heading must be to the part whose very number it carries."""
CHILD, CHILD_BY_NUMBER, EXPECTED, MARGIN, NEARLY = 0.36, 0.11, 0.3, 0.08, 0.05
"""How like, and how much more than to any other, where a heading stands right below the part it belongs to."""


@dataclass
class Chooser:
    """What is open above a heading, and the choice of its section. `warnings` tell headings that name two.

    `own_fields` are what an agency's own field is called: a heading that has one of them is on the results there.
    """

    matcher: OutlineMatcher
    warnings: list[str] = field(default_factory=list)
    own_fields: Sequence[str] = ()
    _open: list[Level] = field(default_factory=list)
    _both: Sequence[str] = ()
    _behind_heading: bool = False
    _used: set[str] = field(default_factory=set)
    _top_kinds: frozenset[str] = TOP_KINDS

    def _match(self, text: str, marked: Marked, depth: int, least: float) -> str | None:
        """Return the section that a heading names, or None."""
        learned = self.matcher.learned(text)
        if learned:
            return learned
        found = self._likes(text).items()
        scores = {code: like - self._worn(code, like) for code, like in found if self._may(code, like, text, marked)}
        if depth == 0:
            told = (code for code in scores if "." not in code and self.matcher.names_parts(text, code))
            scores |= {code: max(scores[code], SURE) for code in told}
        by_number = self._by_number(text, marked)
        if by_number or not scores:
            return by_number
        together = {code: scores[code] + self._bonus(code, scores[code], marked, depth, text) for code in scores}
        best = max(together, key=together.__getitem__)
        if self._open and self._open[-1].code is None:
            least = max(least, FORWARD)
        numbered = same_number(marked.marker, self.matcher.by_code[best].marker)
        near = least < SURE and self._is_near(best, scores, numbered)
        if scores[best] < (CHILD_BY_NUMBER if near and numbered else CHILD if near else POSSIBLE):
            return None
        if not near and scores[best] < least and together[best] < least + 0.08:
            return None
        self._both = ()
        if self._opens_part(best, text, scores):
            return best.split(".")[0]
        return best if scores[best] > EXACT else self._merged(text, best, marked.marker)

    def _likes(self, text: str) -> Mapping[str, float]:
        """Return how like a heading is to each section; one on an agency's own field to that on its results."""
        scores = self.matcher.scores(text)
        own = any(f" {name} " in f" {fold_words(text)} " for name in self.own_fields)
        part = (self._known_above() or "").split(".")[0]
        rivals = (like for code, like in scores.items() if code.startswith(f"{part}.") and part)
        if not own or max(rivals, default=0.0) >= RIVAL:
            return scores
        like = self.matcher.scores(_OWN_FIELD)
        return {**scores, max(like, key=like.__getitem__): SAME_PART}

    def _is_near(self, code: str, scores: Mapping[str, float], numbered: bool) -> bool:
        """Tell whether a section right below the open one is named by a heading that says little: no other is liker.

        What carries its number, or stands where the outline has it, need not be the most like.
        """
        if code.rpartition(".")[0] != self._known_above():
            return False
        rival = max((like for other, like in scores.items() if not f"{other}.".startswith(f"{code}.")), default=0.0)
        edge = scores[code] - rival
        expected = scores[code] >= EXPECTED and (numbered or self._is_next(code)) and edge > -NEARLY
        return expected or edge >= MARGIN

    def _opens_part(self, code: str, text: str, scores: Mapping[str, float]) -> bool:
        """Tell whether a heading of few words on the level of the parts means its part: "IV. PHUONG HUONG"."""
        part = code.split(".")[0]
        on_top = not self._open and part not in self._used and any("." not in used for used in self._used)
        return on_top and part != code and len(text.split()) < FEW_WORDS and scores.get(part, 0.0) >= SURE

    def _is_next(self, code: str) -> bool:
        """Tell whether a section follows, in the outline, the last one with a heading below the same part."""
        siblings = [s.code for s in self.matcher.children(code.rpartition(".")[0])]
        last = max((n for n, other in enumerate(siblings) if other in self._used), default=-1)
        return siblings[last + 1 : last + 2] == [code]

    def _by_number(self, text: str, marked: Marked) -> str | None:
        """Return the section below the open one with a heading's number, where its words tell nothing ("Results")."""
        if not says_nothing(text):
            return None
        below = self.matcher.children(self._known_above() or "")
        return next((s.code for s in below if s.code not in self._used and same_number(marked.marker, s.marker)), None)

    def _worn(self, code: str, like: float) -> float:
        """Return what a section loses that has had its heading: a second one is more likely another's."""
        return AGAIN if code in self._used and like < EXACT else 0.0

    def _merged(self, text: str, best: str, marker: str) -> str:
        """Return the first of two sections that one heading names, with a warning; else `best`."""
        named = [code for code in self.matcher.covered(text) if self._allowed(code, 1.0, text)]
        two = self._numbered_both(marker) or self.matcher.two_of(named, best)
        if two is None or (best not in two and self._is_part_itself(best, text)):
            return best
        titles = [self.matcher.by_code[code].title for code in two]
        self.warnings.append(
            say("intake.place_merged", heading=text, first=two[0], second=two[1], one=titles[0], other=titles[1])
        )
        self._both = two
        return two[0]

    def _numbered_both(self, marker: str) -> tuple[str, str] | None:
        """Return the two sections below the open one whose numbers a marker carries: "I+II."."""
        numbers = re.split(r"[+&]", marker)
        below = self.matcher.children(self._known_above() or "") if len(numbers) > 1 else []
        codes = [s.code for number in numbers[:2] for s in below if same_number(number, s.marker)]
        return (codes[0], codes[1]) if len(codes) == 2 else None

    def _is_part_itself(self, code: str, text: str) -> bool:
        """Tell whether a heading that opens a part is the part's own title, though it tells its sections too."""
        return "." not in code and not self._open and self.matcher.scores(text).get(code, 0.0) >= SURE

    def _may(self, code: str, like: float, text: str, marked: Marked) -> bool:
        """Tell whether a heading may name `code`; a numbered one inside a section does not skip what comes between."""
        above = self._known_above() or ""
        if marked.kind in NUMBERS and "." in above and not code.startswith(above):
            between = range(self.matcher.order[above] + 1, self.matcher.order[code])
            skipped = (s.code for s in self.matcher.outline[between.start : between.stop] if s.code.count(".") == 1)
            if any(other not in self._used for other in skipped):
                return False
        return self._allowed(code, like, text)

    def _allowed(self, code: str, like: float, text: str) -> bool:
        """Tell whether a heading standing here may name `code`.

        Inside a section its own parts, or what the outline has behind it in this part, if very like: "a) Finance" under
        the field's results is the unit's own sub-heading. Inside a part its own sections, or, if very like, others'.
        """
        above = self._known_above()
        if above is None or code == above or code.startswith(above + "."):
            return code != above
        part, here = code.split(".")[0], above.split(".")[0]
        order = self.matcher.order
        if "." in above:
            return part == here and order[code] > order[above] and like >= SAME_PART
        if part != here and len(text.split()) < FEW_WORDS:
            return False
        return like >= (FORWARD if order[part] > order[here] else EXACT) and ("." in code or order[part] > order[here])

    def _known_above(self) -> str | None:
        return next((level.scope for level in reversed(self._open) if level.known), None)

    def _bonus(self, code: str, like: float, marked: Marked, depth: int, text: str) -> float:
        section = self.matcher.by_code[code]
        above = self._known_above()
        bonus = 0.15 if like >= 1.0 else 0.0
        if above and code.rpartition(".")[0] == above:
            bonus += 0.18 if like < LIKELY and self._is_next(code) else 0.12
        if above in self.matcher.by_code and self._skips(code, above):
            bonus -= SKIPPED
        same = same_number(marked.marker, section.marker)
        if depth == 0 and section.level == 1:
            top = marked.kind in self._top_kinds or marked.text.isupper()
            bonus += (0.45 if same and like >= SAME_NUMBER else 0.12) if top else 0.04
            bonus += PARTS_NAMED if self.matcher.names_parts(text, code) else 0.0
        elif same:
            bonus += 0.06
        return bonus

    def _skips(self, code: str, part: str) -> bool:
        """Tell whether another part's section is named right behind a part's title: most often it is one of its own."""
        return "." not in part and code.split(".")[0] != part and self._behind_heading
