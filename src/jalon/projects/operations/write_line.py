from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.effects import changed
from jalon.projects.events import LineWritten
from jalon.projects.models import Line, Project
from jalon.projects.queries.parts import MONEY
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.turns import MovedMeanwhile, in_turn

WRITABLE: Final = (
    "side", "post", "funder", "member", "label", "year", "amount_cents", "is_in_kind",
)  # fmt: skip


class LineIsGone(Refused):
    """Somebody has removed it since."""


class MemberOfAnother(Refused):
    """Who funds a project is in its consortium."""


@transaction.atomic
def write_line(
    *, project: Project, values: Mapping[str, Any], by: Actor, at: datetime,
    line: Line | None = None, seen: int = 0,
) -> Line:  # fmt: skip
    """Add a line to the financing plan, or change `line` as it was when read (`seen`).

    Raises MovedMeanwhile, LineIsGone, MemberOfAnother, NotFromThisState, Denied, and KeyError for
    an unknown field.
    """
    WRITE_PROJECT.require(by, project)
    if unknown := set(values) - set(WRITABLE):
        raise KeyError(f"unknown fields {sorted(unknown)}; known: {', '.join(WRITABLE)}")
    now = in_turn(project, parts=[MONEY], at=at)
    member = values.get("member")
    if member is not None and member.project_id != now.pk:
        raise MemberOfAnother(_("Ce financeur n’est pas dans le groupement."))
    standing = _standing(now, line, seen) if line else Line(project=now, revision=0)
    for name, value in values.items():
        setattr(standing, name, value)
    standing.revision += 1
    standing.save()
    fact = LineWritten(
        project_id=now.pk, carrier_id=now.carrier_id, line_id=standing.pk,
        amount_cents=standing.amount_cents, is_new=line is None,
    )  # fmt: skip
    record(fact, by=by, at=at)
    changed(now, by=by, at=at)
    return standing


def _standing(project: Project, line: Line, seen: int) -> Line:
    found = Line.objects.filter(project=project, pk=line.pk).first()
    if found is None:
        raise LineIsGone(_("Cette ligne vient d’être ôtée."))
    if found.revision != seen:
        raise MovedMeanwhile(found)
    return found
