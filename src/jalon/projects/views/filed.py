"""What was filed, read back from what was frozen: never from the rows of today."""

from dataclasses import dataclass
from typing import Any

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.eligibility.criteria import Verdict
from jalon.projects.models import Circle, Filing, Line, Member
from jalon.projects.queries.financing import plan_of, room_in
from jalon.projects.states import MemberState
from jalon.projects.views.shown import plan_shown


@dataclass(frozen=True)
class FiledMember:
    name: str
    kind: str
    circle: str
    state: str
    role: str
    fte_hundredths: int | None
    brings_cents: int | None


def members_of(content: dict[str, Any]) -> list[FiledMember]:
    """The consortium as it was."""
    return [
        FiledMember(
            one["name"],
            str(OrganisationKind(one["kind"]).label),
            str(Circle(one["circle"]).label),
            str(MemberState(one["state"]).label),
            one["role"],
            one["fte_hundredths"],
            one["brings_cents"],
        )
        for one in content["members"]
    ]


def frozen_plan(filing: Filing) -> dict[str, Any]:
    """Its financing plan, computed again from the lines that were filed."""
    lines = []
    for one in filing.content["lines"]:
        member = Member(name=one["member"]) if one["member"] else None
        said = {name: value for name, value in one.items() if name != "member"}
        lines.append(Line(**said, member=member))
    plan = plan_of(lines)
    return plan_shown(plan, room_in(plan, filing.version), filing.version)


def said_of(filing: Filing) -> list[tuple[dict[str, str], Verdict]]:
    """What each criterion answered at that instant."""
    return [(one, Verdict(one["verdict"])) for one in filing.eligibility["findings"]]
