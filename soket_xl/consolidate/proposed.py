"""The sentence that is proposed for the report: who says so, counted, and the point in a unit's own words."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from soket_xl.consolidate.forms import EXAMPLES, SAYS, Kind, pick
from soket_xl.consolidate.lexicon import Lexicon
from soket_xl.consolidate.model import Statement
from soket_xl.consolidate.named import UnitNames
from soket_xl.model import AGENCIES, COMMUNES, Cell, Unit
from soket_xl.text.capitals import unit_in_sentence
from soket_xl.text.fold import fold
from soket_xl.text.numbers import parse_number
from soket_xl.texts import say

_LESSON = re.compile(r"\b(?:phai co|can phai|neu khong)\b")
"""Words of a lesson, which is told and not done: "handing over must have a list" (on folded text)."""
NAMED = 3
"""Up to so many units are named beside their number."""
FEW = 5
"""Below so many reports of a group a word of quantity says more than is known: the units are named."""


@dataclass(frozen=True)
class Scale:
    """From which share (percent) on "nhieu", "phan lon" and "hau het" are said; below, "mot so"; at 100 "tat ca"."""

    many: float = 30
    most: float = 50
    nearly_all: float = 80


DEFAULT_SCALE = Scale()


def scale_of(settings: Mapping[str, Cell]) -> Scale:
    """Return the scale of the settings scale_many, scale_most, scale_nearly_all (percent); blank ones by default."""

    def percent(code: str, default: float) -> float:
        number = parse_number(settings.get(code))
        return default if number is None else float(number)

    return Scale(
        many=percent("scale_many", DEFAULT_SCALE.many),
        most=percent("scale_most", DEFAULT_SCALE.most),
        nearly_all=percent("scale_nearly_all", DEFAULT_SCALE.nearly_all),
    )


def introduces(text: str) -> bool:
    """Tell whether a line only introduces the list that follows it ("... nhu sau:")."""
    return text.rstrip().endswith(":") or fold(text).endswith("nhu sau")


@dataclass(frozen=True)
class Voices:
    """Against what a claim is counted and worded: all units, those whose report has the section, the words of
    quantity, what the section holds.
    """

    units: Sequence[Unit]
    reporting: Collection[str]
    lexicon: Lexicon
    scale: Scale = DEFAULT_SCALE
    kind: Kind = Kind.RESULTS

    @cached_property
    def names(self) -> UnitNames:
        """The names of the units."""
        return UnitNames(unit.name for unit in self.units)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each unit stands among the units, by its id."""
        return {unit.unit_id: number for number, unit in enumerate(self.units)}

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """How many units of each group have reported."""
        groups = [unit.group for unit in self.units if unit.unit_id in self.reporting]
        return {group: groups.count(group) for group in (COMMUNES, AGENCIES)}

    def heard(self, speakers: Iterable[str]) -> list[Unit]:
        """Return the units among `speakers`, in their order."""
        return [self.units[number] for number in sorted(self.place[s] for s in set(speakers) if s in self.place)]


def sentence(claim_id: str, found: Statement, speakers: Sequence[str], voices: Voices) -> str:
    """Return the proposed sentence of a claim, "" for a line that only introduces a list.

    Communes and agencies are counted apart, each against the units of the group whose report has the section. A
    figure or a unit's name in the words of one unit is not put into the mouth of the others: it is quoted as example.
    """
    if introduces(found.text):
        return ""
    who = _who(speakers, voices)
    said = written_out(_without_unit(found.text, voices))
    because = say("consolidate.because")
    if voices.kind is Kind.CAUSES and said.lower().startswith(because):
        said = said[len(because) :]
    if not who:
        return _finished(said)
    if len(speakers) > 1 and _own(said, voices.names):
        return _quoted(claim_id, found, said, speakers, voices)
    asked = fold(said).startswith(("de nghi", "kien nghi", "de xuat"))
    if asked or (_does(said, voices) and voices.kind not in (Kind.REQUESTS, Kind.LESSONS)):
        return _finished(say("consolidate.direct", who=who, text=_lowered(said)))
    return _finished(say(pick(SAYS[voices.kind], claim_id), who=who, text=_lowered(said)))


def written_out(text: str) -> str:
    """Return `text` with the abbreviations that units use written out; in the number of a document they stay."""
    pattern, words = _short_forms()
    return pattern.sub(lambda match: words[match[0]], text)


@cache
def _short_forms() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = {short: words for short, _, words in (e.partition("=") for e in say("consolidate.written_out").split("; "))}
    forms = "|".join(re.escape(short) for short in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w/&-])(?:{forms})(?![\w/&-])"), words


