"""The brief as plain text for a mail that is read on a phone: the answer first, short lines, no tables."""

from soket_xl.leaders.brief import Brief, Waiting, group_label, shares
from soket_xl.text.dates import short_date
from soket_xl.texts import say


def summary_lines(brief: Brief) -> list[str]:
    """Return the lines of the mail, "" between its parts."""
    lines = [brief.headline, brief.as_of, brief.campaign, "", say("leaders.milestones_head")]
    lines += [f"- {m.label} ({m.when}): {m.left}" for m in brief.milestones]
    lines += ["", say("leaders.received_head")]
    for rate in brief.rates:
        received, on_time, late, overdue, complete = shares(rate)
        lines += [say("leaders.rate_line", group=group_label(rate.group), received=received, on_time=on_time)]
        lines += [say("leaders.rate_more", late=late, overdue=overdue, complete=complete)]
    if brief.decisions:
        lines += ["", say("leaders.decisions_head")]
        lines += [f"{number}. {line}" for number, line in enumerate(brief.decisions, 1)]
    return [*lines, "", *_waiting_lines(brief), "", brief.reviewed_line]


def _waiting_lines(brief: Brief) -> list[str]:
    if not brief.waiting:
        return [brief.nobody_waits]
    lines = [brief.waiting_head]
    lines += [f"{number}. {_line(unit)}" for number, unit in enumerate(brief.foremost, 1)]
    return [*lines, brief.more] if brief.more else lines


def _line(unit: Waiting) -> str:
    """Return a unit with its state, its officer and its last reminder, what there is of them."""
    parts = [f"{unit.name}: {unit.standing[:1].lower()}{unit.standing[1:]}"]
    if unit.officer:
        parts.append(say("leaders.line_officer", officer=unit.officer))
    if unit.last_reminder:
        parts.append(say("leaders.line_reminded", count=unit.reminders, day=short_date(unit.last_reminder)))
    return "; ".join(parts)
