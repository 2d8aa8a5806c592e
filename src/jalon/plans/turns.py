"""One after the other: whoever changes a plan waits for who is changing it, and never overwrites.

`seen` is the revision that the writer had before their eyes. When the goal or the step has moved
since, nothing is written and `PlanMoved` carries what stands now: both versions are shown.
"""

from datetime import datetime
from typing import TypeVar

from django.db import connection
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import override_caution
from jalon.kernel.errors import Refused
from jalon.plans.models import Step, TwoSided
from jalon.plans.rules.states import allows
from jalon.wording import guard
from jalon.wording.guard import Insistence

Row = TypeVar("Row", bound=TwoSided)


class PlanMoved(Refused):
    """Somebody else changed it meanwhile; `standing` is the goal or the step as it is now."""

    def __init__(self, standing: TwoSided) -> None:
        super().__init__(_("Quelqu’un vient de changer cela. Regardez, puis choisissez."))
        self.standing = standing


class NotNow(Refused):
    """The state of the goal or of the step does not allow it."""


class NoReason(Refused):
    """What both had agreed to is not given up without saying why."""


def wait_for_turn(dossier_id: int) -> None:
    """Until the end of the transaction, nobody else changes this plan."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('jalon/plan', %s))", [dossier_id]
        )


def in_turn(row: Row, *, seen: int, verb: str) -> Row:
    """The goal or the step as it stands, held until the commit. Raises PlanMoved, NotNow."""
    wait_for_turn(row.dossier_id)
    rows = type(row)._default_manager.select_related("dossier", "proposed_body")
    rows = rows.select_related("goal", "organisation") if isinstance(row, Step) else rows
    now = rows.get(pk=row.pk)
    if now.revision != seen:
        raise PlanMoved(now)
    if not allows(now.state, verb):
        raise NotNow(_("Ce n’est plus possible : c’est déjà « %s ».") % now.get_state_display())
    if isinstance(now, Step) and now.goal.is_over:
        raise NotNow(_("L’objectif est terminé : reprenez-le avant de changer ses étapes."))
    return now


def write(row: TwoSided, *names: str) -> None:
    """Save what changed, and that it changed."""
    row.revision += 1
    row.save(update_fields=[*names, "revision"])


def review(
    texts: dict[str, str], by: Actor | PersonActor, insistence: Insistence
) -> tuple[str, ...]:
    """The classes of words that a professional insists on. Raises WordsToReview.

    About themselves, the person writes what they like, but for numbers that must not be kept.
    """
    if isinstance(by, Actor):
        return guard.review(texts, insistence=insistence)
    guard.review_own(texts)
    return ()


def keep_insistence(
    dossier: Dossier, field: str, classes: tuple[str, ...], insistence: Insistence, *,
    by: Actor | PersonActor, at: datetime,
) -> None:  # fmt: skip
    """Put on record which words were kept all the same; nothing for most texts."""
    if classes and isinstance(by, Actor):
        override_caution(
            dossier=dossier, field=field, classes=classes, reason=insistence.reason, by=by, at=at
        )
