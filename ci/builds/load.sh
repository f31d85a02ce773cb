#!/usr/bin/env bash
# Requests per second of the mock against a bare cpp-httplib server that sends the same bytes.
#
#   ci/builds/load.sh [SECONDS]     a run per server and connection count; 5 by default
#
# Builds a release, runs bare, front and mock in turn on loopback under wrk with 16, 64 and 256
# connections, three rounds, and prints the medians and their ratios. Everything stops by itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. ci/packages.sh
seconds=${1:-5}
rounds=3

install_missing "${build_packages[@]}" wrk
cmake --preset release >/dev/null
cmake --build --preset release --parallel "$(nproc)" --target load_server understudy
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/page.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["api-key"] = "demo-api-key"
wrk.body = '{"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",' ..
  '"companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65",' ..
  '"filters":{"state":"Texas-,-Oklahoma-,-California"}}'
LUA

# measure MODE CONNECTIONS: requests per second, and the socket errors if there were any
measure() {
  local port rate
  mkfifo "$scratch/input"
  build/release/tests/bench/load_server "$1" <"$scratch/input" >"$scratch/port" &
  local server=$!
  exec 9>"$scratch/input"
  until [ -s "$scratch/port" ]; do kill -0 "$server" && sleep 0.02; done
  port=$(cat "$scratch/port")
  wrk -t1 -c"$2" -d"${seconds}s" -s "$scratch/page.lua" \
    "http://127.0.0.1:$port/v1/channelecosystem/records?page=3&size=20&sort=city,desc" \
    >"$scratch/out"
  exec 9>&-
  wait "$server"
  rm -f "$scratch/input" "$scratch/port"
  grep -E "Non-2xx|Socket errors" "$scratch/out" >&2 || true
  rate=$(sed -n 's/^Requests\/sec: *//p' "$scratch/out")
  echo "${rate%.*}"
}

median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }

printf '%11s %10s %10s %10s %12s %12s\n' connections bare front mock front/bare mock/bare
for connections in 16 64 256; do
  for round in $(seq "$rounds"); do
    for mode in bare front mock; do
      measure "$mode" "$connections" >>"$scratch/$mode-$connections"
    done
  done
  bare=$(median <"$scratch/bare-$connections")
  front=$(median <"$scratch/front-$connections")
  mock=$(median <"$scratch/mock-$connections")
  printf '%11d %10d %10d %10d %12s %12s\n' "$connections" "$bare" "$front" "$mock" \
    "$(awk "BEGIN{printf \"%.2f\", $front/$bare}")" "$(awk "BEGIN{printf \"%.2f\", $mock/$bare}")"
done
