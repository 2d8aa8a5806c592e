"""What may be done to a goal or a step: the word of the address, the operation, what it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.accounts.actor import Actor, PersonActor
from jalon.plans import operations
from jalon.plans.models import Goal, Step
from jalon.wording.guard import Insistence

Row = Goal | Step
Someone = Actor | PersonActor
Typed = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """`of_goal`, `of_step`: the operations, if the word means something for each.

    `takes`: which typed values they want. `done`: what is said afterwards.
    """

    done: Any
    of_goal: Callable[..., Any] | None
    of_step: Callable[..., Any] | None
    takes: tuple[str, ...] = ()
    of_step_takes: tuple[str, ...] = ()
    is_oral: bool = False
    is_cautioned: bool = False

    def exists_for(self, row: Row) -> bool:
        return (self.of_step if isinstance(row, Step) else self.of_goal) is not None

    def make(
        self, row: Row, seen: int, typed: Typed, insistence: Insistence, *,
        by: Someone, at: datetime,
    ) -> None:  # fmt: skip
        is_step = isinstance(row, Step)
        operation = self.of_step if is_step else self.of_goal
        names = (*self.takes, *(self.of_step_takes if is_step else ()))
        values: Typed = {name: typed[name] for name in names if name in typed}
        if self.is_oral:
            values["is_oral"] = True
        if self.is_cautioned:
            values["insistence"] = insistence
        if operation is None:
            raise ValueError(f"{self.done} means nothing for a {type(row).__name__}")
        operation(**{"step" if is_step else "goal": row}, **values, seen=seen, by=by, at=at)


CHANGES: Final[dict[str, Change]] = {
    "accepter": Change(_("C’est accepté."), operations.accept_goal, operations.accept_step),
    "entretien": Change(
        _("L’accord donné en entretien est noté. La personne le verra et pourra revenir dessus."),
        operations.accept_goal, operations.accept_step, is_oral=True,
    ),
    "refuser": Change(
        _("C’est refusé."), operations.decline_goal, operations.decline_step,
        takes=("word",), is_cautioned=True,
    ),
    "commencer": Change(_("C’est commencé."), None, operations.start_step),
    "terminer": Change(
        _("C’est fait."), operations.reach_goal, operations.finish_step,
        takes=("word",), of_step_takes=("effect", "photo"), is_cautioned=True,
    ),
    "abandonner": Change(
        _("C’est abandonné."), operations.abandon_goal, operations.abandon_step,
        takes=("word",), is_cautioned=True,
    ),
    "reprendre": Change(_("C’est repris."), operations.reopen_goal, operations.reopen_step),
    "reformuler": Change(
        _("C’est proposé autrement."), operations.reword_goal, operations.reword_step,
        takes=("title",), of_step_takes=("organisation", "due_on"), is_cautioned=True,
    ),
}  # fmt: skip
# What the person alone does.
OWN_CHANGES: Final[dict[str, Change]] = {
    **{word: change for word, change in CHANGES.items() if word != "entretien"},
    "revenir": Change(
        _("Votre accord est retiré."), operations.disavow_goal, operations.disavow_step
    ),
}
