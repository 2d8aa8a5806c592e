"""Finding the organisation and the professionals that a line names."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q

from jalon.accounts.kinds import Competence, competences
from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.rules import ROLES_WITH_PEOPLE
from jalon.intake.reading.problems import IGNORED, Problem
from jalon.intake.reading.words import plain

Seat = tuple[int, int | None]  # organisation, affiliation or None when nobody is named


class Structures:
    """The organisations that may support people around one that sends a list, read once.

    A structure is known by its SIRET everywhere; by its name, accents aside, in the same
    département only: a name is not a key, and two of the same name are reported.
    """

    def __init__(self, sender: Organisation, today: date) -> None:
        self.sender = sender
        self.sender_supports = Competence.SUPPORT in sender.competences
        self.today = today
        self._by_siret: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._people: dict[int, dict[str, set[int]]] = {}
        self._seats: dict[tuple[str, str], tuple[tuple[Seat, ...], tuple[Problem, ...]]] = {}
        near = {sender.territory_id, sender.territory.department_id} - {None}
        rows = Organisation.objects.filter(Q(closed_on=None) | Q(closed_on__gt=today)).values_list(
            "pk", "kind", "siret", "name", "short_name", "territory_id", "territory__department_id"
        )
        for pk, kind, siret, name, short_name, territory, department in rows:
            if Competence.SUPPORT not in competences(kind):
                continue
            self._by_siret[siret] = pk
            if near & {territory, department}:
                for written in {plain(name), plain(short_name)} - {""}:
                    self._by_name[written].add(pk)

    def seats(
        self, values: dict[str, Any], columns: dict[str, int]
    ) -> tuple[tuple[Seat, ...], tuple[Problem, ...]]:
        """The référent's seat, then those of co-advisors; and what was written but not found."""
        asked = (values.get("structure", ""), values.get("advisors", ""))
        if asked not in self._seats:
            self._seats[asked] = self._resolve(*asked, columns)
        return self._seats[asked]

    def _resolve(
        self, structure: str, advisors: str, columns: dict[str, int]
    ) -> tuple[tuple[Seat, ...], tuple[Problem, ...]]:
        problems = []
        organisation, problem = self._organisation(structure)
        if problem:
            problems.append(Problem(problem, "structure", columns.get("structure"), IGNORED))
        seats: list[Seat] = []
        for written in filter(None, map(str.strip, advisors.replace(";", ",").split(","))):
            affiliation = self._advisor(organisation, written)
            if affiliation:
                seats.append((organisation, affiliation))
            elif not any(known.code == "advisor" for known in problems):
                problems.append(Problem("advisor", "advisors", columns.get("advisors"), IGNORED))
        return tuple(dict.fromkeys(seats)) or ((organisation, None),), tuple(problems)

    def _organisation(self, written: str) -> tuple[int, str]:
        if not written:
            return self.sender.pk, ""
        digits = "".join(filter(str.isdigit, written))
        if len(digits) == 14 and digits in self._by_siret:
            return self._by_siret[digits], ""
        found = self._by_name.get(plain(written), set())
        if len(found) == 1:
            return next(iter(found)), ""
        return self.sender.pk, "structure_twice" if found else "structure"

    def _advisor(self, organisation: int, written: str) -> int | None:
        people = self._people_of(organisation)
        found = people.get(written.lower() if "@" in written else plain(written), set())
        return next(iter(found)) if len(found) == 1 else None

    def _people_of(self, organisation: int) -> dict[str, set[int]]:
        if organisation not in self._people:
            found: dict[str, set[int]] = defaultdict(set)
            hats = Affiliation.objects.in_force(self.today).filter(
                organisation_id=organisation, role__in=ROLES_WITH_PEOPLE
            )
            for pk, email, first, last in hats.values_list(
                "pk", "user__email", "user__first_name", "user__last_name"
            ):
                for written in (email.lower(), plain(f"{first} {last}"), plain(f"{last} {first}")):
                    found[written].add(pk)
            self._people[organisation] = found
        return self._people[organisation]
