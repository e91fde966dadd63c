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
    # Fold
    "trace.strict": "{file} lưu ở dạng Strict Open XML nên chưa bổ sung được. Mở bằng Word, Lưu thành dạng Word Document (*.docx) rồi chạy lại.",
    "trace.same_file": "Tệp mới phải khác tệp {file}: bản đã sửa được giữ nguyên. Đặt tên khác sau -o.",
    "trace.author": "Sổ theo dõi",
    "trace.comment": "Đề nghị xem lại theo sổ: {new}",
    "trace.comment_units": " (Mới có: {units}.)",
    "trace.comment_nobody": "Theo sổ, nay không còn đơn vị nào nêu nội dung này. Đề nghị xem lại có giữ hay không.",
    "trace.comment_row_gone": "Dòng này không còn trong sổ. Đề nghị xem lại.",
    "trace.did_renew": '- Thay: "{old}" thành "{new}"',
    "trace.did_propose": '- Đề nghị (người đã sửa, giữ nguyên lời): "{text}"; theo sổ nay là "{new}"',
    "trace.did_nobody": '- Đề nghị xem lại (không còn đơn vị nào nêu): "{text}"',
    "trace.did_strike": '- Gạch bỏ chờ duyệt: "{text}"',
    "trace.did_insert": '- Thêm chờ duyệt (mục {section}): "{text}"',
    "trace.did_not_place": '- Chưa có chỗ đặt, đề nghị tự thêm: "{text}"',
    "trace.list_title": "THAY ĐỔI KHI BỔ SUNG BÁO CÁO VÀO {file}",
    "trace.list_new": "Bản mới: {file}. Đơn vị mới có trong báo cáo: {units}.",
    "trace.list_nobody_new": "Bản mới: {file}. Không có đơn vị nào mới.",
    "trace.list_counts": "Câu đã thay số liệu: {updated}; câu người đã sửa được giữ nguyên: {kept}, trong đó có đề nghị ở ghi chú: {proposed}; "
    "ý thêm chờ duyệt: {inserted}; câu gạch bỏ chờ duyệt: {struck}. Phụ lục: {rows} dòng đã thay, {rows_proposed} dòng có đề nghị ở ghi chú.",
    "trace.list_more": "... và {count} thay đổi khác: xem các ghi chú và vết sửa trong bản mới.",
    "trace.list_name": "{stem}-thay-doi.docx",
    "trace.fold_name": "{stem}-bo-sung.docx",
    "trace.folded": "Đã lập {file}: {updated} câu đã thay số liệu, {kept} câu người đã sửa được giữ nguyên ({proposed} câu có đề nghị ở ghi chú), "
    "{inserted} ý thêm và {struck} câu gạch bỏ chờ duyệt, {rows} dòng phụ lục đã thay.",
    "trace.fold_next_step": "Mở bằng Word, xem ghi chú và vết sửa (Review), chấp nhận hoặc bỏ từng chỗ. Danh sách thay đổi: {file}.",
    "trace.fold_elsewhere": "{asked} đang mở hoặc đã có người sửa nên bản mới có tên khác.",
    "trace.fold_log": "Bổ sung vào {draft}, bản mới {file}: {updated} câu thay, {proposed} đề nghị, {inserted} ý thêm",
    "trace.fold_failed": "Bản mới {file} đọc lại không đúng ({what}) nên không được ghi. Báo cho người phụ trách kỹ thuật.",
    "trace.pick_title": "Chọn bản báo cáo đã sửa",
}
