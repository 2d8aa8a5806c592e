"""The states of a letter: one table of moves, and which of them still count."""

from typing import Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refused
from jalon.kernel.moves import follow


class LetterState(models.TextChoices):
    WAITING = "waiting", _("attend la signature")
    SIGNED = "signed", _("signée")
    REFUSED = "refused", _("refusée")
    LAPSED = "lapsed", _("délai passé")
    VOID = "void", _("sans effet")


LETTER_MOVES: Final[dict[LetterState, dict[str, LetterState]]] = {
    LetterState.WAITING: {
        "sign": LetterState.SIGNED,
        "refuse": LetterState.REFUSED,
        "delegate": LetterState.WAITING,
        "remind": LetterState.WAITING,
        "lapse": LetterState.LAPSED,
        "void": LetterState.VOID,
    },
    LetterState.SIGNED: {"void": LetterState.VOID},
    LetterState.REFUSED: {},
    LetterState.LAPSED: {},
    LetterState.VOID: {},
}
# A member has one such letter at most; what its link still shows.
LIVE: Final = (LetterState.WAITING, LetterState.SIGNED)
SHOWN: Final = (*LIVE, LetterState.REFUSED)


class LetterSettled(Refused):
    """The state of the letter does not allow this move."""


def after(state: str, move: str) -> LetterState:
    """Where this move leads a letter. Raises LetterSettled."""
    refusal = _t("Cette lettre est dans l’état « %(state)s » : ce n’est plus possible.")
    return follow(LETTER_MOVES, LetterState(state), move, LetterSettled, refusal)
