"""The mails that say something waits: never what, nor about whom."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from jalon.accounts.models import User
from jalon.notifications.models import Family
from jalon.people.ways import way_of
from jalon.post.mails import post_mail, post_text
from jalon.post.models import Channel

ACCESS_SUBJECTS: Final = {
    "personal_access.opened": gettext_lazy("Votre espace est ouvert"),
    "personal_access.recovered": gettext_lazy("Votre espace a un nouveau mot de passe"),
}


def post_access(kind: str, emails: list[str], *, happened_at: datetime, at: datetime) -> None:
    """To each address that the person gave: if it was not her, she says so at once."""
    context = {
        "happened_at": happened_at,
        "is_recovered": kind == "personal_access.recovered",
        "link": f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('space')}",
        "product": settings.JALON_PRODUCT_NAME,
    }
    with override(settings.LANGUAGE_CODE):
        body = render_to_string("notifications/mail/access.txt", context)
        subject = str(ACCESS_SUBJECTS[kind])
    for email in emails:  # one by one: nobody learns who else was told
        post_mail(kind="personal_access", to=email, subject=subject, body=body, at=at)


def post_news(user: User, *, is_person: bool, at: datetime) -> None:
    """At once: one thing waits."""
    _post(user, _("Du nouveau vous attend"), "news", {}, is_person, at)


def post_digest(user: User, counts: dict[Family, int], *, is_person: bool, at: datetime) -> None:
    """Once a day: how many things wait, by family."""
    total = sum(counts.values())
    with override(settings.LANGUAGE_CODE):
        lines = [(Family(family).label, count) for family, count in counts.items()]
    _post(user, _("Ce qui vous attend"), "digest", {"lines": lines, "total": total}, is_person, at)


def post_to_person(person_id: int, *, at: datetime) -> None:
    """To whoever has no account, by the way she prefers: something waits, and where to enter."""
    found = way_of(person_id)
    if found is None:
        return
    channel, to = found
    link = f"{settings.JALON_PAGE_ORIGINS[0]}{reverse('first_time')}"
    said = {"link": link, "product": settings.JALON_PRODUCT_NAME}
    with override(settings.LANGUAGE_CODE):
        subject = _("Du nouveau vous attend")
        text = _("Du nouveau vous attend dans %(product)s : %(link)s") % said
        body = render_to_string("notifications/mail/waiting.txt", said)
    if channel == Channel.SMS:
        post_text(kind="notification_waiting", to=to, body=text, at=at)
        return
    post_mail(kind="notification_waiting", to=to, subject=subject, body=body, at=at)


def _post(
    user: User, subject: str, name: str, context: dict[str, object], is_person: bool, at: datetime
) -> None:
    page = "space_told" if is_person else "notifications"
    ways = "space_ways" if is_person else "notification_ways"
    origin = settings.JALON_PAGE_ORIGINS[0]
    links = {"link": f"{origin}{reverse(page)}", "ways": f"{origin}{reverse(ways)}"}
    with override(settings.LANGUAGE_CODE):
        body = render_to_string(
            f"notifications/mail/{name}.txt",
            {**context, **links, "is_person": is_person, "product": settings.JALON_PRODUCT_NAME},
        )
    headers = {"List-Unsubscribe": f"<{links['ways']}>"}
    post_mail(
        kind=f"notification_{name}", to=user.email, subject=subject, body=body, at=at,
        headers=headers,
    )  # fmt: skip
