"""Who reads, writes and publishes a call. The whole answer is in this file.

The State calls: a préfecture, a DDETS, the commissioner. What is published is read by everybody,
without an account; what is being written, by the body that writes it.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.calls.models import Call
from jalon.calls.states import KNOWN_TO_ALL

STATE: Final = frozenset(
    {
        OrganisationKind.PREFECTURE_REGION,
        OrganisationKind.PREFECTURE,
        OrganisationKind.POVERTY_COMMISSIONER,
        OrganisationKind.DDETS,
    }
)
ANSWERING: Final = frozenset({AffiliationRole.MANAGER, AffiliationRole.STEERING})


@rule
def is_known_to_all(actor: Actor | None, call: Call) -> bool:
    return call.state in KNOWN_TO_ALL


@rule
def is_of_one_s_body(actor: Actor | None, call: Call | None) -> bool:
    """A call that does not exist yet is of whoever begins it."""
    if actor is None or actor.affiliation_id is None:
        return False
    return call is None or call.organisation_id == actor.organisation_id


@rule
def answers_for_the_state(actor: Actor | None, call: Call | None) -> bool:
    """Responsible for a body of the State, or in charge of steering there."""
    if actor is None or actor.affiliation_id is None:
        return False
    return actor.organisation_kind in STATE and actor.role in ANSWERING


@rule
def is_another_body(actor: Actor | None, call: Call) -> bool:
    """Whoever acts for a body may be a candidate, but for the one that publishes."""
    if actor is None or actor.affiliation_id is None:
        return False
    return actor.organisation_id != call.organisation_id


READ_CALL = Permission(
    "call.read",
    is_known_to_all | (is_of_one_s_body & answers_for_the_state),
    _("Un appel en préparation se lit dans l'organisme de l'État qui l'écrit."),
)
WRITE_CALL = Permission(
    "call.write",
    is_of_one_s_body & answers_for_the_state,
    _(
        "Un appel s'écrit par les personnes responsables ou chargées du pilotage, dans l'organisme"
        " de l'État qui le publie."
    ),
)
PUBLISH_CALL = Permission(
    "call.publish",
    is_of_one_s_body & answers_for_the_state,
    _(
        "Un appel est publié par les personnes responsables ou chargées du pilotage, dans"
        " l'organisme de l'État qui l'a écrit."
    ),
)
CANCEL_CALL = Permission(
    "call.cancel",
    is_of_one_s_body & answers_for_the_state,
    _("Un appel est annulé par l'organisme de l'État qui l'a publié."),
)
ASK_QUESTION = Permission(
    "question.ask",
    is_known_to_all & is_another_body,
    _("Une question se pose au nom d'un organisme qui n'est pas celui qui publie l'appel."),
)
ANSWER_QUESTION = Permission(
    "question.answer",
    is_of_one_s_body & answers_for_the_state,
    _("Les réponses sont publiées par l'organisme de l'État qui publie l'appel."),
)
