"""The sample campaign: about forty-five unit reports in the varied forms that units send, with who sent what when.

The sentences are hand-written in `data/sample/`; numbers are drawn from a fixed seed and agree with the annexes.
Everything is marked as illustrative.
"""

import csv
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from soket_xl.build import sample_docx
from soket_xl.build.campaign import read_campaign
from soket_xl.build.sample_docx import Form, Piece
from soket_xl.build.sample_figures import draw_figures
from soket_xl.model import AGENCIES, COMMUNES, Cell, Row
from soket_xl.text.fold import fold
from soket_xl.text.numbers import format_number

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
MISSING = ("SDTTG", "TTT", "03451", "03529", "03532", "03640")
"""Units that have sent nothing by the day of the demo."""
EXEMPT, EXTENDED, RETURNED = "SNV", "03439", "03508"
LATE = ("03503", "03571", "03613", "SCT", "03463")
ONLY_GOOD, THIN, EMPTY_PHRASES = "03424", "03508", ("03583", "SXD")
COPIES = {"03538": "03544"}
"""A unit whose field results repeat another's word for word."""
TCVN3_UNIT, NFD_UNIT, FOOTNOTE_UNIT = "03616", "03466", "03390"
WRONG_BALANCE = "03434"
KINDS = {
    "ward": ("03388", "03408"),
    "border": ("03439", "03442", "03451", "03460", "03466", "03503", "03549", "03562", "03571"),
    "tour": ("03390", "03394", "03405", "03478"),
    "low": ("03424", "03430", "03595", "03598", "03601", "03616", "03618", "03637"),
    "dam": ("03434", "03472", "03487", "03517", "03538", "03544", "03640"),
}
WORRIES = {"staff": 0.8, "it": 0.6, "office": 0.55, "house": 0.5, "net": 0.65, "land": 0.5, "money": 0.4, "car": 0.3,
           "online": 0.45}  # fmt: skip
_DRAWN = re.compile(r"\{(\d+)-(\d+)\}")
_CHOSEN = re.compile(r"\{([^{}]*/[^{}]*)\}")


@dataclass(frozen=True)
class SampleUnit:
    """What the register knows of a unit of the sample campaign."""

    unit_id: str
    name: str
    officer: str
    contact: str
    email: str
    received_on: date | None = None
    channel: str | None = None
    review: str | None = None
    extended_to: date | None = None
    extension_reason: str | None = None
    extended_on: date | None = None
    exempt_reason: str | None = None


@dataclass(frozen=True)
class SampleFile:
    """A file of the sample: `unit_id` None where it is one that cannot be told or read."""

    path: Path
    unit_id: str | None


def sample_units() -> list[SampleUnit]:
    """Return the register of the sample campaign, in the order of the units."""
    return [_unit(number, row) for number, row in enumerate(read_campaign().units)]


def sample_settings() -> Mapping[str, Cell]:
    """Return the settings that the sample fills in."""
    return {"signer_name": _frame()["signer_setting"], "view_date": date(2026, 5, 8)}


