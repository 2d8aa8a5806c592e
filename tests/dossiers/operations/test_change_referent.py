import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.directory.operations import end_affiliation
from jalon.dossiers.models import Membership, TeamRole
from jalon.dossiers.operations import change_referent
from jalon.dossiers.operations.change_referent import CannotBeReferent
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded, refused

ONLY_THE_REFERENT = "Seul le référent ou la référente peut passer le relais."


def situation():
    hat = AffiliationFactory()
    return actor(hat), make_dossier(referent=hat)


def active_seats(dossier):
    seats = dossier.memberships.filter(ended_at=None).order_by("pk")
    return [(seat.affiliation_id, seat.role) for seat in seats]


@pytest.mark.django_db
def test_the_receiver_leads_and_the_one_who_hands_over_stays_beside():
    referent, dossier = situation()
    receiver = AffiliationFactory()

    seat = change_referent(dossier=dossier, affiliation=receiver, by=referent, at=timezone.now())

    dossier.refresh_from_db()
    assert dossier.referent == seat
    assert active_seats(dossier) == [
        (receiver.pk, TeamRole.REFERENT),
        (referent.affiliation_id, TeamRole.CO_ADVISOR),
    ]


@pytest.mark.django_db
def test_one_fact_names_both_seats():
    referent, dossier = situation()
    before = dossier.referent_id

    seat = change_referent(
        dossier=dossier, affiliation=AffiliationFactory(), by=referent, at=timezone.now()
    )

    payload = {
        "dossier_id": dossier.pk,
        "membership_id": seat.pk,
        "previous_membership_id": before,
    }
    assert recorded() == [("referent.changed", payload)]


@pytest.mark.django_db
def test_a_member_who_becomes_referent_has_one_seat_only():
    referent, dossier = situation()
    member = MembershipFactory(dossier=dossier)

    change_referent(dossier=dossier, affiliation=member.affiliation, by=referent, at=timezone.now())

    assert active_seats(dossier) == [
        (member.affiliation_id, TeamRole.REFERENT),
        (referent.affiliation_id, TeamRole.CO_ADVISOR),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("receiver", "sentence"),
    [
        ({"role": AffiliationRole.STEERING}, "Cette personne ne peut pas accompagner."),
        ({"ended_on": dt.date(2024, 2, 1)}, "Cette personne ne peut pas accompagner."),
        ({"user__is_active": False}, "Cette personne ne peut pas accompagner."),
        (
            {"organisation__kind": OrganisationKind.SIAE},
            "Cet organisme ne peut pas être organisme référent.",
        ),
    ],
)
def test_a_receiver_who_may_not_lead_is_refused(receiver, sentence):
    referent, dossier = situation()

    with refused(CannotBeReferent, sentence):
        change_referent(
            dossier=dossier,
            affiliation=AffiliationFactory(**receiver),
            by=referent,
            at=timezone.now(),
        )

    assert active_seats(dossier) == [(referent.affiliation_id, TeamRole.REFERENT)]


@pytest.mark.django_db
def test_handing_over_to_oneself_is_refused():
    referent, dossier = situation()
    hat = dossier.referent.affiliation

    with refused(CannotBeReferent, "C'est déjà son référent ou sa référente."):
        change_referent(dossier=dossier, affiliation=hat, by=referent, at=timezone.now())


@pytest.mark.django_db
def test_a_member_does_not_hand_over_for_the_referent():
    _, dossier = situation()
    member = actor(MembershipFactory(dossier=dossier).affiliation)

    with refused(Denied, ONLY_THE_REFERENT):
        change_referent(
            dossier=dossier, affiliation=AffiliationFactory(), by=member, at=timezone.now()
        )


@pytest.mark.django_db(transaction=True)
def test_two_handovers_at_the_same_time_leave_one_referent(at_once):
    referent, dossier = situation()
    one, other = AffiliationFactory(), AffiliationFactory()

    def handing_over(receiver):
        return lambda: change_referent(
            dossier=dossier, affiliation=receiver, by=referent, at=timezone.now()
        )

    results = at_once(handing_over(one), handing_over(other))

    dossier.refresh_from_db()
    leading = dossier.memberships.filter(role=TeamRole.REFERENT, ended_at=None)
    assert [dossier.referent] == list(leading)
    assert dossier.referent in results
    kinds = [kind for kind, _ in recorded()]
    done = [result for result in results if isinstance(result, Membership)]
    assert kinds == ["referent.changed"] * len(done)
    assert [type(result) for result in results if result not in done] == [Denied]


@pytest.mark.django_db(transaction=True)
def test_nobody_receives_a_person_under_a_hat_that_ends_at_the_same_moment(at_once):
    referent, dossier = situation()
    receiver = AffiliationFactory()
    manager = actor(organisation=receiver.organisation, role=AffiliationRole.MANAGER)

    at_once(
        lambda: change_referent(
            dossier=dossier, affiliation=receiver, by=referent, at=timezone.now()
        ),
        lambda: end_affiliation(affiliation=receiver, by=manager, at=timezone.now()),
    )

    dossier.refresh_from_db()
    assert dossier.referent.affiliation in Affiliation.objects.in_force(manager.today)


@pytest.mark.django_db
def test_the_expired_seat_of_the_receiver_ends_with_its_own_fact():
    referent, dossier = situation()
    expired = MembershipFactory(
        dossier=dossier, until_on=referent.today,
        started_on=referent.today - dt.timedelta(days=9),
    )  # fmt: skip

    change_referent(
        dossier=dossier, affiliation=expired.affiliation, by=referent, at=timezone.now()
    )

    assert [kind for kind, _ in recorded()] == ["member.left", "referent.changed"]
