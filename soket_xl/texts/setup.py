"""Sentences of setup."""

MESSAGES: dict[str, str] = {
    "setup.usage": "Lệnh {command} viết chưa đúng. Cách viết: {usage}",
    "setup.unknown_command": 'Không có lệnh "{given}". Các lệnh: {commands}.',
    "setup.interrupted": "Đã dừng theo yêu cầu; sổ theo dõi không bị thay đổi.",
}
