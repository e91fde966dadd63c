"""What is a heading and what only looks like one."""

from collections.abc import Sequence

import pytest

from soket_xl.intake.blocks import Document, Paragraph
from soket_xl.intake.headings import OutlineMatcher
from soket_xl.intake.names import IndicatorNames
from soket_xl.intake.report import Report
from soket_xl.tracker import Tracker
from tests.support.intake_case import cases, reader
from tests.support.memory import tracker_in_memory


def read(*lines: str) -> Report:
    """Return the report of some lines; a star in front makes a line bold."""
    made = tuple(Paragraph(line.lstrip("*"), bold=1.0 if line.startswith("*") else 0.0) for line in lines)
    return reader().read(Document(made), "xa pa tan.docx")


def test_plain_list_below_a_bold_heading_stays_text_even_where_it_names_sections() -> None:
    found = read(
        "*II. KẾT QUẢ", "*2. Tổ chức bộ máy", "Gồm:", "1. Kiện toàn phòng chuyên môn đã xong",
        "2. Ban hành quy chế làm việc", "*3. Biên chế được giao, có mặt", "Có 40 người.",
    )  # fmt: skip
    assert found.sections == {
        "II.2": ["Gồm:", "1. Kiện toàn phòng chuyên môn đã xong", "2. Ban hành quy chế làm việc"],
        "II.3.a": ["Có 40 người."],
    }


def test_bullets_that_name_other_sections_stay_where_they_stand() -> None:
    found = read("*III. ĐÁNH GIÁ", "*2. Hạn chế", "- Biên chế: thiếu", "- Về chuyển đổi số: mạng yếu")
    assert found.sections == {"III.2": ["Biên chế: thiếu", "Về chuyển đổi số: mạng yếu"]}


def test_tasks_by_field_stay_with_the_tasks() -> None:
    found = read(
        "*IV. NHIỆM VỤ", "*2. Nhiệm vụ, giải pháp", "*a) Về tổ chức bộ máy", "Kiện toàn.", "*b) Về tài chính", "Thu."
    )
    assert list(found.sections) == ["IV.2"]
    assert len(found.sections["IV.2"]) == 4


def test_advantages_within_the_first_part_are_not_sent_to_the_assessment() -> None:
    found = read(
        "*I. ĐẶC ĐIỂM TÌNH HÌNH",
        "*1. Thuận lợi",
        "Gần quốc lộ.",
        "*II. KẾT QUẢ",
        "*1. Sắp xếp đơn vị hành chính",
        "Xong.",
    )
    assert "III.1" not in found.sections
    assert found.unplaced == ["Gần quốc lộ."]
    assert next(item.guess for item in found.items if item.text == "Gần quốc lộ.") == "I"


def test_extra_section_is_unplaced_with_its_part_as_guess_and_its_own_headings_kept() -> None:
    found = read(
        "*II. KẾT QUẢ", "*1. Sắp xếp đơn vị hành chính", "Xong.", "*2. Phòng, chống thiên tai", "*a) Số trận lũ",
        "Có 6 trận.", "*3. Tổ chức bộ máy", "Có 03 phòng.",
    )  # fmt: skip
    assert found.sections == {"II.1": ["Xong."], "II.2": ["Có 03 phòng."]}
    assert found.unplaced == ["a) Số trận lũ", "Có 6 trận."]
    assert {item.guess for item in found.content if not item.section} == {"II"}


def test_misspelt_and_toneless_headings_are_known() -> None:
    found = read("*II. KET QUA", "*1. Xắp xếp đơn vị hành chánh", "Xong.", "*2. To chuc bo may", "Có 03 phòng.")
    assert found.sections == {"II.1": ["Xong."], "II.2": ["Có 03 phòng."]}


def test_document_of_fifteen_thousand_paragraphs_is_read_whole() -> None:
    lines = [f"Đoạn số {n} về gieo trồng {n} ha." for n in range(15_000)]
    found = read("*III. ĐÁNH GIÁ CHUNG", "*1. Ưu điểm", *lines)
    assert found.sections == {"III.1": lines}


