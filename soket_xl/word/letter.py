"""Letters and proposals of the office (cong van, to trinh): the report's writer, other templates, nothing to trace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from soket_xl.text.wording import clean, date_words, ended, listed, recipient_lines
from soket_xl.texts import say, template
from soket_xl.word.model import Annex, Paragraph, ReportModel, Sentence

OFFICE = ("parent_authority", "office", "place", "letter_signer_title", "letter_signer_name")
"""Settings that every letter and proposal of the office shows."""


@dataclass(frozen=True)
class _Form:
    """What tells a kind of document from another: settings of its number and recipients, keys of its sentences."""

    code: str
    cc: str
    subject: str
    reference: str


_LETTER = _Form("letter_code", "letter_cc", "word.letter_subject", "word.letter_reference")
_PROPOSAL = _Form("proposal_code", "proposal_cc", "letters.proposal_subject", "letters.proposal_reference")


def letter(
    settings: Mapping[str, str],
    on: date,
    subject: str,
    to: Sequence[str],
    lines: Sequence[str],
    annexes: Sequence[Annex] = (),
) -> ReportModel:
    """Return a letter about `subject` to `to`, its paragraphs `lines`; the last one is closed with "./.".

    Office, number, signer and recipients come from `settings`; write it into a template of kind `LETTER`.
    """
    return _document(_LETTER, settings, on, subject, to, lines, annexes)


def proposal(
    settings: Mapping[str, str],
    on: date,
    subject: str,
    to: Sequence[str],
    lines: Sequence[str],
    annexes: Sequence[Annex] = (),
) -> ReportModel:
    """Return a proposal (to trinh) of the office about `subject`: as `letter`, under the name of its kind."""
    return _document(_PROPOSAL, settings, on, subject, to, lines, annexes)


def letter_reference(settings: Mapping[str, str], on: date) -> str:
    """Return the line under an annex's title that names the letter it comes with."""
    return _reference(_LETTER, settings, on)


def proposal_reference(settings: Mapping[str, str], on: date) -> str:
    """Return the line under an annex's title that names the proposal it comes with."""
    return _reference(_PROPOSAL, settings, on)


def _document(
    form: _Form,
    settings: Mapping[str, str],
    on: date,
    subject: str,
    to: Sequence[str],
    lines: Sequence[str],
    annexes: Sequence[Annex],
) -> ReportModel:
    closing = f"{ended(lines[-1]).rstrip('.')}./." if lines else ""
    texts = [*(clean(line) for line in lines[:-1]), *([closing] if closing else [])]
    return ReportModel(
        fields=_fields(form, settings, on, subject, [clean(name) for name in to]),
        blocks=tuple(Paragraph((Sentence("", text),)) for text in texts),
        annexes=tuple(annexes),
        title=_said(form.subject, subject=clean(subject)),
        creator=say("build.creator"),
        day=on,
    )


def _reference(form: _Form, settings: Mapping[str, str], on: date) -> str:
    when = say("word.date_in_line", **date_words(on))
    symbol = clean(settings.get(form.code, ""))
    return _said(form.reference, symbol=symbol, date=when, issuer=say("word.comment_author"))


def _said(key: str, **fields: object) -> str:
    return template(key).format(**fields)


def _fields(
    form: _Form, settings: Mapping[str, str], on: date, subject: str, to: Sequence[str]
) -> Mapping[str, str | tuple[str, ...]]:
    own = {code: clean(value) for code, value in settings.items()}
    return {
        "co_quan_chu_quan": own.get("parent_authority", ""),
        "co_quan": own.get("office", ""),
        "so_ky_hieu": say("word.number", symbol=own.get(form.code, "")),
        "trich_yeu": _said(form.subject, subject=clean(subject)),
        "dia_danh_ngay": say("word.place_date", place=own.get("place", ""), **date_words(on)),
        "kinh_gui": to[0] if len(to) == 1 else "",
        "kinh_gui_khac": recipient_lines(to) if len(to) > 1 else (),
        "quyen_han": "",
        "thay_mat": own.get("letter_signer_acting", ""),
        "chuc_vu": own.get("letter_signer_title", ""),
        "nguoi_ky": own.get("letter_signer_name", ""),
        "noi_nhan": recipient_lines(listed(own.get(form.cc, ""))),
    }
