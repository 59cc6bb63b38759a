#!/bin/sh
# install.sh FOLDER    installs recto and its fonts as Debian packages, as root or with sudo; FOLDER keeps them, and
#                      recto itself when it was built from this very source: then nothing is built
# install.sh --key     prints the name of what FOLDER would keep: system, processor, source
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. /etc/os-release
key=recto-$ID-${VERSION_ID:-0}-$(uname -m)-$(cd "$root" &&
	find .ci CMakeLists.txt CMakePresets.json README.md LICENSE fonts include src -type f -print | LC_ALL=C sort |
	xargs sha256sum | sha256sum | cut -c 1-16)
if [ "$1" = --key ]; then
	echo "$key"
	exit
fi
mkdir -p "$1/archives/partial"
folder=$(cd "$1" && pwd)
if [ "$(cat "$folder/key" 2>/dev/null)" != "$key" ]; then
	sh "$root/.ci/setup.sh" build pack
	build=$(mktemp -d)
	log=$build/log
	{
		cd "$root"
		cmake --preset package -B "$build/recto" && cmake --build "$build/recto" &&
			cpack --config "$build/recto/CPackConfig.cmake" -B "$build/packages"
	} >"$log" 2>&1 || {
		tail -n 30 "$log" >&2
		exit 3
	}
	rm -f "$folder"/recto_*.deb
	cp "$build"/packages/recto_*.deb "$folder"
	echo "$key" >"$folder/key"
	rm -rf "$build"
fi
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
log=$(mktemp)
{
	$as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
		--no-install-recommends -o Dir::Cache::archives="$folder/archives" \
		-o APT::Keep-Downloaded-Packages=true -o APT::Sandbox::User=root \
		"$folder"/recto_*.deb $(sed -n 's/^run  *//p' "$root/.ci/packages.txt")
} >"$log" 2>&1 || {
	tail -n 20 "$log" >&2
	rm -f "$log"
	exit 3
}
rm -f "$log"
recto --version | head -n 1
