"""Sentences of setup."""

MESSAGES: dict[str, str] = {
    "setup.usage": "Lệnh {command} viết chưa đúng. Cách viết: {usage}",
    "setup.unknown_command": 'Không có lệnh "{given}". Các lệnh: {commands}.',
    "setup.interrupted": "Đã dừng theo yêu cầu; sổ theo dõi không bị thay đổi.",
    "setup.python": "Python {found}",
    "setup.python_old": "Python {found} quá cũ, cần từ 3.11 trở lên. Cài Python mới hơn rồi chạy lại soket.py.",
    "setup.package_ok": "{name} {found}",
    "setup.package_wrong": "{name}: đang có phiên bản {found}, cần {wanted}. Chạy lại soket.py để cài lại.",
    "setup.package_missing": "Chưa có {name} {wanted}. Chạy lại soket.py để cài.",
    "setup.writable": "Ghi được vào thư mục {folder}",
    "setup.not_writable": "Không ghi được vào thư mục {folder}. Chuyển sổ sang thư mục khác hoặc xin quyền ghi.",
    "setup.disk": "Đĩa còn {free} MB",
    "setup.disk_full": "Đĩa chỉ còn {free} MB. Xóa bớt tệp để có ít nhất {wanted} MB.",
    "setup.path_ascii": "Đường dẫn Python chỉ có chữ không dấu",
    "setup.path_not_ascii": "Đường dẫn Python có chữ tiếng Việt ({path}); nút bấm trong Excel sẽ không chạy. "
    "Cài vào thư mục không dấu, ví dụ C:\\SoKet.",
    "setup.clock": "Đồng hồ máy: {now}",
    "setup.clock_wrong": "Đồng hồ máy đang là {now}; sửa ngày giờ của máy, nếu không số ngày muộn sẽ sai.",
    "setup.not_windows": "Máy này không phải Windows: Excel, phần bổ trợ và phông chữ không kiểm tra được ở đây.",
    "setup.addin_ok": "Phần bổ trợ xlwings {version} đã có trong Excel",
    "setup.addin_missing": "Chưa có phần bổ trợ xlwings trong {folder}. Cài lại, hoặc dùng soket.cmd.",
    "setup.addin_other": "Phần bổ trợ xlwings trong {folder} khác bản đi kèm chương trình. Cài lại phần bổ trợ.",
    "setup.font_ok": "Có phông chữ Times New Roman",
    "setup.font_missing": "Không thấy phông chữ Times New Roman; báo cáo Word sẽ hiện sai phông. Nhờ cài phông này.",
    "setup.sick": "Có {count} điểm cần xử lý:",
    "setup.healthy": "Máy sẵn sàng.",
}
