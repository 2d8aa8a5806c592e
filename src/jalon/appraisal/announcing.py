"""What an announcement leaves: a letter for each carrier, and the list that everybody reads."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from jalon.appraisal.models import (
    Announcement,
    Decision,
    Laureate,
    Outcome,
    ResultLetter,
)
from jalon.parameters.queries import integer
from jalon.projects.models import Filing


def make_letters(announcement: Announcement, told: Sequence[Decision], *, signed_by: str) -> None:
    """In few statements, whatever the number of projects."""
    rows = Filing.objects.filter(project__in=[one.project_id for one in told])
    last = {
        one.project_id: one for one in rows.order_by("project_id", "-number").distinct("project_id")
    }
    ResultLetter.objects.bulk_create(
        [_letter(announcement, one, last[one.project_id], signed_by) for one in told]
    )
    Laureate.objects.bulk_create(
        [
            _laureate(announcement, one, last[one.project_id])
            for one in told
            if one.outcome == Outcome.SELECTED
        ]
    )


def _letter(
    announcement: Announcement, decision: Decision, filing: Filing, signed_by: str
) -> ResultLetter:
    content = _content(announcement, decision, filing, signed_by)
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return ResultLetter(
        project=decision.project, announcement=announcement, content=content,
        digest=hashlib.sha256(said.encode()).hexdigest(), made_at=announcement.announced_at,
    )  # fmt: skip


def _content(
    announcement: Announcement, decision: Decision, filing: Filing, signed_by: str
) -> dict[str, Any]:
    """What the letter says; nothing of a mark, of a reader, nor of another project."""
    call, on = announcement.call, announcement.announced_at
    return {
        "call": call.title,
        "body": call.organisation.name,
        "signed_by": signed_by,
        "carrier": filing.content["carrier"],
        "title": filing.content["title"],
        "filed_at": filing.filed_at.isoformat(),
        "announced_at": on.isoformat(),
        "outcome": decision.outcome,
        "amount_cents": decision.amount_cents,
        "reason": decision.reason,
        "appeal_months": integer("call.appeal_months", on=on.date()),
    }


def _laureate(announcement: Announcement, decision: Decision, filing: Filing) -> Laureate:
    return Laureate(
        announcement=announcement, title=filing.content["title"],
        carrier=filing.content["carrier"]["name"],
        places=[one["name"] for one in filing.content["perimeter"]],
        amount_cents=decision.amount_cents or 0,
    )  # fmt: skip
