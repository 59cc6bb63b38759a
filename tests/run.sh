#!/bin/sh
# run.sh   installs what is missing, builds with gcc (warnings are errors), with gcc and sanitizers, and with
#          clang, sanitizers and fuzz targets, and runs all tests; ends in ctest's summary
set -eu
cd "$(dirname "$0")/.."
sh .ci/setup.sh build run test pack
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for preset in sanitize clang gcc; do
	echo "building: $preset"
	{ cmake --preset $preset && cmake --build --preset $preset; } >"$log" 2>&1 || {
		grep -E 'error|warning|FAILED' "$log" >&2 || tail -n 30 "$log" >&2
		exit 1
	}
done
ctest --test-dir build --output-on-failure -j "$(nproc)"
