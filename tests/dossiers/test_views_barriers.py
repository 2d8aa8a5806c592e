"""Making the point on the sixteen themes."""

import pytest
from django.utils import timezone

from jalon.dossiers.models import THEMES, Barrier
from jalon.dossiers.operations import assess_barrier
from jalon.journal.models import Entry
from tests.dossiers.reading_html import fields
from tests.dossiers.test_views import HTMX, address, one_dossier
from tests.factories import MembershipFactory, actor, swear

pytestmark = pytest.mark.django_db


def answers(**changes):
    """The form as it is shown for a dossier where nothing was addressed."""
    data = {}
    for theme in THEMES:
        data[f"before_{theme}"] = data[theme] = "not_addressed none"
    return data | changes


def states(dossier):
    return dict(Barrier.objects.filter(dossier=dossier).values_list("theme", "impact"))


def test_only_what_changed_is_a_fact(sign_in):
    dossier, hat = one_dossier()
    swear(hat)

    answer = sign_in(hat).post(
        address(dossier, "assess_barriers"), answers(mobilite="yes strong", sante="no none")
    )

    assert answer.url == address(dossier) + "#freins"
    assert states(dossier) == {"mobilite": "strong", "sante": "none"}
    assert Entry.objects.filter(kind="barrier.assessed").count() == 2


def test_the_same_theme_at_two_is_shown_with_both_answers_and_the_rest_is_saved(sign_in):
    dossier, hat = one_dossier()
    klein = MembershipFactory(dossier=dossier, affiliation__user__last_name="Klein").affiliation
    client = sign_in(hat)
    assess_barrier(
        dossier=dossier, theme="mobilite", status="yes", impact="medium",
        before=("not_addressed", "none"), by=actor(klein), at=timezone.now(),
    )  # fmt: skip
    data = answers(mobilite="yes strong", numerique="yes none")

    refused = client.post(address(dossier, "assess_barriers"), data)

    html = refused.content.decode()
    assert refused.status_code == 409
    assert states(dossier) == {"mobilite": "medium", "numerique": "none"}
    assert "<strong>difficulté, gêne le projet</strong>" in html
    assert "<strong>difficulté, bloque le projet</strong>" in html
    assert "Mme Klein" in html
    assert tuple(fields(refused)[f"before_{theme}"] for theme in ("mobilite", "numerique")) == (
        "yes medium",
        "yes none",
    )


def test_the_second_one_chooses(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    client = sign_in(hat)
    assess_barrier(
        dossier=dossier, theme="mobilite", status="yes", impact="medium",
        before=("not_addressed", "none"), by=actor(other), at=timezone.now(),
    )  # fmt: skip
    refused = client.post(
        address(dossier, "assess_barriers"), answers(mobilite="yes strong"), headers=HTMX
    )

    chosen = fields(refused)
    answer = client.post(
        address(dossier, "assess_barriers"), chosen | {"mobilite": "yes strong"}, headers=HTMX
    )

    assert (refused.status_code, answer.status_code) == (422, 200)
    assert states(dossier) == {"mobilite": "strong"}


def test_an_answer_that_is_not_in_the_list_is_refused(sign_in):
    dossier, hat = one_dossier()

    answer = sign_in(hat).post(
        address(dossier, "assess_barriers"), answers(mobilite="cancer strong")
    )

    assert (answer.status_code, states(dossier)) == (422, {})
