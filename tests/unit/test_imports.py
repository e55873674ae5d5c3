"""Imports point one way. Read from the sources, so that no import inside a function escapes."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"

# What a part of the package may import from it; itself is understood.
BELOW: dict[str, set[str]] = {
    "_arrays": set(),
    "autodiff": set(),
    "landscapes": {"_arrays", "autodiff"},
    "curvature": {"_arrays", "landscapes"},
    "levels": {"_arrays", "landscapes"},
    "steppers": {"_arrays", "landscapes", "curvature"},
    "paths": {"_arrays", "landscapes", "curvature", "steppers"},
    "inside": {"_arrays", "landscapes", "curvature", "steppers"},
    "words": {"_arrays", "landscapes", "curvature", "steppers"},
    "prospect": {"_arrays", "landscapes", "curvature", "steppers", "words"},
    "verdict": {"_arrays", "landscapes", "curvature", "steppers", "words", "prospect"},
}
BELOW["presets"] = {"_arrays", "landscapes", "levels", "steppers"}
BELOW["maps"] = {"_arrays", "landscapes"}
BELOW["amounts"] = {"words"}
BELOW["costs"] = {"amounts"}
BELOW["claims"] = {"landscapes", "steppers", "paths", "words", "presets", "amounts", "costs"}
BELOW["bridge"] = set(BELOW)
BELOW["pictures"] = set(BELOW)
BELOW[""] = set(BELOW) - {"bridge", "pictures"}

# The one way back: what shows itself in a notebook asks for its picture then, and not when it is imported.
SHOWN = {
    "landscapes/base.py": {"landscape.pictures.shown.landscape_html", "landscape.pictures.shown.landscape_element"},
    "steppers/base.py": {"landscape.pictures.shown.path_html", "landscape.pictures.shown.path_element"},
}

FILES = sorted((SOURCES / "landscape").rglob("*.py"))


def imports(path: Path, anywhere: bool = True) -> Iterator[str]:
    """Dotted names that a module imports; without `anywhere`, those that it imports when it is itself imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if anywhere else iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(name: str) -> str:
    """The part of the package to which a dotted name belongs: "" for the package itself."""
    pieces = [*name.split("."), ""]
    return pieces[1] if pieces[1] in BELOW else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_the_package_imports_downwards(path: Path) -> None:
    part = part_of(".".join(path.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__"))
    back = SHOWN.get(path.relative_to(SOURCES / "landscape").as_posix(), set())
    assert not back & set(imports(path, anywhere=False))
    for name in imports(path):
        if name.split(".")[0] == "landscape" and name not in back:
            assert part_of(name) in BELOW[part] | {part}, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_the_package_imports_numpy_only(path: Path) -> None:
    for name in imports(path):
        root = name.split(".")[0]
        lazily = root == "contourpy" and name not in set(imports(path, anywhere=False))
        assert root in {"landscape", "numpy"} | sys.stdlib_module_names or lazily, f"{path.name} imports {name}"


def test_the_package_uses_no_lapack() -> None:
    for path in FILES:
        assert not re.search(r"linalg|LinAlgError", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("path", sorted((SOURCES / "livedocs").rglob("*.py")), ids=lambda path: path.name)
def test_livedocs_never_imports_landscape(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] == "landscape"]
