"""The sample campaign: real Word files in varied forms, figures that agree, the same bytes each time."""

import random
from datetime import date

import docx
import pytest

from soket_xl.build.sample import COPIES, EXEMPT, EXTENDED, LATE, MISSING, sample_units, write_sample
from soket_xl.build.sample_figures import draw_figures
from soket_xl.model import AGENCIES, COMMUNES


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_sample(tmp_path_factory.mktemp("sample"))


def test_forty_three_reports_three_odd_files(files):
    units = [f.unit_id for f in files if f.unit_id]
    assert len(units) == len(set(units)) == 43
    assert len(files) - len(units) == 3
    assert not set(units) & {*MISSING, EXEMPT, EXTENDED}


def test_reports_open_in_another_reader_with_text_and_an_annex(files):
    for file in [f for f in files if f.unit_id][::5]:
        document = docx.Document(str(file.path))
        words = sum(len(p.text.split()) for p in document.paragraphs)
        assert words > 700, file.path.name
        assert len(document.tables[-1].rows) > 40, file.path.name


def test_same_bytes_each_time(files, tmp_path):
    again = {f.path.name: f.path.read_bytes() for f in write_sample(tmp_path)}
    assert all(again[f.path.name] == f.path.read_bytes() for f in files)


def test_register_has_late_missing_extended_and_returned_units():
    units = {u.unit_id: u for u in sample_units()}
    assert all(units[unit_id].received_on == date(2026, 5, 8) for unit_id in LATE)
    assert all(units[unit_id].received_on is None for unit_id in MISSING)
    assert units[EXEMPT].exempt_reason
    assert units[EXTENDED].extended_to == date(2026, 5, 12)
    assert sum(u.review == "returned" for u in units.values()) == 1
    assert all(u.email.isascii() and u.email.endswith("@example.vn") for u in units.values())


@pytest.mark.parametrize("group", [AGENCIES, COMMUNES])
def test_figures_balance(group):
    for seed in range(40):
        f = draw_figures(random.Random(seed), group)
        assert f["TTHC01"] == f["TTHC04"] + f["TTHC07"]
        assert f["TTHC04"] == f["TTHC05"] + f["TTHC06"]
        assert f["TTHC03"] <= f["TTHC02"] <= f["TTHC01"]
        assert f["TS01"] == f["TS02"] + f["TS03"] + f["TS04"]
        assert f["TS05"] <= f["TS04"]
        assert f["BC02"] <= f["BC01"]
        assert f["PCPQ02"] <= f["PCPQ01"]


def test_planted_copy_is_between_two_units_that_sent():
    for copy, original in COPIES.items():
        assert copy not in MISSING
        assert original not in MISSING
