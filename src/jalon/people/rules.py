"""Who may write down a person that nobody knew. Reading them is a matter of dossiers."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import AffiliationRole

MEETS_PEOPLE = frozenset(
    {AffiliationRole.PROFESSIONAL, AffiliationRole.ORIENTATION_OFFICER, AffiliationRole.MANAGER}
)


@rule
def meets_people(actor: Actor, subject: object) -> bool:
    return actor.role in MEETS_PEOPLE


@rule
def organisation_supports_people(actor: Actor, subject: object) -> bool:
    return Competence.SUPPORT in actor.competences


REGISTER_PERSON = Permission(
    "person.register",
    meets_people & organisation_supports_people,
    _("Seul un organisme qui accompagne des personnes peut enregistrer une personne."),
)
