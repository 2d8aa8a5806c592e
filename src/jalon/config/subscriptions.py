"""What a room below sets off in a room above. The whole list is here, and nowhere else.

Knowledge flows one way: a room cannot call what is above it. It keeps an empty list, and the top
of the house fills it, once, when the application starts.
"""

from datetime import datetime, timedelta

from jalon.accounts.actor import Actor
from jalon.directory import departures
from jalon.directory.departures import Departure
from jalon.dossiers.operations import release_seats
from jalon.journal import keeping
from jalon.keeper.tasks import Task, register

# What the keeper does, and how often it looks whether something is due.
KEPT = (
    Task("seal readings", timedelta(seconds=5), keeping.seal_due),
    Task("purge readings", timedelta(hours=1), keeping.purge_due),
)


def dossiers_of_someone_who_leaves(departure: Departure, by: Actor, at: datetime) -> None:
    """Nobody is left without a référent; the other seats of those who leave end with them."""
    release_seats(
        organisation_id=departure.organisation_id,
        affiliation_id=departure.affiliation_id,
        by=by,
        at=at,
    )


def subscribe() -> None:
    """Called when the application starts; twice changes nothing."""
    if dossiers_of_someone_who_leaves not in departures.settlements:
        departures.settlements.append(dossiers_of_someone_who_leaves)
    for task in KEPT:
        register(task)
