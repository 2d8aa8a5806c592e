from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, Organisation
from jalon.intake.bulk.lines import unpacked_problems
from jalon.intake.models import ListLine, ListState, Outcome, PeopleList, unpack
from jalon.intake.operations import (
    apply_list,
    check_list,
    map_columns,
    receive_list,
    request_application,
)
from jalon.intake.reading.fields import BY_CODE
from jalon.intake.reading.problems import sentence
from jalon.intake.rules import IMPORT_PEOPLE
from jalon.kernel.errors import Denied, Refused

SHOWN = 50


class Command(BaseCommand):
    help = "Reads a list of people (CSV or XLSX) and says what it would do; does it with --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", metavar="SIRET", help="who sends the list")
        parser.add_argument("--as", dest="email", help="the account that answers for it")
        parser.add_argument(
            "--apply", action="store_true", help="import, after the report; --as says in whose name"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["apply"] and not options["email"]:
            raise CommandError("Dites qui répond de l'import : --apply --as E-MAIL.")
        by = self._actor(
            self._organisation(options["organisation"], options["email"]), options["email"]
        )
        try:
            with transaction.atomic():
                people_list = self._checked(options["file"], by)
                if options["apply"] and people_list.state == ListState.CHECKED:
                    self._apply(people_list, by)
                else:
                    transaction.set_rollback(True)
        except (Refused, Denied, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if people_list.state == ListState.FAILED:
            raise CommandError(people_list.refusal)
        if not options["apply"]:
            self.stdout.write("Rien n'a été importé. Ajoutez --apply pour importer.")

    def _checked(self, path: Path, by: Actor) -> PeopleList:
        now = timezone.now()
        with path.open("rb") as file:
            received = receive_list(file=file, name=path.name, by=by, at=now)
        self._tell_columns(received)
        mapped = map_columns(people_list=received, mapping=received.mapping, by=by, at=now)
        people_list = check_list(people_list=mapped, by=by, at=timezone.now(), tell=self._progress)
        self._tell_lines(people_list)
        return people_list

    def _apply(self, people_list: PeopleList, by: Actor) -> None:
        asked = request_application(people_list=people_list, by=by, at=timezone.now())
        done = apply_list(people_list=asked, by=by, at=timezone.now(), tell=self._progress)
        self.stdout.write("Importé :")
        self._tell_counts(done)

    def _tell_columns(self, people_list: PeopleList) -> None:
        for title, code in zip(people_list.titles, people_list.mapping, strict=True):
            held = BY_CODE[code].label if code else "(laissée de côté)"
            self.stdout.write(f"  {title or '(sans titre)'} → {held}")

    def _tell_lines(self, people_list: PeopleList) -> None:
        self._tell_counts(people_list)
        wrong = ListLine.objects.filter(people_list=people_list, has_problems=True)
        for row in wrong.order_by("line")[:SHOWN]:
            cells, _values = unpack(row.sealed)
            for problem in unpacked_problems(row.problems):
                title = "" if problem.column is None else f", {people_list.titles[problem.column]}"
                self.stdout.write(f"  ligne {row.line}{title} : {sentence(problem, cells)}")
        rest = people_list.counts["problems"] - SHOWN
        if rest > 0:
            self.stdout.write(f"  … et {rest} autres lignes.")

    def _tell_counts(self, people_list: PeopleList) -> None:
        counts = people_list.counts
        self.stdout.write(f"  {counts['lines']} lignes, {counts['proposals']} propositions")
        for outcome in Outcome:
            if counts[outcome]:
                self.stdout.write(f"  {counts[outcome]:>8} {outcome.label}")

    def _progress(self, done: int) -> None:
        self.stderr.write(f"\r  {done} lignes", ending="")

    def _organisation(self, siret: str | None, email: str | None) -> Organisation:
        if siret:
            found = Organisation.objects.filter(siret="".join(siret.split())).first()
            if not found:
                raise CommandError(f"Aucun organisme n'a le SIRET {siret}.")
            return found
        councils = Organisation.objects.filter(kind=OrganisationKind.DEPARTEMENT)
        if email:
            councils = councils.filter(affiliations__user__email__iexact=email).distinct()
        senders = list(councils[:2])
        if len(senders) != 1:
            raise CommandError("Dites quel organisme envoie la liste : --organisation SIRET.")
        return senders[0]

    def _actor(self, organisation: Organisation, email: str | None) -> Actor:
        today = timezone.localdate()
        hats = Affiliation.objects.in_force(today).filter(organisation=organisation)
        if email:
            hats = hats.filter(user__email__iexact=email)
        for hat in hats.select_related("user", "organisation").order_by("pk"):
            actor = actor_of(hat, on=today)
            if IMPORT_PEOPLE.allows(actor, None):
                return actor
        raise CommandError(str(IMPORT_PEOPLE.refusal))
