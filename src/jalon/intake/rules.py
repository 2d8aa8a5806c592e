"""Who may import a list, look at one, undo it, and decide on what it proposes."""

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import PROPOSED_BLOCKS
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.rules import WRITE_BLOCK, Part
from jalon.intake.models import PeopleList, Proposal

# A list holds thousands of people: only those who answer for the organisation's caseload send one.
ROLES_WITH_LISTS = frozenset({AffiliationRole.MANAGER, AffiliationRole.ORIENTATION_OFFICER})


@rule
def works_with_lists(actor: Actor, subject: object) -> bool:
    return actor.role in ROLES_WITH_LISTS


@rule
def keeps_lists(actor: Actor, subject: object) -> bool:
    """The organisation is entrusted with the list of the people concerned (accounts.kinds)."""
    return Competence.LIST in actor.competences


@rule
def list_of_own_organisation(actor: Actor, people_list: PeopleList) -> bool:
    return people_list.organisation_id == actor.organisation_id


@rule
def writes_in_its_dossier(actor: Actor, proposal: Proposal) -> bool:
    return WRITE_BLOCK.allows(actor, Part(proposal.dossier, PROPOSED_BLOCKS[proposal.block]))


IMPORT_PEOPLE = Permission(
    "list.import",
    works_with_lists & keeps_lists,
    _(
        "Une liste s’importe au nom d’un organisme qui tient la liste des personnes concernées,"
        " par une personne responsable ou chargée de l’orientation."
    ),
)
READ_LIST = Permission(
    "list.read",
    works_with_lists & keeps_lists & list_of_own_organisation,
    _("Cette liste n’existe pas, ou n’est pas de votre organisme."),
)
WRITE_LIST = Permission("list.write", READ_LIST.rule, READ_LIST.refusal)
DECIDE_PROPOSAL = Permission(
    "proposal.decide",
    writes_in_its_dossier,
    _("Seules les personnes de l’équipe peuvent décider de ce qui est proposé pour un dossier."),
)
