#!/usr/bin/env bash
# The developer build and the suite with Clang 14.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ci/packages.sh
install_missing "${build_packages[@]}" clang-14
cmake --preset dev -B build/clang -DCMAKE_CXX_COMPILER=clang++-14
cmake --build build/clang --parallel "$(nproc)"
ctest --test-dir build/clang --output-on-failure --no-tests=error --parallel "$(nproc)"
