from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.events import StrategyLinked
from jalon.projects.models import Project
from jalon.projects.queries.parts import STRATEGY
from jalon.projects.rules import WRITE_PROJECT
from jalon.projects.turns import in_turn
from jalon.strategies.models import Strategy
from jalon.strategies.models.strategy import OPEN
from jalon.strategies.rules import WRITE_STRATEGY


class NotBeingWritten(Refused):
    """A project proposes what its territory has not adopted yet."""


@transaction.atomic
def link_strategy(
    *, project: Project, strategy: Strategy | None, by: Actor, at: datetime
) -> Project:
    """Have a project contain a version that its carrier writes for its territory; None: none.

    The version stays the territory's own; what it says is frozen with each filing. Raises
    NotBeingWritten, NotFromThisState, Denied.
    """
    WRITE_PROJECT.require(by, project)
    if strategy is not None:
        WRITE_STRATEGY.require(by, strategy.territory)
        if strategy.status not in OPEN:
            raise NotBeingWritten(
                _("Cette version n’est plus en préparation : le projet n’a rien à en proposer.")
            )
    now = in_turn(project, parts=[STRATEGY], at=at)
    if now.strategy_id == (strategy.pk if strategy else None):
        return now
    now.strategy = strategy
    now.save(update_fields=["strategy"])
    fact = StrategyLinked(project_id=now.pk, carrier_id=now.carrier_id, strategy_id=now.strategy_id)
    record(fact, by=by, at=at)
    return now
