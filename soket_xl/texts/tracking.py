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
    "tracking.step_before": "Trước hạn {days} ngày làm việc",
    "tracking.step_day": "Ngày đến hạn",
    "tracking.step_after": "Quá hạn {days} ngày làm việc",
    "tracking.step_returned": "Nhắc bổ sung",
    "tracking.to_officer": "Chuyên viên đầu mối",
    "tracking.to_head": "Lãnh đạo đơn vị",
    "tracking.to_province": "Lãnh đạo đơn vị; báo cáo Ủy ban nhân dân tỉnh",
    "tracking.mail_subject": "Đôn đốc gửi báo cáo: {campaign} ({unit})",
    "tracking.mail_to": "Kính gửi: {unit}",
    "tracking.mail_plan": "Căn cứ: {plan}.",
    "tracking.mail_contact": "Đầu mối của Sở: {contact}.",
    "tracking.mail_thanks": "Trân trọng cảm ơn./.",
    "tracking.short_message": "{office}: {state} {request} Trân trọng.",
    "tracking.state_due": "Đến nay Sở Nội vụ chưa nhận được báo cáo của {unit} về {campaign}. Thời hạn gửi: {when}; "
    "ngày cuối cùng còn đúng hạn là {last}.",
    "tracking.state_late": "Đến nay Sở Nội vụ chưa nhận được báo cáo của {unit} về {campaign}; "
    "hạn cuối là ngày {last}, đã quá {days} ngày.",
    "tracking.state_returned": "Báo cáo của {unit} về {campaign} cần được bổ sung theo ý kiến rà soát của Sở Nội vụ.",
    "tracking.extended": "đã gia hạn đến hết ngày {day}",
    "tracking.request_due": "Đề nghị đơn vị hoàn thành và gửi báo cáo đúng thời hạn.",
    "tracking.request_late": "Đề nghị đơn vị gửi ngay báo cáo trong ngày hôm nay và nêu rõ lý do chậm.",
    "tracking.request_returned": "Đề nghị đơn vị bổ sung và gửi lại báo cáo trong thời gian sớm nhất.",
}
