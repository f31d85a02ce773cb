#!/usr/bin/env bash
# The whole suite under ThreadSanitizer.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../test" tsan
