"""Who appraises, reads, answers and decides. The whole answer is in this file.

The body that called appraises what it received. A reader marks the projects entrusted to them, and
a body that is asked answers in its own name: neither sees anything else of the appraisal.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.appraisal.models import Opinion, Review
from jalon.appraisal.states import UNFINISHED
from jalon.calls.models import Call
from jalon.calls.rules import STATE, answers_for_the_state, is_of_one_s_body
from jalon.projects.models import Project
from jalon.projects.rules import ANSWERING, answers_for_a_body, is_of_the_carrier, receives_it

# Bodies that may be invited to read, or asked for their opinion, beside those of the State.
INVITED: Final = frozenset(
    {
        OrganisationKind.REGION,
        OrganisationKind.ARS,
        OrganisationKind.ACADEMIE,
        OrganisationKind.CAF,
        OrganisationKind.MSA,
        OrganisationKind.CPAM,
        OrganisationKind.DEPARTEMENT,
        OrganisationKind.JUSTICE,
    }
)
ASKED: Final = STATE | INVITED


@rule
def appraises(actor: Actor, project: Project) -> bool:
    """Of the body that called and received it."""
    return receives_it.holds(actor, project)


@rule
def is_the_reader(actor: Actor, review: Review) -> bool:
    return review.reviewer_id == actor.affiliation_id


@rule
def is_of_the_body_asked(actor: Actor, opinion: Opinion) -> bool:
    return opinion.organisation_id == actor.organisation_id


@rule
def is_responsible(actor: Actor, call: Call) -> bool:
    """The authority that signs: responsible for the body that called, not in charge of steering."""
    return actor.is_a(AffiliationRole.MANAGER)


@rule
def has_nothing_left_to_read(actor: Actor, call: Call) -> bool:
    """Whoever still reads a project of this call is influenced by no ranking. Users, not hats."""
    unfinished = Review.objects.filter(
        project__call_id=call.pk, reviewer__user_id=actor.user_id, state__in=UNFINISHED
    )
    return not unfinished.exists()


@rule
def is_of_the_caller(actor: Actor, project: Project) -> bool:
    return project.call.organisation_id == actor.organisation_id


APPRAISE = Permission(
    "project.appraise",
    appraises,
    _("Un projet est instruit par l’organisme de l’État qui a publié l’appel."),
)
APPRAISE_CALL = Permission(
    "call.appraise",
    is_of_one_s_body & answers_for_the_state,
    _("Les projets d’un appel sont instruits par l’organisme de l’État qui l’a publié."),
)
REVIEW = Permission(
    "project.review",
    is_the_reader,
    _("Une lecture est faite par la personne à qui elle est confiée."),
)
ANSWER_OPINION = Permission(
    "opinion.answer",
    answers_for_a_body & is_of_the_body_asked,
    _("Un avis est rendu par les personnes responsables ou chargées du pilotage de l’organisme."),
)
DECIDE_PROJECT = Permission(
    "project.decide",
    appraises & is_of_the_caller & is_responsible,
    _("La décision est prise par une personne responsable de l’organisme qui a publié l’appel."),
)
READ_RESULT_LETTER = Permission(
    "result_letter.read",
    (answers_for_a_body & is_of_the_carrier) | appraises,
    _("La lettre est lue par le porteur du projet, et par l’organisme qui a publié l’appel."),
)
PLAN_ANNOUNCEMENT = Permission(
    "announcement.plan",
    is_of_one_s_body & answers_for_the_state,
    _("La date de l’annonce est dite par l’organisme de l’État qui a publié l’appel."),
)
ANNOUNCE_RESULTS = Permission(
    "results.announce",
    is_of_one_s_body & answers_for_the_state & is_responsible,
    _("Les résultats sont annoncés par une personne responsable de l’organisme qui a publié."),
)

ARBITRATE = Permission(
    "call.arbitrate",
    is_of_one_s_body & answers_for_the_state & has_nothing_left_to_read,
    _(
        "Les scénarios sont ouverts à l’organisme de l’État qui a publié l’appel, et à ceux qui "
        "n’ont plus de projet à y lire : le classement ne doit influencer aucune lecture."
    ),
)
TAKE_OVER_SCENARIO = Permission(
    "scenario.take_over",
    is_of_one_s_body & answers_for_the_state & is_responsible & has_nothing_left_to_read,
    _("La décision est prise par une personne responsable de l’organisme qui a publié l’appel."),
)


def takes_part(actor: Actor) -> bool:
    """Whether the menu leads there: whoever may appraise, read or answer."""
    return actor.role in ANSWERING and actor.organisation_kind in ASKED