def write_sample(folder: Path) -> list[SampleFile]:
    """Write the unit reports into `folder`, the same bytes each time, and return them.

    Beside the reports lie a PDF, an Office owner file and a report that names no unit, as in a real inbox.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number, row in enumerate(read_campaign().units):
        unit_id = str(row["unit_id"])
        if unit_id in (*MISSING, EXEMPT, EXTENDED):
            continue
        path = folder / ("so_nganh" if row["group"] == AGENCIES else "") / _file_name(number, row)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_report(number, row))
        made.append(SampleFile(path, unit_id))
    return [*made, *_odd_files(folder)]


def _odd_files(folder: Path) -> Iterator[SampleFile]:
    nameless = folder / _frame()["unknown_file"]
    row: Row = {"unit_id": "", "name": "", "group": COMMUNES}
    nameless.write_bytes(_report(99, row))
    yield SampleFile(nameless, None)
    for name, content in (("CV xin y kien.pdf", b"%PDF-1.4\n%%EOF\n"), ("~$ so ket xa Than Uyen.docx", b"\x04Thu ")):
        (folder / name).write_bytes(content)
        yield SampleFile(folder / name, None)


def _unit(number: int, row: Row) -> SampleUnit:
    unit_id, frame = str(row["unit_id"]), _frame()
    draw = random.Random(f"register {unit_id}")
    sent = unit_id not in (*MISSING, EXEMPT, EXTENDED)
    day = date(2026, 5, 8) if unit_id in LATE else date(2026, 5, draw.choice((4, 5, 5, 6, 6, 7, 7)))
    review = "returned" if unit_id == RETURNED else "accepted" if draw.random() < 0.5 else None
    officers = frame["officers"].split(";")
    return SampleUnit(
        unit_id,
        str(row["name"]),
        officer=officers[number % len(officers)],
        contact=_person(draw),
        email=f"{fold(str(row['name'])).replace(' ', '').replace(',', '')[:24]}@example.vn",
        received_on=day if sent else None,
        channel=("axis", "email", "email", "paper")[number % 4] if sent else None,
        review=review if sent else None,
        extended_to=date(2026, 5, 12) if unit_id == EXTENDED else None,
        extension_reason=frame["extension"] if unit_id == EXTENDED else None,
        extended_on=date(2026, 5, 6) if unit_id == EXTENDED else None,
        exempt_reason=frame["exempt"] if unit_id == EXEMPT else None,
    )


def _report(number: int, row: Row) -> bytes:
    unit_id = str(row["unit_id"])
    draw = random.Random(f"report {unit_id}")
    figures = draw_figures(draw, str(row["group"]), unit_id == WRONG_BALANCE)
    form = Form.of(number, tcvn3=unit_id == TCVN3_UNIT, nfd=unit_id == NFD_UNIT, footnote=unit_id == FOOTNOTE_UNIT)
    words = _words(number, row, draw)
    pieces = list(_body(row, draw, figures, form))
    return sample_docx.write(form, words, _frame(), pieces, _annex(row, figures, form))


def _words(number: int, row: Row, draw: random.Random) -> dict[str, str]:
    """Return what the frame of a report says of its unit."""
    name, agency = str(row["name"]), row["group"] == AGENCIES
    place = _frame()["place"] if agency else name.split(" ", 1)[-1]
    symbol = f"BC-{row['unit_id']}" if agency else "BC-UBND"
    received = _unit(number, row).received_on
    day = f"{max(4, received.day - draw.randint(0, 1)) if received else 5:02d}"
    return {
        "name": name if agency else name[:1].lower() + name[1:],
        "heading": name.upper(),
        "agency": "1" if agency else "",
        "office": "1" if row["unit_id"] == "VPUB" else "",
        "number": f"{draw.randint(11, 240)}/{symbol}",
        "place": place,
        "day": day,
        "signer": _person(draw),
    }


def _body(row: Row, draw: random.Random, figures: Mapping[str, float], form: Form) -> Iterator[Piece]:
    """Yield headings and paragraphs of a report in the order of the outline, as the unit words and orders them."""
    group, unit_id = str(row["group"]), str(row["unit_id"])
    sentences = _sentences(row, draw)
    number = 0
    for section in read_campaign().outline:
        code, level = str(section["code"]), int(str(section["level"]))
        texts = sentences.get(code, [])
        if section[group] == "-" or code == "PL" or _skipped(unit_id, code, section[group], texts):
            continue
        if not texts and level > 1 and not any(key.startswith(code + ".") for key in sentences):
            continue
        number += level == 1
        title = str(section["title"])
        others = [t.strip() for t in str(section.get("synonyms") or "").split(";") if t.strip()]
        if form.reworded and level > 1 and others and draw.random() < 0.5:
            title = others[draw.randrange(min(3, len(others)))]
        yield Piece(
            level, title[:1].upper() + title[1:] if level > 1 else title.upper(), str(section["marker"]), number
        )
        for text in texts:
            yield Piece(0, _filled(text, draw, figures, row), "", number)
        if unit_id in EMPTY_PHRASES and code == "I.2":
            yield Piece(0, _frame()["empty_phrase"], "", number)
    if form.extra:
        yield Piece(1, _frame()["extra_part"], "VI.", 6)
        yield Piece(0, _frame()["extra"], "", 6)


def _skipped(unit_id: str, code: str, obligation: Cell, texts: Sequence[str]) -> bool:
    if unit_id == ONLY_GOOD and code.startswith(("III.2", "III.3")):
        return True
    if unit_id == THIN and code in ("II.5", "II.6", "II.7", "III.4", "IV.2"):
        return True
    return obligation == "O" and not texts


def _sentences(row: Row, draw: random.Random) -> dict[str, list[str]]:
    """Return the sentences of a unit by section: those of its kind, and of the worries it has."""
    agency = row["group"] == AGENCIES
    kinds = {str(row["unit_id"]), "*"} if agency else _kinds(str(row["unit_id"]), draw)
    found: dict[str, dict[str, list[str]]] = {}
    for code, kind, text in _bank("agencies" if agency else "communes"):
        if kind in kinds:
            found.setdefault(code, {}).setdefault(kind, []).append(text)
    chosen: dict[str, list[str]] = {}
    for code, by_kind in found.items():
        for kind, texts in by_kind.items():
            one = kind in WORRIES
            chosen.setdefault(code, []).extend([draw.choice(texts)] if one else _some(texts, draw))
    return chosen


def _kinds(unit_id: str, draw: random.Random) -> set[str]:
    kinds = {kind for kind, members in KINDS.items() if unit_id in members} or {"high"}
    if "border" in kinds:
        kinds.add("high")
    worries = {worry for worry, share in WORRIES.items() if draw.random() < share}
    if "staff" not in worries:
        kinds.add("ok")
    if unit_id in COPIES.values() or unit_id in COPIES:
        worries.add("staff")
    return kinds | worries | {"*"}


def _some(texts: Sequence[str], draw: random.Random) -> list[str]:
    """Return most of the sentences, in their order; units of one kind do not all say the same."""
    kept = [text for text in texts if draw.random() < 0.8]
    return kept or list(texts[:1])


def _filled(text: str, draw: random.Random, figures: Mapping[str, float], row: Row) -> str:
    name = str(row["name"])
    small = name[:1].lower() + name[1:] if row["group"] == COMMUNES else name
    text = _DRAWN.sub(lambda m: format_number(draw.randint(int(m[1]), int(m[2]))), text)
    text = _CHOSEN.sub(lambda m: draw.choice(m[1].split("/")), text)
    numbers = {code: format_number(value) for code, value in figures.items()}
    return re.sub(r"\{(\w+)\}", lambda m: {"name": small, "Name": name}.get(m[1]) or numbers.get(m[1], "0"), text)


def _annex(row: Row, figures: Mapping[str, float], form: Form) -> list[list[str]]:
    """Return the annex table of a report in the layout of its form."""
    rows = [_frame()[f"head_{form.annex}"].split(";")]
    listed = [i for i in read_campaign().indicators if i["code"] in figures and i[str(row["group"])] != "-"]
    for number, indicator in enumerate(listed, 1):
        value = figures[str(indicator["code"])]
        shown, name, unit = format_number(value, 2), str(indicator["name"]), str(indicator["unit"])
        before = format_number(round(value * 0.9), 2)
        layouts = (
            [str(number), name, unit, shown, ""],
            [str(indicator["code"]), name, unit, shown],
            [f"{name} ({unit})", before, shown],
            [name, f"{shown} {unit}" if unit != "%" else f"{shown}%"],
        )
        rows.append(list(layouts[form.annex]))
    return rows


def _file_name(number: int, row: Row) -> str:
    name = str(row["name"])
    plain = " ".join(word.capitalize() for word in fold(name).replace(",", "").split())
    return _frame()[f"file_{number % 5}"].format(plain=plain, name=name, number_plain=f"{number + 10}-BC")


def _person(draw: random.Random) -> str:
    frame = _frame()
    return f"{draw.choice(frame['surnames'].split(';'))} {draw.choice(frame['given'].split(';'))}"


@cache
def _frame() -> dict[str, str]:
    with (SAMPLE / "frame.csv").open(encoding="utf-8", newline="") as stream:
        return {row["key"]: row["text"] for row in csv.DictReader(stream)}


@cache
def _bank(name: str) -> list[tuple[str, str, str]]:
    """Return the hand-written sentences as (section, kind, text)."""
    lines = (SAMPLE / f"{name}.txt").read_text("utf-8").splitlines()
    parts = [line.split(" | ", 2) for line in lines if line.strip() and not line.startswith("#")]
    return [(code.strip(), kind.strip(), text.strip()) for code, kind, text in parts]
