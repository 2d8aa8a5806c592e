"""The scratch database of one run, as seen from the outside: paths, topics, teams."""

import random
from collections import defaultdict
from typing import Any

from django.db import connection
from django.utils import timezone

from jalon.accounts.actor import actor_of
from jalon.accounts.models import Affiliation
from jalon.bench.live.population import Screen, populate
from jalon.bench.live.verdict import Told
from jalon.dossiers.models import Dossier, Membership
from jalon.live import tokens


class Ground:
    def __init__(self, sessions: int) -> None:
        today = timezone.localdate()
        self.screens = populate(sessions, on=today, at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.keys = {
            str(public): key for public, key in Dossier.objects.values_list("public_id", "pk")
        }
        self.teams: dict[int, set[int]] = defaultdict(set)
        for dossier, hat in Membership.objects.values_list("dossier_id", "affiliation_id"):
            self.teams[dossier].add(hat)
        hats = Affiliation.objects.select_related("user", "organisation").in_bulk()
        self.actors = {key: actor_of(hat, on=today) for key, hat in hats.items()}
        self.rng = random.Random(4)

    def paths(self) -> list[str]:
        """Where each screen opens its stream, with the token its page would carry."""
        return [f"/flux?sujet={self._token(screen)}" for screen in self.screens]

    def _token(self, screen: Screen) -> str:
        actor = self.actors[screen.affiliation]
        topic = (
            tokens.caseload_topic(actor)
            if screen.dossier is None
            else tokens.dossier_topic(screen.dossier)
        )
        return tokens.issue(actor, topic, session_key=f"session {screen.user}")

    def topics(self) -> list[str]:
        """The same screens, for the bare server."""
        return [
            f"l{screen.affiliation}" if screen.dossier is None else f"d{screen.dossier}"
            for screen in self.screens
        ]

    def topics_of_a_write(self, turn: int) -> list[str]:
        dossier = self.rng.choice(list(self.teams))
        return [f"d{dossier}", *(f"l{hat}" for hat in self.teams[dossier])]

    def verdict(self, heard: dict[str, Any], told: list[dict[str, Any]]) -> Told:
        return Told(
            screens=self.screens,
            keys=self.keys,
            heard=heard,
            commits=[commit for part in told for commit in part["commits"]],
            departures=[departure for part in told for departure in part["departures"]],
            teams=self.teams,
        )
