"""One sync with PyAirbyte into its DuckDB cache, as a user would write it; prints what PyAirbyte says of it as JSON."""

import argparse
import json
import sys
from pathlib import Path

import airbyte as ab


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--executable", required=True)
    parser.add_argument("--config", required=True)
    parser.add_argument("--cache", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--streams", nargs="*", default=[])
    args = parser.parse_args()

    source = ab.get_source(
        "source-zoom",
        config=json.loads(Path(args.config).read_text()),
        local_executable=args.executable,
    )
    source.check()
    available = source.get_available_streams()
    source.select_streams(args.streams or "*")
    cache = ab.new_local_cache(cache_name="zoom", cache_dir=args.cache)
    result = source.read(cache=cache)
    counts = {stream: len(result[stream]) for stream in result}
    Path(args.output).write_text(
        json.dumps({"available": available, "processed": result.processed_records, "counts": counts})
    )


if __name__ == "__main__":
    sys.exit(main())
