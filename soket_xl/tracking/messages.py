"""The words of a reminder: an e-mail and a short message for each unit, by how far the ladder has come."""

from collections.abc import Mapping

from soket_xl.model import Deadline
from soket_xl.schema import RULE_LABELS
from soket_xl.text.capitals import unit_in_sentence
from soket_xl.text.dates import short_date, short_hour
from soket_xl.text.wording import addressee_name
from soket_xl.texts import say, template
from soket_xl.tracking.ladder import Level, Reminder, Step

ADDRESSEES = {
    Level.OFFICER: "tracking.to_officer",
    Level.HEAD: "tracking.to_head",
    Level.PROVINCE: "tracking.to_province",
}


def deadline_words(deadline: Deadline) -> str:
    """Return a deadline as letters write it, with its rule and its hour."""
    if deadline.hour is None:
        return f"{RULE_LABELS[deadline.rule]} {short_date(deadline.day)}"
    fields = {"hour": short_hour(deadline.hour), "day": short_date(deadline.day)}
    return say("tracking.before_hour", **fields) if deadline.rule == "before" else say("tracking.by_hour", **fields)


def step_label(reminder: Reminder) -> str:
    """Return what the register calls the step."""
    if not reminder.returned:
        return step_words(reminder.step)
    if not reminder.step.days:
        return say("tracking.step_returned")
    came = short_date(reminder.unit.reviewed_on or reminder.last_day)
    if reminder.step.calendar:
        return say("tracking.step_returned_days", day=came, days=reminder.step.days)
    return say("tracking.step_returned_on", day=came, days=reminder.step.days)


def step_words(step: Step) -> str:
    """Return a step of the ladder in words."""
    if not step.days:
        return say("tracking.step_day")
    if step.calendar:
        code = "tracking.step_days_before" if step.days < 0 else "tracking.step_days_after"
    else:
        code = "tracking.step_before" if step.days < 0 else "tracking.step_after"
    return template(code).format(days=abs(step.days))


def addressee(reminder: Reminder) -> str:
    """Return whom the step addresses, in words."""
    return template(ADDRESSEES[reminder.level])


def subject(reminder: Reminder, campaign: str) -> str:
    """Return the subject of the e-mail."""
    return say("tracking.mail_subject", campaign=campaign, unit=reminder.unit.name)


def mail_lines(reminder: Reminder, settings: Mapping[str, str]) -> list[str]:
    """Return the text of the e-mail; `settings` holds campaign, plan, office, contact, phone and email."""
    unit = addressee_name(reminder.unit)
    to = (
        say("tracking.mail_to", unit=unit)
        if reminder.level == Level.OFFICER
        else say("tracking.mail_to_head", unit=unit)
    )
    lines = [to, "", _state(reminder, settings["campaign"])]
    lines += [_request(reminder), "", say("tracking.mail_plan", plan=settings["plan"])]
    contact = "; ".join(filter(None, (settings["contact"], settings["phone"], settings["email"])))
    if contact:
        lines.append(say("tracking.mail_contact", contact=contact))
    return [*lines, "", say("tracking.mail_thanks"), settings["office"]]


def short_message(reminder: Reminder, settings: Mapping[str, str]) -> str:
    """Return one paragraph to copy into Zalo or SMS."""
    return say(
        "tracking.short_message",
        office=settings["office"],
        state=_state(reminder, settings["campaign"]),
        request=_request(reminder),
    )


def _state(reminder: Reminder, campaign: str) -> str:
    unit = unit_in_sentence(reminder.unit.name)
    if reminder.returned:
        reason = f": {reminder.unit.return_reason.rstrip('.')}" if reminder.unit.return_reason else ""
        return say("tracking.state_returned", unit=unit, campaign=campaign, reason=reason)
    last = short_date(reminder.last_day)
    if reminder.late and reminder.step.days > 0:
        return say("tracking.state_late", unit=unit, campaign=campaign, last=last, days=reminder.days_late)
    when = deadline_words(reminder.unit.limit)
    if reminder.late:
        return say("tracking.state_passed", unit=unit, campaign=campaign, when=when)
    if reminder.unit.extended_to:
        clock = reminder.unit.extended_hour
        when = (
            say("tracking.extended_hour", hour=short_hour(clock), day=last)
            if clock
            else say("tracking.extended", day=last)
        )
    elif reminder.last_day != reminder.unit.limit.day:
        when = say("tracking.when_last", when=when, last=last)
    return say("tracking.state_due", unit=unit, campaign=campaign, when=when)


def _request(reminder: Reminder) -> str:
    if reminder.returned:
        return say("tracking.request_returned")
    if reminder.late and reminder.level == Level.PROVINCE:
        return say("tracking.request_province")
    return say("tracking.request_late") if reminder.late else say("tracking.request_due")


def addressed(reminder: Reminder) -> str:
    """Return to whom a short message goes: unit, person and phone; a head without a phone is reached by the officer."""
    unit = reminder.unit
    officer = (unit.contact, unit.phone)
    if reminder.level == Level.OFFICER:
        parts: tuple[str | None, ...] = officer
    else:
        head = unit.head or say("tracking.to_head")
        through = " ".join(filter(None, officer))
        if unit.head_phone:
            parts = (head, unit.head_phone)
        else:
            parts = (say("tracking.head_through", head=head, contact=through) if through else head,)
    return "[" + " - ".join(filter(None, (unit.name, *parts))) + "]"
