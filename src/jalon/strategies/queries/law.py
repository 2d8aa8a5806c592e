"""What the law asks of every strategy: its steps, from where to where, and no longer delay."""

from datetime import date

from django.utils.translation import gettext as _

from jalon.kernel.errors import Refused
from jalon.strategies.delays import Delay, legal_delay, legal_text
from jalon.strategies.models import Strategy, StrategyStep
from jalon.strategies.queries.in_force import strategy_in_force

# What a legal delay runs from, to and for: were it changed, the delay would be another.
FIXED_BY_LAW = (
    "starts_with", "ends_with", "restarts_with", "repeats", "tracks", "suspended_by",
    "longer_when", "legal_key", "longer_legal_key",
)  # fmt: skip


class LongerThanTheLaw(Refused):
    """A territory promises as much as the law or better; it cannot take more time.

    `field`: which delay of the step, « delay » or « longer_delay ».
    """

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class LegalStepMissing(Refused):
    """A version drops or bends a step that the law asks for."""


def require_lawful(step: StrategyStep, *, on: date) -> None:
    """Raise LongerThanTheLaw when a delay of the step may exceed the law of that day."""
    if step.legal_key:
        _require_within(step, step.promised, step.legal_key, "delay", on)
    if step.longer and step.longer_legal_key:
        _require_within(step, step.longer, step.longer_legal_key, "longer_delay", on)


def require_complete(strategy: Strategy, *, on: date) -> None:
    """Raise LegalStepMissing or LongerThanTheLaw unless the version keeps the law of that day."""
    law = strategy_in_force(None, on)
    own = {step.code: step for step in strategy.steps.all()}
    for legal in (step for step in law.ordered_steps if step.legal_key) if law else ():
        step = own.get(legal.code)
        if step is None or any(getattr(step, f) != getattr(legal, f) for f in FIXED_BY_LAW):
            raise LegalStepMissing(
                _(
                    "La loi demande l’étape « %(step)s » (%(text)s) : cette version ne la reprend"
                    " pas telle quelle. Recommencez-la depuis la stratégie nationale."
                )
                % {"step": legal.label, "text": legal_text(legal.legal_key, on=on)}
            )
        require_lawful(step, on=on)


def _require_within(step: StrategyStep, promised: Delay, key: str, field: str, on: date) -> None:
    law = legal_delay(key, on=on)
    if not promised.may_exceed(law):
        return
    words = {
        "step": step.label, "promised": promised, "law": law, "text": legal_text(key, on=on),
    }  # fmt: skip
    if promised.unit != law.unit and promised.shortest <= law.longest:
        sentence = _(
            "« %(step)s » : selon la date, %(promised)s, c’est plus que %(law)s, le délai de la loi"
            " (%(text)s). Promettez moins."
        )
    else:
        sentence = _(
            "« %(step)s » : vous promettez %(promised)s, et la loi donne %(law)s au plus"
            " (%(text)s). Promettez autant, ou moins."
        )
    raise LongerThanTheLaw(sentence % words, field)
