"""Who may do what with a dossier.

What may be read and written, block by block, comes from the matrix of rights (`access.policy`) and
from the reader's links with the dossier (`rules.links`); everybody else is told that nothing
exists. The list of a reader's dossiers (`queries.readable`) says the same, and a test keeps the two
in step.
"""

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import Competence, OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier, Limitation, Membership, Note, Objection, TeamRole
from jalon.dossiers.rules.links import Part, has_secrecy, links, reads, rights, writes
from jalon.kernel.errors import Denied

__all__ = ["Part", "has_secrecy", "links", "reads", "rights", "writes"]

# The roles that work with people. Steering, data protection and the platform open no dossier.
ROLES_WITH_PEOPLE = frozenset(
    {
        AffiliationRole.PROFESSIONAL,
        AffiliationRole.ORIENTATION_OFFICER,
        AffiliationRole.REVIEW_PANEL,
        AffiliationRole.MANAGER,
    }
)


@rule
def works_with_people(actor: Actor, subject: object) -> bool:
    return actor.role in ROLES_WITH_PEOPLE


@rule
def is_the_person(actor: Actor | PersonActor, dossier: Dossier) -> bool:
    return isinstance(actor, PersonActor) and dossier.person_id == actor.person_id


@rule
def is_in_her_own_name(actor: Actor | PersonActor, subject: object) -> bool:
    return isinstance(actor, PersonActor)


@rule
def is_not_archived(actor: Actor, dossier: Dossier) -> bool:
    """Archived, a dossier is read by nobody of its team (CASF, R.263-8)."""
    return dossier.archived_at is None


@rule
def has_a_right(actor: Actor, dossier: Dossier) -> bool:
    return not rights(actor, dossier).is_empty


@rule
def writes_this_part(actor: Actor, part: Part) -> bool:
    return writes(actor, part.dossier, part.block)


@rule
def is_in_team(actor: Actor, dossier: Dossier) -> bool:
    seats = dossier.memberships.in_force(actor.today)
    return seats.filter(affiliation_id=actor.affiliation_id).exists()


@rule
def is_referent(actor: Actor, dossier: Dossier) -> bool:
    seats = dossier.memberships.in_force(actor.today)
    return seats.filter(affiliation_id=actor.affiliation_id, role=TeamRole.REFERENT).exists()


@rule
def leads_openly(actor: Actor, dossier: Dossier) -> bool:
    """The référent, unless the person keeps who is around her (T) from them too."""
    return is_referent.holds(actor, dossier) and writes(actor, dossier, Block.TEAM)


@rule
def supports_people(actor: Actor, subject: object) -> bool:
    return Competence.SUPPORT in actor.competences


@rule
def wrote_it(actor: Actor, note: Note) -> bool:
    return note.author_id == actor.affiliation_id


@rule
def is_not_limited(actor: Actor, note: Note) -> bool:
    """What is kept as it is at the person's request is not taken back either."""
    limits = Limitation.objects.filter(dossier_id=note.dossier_id, ended_at=None)
    return not limits.filter(block__in=["", note.block]).exists()


@rule
def holds_the_seat(actor: Actor | PersonActor, seat: Membership) -> bool:
    """A seat that nobody of its body has taken yet is held by nobody, and not by the person."""
    return actor.affiliation_id is not None and seat.affiliation_id == actor.affiliation_id


@rule
def leads_its_dossier(actor: Actor, seat: Membership) -> bool:
    return leads_openly.holds(actor, seat.dossier)


@rule
def answers_for_this_seat(actor: Actor, seat: Membership) -> bool:
    return actor.role == AffiliationRole.MANAGER and seat.organisation_id == actor.organisation_id


@rule
def answers_for_the_organisation(actor: Actor, organisation_id: int) -> bool:
    """Its manager; or the platform, when it closes an account or a whole organisation."""
    if actor.role == AffiliationRole.ADMINISTRATOR:
        return True
    return actor.role == AffiliationRole.MANAGER and actor.organisation_id == organisation_id


