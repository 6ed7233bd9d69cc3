#!/usr/bin/env bash
# Measures a release build of Sen, beside nginx and SQLite on the same machine, and
# prints a table in Markdown. Takes about ten minutes; everything is on 127.0.0.1, on
# free ports, in a folder below .build that is gone at the end.
#
#   Tests/Benchmarks/run.sh              build in release, then measure
#   SEN=PATH Tests/Benchmarks/run.sh     measure this binary
#   … --quick                            a third of the time, rougher figures
#   … --only saves,journeys              some of it: start, beside, saves, slow_devices,
#                                        openings, journeys, beside_import, importing (with
#                                        search and a sitting of the large bank), drawing,
#                                        weight, recovery, bell
#   … --log-level warning                without a line in the log for each request
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ -z "${SEN:-}" ]]; then
    "${SWIFT:-swift}" build -c release --product sen --static-swift-stdlib
    SEN=.build/release/sen
fi
missing=()
for program in nginx wrk openssl python3 cc; do
    PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || missing+=("$program")
done
if [[ "${#missing[@]}" -gt 0 ]]; then
    echo "run.sh: missing: ${missing[*]} (deploy/setup.sh --tests)" >&2
    exit 3
fi
exec python3 Tests/Benchmarks/bench.py --sen "$SEN" "$@"
