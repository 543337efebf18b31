"""Runs the manifest of the installed package on a current CDK, which wants the configuration earlier than the package gives it."""

import json
import sys
from pathlib import Path

from airbyte_cdk.entrypoint import AirbyteEntrypoint, launch
from airbyte_cdk.models import ConfiguredAirbyteCatalogSerializer
from airbyte_cdk.sources.declarative.yaml_declarative_source import YamlDeclarativeSource
from source_zoom import SourceZoom

arguments = AirbyteEntrypoint.parse_args(sys.argv[1:])
config = json.loads(Path(arguments.config).read_text())
catalog = getattr(arguments, "catalog", None)
source = SourceZoom.__new__(SourceZoom)
YamlDeclarativeSource.__init__(
    source,
    path_to_yaml="manifest.yaml",
    config=config,
    catalog=None if catalog is None else ConfiguredAirbyteCatalogSerializer.load(json.loads(Path(catalog).read_text())),
)
launch(source, sys.argv[1:])