def test_number_below_the_open_headings_own_marks_a_heading_in_plain_letters() -> None:
    found = read(
        "B. KẾT QUẢ", "1. Tổ chức bộ máy chính quyền", "Gọn hơn.", "1.1. Kiện toàn bộ máy", "Đã bầu.",
        "1.2. Quy chế làm việc", "Đã ban hành.", "2. Biên chế, đội ngũ", "Đủ.", "2.1. Chính sách với người nghỉ việc", "Xong.",
    )  # fmt: skip
    assert {code: texts for code, texts in found.sections.items() if code.count(".") == 2} == {
        "II.2.a": ["Đã bầu."], "II.2.b": ["Đã ban hành."], "II.3.b": ["Xong."],
    }  # fmt: skip


def run_in(*lines: str) -> Report:
    """Return the report of lines whose beginning, up to a bar, is bold."""
    made = [Paragraph("III. ĐÁNH GIÁ", bold=1.0)]
    for line in lines:
        lead, _, rest = line.partition("|")
        made.append(Paragraph(lead + rest, bold=len(lead) / len(line), lead=len(lead)))
    return reader().read(Document(tuple(made)), "xa pa tan.docx")


def test_bold_title_at_the_start_of_a_line_is_a_heading_with_a_stop_or_without_a_marker() -> None:
    for lines in (
        ("1. Ưu điểm.| Dân tin.", "2. Hạn chế.| Thiếu người: ba việc.", "3. Nguyên nhân.| Đường xa."),
        ("Ưu điểm:| Dân tin.", "Hạn chế:| Thiếu người: ba việc.", "Nguyên nhân:| Đường xa."),
    ):
        assert run_in(*lines).sections == {
            "III.1": ["Dân tin."], "III.2": ["Thiếu người: ba việc."], "III.3": ["Đường xa."],
        }  # fmt: skip


def test_first_words_before_a_colon_in_plain_letters_stay_text() -> None:
    found = read("*III. ĐÁNH GIÁ", "*1. Ưu điểm", "Hạn chế: không có.", "Nguyên nhân: dân tin.")
    assert found.sections == {"III.1": ["Hạn chế: không có.", "Nguyên nhân: dân tin."]}


def test_part_that_tells_results_limits_and_causes_is_the_assessment_wherever_it_stands() -> None:
    found = read(
        "*I. ĐÁNH GIÁ KẾT QUẢ ĐẠT ĐƯỢC, HẠN CHẾ, NGUYÊN NHÂN", "*1. Kết quả đạt được", "A.", "*3. Nguyên nhân", "B."
    )
    assert found.sections == {"III.1": ["A."], "III.3": ["B."]}


def test_sentence_in_capitals_and_an_equals_sign_below_a_heading_are_text() -> None:
    found = read("*V. KIẾN NGHỊ", "KHÔNG CÓ.", "=1+1 là phép tính", "=> Đề nghị tỉnh hỗ trợ")
    assert found.sections == {"V": ["KHÔNG CÓ.", "=1+1 là phép tính", "Đề nghị tỉnh hỗ trợ"]}


def test_report_without_any_emphasis_is_told_by_the_titles_on_lines_of_their_own() -> None:
    found = read(
        "ĐÁNH GIÁ CHUNG", "Ưu điểm", "Dân tin.", "Tồn tại, hạn chế", "Thiếu người.", "KIẾN NGHỊ, ĐỀ XUẤT", "Với tỉnh",
        "Thêm vốn.", "Với tỉnh có 3 việc",
    )  # fmt: skip
    assert found.sections == {
        "III.1": ["Dân tin."],
        "III.2": ["Thiếu người."],
        "V.2": ["Thêm vốn.", "Với tỉnh có 3 việc"],
    }


def test_titles_before_a_colon_or_a_stop_are_read_in_a_report_without_emphasis() -> None:
    colons = read("III. ĐÁNH GIÁ", "Ưu điểm: Dân tin.", "Hạn chế: Thiếu người.", "V. KIẾN NGHỊ", "Với tỉnh: Thêm vốn.")
    stops = read(
        "III. ĐÁNH GIÁ", "1. Ưu điểm. Dân tin.", "2. Hạn chế. Thiếu người.", "V. KIẾN NGHỊ", "1. Với tỉnh. Thêm vốn."
    )
    assert colons.sections == stops.sections == {"III.1": ["Dân tin."], "III.2": ["Thiếu người."], "V.2": ["Thêm vốn."]}


