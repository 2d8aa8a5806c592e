"""How often something costly or guessable may be asked: counted for all workers together.

Signing in and choosing a password have limits of their own (the sign-in library counts them, in
the cache of the database). Numbers tried one after the other when a dossier is opened have
theirs (`dossiers.views.probing`), and readings of people have budgets.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from allauth.account.adapter import get_adapter
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.kernel.guarded_writes import allowed_write
from jalon.ui.replies import sentence
from jalon.vault.sealing import fingerprint

logger = logging.getLogger("jalon.limits")


class Limit(NamedTuple):
    """So many a minute and an account, of this method, with this parameter when one is named."""

    per_minute: int
    method: str = "GET"
    given: str = ""


# By the name of the address. A search as one types sends one request every 300 ms at most.
LIMITS: Final = {
    "dossier_list": Limit(120, given="q"),
    "organisations": Limit(120, given="q"),
    "invite_member": Limit(60, given="q"),
    "hand_over": Limit(60, given="q"),
    "intake": Limit(10, "POST"),
    "open_account": Limit(20, "POST"),
    "invite": Limit(10, "POST"),
    "live_token": Limit(240),
    "space_token": Limit(240),
    "first_time": Limit(10, "POST"),
    # Secrets of eighty bits: nobody tries many, and a whole office reads its calendars at once.
    "enter_code": Limit(10, "POST"),
    "appointment_link": Limit(60),
    "book_by_link": Limit(20, "POST"),
    "cancel_by_link": Limit(20, "POST"),
    "calendar_feed": Limit(600),
    "letter_link": Limit(60),
    "letter_link_paper": Limit(20),
    "ask_letter_code": Limit(10, "POST"),
    "sign_letter": Limit(10, "POST"),
    "refuse_letter": Limit(20, "POST"),
    "delegate_letter_by_link": Limit(5, "POST"),
    # Opens a file in a process of its own.
    "deposit_letter": Limit(20, "POST"),
    # Draws and seals a document; counts all who live somewhere; takes files.
    "sign_agreement": Limit(10, "POST"),
    "agreement_paper": Limit(20),
    "report": Limit(60),
    "ask_payment": Limit(20, "POST"),
    # Sends a mail to whoever is named.
    "follow_call": Limit(5, "POST"),
    "confirm_following": Limit(20, "POST"),
}
FORGOTTEN_AT_ONCE = 20
COUNT = """
INSERT INTO web_attempt (fingerprint, minute_at, count) VALUES (%s, %s, 1)
ON CONFLICT (fingerprint) DO UPDATE SET minute_at = excluded.minute_at, count = CASE
    WHEN web_attempt.minute_at = excluded.minute_at THEN web_attempt.count + 1 ELSE 1 END
RETURNING count
"""
FORGET = """
DELETE FROM web_attempt WHERE fingerprint IN (
    SELECT fingerprint FROM web_attempt WHERE minute_at < %s LIMIT %s FOR UPDATE SKIP LOCKED)
"""


class LimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        now = timezone.now()
        name = asked(request)
        if name and count(who(request), name, now) > LIMITS[name].per_minute:
            logger.warning("limit %s reached by account %s", name, request.user.pk)
            return wait(request, 60 - now.second)
        return None


def asked(request: HttpRequest) -> str | None:
    """The name of the limit that this request counts for."""
    match = request.resolver_match
    if match is None:
        return None
    limit = LIMITS.get(match.url_name or "")
    is_counted = (
        limit is not None
        and limit.method == request.method
        and (not limit.given or request.GET.get(limit.given))
        and (request.user.is_authenticated or getattr(match.func, "access", "") == "public")
    )
    return match.url_name if is_counted else None


def who(request: HttpRequest) -> str:
    """The account; for nobody, the address, as our own proxy tells it."""
    if request.user.is_authenticated:
        return f"account/{request.user.pk}"
    return f"address/{get_adapter().get_client_ip(request)}"


def count(who: str, name: str, now: datetime) -> int:
    """How many times in this minute, this one included: one statement, so none is lost."""
    minute = now.replace(second=0, microsecond=0)
    with allowed_write("attempts are counted"), connection.cursor() as cursor:
        cursor.execute(COUNT, [fingerprint("attempt", f"{who}/{name}"), minute])
        [(number,)] = cursor.fetchall()
        if number == 1:
            cursor.execute(FORGET, [minute - timedelta(minutes=1), FORGOTTEN_AT_ONCE])
    return int(number)


def wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """429, and when to come back."""
    text = _("Vous allez trop vite. Attendez une minute avant de réessayer.")
    if request.headers.get("HX-Request"):
        answer = sentence(text, 429)
    else:
        context = {"status": 429, "sentence": text}
        answer = render(request, "web/error.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
