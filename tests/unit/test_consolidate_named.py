"""Names of units in texts: whole words, any spelling of marks, the longest name at the head."""

import pytest

from soket_xl.consolidate.named import UnitNames

NAMES = UnitNames(["Xã Mường Than", "Xã Mường", "Sở Văn hóa, Thể thao và Du lịch", ""])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Phòng Kinh tế xã Mường Than chưa có công chức", True),
        ("xã muong than", True),
        ("đề nghị (Sở Văn hóa, Thể thao và Du lịch) quan tâm", True),
        ("xã Mườngthan còn thiếu", False),
        ("", False),
    ],
)
def test_name_is_found_anywhere_as_whole_words(text: str, named: bool) -> None:
    assert NAMES.is_in(text) is named


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Xã Mường Than còn thiếu nhà", " còn thiếu nhà"),
        ("Xã Mường, còn thiếu nhà", ", còn thiếu nhà"),
        ("Sở Văn hóa, Thể thao và Du lịch đã ban hành", " đã ban hành"),
        ("Xã Mường Than", "Xã Mường Than"),
        ("Còn thiếu nhà ở xã Mường", "Còn thiếu nhà ở xã Mường"),
    ],
)
def test_name_at_the_head_is_the_longest_that_something_follows(text: str, rest: str) -> None:
    assert text[NAMES.leading(text) :] == rest
