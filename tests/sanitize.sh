#!/bin/sh
# sanitize.sh BUILD   the unit and golden tests and those of small tools of a build with sanitizers; 77 (skipped) when there is none
set -eu
[ -x "$1/recto" ] || { echo "skipped: $1 is not built (tests/run.sh does)"; exit 77; }
exec ctest --test-dir "$1" --output-on-failure -R '^unit/|^golden|^tools/'
