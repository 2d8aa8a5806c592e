"""Notifications as facts make them: told by the jobs of the post, never written by hand."""

import datetime as dt
from typing import Any

from django.utils import timezone

from jalon.notifications.models import Notification
from tests.jobs import run_jobs
from tests.plans.situations import World


def told(count: int = 1) -> World:
    """Camille's référent, told of as many goals as she proposed."""
    world = World()
    for number in range(count):
        world.goal(f"Objectif {number}", by=world.person)
    run_jobs()
    return world


def notes(world: World, **which: Any) -> list[tuple[str, str]]:
    """(who, kind) of what was told in a dossier, in the order it was told."""
    names = {
        (world.referent.user_id, world.referent.affiliation_id): "référent",
        (world.other.user_id, world.other.affiliation_id): "autre",
        (world.person.user_id, None): "personne",
    }
    rows = Notification.objects.filter(dossier=world.dossier, **which).order_by("pk")
    return [(names.get((row.user_id, row.affiliation_id), "inconnu"), row.kind) for row in rows]


def later(**how: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(**how)
