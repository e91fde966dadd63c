"""The words that ask a unit to complete its report: a letter, an e-mail and a short message say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from soket_xl.review.asking import Asked
from soket_xl.text.dates import short_date
from soket_xl.text.wording import addressee_name, clean, ended
from soket_xl.texts import say


@dataclass(frozen=True)
class Request:
    """What one unit is asked, and the last day on which it may answer."""

    asked: Asked
    settings: Mapping[str, str]
    by: date

    @property
    def to(self) -> str:
        """The addressee as the letter names it."""
        return addressee_name(self.asked.unit)


def points(request: Request) -> list[str]:
    """Return the points as numbered sentences."""
    texts = [ended(point.text) for point in request.asked.points]
    return [say("letters.point", number=number, text=text) for number, text in enumerate(texts, 1)]


def letter_lines(request: Request) -> list[str]:
    """Return the paragraphs of the letter."""
    return [_opening(request), *points(request), _closing(request)]


def letter_subject(request: Request) -> str:
    """Return what the letter is about, as it goes on after "V/v"."""
    return say("letters.request_about", campaign=_campaign(request))


def mail_subject(request: Request) -> str:
    """Return the subject of the e-mail."""
    return say("letters.request_mail", campaign=_campaign(request), unit=request.asked.unit.name)


def mail_lines(request: Request) -> list[str]:
    """Return the text of the e-mail, a blank line between its parts."""
    to = say("tracking.mail_to", unit=request.to)
    return [to, "", _opening(request), "", *points(request), "", _closing(request), "", say("tracking.mail_thanks"),
            say("word.comment_author")]  # fmt: skip


def short_message(request: Request) -> str:
    """Return one paragraph to copy into Zalo or SMS: how many points and by when; the points are in the mail."""
    count, by = len(request.asked.points), short_date(request.by)
    return say("letters.request_short", unit=request.to, campaign=_campaign(request), count=count, by=by)


def _opening(request: Request) -> str:
    unit = request.asked.unit
    document = _document(unit.document_no, unit.document_date)
    plan = clean(request.settings.get("plan_reference", "")).strip(" .;,")
    fields = {"document": document, "to": request.to, "campaign": _campaign(request)}
    return say("letters.request_opening", plan=plan, **fields) if plan else say("letters.request_no_plan", **fields)


def _document(number: str | None, dated: date | None) -> str:
    shown = say("letters.document_number", number=clean(number)) if number else ""
    return shown + (say("letters.document_date", day=short_date(dated)) if dated else "")


def _closing(request: Request) -> str:
    keys: Sequence[str] = ("contact_name", "contact_phone", "contact_email")
    contact = "; ".join(filter(None, (clean(request.settings.get(key, "")) for key in keys)))
    shown = say("letters.request_contact", contact=contact) if contact else ""
    return say("letters.request_closing", to=request.to, by=short_date(request.by), contact=shown)


def _campaign(request: Request) -> str:
    name = clean(request.settings.get("campaign_name", ""))
    return name[:1].lower() + name[1:]
