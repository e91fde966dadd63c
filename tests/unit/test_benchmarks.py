"""The benchmarks run: every case of ours and every floor does its work, whatever it takes."""

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.__main__ import STEPS
from benchmarks.campaigns import tracker
from benchmarks.measuring import exponent, timed
from soket_xl.hosts.file import FileHost
from soket_xl.schema import ENTRIES, UNITS

LONG = ("cases:demo_ours",)
"""Cases that other tests run already."""
CASES = sorted({way.case for step in STEPS for way in (step.ours, step.floor) if way} - set(LONG))


@pytest.mark.parametrize("case", CASES)
def test_case_does_its_work(case: str, tmp_path: Path) -> None:
    module, name = case.split(":")
    assert timed(getattr(import_module(f"benchmarks.{module}"), name)(2, tmp_path)) > 0


def test_every_peer_has_a_case() -> None:
    cases = import_module("benchmarks.cases")
    assert [peer.case for step in STEPS for peer in step.peers if not hasattr(cases, peer.case.split(":")[1])] == []


def test_the_plain_script_does_what_it_says(tmp_path: Path) -> None:
    cases = import_module("benchmarks.cases")
    made = cases.demo_plain(3, tmp_path)()
    assert made.exists()
    assert (made.parent / "danh-sach.xlsx").exists()


def test_tracker_has_as_many_units_and_entries_as_asked(tmp_path: Path) -> None:
    host = FileHost(tracker(3, tmp_path, entries=4))
    assert (len(host.read_table(UNITS.name).rows), len(host.read_table(ENTRIES.name).rows)) == (3, 12)


@pytest.mark.parametrize(("seconds", "slope"), [((1, 10, 100), 1.0), ((1, 100, 10_000), 2.0)])
def test_growth_is_the_slope_on_logarithmic_scales(seconds: tuple[float, ...], slope: float) -> None:
    assert exponent((10, 100, 1000), seconds) == pytest.approx(slope)
