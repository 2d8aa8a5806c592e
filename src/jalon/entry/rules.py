"""Who asks for an orientation, who decides it, who answers a request for another."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import Competence, OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import (
    is_in_team,
    is_not_archived,
    is_referent,
    is_the_person,
    leads_openly,
    reads,
    works_with_people,
)
from jalon.entry.models import (
    Handover,
    Orientation,
    ReferentRequest,
    Reorientation,
    Transfer,
)


@rule
def orients(actor: Actor, subject: object) -> bool:
    """An orientation officer, in a body that the law lets decide."""
    is_officer = actor.role == AffiliationRole.ORIENTATION_OFFICER
    return is_officer and Competence.ORIENT in actor.competences


@rule
def is_of_its_body(actor: Actor, waiting: Orientation | Reorientation | Transfer) -> bool:
    return waiting.organisation_id == actor.organisation_id


@rule
def is_relieved(actor: Actor, waiting: Orientation) -> bool:
    """Past the delay of the law, France Travail may orient in the same département."""
    if waiting.flagged_at is None or actor.organisation_kind != OrganisationKind.FRANCE_TRAVAIL:
        return False
    return waiting.organisation_id in bodies_relieved_by(actor)


@rule
def has_it_in_hand(actor: Actor, waiting: Orientation | Reorientation) -> bool:
    return waiting.taken_by_id == actor.affiliation_id


@rule
def is_around(actor: Actor, waiting: Orientation | Reorientation) -> bool:
    return is_in_team.holds(actor, waiting.dossier)


@rule
def reads_rights(actor: Actor, dossier: Dossier) -> bool:
    """An orientation is read with the rights (R): nobody asks for what they may not read."""
    return reads(actor, dossier, Block.RIGHTS)


def bodies_relieved_by(actor: Actor) -> list[int]:
    """The bodies that orient in the département of the actor's own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_bodies_relieved(%s)", [actor.organisation_id])
        return [row[0] for row in cursor.fetchall()]


RECEIVE_INFORMATION = Permission(
    "information.receive",
    is_not_archived & reads_rights & (leads_openly | orients & is_in_team),
    _("Seul le référent ou la référente demande une orientation."),
)
TAKE_ORIENTATION = Permission(
    "orientation.take",
    orients & (is_of_its_body | is_relieved),
    _("Seule une personne chargée de l’orientation, dans l’organisme qui oriente, la prend."),
)
RELEASE_ORIENTATION = Permission(
    "orientation.release",
    has_it_in_hand,
    _("Seule la personne qui a pris cette orientation la rend."),
)
DECIDE_ORIENTATION = Permission(
    "orientation.decide",
    orients & has_it_in_hand & is_around,
    _("Seule la personne chargée de l’orientation qui l’a prise décide."),
)
NOTIFY_ORIENTATION = Permission(
    "orientation.notify",
    orients & has_it_in_hand & is_around,
    _("Seule la personne qui a décidé dit comment la décision a été remise."),
)
REQUEST_REORIENTATION = Permission(
    "reorientation.request",
    is_not_archived & (is_referent | is_the_person),
    _("Seuls la personne, son référent ou sa référente demandent une réorientation."),
)
TAKE_REORIENTATION = Permission(
    "reorientation.take",
    orients & is_of_its_body,
    _("Seule une personne chargée de l’orientation, dans l’organisme qui oriente, la prend."),
)
ANSWERS = orients & has_it_in_hand & is_around
NOT_IN_HAND = _("Seule la personne chargée de l’orientation qui a pris cette demande y répond.")
ACCEPT_REORIENTATION = Permission("reorientation.accept", ANSWERS, NOT_IN_HAND)
REFUSE_REORIENTATION = Permission("reorientation.refuse", ANSWERS, NOT_IN_HAND)


def may_orient(actor: Actor | PersonActor) -> bool:
    """Whether the queue exists for this actor."""
    return isinstance(actor, Actor) and orients.holds(actor, None)


def may_ask(actor: Actor, dossier: Dossier) -> bool:
    return RECEIVE_INFORMATION.allows(actor, dossier)


@rule
def is_own_hat(actor: Actor, hat: Affiliation) -> bool:
    """Whoever may accompany somebody, about themselves."""
    return works_with_people.holds(actor, None) and hat.pk == actor.affiliation_id


