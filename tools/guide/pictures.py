#!/usr/bin/env python3
"""Draw the pictures of docs/huong-dan.md: the ribbon from its XML, the sheets and the report from a run of the demo.

.venv/bin/python tools/guide/pictures.py            all of them (needs LibreOffice and poppler-utils)
.venv/bin/python tools/guide/pictures.py --ribbon   only the ribbon
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "hinh"
RIBBON = ROOT / "macros" / "customUI.xml"
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
BUTTON, HEIGHT, TOP, LETTERS = 84, 132, 30, 12
SHEETS = {
    "T\u1ed5ng quan": "tong-quan",
    "Theo d\u00f5i": "theo-doi",
    "Nh\u1eadp b\u00e1o c\u00e1o": "nhap-bao-cao",
    "N\u1ed9i dung": "noi-dung",
    "T\u1ed5ng h\u1ee3p": "tong-hop",
    "R\u00e0 so\u00e1t": "ra-soat",
}
"""The sheets that are shown, by the title that stands first on their printed page."""


def main(words: list[str]) -> None:
    """Write the pictures into docs/hinh."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "ribbon.svg").write_text(ribbon(), "utf-8")
    if words == ["--ribbon"]:
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # A relative folder: the paths that the sheets show are then those of no machine.
        command = [sys.executable, "-m", "soket_xl", "demo", "demo", "--on", "2026-05-08"]
        subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
        sheets(pdf(folder / "demo" / "soket_tracker.xlsm", folder))
        report = pdf(next((folder / "demo").glob("*.docx")), folder)
        picture(report, 1, "bao-cao-trang-1", 700)
        picture(report, 2, "bao-cao-trang-2", 700)


def ribbon() -> str:
    """Return the tab as SVG: groups with their buttons and labels, without Office's own icons."""
    root = ElementTree.fromstring(RIBBON.read_bytes())
    parts, left = [], 8
    for group in root.iter(f"{UI}group"):
        buttons = list(group.iter(f"{UI}button"))
        for number, button in enumerate(buttons):
            parts.append(drawn(button.get("label", ""), left + number * BUTTON))
        middle = left + len(buttons) * BUTTON / 2
        parts.append(text(middle, HEIGHT - 8, group.get("label", ""), "#666"))
        left += len(buttons) * BUTTON + 8
        parts.append(f'<path d="M{left - 4} {TOP + 6}V{HEIGHT - 6}" stroke="#bbb"/>')
    tab = next(root.iter(f"{UI}tab")).get("label", "")
    head = f'<rect width="{left}" height="{HEIGHT}" fill="#f5f6f7"/><rect width="90" height="{TOP - 4}" fill="#fff"/>'
    name = f'<g font-weight="bold">{text(45, 19, tab, "#1f3864")}</g>'
    style = 'font-family="Segoe UI,Arial,sans-serif" font-size="12"'
    size = f'viewBox="0 0 {left} {HEIGHT}" width="{left}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{head}{name}{"".join(parts)}</svg>\n'


def drawn(label: str, left: float) -> str:
    """Return one large button: a plain icon and its label in lines."""
    middle = left + BUTTON / 2
    icon = f'<rect x="{middle - 14}" y="{TOP + 6}" width="28" height="28" rx="4" fill="#dbe5f1" stroke="#1f3864"/>'
    return icon + "".join(text(middle, TOP + 50 + 15 * n, line, "#222") for n, line in enumerate(wrapped(label)))


def wrapped(label: str) -> list[str]:
    """Return the label in lines of at most LETTERS letters where its words allow."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def text(x: float, y: float, words: str, color: str) -> str:
    """Return a centred line."""
    return f'<text x="{x:g}" y="{y:g}" fill="{color}" text-anchor="middle">{escape(words)}</text>'


def sheets(document: Path) -> None:
    """Draw the first page of each sheet in SHEETS."""
    shown = subprocess.run(["pdftotext", "-layout", document, "-"], capture_output=True, check=True).stdout.decode(
        "utf-8"
    )
    left = dict(SHEETS)
    for number, page in enumerate(shown.split("\f"), 1):
        title = next((line.strip() for line in page.splitlines() if line.strip()), "")
        name = left.pop("T\u1ed5ng quan" if number == 1 else title, None)
        if name is not None:
            picture(document, number, name, *((1100,) if number == 1 else (2600, (90, 100, 1300, 560))))


def pdf(source: Path, folder: Path) -> Path:
    """Convert with a LibreOffice profile of its own and return the PDF."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source], check=True)
    return folder / f"{source.stem}.pdf"


def picture(document: Path, page: int, name: str, width: int, part: tuple[int, ...] = ()) -> None:
    """Draw one page, `width` pixels wide, or of that only the `part` (left, top, width, height)."""
    size = ["-scale-to-x", str(width), "-scale-to-y", "-1", "-f", str(page), "-l", str(page)]
    size += [word for pair in zip(("-x", "-y", "-W", "-H"), map(str, part), strict=False) for word in pair]
    subprocess.run(["pdftoppm", "-png", "-singlefile", *size, document, PICTURES / name], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
