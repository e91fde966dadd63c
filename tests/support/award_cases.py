"""Labelled passages on awards: what each should give, and how well the reader does."""

from dataclasses import dataclass
from pathlib import Path

from soket_xl.awards.items import COLLECTIVE, PERSON
from soket_xl.awards.passages import Nomination, Passage, read_passages
from soket_xl.text.fold import fold

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Case:
    """Passages of one unit, the nominees in them as (kind, words of the name, form), and how many rows to look at."""

    passages: tuple[str, ...]
    expected: tuple[tuple[str, str, str], ...]
    look: int


def cases(name: str) -> list[Case]:
    blocks = (DATA / name).read_text("utf-8").split("\n\n")
    return [
        _case([line for line in block.splitlines() if not line.startswith("#")]) for block in blocks if ">" in block
    ]


def _case(lines: list[str]) -> Case:
    expected = []
    for line in lines:
        if line[:2] in ("C ", "P "):
            words, _, form = line[2:].partition(" :: ")
            expected.append((COLLECTIVE if line[0] == "C" else PERSON, words, form))
    look = sum(int(line[2:]) for line in lines if line.startswith("? "))
    return Case(tuple(line[2:] for line in lines if line.startswith("> ")), tuple(expected), look)


def read(case: Case) -> list[Nomination]:
    return read_passages([Passage(text) for text in case.passages])


def right(case: Case, found: list[Nomination]) -> list[tuple[str, str, str]]:
    """Return the expected nominees that were found whole: kind, words and form."""
    named = [(n.nominee.kind, fold(n.nominee.name), n.form or "-") for n in found if n.nominee]
    return [e for e in case.expected if any(e[0] == k and fold(e[1]) in name and e[2] == f for k, name, f in named)]


def wrong(case: Case, found: list[Nomination]) -> list[str]:
    """Return the names that were found and are no nominee of the case."""
    expected = [(kind, fold(words)) for kind, words, _ in case.expected]
    return [n.nominee.name for n in found
            if n.nominee and not any(n.nominee.kind == k and w in fold(n.nominee.name) for k, w in expected)]  # fmt: skip
