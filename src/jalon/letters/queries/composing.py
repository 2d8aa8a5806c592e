"""What a letter says, drawn from the project: frozen when it is sent, compared when it changes."""

from collections import defaultdict
from datetime import date
from typing import Any

from jalon.accounts.kinds import OrganisationKind
from jalon.projects.models import Funder, Line, Member, Project, Side


def commitment_of(member: Member, project: Project) -> dict[str, Any]:
    """What its signatory commits the member to, as plain JSON. This alone is what is signed.

    `agrees`: a conseil départemental that does not carry agrees with the project being carried by
    somebody else. `years`: its euros of the financing plan, by year, as text: cents.
    """
    lines = list(_lines_of(member, project))
    years: dict[str, int] = defaultdict(int)
    for one in lines:
        if not one.is_in_kind:
            years[str(one.year)] += one.amount_cents
    is_carrier = member.organisation_id == project.carrier_id
    return {
        "siret": member.siret,
        "name": member.name,
        "role": member.role,
        "fte_hundredths": member.fte_hundredths,
        "brings_cents": member.brings_cents,
        "years": dict(sorted(years.items())),
        "in_kind_cents": sum(one.amount_cents for one in lines if one.is_in_kind),
        "carries": is_carrier,
        "agrees": member.kind == OrganisationKind.DEPARTEMENT and not is_carrier,
    }


def content_of(member: Member, project: Project, on: date) -> dict[str, Any]:
    """The whole letter: the commitment, and what it is about."""
    return {
        "commitment": commitment_of(member, project),
        "project": project.title,
        "call": project.call.title,
        "asked_by": project.call.organisation.name,
        "carrier": {"name": project.carrier.name, "siret": project.carrier.siret},
        "written_on": on.isoformat(),
    }


def _lines_of(member: Member, project: Project) -> Any:
    brought = Line.objects.filter(project=project, side=Side.RESOURCE)
    if member.organisation_id == project.carrier_id:
        return brought.filter(funder=Funder.CARRIER)
    return brought.filter(funder=Funder.MEMBER, member=member)
