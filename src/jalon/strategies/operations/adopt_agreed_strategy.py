from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.strategies.binding import bind
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.models.strategy import OPEN
from jalon.strategies.operations.adopt_strategy import NothingToAdopt
from jalon.strategies.rules import ADOPT_AGREED_STRATEGY, Agreed


@transaction.atomic
def adopt_agreed_strategy(*, agreed: Agreed, valid_from: date, by: Actor, at: datetime) -> Strategy:
    """Have a version bind because the authority of its territory has signed an agreement on it.

    The signature is the adoption: `by` is whoever has the agreement enter in force. A version that
    was still a draft was proposed with what was filed. Raises NothingToAdopt, AdoptedTooEarly,
    LegalStepMissing, LongerThanTheLaw, Denied.
    """
    ADOPT_AGREED_STRATEGY.require(by, agreed)
    locked = Strategy.objects.select_for_update().get(pk=agreed.strategy.pk)
    if locked.status not in OPEN:
        raise NothingToAdopt(_("Cette version n’est plus en préparation : rien n’est à adopter."))
    if locked.status == StrategyStatus.DRAFT:
        locked.status = StrategyStatus.PROPOSED
        locked.proposed_at, locked.proposed_by = at, agreed.proposed_by
        locked.save(update_fields=["status", "proposed_at", "proposed_by"])
    bind(locked, valid_from=valid_from, adoption_text=agreed.text, by=by, at=at)
    return locked
