"""Sentences of intake: reading files, finding the unit, placing paragraphs, reading figures."""

MESSAGES: dict[str, str] = {
    "intake.read_open": "Không mở được tệp {file} ({why}). Đóng tệp nếu đang mở trong Word rồi nhập lại.",
    "intake.read_large": "Tệp {file} lớn hơn {megabytes} MB. Đề nghị đơn vị bỏ bớt ảnh rồi gửi lại.",
    "intake.read_empty": "Tệp {file} rỗng. Đề nghị đơn vị gửi lại.",
    "intake.read_password": "Tệp {file} có mật khẩu. Đề nghị đơn vị bỏ mật khẩu, hoặc mở bằng Word, lưu lại không mật khẩu rồi nhập lại.",
    "intake.read_old": "Tệp {file} là định dạng Word, Excel cũ (.doc, .xls). Mở tệp, chọn Lưu thành dạng .docx hoặc .xlsx rồi nhập lại.",
    "intake.read_pdf": "Tệp {file} là PDF. Đề nghị đơn vị gửi bản Word (.docx).",
    "intake.read_rtf": "Tệp {file} là RTF. Mở bằng Word, lưu lại dạng .docx rồi nhập lại.",
    "intake.read_html": "Tệp {file} là trang web hoặc tệp XML. Mở bằng Word, lưu lại dạng .docx rồi nhập lại.",
    "intake.read_other": "Tệp {file} không phải tệp Word, Excel. Đề nghị đơn vị gửi lại bản Word (.docx).",
    "intake.read_odf": "Tệp {file} là định dạng OpenDocument. Mở tệp, lưu lại dạng .docx hoặc .xlsx rồi nhập lại.",
    "intake.read_zip": "Tệp {file} là tệp nén, không phải tệp Word. Giải nén rồi nhập từng tệp bên trong.",
    "intake.read_broken": "Tệp {file} bị hỏng hoặc tải về chưa đủ. Tải lại, hoặc đề nghị đơn vị gửi lại.",
    "intake.read_bomb": "Tệp {file} có cấu trúc nén bất thường nên không được mở. Đề nghị đơn vị lưu lại bằng Word rồi gửi lại.",
    "intake.read_strange": "Tệp {file} có cấu trúc lạ (tên phần trùng nhau hoặc trỏ ra ngoài) nên không được mở. "
    "Đề nghị đơn vị lưu lại bằng Word rồi gửi lại.",
    "intake.read_doctype": "Tệp {file} có khai báo DTD không được phép nên không được mở. Đề nghị đơn vị lưu lại bằng Word rồi gửi lại.",
    "intake.read_not_word": "Tệp {file} không có phần nội dung của Word. Kiểm tra lại tệp, hoặc đề nghị đơn vị gửi lại bản .docx.",
    "intake.read_not_excel": "Tệp {file} không có bảng tính nào đọc được. Kiểm tra lại tệp, hoặc đề nghị đơn vị gửi lại bản .xlsx.",
    "intake.read_type": "Tệp {file} không phải báo cáo Word (.docx) hay biểu số liệu Excel (.xlsx) nên không đọc. "
    "Nếu là báo cáo thì lưu lại dạng .docx.",
    "intake.read_lock": "Tệp {file} là tệp tạm của Office (báo cáo đang mở ở máy nào đó), không phải báo cáo.",
    "intake.read_external": "Có liên kết ra ngoài tệp ({count}), chương trình không mở: {target}",
    "intake.read_converted": "Đã chuyển {count} đoạn từ bảng mã {encoding} sang Unicode; xem lại chữ hoa, chữ thường.",
    "intake.read_hidden": "Đã bỏ {count} ký tự ẩn hoặc ký tự điều khiển.",
    "intake.read_chunk": "Tệp có phần chèn từ tệp khác (altChunk) mà chương trình không đọc được; mở bằng Word, lưu lại rồi nhập lại.",
    "intake.place_paragraph": "đoạn {number}",
    "intake.place_table": "bảng {number}",
}
