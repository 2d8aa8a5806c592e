from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyAdopted
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.queries.law import require_complete
from jalon.strategies.rules import ADOPT_STRATEGY


class NothingToAdopt(Refused):
    """Only what has been proposed, read and discussed is adopted."""


class AdoptedTooEarly(Refused):
    """A version binds from today at the earliest, and after the one it replaces."""


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
    former = _former(locked)
    _require_later(valid_from, former, by)
    require_complete(locked, on=valid_from)

    if former is not None:
        former.status, former.valid_until = StrategyStatus.SUPERSEDED, valid_from
        former.save(update_fields=["status", "valid_until"])
    locked.status, locked.valid_from = StrategyStatus.ADOPTED, valid_from
    locked.adoption_text, locked.adopted_at = adoption_text, at
    locked.adopted_by_id = by.affiliation_id
    locked.save(update_fields=["status", "valid_from", "adoption_text", "adopted_at", "adopted_by"])

    record(
        StrategyAdopted(
            strategy_id=locked.pk,
            territory_id=locked.territory_id or 0,
            former_id=former.pk if former else None,
            valid_from=valid_from,
        ),
        by=by,
        at=at,
    )
    return locked


def _former(strategy: Strategy) -> Strategy | None:
    own = Strategy.objects.filter(territory=strategy.territory_id, status=StrategyStatus.ADOPTED)
    return own.select_for_update().first()


def _require_later(valid_from: date, former: Strategy | None, by: Actor) -> None:
    if valid_from < by.today:
        raise AdoptedTooEarly(
            _("Une stratégie s’applique à partir d’aujourd’hui, jamais à des jours passés.")
        )
    if former is not None and former.valid_from is not None and valid_from <= former.valid_from:
        raise AdoptedTooEarly(
            _(
                "La version %(number)s s’applique déjà à compter du %(day)s : choisissez un jour"
                " après celui-là."
            )
            % {"number": former.number, "day": former.valid_from.strftime("%d/%m/%Y")}
        )
