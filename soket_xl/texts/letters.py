"""Sentences of letters and proposals: asking for completion, awards, laying the report before the province, templates."""

MESSAGES: dict[str, str] = {
    "letters.committee": "Ủy ban nhân dân {name}",
    "letters.blank": 'Sheet "Cấu hình" còn để trống: {labels}. Văn bản chừa các chỗ này để điền tay.',
    # Asking for completion
    "letters.point": "{number}. {text}",
    "letters.request_about": "bổ sung báo cáo {campaign}",
    "letters.request_mail": "Yêu cầu bổ sung báo cáo: {campaign} ({unit})",
    "letters.document_number": " số {number}",
    "letters.document_date": " ngày {day}",
    "letters.request_opening": "Thực hiện {plan}, Sở Nội vụ đã nhận Báo cáo{document} của {to} về {campaign}. "
    "Qua rà soát, Sở Nội vụ đề nghị {to} bổ sung, chỉnh sửa các nội dung sau:",
    "letters.request_no_plan": "Sở Nội vụ đã nhận Báo cáo{document} của {to} về {campaign}. "
    "Qua rà soát, Sở Nội vụ đề nghị {to} bổ sung, chỉnh sửa các nội dung sau:",
    "letters.request_closing": "Đề nghị {to} gửi báo cáo đã bổ sung về Sở Nội vụ chậm nhất ngày {by}{contact} để tổng hợp, "
    "báo cáo Ủy ban nhân dân tỉnh.",
    "letters.request_contact": " (đầu mối: {contact})",
    "letters.request_short": "Sở Nội vụ đã rà soát báo cáo của {unit} về {campaign}: còn {count} nội dung cần bổ sung "
    "(chi tiết trong thư). Đề nghị gửi bản bổ sung chậm nhất ngày {by}. Trân trọng.",
    "letters.request_step": "Yêu cầu bổ sung (lần gửi {version})",
    "letters.by_letter": "Công văn, thư nháp",
    "letters.request_log": "Soạn yêu cầu bổ sung cho {count} đơn vị",
    "letters.request_none": 'Không có báo cáo nào phải bổ sung. Chọn "Trả lại" ở cột "Kết quả rà soát" (sheet Theo dõi) hoặc '
    '"Yêu cầu bổ sung" ở cột "Xử lý" (sheet Rà soát) rồi chạy lại.',
    "letters.request_done": "Đã soạn yêu cầu bổ sung cho {count} đơn vị ({points} nội dung) trong {folder}: "
    "mỗi đơn vị một công văn, một thư nháp; một tệp tin nhắn chung.",
    "letters.request_again": "{count} đơn vị đã được yêu cầu đúng các nội dung này, không soạn lại: {names}. "
    "Xem sheet Đôn đốc.",
    "letters.request_settled": "{unit} (sheet Theo dõi, dòng {row}): {count} điểm đã đánh dấu nay không còn trong báo cáo, "
    "không đưa vào công văn.",
    "letters.request_unworded": "{unit} (sheet Theo dõi, dòng {row}): {count} điểm không có lời gửi đơn vị nên không đưa vào "
    'công văn. Điền cột "Nội dung đề nghị đơn vị" ở sheet Rà soát rồi chạy lại.',
    "letters.request_pointless": "{unit} (sheet Theo dõi, dòng {row}; nhận ngày {last}): chưa có nội dung nào để yêu cầu. "
    'Chọn "Yêu cầu bổ sung" ở cột "Xử lý" của sheet Rà soát rồi chạy lại.',
    "letters.request_not_here": "{unit} (sheet Theo dõi, dòng {row}): chưa nhận được báo cáo nên chưa có gì để yêu cầu bổ "
    "sung; dùng Soạn đôn đốc.",
    "letters.request_after_submit": "Hạn bổ sung {by} muộn hơn ngày cuối cùng để trình Ủy ban nhân dân tỉnh ({last}). "
    'Sửa hạn trong công văn, thư nháp, tin nhắn trước khi gửi; lần sau giảm "{label}" ở sheet Cấu hình.',
    "letters.request_send": "Mở từng thư nháp, kiểm tra rồi bấm Gửi; trình ký công văn; gửi xong chọn Có ở cột Đã gửi trên sheet "
    "Đôn đốc.",
    # Laying the report before the province
    "letters.submit_about": "ban hành Báo cáo {subject}",
    "letters.submit_plan": "Thực hiện {plan}, ",
    "letters.submit_opening": "Sở Nội vụ đã đôn đốc, tổng hợp báo cáo của các cơ quan, đơn vị, địa phương và xây dựng dự thảo "
    "Báo cáo {subject}. Sở Nội vụ kính trình {to} như sau:",
    "letters.submit_received": "1. Tình hình gửi báo cáo: đến hết ngày {on}, Sở Nội vụ đã nhận báo cáo của {all} cơ quan, đơn "
    "vị, địa phương (sở, ban, ngành {agencies}; xã, phường {communes}); trong đó {on_time} báo cáo đúng hạn, {late} báo cáo muộn.",
    "letters.submit_owing": "Còn {count} cơ quan, đơn vị, địa phương chưa gửi báo cáo: {names}.",
    "letters.submit_in_annex": "danh sách tại phụ lục của dự thảo báo cáo",
    "letters.submit_reviewed": "2. Kết quả rà soát: {complete} báo cáo đạt yêu cầu; {returned} báo cáo đã đề nghị bổ sung, chưa "
    "gửi lại; {waiting} báo cáo đang rà soát.",
    "letters.submit_draft": "3. Nội dung dự thảo báo cáo: gồm {count} phần ({titles}); kèm theo phụ lục số liệu tổng hợp, phụ lục "
    "danh sách đơn vị và tình trạng gửi báo cáo{awards}.",
    "letters.submit_awards": ", danh sách đề nghị khen thưởng ({count} tập thể, cá nhân)",
    "letters.submit_enclosed": "Hồ sơ gửi kèm: dự thảo Báo cáo {subject}.",
    "letters.submit_closing": "Sở Nội vụ kính trình {to} xem xét, ban hành báo cáo{recipient}.",
    "letters.submit_to": " gửi {recipient}",
    "letters.submit_log": "Lập tờ trình {file}",
    "letters.submit_done": "Đã lập tờ trình {file}.",
    "letters.submit_check": "Mở bằng Word cùng báo cáo của tỉnh, xem lại lời văn, điền số văn bản rồi trình ký.",
    # Forms of a proposal
    "letters.proposal_subject": "Về việc {subject}",
    "letters.proposal_reference": "(Kèm theo Tờ trình số        /{symbol} {date} của {issuer})",
    # Templates
    "letters.tag_split": 'trang {page}, đoạn "{text}": {tag} bị tách rời (gõ làm nhiều lần, đổi phông hoặc xuống dòng ở giữa)',
    "letters.tag_two_paragraphs": 'trang {page}, đoạn "{text}": chỗ điền bị ngắt làm hai đoạn',
    "letters.list_not_alone": 'trang {page}, đoạn "{text}": {tag} là danh sách, phải đứng riêng một đoạn',
    "letters.fix_split": "Xóa cả chỗ điền rồi gõ lại liền một mạch, kể cả dấu ngoặc.",
    "letters.fix_broken": "Chỗ điền viết giữa hai dấu ngoặc nhọn liền nhau, không có dấu cách bên trong, ví dụ {{{{kinh_gui}}}}.",
    "letters.fix_alone": "Đặt chỗ điền vào một đoạn riêng, không có chữ nào khác.",
    "letters.fix_twice": "Giữ một chỗ, xóa các chỗ còn lại.",
    "letters.fix_missing": "Gõ {tag} {place}.",
    "letters.fix_style": 'Chép kiểu chữ "{style}" từ mẫu gốc (xóa tệp mẫu rồi chạy lệnh build để có lại mẫu gốc).',
    "letters.fix_meant": "Có lẽ là {tag}; sửa lại cho đúng.",
    "letters.fix_unknown": "Xóa chỗ điền này, hoặc thay bằng chữ cố định.",
    "letters.fix_prefix": "Mở bằng Word, lưu lại dạng .docx.",
    "letters.place_number": "vào ô số, ký hiệu, dưới tên cơ quan ban hành",
    "letters.place_date": "vào ô địa danh, ngày tháng, dưới Tiêu ngữ",
    "letters.place_subject": "vào dòng trích yếu",
    "letters.place_to": "sau chữ Kính gửi",
    "letters.place_body": "vào một đoạn riêng, giữa phần Kính gửi và phần ký",
    "letters.place_recipients": "vào một đoạn riêng, dưới chữ Nơi nhận",
    "letters.place_title": "vào ô chữ ký, dòng chức vụ",
    "letters.place_signer": "vào ô chữ ký, dòng họ tên",
    "letters.own_templates": "Mẫu riêng của đợt này trong thư mục {folder}: {files}.",
    "letters.not_carried": "Chưa chép được mẫu {file} sang sổ mới: {why} Đợt mới dùng mẫu chung của chương trình.",
    "letters.template_gone": 'thiếu tệp mẫu trong thư mục "{folder}"',
    "letters.fix_gone": "Chạy lệnh build để dựng lại mẫu, hoặc chép lại từ bản gốc.",
    "letters.fix_unreadable": "Đóng tệp nếu đang mở, mở bằng Word, lưu lại dạng .docx.",
    "letters.no_folder": 'Không có thư mục mẫu "{folder}". Kiểm tra lại đường dẫn.',
    "letters.template_good": "{file}: dùng được.",
    "letters.template_faults": "{file}: {count} chỗ cần sửa.",
    "letters.template_line": "- {message}. {remedy}",
    "letters.template_summary": "Đã kiểm tra {count} mẫu trong {folder}: {good} mẫu không có lỗi.",
}
