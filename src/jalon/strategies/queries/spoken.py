"""A step in words: what it promises, to whom, from when, and who brings what."""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from jalon.accounts.kinds import OrganisationKind
from jalon.strategies.milestones import Circumstance, Milestone, Suspension, Track
from jalon.strategies.models import MeansKind, Responsible, StrategyMeans, StrategyStep
from jalon.ui.words import number

VOCABULARIES: dict[str, type[TextChoices]] = {
    "restarts_with": Milestone,
    "longer_when": Circumstance,
    "tracks": Track,
    "suspended_by": Suspension,
    "responsible_kinds": OrganisationKind,
}


def spoken(step: StrategyStep, field: str) -> str:
    """The value of a field as it is read aloud; « — » for nothing."""
    if field == "delay":
        return str(step.promised)
    if field == "longer_delay":
        return _longer(step)
    if field == "repeats":
        return _("oui") if step.repeats else _("non")
    if field == "target_percent":
        return f"{step.target_percent}\N{NO-BREAK SPACE}%" if step.target_percent else "—"
    if field in VOCABULARIES:
        return listed(getattr(step, field), VOCABULARIES[field]) or "—"
    display = getattr(step, f"get_{field}_display", None)
    return str(display() if display else getattr(step, field)) or "—"


def label_of(field: str) -> str:
    """How the field is called on the pages."""
    labels = {one.name: one.verbose_name for one in StrategyStep._meta.fields}
    return str(labels[field])


def listed(codes: Iterable[str], vocabulary: type[TextChoices]) -> str:
    """« santé, logement »: the words of several codes."""
    return ", ".join(str(vocabulary(code).label) for code in codes)


def borne_by(step: StrategyStep) -> str:
    """« l'organisme référent (mission locale, Cap emploi) »."""
    who = str(Responsible(step.responsible).label)
    kinds = listed(step.responsible_kinds, OrganisationKind)
    return f"{who} ({kinds})" if kinds else who


def brought(means: StrategyMeans) -> str:
    """« 2,5 équivalents temps plein »."""
    return f"{number(means.amount)} {MeansKind(means.kind).label}"


def _longer(step: StrategyStep) -> str:
    if step.longer is None:
        return "—"
    words: dict[str, Any] = {
        "delay": step.longer, "when": listed(step.longer_when, Circumstance)
    }  # fmt: skip
    return _("%(delay)s en cas de : %(when)s") % words
