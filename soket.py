#!/usr/bin/env python3
"""The two commands of a newcomer: `python3 soket.py demo` and `python3 soket.py test`.

Standard library only. Makes .venv beside this file, installs the pinned packages once, then runs the command in it.
Any other word goes to the command line. This file must be readable for Python 3.6, so that an old one is told so.
"""

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_TIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
OLDEST = (3, 11)
TOO_OLD = "Cần Python {} trở lên, máy này đang chạy Python {}. Cài Python mới từ kho phần mềm của cơ quan rồi chạy lại."
NO_VENV = (
    "Python trên máy này thiếu mô-đun venv nên chưa tạo được môi trường chạy. "
    "Trên Debian, Ubuntu chạy: sudo apt install python3-venv, rồi chạy lại."
)
NOT_WRITABLE = "Không ghi được vào thư mục {}. Chép chương trình sang thư mục khác có quyền ghi rồi chạy lại."
DISK_FULL = "Đĩa đã đầy (cần khoảng 400 MB). Xóa bớt tệp rồi chạy lại."
NO_PACKAGES = (
    "Chưa cài được các gói cần thiết. Kiểm tra kết nối mạng đến kho gói của cơ quan rồi chạy lại; "
    "máy không có mạng thì chép các tệp .whl vào thư mục wheels cạnh soket.py. Chi tiết: {}"
)
ALONE = ("-n", "--dist", "--numprocesses", "-s", "--pdb", "--trace", "--collect", "--version", "-h", "--help")
FREE_NEEDED = 400 * 1024 * 1024
NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def main(words):
    """Run what `words` ask for and return its exit code."""
    if sys.version_info < OLDEST:
        return refuse(TOO_OLD.format(".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:3]))))
    testing = words[:1] == ["test"]
    problem = prepare(DEVELOPMENT if testing else RUN_TIME)
    if problem:
        return refuse(problem)
    if testing:
        command = ["-m", "pytest", *shared_out(words[1:]), *words[1:]]
    elif words[:1] == ["bundle"]:
        command = [str(ROOT / "tools" / "bundle" / "bundle.py"), *words[1:]]
    elif words == ["demo"]:
        command = ["-m", "soket_xl", "demo", "ket_qua"]
    else:
        command = ["-m", "soket_xl", *words]
    environment = dict(os.environ, PYTHONUTF8="1", PYTHONPATH=str(ROOT))
    return subprocess.call([str(python()), *command], env=environment, cwd=str(ROOT) if testing else None)


def shared_out(words):
    """Return what lets pytest use all cores; nothing where `words` say how, or name so little that it would not pay."""
    alone = any(word.startswith(ALONE) or ".py" in word or word == "no:xdist" for word in words)
    return [] if alone else ["--numprocesses=auto", "--maxprocesses=8", "--dist=loadgroup"]


def prepare(pins):
    """Make .venv and install `pins` unless that was done; return what went wrong, or None."""
    wanted = fingerprint()
    # The development pins contain those of run time.
    if is_installed(pins, wanted) or is_installed(DEVELOPMENT, wanted):
        return None
    if disk_is_full():
        return DISK_FULL
    try:
        return make_venv() or install(pins, wanted[pins])
    except PermissionError:
        return NOT_WRITABLE.format(ROOT)
    except OSError as error:
        return DISK_FULL if error.errno in NO_ROOM else NOT_WRITABLE.format(ROOT)


def is_installed(pins, wanted):
    """Tell whether the stamp of `pins` says that they were installed for this Python."""
    stamp = VENV / (".soket-" + pins)
    return stamp.exists() and stamp.read_text("utf-8") == wanted[pins] and python().exists()


def fingerprint():
    """Return what the stamp of each list of pins must say: the pins and this Python."""
    run_time = (ROOT / RUN_TIME).read_text("utf-8")
    development = run_time + (ROOT / DEVELOPMENT).read_text("utf-8")
    version = sys.version.split()[0]
    lists = {RUN_TIME: run_time, DEVELOPMENT: development}
    return {name: hashlib.sha256((text + version).encode("utf-8")).hexdigest() for name, text in lists.items()}


def make_venv():
    """Make .venv unless a whole one of this Python is there; return what went wrong, or None."""
    settings = VENV / "pyvenv.cfg"
    same = settings.exists() and sys.version.split()[0] in settings.read_text("utf-8")
    if same and python().exists() and has_pip():
        return None
    say("Đang tạo môi trường chạy (.venv)...")
    done, text = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    return None if done else why(text, NO_VENV)


def has_pip():
    """Tell whether pip is whole: making .venv ends with it, and may have been broken off or lack ensurepip."""
    places = ("lib/python*/site-packages", "Lib/site-packages")
    return any(any(VENV.glob(place + "/pip-*.dist-info/RECORD")) for place in places)


def install(pins, wanted):
    """Install the pinned packages and leave the stamp; return what went wrong, or None."""
    say(f"Đang cài các gói trong {pins} (chỉ lần đầu, khoảng nửa phút)...")
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(ROOT / pins)]
    if (ROOT / "wheels").is_dir():
        command += ["--no-index", "--find-links", str(ROOT / "wheels")]
    done, text = run(command)
    if not done:
        last = [line for line in text.splitlines() if line.strip()][-1:]
        return why(text, NO_PACKAGES.format(" ".join(last)))
    (VENV / (".soket-" + pins)).write_text(wanted, "utf-8")
    return None


def run(command):
    """Run quietly; return whether it went well, and what it printed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout.decode("utf-8", "replace")


def why(text, otherwise):
    """Return the sentence for what a step printed: no room, no right to write, or `otherwise`."""
    if "No space left" in text or "quota exceeded" in text:
        return DISK_FULL
    refused = "Permission denied" in text or "[WinError 5]" in text
    return NOT_WRITABLE.format(ROOT) if refused else otherwise


def python():
    """Return the Python of .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def disk_is_full():
    """Tell whether there is too little room for the packages."""
    import shutil

    return shutil.disk_usage(str(ROOT)).free < FREE_NEEDED


def say(line):
    """Print a line of progress."""
    print(line, file=sys.stderr)
    sys.stderr.flush()


def refuse(sentence):
    """Print why nothing was done; return the exit code for it."""
    say(sentence)
    return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(refuse("Đã dừng theo yêu cầu. Chạy lại lệnh để làm tiếp."))
