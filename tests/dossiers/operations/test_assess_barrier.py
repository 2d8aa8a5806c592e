import pytest
from django.utils import timezone

from jalon.dossiers.models import Barrier
from jalon.dossiers.operations import BarrierConflict, assess_barrier
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

NEVER = ("not_addressed", "none")


def situation():
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    return actor(hat), actor(MembershipFactory(dossier=dossier).affiliation), dossier


def assess(dossier, by, status, impact="none", *, before=NEVER):
    return assess_barrier(
        dossier=dossier,
        theme="mobilite",
        status=status,
        impact=impact,
        before=before,
        by=by,
        at=timezone.now(),
    )


@pytest.mark.django_db
def test_a_difficulty_is_declared_with_its_impact_by_whom_and_when():
    someone, _, dossier = situation()

    assess(dossier, someone, "yes", "strong")

    barrier = Barrier.objects.get()
    assert (barrier.dossier, barrier.theme) == (dossier, "mobilite")
    assert (barrier.status, barrier.impact) == ("yes", "strong")
    assert (barrier.declared_by_id, barrier.declared_on) == (
        someone.affiliation_id,
        someone.today,
    )
    assert recorded() == [
        (
            "barrier.assessed",
            {
                "dossier_id": dossier.pk,
                "theme": "mobilite",
                "status": "yes",
                "impact": "strong",
                "previous_status": "not_addressed",
                "previous_impact": "none",
            },
        )
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["no", "resolved", "not_addressed"])
def test_an_impact_is_kept_only_for_a_difficulty_that_is_present(status):
    someone, _, dossier = situation()
    assess(dossier, someone, "yes", "medium")

    barrier = assess(dossier, someone, status, "strong", before=("yes", "medium"))

    assert (barrier.status, barrier.impact) == (status, "none")


@pytest.mark.django_db
def test_the_same_answer_twice_is_one_fact():
    someone, other, dossier = situation()

    assess(dossier, someone, "yes", "strong")
    assess(dossier, other, "yes", "strong")

    assert len(recorded()) == 1
    assert Barrier.objects.get().declared_by_id == someone.affiliation_id


@pytest.mark.django_db
def test_the_second_who_answers_otherwise_is_shown_what_stands():
    someone, other, dossier = situation()
    assess(dossier, someone, "yes", "strong")

    with refused(BarrierConflict, "Quelqu’un vient de changer ce thème.") as refusal:
        assess(dossier, other, "no")

    stands = refusal.value.barrier
    assert (stands.status, stands.impact) == ("yes", "strong")
    assert stands.declared_by_id == someone.affiliation_id
    assert Barrier.objects.get().status == "yes"


@pytest.mark.django_db
def test_nobody_outside_the_team_assesses():
    _, _, dossier = situation()

    with refused(Denied, "Votre rôle auprès de cette personne ne permet pas d’écrire ici."):
        assess(dossier, actor(), "yes")

    assert not Barrier.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_first_answers_at_the_same_time_are_one_row(at_once):
    someone, other, dossier = situation()

    results = at_once(
        lambda: assess(dossier, someone, "yes", "strong"), lambda: assess(dossier, other, "no")
    )

    assert Barrier.objects.count() == 1
    assert sorted(type(result).__name__ for result in results) == ["Barrier", "BarrierConflict"]
    assert len(recorded()) == 1