def test_title_of_a_part_that_tells_its_own_sections_is_the_part() -> None:
    title = "*IV. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM TRONG THỜI GIAN TỚI"
    found = read(title, "Chung.", "*1. Phương hướng chung", "Gần dân.")
    assert found.sections == {"IV": ["Chung."], "IV.1": ["Gần dân."]}


def test_heading_that_says_nothing_or_little_is_told_by_its_number_and_what_comes_next() -> None:
    found = read(
        "*A. KHÁI QUÁT CHUNG", "*1. Khái quát về xã", "Rộng.", "*2. Công tác triển khai", "Đã làm.", "*B. KẾT QUẢ THỰC HIỆN",
        "*1. Sắp xếp xã, bản", "Gọn.", "*2. Tổ chức bộ máy", "Đủ.", "*3. Đội ngũ", "Tốt.",
        "*4. Phân cấp quản lý nhà nước về giáo dục", "Rõ.", "*5. Công tác xóa mù chữ", "Lạ.",
    )  # fmt: skip
    assert found.sections == {
        "I.1": ["Rộng."], "I.2": ["Đã làm."], "II.1": ["Gọn."], "II.2": ["Đủ."], "II.3": ["Tốt."], "II.4": ["Rõ."],
    }  # fmt: skip
    assert found.unplaced == ["Lạ."]


def test_one_word_of_a_list_is_no_heading_by_its_number() -> None:
    found = read("*III. ĐÁNH GIÁ", "1. Bốn", "2. Năm", "Tốt.")
    assert found.sections == {"III": ["1. Bốn", "2. Năm", "Tốt."]}


def test_parts_counted_in_decimals_are_parts() -> None:
    found = read(
        "*1. Khái quát chung", "*1.1. Đặc điểm tình hình", "Rộng.", "*2. Kết quả thực hiện", "*2.1. Biên chế", "Đủ."
    )
    assert found.sections == {"I.1": ["Rộng."], "II.3.a": ["Đủ."]}


def test_any_ministry_is_one_of_the_ministries_and_arrangement_is_none() -> None:
    found = read("*V. KIẾN NGHỊ", "*1. Đối với Bộ Nông nghiệp và Môi trường", "Một.", "*2. Với tỉnh", "Hai.")
    assert found.sections == {"V.1": ["Một."], "V.2": ["Hai."]}
    assert list(read("*II. KẾT QUẢ", "*1. Bố trí cán bộ, công chức", "Ba.").sections) == ["II.3.a"]


def test_own_section_that_shares_a_syllable_with_finance_is_unplaced() -> None:
    found = read("*II. KẾT QUẢ", "*1. Tổ chức bộ máy", "A.", "*4. Công tác dân vận chính quyền, dân chủ cơ sở", "B.")
    assert (found.sections, found.unplaced) == ({"II.2": ["A."]}, ["B."])


def test_title_before_a_colon_and_a_number_is_a_heading_of_the_open_part() -> None:
    found = read(
        "*II. KẾT QUẢ", "*3. Biên chế, đội ngũ", "a. Biên chế, bố trí: Đủ.",
        "b. Chế độ, chính sách và người hoạt động không chuyên trách: 15 người đã nghỉ.", "c. Dân số: 12 người.",
    )  # fmt: skip
    assert found.sections["II.3.b"][0] == "15 người đã nghỉ."
    assert found.sections["II.3"] == ["c. Dân số: 12 người."]


def test_first_section_behind_a_part_is_one_of_its_own_even_if_liker_to_a_later_part() -> None:
    found = read(
        "*ĐẶC ĐIỂM TÌNH HÌNH", "*Chức năng, nhiệm vụ và tổ chức bộ máy của Sở", "Một.", "*Công tác chỉ đạo", "Hai."
    )
    assert found.sections == {"I.1": ["Một."], "I.2": ["Hai."]}


