from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.events import StrategyDrafted
from jalon.strategies.models import Strategy, StrategyMeans, StrategyStep
from jalon.strategies.queries.drafts import COPIED
from jalon.strategies.queries.in_force import in_order, strategy_in_force
from jalon.strategies.queries.law import FIXED_BY_LAW
from jalon.strategies.rules import WRITE_STRATEGY
from jalon.territories.models import Territory


class AlreadyBeingWritten(Refused):
    """A territory writes one version at a time, so that everybody looks at the same."""


class NothingToStartFrom(Refused):
    """Not even the national strategy is in this database."""


@transaction.atomic
def draft_strategy(*, territory: Territory, title: str, by: Actor, at: datetime) -> Strategy:
    """Begin a version from the last one adopted for the territory, else from what binds it now.

    The steps that the law has asked for since are brought in. Raises AlreadyBeingWritten,
    NothingToStartFrom, Denied.
    """
    WRITE_STRATEGY.require(by, territory)
    own = Strategy.objects.filter(territory=territory)
    base = own.binding().order_by("-number").first() or strategy_in_force(territory, by.today)
    if base is None:
        raise NothingToStartFrom(
            _("La stratégie nationale n’est pas chargée sur cette plateforme.")
        )
    try:
        with transaction.atomic():
            draft = Strategy.objects.create(
                territory=territory,
                number=(own.aggregate(last=Max("number"))["last"] or 0) + 1,
                title=title,
                based_on=base,
                written_by_id=by.organisation_id,
                created_at=at,
            )
    except IntegrityError as error:
        raise AlreadyBeingWritten(
            _("Une version est déjà en préparation pour ce territoire : reprenez-la.")
        ) from error
    _copy(base, draft)
    _bring_the_law(draft, by)
    record(
        StrategyDrafted(strategy_id=draft.pk, territory_id=territory.pk, based_on_id=base.pk),
        by=by,
        at=at,
    )
    return draft


def _copy(base: Strategy, draft: Strategy) -> None:
    """The steps, and the means when they are those of the same territory."""
    former = list(in_order(base.steps.prefetch_related("means")))
    steps = StrategyStep.objects.bulk_create(_copied(step, draft) for step in former)
    if base.territory_id == draft.territory_id:
        StrategyMeans.objects.bulk_create(
            StrategyMeans(
                step=step,
                organisation_id=means.organisation_id,
                kind=means.kind,
                amount=means.amount,
            )
            for step, one in zip(steps, former, strict=True)
            for means in one.means.all()
        )


def _bring_the_law(draft: Strategy, by: Actor) -> None:
    """What the law asks for today, where the version it starts from did not know it yet."""
    law = strategy_in_force(None, by.today)
    own = {step.code: step for step in draft.steps.all()}
    for legal in (step for step in law.ordered_steps if step.legal_key) if law else ():
        if legal.code not in own:
            _copied(legal, draft).save(force_insert=True)
            continue
        step = own[legal.code]
        for field in FIXED_BY_LAW:
            setattr(step, field, getattr(legal, field))
        step.save(update_fields=FIXED_BY_LAW)


def _copied(step: StrategyStep, draft: Strategy) -> StrategyStep:
    return StrategyStep(strategy=draft, **{name: getattr(step, name) for name in COPIED})
