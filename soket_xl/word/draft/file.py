"""A draft as a file: opened safely, its main part found wherever it lies, what it says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from soket_xl.errors import FileRefused
from soket_xl.ooxml.package import OfficeFile, resolve_target
from soket_xl.word.draft.stream import Element
from soket_xl.word.package import (
    CONTENT_TYPES,
    DOCUMENT,
    PACKAGE_RELATIONS,
    RELATIONS,
    WORD,
    Parts,
    W,
    check_length,
    parse,
    serialise,
)
from soket_xl.word.properties import PROPERTY, property_of
from soket_xl.word.xml import comment

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass
class DraftFile:
    """The parts of a draft; `main` names the one that holds the text, `root` is that part."""

    name: str
    parts: Parts
    main: str
    root: Element
    is_strict: bool

    @property
    def mark(self) -> str:
        """The campaign and report that the file says it is, "" if an editor has taken that out."""
        return property_of(self.parts, PROPERTY)

    @property
    def style_names(self) -> Mapping[str, str]:
        """The names (small letters) of the paragraph styles by id."""
        if "word/styles.xml" not in self.parts:
            return {}
        found = {}
        for style in parse(self.parts["word/styles.xml"], self.name).iterfind(f"{W}style"):
            name = style.find(f"{W}name")
            if name is not None:
                found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "").lower()
        return found


def open_draft(path: Path) -> DraftFile:
    """Return the draft at `path`; FileRefused, naming the file and the remedy, if it is no sound .docx."""
    file = OfficeFile(path)
    main = next((target for kind, target in file.relations("").values() if kind == "officeDocument"), DOCUMENT)
    if not file.has(main):
        raise FileRefused("intake.read_not_word", file=path.name)
    root = file.xml(main)
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise FileRefused("intake.read_not_word", file=path.name)
    check_length(root, path.name)
    parts = {name: file.part(name) for name in file.names() if not name.endswith("/")}
    stored = next(name for name in parts if name.lower() == main.lower())
    is_strict = b"purl.oclc.org/ooxml/wordprocessingml" in parts[stored]
    return DraftFile(path.name, parts, stored, root, is_strict)


def comment_ids(file: DraftFile) -> int:
    """Return the first number that no comment of the draft has."""
    name = _comments_part(file)
    root = parse(file.parts[name], file.name) if name else None
    marks = [*file.root.iter(f"{W}commentRangeStart", f"{W}commentReference"), *(root if root is not None else ())]
    ids = [mark.get(f"{W}id", "") for mark in marks]
    return max((int(number) for number in ids if number.isdecimal() and len(number) < 10), default=-1) + 1


def add_comments(file: DraftFile, comments: Sequence[tuple[int, str]], author: str, moment: str) -> None:
    """Put comments (number, text) behind those that the draft has."""
    if not comments:
        return
    written = "".join(comment(number, author, moment, text) for number, text in comments)
    made = parse(f'<w:comments xmlns:w="{WORD}">{written}</w:comments>'.encode(), file.name)
    name = _comments_part(file)
    if not name:
        name = f"{_folder(file.main)}comments.xml"
        file.parts[name] = serialise(made)
        _relate(file, name)
        return
    root = parse(file.parts[name], file.name)
    root.extend(list(made))
    file.parts[name] = serialise(root)


def _folder(part: str) -> str:
    folder, slash, _ = part.rpartition("/")
    return folder + slash


def _rels(file: DraftFile) -> str:
    return f"{_folder(file.main)}_rels/{file.main.rpartition('/')[2]}.rels"


def _comments_part(file: DraftFile) -> str:
    """Return the name of the part with the draft's comments, "" if it has none."""
    if _rels(file) not in file.parts:
        return ""
    for rel in parse(file.parts[_rels(file)], file.name):
        if rel.get("Type", "").endswith("/comments") and rel.get("TargetMode") != "External":
            target = resolve_target(_folder(file.main).rstrip("/"), rel.get("Target", ""))
            return next((name for name in file.parts if name.lower() == target.lower()), "")
    return ""


def _relate(file: DraftFile, name: str) -> None:
    """Declare the new part of the comments: its content type, and the document's relation to it."""
    types = parse(file.parts["[Content_Types].xml"], file.name)
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE)
    file.parts["[Content_Types].xml"] = serialise(types)
    empty = f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode()
    rels = parse(file.parts.get(_rels(file), empty), file.name)
    taken = {rel.get("Id") for rel in rels}
    key = next(f"rIdSk{n}" for n in range(1, len(rels) + 2) if f"rIdSk{n}" not in taken)
    attributes = {"Id": key, "Type": f"{RELATIONS}/comments", "Target": name.rpartition("/")[2]}
    etree.SubElement(rels, f"{{{PACKAGE_RELATIONS}}}Relationship", attributes)
    file.parts[_rels(file)] = serialise(rels)
