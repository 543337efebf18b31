"""Runs SQL from stdin on a DuckDB file and prints each statement's rows as a line of JSON."""

import json
import sys
from typing import Any

import duckdb


def as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def main() -> None:
    path, schema = sys.argv[1:]
    # A name of our own: a catalog that is called like the schema makes "schema.table" ambiguous.
    connection = duckdb.connect()
    connection.execute(f"attach '{path}' as loaded; use loaded.{schema}")
    for statement in duckdb.extract_statements(sys.stdin.read()):
        found = connection.execute(statement)
        names = [column[0] for column in found.description or []]
        print(json.dumps([dict(zip(names, row, strict=True)) for row in found.fetchall()], default=as_text))


main()
