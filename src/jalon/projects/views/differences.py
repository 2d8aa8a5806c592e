"""What was filed before and what is filed now, part by part, in words that stand side by side."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from jalon.calls.eligibility.fields import Zoning
from jalon.calls.models import CallVersion
from jalon.calls.money import euros
from jalon.projects.models import Filing, Funder, Spending
from jalon.projects.queries.parts import FRAME, MEMBERS, MONEY, PAPERS, PERIMETER, STRATEGY, parts
from jalon.projects.views.promised import promises_of
from jalon.ui.dates import plain_day
from jalon.ui.words import listing

Content = Mapping[str, Any]
NOTHING: Final = "—"


@dataclass(frozen=True)
class Difference:
    """One part: its code, its name, what it said, what it says."""

    code: str
    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def differences(
    before: Content, after: Content, codes: Collection[str], version: CallVersion
) -> list[Difference]:
    """These parts, in the order of the page."""
    return [
        Difference(code, label, _said(code, before), _said(code, after))
        for code, label in parts(version).items()
        if code in codes
    ]


def changes_of(filing: Filing, codes: Collection[str]) -> list[Difference]:
    """What this filing says otherwise than the one before it."""
    before = Filing.objects.filter(project=filing.project_id, number=filing.number - 1).first()
    if before is None:
        return []
    return differences(before.content, filing.content, codes, filing.version)


def _said(code: str, content: Content) -> str:
    known = SAYINGS.get(code)
    text = known(content) if known else content["texts"].get(code.removeprefix("text-"), "")
    return text or NOTHING


def _frame(content: Content) -> str:
    broad = {True: _("public large"), False: _("une partie du public seulement")}
    starts, months, people = content["starts_on"], content["months"], content["people"]
    lines = [
        content["title"],
        plain_day(date.fromisoformat(starts)) if starts else "",
        _("%(count)s mois") % {"count": months} if months else "",
        _("%(count)s personnes") % {"count": people} if people else "",
        broad.get(content["public_is_broad"], ""),
        _("Zones : %(names)s") % {"names": zones_said(content["zonings_present"])},
    ]
    return "\n".join(line for line in lines if line)


def zones_said(codes: Collection[str] | None) -> str:
    """The priority zones, by their names; a dash when there is none."""
    return listing(str(Zoning(code).label) for code in codes or ()) or NOTHING


def _perimeter(content: Content) -> str:
    return listing(place["name"] for place in content["perimeter"])


def _members(content: Content) -> str:
    return "\n".join(f"{one['name']} : {one['role'] or NOTHING}" for one in content["members"])


def _strategy(content: Content) -> str:
    return str(promises_of(content.get("strategy")) or "")


def _lines(content: Content) -> str:
    return "\n".join(_line(one) for one in content["lines"])


def _line(one: Content) -> str:
    nature = Spending(one["post"]).label if one["post"] else Funder(one["funder"]).label
    parts_said = [str(nature), one["member"] or "", one["label"]]
    what = ", ".join(part for part in parts_said if part)
    return f"{what} ({one['year']}) : {euros(one['amount_cents'])}"


def _papers(content: Content) -> str:
    return "\n".join(f"{one['name']} ({one['digest'][:12]})" for one in content["papers"])


SAYINGS: Final[Mapping[str, Callable[[Content], str]]] = {
    FRAME: _frame,
    PERIMETER: _perimeter,
    MEMBERS: _members,
    STRATEGY: _strategy,
    MONEY: _lines,
    PAPERS: _papers,
}