def test_few_words_on_the_level_of_the_parts_name_a_part() -> None:
    found = read("*III. ĐÁNH GIÁ", "*1. Ưu điểm", "A.", "*IV. PHƯƠNG HƯỚNG", "B.", "*V. KIẾN NGHỊ", "C.")
    assert list(found.sections) == ["III.1", "IV", "V"]


def test_heading_that_lists_topics_of_one_title_is_that_section() -> None:
    found = read("*II. KẾT QUẢ", "*2. Hạ tầng số", "Có mạng.", "*3. Đào tạo, tập huấn", "Mở 15 lớp.")
    assert found.sections == {"II.8": ["Có mạng."], "II.3.c": ["Mở 15 lớp."]}


def test_what_causes_are_of_is_no_second_section() -> None:
    found = read("*III. ĐÁNH GIÁ", "*3. Nguyên nhân của tồn tại, khó khăn", "Không tuyển được người.")
    assert found.sections == {"III.3": ["Không tuyển được người."]}


def test_paragraph_below_a_heading_of_two_sections_goes_to_the_one_whose_title_begins_it() -> None:
    found = read("*III. ĐÁNH GIÁ", "*1. Hạn chế, nguyên nhân", "Hạ tầng còn yếu.", "Nguyên nhân do nguồn lực hạn chế.")
    assert found.sections == {"III.2": ["Hạ tầng còn yếu."], "III.3": ["Nguyên nhân do nguồn lực hạn chế."]}


def test_numbers_in_brackets_are_roman_or_arabic() -> None:
    found = read(
        "*(I) Khái quát chung", "*(1) Đặc điểm tình hình", "Có 9 bản.", "*(IV) Nhiệm vụ và giải pháp", "Xóa nghèo."
    )
    assert (found.sections["I.1"], found.sections["IV"]) == (["Có 9 bản."], ["Xóa nghèo."])


def test_heading_that_only_divides_the_document_opens_nothing() -> None:
    found = read("*A. MỞ ĐẦU", "*B. NỘI DUNG", "*II. Tồn tại, vướng mắc", "Thiếu người.")
    assert found.sections == {"III.2": ["Thiếu người."]}


def test_own_part_of_a_section_is_not_a_section_further_on() -> None:
    found = read("*II. KẾT QUẢ", "*5. Thủ tục hành chính", "a) Về cơ sở vật chất: 05 máy tính.", "b) Kết quả: 9 hồ sơ.")
    assert list(found.sections) == ["II.5"]


def test_bullets_with_titles_open_sections_and_their_parts() -> None:
    found = read("*II. KẾT QUẢ", "+ Về tổ chức bộ máy: có 05 phòng.", "+ Về biên chế: được giao 74 người.")
    assert found.sections == {"II.2": ["có 05 phòng."], "II.3.a": ["được giao 74 người."]}


def test_as_many_parts_as_the_outline_are_told_by_their_numbers() -> None:
    titles = ("I. Tình hình chung", "II. Kết quả đạt được", "III. Đánh giá", "IV. Năm sau", "V. Mong muốn")
    found = read(*(line for n, title in enumerate(titles) for line in (f"*{title}", f"Việc {n}.")))
    assert list(found.sections) == ["I", "II", "III", "IV", "V"]


class Everywhere(dict[str, Sequence[int]]):
    """A word is in all phrases: nothing is passed over."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._all = range(count)

    def get(self, *_: object) -> Sequence[int]:  # type: ignore[override]
        return self._all


def test_what_shares_no_word_is_passed_over_without_a_loss() -> None:
    tracker = Tracker(tracker_in_memory())
    texts = {p.text[:120] for case in list(cases("tuned"))[:2] for p in case.document.paragraphs()}
    quick, slow = OutlineMatcher(tracker.outline), OutlineMatcher(tracker.outline)
    slow.__dict__["_holding"] = Everywhere(len(slow._known))
    assert all(quick.scores(text) == pytest.approx(slow.scores(text)) for text in texts)
    names, every = IndicatorNames(tracker.indicators), IndicatorNames(tracker.indicators)
    every._holding = Everywhere(len(every._names))  # type: ignore[assignment]
    told = [names.of_name(text) for text in sorted(texts)]
    assert told == [every.of_name(text) for text in sorted(texts)]
    assert len(set(map(id, filter(None, told)))) > 3
