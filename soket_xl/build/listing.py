"""Lists as office people make them, as rows by column: CSV in any dress, a fitting table of an Excel or Word file.

What can be mended without doubt is (title lines above the header, byte order marks, old encodings, semicolons, tabs,
blank lines, columns more); what cannot is refused with its line.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soket_xl.errors import FileRefused, why
from soket_xl.text.clean import clean_text
from soket_xl.text.fold import fold_words, squeeze
from soket_xl.text.syllables import is_syllable, words

LARGEST_CSV = 5_000_000
DELIMITERS = ",;\t|"
HEADER_WITHIN = 20
"""So many lines may stand above the header: a letterhead, a title, an empty line."""
LEAST_VIETNAMESE = 0.6
"""The share of words with marks that are Vietnamese syllables in a text that is rightly decoded."""
_LOST = re.compile(r"\ufffd|\w\?+\w")
Numbered = tuple[int, list[str]]


@dataclass(frozen=True)
class Listing:
    """The rows of a list by column; `lines` has the number of each in the file (as Excel counts rows).

    `above` has the headings under which each row stands in a Word file, the outermost first.
    """

    file: str
    heads: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    lines: tuple[int, ...]
    above: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class _Grid:
    """A table of a file as numbered lines, and the headings above it."""

    lines: list[Numbered]
    above: tuple[str, ...] = ()


def read_listing(path: Path, names: Mapping[str, Sequence[str]], needed: Sequence[str], every: bool = False) -> Listing:
    """Return the list in `path` whose header has the columns `needed`; `names` gives what else a column is called.

    Names are compared by their folded words. `every` takes all tables of a Word or Excel file that have them, not the
    first alone. Raises FileRefused, naming file, line and header.
    """
    known = {fold_words(other): key for key, others in names.items() for other in (key, *others)}
    grids = list(_grids(path))
    listed = [one for grid in grids if (one := _listed(path, grid, known, needed)) is not None]
    if not listed:
        heads = _nearest([grid.lines for grid in grids], known)
        missing = next((name for name in needed if name not in heads), needed[0])
        raise FileRefused("build.csv_column", file=path.name, header=missing, found=", ".join(heads) or "-")
    several = every and _package_kind(_content(path)) != ""
    listing = _joined(listed) if several else listed[0]
    if not listing.rows:
        raise FileRefused("build.csv_empty", file=path.name)
    _check_letters(listing, needed)
    return listing


def _listed(path: Path, grid: _Grid, known: Mapping[str, str], needed: Sequence[str]) -> Listing | None:
    """Return the rows below a table's header, None if it has none such."""
    found = _with_header(grid.lines, known, needed)
    if found is None:
        return None
    heads, body, width = found
    _check_width(path, body, width)
    filled = [(number, cells) for number, cells in body if any(cells) and _heads(cells, known) != heads]
    keys = tuple(filter(None, heads))
    rows = [dict.fromkeys(keys, "") | {h: c for h, c in zip(heads, cells, strict=False) if h} for _, cells in filled]
    return Listing(path.name, keys, tuple(rows), tuple(number for number, _ in filled), (grid.above,) * len(rows))


def _joined(listed: Sequence[Listing]) -> Listing:
    """Return the tables of a file one behind the other; a column that one of them lacks is blank there.

    A sheet that is a copy of an earlier one adds nothing.
    """
    heads = tuple(dict.fromkeys(head for one in listed for head in one.heads))
    fresh = [one for place, one in enumerate(listed) if one.rows not in [other.rows for other in listed[:place]]]
    rows = tuple(dict.fromkeys(heads, "") | row for one in fresh for row in one.rows)
    lines = tuple(line for one in fresh for line in one.lines)
    return Listing(listed[0].file, heads, rows, lines, tuple(above for one in fresh for above in one.above))


def is_word(path: Path) -> bool:
    """Tell whether `path` is a Word file, by its name or by what is in it."""
    return path.suffix.lower() in (".docx", ".docm", ".doc", ".rtf", ".odt") or _package_kind(_content(path)) == "word"


def _with_header(
    grid: Sequence[Numbered], known: Mapping[str, str], needed: Sequence[str]
) -> tuple[list[str], list[Numbered], int] | None:
    """Return the header's column keys ("" for unknown ones), what stands below it, and how many cells it has."""
    for place, (_, cells) in enumerate(grid[:HEADER_WITHIN]):
        heads = _heads(cells, known)
        if all(name in heads for name in needed):
            return heads, list(grid[place + 1 :]), len(cells)
    return None


