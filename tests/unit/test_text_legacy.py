"""TCVN3 and VNI over the whole alphabet, and no false alarm on what is Unicode."""

import csv
import unicodedata
from pathlib import Path

import pytest

from soket_xl.text import clean
from soket_xl.text.clean import clean_runs, clean_text, is_clean, strip_hidden
from soket_xl.text.fold import fold
from soket_xl.text.legacy import TCVN3, VNI, convert, decode_runs, encoding_of, old_font

LETTERS = Path(__file__).parents[2] / "soket_xl" / "data" / "legacy_letters.csv"
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
ALPHABET = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in TONES] + ["đ"]
MARKED = [letter for letter in ALPHABET if not letter.isascii()]
TEXTS = (
    "Ủy ban nhân dân xã đã giải quyết 98,8% hồ sơ; phường được đưa vào sử dụng.",
    "Thiếu công chức địa chính, phải giao kiêm nhiệm nên hồ sơ đất đai chậm.",
    "Tỷ lệ hộ nghèo giảm còn 12,5%; trẻ em đến lớp đầy đủ, khuỷu tay, nghỉ hưu, ngẫm nghĩ, kẻ bảng, ẳng ẳng.",
)


def written(text, encoding):
    rows = csv.DictReader(LETTERS.read_text("utf-8").splitlines())
    table = {}
    for row in rows:
        if row["encoding"] == encoding:
            table.setdefault(row["letter"], row["written"])
    return "".join(table.get(letter) or table.get(letter.lower(), letter) for letter in text)


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_every_small_letter_comes_back(encoding):
    for letter in MARKED:
        assert convert(written(letter, encoding), encoding) == letter


def test_every_capital_of_vni_comes_back():
    for letter in MARKED:
        assert convert(written(letter.upper(), VNI), VNI) == letter.upper()


@pytest.mark.parametrize("text", TEXTS)
def test_tcvn3_text_is_told_by_its_letters_and_read(text):
    old = written(text.lower(), TCVN3)
    assert encoding_of(old) == TCVN3
    assert clean_text(old) == text.lower()


@pytest.mark.parametrize("text", TEXTS)
def test_vni_text_is_told_by_its_letters_and_read(text):
    old = written(text, VNI)
    assert encoding_of(old) == VNI
    assert clean_text(old) == text


def test_soft_hyphen_of_tcvn3_is_a_letter_not_hidden():
    assert clean_text("ph­êng ®­îc ®­a") == "phường được đưa"


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS, "hoà bình, toà nhà, đoá hoa, loã xoã", "Điều 5 · khoản 2", "§ 5; 30°C; 5 m²; 2×3; ±0,5", "«Lai Châu»",
        "20 µm", "© 2026 – Bản quyền", "café, résumé", "Sở Nội vụ", "100% hồ sơ", "", "I. ĐẶC ĐIỂM", "thuê, huề, xuân",
        "5µm", "ghi chú\u00b9", "Microsoft®", "a·b", "El Niño, août, naïve", "Citroën, Zoë", "10\u00ba; 1\u00aa; 5¢", "ống Ø20",
        "Lò Văn Sùng, Mù Cả, Pà Vây", "tháng hai, nhà, tôi là, bà, chú",
    ],
)  # fmt: skip
def test_unicode_is_left_alone(text):
    assert encoding_of(text) is None
    assert clean_text(text) == unicodedata.normalize("NFC", text)


def test_soft_hyphen_in_a_word_of_another_language_is_dropped():
    assert clean_text("long\u00adterm plan") == "longterm plan"


@pytest.mark.parametrize("word", ["đường", "phương", "được", "nghị", "chuyển", "trưởng", "khuyến", "địa"])
@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_one_word_is_enough_to_tell_an_old_encoding(word, encoding):
    assert clean_text(f"ABC {written(word, encoding)} xyz") == f"ABC {word} xyz"


def test_tone_typed_before_the_hat_is_put_in_order():
    assert clean_text("ca\u0301\u0302p, tra\u0300\u0306ng") == "cấp, trằng"


def test_old_font_is_asked_of_both_slots_of_plain_letters():
    assert old_font({"ascii": "Arial", "hAnsi": ".VnTime"}) == ".VnTime"
    assert old_font({"ascii": "VNI-Times", "hAnsi": "Arial"}) == "VNI-Times"
    assert old_font({"ascii": "Arial", "hAnsi": "Calibri"}) == "Arial"


def test_capital_font_gives_capitals():
    assert convert(written("ủy ban nhân dân", TCVN3), TCVN3, ".VnTimeH") == "ỦY BAN NHÂN DÂN"


def test_old_font_on_unicode_text_is_no_proof():
    assert decode_runs([("Số hồ sơ", ".VnTime")]) == (["Số hồ sơ"], None)


def test_runs_of_one_paragraph_are_converted_together():
    texts, encoding = decode_runs([("x·", ".VnTime"), (" Bum ", "Arial"), ("Të", ".VnTime")])
    assert ("".join(texts), encoding) == ("xã Bum Tở", TCVN3)


@pytest.mark.parametrize(
    ("dirty", "clean", "dropped"),
    [
        ("a\u200bb\ufeff", "ab", 2),
        ("a\u00a0b\u202fc", "a b c", 0),
        ("Ủy".encode().decode(), "Ủy", 0),
        (unicodedata.normalize("NFD", "Bum Tở"), "Bum Tở", 0),
        ("a\x0bb\x0c\r\nc", "a\nb\n\nc", 0),
        ("khu\x1evực\x1f", "khu-vực", 1),
        ("x\ud800y\ufffez\x00", "xyz", 3),
        ("Ðoàn Kết", "Đoàn Kết", 0),
        ("\uf0b7 một", "• một", 0),
    ],
)
def test_hidden_and_odd_characters(dirty, clean, dropped):
    assert strip_hidden(dirty) == (clean, dropped)


def test_what_is_left_alone_at_once_is_what_cleaning_would_leave(monkeypatch):
    letters = [chr(code) for code in (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xF000, 0x10000))]
    at_once = [strip_hidden(f"a{letter}b") for letter in letters]
    monkeypatch.setattr(clean, "_is_odd", lambda text: True)
    assert at_once == [strip_hidden(f"a{letter}b") for letter in letters]


@pytest.mark.parametrize(
    "text", [*TEXTS, "xã", "có", "X. ", *(written(text, TCVN3) for text in TEXTS), "e\u0302", "\u200b"]
)
def test_clean_paragraph_is_clean_however_its_runs_are_cut(text):
    cuts = [[(text[:at], None), (text[at:], "Arial")] for at in range(len(text))]
    unchanged = [clean_runs(runs) == ([text for text, _ in runs], None, 0) for runs in cuts]
    assert all(unchanged) if is_clean(text) else not all(unchanged)


def test_folded_letters_have_lost_their_marks_and_nothing_else():
    for letter in map(chr, range(0x300, 0x3000)):
        plain = [c for c in unicodedata.normalize("NFD", letter.lower()) if not unicodedata.combining(c)]
        assert fold(f"a{letter}b") == " ".join(f"a{''.join(plain)}b".split())
    assert fold("  ĐƯỜNG\u00a0ðất\tNúi  ") == "duong dat nui"
