"""Orientations in plain French: lateness, criteria, tracks; one function per thing said."""

import json
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.dossiers.models import THEMES, WorkSituation
from jalon.entry.referential import UNKNOWN, Criterion, Lead, Proposal
from jalon.strategies.milestones import Track
from jalon.ui.words import listing

Shown = dict[str, Any]


def lateness(due_on: date, today: date) -> str:
    """`3 jours de retard`, `dernier jour`, `reste 12 jours`."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(count)s jour de retard", "%(count)s jours de retard", -days) % {
            "count": -days
        }
    if days == 0:
        return _("dernier jour")
    return ngettext("reste %(count)s jour", "reste %(count)s jours", days) % {"count": days}


def tone(due_on: date, today: date) -> str:
    """The kind of badge that goes with it: never alone, the words say the same."""
    days = (due_on - today).days
    return "error" if days < 0 else "warning" if days <= 7 else ""


def track_label(code: str) -> str:
    return str(Track(code).label) if code else ""


def proposal_sentence(proposal: Proposal) -> str:
    if not proposal.track:
        return _("On ne peut pas encore dire : il manque %(what)s.") % {
            "what": listing([missing_words(code) for code in proposal.missing])
        }
    return _("Proposition : %(track)s") % {"track": track_label(proposal.track)}


def missing_words(code: str) -> str:
    return {
        "activity": _("l’activité des deux dernières années"),
        "project": _("le projet"),
        "impact": _("ce qui freine, et son effet"),
    }[code]


def criterion(one: Criterion) -> Shown:
    """One line of the explanation: what was looked at, seen, and where it leads."""
    titles = {
        "activity": _("Activité, maintenant ou dans les deux dernières années"),
        "project": _("Projet de métier ou de formation"),
        "impact": _("Ce qui freine : effet sur le projet"),
    }
    return {
        "title": titles[one.code],
        "value": _value(one),
        "leads_to": track_label(one.leads_to),
        "source": one.source,
        "is_unknown": one.value == UNKNOWN,
    }


def _value(one: Criterion) -> str:
    if one.value == UNKNOWN:
        return _("pas encore dit")
    detail = ", ".join(_detail(seen) for seen in one.seen)
    labels = {
        ("activity", "recent"): _("oui"),
        ("activity", "old"): _("non"),
        ("project", "yes"): _("oui"),
        ("project", "no"): _("pas encore"),
        ("impact", "none"): _("sans effet"),
        ("impact", "medium"): _("gêne le projet"),
        ("impact", "strong"): _("bloque le projet"),
    }
    said = labels[one.code, one.value]
    return _("%(said)s (%(detail)s)") % {"said": said, "detail": detail} if detail else said


def _detail(seen: str) -> str:
    if seen in THEMES:
        return THEMES[seen].lower()
    if seen in WorkSituation.values:
        return str(WorkSituation(seen).label)
    if seen == "sought_job":
        return _("un métier est recherché")
    return _("dernier emploi terminé le %(day)s") % {
        "day": date_format(date.fromisoformat(seen), "j F Y")
    }


def lead(one: Lead) -> Shown:
    """Why these bodies come first."""
    why = {
        "young": _("25 ans ou moins : la mission locale peut accompagner"),
        "disability": _("travailleur ou travailleuse handicapée : Cap emploi peut accompagner"),
        "": _("selon le parcours"),
    }
    return {"why": why[one.when], "source": one.source}


def evidence(proposal: str) -> Shown:
    """The proposal that was kept with a decision, said again."""
    kept = json.loads(proposal)
    seen = [Criterion(**{**row, "seen": tuple(row["seen"])}) for row in kept["criteria"]]
    return {"track": track_label(kept["track"]), "criteria": [criterion(one) for one in seen]}
