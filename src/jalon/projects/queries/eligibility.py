"""A project as the criteria of its call read it: a missing value cannot be told yet."""

from typing import Any

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.eligibility.criteria import Finding, evaluate
from jalon.calls.models import CallVersion
from jalon.kernel.months import months_after
from jalon.projects.models import Member, Project
from jalon.projects.queries.financing import plan_of
from jalon.projects.states import COUNTED, MemberState


def values_of(project: Project) -> dict[str, Any]:
    """The mapping that `calls.eligibility` reads, as plain JSON."""
    members = list(project.members.filter(state__in=COUNTED).order_by("pk"))
    return {
        "carrier_kind": project.carrier.kind,
        "department_agreement": _agreement(members),
        "members": [
            {
                "kind": one.kind,
                "name": one.name,
                "letter_signed": True if one.state == MemberState.SIGNED else None,
            }
            for one in members
        ],
        "public_is_broad": project.public_is_broad,
        "zonings_present": project.zonings_present,
        "zonings_associated": project.zonings_associated,
        **_money(project),
        **_dates(project),
        "documents": sorted(
            project.papers.filter(replaced_at=None).values_list("document", flat=True)
        ),
    }


def findings(project: Project, version: CallVersion) -> list[Finding]:
    """What every criterion answers about the project now."""
    return evaluate(version, values_of(project))


def _agreement(members: list[Member]) -> bool | None:
    """Signed by the conseil départemental with its letter; until then it cannot be told."""
    signed = (
        one.state == MemberState.SIGNED
        for one in members
        if one.kind == OrganisationKind.DEPARTEMENT
    )
    return True if any(signed) else None


def _money(project: Project) -> dict[str, int | None]:
    lines = list(project.lines.select_related("member"))
    plan = plan_of(lines)
    known = bool(plan.total_cents)
    return {
        "state_cents": plan.state_cents if known else None,
        "carrier_cents": plan.carrier_cents if known else None,
        "total_cents": plan.total_cents if known else None,
    }


def _dates(project: Project) -> dict[str, Any]:
    starts, months = project.starts_on, project.months
    ends = months_after(starts, months) if starts and months else None
    return {
        "starts_on": starts.isoformat() if starts else None,
        "ends_on": ends.isoformat() if ends else None,
        "months": months,
    }
