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
    "consolidate.named_communes": "{count} xã, phường ({names})",
    "consolidate.named_agencies": "{count} sở, ban, ngành ({names})",
    "consolidate.direct": "{who} {text}",
    "consolidate.says": "{who} nêu: {text}",
    "consolidate.says_reports": "{who} báo cáo: {text}",
    "consolidate.says_points_out": "{who} phản ánh: {text}",
    "consolidate.says_cause": "{who} cho rằng: {text}",
    "consolidate.says_lesson": "{who} rút ra: {text}",
    "consolidate.says_lesson_drawn": "Theo {who}, {text}",
    "consolidate.says_plan": "{who} xác định: {text}",
    "consolidate.says_plan_set": "{who} đặt nhiệm vụ: {text}",
    "consolidate.asks": "{who} đề nghị {text}",
    "consolidate.alike": "{who} báo cáo tương tự {example}",
    "consolidate.alike_after": "{example}; {who} có báo cáo tương tự",
    "consolidate.alike_fault": "{who} phản ánh tương tự {example}",
    "consolidate.alike_fault_after": "{example}; {who} có phản ánh tương tự",
    "consolidate.alike_cause": "{who} nêu nguyên nhân tương tự {example}",
    "consolidate.alike_cause_after": "{example}; {who} nêu nguyên nhân tương tự",
    "consolidate.alike_plan": "{who} đặt nhiệm vụ tương tự {example}",
    "consolidate.alike_plan_after": "{example}; {who} đặt nhiệm vụ tương tự",
    "consolidate.alike_request": "{who} kiến nghị tương tự {example}",
    "consolidate.alike_request_after": "{example}; {who} có kiến nghị tương tự",
    "consolidate.written_out": "CBCCVC=cán bộ, công chức, viên chức; CBCC=cán bộ, công chức; CB,CC=cán bộ, công chức; "
    "CB, CC=cán bộ, công chức; CCVC=công chức, viên chức; TTHC=thủ tục hành chính; DVCTT=dịch vụ công trực tuyến; "
    "DVC=dịch vụ công; CNTT=công nghệ thông tin; CĐS=chuyển đổi số; CSDL=cơ sở dữ liệu; "
    "TTPVHCC=Trung tâm Phục vụ hành chính công; PVHCC=Phục vụ hành chính công; "
    "GCNQSDĐ=giấy chứng nhận quyền sử dụng đất; QSDĐ=quyền sử dụng đất; ĐVHC=đơn vị hành chính; "
    "XDCB=xây dựng cơ bản; NTM=nông thôn mới; BHYT=bảo hiểm y tế; BHXH=bảo hiểm xã hội; GPMB=giải phóng mặt bằng; "
    "CTMTQG=chương trình mục tiêu quốc gia; NSNN=ngân sách nhà nước; UBND=Ủy ban nhân dân; HĐND=Hội đồng nhân dân; "
    "MTTQ=Mặt trận Tổ quốc; CCHC=cải cách hành chính; KBNN=Kho bạc Nhà nước; QPPL=quy phạm pháp luật; "
    "KT-XH=kinh tế - xã hội; QP-AN=quốc phòng - an ninh; ANTT=an ninh trật tự; VTVL=vị trí việc làm",
    "consolidate.because": "do ",
    "consolidate.example_of": "{unit}: {text}",
    "consolidate.example_does": "{unit} {text}",
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
