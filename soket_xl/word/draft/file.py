"""A draft as a file: opened safely, its main part found wherever it lies, what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from soket_xl.errors import FileRefused
from soket_xl.ooxml.package import OfficeFile
from soket_xl.word.draft.stream import Element
from soket_xl.word.package import DOCUMENT, Parts, W, parse
from soket_xl.word.properties import PROPERTY, property_of


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
    parts = {name: file.part(name) for name in file.names() if not name.endswith("/")}
    stored = next(name for name in parts if name.lower() == main.lower())
    is_strict = b"purl.oclc.org/ooxml/wordprocessingml" in parts[stored]
    return DraftFile(path.name, parts, stored, root, is_strict)
