"""What is wrong with a template that a clerk edited in Word: each fault with its page, its text and what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import zip_longest

from lxml import etree

from soket_xl.text.fold import fold, squeeze
from soket_xl.texts import say
from soket_xl.word.package import DOCUMENT, WORD, Parts, W, parse
from soket_xl.word.styles import style_ids
from soket_xl.word.tags import BODY_TAG, TAG, field_parts, text_nodes, text_of

LISTS = ("noi_nhan", "kinh_gui_khac")
"""Tags that become a paragraph for each item: beside other words they would run together on one line."""
_SHOWN = 40
_OPENED, _CLOSED = re.compile(r"\{\{[^{}]*$"), re.compile(r"^[^{}]*\}\}")
_BROKEN = re.compile(r"\{\{|\}\}|\{\s*\w+\s*\}")


@dataclass(frozen=True)
class TemplateKind:
    """What a template must have: tags it needs, tags it may have besides, and styles by name."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """A fault of a template; `page` 0 and `text` "" where it stands nowhere. Only errors keep it from being filled."""

    code: str
    message: str
    remedy: str
    page: int = 0
    text: str = ""
    severity: str = "error"


@dataclass(frozen=True)
class _Place:
    """A paragraph of the template and where it stands."""

    paragraph: etree._Element
    part: str
    page: int
    text: str

    @property
    def shown(self) -> str:
        return squeeze(self.text)[:_SHOWN]

    def fault(self, code: str, message: str, remedy: str, severity: str = "error") -> Fault:
        return Fault(code, message, remedy, self.page, self.shown, severity)


def faults(parts: Parts, kind: TemplateKind) -> list[Fault]:
    """Return what is wrong with the template of `parts`, in the order of its pages, what is missing last."""
    found: list[Fault] = []
    places: list[_Place] = []
    for part in field_parts(parts):
        root = parse(parts[part], part)
        if root.nsmap.get("w") != WORD:
            found.append(Fault("prefix", say("word.document_prefix"), say("letters.fix_prefix")))
        places += [_Place(p, part, page, text_of(p)) for p, page in _pages(root)]
    for place, following in zip_longest(places, places[1:]):
        if "{" in place.text or "}" in place.text:
            found += _paragraph_faults(place, following, kind)
    return [*found, *_missing(places, kind), *_style_faults(parts, kind)]


def _paragraph_faults(place: _Place, following: _Place | None, kind: TemplateKind) -> Iterator[Fault]:
    where = {"page": place.page, "text": place.shown}
    known = (*kind.needed, *kind.optional)
    names = TAG.findall(place.text)
    for name in dict.fromkeys(names):
        if name not in known:
            message = say("word.tag_unknown", tag=_shown(name), **where)
            yield place.fault("unknown_tag", message, _meant(name, known))
    left = TAG.sub("", place.text)
    if following is not None and _OPENED.search(left) and _CLOSED.match(following.text):
        yield place.fault("split_tag", say("letters.tag_two_paragraphs", **where), say("letters.fix_split"))
    elif _BROKEN.search(left) and not _closes(place):
        yield place.fault("broken_tag", say("word.tag_broken", **where), say("letters.fix_broken"))
    for name in _split(place.paragraph):
        message = say("letters.tag_split", tag=_shown(name), **where)
        yield place.fault("split_tag", message, say("letters.fix_split"), "warning")
    for name in (BODY_TAG, *LISTS):
        if name in names and not _stands_alone(place, anywhere=name != BODY_TAG):
            code = "letters.list_not_alone" if name != BODY_TAG else "word.tag_not_alone"
            message, severity = say(code, tag=_shown(name), **where), "error" if name == BODY_TAG else "warning"
            yield place.fault("not_alone", message, say("letters.fix_alone"), severity)


def _closes(place: _Place) -> bool:
    """Tell whether the paragraph only ends a tag that the paragraph before opened: that one is told."""
    before = next(place.paragraph.itersiblings(f"{W}p", preceding=True), None)
    opened = before is not None and _OPENED.search(TAG.sub("", text_of(before))) is not None
    return opened and _BROKEN.search(_CLOSED.sub("", TAG.sub("", place.text))) is None


def _split(paragraph: etree._Element) -> list[str]:
    """Return the tags whose letters lie in more than one run or around a break."""
    ends, length = [], 0
    for node in text_nodes(paragraph):
        length += len(node.text or "")
        ends.append(length)
    matches = TAG.finditer(text_of(paragraph))
    return [match[1] for match in matches if any(match.start() < end < match.end() for end in ends)]


def _missing(places: list[_Place], kind: TemplateKind) -> Iterator[Fault]:
    found = [name for place in places for name in TAG.findall(place.text)]
    for name in kind.needed:
        if name not in found:
            remedy = say("letters.fix_missing", tag=_shown(name), place=say(PLACES[name]))
            yield Fault("missing_tag", say("word.tag_missing", tag=_shown(name)), remedy)
    if found.count(BODY_TAG) > 1:
        message = say("word.tag_twice", tag=_shown(BODY_TAG), count=found.count(BODY_TAG))
        yield Fault("twice", message, say("letters.fix_twice"))


PLACES = {
    "so_ky_hieu": "letters.place_number",
    "dia_danh_ngay": "letters.place_date",
    "trich_yeu": "letters.place_subject",
    "kinh_gui": "letters.place_to",
    BODY_TAG: "letters.place_body",
    "noi_nhan": "letters.place_recipients",
    "chuc_vu": "letters.place_title",
    "nguoi_ky": "letters.place_signer",
}
"""Where a needed tag stands, as a clerk would look for it."""


def _style_faults(parts: Parts, kind: TemplateKind) -> Iterator[Fault]:
    ids = style_ids(parse(parts["word/styles.xml"], "styles.xml"))
    for name in kind.styles:
        if name.lower() not in ids:
            yield Fault("missing_style", say("word.style_missing", style=name), say("letters.fix_style", style=name))


def _stands_alone(place: _Place, anywhere: bool) -> bool:
    parent = place.paragraph.getparent()
    outside = place.part == DOCUMENT and parent is not None and parent.tag == f"{W}body"
    return (anywhere or outside) and TAG.fullmatch(place.text.strip()) is not None


def _meant(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(fold(name), known, n=1, cutoff=0.7)
    return say("letters.fix_meant", tag=_shown(near[0])) if near else say("letters.fix_unknown")


def _shown(name: str) -> str:
    return "{{" + name + "}}"


def _pages(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield each paragraph with its page, as far as the file tells."""
    page = 1
    for element in root.iter(f"{W}p", f"{W}lastRenderedPageBreak", f"{W}br"):
        if element.tag == f"{W}p":
            yield element, page
        elif element.tag == f"{W}lastRenderedPageBreak" or element.get(f"{W}type") == "page":
            page += 1
