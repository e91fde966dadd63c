"""Who may import what: steps are pure, each heavy library has its place."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "soket_xl").rglob("*.py"))
HOMES = {
    "xlwings": ("hosts/excel.py", "buttons.py"),
    "openpyxl": ("build/", "leaders/snapshot.py", "leaders/grid.py", "intake/forms.py"),
    "docx": ("word/", "build/"),
    "pandas": ("consolidate/totals.py",),
    "python_calamine": ("hosts/file.py", "intake/sheets.py"),
    "pyopenvba": ("build/vba.py",),
}
STEPS = (
    "against/",
    "joining/",
    "tracking/",
    "intake/",
    "review/",
    "consolidate/",
    "text/",
    "ooxml/",
    "leaders/",
    "word/",
)
DECLARATIONS = ("schema.py",)
"""One list of tables and columns: shorter would mean to look in two places."""
SLOW_AT_START = ("__main__.py", "buttons.py", "actions/__init__.py", "texts/__init__.py", "errors.py", "model.py")


def imports(path: Path):
    """Yield (module, whether at the top level) of every import."""
    tree = ast.parse(path.read_text("utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            yield name, id(node) in top


def place(path: Path) -> str:
    return path.relative_to(ROOT / "soket_xl").as_posix()


@pytest.mark.parametrize("library", HOMES)
def test_library_is_imported_only_where_it_lives(library):
    users = {place(p) for p in MODULES for name, _ in imports(p) if name.split(".")[0] == library}
    assert users, f"{library} is imported nowhere"
    assert [user for user in users if not user.startswith(HOMES[library])] == []


def test_steps_open_no_workbook_and_ask_no_clock():
    guilty = []
    for path in MODULES:
        if not place(path).startswith(STEPS):
            continue
        for name, _ in imports(path):
            if name.startswith(("soket_xl.hosts.file", "soket_xl.hosts.excel", "soket_xl.actions", "time")):
                guilty.append(f"{place(path)}: {name}")
        text = path.read_text("utf-8")
        guilty += [f"{place(path)}: {word}" for word in ("date.today(", "datetime.now(", "print(") if word in text]
    assert guilty == []


def test_start_imports_nothing_slow():
    heavy = {"xlwings", "openpyxl", "docx", "pandas", "numpy", "lxml", "python_calamine"}
    guilty = [
        f"{place(p)}: {name}"
        for p in MODULES
        if place(p) in SLOW_AT_START
        for name, top in imports(p)
        if top and name.split(".")[0] in heavy
    ]
    assert guilty == []


def test_modules_are_short_and_functions_too():
    long = []
    for path in MODULES:
        text = path.read_text("utf-8")
        if text.count("\n") > 400 and place(path) not in DECLARATIONS:
            long.append(f"{place(path)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 40:
                long.append(f"{place(path)}: {node.name}")
    assert long == []


def test_public_functions_say_what_they_return():
    bare = []
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                bare.append(f"{place(path)}: {node.name}")
    assert bare == []
