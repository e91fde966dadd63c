"""Nominations in what a unit wrote on awards, paragraph by paragraph: each gives nominees, or is a row to look at.

Nothing is invented and nothing is lost: a paragraph that is not understood is handed on as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from soket_xl.awards.items import COLLECTIVE, PERSON, Nominee, nominees, starts
from soket_xl.awards.words import bare, begins_with, form_of, person_name
from soket_xl.text.fold import fold, squeeze
from soket_xl.texts import template

_MARKER = re.compile(template("awards.pattern_marker"))
_WHO = (
    r"(?:hien nay|den nay|don vi|co quan|dia phuong|ubnd|uy ban nhan dan|xa|phuong|so|ve|noi dung|cong tac|tap the"
    r"|ca nhan)(?: (?:xa|phuong)(?: (?!khong\b|chua\b)[a-z]+){1,3}+)?+[ ,:]*+"
)
_NONE = re.compile(
    rf"^(?:{_WHO})*+(?:thi dua, khen thuong[ ,:]*)?(?:khong|chua)\b(?: co| phat sinh)?(?: noi dung| y kien)?"
    r"(?: de nghi| de xuat| kien nghi)?(?: gi)?(?: ve)?(?: viec)?(?: thi dua,?)?(?: khen thuong)?"
    r"(?: (?:trong|doi voi|o) (?:dot|ky|noi dung) [a-z0-9 ]{0,30})?[ .;/]*$"
)
_NO = re.compile(template("awards.pattern_no"))
"""The words of refusal with their own letters: folded, a village's name may look like one."""
_ASKS = re.compile(r"\b(?:de nghi|de xuat|kien nghi)\b")
_REWARDS = re.compile(r"\b(?:khen|bieu duong|tang thuong)\b")
_DONE = re.compile(r"\bda (?:duoc )?(?:tang|khen|bieu duong)\b")
_LABEL = re.compile(template("awards.pattern_label"), re.IGNORECASE)
_BOTH = re.compile(r"\btap the\b.*\bca nhan\b|\bca nhan\b.*\btap the\b")
_TRIGGER = re.compile(template("awards.pattern_trigger"), re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:\d{1,3}|[IVXivx]+|[A-Da-d])[.)]?$")
_HEADS = re.compile(
    r"\b(?:ho va ten|ho ten|ho, ten|ten tap the|tap the, ca nhan|ca nhan, tap the|hinh thuc|chuc vu|chuc danh"
    r"|thanh tich|don vi cong tac|don vi)\b"
)
_COUNTED = re.compile(template("awards.pattern_counted"))
LONGEST_POST = 14
_COUNT = re.compile(r"\b\d+\s*(?:\)|tap the|ca nhan|dong chi|nguoi)|: ?\d")


class Why(StrEnum):
    """Why a paragraph is a row to look at."""

    COUNTED = "counted"
    DONE = "done"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Passage:
    """One paragraph on awards as it is stored, with where it stands."""

    text: str
    source: str = ""
    table: bool = False


@dataclass(frozen=True)
class Nomination:
    """A nominee (None: a paragraph to look at, `why` tells) with the form of reward asked for and the passage."""

    passage: Passage
    nominee: Nominee | None
    form: str | None = None
    why: Why | None = None


def read_passages(passages: Sequence[Passage]) -> list[Nomination]:
    """Return what a unit's passages propose, in their order; a passage that says "none" gives nothing."""
    reader = _Reader()
    for passage in passages:
        reader.read(passage)
    return reader.finished()


