#!/bin/sh
# install.sh BUILD   installs BUILD into a folder of its own: the program runs there, its manual and completion are
#                    its own, the library shows its API and nothing else, and README's C program finds it by
#                    pkg-config and makes the PDF that the program makes. Then the Debian packages: the same files,
#                    twice the same bytes.
set -eu
build=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "install.sh: $*" >&2
	exit 1
}

# use AT SYSROOT   the program and the library that lie below AT
use() {
	"$1/bin/recto" --version | head -n 1
	[ -f "$1/share/recto/fonts.yaml" ] || fail "no table of fonts"
	gunzip -c "$1/share/man/man1/recto.1.gz" >"$work/recto.1"
	"$1/bin/recto" man | cmp - "$work/recto.1"
	"$1/bin/recto" completion bash | cmp - "$1/share/bash-completion/completions/recto"
	"$1/bin/recto" completion zsh | cmp - "$(find "$1/share/zsh" -name _recto)"
	"$1/bin/recto" completion fish | cmp - "$1/share/fish/vendor_completions.d/recto.fish"
	pc=$(dirname "$(find "$1" -name recto.pc)")
	lib=$(dirname "$pc")
	others=$(nm -D --defined-only "$lib/librecto.so" | sed 's/.* //' | grep -v '^recto_' || true)
	[ -z "$others" ] || fail "librecto shows what is no API:" $others
	sed -n '/^```c$/,/^```$/{/^```/!p}' "$root/README.md" >"$work/use.c"
	flags=$(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs recto)
	cc -std=c11 -Wall -Wextra -Werror -o "$work/use" "$work/use.c" $flags
	if command -v c++ >/dev/null; then
		c++ -x c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only "$1/include/recto.h"
	fi
	LD_LIBRARY_PATH=$lib "$work/use" "$root/content" >"$work/library.pdf"
	env -u SOURCE_DATE_EPOCH "$1/bin/recto" cv -q --no-cache "$root/content" -o "$work/program.pdf"
	cmp "$work/library.pdf" "$work/program.pdf"
}

DESTDIR=$work/root cmake --install "$build" >"$work/log"
prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:[A-Z]*=//p' "$build/CMakeCache.txt")
use "$work/root$prefix"

if ! command -v dpkg-shlibdeps >/dev/null || ! command -v file >/dev/null; then
	echo "no packages made: dpkg-dev or file is missing (.ci/packages.txt, pack)"
	exit 0
fi
for time in once again; do
	(cd "$work" && env -u SOURCE_DATE_EPOCH cpack --config "$build/CPackConfig.cmake" -B "$work/$time") \
		>"$work/log" 2>&1 || fail "$(cat "$work/log")"
done
for package in recto librecto0 librecto-dev; do
	cmp "$work/once/${package}_"*.deb "$work/again/${package}_"*.deb
	dpkg-deb -x "$work/once/${package}_"*.deb "$work/deb"
	for file in copyright changelog.gz; do
		[ -s "$work/deb/usr/share/doc/$package/$file" ] || fail "$package has no $file"
	done
done
use "$work/deb/usr"
of() { dpkg-deb -f "$work/once/$1_"*.deb "$2"; }
for library in libhpdf libicu libharfbuzz-subset libavif libmicrohttpd; do
	of recto Depends | grep -q "$library" || fail "recto does not depend on $library"
done
of librecto0 Depends | grep -q libavif || fail "librecto does not depend on libavif"
for font in $(sed -n 's/^run  *//p' "$root/.ci/packages.txt"); do
	{ of recto Recommends; of recto Suggests; } | grep -qw -- "$font" || fail "recto neither recommends nor suggests $font"
done
[ "$(of librecto-dev Depends)" = "librecto0 (= $(of librecto0 Version))" ] || fail "librecto-dev needs another librecto0"
! grep -rqF "$root" "$work/deb" || fail "a path of the build is in: $(grep -rlF "$root" "$work/deb")"
