#!/bin/sh
# Installs what the tests need from Debian's packages, or says what is skipped.
set -eu

missing=""
test -x /usr/bin/chromium || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v zbarimg >/dev/null || missing="$missing zbar-tools"
test -n "$missing" || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=300 update
    # shellcheck disable=SC2086 # one word a package
    apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends \
        $missing fonts-noto-core >/dev/null
    exit 0
fi

echo "Not root: cannot install$missing."
case "$missing" in *chromium*) echo "  Tests in a real browser are skipped." ;; esac
case "$missing" in *zbar*) echo "  Tests that read printed QR codes are skipped." ;; esac
case "$missing" in *postgresql*)
    echo "  Tests on PostgreSQL are skipped, unless TEST_DATABASE_URL names a server." ;;
esac
