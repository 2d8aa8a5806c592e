"""Who prepares, answers, signs and ends an agreement. The whole answer is in this file.

The body that called prepares it; the carrier reads, answers and signs first; who is responsible for
the body that called signs last. The members of the consortium read. Nobody else sees any of it.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.appraisal.models import Decision, Outcome
from jalon.calls.rules import answers_for_the_state
from jalon.grants.models import Agreement
from jalon.projects.models import Project
from jalon.projects.rules import (
    answers_for_a_body,
    is_aboard,
    is_of_the_carrier,
    receives_it,
)

OF_THE_STATE: Final = _("Une convention est préparée par l’organisme qui a publié l’appel.")
OF_THE_CARRIER: Final = _("Le porteur répond, par une personne responsable ou chargée du pilotage.")


@rule
def is_selected(actor: Actor, project: Project) -> bool:
    """It was selected, and everybody knows it."""
    known = Decision.objects.filter(project_id=project.pk, announcement__isnull=False)
    return known.filter(outcome=Outcome.SELECTED).exists()


@rule
def received_its_project(actor: Actor, agreement: Agreement) -> bool:
    return receives_it.holds(actor, agreement.project)


@rule
def carries_its_project(actor: Actor, agreement: Agreement) -> bool:
    return is_of_the_carrier.holds(actor, agreement.project)


@rule
def is_in_its_consortium(actor: Actor, agreement: Agreement) -> bool:
    return is_aboard.holds(actor, agreement.project)


@rule
def was_sent(actor: Actor, agreement: Agreement) -> bool:
    """Before, it is a draft of the State alone."""
    return agreement.sent_at is not None


@rule
def is_responsible(actor: Actor, agreement: Agreement) -> bool:
    """The authority that signs."""
    return actor.is_a(AffiliationRole.MANAGER)


DRAFT_AGREEMENT = Permission("agreement.draft", receives_it & is_selected, OF_THE_STATE)
READ_AGREEMENT = Permission(
    "agreement.read",
    received_its_project
    | (answers_for_a_body & was_sent & (carries_its_project | is_in_its_consortium)),
    _("Une convention se lit dans le groupement du projet, et par l’organisme qui a publié."),
)
WRITE_AGREEMENT = Permission("agreement.write", received_its_project, OF_THE_STATE)
ANSWER_AGREEMENT = Permission(
    "agreement.answer", answers_for_a_body & was_sent & carries_its_project, OF_THE_CARRIER
)
SIGN_AGREEMENT = Permission(
    "agreement.sign",
    is_responsible & (received_its_project | (was_sent & carries_its_project)),
    _("Une convention est signée par une personne responsable, du porteur puis de l’État."),
)
END_AGREEMENT = Permission(
    "agreement.end",
    is_responsible & received_its_project,
    _("Une convention est résiliée par une personne responsable de l’organisme qui a publié."),
)


def keeps_agreements(actor: Actor) -> bool:
    """Whether the menu leads to the desk: whoever answers for a body of the State."""
    return answers_for_the_state.holds(actor, None)
