# shellcheck shell=bash
# What the commands in scripts/ share: finding the checkout, installing what is missing, building. Sourced, never run.
#
#   usage            prints the comment at the top of the command
#   setup GROUP…     installs the packages of these groups of packages.txt that are missing; silent and quick when none is
#   build [TARGET…]  configures the preset $preset (dev) when that is needed, then builds
#
# Asks no questions. WAYMARK_SKIP_SETUP=1 leaves the system's packages alone (for other systems than Debian 12, with the
# equivalents installed by hand).
set -euo pipefail

called_from=$PWD
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
preset=${WAYMARK_PRESET:-dev}
build_dir=build
[ "$preset" = dev ] || build_dir=build/$preset

# Text in UTF-8 whatever the caller's locale: names of people come in every script.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in *[Uu][Tt][Ff]*) ;; *) export LC_ALL=C.UTF-8 ;; esac

say() { printf '== %s\n' "$*"; }
fail() {
    printf 'scripts/%s: %s\n' "${0##*/}" "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

# The comment at the top of the command that is running.
usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "scripts/${0##*/}"; }

# The packages of the named groups, one a line.
packages_of() {
    local groups=" $* " line wanted=no
    while IFS= read -r line; do
        case "$line" in
            '# '*) line=${line#\# }; [[ $groups == *" ${line%%:*} "* ]] && wanted=yes || wanted=no ;;
            *) [ $wanted = no ] || tr -s ' ' '\n' <<<"$line" ;;
        esac
    done < scripts/packages.txt
}

# Those of the given packages that are not installed, one a line.
missing_of() {
    comm -23 <(printf '%s\n' "$@" | sort -u) \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

require_debian_12() {
    local name='an unknown system' code='' release=${WAYMARK_OS_RELEASE:-/etc/os-release}
    if [ -r "$release" ]; then
        # shellcheck disable=SC1090
        name=$(. "$release" && printf '%s' "${PRETTY_NAME:-unknown}")
        # shellcheck disable=SC1090
        code=$(. "$release" && printf '%s' "${DEBIAN_CODENAME:-${VERSION_CODENAME:-}}")
    fi
    if [ "$code" != bookworm ] || ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        fail "this sets itself up on Debian 12 (bookworm); here is $name." \
            "Install the equivalents of the packages in scripts/packages.txt, then run it again with WAYMARK_SKIP_SETUP=1."
    fi
}

require_root_or_sudo() {
    [ "$(id -u)" -ne 0 ] || return 0
    local packages=("$@")
    command -v sudo >/dev/null ||
        fail "${#packages[@]} packages are missing, and installing them needs root; sudo is not here." \
            "Run this as root, or have someone run once: apt-get install ${packages[*]}"
    as_root true 2>/dev/null || as_root true ||
        fail "${#packages[@]} packages are missing, and sudo did not let $(id -un) install them." \
            "Have someone run once: apt-get install ${packages[*]}"
}

# require_room PATH MEGABYTES WHAT
require_room() {
    local free
    free=$(($(df -Pk "$1" | awk 'NR==2 {print $4}') / 1024))
    [ "$free" -ge "$2" ] ||
        fail "the disk of $1 has $free MB free; $3 needs about $2 MB." "Make room there, then run this again."
}

# Reads apt's output: keeps it in the file named, prints a line for every tenth of the way.
tell_progress() {
    local line kind percent told=''
    while IFS= read -r line; do
        printf '%s\n' "$line" >> "$1"
        if [[ $line =~ ^(dl|pm)status:.*:([0-9]+)\.[0-9]+: ]]; then
            kind=downloading percent=$((BASH_REMATCH[2] / 10 * 10))
            [ "${BASH_REMATCH[1]}" = dl ] || kind=installing
            [ "$told" = "$kind $percent" ] || printf '   %s: %d %%\n' $kind $percent
            told="$kind $percent"
        fi
    done
}

apt_failed() {
    local log=$1
    { grep -E '^(E|W|Err):' "$log" || true; grep -m 1 -B 2 -A 1 '^dpkg: error' "$log" || true; } | tail -12 >&2
    if grep -qE 'Could not resolve|Could not connect|Unable to connect|Connection (timed out|refused|failed)|Temporary failure' "$log"; then
        fail "apt could not reach its package servers." "Check the network, then run this again. Everything apt said: $log"
    elif grep -qE 'Unable to locate package|has no installation candidate' "$log"; then
        fail "apt does not know a package that is needed." \
            "Check that /etc/apt/sources.list names Debian 12's main archive. Everything apt said: $log"
    elif grep -q 'No space left' "$log"; then
        fail "the disk is full." "Make room, then run this again. Everything apt said: $log"
    fi
    fail "apt could not install what is missing." "Everything it said: $log"
}

setup() {
    [ "${WAYMARK_SKIP_SETUP:-}" != 1 ] || return 0
    command -v dpkg-query >/dev/null || require_debian_12
    local wanted missing log
    mapfile -t wanted < <(packages_of "$@")
    mapfile -t missing < <(missing_of "${wanted[@]}")
    [ ${#missing[@]} -gt 0 ] || return 0

    require_debian_12
    require_root_or_sudo "${missing[@]}"
    [ ${#missing[@]} -lt 10 ] || require_room /usr 2500 "installing ${#missing[@]} packages"
    log=$(mktemp "${TMPDIR:-/tmp}/waymark-apt.XXXXXX.log")
    # apt closes its progress descriptor to the packages' own scripts, so it must not be 1; sudo closes the caller's 3, so it
    # is opened behind sudo.
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 sh -c 'exec "$@" 3>&1' sh apt-get -q -y
        -o APT::Status-Fd=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    if [ -n "$(dpkg --audit 2>/dev/null)" ]; then
        say "Finishing an installation that was interrupted"
        as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a </dev/null >>"$log" 2>&1 || apt_failed "$log"
    fi
    say "Fetching Debian's list of packages"
    "${apt[@]}" update </dev/null >>"$log" 2>&1 || apt_failed "$log"
    ! grep -qE '^(Err:|W: Failed to fetch)' "$log" || apt_failed "$log"
    say "Installing what is missing: ${missing[*]}"
    "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null 2>&1 | tell_progress "$log" || apt_failed "$log"
    rm -f "$log"
    say "Everything that is needed is installed"
}

build() {
    [ -e "$build_dir/build.ninja" ] || require_room "$root" 2000 "building"
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
    if [ ! -e "$build_dir/build.ninja" ] || [ CMakePresets.json -nt "$build_dir/build.ninja" ]; then
        say "Configuring (cmake --preset $preset)"
        cmake --preset "$preset" ||
            fail "CMake could not configure the build; its words are above." \
                "If it names a package, check scripts/packages.txt; a fresh start is: rm -r $build_dir"
    fi
    say "Building ${*:-everything} in $build_dir, two jobs at a time"
    [ $# -eq 0 ] || set -- --target "$@"
    cmake --build "$build_dir" -j2 "$@" || fail "the build failed; the first error is above."
}
