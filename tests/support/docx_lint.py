"""What makes Word offer a repair, or shows that something was left undone, and the Open XML SDK does not see."""

import re
import zipfile
from collections import Counter
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lint(package: bytes) -> list[str]:
    """Return the faults of a Word file, each as "part: what"."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
        faults = [f"{name}: part twice" for name, count in Counter(names).items() if count > 1]
        roots = {name: etree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    body = roots["word/document.xml"]
    for name, root in roots.items():
        if name.endswith(".rels"):
            faults += [f"{name}: external {r.get('Target')}" for r in root if r.get("TargetMode") == "External"]
    depth = Counter(f.get(f"{W}fldCharType") for f in body.iter(f"{W}fldChar"))
    if depth["begin"] != depth["end"]:
        faults.append("document: field without end")
    faults += ["document: cell without paragraph" for cell in body.iter(f"{W}tc") if cell.find(f"{W}p") is None]
    marks = [m.get(f"{W}id") for m in body.iter(f"{W}bookmarkStart")]
    ends = [m.get(f"{W}id") for m in body.iter(f"{W}bookmarkEnd")]
    if sorted(marks) != sorted(ends) or len(set(marks)) != len(marks):
        faults.append("document: bookmarks do not pair")
    named = Counter(m.get(f"{W}name") for m in body.iter(f"{W}bookmarkStart"))
    faults += [f"document: bookmark {name} twice" for name, count in named.items() if count > 1]
    faults += [f"document: bookmark name {name} too long" for name in named if len(name or "") > 40]
    text = "".join(t.text or "" for t in body.iter(f"{W}t"))
    faults += [f"document: placeholder {tag} left" for tag in re.findall(r"\{\{[^}]*\}\}", text)]
    return faults
