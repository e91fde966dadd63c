"""Sentences used everywhere: rows and cells that are wrong, days, groups."""

MESSAGES: dict[str, str] = {
    "common.cell_date": 'Sheet "{sheet}", dòng {row}, cột "{header}": "{value}" không phải là ngày có thật. '
    "Nhập lại theo dạng ngày/tháng/năm, ví dụ 07/5/2026.",
    "common.cell_date_range": 'Sheet "{sheet}", dòng {row}, cột "{header}": ngày {value} nằm ngoài khoảng 2020–2035. '
    "Kiểm tra lại năm.",
    "common.cell_date_text": 'Sheet "{sheet}", dòng {row}, cột "{header}": "{value}" là chữ, chương trình đọc là ngày {meant}. Nhập lại để công thức trên sheet cũng tính đúng.',
    "common.cell_number": 'Sheet "{sheet}", dòng {row}, cột "{header}": "{value}" không phải là số. Nhập bằng chữ số.',
    "common.cell_choice": 'Sheet "{sheet}", dòng {row}, cột "{header}": "{value}" không có trong danh sách. '
    "Chọn một trong: {choices}.",
    "common.cell_typed": 'Sheet "{sheet}", dòng {rows}, cột "{header}": "{value}" được gõ đè lên công thức nên không tự '
    "đổi nữa. Xóa ô rồi chép công thức từ dòng khác; chương trình vẫn tự tính từ các cột ngày.",
    "common.cell_error": 'Sheet "{sheet}", dòng {row}, cột "{header}": ô đang báo lỗi {value}. '
    "Xóa ô rồi nhập lại giá trị.",
    "common.cell_required": 'Sheet "{sheet}", dòng {row}: cột "{header}" để trống. Nhập giá trị vào ô này.',
    "common.duplicate_key": 'Sheet "{sheet}", dòng {row}, cột "{header}": "{value}" đã có ở dòng {first}. Sửa một trong hai dòng.',
    "common.log_changed": "{sheet}: {count} dòng ({keys})",
    "common.unknown_unit_near": 'Không có đơn vị "{value}" trong sheet "Theo dõi"; gần giống: {names}. Ghi đúng mã hoặc tên đơn vị.',
    "common.unknown_unit": 'Không có đơn vị "{value}" trong sheet "Theo dõi". Kiểm tra mã hoặc tên đơn vị.',
    "common.not_a_date": '"{value}" không phải là ngày có thật. Viết theo dạng ngày/tháng/năm, ví dụ 07/5/2026.',
    "common.unexpected": "Chương trình gặp lỗi chưa lường trước ({kind}). Sổ theo dõi không bị thay đổi. "
    "Gửi tệp {log} cho người phụ trách kỹ thuật.",
    "common.system": "Hệ thống không cho đọc hoặc ghi tệp ({why}). Sổ theo dõi không bị thay đổi. Kiểm tra đĩa và quyền ghi rồi chạy lại.",
    "common.why_full": "đĩa đã đầy",
    "common.why_rights": "không có quyền, hoặc tệp đang mở ở chương trình khác",
    "common.why_read_only": "ổ đĩa chỉ cho đọc",
    "common.why_gone": "không có thư mục hoặc tệp này",
    "common.why_folder": "đó là một thư mục",
    "common.why_long": "tên quá dài",
}
