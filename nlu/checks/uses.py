"""Which message keys a source file says, read off its syntax tree: nothing here imports bot or actions."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Names = Mapping[str, Sequence[ast.expr]]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, kw_only=True)
class Use:
    """A message key that the program names; ``prefix`` when the rest is filled in at run time."""

    where: str
    key: str
    prefix: bool = False
    given: frozenset[str] | None = None  #: arguments, None when they cannot be read off


def uses_in(source: str, where: str) -> list[Use]:
    """Of `send(dispatcher, "…")`, `say(form, "…")`, `Said(key="…")`, `Checked(problem="…")`; keys that only
    running the program would tell are left out."""
    tree = ast.parse(source)
    shared = _assigned(tree.body)
    found: dict[Use, None] = {}
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS))]:
        names = shared if scope is tree else {**shared, **_assigned(ast.walk(scope))}
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and (wanted := _key_of(node)) is not None:
                for key, prefix in _strings(wanted, names):
                    found[Use(where=f"{where}:{node.lineno}", key=key, prefix=prefix, given=_given(node))] = None
    return list(found)


def _assigned(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """Name -> every value that it is given."""
    found: dict[str, list[ast.expr]] = defaultdict(list)
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    found[target.id].append(node.value)
    return found


def _key_of(call: ast.Call) -> ast.expr | None:
    """The expression that is the message key, when the call says a message."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "Said" and not _is_set(named.get("outcome")):
        return named.get("key")
    if name == "Checked":
        return named.get("problem")
    first = call.args[0] if call.args else None
    to_dispatcher = isinstance(first, ast.Name) and first.id == "dispatcher"
    if name == "say" or (name == "send" and to_dispatcher):
        return call.args[1] if len(call.args) > 1 else named.get("key")
    return None


def _is_set(value: ast.expr | None) -> bool:
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _given(call: ast.Call) -> frozenset[str] | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if "problem" in named:
        return frozenset()
    if "key" in named and not call.args:
        args = named.get("args")
        keys = args.keys if isinstance(args, ast.Dict) else [] if args is None else [None]
        names = [key.value for key in keys if isinstance(key, ast.Constant)]
        return frozenset(map(str, names)) if len(names) == len(keys) else None
    return None if None in named else frozenset(name for name in named if name is not None)


def _strings(node: ast.expr, names: Names) -> Iterator[tuple[str, bool]]:
    """(text, is only the beginning) of every string that the expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, False
    elif isinstance(node, ast.JoinedStr):
        first = node.values[0]
        if isinstance(first, ast.Constant):
            yield str(first.value), len(node.values) > 1
    else:
        for inner, known in _inside(node, names):
            yield from _strings(inner, known)


def _inside(node: ast.expr, names: Names) -> Iterator[tuple[ast.expr, Names]]:
    """The expressions that this one may evaluate to."""
    if isinstance(node, ast.IfExp):
        yield from ((branch, names) for branch in (node.body, node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from ((value, names) for value in node.values)
    elif isinstance(node, ast.Name):
        others = {name: values for name, values in names.items() if name != node.id}
        yield from ((value, others) for value in names.get(node.id, ()))
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for table in names.get(node.value.id, ()):
            yield from ((member, names) for member in _members(table))


def _members(table: ast.expr) -> Sequence[ast.expr]:
    if isinstance(table, ast.Dict):
        return table.values
    if isinstance(table, ast.DictComp):
        return [table.value]
    return table.elts if isinstance(table, ast.Tuple | ast.List) else []
