"""Which unit a report is from: by exact name or by the clerk's word, never by likeness.

"Than Uyen" and "Tan Uyen" differ by one letter: a name that is only alike is asked about, with the two or three units
that may be meant.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from soket_xl.intake.headings import abbreviations
from soket_xl.model import COMMUNES, Unit
from soket_xl.text.fold import fold, fold_words
from soket_xl.texts import say

if TYPE_CHECKING:
    from soket_xl.intake.frame import Frame

PROPERTY = "soket_unit_id"
"""The custom document property that our own forms carry."""
MOST_CANDIDATES = 3
_COMMITTEE = re.compile(
    r"^(?:dang uy|dang bo|ubnd|uy ban nhan dan|hdnd va ubnd|hdnd|hoi dong nhan dan(?: va ubnd)?)"
    r"\s*(?:tinh lai chau\s+)?"
)
_KIND = re.compile(r"^(xa|x|phuong|p|thi tran|tt|huyen|thanh pho|tp|quan|thi xa)\s+(.+)$")
_DISTRICT_KINDS = ("huyen", "thanh pho", "tp", "thi tran", "tt", "thi xa", "quan")
_PARTS_OF_UNITS = re.compile(
    r"^(tram y te|truong|phong|trung tam|van phong hdnd|ban chi huy|ban chi dao|cong an|hoi|doan|mat tran"
    r"|uy ban mttq|uy ban mat tran|ubmttq|to|ban quan ly|chi cuc|ban tiep cong dan|doi|hat kiem lam|benh vien)\b"
)
_PARTY = re.compile(
    r"^(?:thuong truc |van phong |uy ban kiem tra |ban xay dung |ban (?:tuyen giao|to chuc)[ \w]* )?"
    r"(?:dang bo|dang uy|dang|tinh uy|huyen uy|ban thuong vu|chi bo|ban chap hanh)\b"
)
_ISSUER = re.compile(
    r"^(?:(?:ubnd|uy ban nhan dan) )?(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|so|ban|cuc|chi cuc|truong|tram"
    r"|trung tam|cong ty|hoi|doan|bo chi huy|bao hiem|kho bac|thue|vien|toa an|cong an|benh vien) \w"
)
"""A letterhead line that names somebody, whether in the campaign or not."""
_LABEL = re.compile(
    r"^(?:ten )?(?:don vi|co quan)(?: bao cao| gui(?: bao cao)?| lap bieu)? (?!tinh\b)(?=(?:ubnd|uy ban|xa|phuong|so) )"
)
_OTHER_PROVINCE = re.compile(
    r"^(?:ubnd|uy ban nhan dan|hdnd|xa|phuong|so)?\b.{0,40}(?<!don vi )\btinh (?!lai chau|uy)\w+ \w+$"
)
_PROVINCE = ("tinh lai chau", "lai chau", "tinh")


@dataclass(frozen=True)
class UnitMatch:
    """The unit of a report, or None with the candidates and the reason to ask; `how` says by what it was told."""

    unit_id: str | None
    how: str | None
    candidates: tuple[str, ...] = ()
    reason: str = ""
    warning: str = ""


@dataclass(frozen=True)
class _Named:
    """Units named by some lines: exact ones, and why they may not be taken at once.

    `somebody` tells lines that name an issuer, known or not: neither signature nor file name may speak against it.
    """

    units: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    doubt: str = ""
    somebody: bool = False


class UnitNames:
    """The names that units go by, folded: full names, short names, usual abbreviations."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = {unit.unit_id: unit for unit in units}
        self._communes = [(_base(unit.name), unit.unit_id) for unit in units if unit.group == COMMUNES]
        self._bases, shared = _apart(self._communes)
        self._names, self._shared = _apart(_all_names(units))
        self._shared |= shared

    def match(
        self, frame: "Frame", file_name: str, properties: Mapping[str, str] | None = None, confirmed: str | None = None
    ) -> UnitMatch:
        """Return the unit that frame and file name agree on, or what to ask the clerk."""
        if confirmed in self.units:
            return UnitMatch(confirmed, "confirmed")
        head = self._in_lines(frame.issuer_lines)
        if frame.symbol and re.search("[-/](\u0110U|TU|HU|\u0110B)$", frame.symbol) and not head.doubt:
            head = _Named((), head.units or head.near, say("intake.unit_party"))
        form = (properties or {}).get(PROPERTY)
        if form in self.units and not head.doubt:
            others = [unit for unit in head.units if unit != form]
            return self._ask([form, *others], say("intake.unit_form")) if others else UnitMatch(form, "form")
        return self._decide(head, self._in_lines(_signers(frame.signature_lines)[:6]), self.in_file_name(file_name))

    def fields_of(self, unit_id: str | None) -> tuple[str, ...]:
        """Return what an agency's own field is called, folded ("giao duc", "dao tao"); nothing for a commune."""
        unit = self.units.get(unit_id or "")
        if unit is None or unit.group == COMMUNES:
            return ()
        parts = re.split(r",|\bva\b", fold(unit.name).removeprefix("so ").removesuffix(" tinh"))
        return tuple(part.strip() for part in parts if len(part.split()) > 1)

    def in_file_name(self, file_name: str) -> tuple[str, ...]:
        """Return the units that a file name names exactly; several where it is not clear."""
        words = f" {fold_words(file_name.rsplit('.', 1)[0])} "
        districts = [base for base in self._bases if re.search(rf" (?:huyen|thi xa|thanh pho) {base} ", words)]
        found = {unit_id for name, unit_id in self._names.items() if f" {name} " in words}
        for base, unit_id in self._bases.items():
            joined = base.replace(" ", "")
            if base not in districts and (f" {base} " in words or re.search(rf" (?:xa|phuong|p|x)?{joined} ", words)):
                found.add(unit_id)
        if not found:
            found = {unit_id for name, ids in self._shared.items() if f" {name} " in words for unit_id in ids}
        return tuple(sorted(found))

    def of_name(self, name: str) -> tuple[str | None, tuple[str, ...]]:
        """Return the unit that a register's `name` means exactly ("UBND xa Binh Lu"), or None and the units alike."""
        folded = fold_words(name)
        if folded.isdigit():
            return self._names.get(folded.zfill(5)), ()
        unit_id, near, why = (None, self.near(folded), "") if _PARTY.match(folded) else self._one(folded)
        return (None, near) if why or not unit_id else (unit_id, ())

    def near(self, name: str) -> tuple[str, ...]:
        """Return the communes whose names are most like `name`, best first; none if nothing is alike."""
        liked = [(SequenceMatcher(None, name, base).ratio(), unit_id) for base, unit_id in self._communes]
        ranked = sorted((pair for pair in liked if pair[0] > 0.6), reverse=True)
        return tuple(unit_id for _, unit_id in ranked[:MOST_CANDIDATES])

    def _decide(self, head: _Named, signature: _Named, by_file: tuple[str, ...]) -> UnitMatch:
        if head.doubt:
            return self._ask([*head.units, *head.near, *by_file], head.doubt)
        if len(head.units) > 1:
            return self._ask([*head.units, *by_file], say("intake.unit_several"))
        if head.units:
            if by_file and head.units[0] not in by_file:
                return self._ask([*head.units, *by_file], say("intake.unit_disagree"))
            return UnitMatch(head.units[0], "letterhead")
        if head.somebody:
            return self._ask([*by_file, *head.near, *signature.units], say("intake.unit_unknown"))
        if len(signature.units) == 1 and by_file in ((), signature.units):
            return UnitMatch(signature.units[0], "signature")
        if len(by_file) == 1 and not head.near and not signature.units:
            return UnitMatch(by_file[0], "file_name", warning=say("intake.unit_file_name"))
        return self._ask([*by_file, *signature.units, *head.near], say("intake.unit_unknown"))

    def _ask(self, candidates: Iterable[str], reason: str) -> UnitMatch:
        known = [unit for unit in dict.fromkeys(candidates) if unit in self.units]
        return UnitMatch(None, None, tuple(known[:MOST_CANDIDATES]), reason)

    def _in_lines(self, lines: Sequence[str]) -> _Named:
        """Return the units that letterhead lines name; names that break over lines are joined."""
        folded = [fold_words(line) for line in lines]
        folded = [_LABEL.sub("", line) for line in folded if line]
        exact: list[str] = []
        near: list[str] = []
        doubt = ""
        for line in folded:
            if _PARTY.match(line):
                doubt = say("intake.unit_party")
            elif _OTHER_PROVINCE.match(line):
                doubt = say("intake.unit_unknown")
        for text in _joins(folded):
            unit, alike, why = self._one(text)
            exact += [unit] if unit and unit not in exact else []
            near += [u for u in alike if u not in near]
            doubt = doubt or why
        for line in folded:
            inside = (_PARTS_OF_UNITS.match(line) or _PARTY.match(line)) and re.search(r"\b(?:xa|phuong) (.+)$", line)
            near += [self._bases[inside[1]]] if inside and inside[1] in self._bases else []
        within = any(_PARTS_OF_UNITS.match(line) and not self._is_unit(line) for line in folded)
        if not doubt and (exact or near) and within:
            doubt = say("intake.unit_part")
        somebody = any(_ISSUER.match(text) for text in _joins(folded))
        return _Named(tuple(exact), tuple(near if not exact else ()), doubt, somebody)

    def _is_unit(self, line: str) -> bool:
        return line in self._names or line in self._bases or line in self._shared

    def _one(self, text: str) -> tuple[str | None, tuple[str, ...], str]:
        """Return (unit, units alike, why to ask) for a line or a join of lines."""
        if text in self._names:
            return self._names[text], (), ""
        bare = _COMMITTEE.sub("", re.sub(r"^(?:tm|t m)\s+", "", text)).strip()
        bare = re.sub(r"\s+tinh lai chau$", "", bare)
        if bare in self._names:
            return self._names[bare], (), ""
        kind = _KIND.match(bare)
        for shared in (text, bare, kind[2] if kind and kind[1] not in _DISTRICT_KINDS else ""):
            if shared in self._shared:
                return None, self._shared[shared], ""
        if not kind or bare in _PROVINCE:
            return None, (), ""
        name = re.sub(r"\s+(?:tinh|huyen|thanh pho) .+$", "", kind[2])
        if kind[1] in _DISTRICT_KINDS:
            known = (self._bases[name],) if name in self._bases else self.near(name)
            return None, known, say("intake.unit_district") if len(name.split()) < 4 else ""
        if name in self._bases:
            return self._bases[name], (), ""
        return None, self.near(name) if len(name.split()) < 5 else (), ""


