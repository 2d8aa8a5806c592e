"""The personal link of who signs: made of a key and of the letter, kept as a fingerprint alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.accounts.acting import acting_as
from jalon.appointments.codes import code_of, recognised
from jalon.kernel.acting import NOBODY
from jalon.kernel.errors import Refused
from jalon.letters.models import Letter
from jalon.letters.states import SHOWN
from jalon.projects.models import Project
from jalon.projects.turns import in_turn

PURPOSE: Final = "commitment-letter"


class LinkOver(Refused):
    """The link is over: the letter is void, given to somebody else, or too old."""


def mark_of(link: UUID) -> bytes:
    """What is kept of the secret of a link."""
    return recognised(PURPOSE, code_of(PURPOSE, link))


def address_of(letter: Letter) -> str:
    """The whole personal link: never in a log, nor in a fact."""
    path = reverse("letter_link", args=[code_of(PURPOSE, letter.link)])
    return f"{settings.JALON_PAGE_ORIGINS[0]}{path}"


@contextmanager
def holding(code: str, *, at: datetime) -> Iterator[Letter | None]:
    """Run what follows in the name of whoever holds this link; None when it opens nothing."""
    mark = recognised(PURPOSE, code)
    with acting_as(replace(NOBODY, at=at.isoformat(), link=mark.hex())):
        alive = Letter.objects.filter(fingerprint=mark, state__in=SHOWN, expires_at__gt=at)
        yield alive.select_related("member", "project__call", "project__carrier").first()


def opened(letter: Letter, *, at: datetime) -> tuple[Letter, Project]:
    """The letter of a link that still lives, and its project, both held until the commit.

    The project first, as everybody who writes in it. Raises LinkOver, NotFromThisState.
    """
    project = in_turn(letter.project)
    held = Letter.objects.select_for_update(of=("self",)).select_related("member")
    found = held.filter(
        pk=letter.pk, fingerprint=letter.fingerprint, state__in=SHOWN, expires_at__gt=at
    ).first()
    if found is None:
        raise LinkOver(_("Ce lien n’est plus valable. Demandez-en un autre à votre organisme."))
    found.project = found.member.project = project
    return found, project