@rule
def answers_for_its_referent(actor: Actor, dossier: Dossier) -> bool:
    """The manager of the body whose professional is the référent."""
    if actor.role != AffiliationRole.MANAGER:
        return False  # the seat of the référent may not even be read
    return actor.organisation_id == dossier.referent.organisation_id


@rule
def is_asked_to_take_over(actor: Actor, handover: Handover) -> bool:
    return handover.affiliation_id == actor.affiliation_id


@rule
def proposed_it(actor: Actor, handover: Handover) -> bool:
    is_mine = handover.proposed_by_id == actor.affiliation_id
    return is_mine or is_referent.holds(actor, handover.dossier)


@rule
def answers_for_this_hat(actor: Actor, affiliation: Affiliation) -> bool:
    of_body = affiliation.organisation_id == actor.organisation_id
    return actor.role == AffiliationRole.MANAGER and of_body


@rule
def manages_its_body(actor: Actor, asked: ReferentRequest) -> bool:
    of_body = asked.organisation_id == actor.organisation_id
    return actor.role == AffiliationRole.MANAGER and of_body


PROPOSE_HANDOVER = Permission(
    "handover.propose",
    works_with_people & is_not_archived & (leads_openly | answers_for_its_referent),
    _("Seul le référent, la référente ou la personne responsable de son organisme propose un"
      " relais."),
)  # fmt: skip
ONLY_WHO_IS_ASKED = _("Seule la personne à qui le relais est proposé y répond.")
ACCEPT_HANDOVER = Permission(
    "handover.accept", works_with_people & is_asked_to_take_over, ONLY_WHO_IS_ASKED
)
DECLINE_HANDOVER = Permission("handover.decline", is_asked_to_take_over, ONLY_WHO_IS_ASKED)
WITHDRAW_HANDOVER = Permission(
    "handover.withdraw", proposed_it, _("Seule la personne qui a proposé ce relais le retire.")
)
REQUEST_REFERENT = Permission(
    "referent.request",
    is_not_archived & is_the_person,
    _("Seule la personne demande à changer de référent ou de référente."),
)
ANSWER_REFERENT_REQUEST = Permission(
    "referent_request.answer",
    manages_its_body,
    _("Seule la personne responsable de l’organisme référent répond à cette demande."),
)
STATE_LANGUAGES = Permission(
    "languages.state", is_own_hat, _("Chacun dit pour lui-même quelles langues il parle.")
)
SHOW_PORTRAIT = Permission(
    "portrait.show", is_own_hat, _("Chacun décide pour lui-même de montrer sa photo.")
)
LIMIT_CASELOAD = Permission(
    "caseload.limit",
    answers_for_this_hat,
    _("Seule la personne responsable de l’organisme fixe ce nombre."),
)


@rule
def is_that_hat(actor: Actor, affiliation: Affiliation) -> bool:
    return affiliation.pk == actor.affiliation_id


ABOUT_ABSENCES = _("La personne absente, ou la personne responsable de son organisme, le dit.")
DECLARE_ABSENCE = Permission("absence.declare", is_that_hat | answers_for_this_hat, ABOUT_ABSENCES)
END_ABSENCE = Permission("absence.end", is_that_hat | answers_for_this_hat, ABOUT_ABSENCES)
REQUEST_TRANSFER = Permission(
    "transfer.request",
    works_with_people & is_not_archived & leads_openly,
    _("Seul le référent ou la référente demande un transfert."),
)


@rule
def follows_its_dossier(actor: Actor, transfer: Transfer) -> bool:
    return is_referent.holds(actor, transfer.dossier)


WITHDRAW_TRANSFER = Permission(
    "transfer.withdraw",
    follows_its_dossier,
    _("Seul le référent ou la référente retire cette demande."),
)
ONLY_WHERE_SHE_GOES = _("Seule une personne chargée de l’orientation, là-bas, répond.")
ACCEPT_TRANSFER = Permission("transfer.accept", orients & is_of_its_body, ONLY_WHERE_SHE_GOES)
REFUSE_TRANSFER = Permission("transfer.refuse", orients & is_of_its_body, ONLY_WHERE_SHE_GOES)
