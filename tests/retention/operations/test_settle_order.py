import dataclasses
import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.queries import readable
from jalon.intake.models import ListProgress, PeopleList
from jalon.people.models import Person
from jalon.people.queries import Identity
from jalon.retention.models import Destruction, OrderState, Suspension, What
from jalon.retention.operations import give_order, settle_order
from jalon.retention.queries.calendar import ready
from tests.factories import PersonFactory, actor, make_dossier
from tests.facts import recorded
from tests.intake.situations import ZOE, checked, sender
from tests.retention.situations import archived, identity_of, officer, silent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

GROUND = {
    "erase": "request", "restore": "return", "suspend": "litigation",
    "resume": "end_of_litigation",
}  # fmt: skip


def order(kind, who):
    now = timezone.now()
    given = give_order(
        kind=kind, ground=GROUND[kind], reference="D-12", who=who, by=officer(), at=now
    )
    return settle_order(order=given, by=None, at=now + dt.timedelta(days=7))


def archived_today(**fields):
    now = timezone.now()
    return silent(closed_at=now, archived_at=now, **fields)


def test_a_person_who_asked_is_erased_with_all_their_dossiers():
    open_one = make_dossier()
    archived(person=open_one.person)
    other = make_dossier()

    settled = order("erase", open_one.person_id)

    assert settled.state == OrderState.DONE
    assert list(Dossier.objects.all()) == [other]
    assert list(Person.objects.all()) == [other.person]
    proof = Destruction.objects.get()
    assert (proof.ground, proof.order_number) == ("request", settled.pk)


@pytest.mark.parametrize(("days", "is_erased"), [(6, False), (7, True)])
def test_erasing_waits_so_that_the_person_reads_the_answer(days, is_erased):
    person, now = PersonFactory(), timezone.now()
    given = give_order(
        kind="erase", ground="request", reference="", who=person.pk, by=officer(), at=now
    )

    settle_order(order=given, by=None, at=now + dt.timedelta(days=days))

    assert Person.objects.exists() is not is_erased


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"birth_name": "LEFEVRE", "first_names": "zoe"},
        {"birth_name": "Lefèvre", "first_names": "Zoé, Marie"},
    ],
)
def test_a_person_is_found_by_their_civil_identity(typed):
    person = PersonFactory(
        first_names="Zoé Marie", birth_name="Lefèvre", birth_month=10, birth_day=1
    )
    dossier = make_dossier(person=person)
    PersonFactory(first_names="Zoé", birth_name="Lefèvre", birth_month=10, birth_day=2)

    settled = order("suspend", dataclasses.replace(identity_of(dossier), **typed))

    assert (settled.state, settled.person_id) == (OrderState.DONE, person.pk)
    assert settled.identity == ""


def test_of_two_people_who_bear_the_same_name_nobody_is_erased():
    dossier = make_dossier()
    PersonFactory(first_names="Camille", birth_name=dossier.person.birth_name)

    settled = order("erase", identity_of(dossier))

    assert (settled.state, settled.identity) == (OrderState.SEVERAL, "")
    assert Person.objects.count() == 2


@pytest.mark.parametrize("who", [Identity("Personne", "Inconnue", birth_year=1984), 0])
def test_nobody_matches(who):
    make_dossier()

    settled = order("erase", who)

    assert (settled.state, settled.identity) == (OrderState.NOBODY, "")
    assert Person.objects.count() == 1


def test_a_dispute_forbids_erasing_until_it_is_over():
    dossier = make_dossier()
    order("suspend", dossier.person_id)
    order("suspend", dossier.person_id)

    assert order("erase", dossier.person_id).state == OrderState.SUSPENDED
    assert Suspension.objects.filter(ended_at=None).count() == 1
    order("resume", dossier.person_id)
    assert order("erase", dossier.person_id).state == OrderState.DONE
    assert not Person.objects.exists()


def test_a_dossier_given_back_is_open_again_and_its_time_starts_again():
    dossier = archived_today()
    referent = actor(dossier.referent.affiliation)
    assert list(readable(referent)) == []

    settled = order("restore", dossier.person_id)

    dossier.refresh_from_db()
    assert (dossier.archived_at, dossier.closed_at) == (None, None)
    assert list(readable(referent)) == [dossier]
    assert ready([What.TO_ARCHIVE], at=timezone.now() + dt.timedelta(days=700)) == []
    told = ("dossier.restored", {"dossier_id": dossier.pk, "order_id": settled.pk})
    assert told in recorded()


def test_given_back_without_its_referent_a_dossier_waits_for_a_name():
    dossier = archived_today()
    Membership.objects.update(ended_at=timezone.now())

    order("restore", dossier.person_id)

    dossier.refresh_from_db()
    assert dossier.referent.affiliation is None
    assert dossier.referent.organisation == Membership.objects.order_by("pk")[0].organisation


def test_given_back_beside_a_newer_one_a_dossier_stays_closed():
    dossier = archived_today()
    newer = make_dossier(person=dossier.person)

    order("restore", dossier.person_id)

    dossier.refresh_from_db()
    assert (dossier.archived_at, dossier.is_open) == (None, None)
    assert Dossier.objects.get(is_open=True) == newer


def test_there_is_nothing_to_give_back():
    assert order("restore", make_dossier().person_id).state == OrderState.NOBODY


def test_a_list_not_applied_that_would_bring_the_person_back_goes_whole():
    manager = sender()
    zoe = PersonFactory(
        first_names="Zoé", birth_name="Lefèvre", birth_year=1995, birth_month=10, birth_day=1
    )
    checked(ZOE, by=manager)
    kept = checked(ZOE | {"Prénom": "Anne"}, by=manager)

    order("erase", zoe.pk)

    assert list(PeopleList.objects.all()) == [kept]


def test_an_order_waits_for_the_list_being_worked_on():
    person = PersonFactory()
    people_list = checked(ZOE, by=sender())
    PeopleList.objects.update(state="applying")
    ListProgress.objects.update_or_create(
        people_list=people_list, defaults={"beat_at": timezone.now() + dt.timedelta(days=7)}
    )

    assert order("erase", person.pk).state == OrderState.WAITING
    assert Person.objects.filter(pk=person.pk).exists()


def test_settling_twice_changes_nothing():
    settled = order("suspend", PersonFactory().pk)
    facts = recorded()

    settle_order(order=settled, by=None, at=timezone.now())

    assert recorded() == facts
    assert facts[-1] == ("order.settled", {"order_id": settled.pk, "status": "done"})
