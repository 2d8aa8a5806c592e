import io

import pytest
from django.core.management import CommandError, call_command

from jalon.accounts.models import AffiliationRole
from jalon.intake.models import PeopleList
from jalon.people.models import Person
from tests.factories import AffiliationFactory, OrganisationFactory
from tests.intake.situations import KARIM, ZOE, file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hat():
    return AffiliationFactory(role=AffiliationRole.MANAGER)


@pytest.fixture
def organisation(hat):
    return hat.organisation


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(file_of(ZOE, {**KARIM, "Date de naissance": "31/02/1990"}).read())
    return str(path)


def run(path, **options):
    out = io.StringIO()
    call_command("import_people", path, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_command_reports_and_leaves_nothing_behind(path, organisation):
    said = run(path, organisation=organisation.siret)

    assert "ligne 3, Date de naissance : « 31/02/1990 » n’existe pas au calendrier" in said
    assert said.endswith("Rien n'a été importé. Ajoutez --apply pour importer.\n")
    assert (Person.objects.count(), PeopleList.objects.count()) == (0, 0)


def test_the_command_imports_in_the_name_of_who_answers_for_it(path, organisation):
    other = AffiliationFactory(role=AffiliationRole.MANAGER, organisation=organisation)

    run(path, organisation=organisation.siret, apply=True, email=other.user.email.upper())

    assert [person.first_names for person in Person.objects.all()] == ["Zoé"]
    assert PeopleList.objects.get().affiliation == other


def test_the_command_imports_in_the_name_of_nobody_unsaid(path, organisation):
    with pytest.raises(CommandError, match="--as E-MAIL"):
        run(path, organisation=organisation.siret, apply=True)
    assert not PeopleList.objects.exists()


def test_an_account_without_the_right_is_not_replaced_by_a_colleague(path, organisation):
    colleague = AffiliationFactory(organisation=organisation)

    with pytest.raises(CommandError, match="au nom d’un organisme"):
        run(path, organisation=organisation.siret, apply=True, email=colleague.user.email)


def test_the_only_departement_is_the_sender_when_none_is_said(path, organisation):
    assert "1 nouvelle personne" in run(path)


def test_two_departements_must_be_told_apart(path, organisation):
    OrganisationFactory()

    with pytest.raises(CommandError, match="--organisation SIRET"):
        run(path)


def test_an_organisation_without_anyone_who_may_import_is_refused(path):
    with pytest.raises(CommandError, match="au nom d’un organisme"):
        run(path, organisation=OrganisationFactory().siret)


def test_half_a_file_is_refused_in_one_sentence(tmp_path, organisation):
    path = tmp_path / "half.csv"
    path.write_bytes(file_of(ZOE).read() + b'\nSI-2;"Ka')

    with pytest.raises(CommandError, match="Ligne 3 : un guillemet s’ouvre"):
        run(str(path))
    assert not PeopleList.objects.exists()
