"""The Singer SDK's tests of taps, run on a program: `TAP` is the program, `TAP_CONFIG` its configuration file."""

import json
import os
import subprocess
from collections.abc import Iterable
from typing import Any

from singer_sdk import Stream, Tap
from singer_sdk.testing import SuiteConfig, get_tap_test_class


def run_tap(*args: str) -> str:
    ended = subprocess.run([os.environ["TAP"], *args], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"tap-zoom {' '.join(args)}: {ended.stderr[-2000:]}"
    return ended.stdout


class ProgramStream(Stream):
    """What the tests want to know of a stream, from the program's own catalog."""

    def __init__(self, tap: Tap, entry: dict[str, Any]) -> None:
        super().__init__(tap=tap, name=entry["tap_stream_id"], schema=entry["schema"])
        self.primary_keys = entry["key_properties"]
        self.replication_key = entry.get("replication_key")

    def get_records(self, context: Any) -> Iterable[dict[str, Any]]:
        raise NotImplementedError("the program reads")


class ProgramTap(Tap):
    name = "tap-zoom"
    config_jsonschema = {"type": "object", "additionalProperties": True, "properties": {}}

    def discover_streams(self) -> list[Stream]:
        discovered = run_tap("--discover", "--config", os.environ["TAP_CONFIG"])
        return [ProgramStream(self, entry) for entry in json.loads(discovered)["streams"]]

    def run_sync_dry_run(self, dry_run_record_limit: int | None = 1, streams: Any = None) -> bool:
        test = ["--test"] if dry_run_record_limit == 1 else []
        print(run_tap("--config", os.environ["TAP_CONFIG"], *test))
        return True

    @classmethod
    def print_version(cls, *_: Any, **__: Any) -> None:
        assert run_tap("--version").strip()

    @classmethod
    def print_about(cls, output_format: str | None = None) -> None:
        text = run_tap("--about", *([] if output_format is None else ["--format", output_format]))
        assert json.loads(text)["settings"] if output_format == "json" else text


TestTapZoom = get_tap_test_class(ProgramTap, config={}, suite_config=SuiteConfig(max_records_limit=None))
