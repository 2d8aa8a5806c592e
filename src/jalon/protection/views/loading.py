"""An officer meets one dossier at a time: the database is told which."""

from contextlib import AbstractContextManager
from uuid import UUID

from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.ui.request import Request


def about(request: Request, dossier_number: UUID) -> AbstractContextManager[None]:
    """What follows is about this dossier alone, for row-level security too."""
    return acting(request.actor, at=timezone.now(), subject=dossier_number)
