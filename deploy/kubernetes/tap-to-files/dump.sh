#!/usr/bin/env bash
# One sync into a file of Singer messages on a volume, for whatever loads files. The state is the last one in the file.
# Settings of the tap come from TAP_ZOOM_* variables. Ends with the tap's exit code.
set -euo pipefail

folder=${FOLDER:-/data}
name=$folder/zoom-$(date -u +%Y%m%dT%H%M%SZ)
state=$folder/state.json

arguments=(--config ENV)
if [[ -s $state ]]; then arguments+=(--state "$state"); fi

tap-zoom "${arguments[@]}" >"$name.part" &
tap_pid=$!
trap 'kill -TERM "$tap_pid" 2>/dev/null || true' TERM INT
code=0
wait "$tap_pid" || code=$?
# A signal interrupts the waiting, not what is waited for.
while kill -0 "$tap_pid" 2>/dev/null; do
  code=0
  wait "$tap_pid" || code=$?
done

# Loaders see whole files only, and a state never without its file. What a run that failed has written is good, too.
grep '^{"type":"STATE"' "$name.part" | tail -n 1 >"$state.new" || true
mv "$name.part" "$name.jsonl"
if [[ -s $state.new ]]; then mv "$state.new" "$state"; else rm "$state.new"; fi
exit "$code"
