"""Somebody nobody knew: written down once, with what is given, and told in the journal."""

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.kernel.ids import uuid7
from jalon.people.models import Identifier, Person
from jalon.people.operations import PersonAlreadyKnown, register_person
from jalon.people.queries import Identity, Keys, recognised
from jalon.vault.sealing import fingerprint
from tests.factories import OrganisationFactory, PersonFactory, actor

pytestmark = pytest.mark.django_db
ZOE = Identity(first_names="Zoé", birth_name="Weber", birth_year=1984)
NIR = "2840357463012"


NO_NUMBER = Keys()


def register(by, keys=NO_NUMBER, identity=ZOE):
    return register_person(
        public_id=uuid7(), identity=identity, keys=keys, by=by, at=timezone.now()
    )


def test_a_person_is_written_with_their_numbers_and_the_fact_names_nobody():
    me = actor()

    person = register(me, Keys(nir=NIR, france_travail="1234567A", file_number="D-1"))

    person.refresh_from_db()
    assert (person.first_names, person.birth_name, person.birth_year) == ("Zoé", "Weber", 1984)
    assert (person.nir, bytes(person.nir_fingerprint)) == (NIR, fingerprint("nir", NIR))
    assert person.is_synthetic  # as is the organisation that registers
    numbers = Identifier.objects.order_by("kind").values_list("kind", "issuer", "value")
    assert list(numbers) == [
        ("file", me.organisation_id, "D-1"),
        ("france_travail", None, "1234567A"),
    ]
    [entry] = Entry.objects.values_list("stream", "position", "kind", "payload")
    expected = {"person_id": person.pk}
    assert entry == (f"person/{person.pk}", 1, "person.registered", expected)


@pytest.mark.parametrize(
    "key", [{"nir": NIR}, {"france_travail": "1234567A"}, {"file_number": "D-1"}]
)
def test_a_number_already_borne_is_refused_and_nothing_is_written(key):
    me = actor()
    register(me, Keys(**key))

    with pytest.raises(PersonAlreadyKnown):
        register(me, Keys(**key))

    assert (Person.objects.count(), Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "someone",
    [
        {"role": AffiliationRole.ADMINISTRATOR},
        {"role": AffiliationRole.STEERING},
        {"role": AffiliationRole.DATA_PROTECTION},
    ],
)
def test_who_meets_nobody_registers_nobody(someone):
    with pytest.raises(Denied):
        register(actor(**someone))


def test_an_organisation_that_supports_nobody_registers_nobody():
    body = OrganisationFactory(kind=OrganisationKind.HOUSING_OFFICE)

    with pytest.raises(Denied):
        register(actor(organisation=body))


def test_recognising_takes_exact_keys_and_ones_own_file_numbers_only():
    me, other = actor(), actor()
    mine = register(me, Keys(nir=NIR, file_number="D-1"))
    theirs = register(other, Keys(france_travail="1234567A", file_number="D-2"))
    PersonFactory(first_names="Zoé", birth_name="Weber", birth_year=1984)

    assert recognised(me, Keys()) == []
    assert recognised(me, Keys(nir=NIR)) == [mine]
    assert recognised(me, Keys(nir=NIR, france_travail="1234567A")) == [mine, theirs]
    assert recognised(me, Keys(file_number="D-1")) == [mine]
    assert recognised(me, Keys(file_number="D-2")) == []
