from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyProposed
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.queries.differences import difference
from jalon.strategies.queries.drafts import draft_to_write
from jalon.strategies.queries.law import require_complete
from jalon.strategies.rules import WRITE_STRATEGY


class NothingChanges(Refused):
    """A version that says the same as the one before would move nothing."""


@transaction.atomic
def propose_strategy(*, strategy: Strategy, intention: str, by: Actor, at: datetime) -> Strategy:
    """Submit a draft to the authority of its territory, with what it changes and why.

    From here on its steps stay as they are. Raises NothingChanges, LegalStepMissing,
    LongerThanTheLaw, NoLongerADraft, Denied.
    """
    WRITE_STRATEGY.require(by, strategy.territory)
    draft = draft_to_write(strategy)
    require_complete(draft, on=by.today)
    if draft.based_on is not None and not difference(draft.based_on, draft):
        raise NothingChanges(
            _("Cette version dit la même chose que la précédente : changez au moins une étape.")
        )

    draft.status = StrategyStatus.PROPOSED
    draft.intention = intention
    draft.proposed_at = at
    draft.proposed_by_id = by.affiliation_id
    draft.save(update_fields=["status", "intention", "proposed_at", "proposed_by"])

    territory_id = draft.territory_id or 0
    record(StrategyProposed(strategy_id=draft.pk, territory_id=territory_id), by=by, at=at)
    return draft
