"""Give an unpacked bundle what Wine 8 lacks, and bring its list of contents to that. Only for tests/wine_lane.sh."""

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path


def main(root: Path, numpy: Path) -> None:
    """Replace numpy, set _wmi.pyd aside, write the list again."""
    packages = root / "runtime" / "Lib" / "site-packages"
    for path in packages.glob("numpy*"):
        shutil.rmtree(path)
    with zipfile.ZipFile(numpy) as wheel:
        wheel.extractall(packages)
    (root / "runtime" / "_wmi.pyd").unlink()
    pins = root / "requirements.txt"
    lines = [
        line if not line.startswith("numpy==") else f"numpy=={numpy.name.split('-')[1]}"
        for line in pins.read_text().splitlines()
    ]
    pins.write_text("\n".join(lines) + "\n")
    listing = root / "DANH-SACH-TEP.txt"
    files = sorted(path for path in root.rglob("*") if path.is_file() and path != listing)
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}" for path in files)
    listing.write_text("\r\n".join(sums) + "\r\n", "utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
