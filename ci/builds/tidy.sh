#!/usr/bin/env bash
# clang-tidy 14 on every source outside of tests, with the checks of .clang-tidy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ci/packages.sh
install_missing "${build_packages[@]}" clang-tidy-14
cmake --preset dev >/dev/null
cmake --build --preset dev --target understudy
git ls-files '*.cpp' | grep -v '^tests/' | xargs -P "$(nproc)" -n 4 clang-tidy-14 -p build/dev --quiet \
    --extra-arg=-Wno-unknown-warning-option
say "clang-tidy has nothing to say"
