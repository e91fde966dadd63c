"""Rules on how the letters of each part look, straight from the table; fonts, encoding and colour of every letter."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from soket_xl.ooxml.effective import Element, W
from soket_xl.text.fold import nfc
from soket_xl.text.legacy import TCVN3, encoding_of, old_font
from soket_xl.texts import say
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding, Mend, Rule, rules
from soket_xl.word.format.mending import RUN_ORDER, put, set_marker_font, set_paragraph, set_runs
from soket_xl.word.format.reading import Line, Piece, runs_of
from soket_xl.word.format.roles import Role

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OLD_FONTS = (".vn", "vni")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
LONGEST_EXCERPT = 70


def where(line: Line) -> str:
    """Return the place of a line as a clerk finds it: page where known, paragraph, first words."""
    text = line.text if len(line.text) <= LONGEST_EXCERPT else line.text[:LONGEST_EXCERPT].rsplit(" ", 1)[0] + "..."
    if line.page:
        return say("format.where_page", page=line.page, number=line.number, text=text)
    return say("format.where", number=line.number, text=text)


def finding(rule_id: str, place: Line | str, found: str, mend: Mend | None = None, warn: bool = False) -> FormatFinding:
    """Return a finding of the rule at a line or a named place."""
    rule = rules()[rule_id][0]
    severity = "warning" if warn else rule.severity
    shown = where(place) if isinstance(place, Line) else place
    return FormatFinding(rule_id, severity, rule.clause, shown, found, rule.text, mend)


def looks(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge size, weight, slant, case and alignment of every part that the table has values for."""
    for rule in (rule for several in rules().values() for rule in several if rule.role):
        if rule.role not in ("titled_clause", "clause", "page_number", "body"):
            for line in anatomy.of(Role(rule.role)):
                yield from judge(rule, line)


def judge(rule: Rule, line: Line) -> Iterator[FormatFinding]:
    """Judge one line by one row of the table; what can be mended comes apart from what cannot."""
    found: list[str] = []
    mends: list[Mend] = []
    runs = [p.run for p in line.worded]
    _judge_size(rule, line, found, mends)
    for name, wanted, wrong in (
        ("b", rule.bold, any(p.look.bold != rule.bold for p in line.worded)),
        ("i", rule.italic, any(p.look.italic != rule.italic for p in line.worded)),
    ):
        if wanted is not None and wrong:
            found.append(_STYLE_WORDS[name, wanted]())
            mends.append(partial(set_runs, runs, **{name: wanted}))
    if rule.align and not _is_placed(rule, line) and line.look.align not in _SAME.get(rule.align, (rule.align,)):
        found.append(align_word(line.look.align))
        mends.append(partial(_align, line, rule.align))
    if found:
        shared = any(p.shared for p in line.pieces)
        yield finding(rule.rule_id, line, ", ".join(found), None if shared else partial(_all, mends))
    if rule.case == "upper" and not line.upper:
        yield finding(rule.rule_id, line, say("format.not_upper"))
    if rule.case == "lower" and line.upper and len(line.text) > (8 if rule.role in _MAY_BE_SHORT else 3):
        yield finding(rule.rule_id, line, say("format.upper"))


def _is_placed(rule: Rule, line: Line) -> bool:
    """Tell whether something else than the paragraph's alignment puts the words where they stand."""
    tabbed = line.part and any(run.find(f"{W}tab") is not None for run in runs_of(line.element))
    return line.boxed or tabbed or (line.cell is None and rule.role in _PLACED_BY_CELL)


_STYLE_WORDS: dict[tuple[str, bool], Callable[[], str]] = {
    ("b", True): lambda: say("format.not_bold"),
    ("b", False): lambda: say("format.bold"),
    ("i", True): lambda: say("format.not_italic"),
    ("i", False): lambda: say("format.italic"),
}
_PLACED_BY_CELL = ("place_date", "signer")
_MAY_BE_SHORT = ("titled_clause", "point", "subject", "letter_subject")
_SAME = {
    "left": ("left", "start", "both"),
    "both": ("both", "distribute", "lowKashida", "mediumKashida", "highKashida", "thaiDistribute"),
}


def align_word(align: str) -> str:
    """Return the words for an alignment."""
    words = {
        "center": say("format.align_center"),
        "right": say("format.align_right"),
        "end": say("format.align_right"),
        "both": say("format.align_both"),
    }
    return words.get(align, say("format.align_left"))


