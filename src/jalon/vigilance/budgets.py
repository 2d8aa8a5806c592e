"""How many distinct people an account may be shown before something is done: dated parameters.

The figures are those of an adviser who is the référent of sixty people and follows a hundred more
with others; a profile (role and kind of organisation) takes a part of them, a new account a half.
"""

from dataclasses import dataclass
from typing import Final

from jalon.accounts.actor import Actor, is_newcomer
from jalon.accounts.kinds import Competence
from jalon.accounts.models import AffiliationRole
from jalon.parameters.queries import integer
from jalon.vigilance.models import Measure, Period

# In the order in which the statement of `counting` counts them.
COUNTED: Final = tuple(
    (measure, period) for measure in Measure if measure != Measure.REFUSED for period in Period
)


@dataclass(frozen=True)
class Budget:
    """`limits` follows COUNTED; beyond, slow; beyond `doubt` percent, a factor; then `stop`."""

    limits: tuple[int, ...]
    doubt: int
    stop: int
    slow_seconds: int
    vouched_minutes: int
    new_link_days: int


def profile(actor: Actor) -> str:
    """What kind of work this hat does, in four words."""
    if actor.role == AffiliationRole.ORIENTATION_OFFICER:
        return "orienting"
    if actor.role == AffiliationRole.MANAGER:
        return "managing"
    return "advising" if Competence.LEAD in actor.competences else "partner"


def budget_of(actor: Actor) -> Budget:
    """The budget of this hat today. No statement: the parameters are kept in memory."""

    def figure(key: str) -> int:
        return integer(f"vigilance.{key}", on=actor.today)

    percent = figure(f"{profile(actor)}_percent")
    if is_newcomer(actor):
        percent = percent * figure("newcomer_percent") // 100
    limits = [max(1, figure(f"{one}_{period}") * percent // 100) for one, period in COUNTED]
    # Whatever the profile and whatever was decided, nobody is shown more than that in a week.
    most = COUNTED.index((Measure.SEEN, Period.WEEK))
    limits[most] = min(limits[most], figure("most_in_a_week") * 100 // figure("stop_percent"))
    return Budget(
        limits=tuple(limits),
        doubt=figure("doubt_percent"),
        stop=figure("stop_percent"),
        slow_seconds=figure("slow_seconds"),
        vouched_minutes=figure("vouched_minutes"),
        new_link_days=figure("new_link_days"),
    )
