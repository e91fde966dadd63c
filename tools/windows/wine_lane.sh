#!/usr/bin/env bash
# The bundle under Wine, as a clerk has it: unzip, install, doctor, demo, every command, menu, tests, upgrade, remove.
#   tools/windows/wine_lane.sh dist/soket-win64-0.1.0.zip
# Wine is not Windows. What it lacks is put beside the unpacked copy, never into the bundle:
#   - numpy 2.0.2 for the pinned one (Wine 8 has no ucrtbase.crealf)
#   - bcryptprimitives.dll, a forwarder of one function (Wine 8 has none; python-calamine asks for it)
#   - _wmi.pyd is set aside (Wine's WMI ends the process; platform.platform() goes on without)
# Excel, the ribbon and macros are not there: docs/windows-acceptance.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
zip=$(realpath "${1:?the bundle}")
here=$PWD
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
trap 'wineserver -k 2>/dev/null || true; [ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT

say() { printf '   %s\n' "$1"; }
fail() { printf 'WINE LANE FAILED: %s\n' "$1" >&2; exit 1; }
# Wine's console streams are no files: every program reads and writes pipes.
# A home of its own: Wine would put the desktop into ours.
mkdir -p "$work/home/Desktop"
win() { HOME="$work/home" timeout 170 wine "$@" </dev/null 2>&1 | cat; return "${PIPESTATUS[0]}"; }
# expect CODE TEXT COMMAND...: the command ends with CODE and says TEXT.
expect() {
  local code=$1 text=$2 out rc=0
  shift 2
  out=$("$@") || rc=$?
  [ "$rc" -eq "$code" ] || { printf '%s\n' "$out" | tail -20 >&2; fail "exit code $rc, not $code: $*"; }
  [[ "$out" == *"$text"* ]] || { printf '%s\n' "$out" | tail -20 >&2; fail "does not say '$text': $*"; }
}

say "a prefix that calls itself Windows 10"
win wineboot -i >/dev/null || true
win reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null

say "unzip into a folder with a Vietnamese name and spaces; hashes"
source="$work/Tải về của chị Hường"
mkdir -p "$source"
unzip -q "$zip" -d "$source"
source="$source/SoKet"
(cd "$source" && tr -d '\r' <DANH-SACH-TEP.txt | sha256sum --quiet -c -) || fail "a file is not what the list says"

say "what Wine lacks"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --platform win_amd64 --python-version 3.12 \
  --implementation cp --only-binary=:all: -d "$work" numpy==2.0.2 2>/dev/null
printf 'LIBRARY bcryptprimitives.dll\nEXPORTS\nProcessPrng = advapi32.SystemFunction036\n' >"$work/prng.def"
: | x86_64-w64-mingw32-as -o "$work/empty.o" -
x86_64-w64-mingw32-ld -shared -e 0 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
  "$work/empty.o" "$work/prng.def"
python3 tools/windows/for_wine.py "$source" "$work"/numpy-2.0.2-*.whl

say "install: asked for a folder that will not do, then a good one, then again"
home='C:\So Ket 2026'
installed="$WINEPREFIX/drive_c/So Ket 2026"
cd "$source"
expect 2 "không dấu" win cmd /c cai-dat.cmd 'C:\Sơ kết'
expect 0 "Cài đặt xong" win cmd /c cai-dat.cmd "$home"
[ -f "$installed/ho-so/soket_tracker.xlsm" ] || fail "no tracker in ho-so"
find "$WINEPREFIX" -path '*Excel/XLSTART/xlwings.xlam' | grep -q . || fail "no add-in in XLSTART"
expect 0 "So Ket 2026" win reg query 'HKCU\Environment' /v SOKET_HOME
find -L "$work/home" "$WINEPREFIX/drive_c/users" -name '*.lnk' | grep -q . || fail "no shortcut"

say "again: what was damaged is repaired, nothing else is copied"
printf 'x' >>"$installed/soket_xl/schema.py"
expect 0 "Đã chép 1 tệp" win cmd /c cai-dat.cmd "$home"

say "the parts of the tests that are only Python, beside what follows"
python3 -m pip download --quiet --disable-pip-version-check --only-binary=:all: --platform win_amd64 --python-version 3.12 \
  --implementation cp -d "$work/wheels" pytest==9.2.0 hypothesis==6.170.15 pyopenvba==6.5.0 colorama 2>/dev/null
