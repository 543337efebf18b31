"""The standard tests of Airbyte's CDK, run on a program instead of on a Python class.

`CONNECTOR` is the program, `CONNECTOR_ROOT` a folder like the repository's root: acceptance-test-config.yml,
metadata.yaml, and the files they name.
"""

import logging
import os
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from airbyte_cdk.test import entrypoint_wrapper
from airbyte_cdk.test.models import ConnectorTestScenario
from airbyte_cdk.test.models.scenario import SCENARIO_SECTIONS, entry_key_problems
from airbyte_cdk.test.standard_tests.source_base import SourceTestSuiteBase
from boltons.typeutils import classproperty

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class Program:
    """Stands where the suite expects a Python source."""

    def spec(self, logger: logging.Logger) -> Any:
        raise NotImplementedError("the suite runs the program itself")


def run_program(source: Program, args: list[str], **_: Any) -> entrypoint_wrapper.EntrypointOutput:
    """Replaces the CDK's own entry point: same arguments in, same messages out."""
    ended = subprocess.run(
        [os.environ["CONNECTOR"], *args], capture_output=True, text=True, check=False
    )
    messages = [line for line in ended.stdout.split("\n") if line]
    output = entrypoint_wrapper.EntrypointOutput(messages=messages, command=args, stderr=ended.stderr)
    if ended.returncode == 0:
        assert not output.errors, "errors, and exit code 0"
        return output
    if output.errors:
        return output
    # What a Python source would have raised: it never came to speak the protocol.
    crash = RuntimeError(f"exit code {ended.returncode}: {ended.stderr}")
    return entrypoint_wrapper.EntrypointOutput(
        messages=messages, uncaught_exception=crash, command=args, stderr=ended.stderr
    )


@pytest.fixture(autouse=True)
def _program_for_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrypoint_wrapper, "_run_command", run_program)


class TestSourceZoom(SourceTestSuiteBase):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return Path(os.environ["CONNECTOR_ROOT"])

    @classmethod
    def create_connector(cls, scenario: ConnectorTestScenario | None) -> Any:
        return Program()

    @classproperty
    def acceptance_test_config(cls) -> Any:
        """Without the keys that only the older acceptance tests know: this suite refuses to start with them."""
        config = yaml.safe_load((cls.get_connector_root_dir() / "acceptance-test-config.yml").read_text())
        for section in SCENARIO_SECTIONS:
            for entry in config["acceptance_tests"].get(section, {}).get("tests", []):
                for key in [key for key in entry if entry_key_problems({key: entry[key]}, (section,))]:
                    del entry[key]
        return cast(Any, config)
