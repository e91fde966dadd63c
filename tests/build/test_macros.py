"""From the ribbon's XML through the built file's VBA to the function that Python enters: no link is assumed."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAObject, VBARuntimeError, member
from pyopenvba.interpreter._objects import MemberSpec

from soket_xl.actions import COMMANDS
from soket_xl.build.vba import sources
from soket_xl.buttons import PICKING
from soket_xl.schema import GUIDE_SHEET, PASTE_SHEET

ROOT = Path(__file__).parents[2]
STORED = ROOT / "workbook" / "soket_tracker.xlsm"
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
IN_VBA = ("guide", "paste")
"""Tags that the dispatcher serves itself, without Python."""


def ribbon():
    with zipfile.ZipFile(STORED) as archive:
        return etree.fromstring(archive.read("customUI/customUI.xml"))


def buttons():
    return list(ribbon().iter(f"{UI}button"))


PYTHON_TAGS = [button.get("tag") for button in buttons() if button.get("tag") not in IN_VBA]


class Control(VBAObject):
    vba_type_name = "IRibbonControl"

    def __init__(self, tag):
        self._tag = tag

    @member(name="Tag")
    def tag(self):
        return self._tag


class Clicked:
    """The built workbook in an interpreter; `python` stands for xlwings' RunPython, `clipboard` for what was copied."""

    def __init__(self, python, clipboard=None):
        self.app = ExcelApplication.open(STORED)
        assert {m.lower() for m in ExcelFile(STORED).module_names()} == set(self.app.interpreter.modules)
        self.commands, self.seen, self.pasted_as = [], [], []
        self._real, self._python, self._clipboard = self.app.interpreter.run, python, clipboard
        self.app.interpreter.run = self._run

    def click(self, tag):
        return self._real("SoKet_Run", [Control(tag)], module="modRibbon")

    def _run(self, name, args=(), **options):
        if str(name) != "xlwings.xlam!RunPython":
            return self._real(name, args, **options)
        self.commands.append(str(args[0]))
        self.seen.append((self.hand_shake, self.status_bar))
        return self._python(self)

    def answer(self, text):
        """Write the hand-shake cell, as Python does."""
        self.app.sheet(GUIDE_SHEET).set_value("C2", text)

    def paste(self, kind):
        """Do what Worksheet.PasteSpecial does: the interpreter has none."""
        if self._clipboard is None:
            raise VBARuntimeError(1004, "PasteSpecial method of Worksheet class failed")
        self.pasted_as.append(str(kind))
        self.app.sheet(PASTE_SHEET).set_value("A7", self._clipboard)

    @property
    def hand_shake(self):
        return self.app.sheet(GUIDE_SHEET).value("C2")

    @property
    def status_bar(self):
        return self.app.application.status_bar

    @property
    def sheet_shown(self):
        return self.app.workbook.active_sheet.name

    @property
    def messages(self):
        return [str(getattr(dialog, "prompt", dialog)) for dialog in self.app.dialogs]


@pytest.fixture
def paste_into(monkeypatch):
    """Give worksheets the PasteSpecial of a clicked workbook."""

    def add(clicked):
        spec = MemberSpec("PasteSpecial", "method", lambda _, kind: clicked.paste(kind), parameters=("Format",))
        members = type(clicked.app.workbook.active_sheet)._vba_members
        monkeypatch.setitem(members, "pastespecial", spec)
        return clicked

    return add


def started(clicked):
    clicked.answer("Đã chạy")
    return 0


def never_started(_clicked):
    return 0


def no_add_in(_clicked):
    raise VBARuntimeError(1004, "Cannot run the macro 'xlwings.xlam!RunPython'")


IN_EXCEL = """
import sys, xlwings, soket_xl.actions as actions
from pathlib import Path
from types import SimpleNamespace
from soket_xl.model import Outcome
from tests.support.fake_xlwings import App, open_fake

book = open_fake(Path(sys.argv[-1]))
xlwings.Book.caller = staticmethod(lambda: book)
App.api = SimpleNamespace(GetOpenFilename=lambda *asked: "cong van.docx")
App.alert = lambda self, prompt, *others: print("shown", prompt)
load = actions.Command.load

def recorded(command):
    function = load(command)
    def enter(**given):
        print("entered", function.__module__, function.__name__, sorted(given))
        return Outcome({}, ["xong"])
    return enter

actions.Command.load = recorded
"""
"""Excel around the command that RunPython starts: the calling book, its message box, and who was entered."""


