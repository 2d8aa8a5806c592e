"""Who reads, writes and files a project. The whole answer is in this file.

The carrier coordinates and files; each member that is aboard reads all of it, writes its own part
and comments. The body of the State that called reads a project once it is filed, never before.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.calls.models import Call
from jalon.calls.rules import answers_for_the_state
from jalon.projects.models import Filing, Member, Project
from jalon.projects.states import ABOARD, COUNTED, ProjectState

ANSWERING: Final = frozenset({AffiliationRole.MANAGER, AffiliationRole.STEERING})
SHOWN_TO_THE_STATE: Final = (ProjectState.FILED, ProjectState.WITHDRAWN)


@rule
def answers_for_a_body(actor: Actor | None, subject: object) -> bool:
    """Responsible for it, or in charge of steering there."""
    return actor is not None and actor.affiliation_id is not None and actor.role in ANSWERING


@rule
def is_a_candidate(actor: Actor, call: Call | None) -> bool:
    """A body answers no call of its own."""
    return call is not None and call.organisation_id != actor.organisation_id


@rule
def is_of_the_carrier(actor: Actor, project: Project) -> bool:
    return project.carrier_id == actor.organisation_id


@rule
def is_aboard(actor: Actor, project: Project) -> bool:
    """Of a member that was invited, and has neither refused nor been replaced."""
    aboard = Member.objects.filter(project_id=project.pk, state__in=ABOARD)
    return aboard.filter(organisation_id=actor.organisation_id).exists()


@rule
def receives_it(actor: Actor, project: Project) -> bool:
    """Of the body that called, for a project that was filed there."""
    if project.state not in SHOWN_TO_THE_STATE or not answers_for_the_state.holds(actor, None):
        return False
    if project.call.organisation_id != actor.organisation_id:
        return False
    return Filing.objects.filter(project_id=project.pk).exists()


@rule
def is_of_the_member(actor: Actor, member: Member) -> bool:
    own = member.organisation_id is not None and member.organisation_id == actor.organisation_id
    return own and (member.state in ABOARD or member.project.carrier_id == actor.organisation_id)


@rule
def writes_for_the_absent(actor: Actor, member: Member) -> bool:
    """The carrier, for a body that the directory does not know."""
    absent = member.organisation_id is None and member.state in COUNTED
    return absent and member.project.carrier_id == actor.organisation_id


OPEN_PROJECT = Permission(
    "project.open",
    answers_for_a_body & is_a_candidate,
    _("Un projet est commencé par les personnes responsables ou chargées du pilotage."),
)
READ_PROJECT = Permission(
    "project.read",
    (answers_for_a_body & (is_of_the_carrier | is_aboard)) | receives_it,
    _("Un projet se lit dans son groupement, et par l’État une fois déposé."),
)
WRITE_PROJECT = Permission(
    "project.write",
    answers_for_a_body & is_of_the_carrier,
    _("Le porteur du projet coordonne cette partie."),
)
INVITE_PROJECT_MEMBER = Permission(
    "project_member.invite",
    answers_for_a_body & is_of_the_carrier,
    _("Les membres du groupement sont invités par le porteur."),
)
ANSWER_PROJECT_INVITATION = Permission(
    "project_invitation.answer",
    answers_for_a_body & (is_of_the_member | writes_for_the_absent),
    _("Chaque membre répond pour lui-même."),
)
REPLACE_MEMBER = Permission(
    "project_member.replace",
    answers_for_a_body & is_of_the_carrier,
    _("Un membre est remplacé par le porteur."),
)
WRITE_PART = Permission(
    "project_part.write",
    answers_for_a_body & (is_of_the_member | writes_for_the_absent),
    _("Chaque membre écrit sa partie."),
)
COMMENT_FIELD = Permission(
    "project_field.comment",
    answers_for_a_body & (is_of_the_carrier | is_aboard),
    _("Les commentaires sont écrits et réglés dans le groupement."),
)
SETTLE_COMMENT = Permission(
    "project_comment.settle",
    answers_for_a_body & (is_of_the_carrier | is_aboard),
    _("Les commentaires sont écrits et réglés dans le groupement."),
)
FILE_PROJECT = Permission(
    "project.file",
    answers_for_a_body & is_of_the_carrier,
    _("Le projet est déposé par le porteur."),
)
RESUME_PROJECT = Permission(
    "project.resume",
    answers_for_a_body & is_of_the_carrier,
    _("Le projet est repris par le porteur."),
)
WITHDRAW_PROJECT = Permission(
    "project.withdraw",
    answers_for_a_body & is_of_the_carrier,
    _("Le projet est retiré par le porteur."),
)
