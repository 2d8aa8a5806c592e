import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jalon.dossiers.models import Membership
from jalon.people.models import PersonalAccess
from jalon.synthetic.staff import LOGIN_DOMAIN, PASSWORD, logins

COLUMNS = {
    "role": "Fonction",
    "organisation": "Organisme",
    "email": "Adresse e-mail",
    "password": "Mot de passe",
    "dossiers": "Dossiers",
}


class Command(BaseCommand):
    help = "Prints one account per role of the demonstration; the first two share dossiers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="a JSON list on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = accounts()
        if not rows:
            raise CommandError("There is no demonstration here: run `demonstration` first.")
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        shown = [COLUMNS, *rows]
        widths = [max(len(str(row[column])) for row in shown) for column in COLUMNS]
        for row in shown:
            cells = (str(row[c]).ljust(w) for c, w in zip(COLUMNS, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def accounts() -> list[dict[str, Any]]:
    """One row per account: what is needed to sign in, and what will be found there."""
    hats = logins()
    held: dict[int, set[str]] = {hat.pk: set() for hat in hats}
    seats = Membership.objects.filter(affiliation__in=hats, ended_at=None)
    for affiliation, dossier in seats.values_list("affiliation_id", "dossier__public_id"):
        held[affiliation or 0].add(str(dossier))
    shared = sorted(held[hats[0].pk] & held[hats[1].pk]) if len(hats) > 1 else []
    rows: dict[str, dict[str, Any]] = {}
    for hat in hats:
        row = rows.setdefault(
            hat.user.email,
            {
                "role": hat.job_title,
                "organisation": str(hat.organisation),
                "email": hat.user.email,
                "password": PASSWORD,
                "dossiers": 0,
                "shared_dossier": shared[0] if shared and hat in hats[:2] else None,
            },
        )
        if str(hat.organisation) != row["organisation"]:
            row["organisation"] += f" et {hat.organisation}"
        row["dossiers"] += len(held[hat.pk])
    return [*rows.values(), *_people_themselves()]


def _people_themselves() -> list[dict[str, Any]]:
    """The accounts of people who see their own dossier, and no other."""
    ties = PersonalAccess.objects.filter(user__email__endswith=f"@{LOGIN_DOMAIN}", ended_at=None)
    return [
        {
            "role": "Personne accompagnée",
            "organisation": "—",
            "email": tie.user.email,
            "password": PASSWORD,
            "dossiers": 1,
            "shared_dossier": None,
        }
        for tie in ties.select_related("user").order_by("pk")
    ]
