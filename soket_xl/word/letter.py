"""Official letters of the office (cong van): the same writer as the report, another template, nothing to trace."""

from collections.abc import Mapping, Sequence
from datetime import date

from soket_xl.texts import say
from soket_xl.word.model import Annex, Paragraph, ReportModel, Sentence
from soket_xl.word.wording import clean, date_words, ended, listed, recipient_lines


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
    closing = f"{ended(lines[-1]).rstrip('.')}./." if lines else ""
    texts = [*(clean(line) for line in lines[:-1]), *([closing] if closing else [])]
    return ReportModel(
        fields=_fields(settings, on, subject, [clean(name) for name in to]),
        blocks=tuple(Paragraph((Sentence("", text),)) for text in texts),
        annexes=tuple(annexes),
        title=say("word.letter_subject", subject=clean(subject)),
        creator=say("build.creator"),
        day=on,
    )


def letter_reference(settings: Mapping[str, str], on: date) -> str:
    """Return the line under an annex's title that names the letter it comes with."""
    when = say("word.date_in_line", **date_words(on))
    symbol = clean(settings.get("letter_code", ""))
    return say("word.letter_reference", symbol=symbol, date=when, issuer=say("word.comment_author"))


def _fields(
    settings: Mapping[str, str], on: date, subject: str, to: Sequence[str]
) -> Mapping[str, str | tuple[str, ...]]:
    own = {code: clean(value) for code, value in settings.items()}
    return {
        "co_quan_chu_quan": own.get("parent_authority", ""),
        "co_quan": own.get("office", ""),
        "so_ky_hieu": say("word.number", symbol=own.get("letter_code", "")),
        "trich_yeu": say("word.letter_subject", subject=clean(subject)),
        "dia_danh_ngay": say("word.place_date", place=own.get("place", ""), **date_words(on)),
        "kinh_gui": to[0] if len(to) == 1 else "",
        "kinh_gui_khac": recipient_lines(to) if len(to) > 1 else (),
        "quyen_han": "",
        "thay_mat": own.get("letter_signer_acting", ""),
        "chuc_vu": own.get("letter_signer_title", ""),
        "nguoi_ky": own.get("letter_signer_name", ""),
        "noi_nhan": recipient_lines(listed(own.get("letter_cc", ""))),
    }
