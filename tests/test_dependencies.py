"""What the code imports is what pyproject.toml declares and constraints.txt pins."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = {
    "ingest",
    "index",
    "jiwen",
    "eval",
    "tests",
    *(path.stem for folder in ("examples", "tests") for path in (ROOT / folder).rglob("*.py")),
}
NOT_IMPORTED = {
    "onnxruntime": "runs the models of rapidocr",
    "python-multipart": "reads uploads for fastapi",
}


def plain(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def project() -> dict[str, list[str]]:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"": data["dependencies"], **data["optional-dependencies"]}


def declared(*groups: str) -> set[str]:
    return {plain(re.split(r"[\s<>=!~;\[]", line, maxsplit=1)[0]) for group in groups for line in project()[group]}


def imported(*places: str) -> dict[str, str]:
    """Top-level packages from outside, each with one file that imports it."""
    found: dict[str, str] = {}
    for place in places:
        files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        for path in files:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                for name in _names(node):
                    found.setdefault(name.split(".")[0], str(path.relative_to(ROOT)))
    return {name: path for name, path in found.items() if name not in OWN and name not in sys.stdlib_module_names}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


installed = cache(packages_distributions)


def distribution(package: str) -> set[str]:
    return {plain(name) for name in installed().get(package, [package])}


@pytest.mark.parametrize(
    ("places", "groups"),
    [(("ingest", "index", "src/jiwen", "eval", "app.py", "examples"), ("",)), (("tests",), ("", "test")), (("tools",), ("", "check"))],
)
def test_every_import_is_declared(places: tuple[str, ...], groups: tuple[str, ...]) -> None:
    known = declared(*groups)
    assert [f"{package} ({path})" for package, path in imported(*places).items() if not distribution(package) & known] == []


def test_every_dependency_is_used() -> None:
    used = {name for package in imported("ingest", "index", "src/jiwen", "eval", "examples") for name in distribution(package)}
    assert declared("") - used - set(NOT_IMPORTED) == set()


def test_every_dependency_is_pinned() -> None:
    pinned = {plain(line.split("==")[0]) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line}
    assert declared("", "test", "check") - pinned - {"setuptools", "wheel"} == set()
