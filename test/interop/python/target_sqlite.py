"""Runs target-sqlite, whose last release still looks for names that Python 3.10 moved to collections.abc."""

import collections
import collections.abc
import sys

for name in collections.abc.__all__:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

# This file has the package's name; its folder must not hide the package.
sys.path.pop(0)

from target_sqlite import main  # noqa: E402

main()
