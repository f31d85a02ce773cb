# Sourced by the scripts of ci/: installs the Debian packages that are missing.
#
#   install_missing PACKAGE...   does nothing, and needs no privilege, when all are there
#   install_npm NAME@VERSION...  the same for npm; false where there is no npm
#   say TEXT / fail TEXT         one line of progress / one line on stderr and exit status 1

build_packages=(
  cmake g++ ninja-build pkg-config
  catch2 libbenchmark-dev libcli11-dev libcpp-httplib-dev libcurl4-openssl-dev libfmt-dev
  libidn2-dev libpcre2-dev libssl-dev nlohmann-json3-dev zlib1g-dev
)

say() { printf '== %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "'$*' needs root and there is no sudo; run it as root, then start this script again"
  fi
}

install_missing() {
  local missing=() package
  command -v dpkg-query >/dev/null || {
    say "no dpkg here: not checking packages (needed: $*)"
    return 0
  }
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null ||
    fail "missing packages and no apt-get to install them with: ${missing[*]}"
  say "installing ${missing[*]}"
  as_root apt-get update -qq || say "apt-get update failed; trying with the lists at hand"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null || fail "apt-get could not install: ${missing[*]}"
}

# install_npm NAME@VERSION...: programs and modules from npm in build/npm; false where npm is absent.
install_npm() {
  command -v npm >/dev/null && command -v node >/dev/null || return 1
  local missing=() package
  for package in "$@"; do
    [ "$(sed -n 's/^ *"version": "\(.*\)",*$/\1/p' "build/npm/node_modules/${package%@*}/package.json" \
      2>/dev/null | head -n 1)" = "${package##*@}" ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${missing[*]} into build/npm"
  mkdir -p build/npm
  npm install --prefix build/npm --no-audit --no-fund --no-save --loglevel=error "$@" >/dev/null ||
    fail "npm could not install: ${missing[*]}"
}
