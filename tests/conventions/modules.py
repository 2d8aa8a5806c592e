"""Checkers of Python modules. Each takes a path inside `src/jalon` and a source, and returns what
it reproaches, one sentence each; an empty list is praise.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Final

Checker = Callable[[PurePosixPath, str], list[str]]

MODULE_LINES: Final = 300
FUNCTION_LINES: Final = 40
VIEW_LINES: Final = 25
# In this field *service*, *action* and *structure* are business words, and the rest mean nothing.
FORBIDDEN_NAMES: Final = {
    "services", "actions", "structures", "utils", "util", "common", "core", "helpers", "helper",
    "manager", "managers", "misc", "tools", "lib",
}  # fmt: skip
# The rooms where somebody is served, hence where the time is read.
EDGES: Final = {"web", "ui", "live", "bench", "synthetic", "config"}
CLOCKS: Final = {
    "timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now", "datetime.today",
    "datetime.utcnow", "date.today", "dt.datetime.now", "dt.date.today", "time.time",
}  # fmt: skip


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring: explaining costs nothing."""
    first = node.body[0]
    said = ast.get_docstring(node) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if said else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def a_module_stays_short(path: PurePosixPath, source: str) -> list[str]:
    count = source.count("\n")
    return [f"{count} lines, {MODULE_LINES} at most"] if count > MODULE_LINES else []


def a_function_stays_short(path: PurePosixPath, source: str) -> list[str]:
    return [
        f"{node.name} has {lines(node)} lines, {FUNCTION_LINES} at most"
        for node in functions(source)
        if lines(node) > FUNCTION_LINES
    ]


def a_view_stays_short(path: PurePosixPath, source: str) -> list[str]:
    if "views" not in {path.stem, *path.parts}:
        return []
    return [
        f"view {node.name} has {lines(node)} lines, {VIEW_LINES} at most"
        for node in functions(source)
        if lines(node) > VIEW_LINES and any("page" in name for name in decorators(node))
    ]


def a_name_means_something(path: PurePosixPath, source: str) -> list[str]:
    names = {*path.parts[:-1], path.stem} & FORBIDDEN_NAMES
    return [f"a module called {name} says nothing" for name in sorted(names)]


def a_silence_gives_its_reason(path: PurePosixPath, source: str) -> list[str]:
    """A checker is silenced by its code, never wholesale: the code is the reason."""
    problems = []
    for number, line in enumerate(source.splitlines(), 1):
        if re.search(r"#\s*noqa\b(?!: [A-Z]+[0-9]+)", line):
            problems.append(f"line {number}: noqa without its code")
        if re.search(r"#\s*type:\s*ignore\b(?!\[[a-z-]+)", line):
            problems.append(f"line {number}: type: ignore without its code")
    return problems


def the_clock_is_read_at_the_edge(path: PurePosixPath, source: str) -> list[str]:
    room = path.parts[0]
    # A form is read while a page is being served: it may ask what day it is; a job starts now.
    edges = {"management", "views", "forms", "jobs"}
    inside_edge = room in EDGES or bool(edges & {*path.parts, path.stem})
    if inside_edge:
        return []
    return [
        f"line {node.lineno}: {ast.unparse(node.func)}() below the edge: pass `at=` down"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS
    ]


def a_model_keeps_the_shape(path: PurePosixPath, source: str) -> list[str]:
    """No save() of its own, no default order, and names that say date or instant."""
    if "models" not in {path.stem, *path.parts}:
        return []
    problems = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            problems += _problems_of_model(node)
    return problems


def _problems_of_model(node: ast.ClassDef) -> list[str]:
    problems = []
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}:
            problems.append(f"{node.name}.{part.name}() is overridden: write an operation")
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            name = part.targets[0].id
            if node.name == "Meta" and name == "ordering":
                problems.append("Meta.ordering: a query says its own order")
            problems += _problem_of_field(name, part.value)
    return problems


def _problem_of_field(name: str, value: ast.expr) -> list[str]:
    if not isinstance(value, ast.Call):
        return []
    kind = ast.unparse(value.func).rsplit(".", 1)[-1]
    if kind == "DateTimeField" and not re.search(r"(^|_)(at|until)$", name):
        return [f"{name} is an instant: its name ends in _at (or _until)"]
    if kind == "DateField" and not re.search(r"_(on|since|until|from|to)$", name):
        return [f"{name} is a day: its name ends in _on (or _since, _until, _from, _to)"]
    if name.endswith(("_at", "_on")) and kind.endswith("Field"):
        expected = "DateTimeField" if name.endswith("_at") else "DateField"
        if kind not in {expected, "GeneratedField"}:
            return [f"{name} is a {kind}, {expected} expected"]
    return []


def decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    return [ast.unparse(decorator) for decorator in node.decorator_list]


CHECKERS: Final[list[Checker]] = [
    a_module_stays_short,
    a_function_stays_short,
    a_view_stays_short,
    a_name_means_something,
    a_silence_gives_its_reason,
    the_clock_is_read_at_the_edge,
    a_model_keeps_the_shape,
]
