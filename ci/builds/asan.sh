#!/usr/bin/env bash
# The whole suite under AddressSanitizer and UndefinedBehaviorSanitizer.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../test" asan
