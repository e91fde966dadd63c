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
    "host.not_found": "Không có tệp {file}. Kiểm tra lại đường dẫn.",
    "host.not_readable": "Không đọc được tệp {file} ({why}). Kiểm tra quyền đọc.",
    "host.too_large": "Tệp {file} lớn hơn {megabytes} MB, không phải sổ theo dõi. Kiểm tra lại tệp.",
    "host.password": "Tệp {file} có mật khẩu hoặc là định dạng Excel cũ. Mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsm.",
    "host.not_workbook": "Tệp {file} không phải sổ Excel (.xlsm), hoặc đã hỏng. Lấy bản lưu gần nhất trong thư mục _luu.",
    "host.bomb": "Tệp {file} có cấu trúc nén bất thường nên không được mở. Lấy bản lưu gần nhất trong thư mục _luu.",
    "host.broken": "Sổ {file} bị hỏng ở phần {part}. Lấy bản lưu gần nhất trong thư mục _luu.",
    "host.far_cell": "Sổ {file} có dữ liệu ở ô rất xa ({cell}). Xóa các dòng, cột thừa đến ô đó rồi lưu lại.",
    "host.open": "Sổ {file} đang mở bởi {who}. Lưu và đóng sổ trong Excel rồi chạy lại. Nếu không ai mở, xóa tệp {owner} cạnh sổ.",
    "host.not_writable": "Không được ghi vào sổ {file} trong thư mục {folder}. Đóng sổ nếu đang mở, bỏ thuộc tính chỉ đọc, "
    "hoặc chép sổ sang thư mục khác.",
    "host.disk_full": "Đĩa chứa thư mục {folder} đã đầy nên chưa lưu được {file}. Xóa bớt tệp rồi chạy lại; sổ chưa bị thay đổi.",
    "host.not_saved": "Chưa lưu được {file} ({why}). Đóng chương trình đang dùng sổ rồi chạy lại; sổ chưa bị thay đổi.",
    "host.held": "Sổ {file} đang bị chương trình khác giữ (Excel, phần mềm diệt vi-rút...) nên chưa lưu được; sổ chưa bị thay đổi. "
    "Kết quả lần chạy này nằm ở {beside} cạnh sổ: đóng chương trình kia rồi chạy lại lệnh, hoặc dùng tệp ấy thay cho sổ.",
    "host.changed": "Sổ {file} vừa được người khác lưu trong lúc chương trình đang chạy. Chạy lại lệnh; sổ chưa bị thay đổi.",
    "host.not_verified": "Bản ghi mới của {file} đọc lại không khớp ở bảng {table} nên bị bỏ; sổ chưa bị thay đổi. "
    "Báo cho người phụ trách kỹ thuật.",
    "host.totals_row": 'Sheet "{sheet}", bảng {table} đang bật Dòng tổng (Total Row). Tắt dòng đó trong thẻ Table Design rồi chạy lại.',
    "host.cell_below": 'Sheet "{sheet}", ô {cell} ngay dưới bảng có nội dung, bảng không thêm dòng được. '
    "Chuyển nội dung đó sang chỗ khác rồi chạy lại.",
    "host.merged": 'Sheet "{sheet}": các ô {cell} trong bảng đã bị gộp. Bỏ gộp ô (Unmerge Cells) rồi chạy lại.',
    "host.text_long": 'Sheet "{sheet}", ô {cell}: nội dung dài hơn {limit} ký tự, một ô Excel không chứa hết. Tách thành nhiều đoạn.',
    "host.excel_busy": "Excel đang bận hơn {seconds} giây (có thể đang gõ dở trong một ô hoặc đang mở một hộp thoại). "
    "Nhấn Esc, đóng hộp thoại rồi chạy lại; sổ chưa bị thay đổi.",
    "host.excel_failed": "Excel không thực hiện được thao tác ({why}). Lưu sổ, đóng và mở lại Excel rồi chạy lại.",
    "host.protected": 'Sheet "{sheet}" đang khóa. Vào thẻ Review, chọn Unprotect Sheet rồi chạy lại.',
    "host.online": "Sổ {file} đang mở từ OneDrive hoặc SharePoint. Chép sổ về một thư mục trên máy rồi mở bản đó.",
    "host.unsaved": "Sổ {file} chưa được lưu thành tệp. Lưu sổ vào một thư mục trên máy rồi chạy lại.",
    "host.no_backup": 'Không ghi được bản lưu vào thư mục "{folder}" ({why}), nên chưa thay đổi gì. Kiểm tra chỗ trống '
    "trên đĩa và quyền ghi rồi chạy lại.",
    "host.array": 'Sheet "{sheet}": vùng {cell} trong bảng có công thức mảng. Xóa công thức đó rồi chạy lại.',
    "host.other_command": "Một lệnh khác đang ghi sổ {file}. Đợi lệnh đó xong rồi chạy lại; lệnh này chưa thay đổi gì.",
    "host.column_wanted": 'Sheet "{sheet}" chưa có cột "{header}" mà chương trình cần ghi. Thêm một cột có tiêu đề đúng '
    "như vậy vào cuối bảng rồi chạy lại.",
}
