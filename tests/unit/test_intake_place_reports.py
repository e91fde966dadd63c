"""Whole reports, written by hand, with the place of every line."""

import pytest

from tests.support.intake_case import cases, measure, reader


@pytest.mark.parametrize("name", ["tuned", "held", "held2", "held3", "held4", "held5", "held6"])
def test_every_line_of_the_written_reports_stands_where_it_belongs(name: str) -> None:
    found = measure(name)
    assert found.wrong == []
    assert found.right == found.total > 30
    assert found.figures_right == found.figures


@pytest.mark.parametrize("name", ["tuned", "held", "held2", "held3", "held4", "held5", "held6"])
def test_no_line_is_lost_and_none_stands_twice(name: str) -> None:
    for case in cases(name):
        report = reader().read(case.document, case.file)
        words = " ".join(p.text for p in case.document.paragraphs()).replace("|", " ").split()
        kept = " ".join(item.text for item in report.items).replace("|", " ").split()
        assert len(kept) >= len(words) - sum(word in "-+*•" for word in words), case.name
        assert set(words) - set(kept) <= {"-", "+", "*"}, case.name
