"""Lists as office people make them: what can be mended is, what cannot is named by its line."""

import unicodedata
from datetime import date, datetime

import docx
import openpyxl
import pytest

from soket_xl.build.campaign import outline_of, units_of
from soket_xl.build.indicator_list import read_indicators
from soket_xl.errors import FileRefused
from soket_xl.text.deadlines import parse_deadline

TONES = "\u0300\u0301\u0303\u0309\u0323"
PLAIN = 'code,name,type\n3388,Phường Đoàn Kết,phường\nSVHTTDL,"Sở Văn hóa, Thể thao và Du lịch",sở\n'
WANTED = [("03388", "Phường Đoàn Kết", "communes"), ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "agencies")]


def in_1258(text):
    """Return `text` as Windows' Vietnamese code page has it: tone marks behind their letters."""
    found = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        found += base.encode("cp1258") + tone.encode("cp1258")
    return found


def units(folder, content):
    path = folder / "don vi.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(row["unit_id"], row["name"], row["group"]) for row in units_of(path)]


DRESSES = {
    "plain": PLAIN.encode(),
    "byte order mark": PLAIN.encode("utf-8-sig"),
    "windows lines": PLAIN.replace("\n", "\r\n").encode(),
    "old mac lines": PLAIN.replace("\n", "\r").encode(),
    "UTF-16 with mark": PLAIN.encode("utf-16"),
    "UTF-16 without mark": PLAIN.encode("utf-16-le"),
    "UTF-16 big": PLAIN.encode("utf-16-be"),
    "code page 1258": in_1258(PLAIN),
    "decomposed": unicodedata.normalize("NFD", PLAIN).encode(),
    "semicolons": 'code;name;type\n3388;Phường Đoàn Kết;phường\nSVHTTDL;Sở Văn hóa, Thể thao và Du lịch;sở\n'.encode(),
    "sep line": 'sep=;\r\ncode;name;type\r\n3388;Phường Đoàn Kết;phường\r\nSVHTTDL;Sở Văn hóa, Thể thao và Du lịch;sở\r\n'.encode(),
    "tabs": 'code\tname\ttype\n3388\tPhường Đoàn Kết\tphường\nSVHTTDL\tSở Văn hóa, Thể thao và Du lịch\tsở\n'.encode(),
    "title and blank lines above": ("DANH SÁCH ĐƠN VỊ,,\n,,\n" + PLAIN + ",,\n").encode(),
    "columns more and in Vietnamese": 'TT;Mã đơn vị;Tên đơn vị;Khối;Dân số;Thư điện tử\n1;3388;Phường Đoàn Kết;Xã, phường;9999;a@b.vn\n2;SVHTTDL;Sở Văn hóa, Thể thao và Du lịch;Sở, ban, ngành;;\n'.encode(),
    "newline in quotes": 'code,name,type\n3388,"Phường\nĐoàn Kết",phường\nSVHTTDL,"Sở Văn hóa, Thể thao\r\nvà Du lịch",sở\n'.encode(),
    "apostrophe, decimals": 'code,name,type\n\'03388,Phường Đoàn Kết,phường\nSVHTTDL,"Sở Văn hóa, Thể thao và Du lịch",sở\n'.encode(),
    "header again on each page": PLAIN.replace("\nSV", "\ncode,name,type\nSV").encode(),
    "old fonts": "code,name,type\n3388,Ph­êng §oµn KÕt,ph­êng\nSVHTTDL,\"Së V¨n hãa, ThÓ thao vµ Du lÞch\",së\n".encode("cp1252"),
}  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES)
def test_units_are_read_in_every_dress(dress, tmp_path):
    assert units(tmp_path, DRESSES[dress]) == WANTED


def test_excel_and_word_tables_are_as_good(tmp_path):
    rows = [
        ("Danh sách",),
        ("Mã", "Tên đơn vị", "Loại"),
        (3388, "Phường Đoàn Kết", "phường"),
        ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "sở"),
    ]
    book = openpyxl.Workbook()
    book.create_sheet("Bìa", 0)
    for row in rows:
        book.worksheets[1].append(row)
    book.save(tmp_path / "a.xlsx")
    document = docx.Document()
    table = document.add_table(3, 3)
    for line, row in zip(table.rows, rows[1:], strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = str(text)
    document.save(tmp_path / "a.docx")
    for name in ("a.xlsx", "a.docx"):
        assert [(r["unit_id"], r["name"], r["group"]) for r in units_of(tmp_path / name)] == WANTED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("code,name,type\n3388,Phường A,phường\n\n03388,Phường B,phường\n", 'dòng 4: mã "03388" đã có ở dòng 2'),
        ("code,name,type\nSTC,Sở A,sở\nstc,Sở B,sở\n", 'dòng 3: mã "stc" đã có ở dòng 2'),
        ('code,name,type\n3388,"Phường\nA",phường\n,Xã B,xã\n', 'dòng 3: cột "code" để trống'),
        ("code,name,type\nSVHTTDL,Sở Văn hóa, Thể thao và Du lịch,sở\n", "dòng 2 có nhiều ô hơn"),
        ('code,name,type\n3388,Phường A,phường\n3390,"Xã B,xã\n', "từ dòng 3: dấu ngoặc kép"),
        ("code,name,type\n3388,Ph??ng ?oàn K?t,ph??ng\n", "dòng 2"),
        ("code,name,type\n3.39E+03,Xã B,xã\n", 'mã "3.39E+03" đã bị Excel đổi dạng'),
        ("ma;loai\n1;xã\n", 'thiếu cột "name"'),
        (b"\xd0\xcf\x11\xe0 old Excel", "không phải CSV"),
        (b"", 'thiếu cột "code"'),
    ],
)
def test_what_cannot_be_mended_is_named_by_its_line(content, told, tmp_path):
    with pytest.raises(FileRefused) as caught:
        units(tmp_path, content)
    assert told in str(caught.value)


