"""Who says what became of it, and who closes a dossier. The whole answer is in this file."""

from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.access.rules import Permission, rule
from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.dossiers.rules import is_not_archived, is_referent, works_with_people, writes
from jalon.outcomes.events import BLOCK_OF


@rule
def writes_employment(actor: Actor | PersonActor, dossier: Dossier) -> bool:
    return writes(actor, dossier, Block.EMPLOYMENT)


WRITE_OUTCOMES = Permission(
    "outcomes.write",
    is_not_archived & writes_employment,
    _("Votre rôle auprès de cette personne ne permet pas de dire ce qu’elle est devenue."),
)
CONFIRM_OUTCOME = Permission(
    "outcome.confirm",
    works_with_people & is_not_archived & writes_employment,
    _("Votre rôle auprès de cette personne ne permet pas de confirmer ce qu’elle a dit."),
)
CLOSE_DOSSIER = Permission(
    "dossier.close",
    works_with_people & is_not_archived & is_referent,
    _("Seul le référent ou la référente clôt un dossier."),
)
REOPEN_DOSSIER = Permission(
    "dossier.reopen",
    works_with_people & is_not_archived & is_referent,
    _("Seul le référent ou la référente rouvre un dossier."),
)
SAID_BY_THE_REFERENT = works_with_people & is_not_archived & is_referent
CONCLUDE_ASSESSMENT = Permission(
    "assessment.conclude",
    SAID_BY_THE_REFERENT,
    _("Seul le référent ou la référente dit que le diagnostic est établi."),
)
REOPEN_ASSESSMENT = Permission(
    "assessment.reopen",
    SAID_BY_THE_REFERENT,
    _("Seul le référent ou la référente reprend le diagnostic."),
)
SUSPEND_SUPPORT = Permission(
    "support.suspend",
    SAID_BY_THE_REFERENT,
    _("Seul le référent ou la référente suspend l’accompagnement."),
)
PROLONG_SUPPORT = Permission(
    "support.prolong",
    SAID_BY_THE_REFERENT,
    _("Seul le référent ou la référente prolonge une suspension."),
)
RESUME_SUPPORT = Permission(
    "support.resume",
    SAID_BY_THE_REFERENT,
    _("Seul le référent ou la référente reprend l’accompagnement."),
)
WITHDRAW_SUSPENSION = Permission(
    "suspension.withdraw",
    SAID_BY_THE_REFERENT,
    _("Seul le référent ou la référente retire cette suspension."),
)


def block_of(reason: str) -> Block:
    """Under which block a reason of suspension is known and written."""
    return Block(BLOCK_OF[reason])


def grounds_open_to(actor: Actor, dossier: Dossier) -> tuple[str, ...]:
    """The reasons that this actor may write: a stay in hospital is for who may write on health."""
    return tuple(
        ground for ground, block in BLOCK_OF.items() if writes(actor, dossier, Block(block))
    )
