"""Which unit a report is from: exact names only, everything else is asked about."""

from datetime import date

import pytest

from soket_xl.intake.blocks import Document, Paragraph, TableBlock
from soket_xl.intake.report import ReportReader
from soket_xl.intake.units import PROPERTY, UnitMatch
from soket_xl.model import Deadline, Unit
from tests.support.intake_case import reader


def head(*left: str, title: str = "BÁO CÁO", sign: tuple[str, ...] = ()) -> Document:
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Ngày 05 tháng 5 năm 2026")
    columns = (tuple(Paragraph(t) for t in left), tuple(Paragraph(t) for t in right))
    rest = [Paragraph(title, bold=1.0, centered=True), Paragraph("I. ĐÁNH GIÁ CHUNG", bold=1.0), Paragraph("Tốt.")]
    blocks = [TableBlock((columns,)), *rest] if left else rest
    return Document((*blocks, *(Paragraph(line, bold=1.0) for line in sign)))


def match(document: Document, file: str = "bao cao.docx", confirmed: str | None = None) -> UnitMatch:
    return reader().read(document, file, confirmed).match


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("ỦY BAN NHÂN DÂN", "XÃ MƯỜNG KIM"), "03637"),
        (("UBND XÃ THAN UYÊN",), "03595"),
        (("UBND XÃ TÂN UYÊN", "Số: 02/BC-UBND"), "03598"),
        (("UBND TỈNH LAI CHÂU", "UBND XÃ SÌ LỜ LẦU"), "03562"),
        (("UỶ BAN NHÂN DÂN", "PHƯỜNG ĐOÀN KẾT", "-------"), "03388"),
        (("UBND P. TÂN PHONG",), "03408"),
        (("UBND P.TÂN PHONG",), "03408"),
        (("UBND P. ĐOÀN KẾT", "Đoàn Kết, ngày     tháng 5 năm 2026"), "03388"),
        (("ỦY BAN NHÂN DÂN PHƯỜNG", "ĐOÀN KẾT"), "03388"),
        (("ỦY BAN NHÂN DÂN XÃ BUM TỞ", "TỈNH LAI CHÂU"), "03433"),
        (("UBND XÃ KHOEN ON, TỈNH LAI CHÂU",), "03640"),
        (("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"), "SNNMT"),
        (("UBND TỈNH LAI CHÂU", "SỞ NN&MT"), "SNNMT"),
        (("UBND TỈNH LAI CHÂU", "SỞ VHTT&DL"), "SVHTTDL"),
        (("UBND TỈNH LAI CHÂU", "SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH"), "SVHTTDL"),
        (("UBND TỈNH LAI CHÂU", "SỞ GD&ĐT"), "SGDDT"),
        (("UBND TỈNH LAI CHÂU", "SỞ KHCN"), "SKHCN"),
        (("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "VĂN PHÒNG"), "VPUB"),
        (("VP UBND TỈNH",), "VPUB"),
        (("THANH TRA TỈNH LAI CHÂU",), "TTT"),
        (("UBND TỈNH LAI CHÂU", "SỞ DÂN TỘC VÀ", "TÔN GIÁO"), "SDTTG"),
        (("UBND XÃ PA ủ",), "03442"),
    ],
)
def test_unit_is_told_by_the_exact_name_of_the_letterhead(lines: tuple[str, ...], unit: str) -> None:
    found = match(head(*lines))
    assert (found.unit_id, found.how) == (unit, "letterhead")


@pytest.mark.parametrize(
    ("lines", "candidate"),
    [
        (("UBND XÃ THANH UYÊN",), "03595"),
        (("UBND XÃ TÂN UYỂNH",), "03598"),
        (("ỦY BAN NHÂN DÂN", "HUYỆN THAN UYÊN"), "03595"),
        (("UBND THỊ TRẤN TÂN UYÊN",), "03598"),
        (("ĐẢNG BỘ TỈNH LAI CHÂU", "ĐẢNG ỦY XÃ MƯỜNG THAN"), "03618"),
        (("ĐẢNG ỦY XÃ MƯỜNG THAN", "Số 12-BC/ĐU"), "03618"),
        (("UBND XÃ NẬM MẠ", "TRẠM Y TẾ"), "03538"),
        (("UBND XÃ NẬM MẠ", "TRƯỜNG TIỂU HỌC SỐ 1"), "03538"),
        (("UBND XÃ NẬM MẠ", "PHÒNG KINH TẾ"), "03538"),
        (("UBND XÃ NẬM MẠ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"), "03538"),
        (("CÔNG AN TỈNH LAI CHÂU", "CÔNG AN XÃ NẬM MẠ"), "03538"),
        (("HỘI ĐỒNG NHÂN DÂN", "XÃ NẬM MẠ"), "03538"),
        (("UBMTTQ VIỆT NAM XÃ NẬM MẠ",), "03538"),
    ],
)
def test_anything_else_is_asked_about_with_the_unit_that_may_be_meant(lines: tuple[str, ...], candidate: str) -> None:
    found = match(head(*lines))
    assert found.unit_id is None
    assert candidate in found.candidates
    assert len(found.candidates) <= 3
    assert found.reason


