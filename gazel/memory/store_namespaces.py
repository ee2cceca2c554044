"""Namespaces in SQL: label 0 is the tenant, label 1 the customer, and the whole path is kept dot-joined as `prefix`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from langgraph.store.base import InvalidNamespaceError, ListNamespacesOp, MatchCondition

from gazel.errors import InvalidMemory
from gazel.memory.store_values import checked_text

Namespace = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with the parameters of its placeholders, in order."""

    text: str
    params: list[Any] = field(default_factory=list)


TRUE = Sql("TRUE")


def all_of(*conditions: Sql) -> Sql:
    """The conjunction of conditions."""
    real = [c for c in conditions if c is not TRUE]
    if not real:
        return TRUE
    return Sql(" AND ".join(f"({c.text})" for c in real), [p for c in real for p in c.params])


def any_of(conditions: Sequence[Sql]) -> Sql:
    """The disjunction of conditions; false when there are none."""
    if any(c is TRUE for c in conditions):
        return TRUE
    return Sql(" OR ".join(f"({c.text})" for c in conditions) or "FALSE", [p for c in conditions for p in c.params])


def address(namespace: Namespace) -> tuple[str, str, str]:
    """(tenant, customer, prefix) of a namespace; raises InvalidNamespaceError for an empty, non-text or dotted label."""
    for label in namespace:
        if not isinstance(label, str) or not label or "." in label or "\x00" in label:
            raise InvalidNamespaceError(
                f"네임스페이스 {tuple(namespace)!r}의 이름 {label!r}은(는) 쓸 수 없습니다(빈 이름, 점, NUL)."
            )
    prefix = checked_text(".".join(namespace), "네임스페이스")
    return namespace[0] if namespace else "", namespace[1] if len(namespace) > 1 else "", prefix


def labels(prefix: str) -> tuple[str, ...]:
    """The namespace of a stored `prefix`."""
    return tuple(prefix.split("."))


def within(namespace: Namespace, table: str) -> Sql:
    """Rows of `table` in the namespace or below it; one customer's rows are one range of the primary key."""
    tenant, customer, prefix = address(namespace)
    if not namespace:
        return TRUE
    if len(namespace) == 1:
        return Sql(f"{table}.tenant = %s", [tenant])
    owner = Sql(f"{table}.tenant = %s AND {table}.customer = %s", [tenant, customer])
    if len(namespace) == 2:
        return owner
    return all_of(owner, Sql(f"{table}.prefix = %s OR starts_with({table}.prefix, %s)", [prefix, f"{prefix}."]))


def within_any(namespaces: Sequence[Namespace], table: str) -> Sql:
    """Rows of `table` in one of the namespaces or below it."""
    return any_of([within(namespace, table) for namespace in namespaces])


def list_namespaces(op: ListNamespacesOp, alive: Sql) -> Sql:
    """The statement that lists distinct namespaces, cut to `max_depth`, in order."""
    if op.limit < 0 or op.offset < 0:
        raise InvalidMemory("limit과 offset은 0 이상이어야 합니다.", hint="쪽 번호를 확인하세요.")
    shown = "s.prefix"
    depth: list[Any] = []
    if op.max_depth is not None:
        shown, depth = "array_to_string((string_to_array(s.prefix, '.'))[1:%s], '.')", [op.max_depth]
    where = all_of(alive, *[_matches(condition) for condition in op.match_conditions or ()])
    return Sql(
        f"SELECT DISTINCT {shown} AS prefix FROM store s WHERE {where.text} ORDER BY prefix LIMIT %s OFFSET %s",
        [*depth, *where.params, op.limit, op.offset],
    )


def _matches(condition: MatchCondition) -> Sql:
    """Label by label; `*` stands for any one label."""
    path = tuple(condition.path)
    address(path)
    parts = "string_to_array(s.prefix, '.')"
    if condition.match_type == "prefix":
        fixed = path[: path.index("*")] if "*" in path else path
        tests = [Sql(f"({parts})[%s] = %s", [i, label]) for i, label in enumerate(path, 1) if label != "*"]
        narrow = within(fixed[:2], "s")
    else:
        tests = [
            Sql(f"({parts})[cardinality({parts}) - %s] = %s", [len(path) - i, label])
            for i, label in enumerate(path, 1)
            if label != "*"
        ]
        narrow = TRUE
    return all_of(narrow, Sql(f"cardinality({parts}) >= %s", [len(path)]), *tests) if path else TRUE
