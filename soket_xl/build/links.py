"""Which section tells which indicators: the groups of indicators that stand at a section of the outline.

Sure is what the lists say (a section's code or very title, as a cell or as the heading above) and what an older outline
says of a section of the same title. What is only alike is a suggestion: the group's name with "?" behind it, which
nothing reads until the clerk takes the sign away.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from soket_xl.build.indicator_list import Place
from soket_xl.build.outline_marks import mark_of
from soket_xl.intake.blocks import Paragraph
from soket_xl.intake.headings import OutlineMatcher
from soket_xl.model import Row, Section
from soket_xl.text.fold import fold_words
from soket_xl.texts import say

EVERYTHING = "*"
"""What the annex of figures says in place of groups."""
ALIKE, ALIKE_BY_NUMBER = 0.5, 0.35
"""How like a heading must be to a section's title to be suggested, and to be taken where its number agrees too."""
LONGEST_GROUP = 8
_PARTS = re.compile(r"[;,]")


@dataclass
class _Links:
    """By group of indicators: the sections that are sure, and the one that is only alike."""

    sure: dict[str, list[str]] = field(default_factory=dict)
    alike: dict[str, str] = field(default_factory=dict)

    def add(self, group: str, code: str) -> None:
        if code not in self.sure.setdefault(group, []):
            self.sure[group].append(code)


class _Outline:
    """The sections, found by code, by title, by the headings above a table, or by likeness."""

    def __init__(self, outline: Sequence[Row]) -> None:
        self._titles: dict[str, list[str]] = {}
        for row in outline:
            for title in {fold_words(title) for title in _titles(row)}:
                self._titles.setdefault(title, []).append(str(row["code"]))
        self._codes = {_plain(str(row["code"])): str(row["code"]) for row in outline}
        self._matcher = OutlineMatcher([_section(row) for row in outline])

    def by_cell(self, said: str) -> str | None:
        """Return the section whose code or title a cell holds."""
        begun = (self._codes.get(_plain(word)) for word in said.split()[:2])
        return next(filter(None, begun), None) or self.by_title(said)

    def by_title(self, text: str) -> str | None:
        found = self._titles.get(fold_words(text), [])
        return found[0] if len(found) == 1 else None

    def by_headings(self, above: Sequence[str]) -> str | None:
        """Return the section that the innermost heading names: by title, or by its number and a title that is alike."""
        marks = [mark_of(Paragraph(text)) for text in above]
        for depth in range(len(marks), 0, -1):
            text = marks[depth - 1].text
            path = ".".join(mark.part for mark in marks[:depth] if mark.part)
            whole = re.match(r"[\dA-Za-z.]+", marks[depth - 1].written)
            numbered = self._codes.get(_plain(path)) or self._codes.get(_plain(whole[0] if whole else ""))
            likeness = self._matcher.scores(text).get(numbered or "", 0.0)
            found = self.by_title(text) or (numbered if likeness >= ALIKE_BY_NUMBER else None)
            if found or not marks[depth - 1].kind or self.like([text]):
                return found
        return None

    def like(self, texts: Sequence[str]) -> str | None:
        """Return the section that any of the texts is most like, if it is like enough to ask."""
        scores = [(score, code) for text in texts for code, score in self._scores(text).items()]
        score, best = max(scores, key=lambda one: one[0], default=(0.0, ""))
        return best if score >= ALIKE else None

    def _scores(self, text: str) -> Mapping[str, float]:
        return self._matcher.scores(mark_of(Paragraph(text)).text)


def linked(
    outline: Sequence[Row], indicators: Sequence[Row], places: Mapping[str, Place], before: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...], list[str]]:
    """Return the outline with its groups of indicators, the indicators with their groups, and what to tell the clerk.

    `places` is what the list of indicators says of sections, by code; `before` the outline that came before this one.
    """
    sections, links = _Outline(outline), _Links()
    unknown = _unknown(sections, places)
    indicators = _grouped(outline, indicators, places, sections)
    for row in indicators:
        place, group = places.get(str(row["code"]), Place()), str(row.get("group") or "")
        code = sections.by_cell(place.said) or sections.by_headings(place.above)
        alike = next(filter(None, (sections.like([text]) for text in reversed(place.above))), None)
        if group and code:
            links.add(group, code)
        elif group and alike:
            links.alike.setdefault(group, alike)
    _by_older(links, sections, before)
    groups = list(dict.fromkeys(str(row.get("group") or "") for row in indicators))
    rows, free = _with_groups(outline, links, groups)
    return rows, indicators, [*unknown, *_told(links, groups, free, indicators)]