def _apart(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the names that mean one unit, and those that several share: names may differ by a mark only."""
    found: dict[str, dict[str, None]] = {}
    for name, unit_id in pairs:
        found.setdefault(name, {})[unit_id] = None
    one = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
    return one, {name: tuple(ids) for name, ids in found.items() if len(ids) > 1}


def _base(name: str) -> str:
    """Return a commune's name without its kind: "bum to"."""
    folded = fold_words(name)
    kind = _KIND.match(folded)
    return kind[2] if kind else folded


def _signers(lines: Sequence[str]) -> list[str]:
    """Return the lines of a signature that may say who signs: the recipients behind "Noi nhan" never do."""
    found: list[str] = []
    listing = False
    for line in lines:
        folded = fold_words(line)
        if folded.startswith("noi nhan"):
            listing = True
        elif re.match(r"(?:tm|t m|kt|k t|tl|tuq|q|chu tich|giam doc|pho chu tich|pho giam doc)\b", folded):
            listing = False
        if not listing and not line.lstrip().startswith(("-", "+", "\u2013")):
            found.append(line)
    return found


def _joins(lines: Sequence[str]) -> list[str]:
    """Return the lines, and joins of up to three of them that follow each other."""
    found = list(lines)
    for size in (2, 3):
        found += [" ".join(lines[i : i + size]) for i in range(len(lines) - size + 1)]
    return found


def _all_names(units: Sequence[Unit]) -> Iterable[tuple[str, str]]:
    for unit in units:
        full = fold_words(unit.name)
        yield full, unit.unit_id
        yield fold_words(unit.unit_id), unit.unit_id
        if unit.group == COMMUNES:
            continue
        for short in _shortened(full, fold_words(unit.unit_id)):
            yield short, unit.unit_id


def _shortened(full: str, short_id: str) -> set[str]:
    """Return what an agency is also called: "so nn mt", "so nnmt", "van phong ubnd tinh", "so noi vu tinh lai chau"."""
    found = {f"{full} tinh lai chau", f"{full} tinh", f"{full} lai chau", full.replace(" va ", " ")}
    for short, words in abbreviations().items():
        phrase = " ".join(words)
        if phrase in full:
            found.add(full.replace(phrase, short))
    head, _, rest = full.partition(" ")
    if head == "so" and rest:
        initials = "".join(word[0] for word in rest.split() if word != "va")
        by_part = ["".join(word[0] for word in part.split()) for part in rest.split(" va ")]
        found |= {f"so {initials}", f"so {' '.join(by_part)}", f"so {short_id[1:]}", f"s {initials}"}
    bare = full.removesuffix(" tinh").removesuffix(" uy ban nhan dan").removesuffix(" ubnd")
    if not bare.startswith("so "):
        found |= {
            f"{province} {bare}"
            for province in ("tinh lai chau", "ubnd tinh lai chau", "uy ban nhan dan tinh lai chau")
        }
    if head == "van":
        found |= {"vp ubnd tinh", "vp ubnd", "van phong ubnd"}
    return found
