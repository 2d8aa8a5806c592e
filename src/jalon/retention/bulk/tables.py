"""Which tables hold something of a dossier, a person or an account: asked of the models.

A table that a room adds with a foreign key to one of them is erased with it, without a line
here. What must outlive a person keeps a number, and no foreign key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import models

from jalon.accounts.models import User
from jalon.dossiers.models import Dossier
from jalon.people.models import Person

# Each is erased by its own turn: the way from one to another is not followed.
ROOTS: Final[tuple[type[models.Model], ...]] = (Dossier, Person, User)


@dataclass(frozen=True)
class Step:
    """From a table to the one above it: `column` holds the other's `key`."""

    table: str
    column: str
    above: str
    key: str


@dataclass(frozen=True)
class Branch:
    """A table below a root, and the steps that lead up to it; `is_emptied`: only its column is."""

    model: type[models.Model]
    steps: tuple[Step, ...]
    is_emptied: bool = False

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def statement(self) -> str:
        """Deletes what some roots have there, and counts it for each: (root id, rows).

        Where only a column is emptied, it counts nothing.
        """
        first, last = self.steps[0], self.steps[-1]
        aliases = {step: f"t{number}" for number, step in enumerate(self.steps)}
        joins = [
            f'{aliases[one]}."{one.column}" = {aliases[other]}."{one.key}"'
            for one, other in zip(self.steps, self.steps[1:], strict=False)
        ]
        where = " AND ".join([*joins, f'{aliases[last]}."{last.column}" = ANY(%s)'])
        others = ", ".join(f'"{step.table}" AS {aliases[step]}' for step in self.steps[1:])
        root = f'{aliases[last]}."{last.column}"'
        if self.is_emptied:
            change = f'UPDATE "{first.table}" AS t0 SET "{first.column}" = NULL'  # noqa: S608
            return f"{change} FROM {others} WHERE {where}" if others else f"{change} WHERE {where}"
        using = f"USING {others}" if others else ""
        return (
            f'WITH gone AS (DELETE FROM "{first.table}" AS t0 {using}'  # noqa: S608
            f" WHERE {where} RETURNING {root} AS root)"
            " SELECT root, count(*) FROM gone GROUP BY root"
        )


@cache
def branches(root: type[models.Model]) -> tuple[Branch, ...]:
    """The tables below a root, the lowest first, so that each is still tied when its turn comes."""
    found = list(_below(root, ()))
    return tuple(sorted(found, key=lambda branch: -len(branch.steps)))


def _below(model: type[models.Model], way: tuple[Step, ...]) -> Iterator[Branch]:
    for relation in _relations(model):
        child, field = relation.related_model, relation.field
        if child in ROOTS or any(step.table == child._meta.db_table for step in way):
            continue
        key = field.target_field.column
        step = Step(child._meta.db_table, field.column, model._meta.db_table, key)
        if relation.on_delete is models.SET_NULL:
            yield Branch(child, (step, *way), is_emptied=True)
        elif relation.on_delete is not models.DO_NOTHING and _is_erased(model, relation):
            yield Branch(child, (step, *way))
            yield from _below(child, (step, *way))


def _relations(model: type[models.Model]) -> Iterator[Any]:
    """Every foreign key that points to a model, those without a name on this side included."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            yield field


def _is_erased(model: type[models.Model], relation: Any) -> bool:
    # An account may have signed facts: what is protected from its deletion stays, and it is
    # emptied of its names instead of being deleted.
    return model is not User or relation.on_delete is models.CASCADE
