"""Sentences of awards, and the words by which nominations are told in what units write."""

MESSAGES: dict[str, str] = {
    # Patterns (with their own letters: folded, a place may look like one of these words)
    "awards.pattern_no": r"(?:^|[\s:,])(?:[Kk]hông|[Cc]hưa)(?!\w)",
    "awards.pattern_label": r"^(?:danh sách |về |đối với |các |\d+ )*(tập thể|cá nhân)(?:\s+(?:tiêu biểu|xuất sắc"
    r"|đề nghị khen thưởng|điển hình|có thành tích xuất sắc))*\s*(?:\([^)]*\))?\s*(?:[:\-–.]+|$)\s*",
    "awards.pattern_trigger": r"(?:\bcho|\bđối với|\bkhen thưởng|\bbiểu dương|\bcho biết|:)\s*:?\s+",
    "awards.pattern_counted": r"^\d+\s+(?:người|tập thể|cá nhân|đồng chí|đơn vị)\s*(?:gồm|là)?[:,]?\s+",
    "awards.pattern_tail": r",?\s+(?=(?:vì|đã|có thành tích|do đã|do có|với thành tích)\s)",
    "awards.pattern_sentence": r"\b(?:đề nghị|đề xuất|kiến nghị|được|sẽ|tiếp tục|theo|không|chưa)\b",
    "awards.pattern_mark": r"(?:^|[\s,;]+(?:và\s+)?)(?:\d+\s+|các\s+)?(tập thể|cá nhân)(?:\s+(?:là|gồm|tiêu biểu"
    r"|xuất sắc))*\s*[:,]?\s+",
    "awards.pattern_split": r",\s*|\s+và\s+",
    "awards.pattern_marker": r"^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zA-ZđĐ][.)]|[IVX]+[.)]|[-+*•–])\s+",
    # Facts from the campaign
    "awards.exempt": "Miễn báo cáo",
    "awards.not_here": "Chưa gửi báo cáo",
    "awards.overdue": ", quá hạn {days} ngày",
    "awards.on_time": "Gửi đúng hạn (ngày {day})",
    "awards.late": "Gửi muộn {days} ngày (ngày {day})",
    "awards.complete": "hoàn thành",
    "awards.returned": "trả lại bổ sung",
    "awards.in_review": "đang rà soát",
    "awards.missing": "thiếu {count} mục bắt buộc",
    "awards.findings": "{count} điểm rà soát ({errors} lỗi)",
    # Remarks on the sheet
    "awards.counted": "Báo cáo chỉ nêu số lượng hoặc dẫn danh sách, không có tên: hỏi lại đơn vị, điền tên vào dòng này",
    "awards.done": "Có thể là khen thưởng đã thực hiện, không phải đề nghị: đọc đoạn trong báo cáo",
    "awards.unclear": "Chưa tách được tập thể, cá nhân: đọc đoạn trong báo cáo, điền tên nếu có đề nghị",
    "awards.nameless": "Chưa có tên tập thể, cá nhân",
    "awards.no_form": "Chưa rõ hình thức khen thưởng: chọn ở cột Hình thức khen thưởng",
    "awards.gone": "Không còn trong báo cáo hiện hành của đơn vị: kiểm tra lại",
    "awards.unknown_unit": "Mã đơn vị không có ở sheet Theo dõi: sửa lại mã",
    # The proposal
    "awards.about": "khen thưởng tập thể, cá nhân có thành tích nhân dịp {campaign}",
    "awards.plan": "Thực hiện {plan} và căn cứ đề nghị khen thưởng",
    "awards.no_plan": "Căn cứ đề nghị khen thưởng",
    "awards.opening": "{reason} của {units} cơ quan, đơn vị, địa phương, Sở Nội vụ đã tổng hợp, đối chiếu với việc gửi báo "
    "cáo và kết quả rà soát báo cáo của từng đơn vị. Sở Nội vụ kính trình {to} xem xét khen thưởng như sau:",
    "awards.ask_certificate": "Đề nghị Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen cho {whom}.",
    "awards.ask_ministry": "Đề nghị Ủy ban nhân dân tỉnh trình Bộ trưởng Bộ Nội vụ tặng Bằng khen cho {whom}.",
    "awards.ask_praise": "Biểu dương {whom}.",
    "awards.ask_other": "Xem xét hình thức khen thưởng phù hợp đối với {whom}.",
    "awards.ask_merit": "Giám đốc Sở Nội vụ tặng Giấy khen theo thẩm quyền cho {whom}; Sở Nội vụ báo cáo {to}.",
    "awards.collectives": "tập thể",
    "awards.persons": "cá nhân",
    "awards.others": "trường hợp chưa ghi đối tượng",
    "awards.other_kind": "Chưa ghi đối tượng",
    "awards.group": "{kind} ({count})",
    "awards.list": "Danh sách và tóm tắt thành tích của từng tập thể, cá nhân tại Phụ lục kèm theo Tờ trình này.",
    "awards.closing": "Sở Nội vụ kính trình {to} xem xét, quyết định.",
    "awards.head_facts": "Chấp hành chế độ báo cáo",
    # What the command says
    "awards.log": "Khen thưởng: {count} dòng, {chosen} dòng vào tờ trình",
    "awards.summary": "Sheet Khen thưởng: {nominations} đề nghị có tên, {to_look_at} dòng cần xem; {new} dòng mới từ báo cáo.",
    "awards.look": "Dòng cần xem có đoạn trong báo cáo ở cột Đoạn trong báo cáo và lý do ở cột Cần xem lại; điền tên hoặc chọn "
    "Không ở cột Đưa vào tờ trình.",
    "awards.choose": "Chưa lập tờ trình: chọn Có ở cột Đưa vào tờ trình cho các dòng được đề nghị rồi chạy lại.",
    "awards.written": "Đã lập tờ trình kèm danh sách {count} tập thể, cá nhân: {file}.",
    "awards.twice": "{nominee} được nhiều đơn vị đề nghị ({units}). Nếu là một thì chỉ để Có ở một dòng, để không tính hai lần.",
    "awards.own_letter": "{count} dòng là Giấy khen của Giám đốc Sở Nội vụ: thuộc thẩm quyền của Giám đốc Sở, tờ trình chỉ nêu để báo cáo.",
    "awards.without_form": "{count} dòng chưa chọn hình thức khen thưởng; tờ trình để Ủy ban nhân dân tỉnh xem xét hình thức.",
    "awards.without_name": "{count} dòng chọn Có nhưng chưa có tên nên không vào tờ trình.",
}
