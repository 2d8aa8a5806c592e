"""Tell of emergencies those whom they concern, and remind whoever must judge them: by e-mail.

Run by the background process every few seconds. No message holds a name or a reason.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.operations import (
    lapse_exceptional_accesses,
    lapse_invitations,
    lapse_join_requests,
)
from jalon.dossiers.queries.emergencies import officers_of
from jalon.people.ways import mailboxes_of
from jalon.post.mails import post_mail
from jalon.territories.zones import local_day

TOGETHER: Final = 50


def keep_doors(at: datetime) -> None:
    """Close what is over, tell of the new emergencies, remind of the late reviews."""
    lapse_exceptional_accesses(by=None, at=at)
    lapse_invitations(by=None, at=at)
    lapse_join_requests(by=None, at=at)
    untold = ExceptionalAccess.objects.filter(told_at=None)
    _each(untold, "told_at", _tell, at)
    late = ExceptionalAccess.objects.filter(
        reviewed_at=None, reminded_at=None, review_due_on__lt=local_day(at)
    )
    _each(late, "reminded_at", _remind, at)


def _each(
    waiting: QuerySet[ExceptionalAccess],
    done: str,
    send: Callable[[ExceptionalAccess, datetime], None],
    at: datetime,
) -> None:
    for _turn in range(TOGETHER):
        with transaction.atomic():
            locked = waiting.select_for_update(skip_locked=True, of=("self",))
            related = "dossier__person__contact", "dossier__referent__organisation"
            access = locked.select_related(*related).order_by("pk").first()
            if access is None:
                return
            send(access, at)
            setattr(access, done, at)
            access.save(update_fields=[done])


def _tell(access: ExceptionalAccess, at: datetime) -> None:
    subject = _("Un dossier a été ouvert en urgence")
    _post("access_to_person", subject, mailboxes_of(access.dossier.person), "space", access, at)
    holder = access.dossier.referent.affiliation
    if holder is not None:
        _post("access_to_referent", subject, [holder.user.email], "home", access, at)
    _post("access_to_officer", subject, _of_officers(access, at), "desk", access, at)


def _remind(access: ExceptionalAccess, at: datetime) -> None:
    subject = _("Un accès exceptionnel attend son contrôle")
    _post("access_is_late", subject, _of_officers(access, at), "desk", access, at)


def _of_officers(access: ExceptionalAccess, at: datetime) -> list[str]:
    hats = officers_of(access, on=local_day(at))
    return sorted({hat.user.email for hat in hats})


def _post(
    name: str,
    subject: str,
    emails: list[str],
    page: str,
    access: ExceptionalAccess,
    at: datetime,
) -> None:
    context = {
        "opened_at": access.opened_at,
        "due_on": access.review_due_on,
        "link": f"{settings.JALON_PAGE_ORIGINS[0]}{reverse(page)}",
        "product": settings.JALON_PRODUCT_NAME,
    }
    body = render_to_string(f"dossiers/mail/{name}.txt", context)
    for email in emails:  # one by one: nobody learns who else was told
        post_mail(kind=name, to=email, subject=subject, body=body, at=at)
