#!/usr/bin/env bash
# Builds every fuzz target and runs each for a while, two at a time.
#
#   ci/builds/fuzz.sh [SECONDS [TARGET...]]     30 seconds each and all targets by default
#   RUNS=N SEED=N ci/builds/fuzz.sh              N inputs each (of slow targets a part), by chances that
#                                                do not depend on the machine: what CI runs
#
# Prints seed, runs per second, the seconds of the slowest input, and edges. What a run learns stays
# in build/fuzz/corpus and is where the next one starts. An input that breaks a promise, leaks, or
# hangs is written to build/fuzz/findings and fails the script; SEED=N repeats a run's chances.
# A minute is a hang: shorter limits of wall time also catch what is slow on a busy machine alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ci/packages.sh
seconds=${1:-30}
shift || true
seed=${SEED:-$(date +%s)}
jobs=$(nproc)
[ "$jobs" -le 2 ] || jobs=2

install_missing "${build_packages[@]}" clang-14 libclang-rt-14-dev
cmake --preset fuzz >/dev/null
if [ $# -eq 0 ]; then
  set -- $(sed -n 's/^fuzz_target(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt)
fi
cmake --build build/fuzz --parallel "$jobs" --target "${@/#/fuzz_}"
findings=build/fuzz/findings
rm -rf "$findings"
mkdir -p "$findings"

# length_of TARGET: how long it runs, in the words of libFuzzer
length_of() {
  [ -n "${RUNS:-}" ] || { echo "-max_total_time=$seconds"; return; }
  case $1 in
    schema_validate) echo "-runs=$((RUNS / 100))" ;;
    fault_spec | regex | schema_compile) echo "-runs=$((RUNS / 5))" ;;
    *) echo "-runs=$RUNS" ;;
  esac
}

# fuzz TARGET: one line of numbers, or the tail of the log and the input that did it
fuzz() {
  local target=$1 log=$findings/$1.log options=()
  mkdir -p "build/fuzz/corpus/$target"
  [ ! -f "tests/fuzz/$target.dict" ] || options+=("-dict=tests/fuzz/$target.dict")
  if ! build/fuzz/tests/fuzz/fuzz_"$target" "${options[@]}" -seed="$seed" \
    "$(length_of "$target")" -max_len=4096 -timeout=60 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$findings/$target-" "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" \
    >"$log" 2>&1; then
    touch "$findings/$target.failed"
    {
      echo "== $target failed with seed $seed; $log ends:"
      grep -a -v -e '^#[0-9]' -e 'NEW_FUNC\|^INFO\|^0x' "$log" | tail -n 40
      ls "$findings/$target"-* 2>/dev/null || true
    } >&2
    return
  fi
  printf '%-16s %12s %10s %9s %8s\n' "$target" "$seed" \
    "$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")" \
    "$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log")" \
    "$(grep -a -o ' cov: [0-9]*' "$log" | tail -n 1 | tr -dc 0-9)"
}

printf '%-16s %12s %10s %9s %8s\n' target seed runs/s slowest_s edges
for target in "$@"; do
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
  fuzz "$target" &
done
wait
failed=$(find "$findings" -name '*.failed' | wc -l)
[ "$failed" -eq 0 ] || fail "$failed of $# targets found something; their inputs are in $findings"
say "$# targets ran $([ -n "${RUNS:-}" ] && echo "$RUNS inputs" || echo "${seconds}s") each and found nothing"