def test_letterhead_and_file_name_that_disagree_are_asked_about() -> None:
    found = match(head("ỦY BAN NHÂN DÂN", "XÃ THAN UYÊN"), "BC xa Tan Uyen.docx")
    assert found.unit_id is None
    assert set(found.candidates) == {"03595", "03598"}


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("BC so ket xa Muong Than (ban chinh thuc) (1).docx", "03618"),
        ("BaoCao_XaPaTan_2026.docx", "03503"),
        ("bao-cao-phong-tho.docx", "03549"),
        ("STC bao cao.docx", "STC"),
        ("Sở Y tế.docx", "SYT"),
        ("Nậm Tăm.docx", "03517"),
    ],
)
def test_report_without_letterhead_is_taken_by_its_exact_file_name_with_a_warning(file: str, unit: str) -> None:
    found = match(head(title="BÁO CÁO SƠ KẾT"), file)
    assert (found.unit_id, found.how) == (unit, "file_name")
    assert found.warning


@pytest.mark.parametrize(
    "file",
    ["bao cao.docx", "BC Than Uyen va Tan Uyen.docx", "huyen Than Uyen.docx", "BC xa Muong Thanh.docx", "1.docx"],
)
def test_file_name_that_names_no_unit_or_two_is_asked_about(file: str) -> None:
    assert match(head(), file).unit_id is None


def test_signature_tells_the_unit_where_the_letterhead_does_not() -> None:
    found = match(head(sign=("TM. ỦY BAN NHÂN DÂN XÃ PA TẦN", "CHỦ TỊCH")))
    assert (found.unit_id, found.how) in {("03503", "signature"), (None, None)}
    assert found.unit_id == "03503"


def test_clerks_word_counts_more_than_any_name() -> None:
    found = match(head("UBND XÃ THANH UYÊN"), confirmed="03595")
    assert (found.unit_id, found.how) == ("03595", "confirmed")


def test_form_is_known_by_the_identity_inside_even_after_renaming() -> None:
    document = Document(head().blocks, properties=((PROPERTY, "03442"),))
    assert (match(document, "xyz.docx").unit_id, match(document).how) == ("03442", "form")
    other = Document(head("UBND XÃ PA TẦN").blocks, properties=((PROPERTY, "03442"),))
    assert match(other).unit_id is None


def test_legal_basis_and_body_that_name_other_units_do_not_count() -> None:
    document = head("ỦY BAN NHÂN DÂN", "XÃ HUA BUM")
    blocks = (*document.blocks[:2], Paragraph("Căn cứ Kế hoạch của xã Bum Nưa;"), *document.blocks[2:])
    found = match(Document((*blocks, Paragraph("Xã Mù Cả giáp xã Tà Tổng."))))
    assert found.unit_id == "03460"


RECIPIENTS = ("Nơi nhận:", "- UBND tỉnh (b/c);", "- Sở Nội vụ;", "- Lưu: VT.")


@pytest.mark.parametrize(
    "lines",
    [
        ("ỦY BAN NHÂN DÂN", "XÃ BUN NƯA"),
        ("UBND XÃ TẢ PHÌN",),
        ("UBND TỈNH LAI CHÂU", "SỞ NGOẠI VỤ"),
        ("UBND TỈNH LAI CHÂU", "BAN QUẢN LÝ KHU KINH TẾ"),
        ("UBND TỈNH ĐIỆN BIÊN", "SỞ NỘI VỤ"),
        ("UBND XÃ TÂN UYÊN - TỈNH BÌNH DƯƠNG",),
    ],
)
def test_recipients_and_file_name_never_say_who_wrote_what_a_letterhead_calls_another(lines: tuple[str, ...]) -> None:
    found = match(head(*lines, sign=RECIPIENTS), "BC So Noi vu.docx")
    assert found.unit_id is None
    assert found.reason


def test_recipients_are_no_signature() -> None:
    assert match(head(sign=RECIPIENTS)).unit_id is None
    assert match(head(sign=(*RECIPIENTS, "TM. UBND XÃ PA TẦN", "CHỦ TỊCH"))).unit_id == "03503"


@pytest.mark.parametrize(
    "lines",
    [
        ("THƯỜNG TRỰC ĐẢNG ỦY", "XÃ HỒNG THU"),
        ("VĂN PHÒNG ĐẢNG ỦY XÃ HỒNG THU",),
        ("UBND XÃ HỒNG THU", "Số 3-BC/ĐU"),
        ("UBND XÃ HỒNG THU", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"),
    ],
)
def test_party_bodies_and_steering_committees_carry_their_commune_as_a_candidate(lines: tuple[str, ...]) -> None:
    found = match(head(*lines))
    assert (found.unit_id, found.candidates[:1]) == (None, ("03508",))


@pytest.mark.parametrize(
    ("names", "lines", "file"),
    [
        (("Xã Tà Lèng", "Xã Tả Lèng"), ("UBND XÃ TÀ LÈNG",), "bao cao.docx"),
        (("Xã Tà Lèng", "Xã Tả Lèng"), (), "Tà Lèng.docx"),
        (("Xã Hòa Bình", "Phường Hòa Bình"), (), "hoa binh.docx"),
    ],
)
def test_name_that_two_units_share_but_for_marks_or_kind_is_asked_about(names, lines, file) -> None:
    deadline = Deadline(date(2026, 5, 8), "before")
    units = [Unit(f"0000{n}", name, "communes", deadline) for n, name in enumerate(names)]
    found = ReportReader((), (), units, 2026).read(head(*lines), file).match
    assert (found.unit_id, set(found.candidates)) == (None, {"00000", "00001"})


def test_kind_tells_two_communes_of_one_name_apart() -> None:
    deadline = Deadline(date(2026, 5, 8), "before")
    units = [Unit("00000", "Xã Hòa Bình", "communes", deadline), Unit("00001", "Phường Hòa Bình", "communes", deadline)]
    assert ReportReader((), (), units, 2026).read(head("UBND XÃ HÒA BÌNH"), "hoa binh.docx").match.unit_id == "00000"
