"""The whole of a project as plain JSON: what is frozen when it is filed, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from jalon.projects.models import Line, Member, Project
from jalon.projects.queries.strategy import strategy_content
from jalon.projects.queries.texts import current
from jalon.projects.states import COUNTED

OF_PART = (
    "circle", "state", "role", "fte_hundredths", "brings_cents", "contact_email",
    "signatory_name", "signatory_email",
)  # fmt: skip


def content_of(project: Project) -> dict[str, Any]:
    """Everything that the project says; comments are the consortium's own, and stay there."""
    members = project.members.filter(state__in=COUNTED).order_by("pk")
    lines = project.lines.select_related("member").order_by("pk")
    places = project.places.select_related("territory").order_by("pk")
    papers = project.papers.filter(replaced_at=None).order_by("document")
    texts = sorted(current(project).items())
    return {
        "title": project.title,
        "call": str(project.call.public_id),
        "carrier": {"siret": project.carrier.siret, "name": project.carrier.name},
        "starts_on": project.starts_on.isoformat() if project.starts_on else None,
        "months": project.months,
        "people": project.people,
        "public_is_broad": project.public_is_broad,
        "zonings_present": project.zonings_present,
        "zonings_associated": project.zonings_associated,
        "texts": {code: one.body for code, one in texts},
        "measured": {code: one.measured_on.isoformat() for code, one in texts if one.measured_on},
        "members": [_member(one) for one in members],
        "strategy": strategy_content(project),
        "lines": [_line(one) for one in lines],
        "perimeter": [
            {"kind": one.territory.kind, "code": one.territory.code, "name": one.territory.name}
            for one in places
        ],
        "papers": list(papers.values("document", "name", "size", "digest")),
    }


def fingerprint(kept: Mapping[str, Any]) -> str:
    """SHA-256 of canonical JSON: the same content has the same fingerprint, whoever writes it."""
    said = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _member(one: Member) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in OF_PART}
    return {"siret": one.siret, "name": one.name, "kind": one.kind, **said}


def _line(one: Line) -> dict[str, Any]:
    return {
        "side": one.side,
        "post": one.post,
        "funder": one.funder,
        "member": one.member.name if one.member else None,
        "label": one.label,
        "year": one.year,
        "amount_cents": one.amount_cents,
        "is_in_kind": one.is_in_kind,
    }
