import datetime as dt
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.intake.models import Arrival, ListLine, ListProgress, PeopleList
from jalon.people.models import Person
from jalon.retention.models import Destruction, Figure, Notice, Suspension
from jalon.retention.operations import destroy_dossiers
from jalon.retention.queries.proofs import first_broken, person_fingerprint
from jalon.retention.queries.strangers import strangers
from tests.factories import PersonFactory, make_dossier
from tests.facts import recorded
from tests.intake.situations import ZOE, applied, checked, sender
from tests.retention.situations import archived, told_long_ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def destroy(*dossiers, person_ids=()):
    ids = [dossier.pk for dossier in dossiers]
    return destroy_dossiers(dossier_ids=ids, person_ids=person_ids, by=None, at=timezone.now())


def test_at_the_end_of_the_archive_the_person_goes_with_the_dossier():
    dossier, other = archived(), make_dossier()

    [proof] = destroy(dossier)

    assert list(Person.objects.all()) == [other.person]
    assert list(Dossier.objects.all()) == [other]
    assert (proof.ground, proof.is_whole_person) == ("end_of_retention", True)
    assert bytes(proof.fingerprint) == person_fingerprint(dossier.person.public_id)
    assert recorded() == [
        ("dossier.destroyed", {"dossier_id": dossier.pk, "destruction_number": 1}),
        ("person.erased", {"person_id": dossier.person_id, "destruction_number": 1}),
    ]


def test_somebody_who_came_back_keeps_their_identity_and_their_new_dossier():
    old = archived()
    new = make_dossier(person=old.person)

    [proof] = destroy(old)

    assert list(Dossier.objects.all()) == [new]
    assert not proof.is_whole_person
    assert [kind for kind, _payload in recorded()] == ["dossier.destroyed"]


def test_what_is_not_due_stays_whatever_is_asked():
    recent = archived(archived_at=timezone.now() - dt.timedelta(days=700))
    disputed, active = archived(), make_dossier()
    Suspension.objects.create(person_id=disputed.person_id, started_at=timezone.now())

    assert destroy(recent, disputed, active, person_ids=[active.person_id]) == []
    assert Dossier.objects.count() == 3


def test_a_person_of_a_list_whom_nobody_took_up_goes_without_archive(clock):
    applied(ZOE, by=sender())
    dossier = Dossier.objects.get(pk=Arrival.objects.get().dossier_id)
    clock.shift(dt.timedelta(days=181))
    told_long_ago(dossier)

    [proof] = destroy(dossier)

    assert (proof.ground, Person.objects.count(), Notice.objects.count()) == (
        "never_supported", 0, 0,
    )  # fmt: skip


def test_people_without_any_dossier_go_too(clock):
    PersonFactory()
    clock.shift(dt.timedelta(days=181))

    [proof] = destroy(person_ids=strangers(at=timezone.now()))

    assert (proof.ground, Person.objects.count()) == ("never_supported", 0)
    assert proof.erased == {"people_person": 1}


def test_a_list_not_applied_yet_has_its_own_time_to_live():
    manager = sender()
    applied(ZOE, by=manager)
    zoe = Dossier.objects.get()
    past = timezone.now() - dt.timedelta(days=740)
    Dossier.objects.update(opened_at=past, closed_at=past, archived_at=past)
    waiting = checked(ZOE, by=manager)

    destroy(zoe)

    assert Person.objects.count() == 0
    assert PeopleList.objects.filter(pk=waiting.pk).exists()
    assert waiting.lines.count() == 1


def test_nothing_is_destroyed_while_a_list_is_being_worked_on():
    dossier = archived()
    people_list = checked(ZOE, by=sender())
    PeopleList.objects.filter(pk=people_list.pk).update(state="applying")
    ListProgress.objects.update_or_create(
        people_list=people_list, defaults={"beat_at": timezone.now()}
    )

    assert destroy(dossier) == []
    ListProgress.objects.update(beat_at=timezone.now() - dt.timedelta(minutes=2))  # it died
    assert len(destroy(dossier)) == 1


def test_the_figures_stay():
    dossiers = [archived() for _number in range(2)]
    Dossier.objects.update(opened_at=dossiers[0].opened_at)
    Figure.objects.create(
        opened_year=dossiers[0].opened_at.year, destroyed_year=2026, territory_code="FR",
        lead_kind="departement", count=10,
    )  # fmt: skip

    destroy(*dossiers)

    assert Figure.objects.get().count == 12


def test_the_same_statements_for_1_and_30():
    """Their number grows with the tables of the house, never with the people."""
    asked = []
    for count in (1, 1, 30):  # the first time also reads the figures in force
        dossiers = [archived() for _number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            assert len(destroy(*dossiers)) == count
        asked.append(len(captured))

    assert asked[1] == asked[2]


def test_five_hundred_people_go_in_one_short_transaction():
    """What the background process takes at once: a second or two, so nobody waits for long."""
    people = [
        ZOE
        | {"Identifiant dans le SI": f"SI-{number}", "Nom": f"Lefèvre{chr(97 + number % 26)}"}
        | {"Date de naissance": f"01/10/{1950 + number % 50}"}
        | {"NIR": "", "Identifiant France Travail": "", "Numéro allocataire": ""}
        for number in range(500)
    ]
    applied(*people, by=sender())
    past = timezone.now() - dt.timedelta(days=740)
    Dossier.objects.update(opened_at=past, closed_at=past, archived_at=past)
    start = time.perf_counter()

    proofs = destroy(*Dossier.objects.all())

    assert len(proofs) == 500
    assert time.perf_counter() - start < 60
    assert (Person.objects.count(), ListLine.objects.count()) == (0, 0)
    assert first_broken() is None


@pytest.mark.parametrize(
    "change",
    [
        {"destroyed_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"erased": {}},
        {"fingerprint": bytes(32)},
        {"ground": "mistake"},
    ],
)
def test_a_proof_changed_shows(change):
    destroy(archived(), archived(), archived())
    assert first_broken() is None

    Destruction.objects.filter(number=2).update(**change)

    assert first_broken() == 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_proof_removed_shows_even_the_last(number):
    destroy(archived(), archived(), archived())

    Destruction.objects.filter(number=number).delete()

    assert first_broken() == number
