"""Tags such as {{so_ky_hieu}} in a Word template: found and filled.

Word may have split a tag over several runs: it is looked for in a paragraph's whole text.
"""

import copy
import re
from collections.abc import Collection, Mapping, Sequence

from lxml import etree

from soket_xl.word.package import W

BODY_TAG = "noi_dung"
TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FIELD_PARTS = re.compile(r"^word/(document|header\d*|footer\d*)\.xml$")
Value = str | Sequence[str]


def fill(root: etree._Element, values: Mapping[str, Value]) -> None:
    """Put `values` into the tags of a part, in place; a tag without a value stays.

    A paragraph that is only a tag is repeated for each item of a list, and taken out when there is nothing to put.
    """
    for paragraph in list(root.iter(f"{W}p")):
        text = text_of(paragraph)
        if "{{" not in text:
            continue
        alone = TAG.fullmatch(text.strip())
        if alone and alone[1] in values:
            _fill_alone(paragraph, values[alone[1]])
        else:
            _replace(paragraph, {k: v if isinstance(v, str) else " ".join(v) for k, v in values.items()})


def find_tag(root: etree._Element, name: str) -> etree._Element | None:
    """Return the paragraph that is only the tag `name`, None if there is none."""
    for paragraph in root.iter(f"{W}p"):
        match = TAG.fullmatch(text_of(paragraph).strip())
        if match and match[1] == name:
            return paragraph
    return None


def field_parts(parts: Collection[str]) -> list[str]:
    """Return the names of the parts in which tags may stand."""
    return sorted(name for name in parts if _FIELD_PARTS.match(name))


def text_nodes(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text nodes of a paragraph, without those of a text box inside it."""
    return [node for node in paragraph.iter(f"{W}t") if next(node.iterancestors(f"{W}p")) is paragraph]


def text_of(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, without that of a text box inside it."""
    return "".join(node.text or "" for node in text_nodes(paragraph))


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
    """Put `text` in place of a paragraph's words, its lines apart by line breaks."""
    node, *others = text_nodes(paragraph)
    for other in others:
        _set(other, "")
    line, *more = text.split("\n")
    _set(node, line)
    for line in more:
        twin = copy.copy(node)
        node.addnext(twin)
        twin.addprevious(etree.Element(f"{W}br"))
        _set(twin, line)
        node = twin


def _replace(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    for match in reversed(list(TAG.finditer(text_of(paragraph)))):
        if match[1] in values:
            _splice(text_nodes(paragraph), match.start(), match.end(), values[match[1]])
    last = text_nodes(paragraph)[-1]
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
