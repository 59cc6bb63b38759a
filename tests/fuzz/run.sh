#!/bin/sh
# run.sh BUILD SECONDS   runs each libFuzzer target of BUILD for some seconds, with what is in content/ as seeds
set -eu
build=$(cd "$1" 2>/dev/null && pwd || echo "$1")
seconds=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
ran=0
for target in "$build"/tests/fuzz_*; do
	[ -x "$target" ] || continue
	work=$(mktemp -d)
	find "$root/content" -type f -size -100k ! -name '*.sh' -exec cp {} "$work" \;
	(cd "$work" && "$target" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=0 . >log 2>&1) || {
		echo "$(basename "$target") found something:"
		tail -n 40 "$work/log"
		exit 1
	}
	rm -rf "$work"
	ran=$((ran + 1))
done
if [ "$ran" -eq 0 ]; then
	echo "skipped: $build is not built (tests/run.sh does)"
	exit 77
fi
echo "$ran fuzz targets, ${seconds} s each: nothing found"
