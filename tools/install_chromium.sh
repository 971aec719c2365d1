#!/usr/bin/env bash
# Make sure that Debian's Chromium and its driver are here; exit code 3 where they cannot be.
set -euo pipefail

is_here() { [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ]; }

refuse() {
	echo "chromium and chromium-driver are not installed, and $1." >&2
	echo "Install Debian's packages chromium and chromium-driver, then run 'make browser' again." >&2
	exit 3
}

is_here && exit 0
grep -qs '^ID=debian' /etc/os-release || refuse "this is not Debian, whose packages we know"
[ "$(id -u)" -eq 0 ] || refuse "only root can install them"
[ "${1:-}" = --can ] && exit 0

echo "installing Debian's chromium and chromium-driver"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq && apt-get install -qq --yes --no-install-recommends \
	chromium chromium-driver >/dev/null || refuse "apt-get could not bring them"