def _unknown(sections: _Outline, places: Mapping[str, Place]) -> list[str]:
    """Return a note on cells that name no section; a column in which none does only numbers its rows."""
    said = {place.said: sections.by_cell(place.said) for place in places.values() if place.said}
    lost = [text for text, code in said.items() if code is None]
    return [say("build.links_unknown", sections="; ".join(lost[:20]))] if lost and len(lost) < len(said) else []


def _grouped(
    outline: Sequence[Row], indicators: Sequence[Row], places: Mapping[str, Place], sections: _Outline
) -> tuple[Row, ...]:
    """Give a group to the indicators that have none: one for each section, or for each heading above."""
    titles = {str(row["code"]): str(row["title"]) for row in outline}
    taken = {str(row["group"]) for row in indicators if row.get("group")}
    taken |= {group for row in outline for group in _groups(row)}
    made: dict[str, str] = {}
    found = []
    for row in indicators:
        place = places.get(str(row["code"]), Place())
        code = sections.by_cell(place.said) or sections.by_headings(place.above)
        title = titles[code] if code else place.above[-1] if place.above else ""
        if not row.get("group") and title:
            if title not in made:
                made[title] = _name(title, taken)
                taken.add(made[title])
            row = row | {"group": made[title]}
        found.append(row)
    return tuple(found)


def _name(title: str, taken: set[str]) -> str:
    """Return a free name for a group: the first letters of its title's words."""
    words = fold_words(mark_of(Paragraph(title)).text).split()
    letters = "".join(word[0] for word in words if word[0].isalpha()).upper()[:LONGEST_GROUP] or "CT"
    numbers = (f"{letters}{number}" if number > 1 else letters for number in range(1, 10_000))
    return next(name for name in numbers if name not in taken)


def _by_older(links: _Links, sections: _Outline, before: Sequence[Row]) -> None:
    """Take over what the older outline says of groups that are not linked yet."""
    titles: dict[str, list[Row]] = {}
    for row in before:
        for group in _groups(row):
            if group != EVERYTHING and group not in links.sure:
                titles.setdefault(group, []).append(row)
    for group, rows in titles.items():
        same = {code for row in rows for title in _titles(row) if (code := sections.by_title(title))}
        alike = sections.like([str(row["title"]) for row in rows])
        if len(same) == 1:
            links.add(group, same.pop())
        elif alike:
            links.alike[group] = alike


def _with_groups(outline: Sequence[Row], links: _Links, groups: Sequence[str]) -> tuple[tuple[Row, ...], list[str]]:
    """Return the sections with their groups, and the groups that no section names."""
    named = {group for row in outline for group in _groups(row)}
    rows = []
    for row in outline:
        own = _groups(row)
        code = str(row["code"])
        new = [group for group in groups if code in links.sure.get(group, ()) and group not in own]
        asked = [
            f"{group}?"
            for group in groups
            if links.alike.get(group) == code and group not in links.sure and group not in named
        ]
        rows.append(row | {"indicator_groups": "; ".join([*own, *new, *asked]) or None})
    return tuple(rows), [group for group in groups if group not in named and group not in links.sure]


def _told(links: _Links, groups: Sequence[str], free: Sequence[str], indicators: Sequence[Row]) -> list[str]:
    counts = {group: sum((row.get("group") or "") == group for row in indicators) for group in groups}
    asked = [f"{group} ({links.alike[group]})" for group in free if group in links.alike]
    lost = [say("build.links_group", group=group or "-", count=counts[group]) for group in free]
    lost = [text for text, group in zip(lost, free, strict=True) if group not in links.alike]
    notes = [say("build.links_alike", groups="; ".join(asked))] if asked else []
    return notes + ([say("build.links_none", groups="; ".join(lost))] if lost else [])


def _groups(row: Row) -> list[str]:
    parts = (part.strip() for part in _PARTS.split(str(row.get("indicator_groups") or "")))
    return [part for part in parts if part and not part.endswith("?")]


def _titles(row: Row) -> list[str]:
    return [str(row["title"]), *filter(None, map(str.strip, str(row.get("synonyms") or "").split(";")))]


def _section(row: Row) -> Section:
    title, *others = _titles(row)
    return Section(str(row["code"]), int(str(row.get("level") or 1)), "", title, {}, synonyms=tuple(others))


def _plain(code: str) -> str:
    """Return a section's code without signs at its ends and in capitals, the stroke of its d kept."""
    return code.strip(" .)(:-").upper()
