"""What `import dragoman` offers, and what it costs."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import dragoman
import dragoman.errors

ROOT = Path(__file__).parent.parent
HEAVY = {"duckdb", "numpy", "onnxruntime", "click", "json"}


def test_all_is_sorted_and_equal_to_the_public_names() -> None:
    assert dragoman.__all__ == sorted(dragoman.__all__)
    assert dir(dragoman) == dragoman.__all__
    public = {name for name in vars(import_module("dragoman.errors")) if name.endswith("Error")}
    assert public <= set(dragoman.__all__)


def test_every_public_name_is_there() -> None:
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(dragoman, "no_such_name")


def test_every_error_derives_from_one_root() -> None:
    for name, value in vars(dragoman.errors).items():
        if isinstance(value, type):
            assert issubclass(value, dragoman.DragomanError), name


def test_import_loads_nothing_heavy() -> None:
    program = "import sys; import dragoman; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf8"), re.MULTILINE)
    assert versions[0] == dragoman.__version__
