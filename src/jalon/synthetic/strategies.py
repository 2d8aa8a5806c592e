"""The strategy of the demonstration territory: a version replaced, one that binds, one begun.

Written through the operations themselves, by invented people, on the days they would have been.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.operations import (
    add_strategy_step,
    adopt_strategy,
    declare_means,
    draft_strategy,
    propose_strategy,
    revise_strategy_step,
)

Values = Mapping[str, Any]
WELCOME: Final = {
    "time": "entry",
    "label": "Appel de bienvenue",
    "starts_with": "orientation_notified",
    "ends_with": "contact_made",
    "delay": 5,
    "unit": "working_days",
    "responsible": "lead_organisation",
    "source": "Engagement du territoire (démonstration)",
    "indicator": "Part des personnes appelées dans le délai",
    "target_percent": 80,
}


@dataclass(frozen=True)
class Version:
    """One version: its title, why, what it changes, and for how many days it has bound."""

    title: str
    intention: str
    bound_for_days: int | None
    revised: Mapping[str, Values]
    added: tuple[Values, ...] = ()
    means: tuple[tuple[str, str, str, str], ...] = ()  # step, body, kind, amount


VERSIONS: Final = (
    Version(
        "Un parcours clair pour chaque personne",
        "Écrire ce qui est promis, étape par étape, et dire qui le porte.",
        600,
        {
            "orientation": {"delay": 5, "unit": "weeks", "target_percent": 90},
            "first_appointment": {"delay": 30, "target_percent": 60},
        },
        means=(("first_appointment", "cd", "fte", "9"), ("first_appointment", "ft", "fte", "6")),
    ),
    Version(
        "Personne n’attend sans nouvelles",
        "Un rendez-vous deux fois plus tôt, un appel dans la semaine, et des réponses plus"
        " rapides des structures sollicitées.",
        210,
        {
            "orientation": {"delay": 4, "unit": "weeks", "target_percent": 90},
            "first_appointment": {"delay": 15, "target_percent": 75},
            "contact": {"delay": 45, "target_percent": 80},
            "referral_answer": {"delay": 10, "target_percent": 70},
        },
        added=(WELCOME,),
        means=(
            ("first_appointment", "cd", "fte", "12"),
            ("appel_de_bienvenue", "ft", "fte", "3.5"),
            ("referral_start", "siae-metz", "places", "24"),
            ("referral_start", "asso-mobilite", "places", "40"),
            ("referral_start", "cd", "euros", "180000"),
        ),
    ),
    Version(
        "Tenir dans l’emploi",
        "",
        None,
        {
            "contact": {"delay": 30},
            "employment_1_month": {"delay": 3, "unit": "weeks"},
        },
        means=(("employment_1_month", "ft", "fte", "2"),),
    ),
)
PREPARED_FOR: Final = timedelta(days=40)  # from the first word to the day from which it binds


def write_strategies(bodies: Mapping[str, Organisation], today: date) -> None:
    """France Travail writes and proposes, the conseil départemental adopts."""
    for version in VERSIONS:
        begun = today - timedelta(days=version.bound_for_days or 0) - PREPARED_FOR
        day = begun if version.bound_for_days else today - timedelta(days=6)
        _write(version, bodies, day)


def _write(version: Version, bodies: Mapping[str, Organisation], day: date) -> None:
    writer, at = _acting(bodies["ft"], day), _at(day)
    territory = bodies["cd"].territory
    draft = draft_strategy(territory=territory, title=version.title, by=writer, at=at)
    for code, changes in version.revised.items():
        step = _step(draft, code)
        revise_strategy_step(
            step=step, revision=step.revision, changes=changes, by=writer, at=_at(day, 11)
        )
    for values in version.added:
        add_strategy_step(strategy=draft, values=values, by=writer, at=_at(day, 14))
    for code, body, kind, count in version.means:
        declare_means(
            step=_step(draft, code), organisation=bodies[body], kind=kind,
            amount=Decimal(count), by=writer, at=_at(day, 15),
        )  # fmt: skip
    if version.bound_for_days:
        _adopt(version, draft, bodies, day + timedelta(days=20))


def _adopt(
    version: Version, draft: Strategy, bodies: Mapping[str, Organisation], day: date
) -> None:
    writer, decider = _acting(bodies["ft"], day), _acting(bodies["cd"], day)
    propose_strategy(strategy=draft, intention=version.intention, by=writer, at=_at(day))
    draft.refresh_from_db()
    adopt_strategy(
        strategy=draft,
        valid_from=day + PREPARED_FOR - timedelta(days=20),
        adoption_text="Délibération inventée pour la démonstration",
        by=decider,
        at=_at(day, 16),
    )


def _acting(body: Organisation, day: date) -> Actor:
    hats = Affiliation.objects.select_related("user", "organisation").order_by("pk")
    return actor_of(hats.get(organisation=body, role=AffiliationRole.STEERING), on=day)


def _step(draft: Strategy, code: str) -> StrategyStep:
    return StrategyStep.objects.select_related("strategy__territory").get(strategy=draft, code=code)


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
