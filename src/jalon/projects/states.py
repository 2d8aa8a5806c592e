"""The states of a project and of the engagement of a member: each machine is one table.

What becomes of a filed project (admissible, selected…) is not here: the room that appraises it
knows, and says it when it is announced.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refused
from jalon.kernel.moves import follow


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    FILED = "filed", _("déposé")
    WITHDRAWN = "withdrawn", _("retiré")


class MemberState(models.TextChoices):
    FORESEEN = "foreseen", _("pressenti")
    INVITED = "invited", _("invité, sans réponse")
    ACCEPTED = "accepted", _("a accepté")
    SIGNED = "signed", _("lettre signée")
    REFUSED = "refused", _("a refusé")
    EXPIRED = "expired", _("invitation expirée")
    REPLACED = "replaced", _("remplacé")


# From a state, the moves that it allows and where each leads.
PROJECT_MOVES: Final[dict[ProjectState, dict[str, ProjectState]]] = {
    ProjectState.DRAFT: {
        "write": ProjectState.DRAFT,
        "file": ProjectState.FILED,
        "withdraw": ProjectState.WITHDRAWN,
    },
    ProjectState.FILED: {"resume": ProjectState.DRAFT, "withdraw": ProjectState.WITHDRAWN},
    ProjectState.WITHDRAWN: {},
}
MEMBER_MOVES: Final[dict[MemberState, dict[str, MemberState]]] = {
    MemberState.FORESEEN: {
        "invite": MemberState.INVITED,
        "accept": MemberState.ACCEPTED,
        "replace": MemberState.REPLACED,
    },
    MemberState.INVITED: {
        "invite": MemberState.INVITED,
        "accept": MemberState.ACCEPTED,
        "refuse": MemberState.REFUSED,
        "expire": MemberState.EXPIRED,
        "replace": MemberState.REPLACED,
    },
    MemberState.ACCEPTED: {
        "sign": MemberState.SIGNED,
        "refuse": MemberState.REFUSED,
        "replace": MemberState.REPLACED,
    },
    MemberState.SIGNED: {"change": MemberState.ACCEPTED, "replace": MemberState.REPLACED},
    MemberState.REFUSED: {"invite": MemberState.INVITED, "replace": MemberState.REPLACED},
    MemberState.EXPIRED: {"invite": MemberState.INVITED, "replace": MemberState.REPLACED},
    MemberState.REPLACED: {},
}
# Who reads and writes the project with the others; whom the project counts as its own.
ABOARD: Final = (MemberState.INVITED, MemberState.ACCEPTED, MemberState.SIGNED)
COUNTED: Final = (MemberState.FORESEEN, *ABOARD)
COMMITTED: Final = (MemberState.ACCEPTED, MemberState.SIGNED)


class NotFromThisState(Refused):
    """The state of the project, or of the member, does not allow this move."""


def after(state: str, move: str) -> ProjectState:
    """Where this move leads a project. Raises NotFromThisState."""
    refusal = _t("Ce projet est dans l’état « %(state)s » : ce n’est plus possible.")
    return follow(PROJECT_MOVES, ProjectState(state), move, NotFromThisState, refusal)


def member_after(state: str, move: str) -> MemberState:
    """Where this move leads the engagement of a member. Raises NotFromThisState."""
    refusal = _t("Ce membre est dans l’état « %(state)s » : ce n’est plus possible.")
    return follow(MEMBER_MOVES, MemberState(state), move, NotFromThisState, refusal)
