#!/usr/bin/env bash
# One sync: tap-zoom into a Singer target, and the state that the target confirmed.
# Settings of the tap come from TAP_ZOOM_* variables. Ends with the tap's exit code, or else with the target's,
# or else with one that says that the state could not be kept.
set -euo pipefail

target=${TARGET:-target-postgres}
target_config=${TARGET_CONFIG:-/secrets/target.json}
catalog=${CATALOG:-}
state=${STATE:-/state/state.json}

# The last line of its input that is whole and a state takes the place of the one that was kept, in one step and safe on
# the disk. Whoever is killed in mid-write leaves half a line: it is none, and without another the old state stays.
keep_state() { # file
  node -e '
    const { closeSync, fsyncSync, openSync, renameSync, writeSync } = require("node:fs");
    const [file] = process.argv.slice(1);
    const isObject = (value) => typeof value === "object" && value !== null;
    const isState = (line) => {
      try {
        const { bookmarks, value } = JSON.parse(line);
        return isObject(bookmarks) || isObject(value?.bookmarks);
      } catch {
        return false;
      }
    };
    let rest = "";
    let last = null;
    process.stdin.setEncoding("utf8").on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop();
      last = lines.findLast(isState) ?? last;
    });
    process.stdin.on("end", () => {
      if (last === null) return;
      const output = openSync(`${file}.new`, "w");
      for (let bytes = Buffer.from(`${last}\n`); bytes.length > 0; ) bytes = bytes.subarray(writeSync(output, bytes));
      fsyncSync(output);
      closeSync(output);
      renameSync(`${file}.new`, file);
    });
  ' "$1"
}

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

# Even after a failure: what the target confirmed need not be read again.
keep_code=0
keep_state "$state" <"$work/states" || keep_code=$?

if ((tap_code != 0)); then exit "$tap_code"; fi
if ((target_code != 0)); then exit "$target_code"; fi
exit "$keep_code"
