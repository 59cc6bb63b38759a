#!/bin/sh
# install.sh BUILD   installs BUILD into a folder of its own; the program runs there, and a C program finds librecto by
#                    pkg-config and makes a PDF with it
set -eu
build=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DESTDIR=$work/root cmake --install "$build" >"$work/log"
prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:[A-Z]*=//p' "$build/CMakeCache.txt")
at=$work/root$prefix
"$at/bin/recto" --version | head -n 1
[ -f "$at/share/recto/fonts.yaml" ]
cat >"$work/use.c" <<'C'
#include <recto.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	RectoOptions options = {.date = -1, .no_cache = 1};
	Recto *recto = recto_open(argv[argc - 1], NULL, &options);
	for (size_t i = 0; i < recto_diagnostic_count(recto); i++) {
		RectoDiagnostic d = recto_diagnostic(recto, i);
		fprintf(stderr, "%s:%u:%u: %s\n", d.file ? d.file : "-", d.line, d.column, d.message);
	}
	size_t size, pages;
	const void *pdf = recto_pdf(recto, &size, &pages);
	printf("recto %s: %zu pages, a PDF: %d\n", recto_version(), pages, pdf != NULL && size > 1000);
	recto_close(recto);
	return pdf == NULL;
}
C
pc=$(dirname "$(find "$at" -name recto.pc)")
flags=$(PKG_CONFIG_PATH=$pc PKG_CONFIG_SYSROOT_DIR=$work/root pkg-config --cflags --libs recto)
cc -std=c11 -Wall -Wextra -Werror -o "$work/use" "$work/use.c" $flags
LD_LIBRARY_PATH=$(dirname "$pc") "$work/use" "$root/content"
