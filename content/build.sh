#!/bin/sh
# build.sh   installs what is missing, builds recto, and makes both sides of the sample site in this folder
set -eu
cd "$(dirname "$0")/.."
sh .ci/setup.sh build run
{ cmake --preset release && cmake --build build --target recto; } >build.log 2>&1 || {
	tail -n 30 build.log >&2
	exit 1
}
rm -f build.log
build/recto build content -o build/site
echo
echo "page: $PWD/build/site/index.html"
echo "PDF:  $PWD/build/site/assets/pdf/cv.pdf"
