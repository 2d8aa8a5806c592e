from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.kernel.errors import Refused
from jalon.strategies.binding import bind
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.rules import ADOPT_STRATEGY


class NothingToAdopt(Refused):
    """Only what has been proposed, read and discussed is adopted."""


@transaction.atomic
def adopt_strategy(
    *, strategy: Strategy, valid_from: date, adoption_text: str, by: Actor, at: datetime
) -> Strategy:
    """Have a proposed version bind from a day on; the former one binds until that day.

    `adoption_text`: the deliberation that decides it. The law asked is that of `valid_from`.
    Raises NothingToAdopt, AdoptedTooEarly, LegalStepMissing, LongerThanTheLaw, Denied.
    """
    ADOPT_STRATEGY.require(by, strategy)
    locked = Strategy.objects.select_for_update().get(pk=strategy.pk)
    if locked.status != StrategyStatus.PROPOSED:
        raise NothingToAdopt(_("Cette version n’est pas proposée : il n’y a rien à adopter."))
    bind(locked, valid_from=valid_from, adoption_text=adoption_text, by=by, at=at)
    return locked
