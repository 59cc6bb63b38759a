#!/bin/sh
# same.sh RECTO   two builds of content/, a second apart, in other folders, time zones and locales, are byte-identical
set -eu
recto=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/content" "$work/one"
rm -rf "$work/one/.recto-cache"
mkdir "$work/elsewhere"
cp -r "$work/one" "$work/elsewhere/two"
(cd "$work" && TZ=Asia/Tokyo LC_ALL=C "$recto" build -q one -o first)
sleep 1
(cd "$work/elsewhere/two" && TZ=America/Lima LC_ALL=C.UTF-8 "$recto" build -q . -o ../../second)
diff -r "$work/first" "$work/second"
(cd "$work" && "$recto" build -q one -o first) # with the cache now
diff -r "$work/first" "$work/second"
echo "identical: $(find "$work/first" -type f | wc -l) files"