def _judge_size(rule: Rule, line: Line, found: list[str], mends: list[Mend]) -> None:
    if rule.low is None or rule.high is None:
        return
    wrong = [size for size in line.sizes if not rule.low <= size <= rule.high]
    if wrong:
        found.append(say("format.size", size=", ".join(f"{size / 2:g}" for size in wrong)))
        right = str(rule.high if min(wrong) > rule.high or rule.role in ("body", "clause", "point") else rule.low)
        mends.append(partial(set_runs, [p.run for p in line.worded], sz=right))


def _align(line: Line, align: str) -> None:
    set_paragraph(line, "jc", {"val": align})
    if align == "center":
        set_paragraph(line, "ind", {"firstLine": "0"}, drop=("hanging", "hangingChars", "firstLineChars"))


def _all(mends: list[Mend]) -> None:
    for mend in mends:
        mend()


def letters(lines: list[Line]) -> Iterator[FormatFinding]:
    """Judge font, encoding and colour of every visible letter, tables and headers too (R07, R08, R09)."""
    for line in lines:
        yield from _fonts(line)
        yield from _marker_font(line)
        yield from _encoding(line)
        yield from _colours(line)
        yield from _shade(line)


def _fonts(line: Line) -> Iterator[FormatFinding]:
    wrong = {font: piece for piece in line.worded for font in _fonts_of(piece) if font.casefold() != "times new roman"}
    if wrong:
        runs = [p.run for p in line.worded]
        text = say("format.font", font=", ".join(sorted(wrong)))
        yield finding("R07", line, text, partial(set_runs, runs, font=""))


def _marker_font(line: Line) -> Iterator[FormatFinding]:
    """Judge the font of an automatic number; a bullet may be a sign of any font."""
    font = line.marker_font
    if font and font.casefold() != "times new roman" and any(map(str.isalnum, line.marker)):
        found = say("format.marker_font", font=font, marker=line.marker)
        yield finding("R07", line, found, partial(set_marker_font, line))


def _fonts_of(piece: Piece) -> set[str]:
    """Return the fonts that show the letters of a piece; without any named font Word takes Times New Roman."""
    plain = any(c.isalnum() and c.isascii() for c in piece.text)
    other = any(c.isalnum() and not c.isascii() for c in piece.text)
    fonts = {piece.look.fonts["ascii"]} if plain else set()
    fonts |= {piece.look.fonts["hAnsi"]} if other else set()
    return fonts - {""}


def _encoding(line: Line) -> Iterator[FormatFinding]:
    loose = [p for p in line.pieces if not unicodedata.is_normalized("NFC", p.text)]
    if loose:
        yield finding("R08", line, say("format.not_nfc"), partial(_compose, [p.run for p in loose]))
    if _old_letters(line):
        yield finding("R08", line, say("format.old_letters"))


def _old_letters(line: Line) -> bool:
    """Tell whether a line has letters of an old encoding: words are judged whole, however runs cut them."""
    if encoding_of(line.raw) or any(encoding_of(word) == TCVN3 for word in line.raw.split()):
        return True
    for piece in line.pieces:
        font = old_font(piece.look.fonts) or ""
        if font.casefold().startswith(_OLD_FONTS) and encoding_of(piece.text, font):
            return True
        if _PRIVATE.search(piece.text) and not font.casefold().startswith(_SYMBOL_FONTS):
            return True
    return False


def _compose(runs: list[Element]) -> None:
    for run in runs:
        for text in run.iterfind(f"{W}t"):
            text.text = nfc(text.text or "")


def _colours(line: Line) -> Iterator[FormatFinding]:
    coloured = [p for p in line.worded if p.look.color.lower() not in ("auto", "000000", "black", "windowtext")]
    if coloured:
        text = say("format.color", color=coloured[0].look.color)
        yield finding("R09", line, text, partial(set_runs, [p.run for p in coloured], color="000000"))
    marked = [
        p
        for p in line.worded
        if p.look.highlight not in ("none", "white") or p.look.shading.lower() not in ("auto", "ffffff")
    ]
    if marked:
        runs = [p.run for p in marked]
        mend = partial(_unmark, runs)
        yield finding("R09", line, say("format.highlight"), mend)


def _shade(line: Line) -> Iterator[FormatFinding]:
    shade = line.element.find(f"{W}pPr/{W}shd")
    if shade is None or line.cell is not None or not line.worded:
        return
    if shade.get(f"{W}val") != "nil" and shade.get(f"{W}fill", "auto").lower() not in ("auto", "ffffff"):
        clear = {"val": "clear", "color": "auto", "fill": "auto"}
        yield finding("R09", line, say("format.paragraph_shade"), partial(set_paragraph, line, "shd", clear))


def _unmark(runs: list[Element]) -> None:
    set_runs(runs, highlight="none")
    for run in runs:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            put(properties, "shd", {"val": "clear", "color": "auto", "fill": "auto"}, RUN_ORDER, fresh=True)
