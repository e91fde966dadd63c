"""Every sentence that code asks for is there, gets the fields that it has places for, and is asked for."""

import ast
import re
import string
from importlib import import_module
from pathlib import Path

import pytest

from soket_xl.texts import AREAS, template

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "soket_xl").rglob("*.py"))
SAYING = ("say", "SoketError", "WorkbookError", "FileRefused", "SetupError")
KEYS = [key for area in AREAS for key in import_module(f"soket_xl.texts.{area}").MESSAGES]


def calls():
    """Yield (place, key, field names or None where they are not to be seen) of every sentence asked for."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if name not in SAYING or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            fields = None if any(k.arg is None for k in node.keywords) else {k.arg for k in node.keywords}
            yield f"{path.name}:{node.lineno}", node.args[0].value, fields


def places(key):
    return {name for _, name, _, _ in string.Formatter().parse(template(key)) if name}


def test_every_sentence_asked_for_is_there_with_its_fields():
    wrong = []
    for place, key, fields in calls():
        if key not in KEYS:
            wrong.append(f"{place}: no sentence {key}")
        elif fields is not None and fields != places(key):
            wrong.append(f"{place}: {key} takes {sorted(places(key))}, given {sorted(fields)}")
    assert wrong == []


def test_every_sentence_is_used():
    code = "\n".join(p.read_text("utf-8") for p in MODULES if "texts" not in p.parts)
    unused = [key for key in KEYS if f'"{key}"' not in code and not key.startswith(("build.about_", "rules."))]
    assert unused == []


def test_keys_stand_in_the_module_of_their_area():
    for area in AREAS:
        keys = import_module(f"soket_xl.texts.{area}").MESSAGES
        assert all(key.startswith(f"{area}.") for key in keys)


@pytest.mark.parametrize("key", KEYS)
def test_sentence_is_clean_vietnamese(key):
    text = template(key)
    assert text.strip()
    assert not re.search(r"\b(error|invalid|please|sorry|null|None|exception)\b", text, re.IGNORECASE)
