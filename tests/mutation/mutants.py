"""Every way of being slightly wrong that we try on a module: one change of its tree at a time."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
}
# What is said to people, and what only types read: no rule depends on it.
WORDS = frozenset({"_", "gettext", "ngettext", "warn"})


@dataclass(frozen=True)
class Mutant:
    """One change: where, what it was, what it is."""

    line: int
    was: str
    now: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"line {self.line}: {self.was!r} → {self.now!r}"


Change = tuple[ast.AST, Callable[[ast.AST], ast.AST | None]]


def mutants(source: str) -> Iterator[Mutant]:
    """All of them, in the order of the text."""
    tree = ast.parse(source)
    for number, (node, change) in enumerate(changes(tree)):
        again = copy.deepcopy(tree)
        twin, _same = list(changes(again))[number]
        new = change(twin)
        was = ast.unparse(node)
        replace(again, twin, new)
        ast.fix_missing_locations(again)
        now = ast.unparse(new) if new is not None else "nothing"
        if was != now:
            yield Mutant(getattr(node, "lineno", 0), was, now, again)


def changes(tree: ast.Module) -> list[Change]:
    """Each node that can be wrong, with how."""
    found: list[Change] = []
    for node in spoken(tree):
        found += [(node, change) for change in ways(node)]
    return found


def spoken(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that decide: neither annotations, nor decorators, nor documentation."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "format_spec", "msg"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_silent(child):
                yield from spoken(child)


def is_silent(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # documentation
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS


def ways(node: ast.AST) -> Iterator[Callable[[ast.AST], ast.AST | None]]:
    """How this node can be wrong; each way is given the node of a copy and gives its successor."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in SWAPPED:
            for other in SWAPPED[type(op)]:
                yield lambda n, o=other: edited(n, ops=[o()])
        case ast.BoolOp(op=op, values=values):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield lambda n, o=other: edited(n, op=o())
            for index in range(len(values)):
                yield lambda n, i=index: edited(n, values=n.values[:i] + n.values[i + 1 :])
        case ast.UnaryOp(op=ast.Not()):
            yield lambda n: n.operand
        case ast.BinOp(op=op) if type(op) in SWAPPED:
            yield lambda n: edited(n, op=SWAPPED[type(n.op)][0]())
            yield lambda n: n.left
            yield lambda n: n.right
        case ast.AugAssign():
            yield lambda n: ast.Pass()
        case ast.If() | ast.IfExp():
            yield lambda n: edited(n, test=ast.Constant(True))
            yield lambda n: edited(n, test=ast.Constant(False))
        case ast.comprehension(ifs=[_, *_]):
            yield lambda n: edited(n, ifs=[])
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield lambda n: edited(n, value=ast.Constant(None))
        case ast.Expr() | ast.Raise():
            yield lambda n: ast.Pass()
        case ast.Constant(value=value) if value is not None and value is not ...:
            yield lambda n: ast.Constant(wrong(n.value))
        case ast.Set(elts=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            for index in range(len(parts)):
                yield lambda n, i=index: edited(n, elts=n.elts[:i] + n.elts[i + 1 :])
        case ast.Dict(keys=keys):
            for index in range(len(keys)):
                yield lambda n, i=index: edited(
                    n,
                    keys=n.keys[:i] + n.keys[i + 1 :],
                    values=n.values[:i] + n.values[i + 1 :],
                )
        case ast.Call(keywords=[_, *_] as keywords):
            for index in range(len(keywords)):
                yield lambda n, i=index: edited(n, keywords=n.keywords[:i] + n.keywords[i + 1 :])


def wrong(value: object) -> object:
    """Another constant of the same kind."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "!"
    return None


def edited(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of this node with other fields; an empty set or a lone operand is written as one."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    if isinstance(new, ast.Set) and not new.elts:
        return ast.Call(ast.Name("set", ast.Load()), [], [])
    if isinstance(new, ast.BoolOp) and len(new.values) == 1:
        return new.values[0]
    return new


def replace(tree: ast.AST, old: ast.AST, new: ast.AST | None) -> None:
    """Put one node in the place of another, wherever it stands."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list):
                for index, child in enumerate(value):
                    if child is old:
                        value[index] = new
                        return
