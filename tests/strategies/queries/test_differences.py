from decimal import Decimal

import pytest
from django.utils import timezone

from jalon.strategies.operations import (
    add_strategy_step,
    declare_means,
    remove_strategy_step,
    revise_strategy_step,
)
from jalon.strategies.queries.differences import difference
from tests.factories import actor
from tests.strategies.situations import department, draft, hat, shorten, step_of

pytestmark = pytest.mark.django_db


def test_what_changes_is_told_in_words():
    place = department()
    mine = hat(place)
    mine.organisation.short_name = "CD inventé"
    mine.organisation.save()
    by, now = actor(mine), timezone.now()
    version = draft(place, by)
    law = version.based_on
    assert difference(law, version) == []

    shorten(version, by)
    contact = step_of(version, "contact")
    changes = {"label": "Nouvelles échangées", "responsible_kinds": ["cap_emploi"]}
    revise_strategy_step(step=contact, revision=1, changes=changes, by=by, at=now)
    revise_strategy_step(
        step=step_of(version, "social_review"), revision=1, changes={"longer_delay": 9},
        by=by, at=now,
    )  # fmt: skip
    welcome = {
        "time": "entry", "label": "Appel de bienvenue", "starts_with": "orientation_notified",
        "ends_with": "contact_made", "delay": 3, "unit": "working_days",
        "responsible": "lead_organisation",
    }  # fmt: skip
    step = add_strategy_step(strategy=version, values=welcome, by=by, at=now)
    declare_means(
        step=step, organisation=mine.organisation, kind="euros", amount=Decimal(12000),
        by=by, at=now,
    )  # fmt: skip
    remove_strategy_step(step=step_of(version, "handover"), by=by, at=now)

    told = difference(law, version)

    assert [one.sentence for one in told] == [
        "Rendez-vous après l'orientation : 21 jours → 15 jours",
        "Étape ajoutée : Appel de bienvenue, en 3 jours ouvrés, par l’organisme référent",
        "Appel de bienvenue, moyens de CD inventé en euros par an : 0 →"
        " 12\N{NARROW NO-BREAK SPACE}000",
        "Étape renommée : « Échange avec la personne » → « Nouvelles échangées »",
        "Nouvelles échangées, portée par : l’organisme référent →"
        " l’organisme référent (Cap emploi)",
        "Situation revue en parcours social, avec France Travail, délai plus long : 12 mois en cas"
        " de : santé, handicap, invalidité, logement, situation de famille ou de personne aidante →"
        " 9 mois en cas de : santé, handicap, invalidité, logement, situation de famille ou de"
        " personne aidante",
        "Étape retirée : Relais accepté par le nouveau référent ou la nouvelle référente"
        " (14 jours)",
    ]
    assert [one.kind for one in told] == [
        "changed", "added", "means", "changed", "changed", "changed", "removed",
    ]  # fmt: skip
    assert difference(version, version) == []
