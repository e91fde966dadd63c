@echo off
setlocal
set PYTHONUTF8=1
if exist "%~dp0runtime\python.exe" (
  "%~dp0runtime\python.exe" -m soket_xl %*
  exit /b %errorlevel%
)
where py >nul 2>nul
if not errorlevel 1 (
  py -3 "%~dp0soket.py" %*
  exit /b %errorlevel%
)
echo May nay chua co Python 3.11 tro len. Nho nguoi phu trach may cai Python roi chay lai.
exit /b 2
