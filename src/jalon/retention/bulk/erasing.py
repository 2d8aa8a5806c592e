"""Erasing: the rows of dossiers and people, whatever the room they are in, and what remains.

What remains: the facts, numbers without a name; the readings, which name nobody but who read; a
proof; one more in a figure. Everything is done in the transaction of the caller.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection, models

from jalon.accounts.models import Affiliation, FederatedIdentity, IdentityProvider, User
from jalon.dossiers.models import Dossier
from jalon.intake.bulk.forgetting import forget_people
from jalon.journal.bulk import record_many
from jalon.people.models import Person, PersonalAccess
from jalon.retention.bulk.tables import branches
from jalon.retention.events import DossierDestroyed, PersonErased
from jalon.retention.models import Destruction, Notice, Restoration, Suspension
from jalon.retention.queries.proofs import Gone, Rule, write_proofs
from jalon.vault.sealing import fingerprint

# Not deleted: accounts sign facts. Nobody can sign in with such an address, nor be named by it.
NOBODY: Final = "effacé"
FIGURES: Final = """
INSERT INTO retention_figure (opened_year, destroyed_year, territory_code, lead_kind, count)
SELECT extract(year FROM d.opened_at AT TIME ZONE %(zone)s), %(year)s, t.code, o.kind, count(*)
FROM dossiers_dossier d
JOIN dossiers_membership m ON m.id = d.referent_id
JOIN accounts_organisation o ON o.id = m.organisation_id
JOIN territories_territory t ON t.id = o.territory_id
WHERE d.id = ANY(%(dossiers)s)
GROUP BY 1, 3, 4
ON CONFLICT (opened_year, destroyed_year, territory_code, lead_kind)
DO UPDATE SET count = retention_figure.count + excluded.count"""


@dataclass
class Leaving:
    """Dossiers, locked, and the people who leave with them: those with no other dossier."""

    dossiers: list[Dossier]
    people: list[Person]
    erased: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def dossier_ids(self) -> list[int]:
        return [dossier.pk for dossier in self.dossiers]

    @property
    def person_ids(self) -> list[int]:
        return [person.pk for person in self.people]

    def count(self, person_id: int, table: str, rows: int) -> None:
        counts = self.erased[person_id]
        counts[table] = counts.get(table, 0) + rows


def leaving(dossier_ids: Sequence[int], person_ids: Sequence[int] = ()) -> Leaving:
    """Lock what is to be erased; somebody writing there is waited for, or waits."""
    locked = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=dossier_ids)
    dossiers = list(locked.order_by("pk"))
    asked = {*person_ids, *(dossier.person_id for dossier in dossiers)}
    others = Dossier.objects.exclude(pk__in=[dossier.pk for dossier in dossiers])
    kept = set(others.filter(person__in=asked).values_list("person_id", flat=True))
    people = Person.objects.select_for_update(of=("self",)).filter(pk__in=asked - kept)
    return Leaving(dossiers, list(people.prefetch_related("identifiers").order_by("pk")))


def erase(what: Leaving, ground: str, rule: Rule, *, with_new_lists: bool) -> list[Destruction]:
    """Erase, prove and record; the same statements for one and for a thousand."""
    forget_people(what.people, with_new_lists=with_new_lists)
    _count_in_figures(what, rule.at)
    public_ids = _public_ids(what)
    _erase_below(Dossier, {dossier.pk: dossier.person_id for dossier in what.dossiers}, what)
    _delete(Dossier, what.dossier_ids)
    _empty_accounts(what)
    _erase_below(Person, {person.pk: person.pk for person in what.people}, what)
    _delete(Person, what.person_ids)
    Notice.objects.filter(dossier_id__in=what.dossier_ids).delete()
    Restoration.objects.filter(dossier_id__in=what.dossier_ids).delete()
    Suspension.objects.filter(person_id__in=what.person_ids).delete()
    whole = set(what.person_ids)
    gone = {
        person_id: Gone(public_id, ground, person_id in whole, dict(what.erased[person_id]))
        for person_id, public_id in public_ids.items()
    }
    proofs = dict(zip(gone, write_proofs(gone.values(), rule), strict=True))
    _record(what, proofs, rule.at)
    return list(proofs.values())


def _public_ids(what: Leaving) -> dict[int, UUID]:
    asked = {*what.person_ids, *(dossier.person_id for dossier in what.dossiers)}
    rows = Person.objects.filter(pk__in=asked).order_by("pk")
    return dict(rows.values_list("pk", "public_id"))


def _count_in_figures(what: Leaving, at: datetime) -> None:
    values: dict[str, Any] = {
        "zone": settings.TIME_ZONE,
        "year": at.year,
        "dossiers": what.dossier_ids,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, values)


def _erase_below(root: type[models.Model], owners: dict[int, int], what: Leaving) -> None:
    """Empty the tables below dossiers or people; `owners`: of each root, its person."""
    with connection.cursor() as cursor:
        for branch in branches(root):
            cursor.execute(branch.statement, [list(owners)])
            for root_id, rows in [] if branch.is_emptied else cursor.fetchall():
                what.count(owners[root_id], branch.table, rows)
    for person_id in owners.values():
        what.count(person_id, root._meta.db_table, 1)


def _delete(model: type[models.Model], ids: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f'DELETE FROM "{table}" WHERE id = ANY(%s)', [list(ids)])  # noqa: S608


def _empty_accounts(what: Leaving) -> None:
    """The account of a person who leaves signs nothing any more and names nobody.

    Somebody who is also a professional keeps theirs, which FranceConnect opens no more.
    """
    accesses = PersonalAccess.objects.filter(person__in=what.person_ids)
    owners = dict(accesses.values_list("user_id", "person_id"))
    hats = Affiliation.objects.filter(user__in=list(owners))
    professionals = set(hats.values_list("user_id", flat=True))
    by_name = FederatedIdentity.objects.filter(provider=IdentityProvider.FRANCECONNECT)
    by_name.filter(user__in=professionals).delete()
    for user_id in professionals:
        del owners[user_id]
    _erase_below(User, owners, what)
    emptied = list(User.objects.filter(pk__in=list(owners)))
    for user in emptied:
        user.email = f"{fingerprint('erased/account', str(user.pk)).hex()[:20]}@efface.invalid"
        user.first_name, user.last_name, user.civility = NOBODY, NOBODY, ""
        user.is_active, user.last_login = False, None
        user.set_unusable_password()
    names = ["email", "first_name", "last_name", "civility", "is_active", "last_login", "password"]
    User.objects.bulk_update(emptied, names)


def _record(what: Leaving, proofs: dict[int, Destruction], at: datetime) -> None:
    numbers = {person_id: proof.number for person_id, proof in proofs.items()}
    record_many(
        [
            DossierDestroyed(dossier_id=dossier.pk, destruction_number=numbers[dossier.person_id])
            for dossier in what.dossiers
        ],
        by=None,
        at=at,
    )
    erased = [
        PersonErased(person_id=person_id, destruction_number=numbers[person_id])
        for person_id in what.person_ids
    ]
    record_many(erased, by=None, at=at)
