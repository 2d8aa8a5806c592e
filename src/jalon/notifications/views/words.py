"""What a notification says, and where it leads, for who reads it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from jalon.accounts.actor import Actor, PersonActor
from jalon.dossiers.models import Dossier
from jalon.notifications.models import Notification
from jalon.notifications.rules import RULES

# The parts of a dossier, as the person finds them in her space.
OF_THE_SPACE: Final = {
    "plan": "space_path", "contrat": "space_promises", "equipe": "space_sharing",
    "fil": "space_readings", "messages": "space_messages", "orientation": "space_orientation",
    "referent": "space_referent",
    "rendez-vous": "space_appointments",
}  # fmt: skip


def address(one: Notification, actor: Actor | PersonActor, named: Mapping[int, Dossier]) -> str:
    """Where it leads: a part of the dossier, or a page of one's own."""
    rule = RULES[one.kind]
    if isinstance(actor, PersonActor):
        page = "space_contract" if one.kind.startswith("contract.") else ""
        return reverse(page or OF_THE_SPACE.get(rule.place, "space"))
    if one.subject is not None:
        return reverse(rule.door, args=[one.subject])
    dossier = _dossier(one, named)
    if dossier is None:
        return reverse(rule.door)
    return f"{reverse('dossier_page', args=[dossier.public_id])}#{rule.place}"


def _dossier(one: Notification, named: Mapping[int, Dossier]) -> Dossier | None:
    return named.get(one.dossier_id) if one.dossier_id else None


def line(
    one: Notification, actor: Actor | PersonActor, named: Mapping[int, Dossier]
) -> dict[str, Any]:
    """What the page shows of one; `name` is empty for the person and for what names nobody."""
    rule, dossier = RULES[one.kind], _dossier(one, named)
    is_person = isinstance(actor, PersonActor)
    return {
        "number": one.public_id,
        "sentence": rule.told if is_person else rule.said,
        "name": dossier.person.name if dossier and not is_person else "",
        "family": one.get_family_display(),
        "at": one.at,
        "is_read": one.read_at is not None,
    }


def by_day(lines: Iterable[dict[str, Any]]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """(day, its lines), in the order they come."""
    return [
        (day, list(found))
        for day, found in groupby(lines, key=lambda one: timezone.localdate(one["at"]))
    ]
