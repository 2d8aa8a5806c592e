from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.intake.management.background import work
from jalon.intake.models import PeopleList


class Command(BaseCommand):
    help = "Checks or applies one list, for the page that asked; not meant to be typed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list")
        parser.add_argument("affiliation")
        parser.add_argument("--for", type=int, required=True, help="the process that asks")

    def handle(self, *args: Any, **options: Any) -> None:
        people_list = PeopleList.objects.filter(public_id=options["list"]).first()
        affiliation = (
            Affiliation.objects.in_force(timezone.localdate())
            .select_related("user", "organisation")
            .filter(public_id=options["affiliation"])
            .first()
        )
        if not people_list or not affiliation:
            raise CommandError("This list, or this affiliation, no longer exists.")
        work(people_list, affiliation, server=options["for"])
