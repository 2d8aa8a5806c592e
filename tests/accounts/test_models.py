"""What the database itself refuses, whatever the code above it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from jalon.accounts.models import Organisation, User, siret_is_valid
from tests.factories import (
    LONG_AGO,
    AffiliationFactory,
    OrganisationFactory,
    UserFactory,
    siret,
)

pytestmark = pytest.mark.django_db

LA_POSTE_HEAD_OFFICE = "35600000000048"
LA_POSTE_COUNTER = "35600000049837"  # its digits sum to a multiple of 5 instead of Luhn's key


@pytest.mark.parametrize(
    "value", ["73282932000074", LA_POSTE_HEAD_OFFICE, LA_POSTE_COUNTER, siret(1), siret(42)]
)
def test_a_siret_with_a_right_key(value):
    assert siret_is_valid(value) is None


@pytest.mark.parametrize(
    "value",
    ["", "73282932000075", "7328293200007", "732829320000740", "7328293200007A", "35600000049838"],
)
def test_a_siret_that_is_none_is_refused_in_french(value):
    with pytest.raises(ValidationError) as refusal:
        siret_is_valid(value)

    assert refusal.value.messages == [
        f"« {value} » n’est pas un SIRET : 14 chiffres, dont le dernier est une clé."
    ]


def refused_by(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("siret_has_14_digits", {"siret": "1234567890123"}),
        ("siret_has_14_digits", {"siret": "1234567890123A"}),
        ("known_organisation_kind", {"kind": "pole_emploi"}),
        ("siret_key", {"siret": siret(7)}),
    ],
)
def test_an_organisation_the_database_refuses(constraint, fields):
    OrganisationFactory(siret=siret(7))

    with refused_by(constraint), transaction.atomic():
        OrganisationFactory(**fields)


def test_an_organisation_is_not_its_own_parent():
    organisation = OrganisationFactory()

    with refused_by("organisation_not_its_own_parent"), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(parent=organisation)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("known_affiliation_role", {"role": "boss"}),
        (
            "affiliation_ends_after_it_starts",
            {"started_on": LONG_AGO, "ended_on": LONG_AGO - dt.timedelta(days=1)},
        ),
    ],
)
def test_an_affiliation_the_database_refuses(constraint, fields):
    with refused_by(constraint), transaction.atomic():
        AffiliationFactory(**fields)


def test_one_open_affiliation_per_hat_and_again_after_it_ended():
    ended = AffiliationFactory(ended_on=LONG_AGO)
    again = AffiliationFactory(user=ended.user, organisation=ended.organisation)

    with refused_by("one_open_affiliation_per_hat"), transaction.atomic():
        AffiliationFactory(user=again.user, organisation=again.organisation)


@pytest.mark.parametrize(
    ("constraint", "email"),
    [("user_email_in_lower_case", "Ada@organisme.example"), ("user_email_not_empty", "")],
)
def test_an_email_the_database_refuses(constraint, email):
    with refused_by(constraint), transaction.atomic():
        UserFactory(email=email)


def test_one_account_per_email_whatever_its_case():
    User.objects.create_user("Ada@Organisme.example", first_name="Ada", last_name="Weber")

    with refused_by("email"), transaction.atomic():
        User.objects.create_user("ada@organisme.EXAMPLE", first_name="Ada", last_name="Weber")


def test_an_account_without_password_lets_nobody_in():
    user = User.objects.create_user("ada@organisme.example", first_name="Ada", last_name="Weber")

    assert not user.has_usable_password()
    assert not user.check_password("")


@pytest.mark.parametrize(
    ("civility", "name"), [("Mme", "Mme Weber"), ("M.", "M. Weber"), ("", "Ada Weber")]
)
def test_how_colleagues_say_a_name(civility, name):
    assert UserFactory.build(civility=civility, first_name="Ada", last_name="Weber").name == name


def test_an_unknown_civility_is_refused():
    with refused_by("known_civility"), transaction.atomic():
        UserFactory(civility="Mlle")
