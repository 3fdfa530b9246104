@echo off
rem The launcher for Windows' command line: mex.ps1 does the work.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0mex.ps1" %*
exit /b %ERRORLEVEL%
