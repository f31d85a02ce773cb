#!/usr/bin/env bash
# Our validation against ajv's and Blaze's, on PartnerTap's pages of 20 and of 2,000 rows.
#
#   ci/builds/schema_speed.sh [ROUNDS]     5 by default
#
# Same pages and same schema for all, formats as annotations, first error ends; every program is warm
# before it is measured. Times are of the processor, not of the clock on the wall, and the programs
# take turns, so that other work on the machine spoils neither; medians are printed, and their ratios,
# which are what to compare between machines. Blaze is a program only: what it needs for one loop,
# reading and compiling included, is taken off what it needs for many.
# Skipped with a notice where npm is absent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ci/packages.sh
rounds=${1:-5}

if ! install_npm ajv@8.20.0 @sourcemeta/jsonschema@16.11.0; then
  say "skipped: ajv and Blaze come from npm, and npm is absent here"
  exit 0
fi
install_missing "${build_packages[@]}"
cmake --preset release >/dev/null
cmake --build --preset release --parallel "$(nproc)" --target schema_bench
bench=build/release/tests/bench/schema_bench
blaze=build/npm/node_modules/.bin/jsonschema
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$bench" --write "$scratch"

cat >"$scratch/ajv.js" <<'JS'
const fs = require('fs');
const Ajv = require(process.argv[2] + '/ajv/dist/2020').default;
const read = (name) => JSON.parse(fs.readFileSync(`${__dirname}/${name}.json`));
const ajv = new Ajv({strict: false, validateFormats: false, allErrors: false});
const validate = ajv.compile(read('schema'));
for (const [rows, loops] of [[20, 20000], [2000, 200]]) {
  const page = read(`page${rows}`);
  if (!validate(page)) throw new Error(JSON.stringify(validate.errors));
  for (let i = 0; i < loops; ++i) validate(page);
  const start = process.cpuUsage();
  for (let i = 0; i < loops; ++i) validate(page);
  const {user, system} = process.cpuUsage(start);
  console.log(`ajv-${rows} ${(user + system) / loops}`);
}
JS

# One "NAME-ROWS MICROSECONDS" a line.
run_ours() {
  "$bench" --benchmark_filter='FirstError|CollectAll' --benchmark_min_time=0.5 \
    --benchmark_format=csv 2>/dev/null |
    sed -n 's/^"BM_\(FirstError\|CollectAll\)\/\([0-9]*\)",[0-9]*,[^,]*,\([^,]*\),.*/\1-\2 \3/p'
}
run_ajv() { node "$scratch/ajv.js" "$PWD/build/npm/node_modules"; }
# blaze_cpu ROWS LOOPS: milliseconds of processor time
blaze_cpu() {
  local TIMEFORMAT='%U %S'
  { time "$blaze" validate "$scratch/schema.json" "$scratch/page$1.json" --fast --benchmark \
    --loop "$2" >"$scratch/blaze" 2>&1; } 2>&1 | awk '{print ($1 + $2) * 1000}'
  grep -q ': PASS ' "$scratch/blaze" || fail "Blaze did not pass the page"
}
run_blaze() {
  local rows loops
  for rows in 20 2000; do
    loops=$((rows == 20 ? 10000 : 100))
    awk "BEGIN{print \"Blaze-$rows\", ($(blaze_cpu "$rows" $((loops + 1))) - $(blaze_cpu "$rows" 1)) \
      * 1000 / $loops}"
  done
}

for round in $(seq "$rounds"); do
  say "round $round of $rounds"
  run_ours >>"$scratch/times"
  run_ajv >>"$scratch/times"
  run_blaze >>"$scratch/times"
done

median() {
  grep "^$1 " "$scratch/times" | cut -d ' ' -f 2 | sort -n | sed -n "$(((rounds + 1) / 2))p" |
    grep . || fail "no figures for $1"
}
over() { awk "BEGIN{printf \"%.2f\", $1/$2}"; }

printf '%6s %12s %12s %12s %12s %10s %10s %14s\n' \
  rows 'first us' 'collect us' 'ajv us' 'Blaze us' first/ajv first/Blaze collect/first
for rows in 20 2000; do
  first=$(median "FirstError-$rows")
  collect=$(median "CollectAll-$rows")
  ajv=$(median "ajv-$rows")
  blaze_time=$(median "Blaze-$rows")
  printf '%6d %12.2f %12.2f %12.2f %12.2f %10s %10s %14s\n' "$rows" "$first" "$collect" "$ajv" \
    "$blaze_time" "$(over "$first" "$ajv")" "$(over "$first" "$blaze_time")" \
    "$(over "$collect" "$first")"
done
