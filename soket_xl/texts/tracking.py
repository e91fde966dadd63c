"""Sentences about receiving reports and where units stand."""

MESSAGES: dict[str, str] = {
    "tracking.deadline_missing": 'Sheet "Cấu hình", dòng "{label}": "{value}" không phải là ngày trong khoảng '
    "2020–2035. Nhập lại theo dạng ngày/tháng/năm, ví dụ 08/5/2026.",
    "tracking.summary": "Đến ngày {on}: đã nhận {received}/{expected} báo cáo ({rate}); đúng hạn {on_time}, "
    "muộn {late}, quá hạn chưa gửi {overdue}, hoàn thành {complete}.",
    "tracking.last_day": "Hạn gửi báo cáo: {rule} {deadline}; ngày cuối cùng còn đúng hạn là {last_day}.",
    "tracking.group": "- {group}: {received}/{expected} ({rate}); đúng hạn {on_time}, muộn {late}, quá hạn {overdue}.",
    "tracking.owing": "Còn nợ báo cáo ({count}): {names}.",
    "tracking.owing_none": "Không còn đơn vị nào nợ báo cáo.",
    "tracking.returned": "Đang chờ bổ sung ({count}): {names}.",
    "tracking.wrong_cells": "Có {count} ô cần sửa; chương trình coi như để trống:",
    "tracking.received": "{unit}: đã ghi nhận báo cáo đến ngày {day}{number}. Tình trạng: {state}.",
    "tracking.received_number": ", số {number}",
    "tracking.received_future": "Ngày đến {day} muộn hơn hôm nay ({today}); đã ghi như vậy. Kiểm tra lại nếu gõ nhầm.",
    "tracking.received_range": "Ngày đến {day} nằm ngoài khoảng 2020–2035. Kiểm tra lại năm.",
    "tracking.log_received": "{unit_id}: nhận báo cáo ngày {day}",
}
