import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole, Organisation
from jalon.directory.operations import register_organisation
from jalon.directory.operations.register_organisation import OrganisationAlreadyRegistered
from jalon.kernel.errors import Denied
from tests.directory.situations import administrator, manager_of
from tests.factories import OrganisationFactory, TerritoryFactory, actor, siret
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def register(by, **fields):
    fields = {"kind": OrganisationKind.CCAS, "name": "CCAS inventé", "siret": siret(987)} | fields
    return register_organisation(**fields, territory=TerritoryFactory(), by=by, at=timezone.now())


def test_a_body_enters_the_directory():
    by, parent = administrator(), OrganisationFactory()

    organisation = register(by, parent=parent, phone="0387000000", email="ccas@organisme.example")

    organisation.refresh_from_db()
    assert (organisation.kind, organisation.name, organisation.siret) == (
        "ccas",
        "CCAS inventé",
        siret(987),
    )
    assert (organisation.parent, organisation.closed_on) == (parent, None)
    assert recorded() == [("organisation.registered", {"organisation_id": organisation.pk})]


def test_one_establishment_one_organisation():
    by = administrator()
    OrganisationFactory(siret=siret(987))

    with refused(OrganisationAlreadyRegistered, "Ce SIRET est déjà dans l’annuaire."):
        register(by)

    assert Organisation.objects.filter(siret=siret(987)).count() == 1


def test_a_siret_with_a_wrong_key_is_refused_before_anything_is_written():
    by = administrator()

    with pytest.raises(ValidationError, match="n’est pas un SIRET"):
        register(by, siret="73282932000075")

    assert recorded() == []


@pytest.mark.parametrize(
    "someone",
    [
        actor,
        lambda: manager_of(OrganisationFactory()),
        lambda: actor(role=AffiliationRole.ADMINISTRATOR),
        lambda: manager_of(OrganisationFactory(kind=OrganisationKind.OPERATOR)),
    ],
    ids=["professional", "manager", "administrator elsewhere", "manager of the operator"],
)
def test_only_the_platform_registers(someone):
    by = someone()

    with refused(Denied, "Seule l’administration de la plateforme inscrit un organisme."):
        register(by)

    assert not Organisation.objects.filter(siret=siret(987)).exists()
