"""Who asks, who answers, who opens the register. The whole answer is in this file."""

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.rules import is_the_person, protects_its_data
from jalon.protection.models import DataRequest, RequestKind


@rule
def asked_it(actor: Actor | PersonActor, request: DataRequest) -> bool:
    return isinstance(actor, PersonActor) and request.dossier.person_id == actor.person_id


@rule
def is_in_charge(actor: Actor | PersonActor, request: DataRequest) -> bool:
    """The officer who protects the data of the dossier, whoever its référent is by now."""
    if isinstance(actor, PersonActor) or actor.role != AffiliationRole.DATA_PROTECTION:
        return False
    return protects_its_data.holds(actor, request.dossier)


@rule
def answers_for_the_reader(actor: Actor | PersonActor, request: DataRequest) -> bool:
    """Asked why somebody read, whoever is responsible for their organisation answers, once it is
    known that the person asks.
    """
    return (
        isinstance(actor, Actor)
        and actor.role == AffiliationRole.MANAGER
        and request.kind == RequestKind.EXPLANATION
        and request.organisation_id == actor.organisation_id
        and not request.awaits_proof
    )


@rule
def did_not_read_it(actor: Actor | PersonActor, request: DataRequest) -> bool:
    """Nobody answers for themselves."""
    return request.reader is None or request.reader.user_id != actor.user_id


@rule
def is_an_officer(actor: Actor | PersonActor, subject: object) -> bool:
    return actor.role == AffiliationRole.DATA_PROTECTION


@rule
def is_responsible(actor: Actor | PersonActor, subject: object) -> bool:
    return actor.role == AffiliationRole.MANAGER


SIT_AT_DESK = Permission(
    "desk.sit",
    is_an_officer,
    _("Cette page est celle des personnes chargées de protéger les données."),
)
RECEIVE_QUESTIONS = Permission(
    "questions.receive",
    is_responsible,
    _("Cette page est celle des responsables d’organisme."),
)
FILE_REQUEST = Permission(
    "request.file", is_the_person, _("Une demande se fait par la personne, dans son espace.")
)
ENTER_REQUEST = Permission(
    "request.enter",
    protects_its_data,
    _("Seule la personne chargée de protéger ces données y inscrit une demande."),
)
WITHDRAW_REQUEST = Permission(
    "request.withdraw", asked_it, _("Seule la personne qui l’a faite retire sa demande.")
)
NOT_IN_CHARGE = _("Seule la personne chargée de protéger ces données répond à cette demande.")
EXTEND_REQUEST = Permission("request.extend", is_in_charge, NOT_IN_CHARGE)
PROVE_IDENTITY = Permission("request.prove_identity", is_in_charge, NOT_IN_CHARGE)
ACCEPT_REQUEST = Permission("request.accept", is_in_charge, NOT_IN_CHARGE)
REFUSE_REQUEST = Permission("request.refuse", is_in_charge, NOT_IN_CHARGE)
ANSWER_REQUEST = Permission(
    "request.answer",
    (is_in_charge | answers_for_the_reader) & did_not_read_it,
    _("Répond à cette question une personne responsable de l’organisme, qui n’a pas lu elle-même."),
)
OPEN_REGISTER = Permission(
    "register.open",
    protects_its_data,
    _("Seule la personne chargée de protéger ces données ouvre le registre des lectures."),
)
