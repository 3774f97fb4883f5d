"""No test runs the benchmarks: at least what they take from the program is still there."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "benchmarks").rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(ROOT)) for file in FILES])
def test_what_a_benchmark_takes_from_the_program_is_there(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"bot", "classifier", "sandbox"}:
            module = import_module(node.module or "")
            gone = [name.name for name in node.names if not hasattr(module, name.name) and not is_module(node, name)]
            assert not gone, f"{file.name} takes {gone} from {node.module}"


def is_module(node: ast.ImportFrom, name: ast.alias) -> bool:
    try:
        import_module(f"{node.module}.{name.name}")
    except ModuleNotFoundError:
        return False
    return True
