"""A contract put together from the assessment, the plan and the commitments, as a frozen document.

The difficulties stand apart: each is read under the right of its own theme. What the composer may
not read is not offered to be written.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from jalon.access.policy.blocks import block_of_theme
from jalon.accounts.actor import Actor
from jalon.accounts.kinds import SENSITIVE_KINDS
from jalon.contracts.models import (
    Commitment,
    CommitmentState,
    ContractBarrier,
    ContractVersion,
    EngagementContract,
)
from jalon.contracts.terms import principle
from jalon.dossiers.models import Barrier, BarrierStatus, Dossier
from jalon.dossiers.rules import rights
from jalon.plans.models import LIVE as GOALS_IN_FORCE
from jalon.plans.models import Goal
from jalon.plans.queries.commitments import owed

FORMAT: Final = "jalon-contrat"
VERSION: Final = 1
LIVE: Final = (CommitmentState.PROPOSED, CommitmentState.ACCEPTED)

Document = dict[str, Any]


def speakable_barriers(dossier: Dossier, by: Actor) -> list[Barrier]:
    """The difficulties of today that this actor reads, hence may write in the contract."""
    allows = rights(by, dossier)
    present = Barrier.objects.filter(dossier=dossier, status=BarrierStatus.YES).order_by("theme")
    return [one for one in present if allows.knows(block_of_theme(one.theme))]


def live_commitments(dossier: Dossier) -> list[Commitment]:
    """What both sides promise or propose today, the soonest first.

    A body whose mere name is sensitive keeps what it promises, and what it proposed, out of a
    document that others read.
    """
    found = Commitment.objects.filter(dossier=dossier, state__in=LIVE)
    found = found.exclude(organisation__kind__in=SENSITIVE_KINDS)
    found = found.exclude(proposed_for__kind__in=SENSITIVE_KINDS)
    found = found.select_related("organisation", "answers__user")
    return sorted(found, key=lambda one: (one.due_on or date.max, one.pk))


def compose(contract: EngagementContract, number: int) -> Document:
    """What the contract says, but for the difficulties."""
    dossier, terms = contract.dossier, contract.terms
    hours, source = principle(contract.started_on)
    referent = dossier.referent.affiliation
    return {
        "format": FORMAT,
        "version": VERSION,
        "number": number,
        "kind": contract.kind,
        "change": contract.change,
        "person": {"name": dossier.person.name},
        "organisation": {"name": contract.organisation.name},
        "professional": {
            "name": referent.user.name if referent else "",
            "job_title": referent.job_title if referent else "",
        },
        "started_on": _iso(contract.started_on),
        "ends_on": _iso(contract.ends_on),
        "review_on": _iso(contract.review_on),
        "weekly_hours": terms.weekly_hours,
        "principle": {"hours": hours, "source": source},
        "adaptations": list(terms.adaptations),
        "words": terms.words,
        "goals": _goals(dossier),
        "commitments": [_promise(one) for one in live_commitments(dossier)],
    }


def _goals(dossier: Dossier) -> list[Document]:
    """The goals that bind, with the steps owed for them by either side: masked as promises are."""
    steps = owed(dossier).exclude(organisation__kind__in=SENSITIVE_KINDS)
    steps = steps.exclude(proposed_body__kind__in=SENSITIVE_KINDS)
    goals = Goal.objects.filter(dossier=dossier, state__in=GOALS_IN_FORCE)
    goals = goals.exclude(proposed_body__kind__in=SENSITIVE_KINDS).order_by("rank", "pk")
    return [
        {
            "title": goal.title,
            "steps": [
                {"title": one.title, "who": str(one.organisation or ""), "due_on": _iso(one.due_on)}
                for one in steps
                if one.goal_id == goal.pk
            ],
        }
        for goal in goals
    ]


def _promise(commitment: Commitment) -> Document:
    answers = commitment.answers
    return {
        "id": str(commitment.public_id),
        "bearer": commitment.bearer,
        "organisation": str(commitment.organisation or ""),
        "answers": answers.user.name if answers else "",
        "text": commitment.text,
        "due_on": _iso(commitment.due_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def digest_of(document: Document, barriers: Collection[ContractBarrier]) -> str:
    """The SHA-256 of what is offered: document and difficulties, keys in order, in UTF-8."""
    told = [[one.theme, one.impact, one.adapts_hours] for one in barriers]
    whole = {"document": document, "barriers": sorted(told)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(version: ContractVersion) -> bool:
    """Whether what is kept is what was offered."""
    document = json.loads(version.document)
    return digest_of(document, list(version.barriers.all())) == version.digest
