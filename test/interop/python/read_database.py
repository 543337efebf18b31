"""Prints the tables of a DuckDB or SQLite file as one JSON object: column types and rows by table."""

import argparse
import ast
import json
import sqlite3
import sys
from typing import Any


def duckdb_tables(path: str, schema: str) -> dict[str, Any]:
    import duckdb

    # A name of our own: a catalog that is called like the schema makes "schema.table" ambiguous.
    connection = duckdb.connect()
    connection.execute(f"attach '{path}' as loaded (read_only)")
    columns = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns"
        " where table_catalog = 'loaded' and table_schema = ? order by table_name, ordinal_position",
        [schema],
    ).fetchall()
    types: dict[str, dict[str, str]] = {}
    for table, column, data_type in columns:
        types.setdefault(table, {})[column] = data_type
    return {
        table: {
            "types": own,
            "rows": as_rows(own, connection.execute(f'select * from loaded."{schema}"."{table}"').fetchall()),
        }
        for table, own in types.items()
    }


def sqlite_tables(path: str) -> dict[str, Any]:
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    found: dict[str, Any] = {}
    for table in tables:
        types = {row[1]: row[2] for row in connection.execute(f'pragma table_info("{table}")')}
        found[table] = {
            "types": types,
            "rows": [
                {column: unquoted(value) for column, value in row.items()}
                for row in as_rows(types, connection.execute(f'select * from "{table}"').fetchall())
            ],
        }
    return found


def unquoted(value: Any) -> Any:
    """target-sqlite writes lists and objects as Python would print them."""
    if not isinstance(value, str) or value[:2] not in ("[{", "['", "[]", "{'", "{}"):
        return value
    try:
        return ast.literal_eval(value)
    except (SyntaxError, ValueError):
        return value


def as_rows(types: dict[str, str], values: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(types, row, strict=True)) for row in values]


def as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["duckdb", "sqlite"])
    parser.add_argument("path")
    parser.add_argument("--schema", default="main")
    args = parser.parse_args()
    tables = duckdb_tables(args.path, args.schema) if args.kind == "duckdb" else sqlite_tables(args.path)
    json.dump(tables, sys.stdout, default=as_text)


main()
