"""A version becomes what binds its territory from a day on; the former one binds until that day."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyAdopted
from jalon.strategies.models import Strategy, StrategyStatus
from jalon.strategies.queries.law import require_complete


class AdoptedTooEarly(Refused):
    """A version binds from today at the earliest, and after the one it replaces."""


def bind(
    version: Strategy, *, valid_from: date, adoption_text: str, by: Actor, at: datetime
) -> None:
    """Write it, whoever was asked whether it may be; `version` is locked.

    Raises AdoptedTooEarly, LegalStepMissing, LongerThanTheLaw.
    """
    former = _former(version)
    _require_later(valid_from, former, by)
    require_complete(version, on=valid_from)

    if former is not None:
        former.status, former.valid_until = StrategyStatus.SUPERSEDED, valid_from
        former.save(update_fields=["status", "valid_until"])
    version.status, version.valid_from = StrategyStatus.ADOPTED, valid_from
    version.adoption_text, version.adopted_at = adoption_text, at
    version.adopted_by_id = by.affiliation_id
    version.save(
        update_fields=["status", "valid_from", "adoption_text", "adopted_at", "adopted_by"]
    )
    fact = StrategyAdopted(
        strategy_id=version.pk,
        territory_id=version.territory_id or 0,
        former_id=former.pk if former else None,
        valid_from=valid_from,
    )
    record(fact, by=by, at=at)


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
