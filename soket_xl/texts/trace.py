"""Sentences of trace and fold: an edited draft held against its sources, late reports brought into it."""

MESSAGES: dict[str, str] = {
    "trace.no_ledger": 'Sổ này chưa lập báo cáo nào (sheet "Truy nguyên" trống) nên không rà được {file}. '
    "Bấm Lập báo cáo Word trước, hoặc mở đúng sổ đã lập bản này.",
    "trace.other_campaign": "{file} là báo cáo lập từ sổ của đợt khác nên không rà với sổ này. Mở đúng sổ của đợt báo cáo đó rồi chạy lại.",
    "trace.unknown_draft": "{file} không phải báo cáo lập từ sổ này (không còn dấu của đợt báo cáo và hầu hết các câu không trùng). "
    "Chọn đúng tệp đã sửa từ báo cáo do sổ này lập.",
    "trace.guessed": "{file} không còn dấu cho biết lập lần nào; đã so với lần lập gần giống nhất ({report}).",
    "trace.is_open": "{file} đang mở trong Word: những chỗ sửa chưa lưu không được tính.",
    "trace.doubled": "{count} dấu ẩn của câu bị nhân đôi khi chép; chỉ chỗ còn đúng lời văn được coi là câu gốc.",
    "trace.log": "Rà bản đã sửa {file}: {changed} câu đã sửa, {stale} câu số liệu đã đổi, {added} đoạn không có nguồn",
    "trace.summary": "{file} so với {report}: {same} câu giữ nguyên, {changed} câu đã sửa, {removed} câu đã bỏ, "
    "{stale} câu nay sổ đã khác, {no_source} đoạn do người sửa thêm.",
    "trace.rows": "Phụ lục: {same} dòng giữ nguyên, {changed} dòng đã sửa, {stale} dòng nay sổ đã khác, {removed} dòng đã bỏ.",
    "trace.line_figure": '! "{text}": bản này ghi {found}, sổ là {expected} (nguồn: {units}).',
    "trace.line_stale": '! "{text}": nay theo sổ là "{now}"',
    "trace.line_nobody": '! "{text}": nay không còn đơn vị nào nêu.',
    "trace.line_copy": '- Chép lại một câu của báo cáo: "{text}"',
    "trace.line_no_source": '- Không có nguồn trong sổ: "{text}"',
    "trace.line_changed": '- Đã sửa: "{text}" (nguồn: {units})',
    "trace.and_more": " và {count} nguồn khác",
    "trace.fold_next": "Bấm Bổ sung báo cáo muộn để đưa số liệu mới vào một bản khác mà không mất chỗ đã sửa.",
    "trace.on_sheet": 'Kết quả từng câu, kèm đơn vị, tệp và vị trí nguồn, ở sheet "{sheet}": lọc cột Tình trạng trong bản đã sửa.',
    "trace.pick_title": "Chọn bản báo cáo đã sửa",
}
