#!/usr/bin/env bash
# Format and spelling of the tree: clang-format 14 on every source.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ci/packages.sh
install_missing clang-format-14
git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 --dry-run --Werror
say "every source is formatted"
