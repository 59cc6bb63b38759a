#!/bin/sh
# site.sh   checks and builds a site for continuous integration, with its PDFs, and tells what came of it
#
#   RECTO_SITE        the folder, or a Markdown file (default: .)
#   RECTO_OUTPUT      where the site goes (_site)
#   RECTO_PDFS        where the CV goes besides, with its variants and handouts (cv)
#   RECTO_VARIANTS    names of recto.cv.variants that are wanted there
#   RECTO_HANDOUTS    layouts of recto handout that are wanted there
#   RECTO_SET         KEY=VALUE, one a line: over _config.yml
#   RECTO_PAGES       fit the CV into that many pages
#   RECTO_PAGES_MAX   fail when it has more
#   RECTO_STRICT      true: fail on warnings
#   RECTO_ONLINE      true: follow links to other sites
#   RECTO_BASELINE    a file of findings that are accepted; with a name that begins with a dot, or it is published
#   RECTO_FORMAT      how findings are told: github, text
#   RECTO_QUALITY     a file for findings in GitLab's form
#   RECTO_SUMMARY     a Markdown file to which what came of it is added
#   RECTO_RESULTS     a file to which NAME=VALUE lines are added: pdf pages warnings errors site pdfs
#
# Exit status: that of recto; the worst one when several things go wrong.
set -u
summary=
site=${RECTO_SITE:-.}
output=${RECTO_OUTPUT:-_site}
pdfs=${RECTO_PDFS:-cv}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
worst=0

try() {
	"$@"
	status=$?
	[ "$status" -le "$worst" ] || worst=$status
}

# What every command is told of the site: in $@, so that values may hold spaces.
set --
while IFS= read -r line; do
	[ -z "$line" ] || set -- "$@" --set "$line"
done <<END
${RECTO_SET:-}
${RECTO_PAGES:+recto.pages=$RECTO_PAGES}
${RECTO_PAGES_MAX:+recto.pages.max=$RECTO_PAGES_MAX}
END
[ -z "${RECTO_SUMMARY:-}" ] || summary=--summary=$RECTO_SUMMARY

check() {
	[ "${RECTO_STRICT:-}" != true ] || set -- "$@" --fail-on=warning
	[ "${RECTO_ONLINE:-}" != true ] || set -- "$@" --online
	[ -z "${RECTO_BASELINE:-}" ] || set -- "$@" --baseline="$RECTO_BASELINE"
	[ -z "${RECTO_QUALITY:-}" ] || set -- "$@" --report=gitlab:"$work/quality"
	recto check "$site" "$@" ${summary:+"$summary"} --format="${RECTO_FORMAT:-text}" >"$work/found"
}

# How many warnings or errors were found.
count() {
	if [ "${RECTO_FORMAT:-text}" = github ]; then
		grep -c "^::$1 " "$work/found"
	else
		sed -n "\$s/^\(.*[^0-9]\)*\([0-9][0-9]*\) $1.*/\2/p" "$work/found"
	fi
}

try check "$@"
cat "$work/found"
try recto build "$site" -o "$output" ${summary:+"$summary"} "$@" >"$work/built"
cat "$work/built"
# Behind the build, which would publish a file that stands in the site.
[ ! -f "$work/quality" ] || cp "$work/quality" "$RECTO_QUALITY"
mkdir -p "$pdfs"
for variant in ${RECTO_VARIANTS:-}; do
	try recto cv "$site" --variant="$variant" -o "$pdfs/cv-$variant.pdf" "$@"
done
for layout in ${RECTO_HANDOUTS:-}; do
	try recto handout "$site" --layout="$layout" -o "$pdfs/cv-$layout.pdf" "$@"
done
# "public/cv.pdf   2 pages 293.2 kB": the first PDF is the CV itself.
pdf=$(sed -n 's/^\(.*\.pdf\)  *[0-9][0-9]* pages\{0,1\} .*/\1/p' "$work/built" | head -n 1)
pages=$(sed -n 's/^.*\.pdf  *\([0-9][0-9]*\) pages\{0,1\} .*/\1/p' "$work/built" | head -n 1)
[ -z "$pdf" ] || cp "$pdf" "$pdfs/cv.pdf"
cat >>"${RECTO_RESULTS:-/dev/null}" <<END
pdf=$pdf
pages=$pages
warnings=$(count warning)
errors=$(count error)
site=$output
pdfs=$pdfs
END
exit "$worst"
