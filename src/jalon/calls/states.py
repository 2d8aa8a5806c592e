"""The states of a call, and the moves between them: the whole machine is this table.

It has two faces: what the State reads, and what everybody reads, which says nothing early.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refused
from jalon.kernel.moves import follow


class CallState(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PUBLISHED = "published", _("publié")
    CLOSED = "closed", _("clos, candidatures à instruire")
    CANCELLED = "cancelled", _("annulé")


@dataclass(frozen=True)
class Face:
    """What everybody reads of a state; None for what nobody else knows of."""

    public: Any


FACES: Final[dict[CallState, Face]] = {
    CallState.DRAFT: Face(None),
    CallState.PUBLISHED: Face(_("publié")),
    CallState.CLOSED: Face(_("clos")),
    CallState.CANCELLED: Face(_("annulé")),
}
# From a state, the moves that it allows and where each leads.
MOVES: Final[dict[CallState, dict[str, CallState]]] = {
    CallState.DRAFT: {"publish": CallState.PUBLISHED},
    CallState.PUBLISHED: {
        "amend": CallState.PUBLISHED,
        "close": CallState.CLOSED,
        "cancel": CallState.CANCELLED,
    },
    CallState.CLOSED: {"cancel": CallState.CANCELLED},
    CallState.CANCELLED: {},
}
KNOWN_TO_ALL: Final = tuple(state for state, face in FACES.items() if face.public)


class NotFromThisState(Refused):
    """The state of the call does not allow this move."""


def after(state: str, move: str) -> CallState:
    """Where this move leads. Raises NotFromThisState; ValueError names an unknown state."""
    refusal = _t("Cet appel est dans l'état « %(state)s » : ce n'est plus possible.")
    return follow(MOVES, CallState(state), move, NotFromThisState, refusal)


def diagram() -> str:
    """The machine as the documentation draws it (Mermaid)."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [
        f"    {state} --> {to}: {move}"
        for state, moves in MOVES.items()
        for move, to in moves.items()
    ]
    lines += [f"    {state} --> [*]" for state, moves in MOVES.items() if not moves]
    return "\n".join(lines)
