"""Rules on the text of sections: missing, thin, without figures, one-sided, words of the form."""

import itertools
import re
from collections.abc import Iterator, Sequence

from soket_xl.model import Entry, Finding, Section
from soket_xl.review.report import Campaign, Noted, UnitReport, note, short, without_documents
from soket_xl.text.fold import fold, fold_words
from soket_xl.texts import say
from soket_xl.tracking.missing import ANNEX, missing_sections

THIN, THIN_WITH_FIGURE, BARE = 12, 7, 6
"""Syllables below which a mandatory section says too little: without a figure, with one, and empty phrases aside."""
LEAST = 12
"""Syllables from which a section is long enough to expect a figure or a document in it."""
FORM_SHARE = 0.8
"""Share of a paragraph's words that stand in the outline's own line from which it is the form's text."""
NOTHING = re.compile(
    r"^(?:(?:hien nay|den nay|co ban|nhin chung|qua ra soat|trong qua trinh [^,]{3,50}|trong ky"
    r"|trong thoi gian qua)[, ]*)?"
    r"(?:(?:xa|phuong|so|don vi|dia phuong|co quan) )?(?:chua|khong)\b"
    r"(?: co| phat sinh| phat hien| xay ra| gap| gap phai| thay)?"
    r"(?:(?: nhung| cac| gi| ton tai| han che| kho khan| vuong mac| nguyen nhan| chu quan| khach quan"
    r"| dang ke| lon| nao"
    r"| va| noi dung| y kien| kien nghi| de xuat| phai bao cao| phat sinh)|[,./ ])*$"
)
_NUMBER_WORD = re.compile(r"\b(?:muoi|tram|nghin|ngan)\b")
_INSTRUCTION = re.compile(
    r"^[(\[<]?\s*(?:de nghi )?(?:don vi |cac don vi )?(?:neu|ghi|liet ke|trinh bay|mo ta|danh gia|bao cao"
    r"|thong ke|dien)"
    r" (?:ro|cu the|khai quat|ngan gon|day du|tom tat|chi tiet|so lieu|ten|cac noi dung|noi dung"
    r"|ket qua (?:theo|vao))\b"
    r"|^[(\[<]\s*(?:neu|ghi|liet ke|trinh bay|mo ta|danh gia|bao cao|thong ke|dien|viet|vi du|vd|ghi chu|luu y|goi y)\b"
    r"[^)\]>]*[)\]>][. ]*$"
)
_BLANKS = re.compile(
    r"\.{5,}|\u2026{2,}|_{4,}|\[\s*(?:\.{2,}|\u2026)\s*\]|[<{\[](?:ten|so|ngay|noi dung|dien)[^>}\]]*[>}\]]|\bxxx+\b"
)
_CODE = re.compile(r"\b\d+(?:/\d{4})?/[a-z]")
_EMPTY = re.compile(
    r"\b(?:thuc hien|trien khai|nghiem tuc|dam bao|bao dam|theo (?:dung )?quy dinh|dung quy dinh|kip thoi"
    r"|day du|co ban|on"
    r" dinh|dat (?:duoc )?(?:nhieu )?ket qua(?: (?:tot|cao|kha|tich cuc))?|hieu qua|tot|xa|phuong|don vi"
    r"|so|cong tac|duoc"
    r"|quan tam|luon|da|dang|va|cac|cua|hoan thanh|nhiem vu|duoc giao|theo (?:yeu cau|ke hoach|chi dao"
    r"|huong dan)|cap tren"
    r"|cua (?:tinh|cap tren)|tot nhat|dung (?:tien do|ke hoach|thoi gian)|tich cuc|chu dong|thuong xuyen"
    r"|chat che|trong ky"
    r"|nhin chung|tren dia ban|hoat dong|tiep tuc|noi dung|ket qua|nay|mat|moi|dong bo|toan dien|quyet liet"
    r"|rut kinh nghiem|(?:trong )?qua trinh|bai hoc|nang cao|hon nua|cac mat|ban hanh|quy che lam viec)\b"
)
"""Phrases that any report could hold and that say nothing of this one (on folded words)."""
_PRAISE = (
    "xuat sac",
    "rat tot",
    "vuot bac",
    "toan dien",
    "dat ket qua cao",
    "dat nhieu thanh tuu",
    "to lon",
    "rat cao",
)
_OUTSIDE = re.compile(
    r"\b(?:dia ban|dia hinh|giao thong|di lai|thoi tiet|thien tai|mua lu|dich benh|dan tri|phong tuc|vung sau"
    r"|vung cao|nha mang|nha cung cap"
    r"|dan cu|trung uong|cap tren|cac bo|quy dinh|van ban huong dan|phap luat|ngan sach|kinh phi|dieu kien kinh te"
    r"|xuat phat diem|ho ngheo|mo hinh moi|tien le|bien che duoc giao)\b"
)
"""Words of causes that no unit can help (on folded text)."""
_OWN = re.compile(
    r"\b(?:can bo|cong chuc|vien chuc|lanh dao|nguoi dung dau|phong|don vi|chi dao|dieu hanh|phan cong|nang luc"
    r"|trach nhiem|chu dong|kiem tra|don doc|tham muu|y thuc|phoi hop|tuyen truyen|van dong|tu duy|ne tranh|sau sat"
    r"|quyet liet|kinh nghiem|ky nang|trinh do|tu hoc|so sai|chu quan|bo phan|nhan thuc|lung tung|to chuc thuc hien"
    r"|cap uy|chinh quyen|ubnd|dong chi)\b"
)
"""Words of causes that lie with the unit itself (on folded text)."""
_RESULTS, _FAULTS, _CAUSES = ("ket qua noi bat",), ("ton tai", "han che"), ("nguyen nhan",)


