"""An OPC package written so that equal content gives equal bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return the package of `parts`: content types first, then by name, one date for all."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name not in FIRST_PARTS, name)):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, parts[name])
    return stream.getvalue()
