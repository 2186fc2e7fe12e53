#!/bin/sh
# What pip cannot install, from Debian's packages: `scripts/system.sh build` or `… browser`.
# Does nothing where it is all there; says what to do where it may not install.
set -eu

install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo"
    else
        echo "missing: $*" >&2
        echo "install them as root, then run the same command again:  apt-get install $*" >&2
        exit 1
    fi
    if ! command -v apt-get >/dev/null; then
        echo "missing: $*; there is no apt-get here to install them with" >&2
        exit 1
    fi
    echo "installing $* (apt-get)"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# PyICU (needed by rigour for names in other scripts) comes as source only.
build() {
    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "$python is older than 3.11: make PYTHON=/path/to/python3.11 …" >&2
        exit 1
    }
    headers='import os, sysconfig, sys
sys.exit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))'
    missing=""
    command -v g++ >/dev/null || missing="$missing g++"
    command -v pkg-config >/dev/null || missing="$missing pkg-config"
    pkg-config --exists icu-i18n 2>/dev/null || missing="$missing libicu-dev"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    "$python" -c "$headers" || missing="$missing python3-dev"
    # shellcheck disable=SC2086  # a list of words
    [ -z "$missing" ] || install $missing
}

browser() {
    command -v chromium >/dev/null || install chromium
}

case "${1:-}" in
    build | browser) "$1" ;;
    *) echo "usage: $0 build|browser" >&2; exit 2 ;;
esac
