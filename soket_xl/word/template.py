"""Templates that clerks edit in Word: tags such as {{so_ky_hieu}} found, checked and filled.

Word may have split a tag over several runs: it is looked for in a paragraph's whole text.
"""

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from soket_xl.errors import FileRefused
from soket_xl.text.fold import squeeze
from soket_xl.texts import say
from soket_xl.word.package import DOCUMENT, WORD, Parts, W, parse, read_parts
from soket_xl.word.styles import REPORT_STYLES, style_ids

BODY_TAG = "noi_dung"
_TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FIELD_PARTS = re.compile(r"^word/(document|header\d*|footer\d*)\.xml$")
_SHOWN = 40
Value = str | Sequence[str]


@dataclass(frozen=True)
class TemplateKind:
    """What a template must have: tags it needs, tags it may have besides, and styles by name."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    styles: tuple[str, ...]


REPORT = TemplateKind(
    ("so_ky_hieu", "dia_danh_ngay", "trich_yeu", "kinh_gui", BODY_TAG, "noi_nhan", "chuc_vu", "nguoi_ky"),
    ("co_quan", "co_quan_2", "kinh_gui_khac", "quyen_han", "thay_mat"),
    REPORT_STYLES,
)


LETTER = TemplateKind(
    ("so_ky_hieu", "dia_danh_ngay", "trich_yeu", "kinh_gui", BODY_TAG, "noi_nhan", "chuc_vu", "nguoi_ky"),
    ("co_quan_chu_quan", "co_quan", "kinh_gui_khac", "quyen_han", "thay_mat"),
    REPORT_STYLES,
)


def check_template(path: Path, kind: TemplateKind = REPORT) -> None:
    """Raise FileRefused, with each fault and its page, if the template at `path` cannot be filled."""
    open_template(path, kind)


def open_template(path: Path, kind: TemplateKind = REPORT) -> Parts:
    """Return the parts of a template that can be filled; FileRefused names every fault."""
    parts = read_parts(path)
    faults = [*_document_faults(parts, kind), *_style_faults(parts, kind)]
    if faults:
        raise FileRefused("word.template_tags", file=path.name, problems="; ".join(faults))
    return parts


def fill(root: etree._Element, values: Mapping[str, Value]) -> None:
    """Put `values` into the tags of a part, in place; a tag without a value stays.

    A paragraph that is only a tag is repeated for each item of a list, and taken out when there is nothing to put.
    """
    for paragraph in list(root.iter(f"{W}p")):
        text = _text(paragraph)
        if "{{" not in text:
            continue
        alone = _TAG.fullmatch(text.strip())
        if alone and alone[1] in values:
            _fill_alone(paragraph, values[alone[1]])
        else:
            _replace(paragraph, {k: v if isinstance(v, str) else " ".join(v) for k, v in values.items()})


def find_tag(root: etree._Element, name: str) -> etree._Element | None:
    """Return the paragraph that is only the tag `name`, None if there is none."""
    for paragraph in root.iter(f"{W}p"):
        match = _TAG.fullmatch(_text(paragraph).strip())
        if match and match[1] == name:
            return paragraph
    return None


def field_parts(parts: Collection[str]) -> list[str]:
    """Return the names of the parts in which tags may stand."""
    return sorted(name for name in parts if _FIELD_PARTS.match(name))


def _document_faults(parts: Parts, kind: TemplateKind) -> Iterator[str]:
    known = {*kind.needed, *kind.optional}
    found: dict[str, int] = {}
    for part in field_parts(parts):
        root = parse(parts[part], part)
        if root.nsmap.get("w") != WORD:
            yield say("word.document_prefix")
        for paragraph, page in _pages(root):
            text = _text(paragraph)
            if "{" not in text and "}" not in text:
                continue
            place = {"page": page, "text": squeeze(text)[:_SHOWN]}
            names = _TAG.findall(text)
            for name in names:
                found[name] = found.get(name, 0) + 1
                if name not in known:
                    yield say("word.tag_unknown", tag=_shown(name), **place)
            if re.search(r"\{\{|\}\}|\{\s*\w+\s*\}", _TAG.sub("", text)):
                yield say("word.tag_broken", **place)
            if BODY_TAG in names and not _stands_alone(paragraph, part):
                yield say("word.tag_not_alone", tag=_shown(BODY_TAG), **place)
    yield from (say("word.tag_missing", tag=_shown(name)) for name in kind.needed if name not in found)
    if found.get(BODY_TAG, 0) > 1:
        yield say("word.tag_twice", tag=_shown(BODY_TAG), count=found[BODY_TAG])


def _style_faults(parts: Parts, kind: TemplateKind) -> Iterator[str]:
    ids = style_ids(parse(parts["word/styles.xml"], "styles.xml"))
    yield from (say("word.style_missing", style=name) for name in kind.styles if name.lower() not in ids)


def _stands_alone(paragraph: etree._Element, part: str) -> bool:
    parent = paragraph.getparent()
    return (
        part == DOCUMENT
        and parent is not None
        and parent.tag == f"{W}body"
        and _TAG.fullmatch(_text(paragraph).strip()) is not None
    )


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


def _nodes(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text nodes of a paragraph, without those of a text box inside it."""
    return [node for node in paragraph.iter(f"{W}t") if next(node.iterancestors(f"{W}p")) is paragraph]


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in _nodes(paragraph))


def _fill_alone(paragraph: etree._Element, value: Value) -> None:
    lines = [value] if isinstance(value, str) else list(value)
    lines = [line for line in lines if line]
    parent = paragraph.getparent()
    if parent is None:
        return
    for line in lines[1:][::-1]:
        twin = copy.deepcopy(paragraph)
        _put(twin, line)
        paragraph.addnext(twin)
    if lines:
        _put(paragraph, lines[0])
    elif len(parent.findall(f"{W}p")) > 1:
        parent.remove(paragraph)
    else:
        _put(paragraph, "")


def _put(paragraph: etree._Element, text: str) -> None:
    first, *others = _nodes(paragraph)
    _set(first, text)
    for node in others:
        _set(node, "")


def _replace(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    for match in reversed(list(_TAG.finditer(_text(paragraph)))):
        if match[1] in values:
            _splice(_nodes(paragraph), match.start(), match.end(), values[match[1]])
    last = _nodes(paragraph)[-1]
    _set(last, (last.text or "").rstrip())


def _splice(nodes: Sequence[etree._Element], start: int, end: int, text: str) -> None:
    """Put `text` in place of the letters `start` to `end` of the nodes' joined text."""
    position = 0
    for node in nodes:
        own = node.text or ""
        a, b = max(start - position, 0), min(end - position, len(own))
        if a < b:
            _set(node, own[:a] + text + own[b:])
            text = ""
        position += len(own)


def _set(node: etree._Element, text: str) -> None:
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
