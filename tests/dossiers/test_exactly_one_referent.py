"""An open dossier has exactly one active référent: the database says so, whatever the code does."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from jalon.dossiers.models import Dossier, Membership, TeamRole
from tests.factories import MembershipFactory, PersonFactory, make_dossier

pytestmark = pytest.mark.django_db(transaction=True)


def commit(sql: str, *parameters: object) -> None:
    """One transaction of raw SQL, as somebody would type it beside the application."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in sql.split(";"):
            count = statement.count("%s")
            cursor.execute(statement, parameters[:count])
            parameters = parameters[count:]


def broken(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


POINTER = "dossier_has_its_active_referent"


def test_a_second_active_referent_is_refused():
    dossier = make_dossier()

    with broken("one_active_referent_per_dossier"):
        MembershipFactory(dossier=dossier, role=TeamRole.REFERENT)


def test_a_member_cannot_be_made_a_second_referent():
    seat = MembershipFactory(dossier=make_dossier())

    with broken("one_active_referent_per_dossier"):
        commit("UPDATE dossiers_membership SET role = 'referent' WHERE id = %s", seat.pk)


def test_the_referent_cannot_end_without_a_successor():
    dossier = make_dossier()

    with broken(POINTER):
        commit("UPDATE dossiers_membership SET ended_at = now() WHERE id = %s", dossier.referent_id)


def test_the_referent_cannot_become_something_else():
    dossier = make_dossier()

    with broken(POINTER):
        commit("UPDATE dossiers_membership SET role = 'partner' WHERE id = %s", dossier.referent_id)


def test_the_seat_of_the_referent_cannot_be_deleted():
    dossier = make_dossier()

    with broken("dossiers_dossier"):
        commit("DELETE FROM dossiers_membership WHERE id = %s", dossier.referent_id)


def test_a_dossier_cannot_be_without_referent():
    dossier = make_dossier()

    with broken("referent_id"):
        commit("UPDATE dossiers_dossier SET referent_id = NULL WHERE id = %s", dossier.pk)


def test_a_dossier_cannot_point_to_a_seat_that_does_not_exist():
    dossier = make_dossier()

    with broken("dossiers_dossier"):
        commit("UPDATE dossiers_dossier SET referent_id = 999999999 WHERE id = %s", dossier.pk)


def test_a_dossier_cannot_point_to_a_member_who_is_not_referent():
    dossier = make_dossier()
    member = MembershipFactory(dossier=dossier)

    with broken(POINTER):
        commit("UPDATE dossiers_dossier SET referent_id = %s WHERE id = %s", member.pk, dossier.pk)


def test_a_dossier_cannot_point_to_an_ended_seat():
    dossier = make_dossier()
    ended = MembershipFactory(dossier=dossier, role=TeamRole.REFERENT, ended_at=timezone.now())

    with broken(POINTER):
        commit("UPDATE dossiers_dossier SET referent_id = %s WHERE id = %s", ended.pk, dossier.pk)


def test_a_dossier_cannot_point_to_the_referent_of_another():
    dossier, other = make_dossier(), make_dossier()

    with broken("referent"):
        commit(
            "UPDATE dossiers_dossier SET referent_id = %s WHERE id = %s",
            other.referent_id,
            dossier.pk,
        )


def test_two_dossiers_cannot_exchange_their_referents():
    dossier, other = make_dossier(), make_dossier()

    with broken("referent"):
        commit(
            "UPDATE dossiers_dossier SET referent_id = CASE id WHEN %s THEN %s::bigint "
            "ELSE %s::bigint END WHERE id IN (%s, %s)",
            dossier.pk,
            other.referent_id,
            dossier.referent_id,
            dossier.pk,
            other.pk,
        )


def test_the_seat_of_the_referent_cannot_move_to_another_dossier():
    dossier = make_dossier()
    closed = make_dossier(closed_at=timezone.now())
    Membership.objects.filter(pk=closed.referent_id).update(ended_at=timezone.now())

    with broken(POINTER):
        commit(
            "UPDATE dossiers_membership SET dossier_id = %s WHERE id = %s",
            closed.pk,
            dossier.referent_id,
        )


def test_a_closed_dossier_lets_its_referent_go_and_cannot_reopen_without_one():
    closed = make_dossier(closed_at=timezone.now())
    commit("UPDATE dossiers_membership SET ended_at = now() WHERE id = %s", closed.referent_id)

    with broken(POINTER):
        commit("UPDATE dossiers_dossier SET closed_at = NULL WHERE id = %s", closed.pk)


def test_a_dossier_cannot_be_born_without_its_referent():
    stranger = make_dossier().referent

    with broken("referent"):
        commit(
            "INSERT INTO dossiers_dossier (public_id, person_id, referent_id, opened_at) "
            "VALUES (gen_random_uuid(), %s, %s, now())",
            PersonFactory().pk,
            stranger.pk,
        )


def test_a_true_handover_in_one_transaction_is_accepted():
    dossier = make_dossier()
    receiver = MembershipFactory(dossier=dossier)

    commit(
        "UPDATE dossiers_membership SET ended_at = now() WHERE id = %s;"
        "UPDATE dossiers_membership SET role = 'referent' WHERE id = %s;"
        "UPDATE dossiers_dossier SET referent_id = %s WHERE id = %s",
        dossier.referent_id,
        receiver.pk,
        receiver.pk,
        dossier.pk,
    )

    assert Dossier.objects.get(pk=dossier.pk).referent == receiver
