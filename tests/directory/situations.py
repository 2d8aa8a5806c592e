"""Who acts in the tests of the directory."""

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from tests.factories import AffiliationFactory, OrganisationFactory, actor


def administrator_hat() -> Affiliation:
    operator = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    return AffiliationFactory(organisation=operator, role=AffiliationRole.ADMINISTRATOR)


def administrator() -> Actor:
    return actor(administrator_hat())


def manager_of(organisation: Organisation) -> Actor:
    return actor(organisation=organisation, role=AffiliationRole.MANAGER)


def everyone_else(organisation: Organisation) -> list[Actor]:
    """Those who answer for nothing here: colleagues, managers elsewhere, false administrators."""
    return [
        actor(organisation=organisation),
        actor(organisation=organisation, role=AffiliationRole.ORIENTATION_OFFICER),
        actor(organisation=organisation, role=AffiliationRole.DATA_PROTECTION),
        actor(organisation=organisation, role=AffiliationRole.STEERING),
        actor(role=AffiliationRole.MANAGER),
        actor(),
        actor(organisation__kind=OrganisationKind.OPERATOR, role=AffiliationRole.PROFESSIONAL),
        # An administrator's role outside the operator is worth nothing against others.
        actor(role=AffiliationRole.ADMINISTRATOR),
    ]
