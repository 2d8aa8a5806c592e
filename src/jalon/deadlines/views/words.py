"""Deadlines in plain French: how late, and one sentence for why that day."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.deadlines.models import DeadlineState
from jalon.strategies.delays import Delay, said
from jalon.strategies.milestones import Milestone

NEAR = 7  # days


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
    return "error" if days < 0 else "warning" if days <= NEAR else ""


def standing(row: dict[str, Any], today: date) -> str:
    """Where it is, in a few words; met late is said too."""
    if row["state"] == DeadlineState.MET:
        late = (row["met_on"] - row["due_on"]).days
        if late <= 0:
            return _("fait le %(day)s") % {"day": day_of(row["met_on"])}
        return ngettext(
            "fait le %(day)s, %(count)s jour après",
            "fait le %(day)s, %(count)s jours après",
            late,
        ) % {"day": day_of(row["met_on"]), "count": late}
    if row["state"] == DeadlineState.SUSPENDED:
        return _("suspendu depuis le %(day)s") % {"day": day_of(row["suspended_on"])}
    if row["state"] == DeadlineState.ENDED:
        return _("sans objet, le dossier est clos")
    return lateness(row["due_on"], today)


def why(row: dict[str, Any]) -> str:
    """Which step of which version, from which milestone, and what moved it: one sentence."""
    delay, unit = row["delay"], row["unit"]
    if row["is_longer"]:
        delay, unit = row["longer_delay"], row["longer_unit"]
    parts = [
        _("%(delay)s à partir du %(day)s (%(milestone)s)")
        % {
            "delay": said(Delay(delay, unit)),
            "day": day_of(row["starts_on"]),
            "milestone": Milestone(row["started_by"]).label,
        }
    ]
    if row["restarts"]:
        parts.append(
            ngettext(
                "reparti de là %(count)s fois", "reparti de là %(count)s fois", row["restarts"]
            )
            % {"count": row["restarts"]}
        )
    if row["is_longer"]:
        parts.append(_("le délai long que le texte permet"))
    if row["suspended_days"]:
        parts.append(
            ngettext(
                "%(count)s jour de suspension ajouté",
                "%(count)s jours de suspension ajoutés",
                row["suspended_days"],
            )
            % {"count": row["suspended_days"]}
        )
    parts.append(
        _("selon « %(title)s », version %(number)s : %(source)s")
        % {"title": row["title"], "number": row["number"], "source": row["source"]}
    )
    return ", ".join(parts) + "."


def day_of(day: date) -> str:
    return date_format(day, "j F Y")
