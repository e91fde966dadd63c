"""Sentences of consolidate."""

MESSAGES: dict[str, str] = {
    "consolidate.some": "một số",
    "consolidate.many": "nhiều",
    "consolidate.most": "phần lớn",
    "consolidate.nearly_all": "hầu hết",
    "consolidate.all": "tất cả",
    "consolidate.subject_communes": "{quantity} địa phương",
    "consolidate.subject_agencies": "{quantity} cơ quan cấp tỉnh",
    "consolidate.counted_communes": "{subject} ({count} xã, phường)",
    "consolidate.counted_agencies": "{subject} ({count} sở, ban, ngành)",
    "consolidate.and": "{first} và {second}",
    "consolidate.sentence_direct": "{who} {text}",
    "consolidate.sentence_asks": "{who} đề nghị {text}",
    "consolidate.sentence_says": "{who} nêu: {text}",
    "consolidate.sentence_example": "{who} có nội dung tương tự; điển hình là {unit}: {text}",
    "consolidate.spread": "{noun}: {low} – {high} ({units} đơn vị)",
    "consolidate.counted_things": "người; công chức; cán bộ; viên chức; đồng chí; biên chế; vị trí; lượt; lượt người; bản; "
    "thôn; tổ dân phố; hộ; nhiệm vụ; hồ sơ; văn bản; cuộc; lớp; phòng; đơn vị; trường; trụ sở; cơ sở; xe; xe ô tô; máy; "
    "máy tính; bộ; trang; mét; mét giá; km; ha; tấn; triệu đồng; tỷ đồng; tập thể; cá nhân; nội dung; kiến nghị; tin; buổi",
    "consolidate.change_new": "Mới",
    "consolidate.change_added": "Thêm: {units}",
    "consolidate.change_gone": "Bớt: {units}",
    "consolidate.change_nobody": "Không còn đơn vị nào nêu",
    "consolidate.change_absorbed": "Đã gộp vào ý {target}",
    "consolidate.bad_target": 'Sheet "Tổng hợp", dòng {row}, cột "Gộp vào ý": không có ý "{value}" trong cùng mục {section}. '
    "Ghi lại mã ý ở cột đầu của dòng sẽ nhận ý này.",
    "consolidate.bad_unit": 'Sheet "Tổng hợp", dòng {row}, cột "Tách đơn vị": đơn vị "{value}" không nêu ý này. '
    'Ghi mã đơn vị như ở cột "Đơn vị nêu".',
    "consolidate.summary": "Đã tổng hợp {statements} ý của {units} đơn vị ở {sections} mục thành {claims} ý chung; "
    "{merged} ý do từ hai đơn vị trở lên nêu, {suggestions} cặp có thể gộp.",
    "consolidate.unplaced": '{count} đoạn chưa xếp vào mục nào nên chưa được tổng hợp; xếp mục ở sheet "Nội dung".',
    "consolidate.figures": "Số liệu: {complete}/{all} chỉ tiêu đủ đơn vị báo cáo.",
    "consolidate.section": "- Mục {section}: {claims} ý của {reporting} đơn vị.",
    "consolidate.log": "{claims} ý từ {statements} câu, {units} đơn vị",
}
