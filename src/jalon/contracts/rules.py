"""Who may promise, compose, accept and sign. What may be read and written comes from the matrix."""

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.levels import WRITING, Level
from jalon.access.policy.rights import outlines_contracts
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.contracts.models import Commitment, EngagementContract
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import is_referent, links, rights, works_with_people

K = Block.CONTRACT


def owns_side(actor: Actor | PersonActor, commitment: Commitment) -> bool:
    """Whether the actor stands on the side that bears it."""
    if isinstance(actor, PersonActor):
        return commitment.organisation_id is None
    return commitment.organisation_id == actor.organisation_id


def sees_outline(actor: Actor, dossier: Dossier) -> bool:
    """Whether the matrix gives the kind and the dates of contracts, and not what they say."""
    if dossier.archived_at is not None:
        return False
    tied, matrix = links(actor, [dossier.pk])[dossier.pk], matrix_in_force(actor.today)
    return outlines_contracts(matrix, actor.organisation_kind, actor.role, tied)


def level_of(actor: Actor | PersonActor, dossier: Dossier) -> Level | None:
    """How far the matrix opens the contracts and promises of a dossier to this actor."""
    return rights(actor, dossier).levels.get(K)


def writing_level(actor: Actor | PersonActor, dossier: Dossier) -> Level | None:
    """The same, for what changes something: none for who only reads, none where it is limited."""
    allowed = rights(actor, dossier)
    return allowed.levels.get(K) if allowed.writes(K) else None


def may_read(actor: Actor | PersonActor, commitment: Commitment, level: Level | None) -> bool:
    """All of them; or, for who reads what their own body wrote, those it bears or proposed."""
    if level is Level.OWN:
        return actor.organisation_id in {commitment.organisation_id, commitment.proposed_for_id}
    return level is not None


def may_accept(actor: Actor | PersonActor, commitment: Commitment, level: Level | None) -> bool:
    """Nothing binds whom it was not asked of: the bearer says yes to what another proposed;
    to what the bearer proposed, the other side does.
    """
    if level not in WRITING:
        return False
    if isinstance(actor, PersonActor):
        return commitment.proposed_for_id is not None and (
            commitment.organisation_id in {None, commitment.proposed_for_id}
        )
    if commitment.organisation_id is None:
        return commitment.proposed_for_id is None
    is_own_proposal = commitment.proposed_for_id == actor.organisation_id
    return owns_side(actor, commitment) and not is_own_proposal


def may_settle(actor: Actor | PersonActor, commitment: Commitment, level: Level | None) -> bool:
    """Each side says what became of a promise; of others' promises, who follows the whole."""
    if not may_read(actor, commitment, level):
        return False
    return owns_side(actor, commitment) or level is Level.WRITE


def may_withdraw(actor: Actor | PersonActor, commitment: Commitment, level: Level | None) -> bool:
    """Who proposed takes it back; who was asked refuses it."""
    if not may_read(actor, commitment, level):
        return False
    return commitment.proposed_for_id == actor.organisation_id or owns_side(actor, commitment)


def reads_commitment(actor: Actor | PersonActor, commitment: Commitment) -> bool:
    return may_read(actor, commitment, level_of(actor, commitment.dossier))


def reads_contracts(actor: Actor | PersonActor, dossier: Dossier) -> bool:
    """What the contracts of a dossier say; their outline has a rule of its own."""
    level = level_of(actor, dossier)
    return level is not None and level is not Level.OWN


def reads_contract(actor: Actor | PersonActor, contract: EngagementContract) -> bool:
    return reads_contracts(actor, contract.dossier)


def _writes_whole(actor: Actor | PersonActor, dossier: Dossier) -> bool:
    return writing_level(actor, dossier) is Level.WRITE


@rule
def writes_commitments(actor: Actor | PersonActor, dossier: Dossier) -> bool:
    return rights(actor, dossier).writes(K)


@rule
def is_the_other_side(actor: Actor | PersonActor, commitment: Commitment) -> bool:
    return may_accept(actor, commitment, writing_level(actor, commitment.dossier))


@rule
def takes_part(actor: Actor | PersonActor, commitment: Commitment) -> bool:
    return may_settle(actor, commitment, writing_level(actor, commitment.dossier))


@rule
def proposed_it(actor: Actor | PersonActor, commitment: Commitment) -> bool:
    return may_withdraw(actor, commitment, writing_level(actor, commitment.dossier))


@rule
def composes_in(actor: Actor, dossier: Dossier) -> bool:
    return _writes_whole(actor, dossier)


@rule
def composes(actor: Actor, contract: EngagementContract) -> bool:
    return _writes_whole(actor, contract.dossier)


@rule
def is_referent_of_it(actor: Actor, contract: EngagementContract) -> bool:
    return is_referent.holds(actor, contract.dossier)


PROPOSE_COMMITMENT = Permission(
    "commitment.propose",
    writes_commitments,
    _("Votre rôle auprès de cette personne ne permet pas de proposer un engagement."),
)
ACCEPT_COMMITMENT = Permission(
    "commitment.accept",
    is_the_other_side,
    _("Un engagement est accepté par la personne ou par l’organisme à qui on le demande."),
)
SETTLE_COMMITMENT = Permission(
    "commitment.settle",
    takes_part,
    _("Seules les deux parties disent ce qu’un engagement est devenu."),
)
WITHDRAW_COMMITMENT = Permission(
    "commitment.withdraw",
    proposed_it,
    _("Un engagement est retiré par qui l’a proposé, ou refusé par qui devait le tenir."),
)
DRAFT_CONTRACT = Permission(
    "contract.draft",
    works_with_people & composes_in,
    _("Votre rôle auprès de cette personne ne permet pas de préparer un contrat."),
)
RECORD_CONTRACT = Permission(
    "contract.record",
    works_with_people & composes_in,
    _("Votre rôle auprès de cette personne ne permet pas d’enregistrer un contrat."),
)
REVISE_CONTRACT = Permission(
    "contract.revise",
    works_with_people & composes,
    _("Votre rôle auprès de cette personne ne permet pas de modifier ce contrat."),
)
OFFER_CONTRACT = Permission(
    "contract.offer",
    works_with_people & composes,
    _("Votre rôle auprès de cette personne ne permet pas de proposer ce contrat."),
)
SEND_CODE = Permission(
    "code.send", composes, _("Ce code est demandé par la personne ou par qui l’accompagne.")
)
ACCEPT_CONTRACT = Permission(
    "contract.accept",
    composes,
    _("L’accord est donné par la personne, ou recueilli par qui l’accompagne."),
)
REFUSE_CONTRACT = Permission(
    "contract.refuse",
    composes,
    _("Le refus est dit par la personne, ou noté par qui l’accompagne."),
)
SIGN_CONTRACT = Permission(
    "contract.sign",
    works_with_people & is_referent_of_it,
    _("Seul le référent ou la référente signe pour son organisme."),
)
REVIEW_CONTRACT = Permission(
    "contract.review",
    works_with_people & composes,
    _("Votre rôle auprès de cette personne ne permet pas de revoir ce contrat."),
)
END_CONTRACT = Permission(
    "contract.end",
    works_with_people & is_referent_of_it,
    _("Seul le référent ou la référente met fin à un contrat."),
)
