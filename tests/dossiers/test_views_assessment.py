"""The assessment on two days: what changed, what came back, and only what one may know."""

import datetime as dt

import pytest

from jalon.dossiers.operations import assess_barrier
from tests.dossiers.test_views import address, one_dossier
from tests.factories import AffiliationFactory, MembershipFactory, actor, swear

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = dt.date(2026, 9, 1), dt.date(2026, 10, 1), dt.date(2026, 11, 2)


def told(dossier, hat, theme, *answers):
    """Answers about one theme, each on its day: (day, status, impact)."""
    before = ("not_addressed", "none")
    for day, *after in answers:
        assess_barrier(
            dossier=dossier, theme=theme, status=after[0], impact=after[1], before=before,
            by=actor(hat), at=dt.datetime.combine(day, dt.time(9), dt.UTC),
        )  # fmt: skip
        before = tuple(after)


def test_what_changed_between_two_days_and_what_came_back(sign_in, clock):
    dossier, hat = one_dossier()
    told(dossier, hat, "mobilite", (FIRST, "yes", "strong"), (SECOND, "resolved", "none"),
         (THIRD, "yes", "medium"))  # fmt: skip
    told(dossier, hat, "numerique", (FIRST, "no", "none"))
    client = sign_in(hat)

    whole = client.get(address(dossier, "compare_assessments")).text
    early = client.get(address(dossier, "compare_assessments"), {"du": "2026-10-02", "au": FIRST})

    assert "Un thème a changé" in whole
    assert "Mobilité <" in whole or "Mobilité" in whole
    assert "<td>difficulté, bloque le projet</td><td>difficulté, gêne le projet</td>" in whole
    assert "revenu" in whole
    assert "<td>difficulté, bloque le projet</td><td>levé</td>" in early.text
    assert "revenu" not in early.text


def test_nothing_said_yet_leads_to_the_form(sign_in):
    dossier, hat = one_dossier()

    page = sign_in(hat).get(address(dossier, "compare_assessments"), {"du": "hier"})

    assert page.status_code == 200
    assert "pas de dates à comparer" in page.text


def test_themes_that_one_may_not_know_are_absent(sign_in, clock):
    dossier, hat = one_dossier()
    swear(hat)
    told(dossier, hat, "sante", (FIRST, "yes", "strong"), (THIRD, "resolved", "none"))
    partner = AffiliationFactory(organisation__kind="siae")
    MembershipFactory(dossier=dossier, affiliation=partner)
    unsworn = MembershipFactory(dossier=dossier).affiliation

    assert "Santé" in sign_in(hat).get(address(dossier, "compare_assessments")).text
    assert "Santé" not in sign_in(unsworn).get(address(dossier, "compare_assessments")).text
    assert sign_in(partner).get(address(dossier, "compare_assessments")).status_code == 404
