"""
Parses what a source printed (stdin) with Airbyte's protocol models, both forms of them.

A field that the models do not know would be dropped by whoever uses them: that counts as a problem too. Prints how
often each type of message came, and every problem.
"""

import json
import sys
from collections import Counter
from typing import Any

from airbyte_cdk.models import AirbyteMessageSerializer
from airbyte_protocol.models import AirbyteMessage, AirbyteStateBlob
from pydantic import BaseModel, ValidationError
from serpyco_rs import SchemaValidationError


def unknown_fields(model: Any, path: str) -> list[str]:
    if isinstance(model, list):
        return [name for item in model for name in unknown_fields(item, path)]
    # A state blob is the source's own.
    if not isinstance(model, BaseModel) or isinstance(model, AirbyteStateBlob):
        return []
    own = [f"{path}.{name}" for name in (model.model_extra or {})]
    return own + [
        name
        for field in type(model).model_fields
        for name in unknown_fields(getattr(model, field), f"{path}.{field}")
    ]


def problems_of(line: str) -> list[str]:
    try:
        message = AirbyteMessage.model_validate_json(line)
        AirbyteMessageSerializer.load(json.loads(line))
    except (ValidationError, SchemaValidationError) as error:
        return [f"{line[:200]}: {error}"]
    return unknown_fields(message, message.type.value)


def main() -> None:
    types: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for line in sys.stdin:
        found = problems_of(line)
        problems.update(found)
        if not found:
            types[json.loads(line)["type"]] += 1
    json.dump({"types": types, "problems": problems}, sys.stdout)


main()
