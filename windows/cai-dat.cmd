@echo off
rem Installs, repairs or upgrades: no administrator, no network. All work and all words are in soket_xl\machine\install.py.
setlocal EnableExtensions
if not exist "%~dp0runtime\python.exe" goto missing
"%~dp0runtime\python.exe" -m soket_xl.machine.install %*
set "RESULT=%errorlevel%"
if "%~1"=="" pause
exit /b %RESULT%

:missing
echo Thu muc nay thieu tep. Bam chuot phai vao tep zip, chon Extract All, roi chay cai-dat.cmd trong thu muc vua giai nen.
if "%~1"=="" pause
exit /b 2
