#!/usr/bin/env bash
# One sync: tap-zoom into a Singer target, and the state that the target confirmed.
# Settings of the tap come from TAP_ZOOM_* variables. Ends with the tap's exit code, or else with the target's.
set -euo pipefail

target=${TARGET:-target-postgres}
target_config=${TARGET_CONFIG:-/secrets/target.json}
catalog=${CATALOG:-}
state=${STATE:-/state/state.json}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkfifo "$work/messages"

arguments=(--config ENV)
if [[ -n $catalog ]]; then arguments+=(--catalog "$catalog"); fi
if [[ -s $state ]]; then arguments+=(--state "$state"); fi

"$target" --config "$target_config" <"$work/messages" >"$work/states" &
target_pid=$!
tap-zoom "${arguments[@]}" >"$work/messages" &
tap_pid=$!

# Only the tap is told to stop: it writes its last state, and the target commits what it was given.
trap 'kill -TERM "$tap_pid" 2>/dev/null || true' TERM INT

# A signal interrupts the waiting, not what is waited for.
code_of() {
  local code=0
  wait "$1" || code=$?
  while kill -0 "$1" 2>/dev/null; do
    code=0
    wait "$1" || code=$?
  done
  return "$code"
}

tap_code=0
code_of "$tap_pid" || tap_code=$?
target_code=0
code_of "$target_pid" || target_code=$?

# Even after a failure: what the target confirmed need not be read again. Replaced in one step, and never by nothing.
tail -n 1 "$work/states" >"$state.new"
if [[ -s $state.new ]]; then mv "$state.new" "$state"; else rm "$state.new"; fi

if ((tap_code != 0)); then exit "$tap_code"; fi
exit "$target_code"