def _does(said: str, voices: Voices) -> bool:
    """Tell whether the text can follow its subject at once."""
    return voices.lexicon.opens_with_verb(said) and not _LESSON.search(fold(said))


def _quoted(claim_id: str, found: Statement, said: str, speakers: Sequence[str], voices: Voices) -> str:
    """Return the words of one unit as example beside the number of those who say the like, or their few names."""
    named = {unit.unit_id: unit_in_sentence(unit.name) for unit in voices.heard([found.unit_id, *speakers])}
    unit, text = named.get(found.unit_id, found.unit_id), _lowered(said).rstrip(" .;,")
    after, before = EXAMPLES[voices.kind]
    if len(speakers) <= NAMED:
        key, who = after, ", ".join(named.get(name, name) for name in speakers if name != found.unit_id)
    else:
        key, who = before if ";" in text else pick((after, before), claim_id), _who(speakers, voices)
    direct = key == after and _does(said, voices)
    example = say("consolidate.example_does" if direct else "consolidate.example_of", unit=unit, text=text)
    return _finished(say(key, who=who, example=example))


def _who(speakers: Sequence[str], voices: Voices) -> str:
    heard = [unit for unit in voices.heard(speakers) if unit.unit_id in voices.reporting]
    named = {group: [unit for unit in heard if unit.group == group] for group in voices.asked}
    parts = [_share(group, found, voices.asked[group], voices.scale) for group, found in named.items() if found]
    return say("consolidate.and", first=parts[0], second=parts[1]) if len(parts) == 2 else "".join(parts)


def _share(group: str, found: Sequence[Unit], asked: int, scale: Scale) -> str:
    """Return who of a group says so: one by name, a few by number and names, more by quantity and number."""
    count = f"{len(found):02d}/{asked:02d}"
    names = ", ".join(unit_in_sentence(unit.name) for unit in found)
    if len(found) == 1:
        return names
    if len(found) <= NAMED or asked < FEW:
        named = "consolidate.named_communes" if group == COMMUNES else "consolidate.named_agencies"
        return say(named, count=count, names=names)
    subject = _subject(group, _quantity(100 * len(found) / asked, scale))
    if group == COMMUNES:
        return say("consolidate.counted_communes", subject=subject, count=count)
    return say("consolidate.counted_agencies", subject=subject, count=count)


def _subject(group: str, quantity: str) -> str:
    if group == COMMUNES:
        return say("consolidate.subject_communes", quantity=quantity).strip()
    return say("consolidate.subject_agencies", quantity=quantity).strip()


def _quantity(percent: float, scale: Scale) -> str:
    if percent >= 100:
        return say("consolidate.all")
    if percent >= scale.nearly_all:
        return say("consolidate.nearly_all")
    if percent >= scale.most:
        return say("consolidate.most")
    return say("consolidate.many") if percent >= scale.many else say("consolidate.some")


def _own(text: str, names: UnitNames) -> bool:
    return any(c.isdigit() for c in text) or names.is_in(text)


def _without_unit(text: str, voices: Voices) -> str:
    """Return the text without the unit's own name, or a bare "xa", "don vi", at its head."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    lead = voices.names.leading(text)
    if lead:
        return text[lead:].lstrip(" ,:")
    for word in ("xa ", "phuong ", "don vi ", "dia phuong "):
        if folded.startswith(word) and voices.lexicon.opens_with_verb(text[len(word) :]):
            return text[len(word) :]
    return text


_CAPITAL = (
    "uy ban", "hoi dong", "trung tam phuc vu", "dang uy", "dang bo", "tinh uy", "nhan dan", "nha nuoc",
    "cong an", "chinh phu", "quoc hoi", "thu tuong", "trung uong", "mat tran",
)  # fmt: skip
"""What begins with a capital in mid-sentence too (Decree 30/2020, annex II)."""
_OFFICE = "s\u1edf "
"""A department, which only its tone tells from "so" (number)."""


def _lowered(text: str) -> str:
    """Return the text as in mid-sentence: a small initial unless an abbreviation or a body's name begins it."""
    words = text.split(" ", 2)
    second_capital = len(words) > 1 and words[1][:1].isupper()
    if (words[0].isupper() and len(words[0]) > 1) or second_capital or any(c.isupper() for c in words[0][1:]):
        return text
    return text if fold(text).startswith(_CAPITAL) or text.lower().startswith(_OFFICE) else text[:1].lower() + text[1:]


def _finished(text: str) -> str:
    closed = text.rstrip(" .;,/")
    return closed[:1].upper() + closed[1:] + ("" if closed.endswith(("!", "?", "\u201d.")) else ".")
