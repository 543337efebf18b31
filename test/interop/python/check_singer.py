"""
Holds what a tap printed (stdin) against the Singer specification, as targets do it: with jsonschema.

Prints the number of messages by type and every problem. `--input-state` is the state that the run was given: the run
repeats it as its first STATE.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator, FormatChecker
from singer_sdk.singerlib import SchemaMessage, StateMessage

MESSAGE_FIELDS = {
    "SCHEMA": {"type", "stream", "schema", "key_properties", "bookmark_properties"},
    "RECORD": {"type", "stream", "record", "time_extracted", "version"},
    "STATE": {"type", "value"},
    "ACTIVATE_VERSION": {"type", "stream", "version"},
}


class Run:
    """What has been seen so far."""

    def __init__(self) -> None:
        self.types: Counter[str] = Counter()
        self.problems: list[str] = []
        self.validators: dict[str, list[Any]] = {}
        self.keys: dict[str, list[str]] = {}
        self.seen: dict[str, set[str]] = {}
        self.states: list[Any] = []
        self.last = ""

    def take(self, message: dict[str, Any]) -> None:
        self.last = message["type"]
        self.types[self.last] += 1
        if unknown := set(message) - MESSAGE_FIELDS.get(self.last, set()):
            self.problems.append(f"{self.last}: unknown {sorted(unknown)}")
        if self.last == "SCHEMA":
            self.schema(message)
        elif self.last == "RECORD":
            self.record(message)
        elif self.last == "STATE":
            StateMessage.from_dict(message)
            self.states.append(message["value"])

    def schema(self, message: dict[str, Any]) -> None:
        SchemaMessage.from_dict(message)
        schema, stream = message["schema"], message["stream"]
        # What targets of all ages use.
        drafts = (Draft4Validator, Draft7Validator, Draft202012Validator)
        for draft in drafts:
            draft.check_schema(schema)
        self.validators[stream] = [draft(schema, format_checker=FormatChecker()) for draft in drafts]
        self.keys[stream] = message["key_properties"]
        if missing := set(self.keys[stream]) - set(schema["properties"]):
            self.problems.append(f"{stream}: keys {sorted(missing)} are no properties")

    def record(self, message: dict[str, Any]) -> None:
        stream, record = message["stream"], message["record"]
        if stream not in self.validators:
            self.problems.append(f"{stream}: RECORD before SCHEMA")
            return
        for validator in self.validators[stream]:
            self.problems += [f"{stream}: {error.message[:200]}" for error in validator.iter_errors(record)]
        if undeclared := set(record) - set(self.validators[stream][0].schema["properties"]):
            self.problems.append(f"{stream}: undeclared {sorted(undeclared)}")
        key = json.dumps([record.get(name) for name in self.keys[stream]])
        if "null" in key.split(", ") or key in self.seen.setdefault(stream, set()):
            self.problems.append(f"{stream}: key {key} is null or comes twice")
        self.seen[stream].add(key)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--input-state", type=Path)
    args = parser.parse_args()
    run = Run()
    for line in sys.stdin:
        run.take(json.loads(line))
    if run.last != "STATE":
        run.problems.append(f"the last message is a {run.last}")
    if args.input_state and run.states and run.states[0] != json.loads(args.input_state.read_text()):
        run.problems.append("the first STATE is not the one that came in")
    if any("progress_markers" in json.dumps(state) for state in run.states):
        run.problems.append("progress markers in a state")
    json.dump({"types": run.types, "streams": sorted(run.seen), "problems": run.problems[:20]}, sys.stdout)


main()
