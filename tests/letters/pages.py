"""The pages of letters, each with what fills it: looked at by the tests of accessibility."""

import datetime as dt
from typing import Any

from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.letters.models import Letter
from tests.letters.situations import secret_of, waiting

Page = tuple[str, tuple[Any, ...]]


def pages_of_letters() -> tuple[Affiliation, list[Page]]:
    """The member follows its letter; who signs has a link."""
    world, letter = waiting()
    far = timezone.now() + dt.timedelta(days=9)
    Letter.objects.update(expires_at=far)
    project, one = world.project.public_id, letter.public_id
    hat = Affiliation.objects.get(pk=world.partner.affiliation_id)
    member = world.member(world.partner).public_id
    return hat, [
        ("letter", (project, one)),
        ("delegate_letter", (project, one)),
        ("withdraw_letter", (project, one)),
        ("deposit_letter", (project,)),
        ("send_letter", (project, member)),
        *((name, (secret_of(letter),)) for name in LINKED),
    ]


LINKED = ("letter_link", "refuse_letter", "delegate_letter_by_link")
