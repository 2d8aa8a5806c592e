"""A version being written: taken for writing, one writer at a time."""

from django.utils.translation import gettext as _

from jalon.kernel.errors import Refused
from jalon.strategies.models import Strategy, StrategyStatus, StrategyStep

# What a version says of a step; its code and the version it belongs to never change.
WRITABLE = (
    "time", "position", "label", "starts_with", "ends_with", "restarts_with", "delay", "unit",
    "longer_delay", "longer_unit", "longer_when", "source", "tracks", "suspended_by", "repeats",
    "responsible", "responsible_kinds", "indicator", "target_percent",
)  # fmt: skip
COPIED = ("code", *WRITABLE, "legal_key", "longer_legal_key")


class NoLongerADraft(Refused):
    """What has been proposed is what is discussed: it is withdrawn first, then changed."""


class WrittenMeanwhile(Refused):
    """Somebody else has written the same step since it was read."""


def draft_to_write(strategy: Strategy) -> Strategy:
    """The version, locked until the end of the transaction. Raises NoLongerADraft."""
    locked = Strategy.objects.select_for_update().filter(pk=strategy.pk).first()
    if locked is None or locked.status != StrategyStatus.DRAFT:
        raise NoLongerADraft(
            _("Cette version n’est plus un brouillon. Retirez la proposition pour la changer.")
        )
    return locked


def require_unchanged(step: StrategyStep, revision: int) -> None:
    """Raise WrittenMeanwhile unless `revision` is the one that is in the database now."""
    if StrategyStep.objects.filter(pk=step.pk, revision=revision).exists():
        return
    raise WrittenMeanwhile(
        _(
            "Cette étape a été changée par quelqu’un d’autre pendant que vous l’écriviez. Voici ce"
            " qui est écrit maintenant et ce que vous proposez : choisissez, puis enregistrez."
        )
    )
