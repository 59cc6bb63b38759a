#!/bin/sh
# git.sh RECTO   recto diff between revisions, in a repository of its own; skipped without git
command -v git >/dev/null || { echo "skipped: no git"; exit 77; }
recto=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir repo tmp
export TMPDIR="$folder/tmp" HOME="$folder" GIT_CONFIG_NOSYSTEM=1 NO_COLOR=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
failed=0

fail() {
	echo "failed: $1"
	failed=1
}

# expect STATUS TEXT ARGUMENTS...: the output has the text
expect() {
	want=$1 text=$2
	shift 2
	out=$("$recto" diff "$@" 2>&1)
	status=$?
	[ "$status" = "$want" ] || fail "recto diff $*: status $status, not $want: $out"
	case $out in
	*"$text"*) ;;
	*) fail "recto diff $*: no \"$text\" in: $out" ;;
	esac
}

cd repo || exit 1
git init -q .
mkdir -p site/_pages other
printf 'title: Ada\nauthor:\n  name: Ada Nowak\n' > site/_config.yml
printf -- '---\npermalink: /\n---\nI teach algebra.\n' > site/_pages/about.md
printf '# Ben\n\nHello.\n' > other/ben.md
git add . && git commit -qm one
printf -- '---\npermalink: /\n---\nI teach geometry.\n' > site/_pages/about.md
printf '# Ben\n\nHello there.\n' > other/ben.md
git add . && git commit -qm two
printf -- '---\npermalink: /\n---\nI teach nothing.\n' > site/_pages/about.md
git add . # the index has it, no commit
git config core.splitIndex true
state() { (git rev-parse HEAD; git status --porcelain; find .git -type f ! -name 'sharedindex*' -exec sha256sum {} +; ls .git) | sort; }
git status >/dev/null
before=$(state)

cd site || exit 1
expect 0 'I teach [-algebra-] {+geometry+}' HEAD~1 HEAD
expect 0 'I teach [-geometry-] {+nothing+}' HEAD .
expect 0 'I teach [-geometry-] {+nothing+}'
expect 0 'I teach [-algebra-] {+nothing+}' HEAD~1
expect 0 'nothing changed' HEAD HEAD
expect 1 'I teach' HEAD~1 HEAD --exit-code
expect 0 'Hello {+there+}' HEAD~1:other/ben.md HEAD:other/ben.md
expect 0 'I teach [-algebra-] {+geometry+}' HEAD~1:./ HEAD:site
expect 0 'I teach [-algebra-] {+geometry+}' 'HEAD@{1}' 'HEAD@{0}'
cd ..
expect 0 'I teach [-algebra-] {+geometry+}' HEAD~1 HEAD --site=site
expect 0 'I teach [-geometry-] {+nothing+}' --site=site
expect 0 'Hello {+there+}' HEAD~1 HEAD --site=other/ben.md
expect 0 '"name":"HEAD~1"' HEAD~1 HEAD --site=site --format=json
expect 3 'git knows no such revision' HEAD~7 HEAD
expect 3 'git knows no such revision' --site=site -- --all HEAD
expect 3 'has no "gone"' HEAD:gone HEAD
cd ..
expect 3 'is in no git repository' HEAD~1 HEAD
mkdir bin
PATH="$folder/bin" expect 3 'there is no git to ask' HEAD~1 HEAD

# begun by a program that ignores ends of children
out=$(cd repo && timeout 20 env --ignore-signal=CHLD "$recto" diff HEAD~1 HEAD --site=site 2>&1) ||
	fail "status $? where SIGCHLD was ignored: $out"

# ended from outside: nothing is left behind, neither files nor git
printf '#!/bin/sh\necho $$ >"%s/begun"\nexec sleep 30\n' "$folder" > bin/git
chmod +x bin/git
PATH="$folder/bin:$PATH" "$recto" diff HEAD~1 HEAD >/dev/null 2>&1 &
process=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -s "$folder/begun" ] || sleep 0.2
done
[ -n "$(ls "$TMPDIR")" ] || fail "no folder of revisions to take away"
kill -TERM $process
wait $process
[ $? = 143 ] || fail "ended by SIGTERM, but not with 143"
[ -z "$(ls "$TMPDIR")" ] || fail "left behind after SIGTERM: $(ls "$TMPDIR")"
for _ in 1 2 3 4 5 6 7 8 9 10; do # a zombie has no command line
	[ -z "$(tr -d '\0' 2>/dev/null <"/proc/$(cat "$folder/begun")/cmdline")" ] && break
	sleep 0.2
done
[ -z "$(tr -d '\0' 2>/dev/null <"/proc/$(cat "$folder/begun")/cmdline")" ] || fail "git goes on after SIGTERM"
rm bin/git

# a faulty revision is named as such, not by the folder it was written to
cd repo || exit 1
[ "$(state)" = "$before" ] || fail "the repository is not as it was"
printf 'title: [\n' > site/_config.yml
git add . && git commit -qm three
expect 1 'HEAD:_config.yml:2:1: error' HEAD~1 HEAD --site=site
[ -z "$(ls "$TMPDIR")" ] || fail "left behind: $(ls "$TMPDIR")"
[ $failed = 0 ] && echo "revisions are compared, the repository stays as it is"
exit $failed