def test_outline_tells_d_from_d_with_stroke_and_takes_labels(tmp_path):
    path = tmp_path / "de cuong.csv"
    path.write_text(
        "Mã mục;Tên mục;Sở, ban, ngành;Xã, phường\nI;Kết quả;Bắt buộc;x\nI.d;Một;;Không\nI.đ;Hai;O;-\n", "utf-8"
    )
    rows, _ = outline_of(path)
    assert [(r["code"], r["level"], r["agencies"], r["communes"]) for r in rows] == [
        ("I", 1, "M", "M"),
        ("I.d", 2, "O", "-"),
        ("I.đ", 2, "O", "-"),
    ]


def test_obligation_that_is_none_is_named(tmp_path):
    path = tmp_path / "de cuong.csv"
    path.write_text("code,title,so_nganh\nI,Kết quả,M\nII,Đề xuất,chắc là có\n", "utf-8")
    with pytest.raises(FileRefused, match='dòng 3, cột "so_nganh": không hiểu "chắc là có"'):
        outline_of(path)


def test_indicators_without_codes_get_some_and_shares_are_not_added_up(tmp_path):
    path = tmp_path / "chi tieu.csv"
    path.write_text("STT;Chỉ tiêu;Đơn vị tính\n1;Số thôn, bản;thôn\n2;Tỷ lệ hồ sơ đúng hạn;%\n", "utf-8")
    assert [(r["code"], r["unit"], r["kind"], r["aggregate"]) for r in read_indicators(path).rows] == [
        ("CT01", "thôn", "dec", "sum"),
        ("CT02", "%", "pct", "ratio"),
    ]


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("trước ngày 08/5/2026", (date(2026, 5, 8), "before")),
        ("Trước ngày 08 tháng 5 năm 2026", (date(2026, 5, 8), "before")),
        ("truoc ngay 8-5-2026", (date(2026, 5, 8), "before")),
        ("chậm nhất ngày 08/5/2026", (date(2026, 5, 8), "by")),
        ("chậm nhất là ngày 08.5.2026", (date(2026, 5, 8), "by")),
        ("đến hết ngày 30/4/2027.", (date(2027, 4, 30), "by")),
        ("không quá ngày 2026-05-08", (date(2026, 5, 8), "by")),
        ("gửi về Sở Nội vụ trước 17h00 ngày 08/5/2026", (datetime(2026, 5, 8, 17), "before")),
        ("trước 16 giờ 30 phút, ngày 08/5/2026", (datetime(2026, 5, 8, 16, 30), "before")),
        ("chậm nhất 11h ngày 08/5/2026", (datetime(2026, 5, 8, 11), "by")),
        ("trước 24h00 ngày 08/5/2026", (date(2026, 5, 8), "by")),
        ("08/5/2026", None),
        ("trước ngày 31/4/2026", None),
        ("trước ngày 08/5", None),
        ("trước ngày 08/5/2026, chậm nhất ngày 10/5/2026", None),
        ("trước ngày 08/5/1926", None),
        ("sớm nhất có thể", None),
        ("từ ngày 05/5/2026 đến ngày 07/5/2026", (date(2026, 5, 7), "by")),
        ("chậm nhất là 16h30' ngày 07-5-2026", (datetime(2026, 5, 7, 16, 30), "by")),
        ("trước 4 giờ chiều ngày 08/5/2026", (datetime(2026, 5, 8, 16), "before")),
        ("trong tháng 5/2026", (date(2026, 5, 31), "by")),
        ("xong trước tháng 6 năm 2026", (date(2026, 6, 1), "before")),
        ("hoàn thành trong quý IV/2026", (date(2026, 12, 31), "by")),
        ("trong tháng 13/2026", None),
        ("đầu tháng 5/2026", None),
    ],
)
def test_deadlines_are_read_as_plans_say_them(phrase, wanted):
    assert parse_deadline(phrase) == wanted


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("chậm nhất 17 giờ 00 ngày 07/5", (datetime(2026, 5, 7, 17), "by")),
        ("trước ngày 08 tháng 4", (date(2027, 4, 8), "before")),
        ("từ 05/5 đến 07/5", (date(2026, 5, 7), "by")),
        ("trong tháng 5", (date(2026, 5, 31), "by")),
        ("trong quý I", (date(2027, 3, 31), "by")),
        ("trước ngày 31/4", None),
        ("trong tháng 12/9999", None),
        ("trước tháng 5/0000", None),
    ],
)
def test_deadline_without_a_year_is_the_next_one(phrase, wanted):
    assert parse_deadline(phrase, date(2026, 4, 21)) == wanted


def test_list_of_any_length_gets_codes_each_once(tmp_path):
    path = tmp_path / "chi tieu.csv"
    path.write_text("Tên chỉ tiêu,ĐVT\n" + "".join(f"Chỉ tiêu {n},người\n" for n in range(800)), encoding="utf-8")
    codes = [row["code"] for row in read_indicators(path).rows]
    assert (len(set(codes)), codes[0], codes[692], codes[693]) == (800, "CT01", "CZ99", "DA01")
