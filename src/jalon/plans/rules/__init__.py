"""Who may do what in a plan. The whole answer is in this file.

The right to read and to write comes from the matrix, block K, for the person as for professionals.
Agreeing is more than writing: nobody agrees for the other side. What the person says face to face
is written down as such (`Voice.is_oral`), shown to them, and theirs to take back.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.access.policy.rights import Rights
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import SENSITIVE_KINDS
from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import ROLES_WITH_PEOPLE, rights
from jalon.plans.models import Goal, Side, Step, TwoSided

Someone = Actor | PersonActor


@dataclass(frozen=True)
class Voice:
    """Somebody about to agree, or to say no. `is_oral`: a professional writes what the person
    has told them face to face.
    """

    row: TwoSided
    is_oral: bool = False

    def side(self, by: Someone) -> Side:
        return Side.PERSON if self.is_oral or isinstance(by, PersonActor) else Side.BODY


def sees(by: Someone, row: TwoSided, allowed: Rights | None = None) -> bool:
    """Whether this goal or step exists for this reader; row-level security says the same."""
    allowed = allowed or rights(by, row.dossier)
    if not allowed.reads(Block.CONTRACT):
        return False
    if isinstance(by, PersonActor):
        return True
    bodies = _bodies(row)
    if allowed.levels[Block.CONTRACT] is Level.OWN and not _is_own(by, row):
        return False
    return allowed.sees_masked_bodies or not any(
        body.kind in SENSITIVE_KINDS and body.pk != by.organisation_id for body in bodies
    )


def _bodies(row: TwoSided) -> list[Organisation]:
    named = (row.proposed_body, row.organisation if isinstance(row, Step) else None)
    return [body for body in named if body]


def _is_own(by: Actor, row: TwoSided) -> bool:
    """What one's own body proposed or does; and the goal of what it does."""
    if any(body.pk == by.organisation_id for body in _bodies(row)):
        return True
    return isinstance(row, Goal) and row.steps.filter(organisation_id=by.organisation_id).exists()


def _may_write(by: Someone, dossier: Dossier) -> bool:
    if isinstance(by, Actor) and by.role not in ROLES_WITH_PEOPLE:
        return False
    return dossier.closed_at is None and rights(by, dossier).writes(Block.CONTRACT)


@rule
def writes_the_plan(by: Someone, dossier: Dossier) -> bool:
    """The dossier is open, and the matrix lets them write its contract block."""
    return _may_write(by, dossier)


@rule
def writes_what_they_see(by: Someone, row: TwoSided) -> bool:
    return _may_write(by, row.dossier) and sees(by, row)


@rule
def writes_of_what_they_see(by: Someone, voice: Voice) -> bool:
    return _may_write(by, voice.row.dossier) and sees(by, voice.row)


@rule
def speaks_for_that_side(by: Someone, voice: Voice) -> bool:
    """The person for themselves; a professional for the team or, of a step that an organisation
    does, for that organisation alone; or what the person told them.
    """
    if voice.is_oral or isinstance(by, PersonActor):
        return not (voice.is_oral and isinstance(by, PersonActor))
    return not isinstance(voice.row, Step) or voice.row.speaks_for_body(by)


@rule
def heard_it_from_somebody_else(by: Someone, row: Any) -> bool:
    return isinstance(by, PersonActor) and row.told_to_id is not None


WRITE_PLAN = Permission(
    "plan.write",
    writes_the_plan,
    _("Votre rôle auprès de cette personne ne permet pas d’écrire dans ce plan."),
)
CHANGE_PLAN = Permission(
    "plan.change",
    writes_what_they_see,
    _("Votre rôle auprès de cette personne ne permet pas d’écrire dans ce plan."),
)
NOT_YOURS = _("Cet accord se donne par l’autre côté : la personne, ou l’organisme qui s’engage.")
ACCEPT_GOAL = Permission("goal.accept", writes_of_what_they_see & speaks_for_that_side, NOT_YOURS)
DECLINE_GOAL = Permission("goal.decline", writes_of_what_they_see & speaks_for_that_side, NOT_YOURS)
ACCEPT_STEP = Permission("step.accept", writes_of_what_they_see & speaks_for_that_side, NOT_YOURS)
DECLINE_STEP = Permission("step.decline", writes_of_what_they_see & speaks_for_that_side, NOT_YOURS)
NOT_TOLD = _("Seule la personne revient sur un accord que quelqu’un a noté pour elle.")
DISAVOW_GOAL = Permission(
    "goal.disavow", writes_what_they_see & heard_it_from_somebody_else, NOT_TOLD
)
DISAVOW_STEP = Permission(
    "step.disavow", writes_what_they_see & heard_it_from_somebody_else, NOT_TOLD
)
