#!/bin/sh
# setup.sh KIND...   installs what is missing of the packages of these kinds (packages.txt), as root or with sudo
set -eu
list=$(dirname "$0")/packages.txt
missing=
for kind in "$@"; do
	for package in $(sed -n "s/^$kind  *//p" "$list"); do
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
			missing="$missing $package"
	done
done
[ -n "$missing" ] || exit 0
echo "installing:$missing"
as_root=
if [ "$(id -u)" -ne 0 ]; then
	as_root=sudo
	command -v sudo >/dev/null || {
		echo "setup.sh: these packages are missing and there is no sudo; as root: apt-get install$missing" >&2
		exit 3
	}
fi
log=$(mktemp)
if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
	tail -n 20 "$log" >&2
	rm -f "$log"
	exit 3
fi
rm -f "$log"