mkdir -p "$work/tests"
for wheel in "$work"/wheels/*.whl; do unzip -q -o "$wheel" -d "$work/tests"; done
cp -r "$here"/{tests,benchmarks,docs,tools,windows,pyproject.toml,requirements-windows.txt,README.md,soket.py} "$work/tests"
cp -r "$installed"/{soket_xl,macros,templates,workbook,requirements.txt,soket.cmd} "$work/tests"
cat >"$work/tests/run.py" <<PY
import os, sys
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]
os.chdir(sys.path[0])
del sys.modules["soket_xl.lean"], sys.modules["soket_xl"]  # sitecustomize had them from the installed copy: test this one
import pytest
names = """$(cd "$here" && ls tests/unit/test_{text,tracking,review,consolidate,intake_units,intake_place,intake_figures,tracker,outputs,machine,menu}*.py)"""
sys.exit(pytest.main(["-rf", "-p", "no:cacheprovider", *names.split()]))
PY
(cd "$work/tests" && HOME="$work/home" timeout 280 wine "$installed/runtime/python.exe" run.py </dev/null 2>&1 | cat >"$work/tests.log"; exit "${PIPESTATUS[0]}") &
tests=$!

say "doctor: no Excel here, and it says so"
cd "$installed"
win cmd /c soket.cmd doctor --json >"$work/doctor.json" || true
python3 - "$work/doctor.json" <<'PY'
import json, sys
checks = {c["name"]: c for c in json.load(open(sys.argv[1], encoding="utf-8"))["checks"]}
wrong = {name for name, check in checks.items() if not check["ok"]}
assert {"excel", "outlook"} <= wrong, wrong
assert not wrong & {"python", "openpyxl", "xlwings", "lxml", "addin", "home", "log", "path", "clock"}, wrong
PY

say "the add-in's line starts without pandas, and steps find it all the same"
expect 0 "lean, then (1, 1)" win runtime/python.exe -B -c \
  "import xlwings.utils, sys; lean = 'pandas' not in sys.modules; import pandas; print('lean, then' if lean else 'not lean', pandas.DataFrame([1]).shape)"

say "demo and every command on files, in a folder with a Vietnamese name and spaces"
home_of_clerk="$WINEPREFIX/drive_c/users/Nguyễn Thị Ước/Báo cáo 2026"
mkdir -p "$home_of_clerk"
cd "$home_of_clerk"
# By its full path, as a shortcut starts it (cmd /c would drop quotes: Wine starts a .cmd by itself).
soket() { win "$home\\soket.cmd" "$@"; }
expect 0 "" soket demo "kết quả"
book='sổ theo dõi.xlsm'
found=$(find "kết quả" -name '*.xlsm' -not -path '*_luu*' | head -1)
cp "$found" "$book"
expect 0 '"last_day"' soket status "$book" --json --on 2026-05-08
expect 0 "" soket new "sổ mới.xlsm"
expect 0 "" soket receive "sổ mới.xlsm" STC --date 06/5/2026
expect 0 '"returned"' soket receive "sổ mới.xlsm" STC --return "thiếu phụ lục" --json
expect 0 "" soket forms "$book" -o "biểu mẫu"
reports=$(find "kết quả" -name '*.docx' -printf '%h\n' | sort | uniq -c | sort -n | tail -1 | sed 's/^ *[0-9]* //')
expect 0 "" soket intake "$book" "${reports//\//\\}"
rc=0; soket review "$book" >/dev/null || rc=$?
[ "$rc" -le 1 ] || fail "review ends with $rc"
expect 0 '"sections"' soket consolidate "$book" --json
expect 0 "" soket report "$book" -o "báo cáo tỉnh.docx"
[ -s "báo cáo tỉnh.docx" ] || fail "no report"
expect 0 '"sentences"' soket trace "$book" "báo cáo tỉnh.docx" --json
expect 0 '"proposed"' soket fold "$book" "báo cáo tỉnh.docx" -o "bản mới.docx" --json
rc=0; soket format "báo cáo tỉnh.docx" >/dev/null || rc=$?
[ "$rc" -le 1 ] || fail "format ends with $rc"
expect 0 "" soket chase "$book" -o "đôn đốc" --on 2026-05-08
expect 0 "" soket brief "$book" -o "gửi lãnh đạo"
expect 0 "" soket request "$book" -o "yêu cầu bổ sung" --on 2026-05-08
expect 0 "" soket awards "$book"
expect 0 "" soket submit "$book" -o "tờ trình.docx" --on 2026-05-08
[ -s "tờ trình.docx" ] || fail "no letter of submission"
expect 0 '"folder"' soket templates --json
cp "$book" "sổ đồng nghiệp.xlsm"
expect 0 '"conflicts"' soket merge "$book" "sổ đồng nghiệp.xlsm" --json
expect 0 "" soket undo "$book"
expect 0 "" soket upgrade "$book" -o "sổ nâng cấp.xlsm"
expect 2 "" soket split "$book"
expect 2 "Không có lệnh" soket khong-co

say "the menu: choose the tracker, run the first button, leave"
menu=$(printf '1\r\n1\r\n\r\n0\r\n' | HOME="$work/home" timeout 100 wine "$home\\soket.cmd" 2>&1 | cat)
[[ "$menu" == *"Kiểm tra tình trạng"* && "$menu" == *"Tổng hợp"* ]] || fail "the menu does not list the ribbon: $menu"

say "the tests that began beside the commands"
wait "$tests" || { tail -30 "$work/tests.log" >&2; fail "tests"; }
say "$(grep -a ' passed' "$work/tests.log" | tail -1)"

say "remove: the clerk's folder stays"
cd "$installed"
printf 'x' >ho-so/ghi-chu.txt
win cmd /c go-cai-dat.cmd /yes | cat
[ -f ho-so/ghi-chu.txt ] && [ -f ho-so/soket_tracker.xlsm ] || fail "the clerk's files are gone"
[ -z "$(find . -type f -not -path './ho-so/*' -not -path './log/*')" ] || { find . -type f | head >&2; fail "files left"; }
if win reg query 'HKCU\Environment' /v SOKET_HOME >/dev/null; then fail "the variable is left"; fi
echo "WINE LANE OK"