def missing(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield the mandatory sections that are not there (missing_section)."""
    written = {code for code, entries in report.sections.items() if any(e.text.strip() for e in entries)}
    for code in missing_sections(campaign.outline, report.unit.group, written, report.figures):
        section = campaign.section_by_code[code]
        where = _where(report, section)
        message = say("review.missing_section", **where)
        yield note("missing_section", "error", report, section, message, say("review.missing_section_ask", **where))


def thin(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield mandatory sections of a few words that say nothing measurable (too_thin)."""
    for section in _mandatory(report, campaign):
        body = report.text(section.code)
        words = len(fold_words(body).split())
        figure = any(c.isdigit() for c in without_documents(body))
        said = _says_nothing(body) and (_titled(section, _FAULTS) or _titled(section, _CAUSES))
        few = words < (THIN_WITH_FIGURE if figure or section.code.startswith("III.") else THIN)
        bare = not figure and len(_EMPTY.sub(" ", fold_words(body)).split()) < BARE
        if (few or bare) and not said and not _plan(section):
            where = _where(report, section)
            message = say("review.too_thin", **where, count=words, found=short(body))
            yield note("too_thin", "warning", report, section, message, say("review.too_thin_ask", **where))


def no_figures(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield sections with indicators of their own whose text holds no figure at all (no_figures)."""
    owed = {i.group for i in campaign.indicators if i.obligation.get(report.unit.group, "-") != "-"}
    for section in _mandatory(report, campaign):
        if section.code.split(".")[0] in ("III", "IV", "V") or not owed.intersection(section.indicator_groups):
            continue
        body = without_documents(report.text(section.code))
        if len(body.split()) >= LEAST and not _figures_in(body):
            where = _where(report, section)
            message = say("review.no_figures", **where)
            yield note("no_figures", "warning", report, section, message, say("review.no_figures_ask", **where))


def one_sided(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield a report of results without limitations, or without causes (one_sided), or without causes of its own."""
    results = any(_filled(report, s) for s in campaign.outline if s.code.startswith(("II", "III.1")))
    if not results:
        return
    lacking = [
        section
        for section in (_first(campaign, _FAULTS), _first(campaign, _CAUSES))
        if section and not _filled(report, section)
    ]
    if lacking:
        where = _where(report, lacking[0])
        message = say("review.one_sided", **where)
        yield note("one_sided", "warning", report, lacking[0], message, say("review.one_sided_ask", **where))
        return
    own = next((s for s in campaign.outline if "nguyen nhan chu quan" in fold(s.title)), None)
    if own and own.code in report.sections and (not _filled(report, own) or _outside(report.text(own.code))):
        where = _where(report, own)
        message = say("review.no_own_cause", **where)
        yield note("no_own_cause", "warning", report, own, message, say("review.no_own_cause_ask", **where))


def form_words(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield sections whose text is the outline's or the form's own (boilerplate)."""
    for code, entries in report.sections.items():
        section = campaign.section_by_code.get(code)
        bad = next((entry for entry in entries if _is_form(entry, section)), None)
        if section and bad:
            where = _where(report, section)
            message = say("review.boilerplate", **where, found=short(bad.text))
            yield note("boilerplate", "warning", report, section, message, say("review.boilerplate_ask", **where))


def no_document(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield a section on directing documents that cites none by number (no_document)."""
    for section in campaign.outline:
        body = fold(report.text(section.code)) if "van ban trien khai" in fold(section.title) else ""
        if len(body.split()) >= LEAST and section.code.count(".") and not (_CODE.search(body) or _figures_in(body)):
            where = _where(report, section)
            message = say("review.no_document", **where)
            yield note("no_document", "info", report, section, message, say("review.no_document_ask", **where))


def praise(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield outstanding results claimed without one figure (praise_without_proof)."""
    section = _first(campaign, _RESULTS)
    body = without_documents(report.text(section.code)) if section else ""
    if section and sum(word in body for word in _PRAISE) >= 2 and not _figures_in(body):
        where = _where(report, section)
        message = say("review.praise_without_proof", **where)
        yield note(
            "praise_without_proof", "info", report, section, message, say("review.praise_without_proof_ask", **where)
        )


def repeated(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield long paragraphs that stand twice in the report (repeated_paragraph)."""
    seen: dict[str, str] = {}
    told: set[str] = set()
    for entry in report.entries:
        key = fold_words(entry.text)
        if len(key.split()) < 20 or not entry.section:
            continue
        section = campaign.section_by_code.get(entry.section)
        if key in seen and section and key not in told:
            told.add(key)
            where = _where(report, section)
            message = say("review.repeated_paragraph", **where, first=seen[key], found=short(entry.text))
            yield note(
                "repeated_paragraph", "warning", report, section, message, say("review.repeated_paragraph_ask", **where)
            )
        seen.setdefault(key, entry.section)


def not_imported(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield a report that came in but of which nothing has been read (not_imported)."""
    del campaign
    message = say("review.not_imported", unit=report.unit.name)
    yield Noted(Finding("not_imported", "info", message, report.unit.unit_id))


def _where(report: UnitReport, section: Section) -> dict[str, str]:
    return {"unit": report.unit.name, "section": section.code, "title": section.title}


def _mandatory(report: UnitReport, campaign: Campaign) -> Iterator[Section]:
    """Yield the lowest sections that the unit owes and wrote."""
    parents = {section.code.rpartition(".")[0] for section in campaign.outline}
    for section in campaign.outline:
        lowest = section.code not in parents and section.code != ANNEX
        if lowest and section.obligation.get(report.unit.group) == "M" and report.text(section.code).strip():
            yield section


def _titled(section: Section, words: Sequence[str]) -> bool:
    return any(word in fold(section.title) for word in words)


def _plan(section: Section) -> bool:
    return section.code.startswith("V.")


def _first(campaign: Campaign, words: Sequence[str]) -> Section | None:
    return next((s for s in campaign.outline if _titled(s, words) and s.code.count(".") == 1), None)


def _filled(report: UnitReport, section: Section) -> bool:
    body = report.text(section.code)
    return bool(body.strip()) and not _says_nothing(body)


def _outside(body: str) -> bool:
    """Tell whether causes called the unit's own are all ones that it cannot help."""
    folded = fold(body)
    return bool(_OUTSIDE.search(folded)) and not _OWN.search(folded)


def _says_nothing(body: str) -> bool:
    lines = [fold(line).strip(" -+*") for line in body.splitlines() if line.strip()]
    return all(NOTHING.match(line) for line in lines)


def _figures_in(folded: str) -> bool:
    bare = re.sub(r"\b0?2 cap\b|\bngay\s+\d[\d/]*|\bthang\s+\d[\d/]*|\bnam\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}", " ", folded)
    return any(c.isdigit() for c in bare) or bool(_NUMBER_WORD.search(bare))


def _is_form(entry: Entry, section: Section | None) -> bool:
    folded = fold(entry.text)
    if _BLANKS.search(folded) or _INSTRUCTION.match(folded.lstrip("-+* ")):
        return True
    words = fold_words(entry.text).split()
    if section is None or len(words) < 4:
        return False
    return any(_share(words, line) >= FORM_SHARE for line in (section.title, section.hint) if line)


def _share(words: Sequence[str], line: str) -> float:
    pairs = set(itertools.pairwise(words))
    own = fold_words(line).split()
    return len(pairs & set(itertools.pairwise(own))) / len(pairs)
