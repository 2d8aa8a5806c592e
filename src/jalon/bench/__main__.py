"""`python -m jalon.bench [NAME [--json] [options]]`: measure, and compare with a reference.

A bench is a module or package of `jalon.bench` with `measure(arguments, say) -> Report`; its name
is the file's (`import_` is called `import`), its summary the first line of its docstring.
"""

import ast
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

from jalon.bench.report import Report

HERE = Path(__file__).resolve().parent


class Bench(Protocol):
    def measure(self, arguments: Sequence[str], say: Callable[[str], None]) -> Report:
        """Run, telling each step to `say`, and return what was measured."""


def benches() -> dict[str, tuple[str, str]]:
    """Name → (module, summary), read from the files without importing them."""
    found = {}
    for file in sorted([*HERE.glob("*.py"), *HERE.glob("*/__init__.py")]):
        stem = file.parent.name if file.name == "__init__.py" else file.stem
        tree = ast.parse(file.read_text())
        if any(isinstance(node, ast.FunctionDef) and node.name == "measure" for node in tree.body):
            summary = (ast.get_docstring(tree) or "").split("\n")[0]
            found[stem.rstrip("_")] = (f"jalon.bench.{stem}", summary)
    return found


def main(arguments: Sequence[str]) -> int:
    known = benches()
    if not arguments:
        for name, (_, summary) in known.items():
            print(f"{name:<10} {summary}")
        return 0
    name, *rest = arguments
    if name not in known:
        print(f"no bench named {name!r}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    as_json = "--json" in rest
    bench = cast(Bench, importlib.import_module(known[name][0]))
    report = bench.measure([word for word in rest if word != "--json"], _say)
    print(report.as_text())
    if as_json:
        print(report.as_json())
    return 0 if report.met else 1


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
