@echo off
rem The command line, straight from a clone: installs what it needs on first use, then runs on its own Node.
rem Works from any folder. Installing speaks on stderr only; stdout is the command's.
setlocal
set "ROOT=%~dp0"
set "NODE=%ROOT%node_modules\node\bin\node.exe"
where node >nul 2>nul
if errorlevel 1 goto withoutnode
set "PAGE="
if "%~1"=="" set "PAGE=--page"
if /i "%~1"=="studio" set "PAGE=--page"
node "%ROOT%scripts\prepare.mjs" %PAGE% 1>&2
if errorlevel 1 exit /b 1
goto run
:withoutnode
if exist "%NODE%" goto run
echo Danfang needs Node.js 20 or newer to install itself. Get it from https://nodejs.org and try again. 1>&2
exit /b 1
:run
"%NODE%" "%ROOT%apps\cli\src\main.ts" %*
exit /b %errorlevel%
