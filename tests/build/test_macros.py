"""From the ribbon's XML through the built file's VBA to the function that Python enters: no link is assumed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, VBARuntimeError, member

from soket_xl.actions import COMMANDS
from soket_xl.build.vba import sources

ROOT = Path(__file__).parents[2]
STORED = ROOT / "workbook" / "soket_tracker.xlsm"
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
IN_VBA = ("guide", "paste")
"""Tags that the dispatcher serves itself, without Python."""


def buttons():
    with zipfile.ZipFile(STORED) as archive:
        root = etree.fromstring(archive.read("customUI/customUI.xml"))
    return list(root.iter(f"{UI}button"))


PYTHON_TAGS = [button.get("tag") for button in buttons() if button.get("tag") not in IN_VBA]


class Control(VBAObject):
    vba_type_name = "IRibbonControl"

    def __init__(self, tag):
        self._tag = tag

    @member(name="Tag")
    def tag(self):
        return self._tag


class Clicked:
    """The built workbook in an interpreter; `python` stands for xlwings' RunPython."""

    def __init__(self, python):
        self.app = ExcelApplication.open(STORED)
        assert {m.lower() for m in ExcelFile(STORED).module_names()} == set(self.app.interpreter.modules)
        self.commands = []
        self._real, self._python = self.app.interpreter.run, python
        self.app.interpreter.run = self._run

    def click(self, tag):
        return self._real("SoKet_Run", [Control(tag)], module="modRibbon")

    def _run(self, name, args=(), **options):
        if str(name) == "xlwings.xlam!RunPython":
            self.commands.append(str(args[0]))
            return self._python(self)
        return self._real(name, args, **options)

    def answer(self, text):
        """Write the hand-shake cell, as Python does."""
        self.app.sheet("Hướng dẫn").set_value("C2", text)

    @property
    def messages(self):
        return [str(getattr(dialog, "prompt", dialog)) for dialog in self.app.dialogs]


STUB = """
import sys, types, soket_xl.buttons as b
book = types.SimpleNamespace(app=types.SimpleNamespace(alert=lambda *a, **k: None))
sys.modules['xlwings'] = types.SimpleNamespace(Book=types.SimpleNamespace(caller=lambda: book))
real = b.COMMANDS['{tag}'].load()
b._run = lambda action, book: print(b.COMMANDS[action].load() is real, action) or ''
"""


def started(clicked):
    clicked.answer("Đã chạy")
    return 0


def never_started(_clicked):
    return 0


def no_add_in(_clicked):
    raise VBARuntimeError(1004, "Cannot run the macro 'xlwings.xlam!RunPython'")


def test_every_button_has_label_tip_and_the_one_callback():
    for button in buttons():
        assert button.get("label")
        assert button.get("screentip")
        assert button.get("supertip")
        assert button.get("size") == "large"
        assert button.get("onAction") == "modRibbon.SoKet_Run"
        assert len(button.get("supertip")) < 1024


def test_every_tag_is_a_command_or_served_in_vba():
    tags = [button.get("tag") for button in buttons()]
    assert len(set(tags)) == len(tags)
    assert set(tags) <= {*COMMANDS, *IN_VBA}


@pytest.mark.parametrize("tag", PYTHON_TAGS)
def test_click_runs_the_command_of_its_tag_which_enters_the_right_function(tag):
    stub = STUB.replace("{tag}", tag)
    clicked = Clicked(started)
    clicked.click(tag)
    assert clicked.commands == [f"import soket_xl.buttons as b; b.run('{tag}')"]
    assert clicked.messages == []
    done = subprocess.run(
        [sys.executable, "-B", "-c", stub + clicked.commands[0]], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.strip() == f"True {tag}", done.stderr


def test_guide_opens_when_python_never_started():
    clicked = Clicked(never_started)
    clicked.click("status")
    assert ["Python chua khoi dong duoc" in text for text in clicked.messages] == [True]


def test_guide_opens_when_the_add_in_is_missing():
    clicked = Clicked(no_add_in)
    clicked.click("status")
    assert ["Chua chay duoc lenh" in text for text in clicked.messages] == [True]


def test_second_click_while_running_is_refused():
    def click_again(clicked):
        clicked.click("intake")
        clicked.answer("xong")
        return 0

    clicked = Clicked(click_again)
    clicked.click("status")
    assert len(clicked.commands) == 1
    assert ["Lenh truoc dang chay" in text for text in clicked.messages] == [True]


def test_click_works_again_after_a_failure():
    clicked = Clicked(no_add_in)
    clicked.click("status")
    clicked.click("status")
    assert len(clicked.commands) == 2


def test_guide_button_needs_no_python():
    clicked = Clicked(never_started)
    clicked.click("guide")
    assert clicked.commands == []
    assert clicked.messages == []


def test_sources_are_ascii_crlf_and_explicit():
    for path in (ROOT / "macros").glob("*.[bc][al]s"):
        content = path.read_bytes()
        assert content.isascii()
        assert b"\r\n" in content
        assert content.count(b"\n") == content.count(b"\r\n")
        assert b"Option Explicit" in content
        for word in (b"CreateObject", b"Declare ", b"ActiveSheet", b"On Error Resume Next", b" As Integer"):
            assert word not in content, f"{path.name}: {word!r}"


def test_olevba_extracts_exactly_the_sources():
    from oletools.olevba import VBA_Parser

    found = {}
    for _, _, name, code in VBA_Parser(str(STORED)).extract_macros():
        found[name.rpartition(".")[0]] = _body(code)
    for name, text in sources().items():
        assert found[name] == _body(text), name


def _body(code):
    lines = [line.rstrip() for line in code.replace("\r\n", "\n").split("\n")]
    return "\n".join(line for line in lines if not line.startswith("Attribute VB_")).strip()
