@echo off
rem The Windows twin of soket.py: the Python that came with the program, else the one of this machine.
rem Without a word the menu opens: the ribbon's actions, run from outside Excel.
setlocal EnableExtensions
set "PYTHONUTF8=1"
set "PYTHONPATH=%~dp0."
if exist "%~dp0runtime\python.exe" goto bundled
py -3 --version >nul 2>nul
if errorlevel 1 goto missing
py -3 "%~dp0soket.py" %*
exit /b %errorlevel%

:bundled
if "%~1"=="" goto menu
if /i not "%~1"=="demo" goto any
if not "%~2"=="" goto any
"%~dp0runtime\python.exe" -m soket_xl demo ket_qua
exit /b %errorlevel%

:menu
"%~dp0runtime\python.exe" -m soket_xl.menu
exit /b %errorlevel%

:any
"%~dp0runtime\python.exe" -m soket_xl %*
exit /b %errorlevel%

:missing
echo May nay chua co Python 3.11 tro len. Nho nguoi phu trach may cai Python roi chay lai.
exit /b 2