@rule
def protects_its_data(actor: Actor, dossier: Dossier) -> bool:
    """The data-protection officer of the référent's body (or of the one above it), or of the
    operator of the platform.
    """
    if actor.role != AffiliationRole.DATA_PROTECTION:
        return False
    if actor.organisation_kind == OrganisationKind.OPERATOR:
        return True
    lead = dossier.referent.organisation
    return actor.organisation_id in {lead.pk, lead.parent_id}


@rule
def protects_the_data_it_closes(actor: Actor, objection: Objection | Limitation) -> bool:
    return protects_its_data.holds(actor, objection.dossier)


OPEN_DOSSIER = Permission(
    "dossier.open",
    works_with_people & supports_people,
    _("Seul un organisme qui accompagne des personnes peut ouvrir un dossier."),
)
READ_DOSSIER = Permission(
    "dossier.read",
    works_with_people & has_a_right,
    _("Ce dossier n’existe pas, ou vous n’y intervenez pas."),
)
WRITE_DOSSIER = Permission(
    "dossier.write",
    works_with_people & is_not_archived & is_in_team,
    _("Seules les personnes de l’équipe peuvent écrire dans ce dossier."),
)
LIMITED = _(
    "L’utilisation de ces données est suspendue à la demande de la personne : on peut les lire, "
    "pas les changer."
)


class WritePermission(Permission):
    """The same, with its own sentence when a request of the person alone is in the way."""

    def require(self, actor: Actor | PersonActor, part: Part) -> None:
        if rights(actor, part.dossier).is_limited(part.block):
            raise Denied(str(LIMITED))
        super().require(actor, part)


WRITE_BLOCK = WritePermission(
    "block.write",
    (works_with_people | is_in_her_own_name) & writes_this_part,
    _("Votre rôle auprès de cette personne ne permet pas d’écrire ici."),
)
WITHDRAW_NOTE = Permission(
    "note.withdraw",
    wrote_it & is_not_limited,
    _("Seule la personne qui a écrit cette note peut la retirer."),
)
END_MEMBERSHIP = Permission(
    "membership.end",
    holds_the_seat | leads_its_dossier,
    _("Cette place prend fin par la personne qui la tient, ou par le référent ou la référente."),
)
# An expired seat gives no right any more: whoever seats people around the person may tidy it.
END_EXPIRED_MEMBERSHIPS = Permission(
    "memberships.end_expired",
    works_with_people | is_the_person,
    _("Seules les personnes qui accompagnent mettent fin à une place échue."),
)
CONFIRM_IDENTITY = Permission(
    "identity.confirm",
    works_with_people & is_not_archived & is_referent,
    _("Seul le référent ou la référente confirme, sur place, l’identité de la personne."),
)
HAND_SPACE_CODE = Permission(
    "space_code.hand",
    works_with_people & is_not_archived & is_referent,
    _("Seul le référent ou la référente remet, sur place, ce numéro à la personne."),
)
CONFIRM_SPACE_CODE = Permission(
    "space_code.confirm",
    protects_its_data,
    _("Seule la personne chargée de protéger ces données confirme ce numéro."),
)
GRANT_OBJECTION = Permission(
    "objection.grant",
    protects_its_data,
    _("Seule la personne chargée de protéger ces données décide d’une opposition."),
)
END_OBJECTION = Permission(
    "objection.end",
    protects_the_data_it_closes,
    _("Seule la personne chargée de protéger ces données met fin à une opposition."),
)
GRANT_LIMITATION = Permission(
    "limitation.grant",
    protects_its_data,
    _("Seule la personne chargée de protéger ces données les suspend."),
)
END_LIMITATION = Permission(
    "limitation.end",
    protects_the_data_it_closes,
    _("Seule la personne chargée de protéger ces données met fin à une suspension."),
)
HAND_COPY = Permission(
    "copy.hand",
    works_with_people & is_referent,
    _("Seul le référent ou la référente remet à la personne une copie de son dossier."),
)
TAKE_SEAT = Permission(
    "seat.take",
    answers_for_this_seat,
    _("Seul le ou la responsable de cet organisme peut nommer quelqu’un à cette place."),
)
RELEASE_SEATS = Permission(
    "seats.release",
    answers_for_the_organisation,
    _("Seule une personne responsable de cet organisme libère ses places."),
)
