@echo off
rem Removes the program and leaves the folder ho-so with the clerk's workbooks. Python cannot remove itself: that is done here.
setlocal EnableExtensions
if not exist "%~dp0runtime\python.exe" goto missing
"%~dp0runtime\python.exe" -m soket_xl.machine.remove %*
if errorlevel 1 goto refused
rd /s /q "%~dp0runtime"
if exist "%~dp0runtime" goto refused
echo Da go chuong trinh. Thu muc ho-so duoc giu nguyen.
if "%~1"=="" pause
del "%~f0" 2>nul & exit /b 0

:missing
echo Chuong trinh khong con trong thu muc nay.
exit /b 2

:refused
echo Chua go xong. Dong Excel va cac cua so soket roi chay lai.
if "%~1"=="" pause
exit /b 2
