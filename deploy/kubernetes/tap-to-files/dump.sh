#!/usr/bin/env bash
# One sync into a file of Singer messages on a volume, for whatever loads files. The state is the last one in the file.
# Settings of the tap come from TAP_ZOOM_* variables. Ends with the tap's exit code, or else with one that
# says that the state could not be kept.
set -euo pipefail

folder=${FOLDER:-/data}
name=$folder/zoom-$(date -u +%Y%m%dT%H%M%SZ)
state=$folder/state.json

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

# Loaders see whole files of whole lines only, and a state never without its file. What a run that failed has written is
# good, but for the half of a line that a kill leaves.
if [[ -n $(tail -c 1 "$name.part") ]]; then
  truncate --size="-$(tail -n 1 "$name.part" | wc -c)" "$name.part"
fi
mv "$name.part" "$name.jsonl"
keep_code=0
{ grep '^{"type":"STATE"' "$name.jsonl" || true; } | keep_state "$state" || keep_code=$?
if ((code != 0)); then exit "$code"; fi
exit "$keep_code"
