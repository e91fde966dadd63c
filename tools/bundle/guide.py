"""docs/huong-dan.md as one HTML page with its pictures inside, to be read in any browser and printed."""

import base64
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "huong-dan.md"
LOOKS = """
body{font:17px/1.55 'Segoe UI',Arial,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:#1b1b1b}
h1,h2,h3{color:#1f3864;line-height:1.25}h2{border-bottom:2px solid #1f3864;padding-bottom:.2em;margin-top:2em}
img{max-width:100%;border:1px solid #bbb}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #999;padding:.35em .6em;text-align:left;vertical-align:top}th{background:#e8edf5}
code{background:#f0f0f0;padding:0 .25em}@media print{h2{page-break-before:always}body{font-size:12pt;margin:0}}
"""


def page(markdown_wheel: Path) -> str:
    """Return the guide as HTML; `markdown_wheel` is the pinned package, used from its file."""
    sys.path.insert(0, str(markdown_wheel))
    import markdown

    text = GUIDE.read_text("utf-8")
    body = markdown.markdown(text, extensions=["markdown.extensions.tables", "markdown.extensions.toc"])
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    head = f'<meta charset="utf-8"><title>{title[1] if title else ""}</title><style>{LOOKS}</style>'
    whole = f'<!DOCTYPE html>\n<html lang="vi"><head>{head}</head><body>\n{body}\n</body></html>\n'
    return re.sub(r'src="([^":]+\.(png|svg))"', inline, whole)


def inline(found: re.Match[str]) -> str:
    """Return a picture's place with the picture itself in it."""
    kind = {"png": "image/png", "svg": "image/svg+xml"}[found[2]]
    content = base64.b64encode((GUIDE.parent / found[1]).read_bytes()).decode("ascii")
    return f'src="data:{kind};base64,{content}"'
