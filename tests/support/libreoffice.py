"""LibreOffice without a screen, told to compute every formula anew."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


@cache
def _profile() -> Path:
    folder = Path(mkdtemp(prefix="soket-lo-"))
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    return folder


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Convert `source` to `kind` ("pdf", "xlsx") in `folder`; the file must be there, the exit code proves nothing."""
    command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(source)], capture_output=True, timeout=300, check=False)
    made = folder / f"{source.stem}.{kind}"
    assert made.exists(), f"LibreOffice made nothing of {source.name}"
    return made


def convert_all(sources: list[Path], kind: str, folder: Path) -> dict[Path, Path]:
    """Convert several files in one run of LibreOffice; return {source: made}."""
    command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--convert-to", kind]
    names = [str(source) for source in sources]
    subprocess.run([*command, "--outdir", str(folder), *names], capture_output=True, timeout=300, check=False)
    made = {source: folder / f"{source.stem}.{kind}" for source in sources}
    assert all(path.exists() for path in made.values()), "LibreOffice did not make every file"
    return made
