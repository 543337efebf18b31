"""Validates metadata.yaml, or what stands on stdin, as Airbyte's registry does; prints every problem as a line of JSON."""

import json
import sys

import yaml
from airbyte_connector_models.metadata.v0.connector_metadata_definition_v0 import ConnectorMetadataDefinitionV0
from pydantic import ValidationError


def main() -> None:
    try:
        ConnectorMetadataDefinitionV0.model_validate(yaml.safe_load(sys.stdin))
    except ValidationError as error:
        for problem in error.errors():
            print(json.dumps({"path": ".".join(map(str, problem["loc"])), "problem": problem["msg"]}))


main()