def entered(command, book):
    """Run a command as xlwings' RunPython does, in a Python of its own; return what it entered and showed."""
    line = f"import xlwings.utils;xlwings.utils.prepare_sys_path({str(ROOT)!r}); {command}"
    done = subprocess.run(
        [sys.executable, "-B", "-c", IN_EXCEL + line, "--wb=" + book.name, "--from_xl=1", str(book)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout.splitlines()


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


def test_ids_are_unique_and_every_button_has_a_picture_of_its_own():
    ids = [element.get("id") for element in ribbon().iter() if element.get("id")]
    pictures = [button.get("imageMso") for button in buttons()]
    assert len(set(ids)) == len(ids)
    assert len(set(pictures)) == len(pictures)


def test_ribbon_asks_macros_for_nothing_but_clicks():
    asked = {name for element in ribbon().iter() for name in element.attrib if name.startswith(("get", "on", "load"))}
    assert asked == {"onAction"}


def test_callback_is_a_public_sub_with_one_control():
    signature = r"^Public Sub SoKet_Run\(ByVal control As IRibbonControl\)\r$"
    assert len(re.findall(signature, sources()["modRibbon"], re.MULTILINE)) == 1


@pytest.mark.parametrize("tag", PYTHON_TAGS)
def test_click_runs_the_command_of_its_tag_which_enters_the_right_function(tag):
    clicked = Clicked(started)
    clicked.click(tag)
    assert clicked.commands == [f"import soket_xl.buttons as b; b.run('{tag}')"]
    assert not set('"%&|<>^') & set(clicked.commands[0])
    assert clicked.seen == [(f"RUN {tag}", f"So ket: dang chay {tag}...")]
    assert clicked.messages == []
    assert clicked.status_bar is False
    module, name = COMMANDS[tag].function.split(":")
    needed = ["host"] if COMMANDS[tag].needs_book else {"new": ["host", "outline"], "templates": ["host"]}.get(tag, [])
    given = sorted(["context", *needed, *(PICKING[tag][:1] if tag in PICKING else ())])
    assert entered(clicked.commands[0], STORED) == [f"entered soket_xl.actions.{module} {name} {given}", "shown xong"]


def test_guide_opens_when_python_never_started():
    clicked = Clicked(never_started)
    clicked.click("status")
    assert ["Python chua khoi dong duoc" in text for text in clicked.messages] == [True]
    assert (clicked.sheet_shown, clicked.status_bar) == (GUIDE_SHEET, False)


def test_guide_opens_when_the_add_in_is_missing():
    clicked = Clicked(no_add_in)
    clicked.click("status")
    assert ["Chua chay duoc lenh" in text for text in clicked.messages] == [True]
    assert (clicked.sheet_shown, clicked.status_bar) == (GUIDE_SHEET, False)


@pytest.mark.parametrize("tag", ["status", "guide"])
def test_lost_guide_sheet_is_told_and_the_next_click_works(tag):
    clicked = Clicked(never_started)
    clicked.app.remove_named_range("nmStatus")
    clicked.click(tag)
    clicked.click(tag)
    assert ["da mat sheet Huong dan" in text for text in clicked.messages] == [True, True]
    assert clicked.status_bar is False


def test_second_click_while_running_is_refused():
    def click_again(clicked):
        clicked.click("intake")
        clicked.answer("xong")
        return 0

    clicked = Clicked(click_again)
    clicked.click("status")
    assert len(clicked.commands) == 1
    assert ["Lenh truoc dang chay" in text for text in clicked.messages] == [True]


@pytest.mark.parametrize("python", [started, never_started, no_add_in])
def test_click_works_again_whatever_became_of_the_last(python):
    clicked = Clicked(python)
    clicked.click("status")
    clicked.click("status")
    assert len(clicked.commands) == 2


def test_guide_button_needs_no_python():
    clicked = Clicked(never_started)
    clicked.click("guide")
    assert (clicked.commands, clicked.messages, clicked.sheet_shown) == ([], [], GUIDE_SHEET)


def test_paste_button_pastes_as_text_on_the_paste_sheet(paste_into):
    clicked = paste_into(Clicked(never_started, clipboard="- Đã ban hành 12 văn bản"))
    clicked.click("paste")
    assert (clicked.pasted_as, clicked.sheet_shown, clicked.messages) == (["Unicode Text"], PASTE_SHEET, [])


def test_paste_button_says_so_when_nothing_was_copied(paste_into):
    clicked = paste_into(Clicked(never_started))
    clicked.click("paste")
    assert ["Chua co van ban de dan" in text for text in clicked.messages] == [True]
    assert (clicked.sheet_shown, clicked.status_bar) == (PASTE_SHEET, False)


@pytest.mark.parametrize("cell", ["A7", "A900", "D8"])
def test_paste_button_never_overwrites_what_was_not_split(paste_into, cell):
    clicked = paste_into(Clicked(never_started, clipboard="báo cáo khác"))
    clicked.app.sheet(PASTE_SHEET).set_value(cell, "báo cáo trước")
    clicked.click("paste")
    assert clicked.pasted_as == []
    assert ["con noi dung chua tach" in text for text in clicked.messages] == [True]


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
