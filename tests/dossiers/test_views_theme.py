"""One theme saved as it is answered, and read again when a colleague answers it."""

import pytest
from django.utils import timezone

from jalon.dossiers.events import BarrierAssessed
from jalon.dossiers.models import Barrier
from jalon.dossiers.operations import assess_barrier
from jalon.journal.models import Entry
from tests.dossiers.reading_html import fields
from tests.dossiers.test_views import HTMX, address, one_dossier
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def theirs(dossier, impact="medium"):
    """A colleague of the team answers in between."""
    klein = MembershipFactory(dossier=dossier, affiliation__user__last_name="Klein").affiliation
    assess_barrier(
        dossier=dossier, theme="mobilite", status="yes", impact=impact,
        before=("not_addressed", "none"), by=actor(klein), at=timezone.now(),
    )  # fmt: skip


def test_an_answer_is_saved_alone_and_its_row_says_so(sign_in):
    dossier, hat = one_dossier()
    row = address(dossier, "assess_theme", "mobilite")

    answer = sign_in(hat).post(
        row, {"before_mobilite": "not_addressed none", "mobilite": "yes strong"}, headers=HTMX
    )

    assert answer.status_code == 200
    assert "enregistré à" in answer.text
    assert fields(answer)["before_mobilite"] == "yes strong"
    [barrier] = Barrier.objects.filter(dossier=dossier)
    assert (barrier.theme, barrier.status, barrier.impact) == ("mobilite", "yes", "strong")


def test_another_answer_in_between_is_shown_with_mine_and_nothing_is_overwritten(sign_in):
    dossier, hat = one_dossier()
    theirs(dossier)
    row = address(dossier, "assess_theme", "mobilite")
    client = sign_in(hat)

    refused = client.post(
        row, {"before_mobilite": "not_addressed none", "mobilite": "yes strong"}, headers=HTMX
    )
    again = {"before_mobilite": fields(refused)["before_mobilite"], "mobilite": "yes strong"}
    chosen = client.post(row, again, headers=HTMX)

    assert refused.status_code == 422
    assert "Mme Klein" in refused.text
    assert chosen.status_code == 200
    assert Barrier.objects.get(dossier=dossier).impact == "strong"


def test_the_row_asked_again_shows_what_a_colleague_answered(sign_in):
    dossier, hat = one_dossier()
    theirs(dossier)

    row = sign_in(hat).get(address(dossier, "assess_theme", "mobilite"))

    assert fields(row)["mobilite"] == "yes medium"
    fact = BarrierAssessed(dossier.pk, "mobilite", "yes", "medium", "not_addressed", "none")
    assert "theme-mobilite" in fact.blocks
    assert 'data-bloc="theme-mobilite"' in row.text


def test_without_script_the_whole_form_comes_back_at_the_theme(sign_in):
    dossier, hat = one_dossier()
    row = address(dossier, "assess_theme", "mobilite")

    answer = sign_in(hat).post(row, {"before_mobilite": "no none", "mobilite": "no none"})

    assert answer.url == address(dossier, "assess_barriers") + "#theme-mobilite"
    assert not Entry.objects.filter(kind=BarrierAssessed.kind).exists()


@pytest.mark.parametrize("theme", ["sante", "astrologie"])
def test_a_theme_that_one_may_not_write_does_not_exist(sign_in, theme):
    dossier, hat = one_dossier()
    assert not hat.habilitations.exists()

    assert sign_in(hat).get(address(dossier, "assess_theme", theme)).status_code == 404


def test_a_stranger_meets_nothing(sign_in):
    dossier, _hat = one_dossier()
    stranger = sign_in(AffiliationFactory())

    answers = {"before_mobilite": "not_addressed none", "mobilite": "yes strong"}
    assert stranger.get(address(dossier, "assess_theme", "mobilite")).status_code == 404
    assert stranger.post(address(dossier, "assess_theme", "mobilite"), answers).status_code == 404
    assert not Barrier.objects.filter(dossier=dossier).exists()
