"""A person met for the first time and their dossier: both or neither, once."""

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.dossiers.operations import (
    DossierAlreadyOpen,
    NumbersDisagree,
    open_newcomer_dossier,
)
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied, Refused
from jalon.kernel.ids import uuid7
from jalon.people.models import Person
from jalon.people.queries import Identity, Keys
from jalon.vault.sealing import fingerprint
from tests.factories import AffiliationFactory, PersonFactory, actor, make_dossier

ZOE = Identity(first_names="Zoé", birth_name="Weber", birth_year=1984)
NIR = "2840357463012"


def open_it(by, public_id=None, identity=ZOE, nir=""):
    return open_newcomer_dossier(
        public_id=public_id or uuid7(), identity=identity, keys=Keys(nir=nir), by=by,
        at=timezone.now(),
    )  # fmt: skip


def known(**fields):
    return PersonFactory(
        **{"birth_name": "Weber", "nir_fingerprint": fingerprint("nir", NIR), **fields}
    )


@pytest.mark.django_db
def test_the_person_and_the_dossier_are_written_together():
    me = actor()

    dossier = open_it(me)

    assert dossier.person.birth_name == "Weber"
    assert dossier.referent.affiliation_id == me.affiliation_id
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["person.registered", "dossier.opened"]


@pytest.mark.django_db
def test_the_same_request_again_gives_the_same_dossier():
    me, public_id = actor(), uuid7()

    assert open_it(me, public_id) == open_it(me, public_id)
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_the_request_of_somebody_else_is_not_answered_with_their_dossier():
    theirs = make_dossier()

    with pytest.raises(Refused):
        open_it(actor(), theirs.person.public_id)

    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_a_person_recognised_is_neither_doubled_nor_changed():
    person = known(first_names="Zoé Anne")

    dossier = open_it(actor(), nir=NIR)

    assert dossier.person == person
    assert Person.objects.get().first_names == "Zoé Anne"


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"birth_name": "Autre"}, {"birth_year": 1950}])
def test_a_number_that_does_not_go_with_the_name_and_birth_opens_nothing(said):
    known(**said)

    with pytest.raises(NumbersDisagree):
        open_it(actor(), nir=NIR)

    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_a_person_with_a_dossier_elsewhere_gets_no_second_one():
    make_dossier(person=known())

    with pytest.raises(DossierAlreadyOpen):
        open_it(actor(), nir=NIR)

    assert (Person.objects.count(), Dossier.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_refusal_leaves_no_person_behind():
    with pytest.raises(Denied):
        open_it(actor(role=AffiliationRole.STEERING))

    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("nir", ["", NIR])
def test_sent_several_times_at_once_one_dossier_is_opened(at_once, nir):
    me, public_id = actor(AffiliationFactory()), uuid7()

    results = at_once(*[lambda: open_it(me, public_id, nir=nir)] * 6)

    assert (Person.objects.count(), Dossier.objects.count()) == (1, 1)
    assert results == [Dossier.objects.get()] * 6