def _heads(cells: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Return the column key of each header; of two that mean the same the first counts."""
    found: list[str] = []
    for cell in cells:
        key = known.get(fold_words(cell), "")
        found.append("" if key in found else key)
    return found


def _nearest(grids: Sequence[Sequence[Numbered]], known: Mapping[str, str]) -> list[str]:
    """Return what the likeliest header is made of, to be told: known keys, else the cells as they are."""
    lines = [cells for grid in grids for _, cells in grid[:HEADER_WITHIN] if any(cells)]
    best = max(lines, key=lambda cells: sum(bool(head) for head in _heads(cells, known)), default=[])
    return [known.get(fold_words(cell), cell) for cell in best if cell]


def _check_width(path: Path, body: Iterable[Numbered], width: int) -> None:
    """Refuse a line with more cells than the header: a comma in a name that stands in no quotes."""
    for number, cells in body:
        if any(cells[width:]):
            raise FileRefused("build.csv_wide", file=path.name, row=number, value=" | ".join(filter(None, cells))[:80])


def _check_letters(listing: Listing, needed: Sequence[str]) -> None:
    """Refuse a text whose letters were saved as question marks: what they were nobody can tell."""
    for number, row in zip(listing.lines, listing.rows, strict=True):
        lost = next((row[name] for name in needed if _LOST.search(row[name])), None)
        if lost:
            raise FileRefused("build.csv_lost", file=listing.file, row=number, value=lost[:80])


def _grids(path: Path) -> Iterable[_Grid]:
    """Yield the tables of a file as numbered lines of clean cells."""
    content = _content(path)
    kind = _package_kind(content)
    if kind == "word":
        yield from _word_grids(path)
    elif kind == "excel":
        from soket_xl.intake.sheets import read_sheets

        for name, rows in read_sheets(path).grids:
            yield _Grid([(number, [squeeze(cell) for cell in row]) for number, row in enumerate(rows, 1)], (name,))
    else:
        yield from _csv_grids(path, content)


def _word_grids(path: Path) -> Iterable[_Grid]:
    from soket_xl.build.headings_above import Headings
    from soket_xl.intake.blocks import TableBlock
    from soket_xl.intake.document import read_document
    from soket_xl.intake.lines import lines_of

    headings = Headings()
    for block in lines_of(read_document(path).blocks):
        if isinstance(block, TableBlock):
            texts = [[squeeze(" ".join(f"{p.marker} {p.text}" for p in cell)) for cell in row] for row in block.rows]
            yield _Grid(list(enumerate(texts, 1)), headings.above())
        else:
            headings.take(block)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_CSV:
            raise FileRefused("build.csv_large", file=path.name, megabytes=LARGEST_CSV // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise FileRefused("build.csv_open", file=path, why=why(error)) from error


def _package_kind(content: bytes) -> str:
    if content[:2] != b"PK":
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    return "word" if "word/document.xml" in names else "excel" if "xl/workbook.xml" in names else ""


def _csv_grids(path: Path, content: bytes) -> Iterable[_Grid]:
    """Yield the text split by each sign that stands in it, the one that gives most cells first."""
    text = clean_text(decoded(path.name, content))
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        text = rest
    signs = sorted(DELIMITERS, key=lambda sign: -text.count(sign))
    for number, sign in enumerate(signs):
        if number == 0 or sign in text:
            yield _Grid(_lines(path, text, sign))


def _lines(path: Path, text: str, sign: str) -> list[Numbered]:
    found: list[Numbered] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True), 1):
            found.append((number, [squeeze(cell) for cell in cells]))
    except csv.Error as error:
        raise FileRefused("build.csv_quote", file=path.name, row=len(found) + 1) from error
    return found


def decoded(name: str, content: bytes) -> str:
    """Return the text of a CSV in UTF-8, UTF-16 or, where that gives Vietnamese, Windows' own code page 1258."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        raise FileRefused("build.csv_binary", file=name)
    if b"\0" in content:
        return _wide(name, content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    for encoding in ("cp1258", "cp1252"):
        text = content.decode(encoding, errors="replace")
        if "\ufffd" not in text and _is_vietnamese(clean_text(text)):
            return text
    raise FileRefused("build.csv_encoding", file=name)


def _wide(name: str, content: bytes) -> str:
    """Return UTF-16 that lacks its mark: every other byte of plain letters is 0."""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[start::2].count(0) > len(content) / 4 and content[1 - start :: 2].count(0) == 0:
            return content.decode(encoding, errors="replace")
    raise FileRefused("build.csv_binary", file=name)


def _is_vietnamese(text: str) -> bool:
    marked = [word for word in words(text) if not word.isascii()]
    return bool(marked) and sum(map(is_syllable, marked)) >= LEAST_VIETNAMESE * len(marked)
