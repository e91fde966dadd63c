"""A script of the kind that an office programmer writes for the same job, with pandas and python-docx.

It does honestly what such scripts do: takes the unit from the file's name, cuts a report at lines that begin with
"I.", "1." or "a)", adds up the numbers in the last column of the tables, lists who has sent something, and pastes all
sections one after the other into a Word file. It does not check, count, place by meaning, or keep sources.

    python -m benchmarks.plain_script REPORTS_FOLDER OUT_FOLDER YYYY-MM-DD
"""

import re
import sys
from datetime import date
from pathlib import Path

import pandas as pd
from docx import Document

from soket_xl.build.campaign import read_campaign
from soket_xl.text.fold import fold

HEADING = re.compile(r"^(?P<marker>[IVX]+\.|\d{1,2}\.|[a-z\u0111]\))\s+\S")


def run(folder: Path, out: Path, on: date) -> Path:
    """Write a list of units, the added figures and a merged Word report into `out`; return the report."""
    out.mkdir(parents=True, exist_ok=True)
    units = pd.DataFrame(read_campaign().units)
    texts, figures, received = [], [], []
    for file in sorted(folder.glob("*.docx")):
        unit = _unit(file.stem, units)
        document = Document(str(file))
        received.append({"unit": unit, "file": file.name, "on": on})
        texts += [{"unit": unit, **row} for row in _sections(document)]
        figures += [{"unit": unit, **row} for row in _figures(document)]
    _list(units, pd.DataFrame(received), pd.DataFrame(figures), out / "danh-sach.xlsx")
    return _report(pd.DataFrame(texts), out / "tong-hop.docx")


def _unit(name: str, units: pd.DataFrame) -> str:
    plain = fold(name.replace("_", " ").replace("-", " "))
    hits = [row.unit_id for row in units.itertuples() if fold(row.name).split(" ", 1)[-1] in plain]
    return hits[0] if hits else name


def _sections(document: Document) -> list[dict[str, str]]:
    found, code = [], ""
    path = ["", "", ""]
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        match = HEADING.match(text)
        if match and len(text) < 120:
            level = 0 if match["marker"][0] in "IVX" else 1 if match["marker"][0].isdigit() else 2
            path[level:] = [match["marker"].strip(".)"), "", ""][: 3 - level]
            code = ".".join(part for part in path if part)
        elif text and code:
            found.append({"section": code, "text": text})
    return found


def _figures(document: Document) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for table in document.tables:
        for row in table.rows:
            cells = [cell.text.strip() for cell in row.cells]
            value = re.sub(r"[^\d,]", "", cells[-1]).replace(",", ".")
            if len(cells) > 2 and re.fullmatch(r"\d+(\.\d+)?", value):
                found.append({"name": cells[1], "value": float(value)})
    return found


def _list(units: pd.DataFrame, received: pd.DataFrame, figures: pd.DataFrame, path: Path) -> None:
    status = units.merge(received, how="left", left_on="unit_id", right_on="unit")
    totals = figures.groupby("name", sort=False)["value"].sum().reset_index()
    with pd.ExcelWriter(path) as book:
        status.to_excel(book, sheet_name="Theo doi", index=False)
        totals.to_excel(book, sheet_name="So lieu", index=False)


def _report(texts: pd.DataFrame, path: Path) -> Path:
    document = Document()
    for section, rows in texts.groupby("section", sort=False):
        document.add_heading(str(section), level=1)
        for row in rows.itertuples():
            document.add_paragraph(f"{row.unit}: {row.text}", style="Normal")
    document.save(str(path))
    return path


if __name__ == "__main__":
    print(run(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3])))
