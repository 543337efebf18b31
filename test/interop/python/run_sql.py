"""Runs SQL from stdin on a DuckDB file and prints each statement's rows as a line of JSON."""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb


def as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def main() -> None:
    path, schema = sys.argv[1:]
    connection = duckdb.connect(path)
    # As docs/recipes.md says: the file's name, then the schema.
    connection.execute(f"use {Path(path).stem}.{schema}")
    for statement in duckdb.extract_statements(sys.stdin.read()):
        found = connection.execute(statement)
        names = [column[0] for column in found.description or []]
        print(json.dumps([dict(zip(names, row, strict=True)) for row in found.fetchall()], default=as_text))


main()
