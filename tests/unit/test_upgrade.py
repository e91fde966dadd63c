"""An older tracker's data in a new one: nothing typed is lost, the old file is untouched."""

from datetime import date

from soket_xl.__main__ import main
from soket_xl.hosts.file import FileHost
from soket_xl.schema import SETTINGS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker


def older(path):
    """Make today's tracker one of version 0."""
    host = FileHost(path)
    rows = [row | ({"value": 0} if row["code"] == "schema_version" else {}) for row in read_rows(host, SETTINGS)[0]]
    host.write([make_table(SETTINGS, rows)])


def test_older_tracker_is_refused_by_name_and_carried_over(tmp_path, capsys):
    book = tmp_path / "so.xlsm"
    assert main(["new", str(book)]) == 0
    assert main(["receive", str(book), "03388", "--date", "2026-05-06", "--no", "05/BC-UBND"]) == 0
    older(book)
    before = book.read_bytes()
    capsys.readouterr()
    assert main(["status", str(book)]) == 2
    assert "upgrade" in capsys.readouterr().err
    assert main(["upgrade", str(book)]) == 0
    unit = Tracker(FileHost(tmp_path / "so-moi.xlsm")).unit_by_id["03388"]
    assert (unit.received_on, unit.document_no) == (date(2026, 5, 6), "05/BC-UBND")
    assert book.read_bytes() == before


def test_upgrade_does_not_overwrite(tmp_path):
    book = tmp_path / "so.xlsm"
    assert main(["new", str(book)]) == 0
    (tmp_path / "so-moi.xlsm").write_bytes(b"x")
    assert main(["upgrade", str(book)]) == 2
    assert (tmp_path / "so-moi.xlsm").read_bytes() == b"x"
