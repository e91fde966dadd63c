"""Sentences of build."""

MESSAGES: dict[str, str] = {
    "build.demo_new": "Tạo sổ theo dõi",
    "build.demo_sample": "Soạn báo cáo minh họa của các đơn vị",
    "build.demo_intake": "Nhập báo cáo vào sổ",
    "build.demo_status": "Kiểm tra tình trạng",
    "build.demo_review": "Rà soát",
    "build.demo_consolidate": "Tổng hợp",
    "build.demo_report": "Lập báo cáo của tỉnh (Word)",
    "build.demo_brief": "Lập bản gửi lãnh đạo",
    "build.demo_step": "  {label}: {seconds} giây",
    "build.demo_done": "Đã xong trong {seconds} giây, trên dữ liệu minh họa (không phải số liệu thật).",
    "build.demo_open": "Mở trước: {file}",
    "build.demo_file": "Sau đó:   {file}",
}
