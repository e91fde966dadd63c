"""Sentences about opening, reading and writing the tracker."""

MESSAGES: dict[str, str] = {
    "host.column_missing": 'Sheet "{sheet}" không còn cột "{header}". Đặt lại đúng tên cột ở dòng tiêu đề, '
    "hoặc khôi phục sổ từ thư mục _luu.",
    "host.table_missing": 'Sổ không còn bảng {name} (sheet "{sheet}"). Đặt lại đúng tên sheet và tên bảng, '
    "hoặc khôi phục sổ từ thư mục _luu.",
    "host.schema_version": "Sổ này có cấu trúc phiên bản {found}, chương trình cần phiên bản {expected}. Chạy lệnh "
    "upgrade (soket.cmd upgrade) để chuyển dữ liệu sang sổ mới; sổ cũ được giữ nguyên.",
    "host.name_missing": "Sổ không còn ô có tên {name}. Khôi phục sổ từ thư mục _luu.",
    "host.output_folder": 'Không tạo được thư mục "{folder}" ({why}). Chọn thư mục khác ở sheet "Cấu hình", '
    "hoặc xin quyền ghi vào thư mục này.",
    "host.output_failed": 'Không ghi được tệp "{file}" vào thư mục "{folder}" ({why}). Kiểm tra chỗ trống trên đĩa và '
    "quyền ghi, đóng tệp nếu đang mở, rồi chạy lại.",
}