@dataclass
class _Reader:
    """Walks through a unit's passages; what a heading says holds for the lines below it."""

    found: list[Nomination] = field(default_factory=list)
    _kind: str | None = None
    _form: str | None = None
    _open: bool = False
    _headings: list[tuple[int, Passage]] = field(default_factory=list)
    _columns: tuple[str, ...] = ()

    def read(self, passage: Passage) -> None:
        """Take one passage."""
        text = _MARKER.sub("", squeeze(passage.text)) if " | " not in passage.text else squeeze(passage.text)
        if not text or _says_none(text):
            return
        if " | " in text:
            self._row(passage, [cell.strip() for cell in text.split(" | ")])
        elif (label := _LABEL.match(text)) and not starts(text[label.start(1) + len(label[1]) :].strip(), PERSON):
            self._labelled(passage, label, text)
        else:
            self._sentence(passage, text)

    def finished(self) -> list[Nomination]:
        """Return all, with the headings that announced nominees and had none behind them, each at its place."""
        for place, passage in reversed(self._headings):
            if not any(one.nominee for one in self.found[place:]) and _announces(passage.text):
                self.found.insert(place, Nomination(passage, None, why=Why.COUNTED))
        return self.found

    def _labelled(self, passage: Passage, label: re.Match[str], text: str) -> None:
        """Read "Tap the: ..." or a heading that says only of which kind the lines below are."""
        rest = text[label.end() :].strip()
        if rest and _says_none(rest):
            return
        kind = COLLECTIVE if fold(label[1]) == "tap the" else PERSON
        if not bare(rest) or _is_counted(rest):
            self._kind = None if _BOTH.search(fold(text)) else kind
            self._open = True
            self._headings.append((len(self.found), passage))
            return
        self._kind, self._open = kind, True
        rest = _COUNTED.sub("", rest)
        if not self._add(passage, nominees(rest, kind), form_of(rest)):
            self._sentence(passage, rest)

    def _sentence(self, passage: Passage, text: str) -> None:
        folded = fold(text)
        asks, rewards = bool(_ASKS.search(folded)), bool(_REWARDS.search(folded))
        if _DONE.search(folded) and not asks:
            self._look(passage, Why.DONE)
        elif not (asks or rewards):
            self._item(passage, text)
        elif not self._proposed(passage, text):
            self._heading(passage, text, asks or "danh sach" in folded or folded.startswith(("bieu duong", "khen")))

    def _proposed(self, passage: Passage, text: str) -> bool:
        """Read a sentence that asks for a reward: what it is for stands behind "cho", "doi voi" or a colon."""
        for trigger in _TRIGGER.finditer(text):
            rest, before = text[trigger.end() :], text[: trigger.end()]
            if starts(rest, self._kind) and self._add(passage, nominees(rest, None), form_of(before)):
                return True
        return self._is_item(text) and self._add(passage, nominees(text, self._kind), form_of(text))

    def _is_item(self, text: str) -> bool:
        """Tell whether a line names somebody although it speaks of a reward: "Ong A, chu tich xa: de nghi tang ..."."""
        return (self._open or bool(_address(text))) and bool(person_name(text))

    def _heading(self, passage: Passage, text: str, announces: bool) -> None:
        """A sentence without names: it leads in the lines below it, or is a row to look at."""
        leads = (
            text.rstrip().endswith((":", "sau", "sau:")) or "cu the" in fold(text)[-12:] or "danh sach" in fold(text)
        )
        if announces and (leads or _COUNT.search(fold(text))):
            folded = fold(text)
            self._kind = None
            if not _BOTH.search(folded):
                self._kind = COLLECTIVE if "tap the" in folded else PERSON if "ca nhan" in folded else None
            self._form, self._open = form_of(text), True
            self._headings.append((len(self.found), passage))
            return
        self._kind, self._form, self._open = None, None, False
        self._look(passage, Why.UNCLEAR)

    def _item(self, passage: Passage, text: str) -> None:
        usable = self._open or bool(_address(text)) or bool(person_name(text) and "," in text)
        if not usable or not self._add(passage, nominees(text, self._kind), form_of(text)):
            self._look(passage, Why.UNCLEAR)

    def _row(self, passage: Passage, cells: list[str]) -> None:
        heads = [bool(_HEADS.search(fold(cell))) for cell in cells]
        if sum(heads) >= 2 or fold(cells[0]) in ("tt", "stt", "so tt"):
            self._open = True
            return
        words = [cell for cell in cells if not _ORDINAL.match(cell)]
        if len(words) == 1 and (label := _LABEL.match(words[0])):
            self._kind = COLLECTIVE if fold(label[1]) == "tap the" else PERSON
            return
        nominee = _of_cells(words, self._kind)
        if nominee is None:
            self._look(passage, Why.UNCLEAR)
        else:
            forms = [form for cell in words[1:] if (form := form_of(cell))]
            self._add(passage, [nominee], forms[0] if forms else None)

    def _add(self, passage: Passage, named: list[Nominee] | None, form: str | None) -> bool:
        self.found += [Nomination(passage, nominee, form or self._form) for nominee in named or ()]
        return bool(named)

    def _look(self, passage: Passage, why: Why) -> None:
        self.found.append(Nomination(passage, None, why=why))


def _of_cells(cells: Sequence[str], kind: str | None) -> Nominee | None:
    """Return the nominee of a row: the name stands first, a post behind it; the longest other cell is the merit."""
    if not cells:
        return None
    named = nominees(cells[0], kind or (None if person_name(cells[0]) else COLLECTIVE))
    if named is None or len(named) != 1:
        return None
    others = [cell for cell in cells[1:] if not re.search(r"\b(?:bang|giay) khen\b|\bbieu duong\b", fold(cell))]
    is_post = bool(others) and (bool(begins_with("post").match(others[0])) or len(others) > 1)
    post = others[:1] if is_post and named[0].kind == PERSON and len(others[0].split()) <= LONGEST_POST else []
    merits = [cell for cell in others if cell not in post]
    name = ", ".join([named[0].name, *post])
    return Nominee(named[0].kind, name, max(merits, key=len, default=named[0].achievement))


def _says_none(text: str) -> bool:
    return bool(_NO.search(text) and _NONE.match(fold(text)))


def _address(text: str) -> str:
    """Return the name at the beginning of `text` if a form of address stands before it."""
    first = text.split(" ", 1)[0]
    return person_name(text) if first[:1].islower() or fold(first) in ("ong", "ba", "dong", "d/c", "anh", "chi") else ""


def _is_counted(text: str) -> bool:
    return not re.sub(r"[\d\s;,.()/:-]|tap the|ca nhan|don vi|dong chi|nguoi|va", "", fold(text))


def _announces(text: str) -> bool:
    folded = fold(text)
    return bool(_COUNT.search(folded) or _ASKS.search(folded) or _REWARDS.search(folded) or _LABEL.match(squeeze(text)))
