"""Who wrote what in a version, from its facts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation
from jalon.journal.models import Entry
from jalon.strategies.models import Strategy
from jalon.strategies.queries.spoken import label_of

MOST = 200


@dataclass(frozen=True)
class Told:
    at: datetime
    who: str
    what: str


def told(version: Strategy) -> list[Told]:
    """The last facts of a version, the latest first: three statements whatever their number."""
    facts = list(Entry.objects.filter(stream=f"strategy/{version.pk}").order_by("-position")[:MOST])
    hats = Affiliation.objects.select_related("user", "organisation").in_bulk(
        {one.affiliation_id for one in facts if one.affiliation_id}
    )
    labels = dict(version.steps.values_list("code", "label"))
    return [
        Told(one.at, _who(hats.get(one.affiliation_id or 0)), _what(one, labels)) for one in facts
    ]


def _who(hat: Affiliation | None) -> str:
    return f"{hat.user.name}, {hat.organisation}" if hat else _("la plateforme")


def _what(fact: Entry, labels: dict[str, str]) -> str:
    code = fact.payload.get("step", "")
    words = {"step": labels.get(code, code), "what": ""}
    if fact.kind == "strategy_step.revised":
        words["what"] = ", ".join(label_of(name) for name in fact.payload["fields"])
    sentences = {
        "strategy.drafted": _("Version commencée"),
        "strategy_step.revised": _("« %(step)s » changée : %(what)s"),
        "strategy_step.added": _("« %(step)s » ajoutée"),
        "strategy_step.removed": _("« %(step)s » retirée"),
        "means.declared": _("Moyens de « %(step)s » changés"),
        "strategy.proposed": _("Version proposée"),
        "strategy.withdrawn": _("Proposition retirée"),
        "strategy.adopted": _("Version adoptée"),
    }
    return sentences.get(fact.kind, fact.kind) % words
